"""Classify the skaters at any moment, with the reason for each place; provisional while the race is on.

One sort key gives the ranking. Those who did not start come last, before them the disqualified. All others are sorted
by the criteria of `Rules.ranking` in turn; then by when they left; then, while the race is on, by position on the ice.

For a mass start the criteria are (ISU Special Regulations; they reproduce the World Cup results of autumn 2025): points
that count, from high to low; laps completed; the order of finish. So those who did not complete the distance follow by
laps, then time.

A lapped skater who crosses the finish line has not finished in that place. Lapped skaters follow by laps, then by when
they crossed, except one who went on and completed the distance, as the time shows. The points are lost in any case
(World Cup Calgary 2025, division A, rank 22).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.rules import Criterion, Rules
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.tally import Ranked, Tally, tallies
from massstart_tui.race.unread_passes import laps_in_doubt, orders_in_doubt

if TYPE_CHECKING:
    from massstart_tui.race.unread_ranks import OpenRank

RANKED_BY_LAPS = (Status.LAPPED, Status.WITHDREW)
"""Skaters who did not complete the distance and are ranked by laps, then time."""
_FAR = 1 << 40
"""A sort key behind every position on the ice."""


class Because(StrEnum):
    """The reasons for a rank; each has a sentence in the catalogue."""

    POINTS = "points"
    EQUAL_POINTS_FINISH = "equal_points_finish"
    FINISH = "finish"
    LAPS_GAINED = "laps_gained"
    EQUAL_LAPS_FINISH = "equal_laps_finish"
    ORDER_OF_FINISH = "order_of_finish"
    ELIMINATED = "eliminated"
    LASTED = "lasted"
    DEAD_HEAT = "dead_heat"
    RELEGATED = "relegated"
    LAPPED = "lapped"
    LAPS = "laps"
    LAPS_TIME = "laps_time"
    ON_THE_ICE = "on_the_ice"
    LEVEL = "level"
    UNRECORDED = "unrecorded"
    DISQUALIFIED = "disqualified"
    DNS = "dns"


class Standing(NamedTuple):
    """One row of the classification.

    ``sprints`` and ``finish`` are points as won, ``won`` is their sum with ``lap_points``, and ``total`` is what
    counts. ``time`` is in ms, None where there is none. ``shared`` marks a rank that another skater has as well.
    ``through`` is Q by rank or q by the referee, and None until nobody is racing any more. ``laps_gained`` is on the
    bunch, negative if lost; ``lap_points`` the points for that, negative if lost. ``reviewed`` marks a skater under
    review, which decides nothing. ``laps`` is None for a skater who left after an unknown number of laps.

    Where places are unknown, the points are those that are known, or were published as a sum. ``at_least`` says that
    ``total`` may be more; ``unknown_sprints`` has the numbers of the sprints at which nobody recorded what the skater
    won. ``open_rank`` says that the rank may be another one, from ``best`` to ``worst``: because of what is unknown in
    a race that is over, or of skaters with ``laps_open``, of whom a pass of the line was probably not read, so that
    nobody knows whether they are lapped. ``best`` and ``worst`` are None if they were not computed, and while the race
    is on and every pass was read.
    """

    rank: int
    bib: int
    name: str
    noc: str
    sprints: tuple[int, ...]
    finish: int
    won: int
    total: int
    laps: int | None
    time: int | None
    finish_place: int | None
    status: Status
    through: str | None
    because: Because
    shared: bool
    laps_gained: int = 0
    lap_points: int = 0
    reviewed: bool = False
    at_least: bool = False
    unknown_sprints: tuple[int, ...] = ()
    open_rank: bool = False
    best: int | None = None
    worst: int | None = None
    laps_open: bool = False

    @property
    def intermediate(self) -> int:
        """The points at the intermediate sprints; more than the known ones if a sum was published."""
        return self.won - self.finish - self.lap_points


_LAST: Final = {Status.DISQUALIFIED: 1, Status.DNS: 2}
"""The statuses that are ranked behind all others, in this order."""
_CRITERIA: Final[Mapping[Criterion, Callable[[Tally], float]]] = {
    "completed": lambda entry: entry.stopped_short,
    "points": lambda entry: -entry.total,
    "laps_gained": lambda entry: 0 if entry.stopped_short else -entry.laps_gained,
    "laps": lambda entry: -entry.half_laps,
    "lasted": lambda entry: -entry.left if entry.stopped_short else 0,
    "finish": lambda entry: entry.order,
}
"""The sort key of each criterion of a ranking; the smaller comes first."""


class Placing(NamedTuple):
    """The place of a skater in the classification, and the points that count."""

    rank: int
    bib: int
    total: int
    status: Status


def placings(state: RaceState) -> tuple[Placing, ...]:
    """Return the places of `standings` alone, first to last, which takes half the time."""
    ranks = _with_ranks(in_order(state))
    return tuple(Placing(rank, entry.bib, entry.total, entry.status) for rank, _, entry in ranks)


def standings(state: RaceState) -> tuple[Standing, ...]:
    """Return the classification at this moment: a row for every skater on the start sheet, first to last."""
    ranked = in_order(state)
    entries = [entry for _, entry in ranked]
    tied = _Tied.among(entries)
    names = state.sheet.by_bib()
    rank_range, unread = _rank_range(state, ranked), laps_in_doubt(state)
    open_ranks = _open_ranks(state, entries)
    over, result_open, rules = state.over, state.result_open, state.rules
    rows: list[Standing] = []
    for rank, shared, entry in _with_ranks(ranked):
        best, worst = rank_range(entry, rank)
        if open_rank := open_ranks.get(entry.bib):
            best, worst = rank - open_rank.up, rank + open_rank.down
        rows.append(
            Standing(
                rank=rank,
                bib=entry.bib,
                name=names[entry.bib].name,
                noc=names[entry.bib].noc,
                sprints=entry.sprints,
                finish=entry.finish,
                won=entry.won,
                total=entry.total,
                laps=None if result_open else entry.laps,
                time=entry.time,
                finish_place=entry.place,
                status=entry.status,
                through=_through(state, entry, worst) if over else None,
                because=_because(entry, rules, tied, shared=shared),
                shared=shared,
                laps_gained=entry.laps_gained,
                lap_points=entry.lap_points,
                reviewed=entry.bib in state.reviewed,
                at_least=entry.more or result_open,
                unknown_sprints=entry.unknown,
                open_rank=(over or entry.bib in open_ranks) and (best, worst) != (rank, rank),
                best=best,
                worst=worst,
                laps_open=entry.bib in unread,
            )
        )
    return tuple(rows)


def _open_ranks(state: RaceState, ranked: Sequence[Tally]) -> Mapping[int, OpenRank]:
    """Return by how much each rank is open while the race is on; only open ones, by bib."""
    if state.over or not (laps_in_doubt(state) or orders_in_doubt(state)):
        return {}
    from massstart_tui.race.unread_ranks import ranks_while_unread  # noqa: PLC0415 - hardly any race needs it

    return ranks_while_unread(state, ranked)


def in_order(state: RaceState) -> list[Ranked]:
    """Return every skater with their sort key, first to last."""
    criteria = tuple(_CRITERIA[criterion] for criterion in state.rules.ranking)
    by_key = sorted([(_key(entry, criteria), entry.bib, entry) for entry in tallies(state)])
    return [Ranked(key, entry) for key, _, entry in by_key]


def _with_ranks(ranked: Sequence[Ranked]) -> Iterator[tuple[int, bool, Tally]]:
    """Yield the rank of each skater, and whether another has the same sort key, and so the same rank."""
    rank, before = 0, None
    for index, (key, entry) in enumerate(ranked, 1):
        level = key == before
        rank = rank if level else index
        yield rank, level or (index < len(ranked) and ranked[index].key == key), entry
        before = key


class _Tied(NamedTuple):
    """How many skaters have the same points, the same laps gained, or (of those who stopped short) the same laps.

    A reason such as "by points" holds only if nobody has the same number.
    """

    points: Counter[int]
    gained: Counter[int]
    laps: Counter[int | None]

    @classmethod
    def among(cls, entries: list[Tally]) -> _Tied:
        """Count the skaters of ``entries``."""
        stopped = [entry for entry in entries if entry.status in RANKED_BY_LAPS and entry.place is None]
        return cls(
            points=Counter(entry.total for entry in entries),
            gained=Counter(entry.laps_gained for entry in entries if not entry.stopped_short),
            laps=Counter(entry.laps for entry in stopped),
        )


def _key(entry: Tally, criteria: tuple[Callable[[Tally], float], ...]) -> tuple[float, ...]:
    """Return the sort key of a skater; equal keys share a rank."""
    group = _LAST.get(entry.status, 0)
    if group:
        return (group,)
    road = _FAR if entry.road is None else entry.road
    return (group, *[criterion(entry) for criterion in criteria], entry.left_at, road)


def _because(entry: Tally, rules: Rules, tied: _Tied, *, shared: bool) -> Because:
    """Return what decided the place of a skater; ``shared`` says that another has the same sort key."""
    if entry.status is Status.DISQUALIFIED:
        return Because.DISQUALIFIED
    if entry.status is Status.DNS:
        return Because.DNS
    if entry.relegated and entry.place is not None:
        return Because.RELEGATED
    if entry.crossed is not None:
        return Because.LAPPED
    if shared:
        return _because_shared(entry)
    if entry.stopped_short:
        return _because_stopped(entry, rules, tied)
    if rules.on_points and tied.points[entry.total] == 1 and (entry.total or entry.status is Status.RACING):
        return Because.POINTS
    if "laps_gained" in rules.ranking and entry.laps_gained and tied.gained[entry.laps_gained] == 1:
        return Because.LAPS_GAINED
    if entry.place is not None:
        return _because_placed(entry, rules)
    return Because.UNRECORDED if entry.status is Status.FINISHED else Because.ON_THE_ICE


def _because_placed(entry: Tally, rules: Rules) -> Because:
    """Return the reason of a place that the order of finish decided."""
    if not rules.on_points:
        return Because.EQUAL_LAPS_FINISH if entry.laps_gained else Because.ORDER_OF_FINISH
    return Because.EQUAL_POINTS_FINISH if entry.total else Because.FINISH


def _because_stopped(entry: Tally, rules: Rules, tied: _Tied) -> Because:
    """Return the reason of the place of a skater who did not complete the distance."""
    if entry.status is Status.ELIMINATED:
        return Because.ELIMINATED
    if "lasted" in rules.ranking:
        return Because.LASTED
    return Because.LAPS_TIME if entry.laps is not None and tied.laps[entry.laps] > 1 else Because.LAPS


def _because_shared(entry: Tally) -> Because:
    """Return the reason why two skaters share a rank."""
    if entry.place is not None:
        return Because.DEAD_HEAT
    if entry.status is Status.RACING:
        return Because.LEVEL
    return Because.UNRECORDED if entry.status is Status.FINISHED else Because.LAPS_TIME


def _rank_range(state: RaceState, ranked: Sequence[Ranked]) -> Callable[[Tally, int], tuple[int | None, int | None]]:
    """Return a function from a skater and their rank to the best and worst rank; (None, None) where unknown."""
    if not state.over or state.result_open:
        return lambda _entry, _rank: (None, None)
    from massstart_tui.race.reachable_ranks import ranks_when_over  # noqa: PLC0415 - not needed before the end
    from massstart_tui.race.unknown_laps import ranks_by_unknown_laps  # noqa: PLC0415 - not needed before the end

    ranks, short = ranks_when_over(state), ranks_by_unknown_laps(state, ranked)

    def rank_range(entry: Tally, rank: int) -> tuple[int | None, int | None]:
        # All others did not complete the distance: no unknown place can change their rank, but unknown laps can.
        if ranks is None and (entry.end_place is not None or entry.unplaced):
            return None, None
        return (ranks or {}).get(entry.bib) or short.get(entry.bib) or (rank, rank)

    return rank_range


def _through(state: RaceState, entry: Tally, worst: int | None) -> str | None:
    """Return ``Q`` if the rank is surely within the cut, ``q`` if the referee let the skater through, else None.

    ``worst`` is the worst rank the skater can have, None if it was not computed. It holds once the race is over.
    """
    if state.sheet.qualify is None or entry.status in (Status.DISQUALIFIED, Status.DNS):
        return None
    if worst is not None and worst <= state.sheet.qualify:
        return "Q"
    return "q" if entry.bib in state.advanced else None


def settled_rows(rows: Sequence[Standing]) -> int:
    """Return the number of leading rows that are the same however the unrecorded places are filled."""
    return next((at for at, row in enumerate(rows) if row.open_rank), len(rows))
