"""Orders of skaters, and the state of a race at one moment: frozen, and complete enough to fold on from.

Times are whole milliseconds on the stream's clock, whose nought is the gun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.rules import Rules
from massstart_tui.race.sheet import Sheet

Place = int | tuple[int, ...] | None
"""One place of an order: a bib, the bibs of a dead heat, or None where nobody published who it was."""


def members(place: Place) -> tuple[int, ...]:
    """The bibs that share a place: one, several in a dead heat, none where it is unknown."""
    if place is None:
        return ()
    return place if isinstance(place, tuple) else (place,)


def bibs_in(order: Iterable[Place]) -> tuple[int, ...]:
    """Every bib of an order, the members of a dead heat one after the other, unknown places left out."""
    return tuple(bib for place in order for bib in members(place))


class Phase(StrEnum):
    """Where a race is between the start sheet and the official result."""

    SCHEDULED = "scheduled"
    NEUTRAL = "neutral"
    RACING = "racing"
    STOPPED = "stopped"
    FINISHING = "finishing"
    FINISHED = "finished"
    OFFICIAL = "official"


class Status(StrEnum):
    """What has become of a skater."""

    RACING = "racing"
    FINISHED = "finished"
    LAPPED = "lapped"
    ELIMINATED = "eliminated"
    WITHDREW = "withdrew"
    DNS = "dns"
    DISQUALIFIED = "disqualified"


class SprintResult(NamedTuple):
    """An intermediate sprint as it stands: ``order`` has the bibs of each place, none where nobody published who.

    ``seq`` is the event it comes from; None while it comes from crossings alone, and so is provisional.
    """

    lap: int
    order: tuple[tuple[int, ...], ...]
    t: int
    seq: int | None = None


class FinishPlace(NamedTuple):
    """One place over the line: its bibs (none where unknown), the race time in ms, the event (None: a crossing)."""

    bibs: tuple[int, ...]
    time: int | None
    seq: int | None = None


LEFT_BEFORE_THE_LINE: Final = frozenset({Status.WITHDREW, Status.DNS, Status.ELIMINATED})
"""Who is this did not finish: of that and a finish, the one recorded last holds."""
TAKEN_OUT: Final = LEFT_BEFORE_THE_LINE | {Status.DISQUALIFIED}
"""Who is this has no place over the line, whatever was recorded there before."""
WITHOUT_A_PLACE: Final = TAKEN_OUT | {Status.LAPPED}
"""Who is this uses up no place over the line; who was lapped has still crossed it."""


class Departure(NamedTuple):
    """How a skater left the race, or was lapped: laps completed, t of it, the rule or reason given, and the event.

    ``seq`` is None where crossings alone tell it. Where ``laps_known`` is False nobody said how many laps that were,
    and neither crossings nor the leader tell it: ``laps`` are then those of the leader.
    """

    status: Status
    laps: int
    t: int
    reason: str | None = None
    seq: int | None = None
    laps_known: bool = True


class Relegation(NamedTuple):
    """Whom the jury placed behind others at the finish, behind whom (None: all who completed it), and by which rule."""

    bibs: tuple[int, ...]
    behind: int | None
    rule: str | None
    seq: int


class Sum(NamedTuple):
    """Points at the intermediate sprints up to the lap ``laps`` that were published as a sum, and the event."""

    points: int
    laps: int
    seq: int


class RaceState(NamedTuple):
    """A race at one moment.

    ``t`` and ``seq`` are those of the last event folded in; ``gun`` is the t of the gun that counts. ``lap`` is how
    many laps the leader has completed, ``lap_times`` the latest of them as (lap, t), ``leader`` who did, if known.
    ``laps`` and ``crossed_at`` have what a timing system saw: laps completed (of everyone on the sheet), and t of the
    last crossing (of those it saw). ``gained`` has, of who gained or lost laps on the bunch, how many, or below nought
    lost; ``laps`` are then counted along with the bunch.
    ``line_sprints`` are sprint orders, and ``line_finish`` the finish, as crossings alone have them.
    ``exits`` has everyone who is out or lapped; of those, ``stayed_out`` are those who withdrew, or did not start,
    before the race was started anew. ``groups`` is who skates together, front first: as last said, and as
    an attack, a catch or a fall has changed it since. ``gaps`` are in ms to the group ahead; ``groups_seq`` is the
    event that said so, None once another group is in front, or by another gap. ``away`` is who attacked and is not
    caught; ``down`` who fell and is not back.
    ``stopped_in`` is the phase in which a race that is stopped was stopped; ``resumed`` says that the clock counts a
    stop too. ``reviewed`` is who is under review, in the order in which that came, and ``relegations`` likewise.
    ``sums`` has, by bib, points that were published without their split over the sprints.
    """

    sheet: Sheet
    rules: Rules
    distance: int
    phase: Phase
    seq: int
    t: int
    gun: int
    lap: int
    leader: int | None
    lap_times: tuple[tuple[int, int], ...]
    laps: Mapping[int, int]
    crossed_at: Mapping[int, int]
    gained: Mapping[int, int]
    line_sprints: Mapping[int, SprintResult]
    line_finish: tuple[FinishPlace, ...]
    given_sprints: Mapping[int, SprintResult]
    given_finish: tuple[FinishPlace, ...]
    exits: Mapping[int, Departure]
    stayed_out: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    gaps: tuple[int | None, ...]
    groups_seq: int | None
    away: tuple[int, ...]
    down: tuple[int, ...]
    cards: Mapping[int, tuple[str, ...]]
    advanced: tuple[int, ...]
    stopped_in: Phase | None
    resumed: bool
    reviewed: tuple[int, ...]
    relegations: tuple[Relegation, ...]
    sums: Mapping[int, Sum]

    @property
    def to_go(self) -> int:
        """Laps the leader still has to skate."""
        return max(0, self.distance - self.lap)

    @property
    def sprints(self) -> Mapping[int, SprintResult]:
        """The intermediate sprints by lap: as given, else as the crossings have them."""
        return {**self.line_sprints, **self.given_sprints}

    @property
    def finish(self) -> tuple[FinishPlace, ...]:
        """The places over the line, first to last: as given, then those whom crossings alone have over the line."""
        given = {bib for place in self.given_finish for bib in place.bibs}
        return (*self.given_finish, *(place for place in self.line_finish if not given.intersection(place.bibs)))

    @property
    def over(self) -> bool:
        """Whether nobody is racing any more: all are in or out, or the result is official."""
        return self.phase in (Phase.FINISHED, Phase.OFFICIAL)

    @property
    def under_way(self) -> bool:
        """Whether the gun was fired and somebody is still racing, also while the race is stopped."""
        return self.phase is not Phase.SCHEDULED and not self.over

    @property
    def timed(self) -> bool:
        """Whether a timing system's crossings are in the stream."""
        return bool(self.crossed_at)

    def next_sprint(self) -> int | None:
        """The number, from 1, of the next intermediate sprint; None where the finish is next."""
        for number, lap in enumerate(self.rules.sprint_laps(), 1):
            if self.lap < lap < self.distance:
                return number
        return None

    def next_elimination(self) -> int | None:
        """The next lap that ends in an elimination; None where there is none before the finish."""
        return next((lap for lap in self.rules.eliminations if self.lap < lap < self.distance), None)

    def laps_of(self, bib: int) -> int:
        """Laps completed: as given with an exit, all of them for who finished, from crossings, or the leader's."""
        exit_ = self.exits.get(bib)
        if exit_ and exit_.status is Status.LAPPED:
            return self._laps_of_a_lapped(bib, exit_)
        unseen = self.phase is Phase.OFFICIAL and exit_ is None and not self.timed
        if self.is_in(bib) or unseen:
            return self.distance
        if exit_:
            return exit_.laps
        return self.laps[bib] if self.timed else self.lap

    def known_laps_of(self, bib: int) -> int | None:
        """Laps completed as `laps_of` has them; None for who left, or was lapped, after nobody knows how many."""
        exit_ = self.exits.get(bib)
        if exit_ is None or exit_.laps_known or bib in self.crossed_at:
            return self.laps_of(bib)
        counts_over_the_line = exit_.status is not Status.LAPPED or self.rules.lapped == "finishes"
        return self.laps_of(bib) if counts_over_the_line and self.is_in(bib) else None

    def _laps_of_a_lapped(self, bib: int, exit_: Departure) -> int:
        """As crossings have them; unseen by those, who comes in has completed all, as World Cups print it (2025/26).

        Who comes in less than a lap behind the winner cannot have.
        """
        if self.rules.lapped != "finishes":
            return exit_.laps
        if self.is_in(bib) and bib not in self.crossed_at:
            return self.distance - (self._a_lap_behind_the_winner(bib) is False)
        return max(exit_.laps, self.laps[bib])

    def _a_lap_behind_the_winner(self, bib: int) -> bool | None:
        """Whether so much time has passed at the line; None where a time is missing.

        A lap takes as long as the winner's did on average.
        """
        times = {bib: place.time for place in self.finish for bib in place.bibs if place.time is not None}
        first = min((time for other, time in times.items() if other not in self.exits), default=None)
        if first is None or bib not in times:
            return None
        return (times[bib] - first) * self.distance >= first

    def went_on_to_the_end(self, bib: int) -> bool:
        """Whether who was lapped is known to have completed the distance like the others, later than they did."""
        if not (self.status_of(bib) is Status.LAPPED and self.is_in(bib)):
            return False
        return self.laps_of(bib) >= self.distance and self._a_lap_behind_the_winner(bib) is True

    def is_in(self, bib: int) -> bool:
        """Whether this skater is over the finish line, and was not said to have left the race before."""
        exit_ = self.exits.get(bib)
        if exit_ and exit_.status in LEFT_BEFORE_THE_LINE:
            return False
        return any(bib in place.bibs for places in (self.given_finish, self.line_finish) for place in places)

    def status_of(self, bib: int) -> Status:
        """What has become of this skater; who was lapped stays lapped, also over the line."""
        if exit_ := self.exits.get(bib):
            return exit_.status
        return Status.FINISHED if self.is_in(bib) or self.phase is Phase.OFFICIAL else Status.RACING
