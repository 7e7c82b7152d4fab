"""The state of a race at one moment, frozen and complete enough to resume a fold from; and orders of skaters.

Times are whole milliseconds on the clock of the stream, which is 0 at the gun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.by_identity import ByIdentity
from massstart_tui.race.missing_events import CHANGES_NO_GROUP, CHANGES_NO_RESULT
from massstart_tui.race.rules import Rules
from massstart_tui.race.sheet import Sheet

Place = int | tuple[int, ...] | None
"""One place of an order: a bib, the bibs of a dead heat, or None if nobody published who it was."""


def members(place: Place) -> tuple[int, ...]:
    """Return the bibs that share a place: one, several in a dead heat, none if it is unknown."""
    if place is None:
        return ()
    return place if isinstance(place, tuple) else (place,)


def bibs_in(order: Iterable[Place]) -> tuple[int, ...]:
    """Return every bib of an order, without unknown places; members of a dead heat one after the other."""
    return tuple(bib for place in order for bib in members(place))


class Phase(StrEnum):
    """The phases of a race, from the start sheet to the official result."""

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
    """The current result of an intermediate sprint: ``order`` has the bibs of each place, none for an unknown one.

    ``seq`` is that of the event it comes from. It is None while the result comes from crossings alone and is
    provisional.
    """

    lap: int
    order: tuple[tuple[int, ...], ...]
    t: int
    seq: int | None = None


class FinishPlace(NamedTuple):
    """One place over the line: its bibs (none if unknown), the race time in ms, and the event (None: a crossing)."""

    bibs: tuple[int, ...]
    time: int | None
    seq: int | None = None


@ByIdentity
def _bibs_of(finish: tuple[FinishPlace, ...]) -> frozenset[int]:
    """Return everybody who has one of these places; asked of every skater at each moment."""
    return frozenset(bib for place in finish for bib in place.bibs)


LEFT_BEFORE_THE_LINE: Final = frozenset({Status.WITHDREW, Status.DNS, Status.ELIMINATED})
"""Skaters with this status did not finish. If a finish was recorded as well, whichever was recorded last holds."""
TAKEN_OUT: Final = LEFT_BEFORE_THE_LINE | {Status.DISQUALIFIED}
"""Skaters with this status have no place at the finish, even if one was recorded before."""
WITHOUT_A_PLACE: Final = TAKEN_OUT | {Status.LAPPED}
"""Skaters with this status take up no place at the finish; a lapped skater may still have crossed the line."""


class Departure(NamedTuple):
    """How a skater left the race or was lapped: laps completed, race time in ms, the rule or reason, and the event.

    ``seq`` is None if crossings alone show it. ``laps_known`` is False if nobody recorded the number of laps and
    neither crossings nor the leader's lap tell it; then ``laps`` is that of the leader.
    """

    status: Status
    laps: int
    t: int
    reason: str | None = None
    seq: int | None = None
    laps_known: bool = True


class Relegation(NamedTuple):
    """Whom the jury placed behind others at the finish, behind whom (None: all), by which rule, and the event."""

    bibs: tuple[int, ...]
    behind: int | None
    rule: str | None
    seq: int


class Sum(NamedTuple):
    """Points at the intermediate sprints up to the lap ``laps`` that were published as a sum, and the event."""

    points: int
    laps: int
    seq: int


class UnreadPasses(NamedTuple):
    """Passes of the line of one skater that were probably not read: how many at most.

    ``at`` has the laps that end in a sprint or the finish in which the skater may have a place because of them.
    """

    passes: int
    at: tuple[int, ...]


class RaceState(NamedTuple):
    """A race at one moment.

    ``t`` and ``seq`` are those of the last event folded; ``gun`` is the t of the gun that counts. ``lap`` is the number
    of laps that the leader has completed, ``lap_times`` the latest of them as (lap, t), ``leader`` who completed it, if
    known.

    ``laps`` and ``crossed_at`` are what a timing system saw: laps completed by everyone on the sheet, and t of the last
    crossing of those it saw. ``unread`` has, by bib, the passes that it probably did not read, which ``laps`` lacks;
    ``fell_at`` is the t of everybody's latest fall. ``gained`` has the laps gained on the bunch by bib, negative if
    lost; ``laps`` of these skaters are then counted with the bunch. ``line_sprints`` and ``line_finish`` are the
    sprints and the finish as crossings alone show them; ``given_sprints`` and ``given_finish`` are those that events
    give.

    ``exits`` has everyone who is out or lapped. Of these, ``stayed_out`` withdrew, or did not start, before the race
    was restarted.

    ``groups`` is who skates together, front first: as last given, and as an attack, a catch or a fall has changed it
    since. ``gaps`` are in ms to the group ahead. ``groups_seq`` is the event that gave the groups; None once another
    group is in front, or by another gap. ``away`` is who attacked and is not caught, ``attacked_at`` the t of
    everybody's latest attack; ``down`` is who fell and is not back.

    ``stopped_in`` is the phase in which a stopped race was stopped; ``resumed`` says that the clock includes a stop.
    ``reviewed`` has who is under review, in the order in which the reviews came, and ``relegations`` likewise. ``sums``
    has, by bib, points that were published without their split over the sprints.

    ``missing`` has how many events are missing, because their lines are wrong or did not come, by type as far as that
    could be read. ``lap_open`` says that the leader may have completed more laps than ``lap``, because of them.
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
    unread: Mapping[int, UnreadPasses]
    fell_at: Mapping[int, int]
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
    attacked_at: Mapping[int, int]
    down: tuple[int, ...]
    cards: Mapping[int, tuple[str, ...]]
    advanced: tuple[int, ...]
    stopped_in: Phase | None
    resumed: bool
    reviewed: tuple[int, ...]
    relegations: tuple[Relegation, ...]
    sums: Mapping[int, Sum]
    missing: Mapping[str, int]
    lap_open: bool

    @property
    def result_open(self) -> bool:
        """Whether an event is missing that may have changed laps or points."""
        return not CHANGES_NO_RESULT.issuperset(self.missing)

    @property
    def groups_open(self) -> bool:
        """Whether an event is missing that may have changed who skates together."""
        return not CHANGES_NO_GROUP.issuperset(self.missing)

    @property
    def to_go(self) -> int:
        """The number of laps that the leader still has to skate."""
        return max(0, self.distance - self.lap)

    @property
    def running_lap(self) -> int:
        """The number of the lap that the leader is skating; 0 before the gun, and the last one also after it."""
        return 0 if self.phase is Phase.SCHEDULED else min(self.lap + 1, self.distance)

    @property
    def sprints(self) -> Mapping[int, SprintResult]:
        """The intermediate sprints by lap: as given, else as crossings show them."""
        return {**self.line_sprints, **self.given_sprints}

    @property
    def finish(self) -> tuple[FinishPlace, ...]:
        """The places over the line, first to last: as given, then those that crossings alone show."""
        given = {bib for place in self.given_finish for bib in place.bibs}
        return (*self.given_finish, *(place for place in self.line_finish if not given.intersection(place.bibs)))

    @property
    def over(self) -> bool:
        """Whether nobody is racing any more: all have finished or are out, or the result is official."""
        return self.phase in (Phase.FINISHED, Phase.OFFICIAL)

    @property
    def under_way(self) -> bool:
        """Whether the gun was fired and somebody is still racing, even while the race is stopped."""
        return self.phase is not Phase.SCHEDULED and not self.over

    @property
    def timed(self) -> bool:
        """Whether the stream has crossings of a timing system."""
        return bool(self.crossed_at)

    def next_sprint(self) -> int | None:
        """Return the number, from 1, of the next intermediate sprint; None if the finish is next."""
        for number, lap in enumerate(self.rules.sprint_laps(), 1):
            if self.lap < lap < self.distance:
                return number
        return None

    def next_elimination(self) -> int | None:
        """Return the next lap that ends in an elimination; None if there is none before the finish."""
        return next((lap for lap in self.rules.eliminations if self.lap < lap < self.distance), None)

    def laps_of(self, bib: int) -> int:
        """Return laps completed: given with an exit, all for a finisher, else from crossings, else the leader's."""
        exit_ = self.exits.get(bib)
        if exit_ and exit_.status is Status.LAPPED:
            return self._laps_of_a_lapped(bib, exit_)
        # An official result without crossings need not name everyone who finished.
        unseen = self.phase is Phase.OFFICIAL and exit_ is None and not self.timed
        if self.is_in(bib) or unseen:
            return self.distance
        if exit_:
            return exit_.laps
        return self.laps[bib] if self.timed else self.lap

    def laps_on_the_ice(self, bib: int) -> int:
        """Return the laps from crossings, with passes that were not read: they show who skates beside whom."""
        unread = self.unread.get(bib)
        return self.laps[bib] if unread is None else max(self.laps[bib], min(self.lap, self.laps[bib] + unread.passes))

    def known_laps_of(self, bib: int) -> int | None:
        """Return the laps of `laps_of`; None for who left or was lapped after an unknown number of laps."""
        exit_ = self.exits.get(bib)
        if exit_ is None or exit_.laps_known or (bib in self.crossed_at and bib not in self.unread):
            return self.laps_of(bib)
        counts_over_the_line = exit_.status is not Status.LAPPED or self.rules.lapped == "finishes"
        return self.laps_of(bib) if counts_over_the_line and self.is_in(bib) else None

    def _laps_of_a_lapped(self, bib: int, exit_: Departure) -> int:
        """Return the laps of a lapped skater, from crossings where there are any.

        Without crossings, a lapped skater who finishes has completed all laps, as World Cups print it (2025/26); but
        one who comes in less than a lap behind the winner cannot have.
        """
        if self.rules.lapped != "finishes":
            return exit_.laps
        if self.is_in(bib) and bib not in self.crossed_at:
            return self.distance - (self._a_lap_behind_the_winner(bib) is False)
        return max(exit_.laps, self.laps[bib])

    def _a_lap_behind_the_winner(self, bib: int) -> bool | None:
        """Return whether the skater finished at least one lap time after the winner; None if a time is missing.

        The winner's average lap serves as the lap time.
        """
        times = {bib: place.time for place in self.finish for bib in place.bibs if place.time is not None}
        first = min((time for other, time in times.items() if other not in self.exits), default=None)
        if first is None or bib not in times:
            return None
        return (times[bib] - first) * self.distance >= first

    def went_on_to_the_end(self, bib: int) -> bool:
        """Return whether a lapped skater is known to have completed the distance, later than the others."""
        if not (self.status_of(bib) is Status.LAPPED and self.is_in(bib)):
            return False
        return self.laps_of(bib) >= self.distance and self._a_lap_behind_the_winner(bib) is True

    def is_in(self, bib: int) -> bool:
        """Return whether this skater is over the finish line and did not leave the race before."""
        exit_ = self.exits.get(bib)
        if exit_ and exit_.status in LEFT_BEFORE_THE_LINE:
            return False
        return bib in _bibs_of(self.given_finish) or bib in _bibs_of(self.line_finish)

    def statuses(self) -> dict[int, Status]:
        """Return what has become of each skater, by bib: as `status_of`, but faster for all."""
        otherwise = Status.FINISHED if self.phase is Phase.OFFICIAL else Status.RACING
        found = {skater.bib: otherwise for skater in self.sheet.skaters}
        for finish in (self.given_finish, self.line_finish):
            found.update(dict.fromkeys(_bibs_of(finish), Status.FINISHED))
        found.update({bib: exit_.status for bib, exit_ in self.exits.items()})
        return found

    def status_of(self, bib: int) -> Status:
        """Return what has become of this skater; a lapped skater stays lapped, even over the line."""
        if exit_ := self.exits.get(bib):
            return exit_.status
        return Status.FINISHED if self.is_in(bib) or self.phase is Phase.OFFICIAL else Status.RACING
