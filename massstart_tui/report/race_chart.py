"""The race of each skater on an axis of laps: which signs stand at which lap, and in which cell of a row.

It is computed from what has happened up to a moment; nothing later is read. The table of the race screen and the chart
on the whole screen draw the same rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import RaceState, Status
from massstart_tui.report.open_places import sprint_cell
from massstart_tui.report.signs import sign_of

if TYPE_CHECKING:
    from massstart_tui.stream.provenance import Doubts
    from massstart_tui.stream.timeline import Timeline

USUAL_LAPS: Final = 16
"""The laps of a mass start. The chart of a longer race is as wide as that of this one, and a cell."""
PLACE: Final = 2
"""The cells of the place over the line, which begins in the last cell of the axis."""


class SignSort(IntEnum):
    """What a sign is about, or what is in a cell without one."""

    PLACE = 0
    OUT = 1
    FALL = 2
    LAPPED = 3
    POINTS = 4
    ATTACK = 5
    BACK = 6
    CARD = 7
    CAUGHT = 8
    GAINED = 9
    AWAY = 10
    """Between an attack and its end."""
    SPRINT_LAP = 11
    """The thread of a lap that ends in a sprint."""
    SKATED = 12
    NOTHING = 13


_SORT_OF: Final = {
    "attack": SignSort.ATTACK,
    "caught": SignSort.CAUGHT,
    "fall": SignSort.FALL,
    "rejoin": SignSort.BACK,
    "card": SignSort.CARD,
    "lap_gained": SignSort.GAINED,
    "lapped": SignSort.LAPPED,
}
_ENDS_AN_ATTACK: Final = frozenset(
    {"caught", "fall", "rejoin", "lapped", "lap_gained", "eliminated", "withdraw", "dns", "disqualify"}
)
_FIRST: Final = frozenset({SignSort.OUT, SignSort.FALL, SignSort.LAPPED})
_LINES: Final = {SignSort.AWAY: "━", SignSort.SPRINT_LAP: "┊", SignSort.SKATED: "─", SignSort.NOTHING: " "}


class Mark(NamedTuple):
    """A sign at the end of the lap ``lap`` of the leader.

    ``doubtful`` points are neither official nor published; ``void`` points were won and do not count.
    """

    lap: int
    sort: SignSort
    text: str
    doubtful: bool = False
    void: bool = False


class SkaterRow(NamedTuple):
    """One skater's race: the signs, the laps in which they were away, and the laps they skated.

    ``place`` is the place over the line, as text; empty if there is none.
    """

    marks: tuple[Mark, ...] = ()
    away: tuple[tuple[int, int], ...] = ()
    skated: int = 0
    place: str = ""
    scores: bool = False
    doubtful: bool = False


class ChartCell(NamedTuple):
    """One cell of a drawn row. ``scores`` says whether a place over the line gives points."""

    text: str
    sort: SignSort
    void: bool = False
    scores: bool = False


class Axis(NamedTuple):
    """The scale of a chart: ``laps`` laps, of which ``sprints`` end in a sprint; ``room`` cells for a lap of 16.

    A race over more laps has fewer cells for each, or several laps in one cell.
    """

    laps: int
    room: int
    sprints: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The cell of the finish; the first cell is 0."""
        return self.cell(self.laps)

    @property
    def width(self) -> int:
        """The number of cells of a row, with the place over the line."""
        return self.last + PLACE

    def cell(self, lap: int) -> int:
        """Return the cell in which ``lap`` ends."""
        most = USUAL_LAPS * self.room + 1
        cells = most // self.laps
        return lap * min(cells, self.room) if cells else -(-lap // -(-self.laps // most))


def axis_of(state: RaceState, room: int) -> Axis:
    """Return the axis for the race of ``state``, with ``room`` cells for a lap of a race over 16 laps."""
    return Axis(state.distance, room, tuple(lap for lap in state.rules.sprint_laps() if lap < state.distance))


def rows_of(
    timeline: Timeline, position: int, state: RaceState, rows: Sequence[Standing], doubts: Mapping[int, Doubts]
) -> dict[int, SkaterRow]:
    """Return the race of each skater, by bib, after ``position`` events of ``timeline``.

    ``state``, its standings ``rows`` and their ``doubts`` may be those of a supposed race.
    """
    told = _told(timeline, bisect_right(timeline.course.happened, position))
    return {row.bib: _row_of(state, row, doubts.get(row.bib), told, _left(timeline, state, row.bib)) for row in rows}


class TimeAway(NamedTuple):
    """How long one skater was away: the laps and the positions of the events at which it began and ended.

    What ended it is None while the skater is still away.
    """

    begin: int
    began_by: int
    end: int | None = None
    ended_by: int | None = None


class _Told(NamedTuple):
    """What events say about skaters: signs, and when they were away, by bib."""

    marks: Mapping[int, tuple[Mark, ...]] = {}
    away: Mapping[int, tuple[TimeAway, ...]] = {}


def away_at(timeline: Timeline, position: int) -> Mapping[int, tuple[TimeAway, ...]]:
    """Return when each skater was away since the gun, by bib, after ``position`` events of ``timeline``."""
    return _told(timeline, bisect_right(timeline.course.happened, position)).away


@lru_cache(maxsize=2)  # each entry keeps its timeline; one that is followed has another after each line
def _told(timeline: Timeline, count: int) -> _Told:
    """Return what the first ``count`` happenings of a race say; they are the same at many moments."""
    course = timeline.course
    marks: dict[int, list[Mark]] = {}
    away: dict[int, list[TimeAway]] = {}
    for index in range(_since_the_gun(timeline, count), count):
        position, kind, bibs = course.happened[index], course.happenings[index], course.whom[index]
        lap = lap_at(timeline, position)
        sort = _SORT_OF.get(kind)
        if sort is not None and not (sort is SignSort.LAPPED and timeline.sheet.rules_in_force().lapped != "races"):
            for bib in bibs:
                marks.setdefault(bib, []).append(Mark(lap, sort, sign_of(kind)))
        _follow_the_attacks(away, kind, set(bibs), TimeAway(lap, position))
    return _Told({bib: tuple(of) for bib, of in marks.items()}, {bib: tuple(of) for bib, of in away.items()})


def _since_the_gun(timeline: Timeline, count: int) -> int:
    """Return the index of the first of ``count`` happenings since the gun that counts."""
    kinds = timeline.course.happenings
    return next((index + 1 for index in range(count - 1, -1, -1) if kinds[index] == "restart"), 0)


def _follow_the_attacks(away: dict[int, list[TimeAway]], kind: str, bibs: set[int], now: TimeAway) -> None:
    """Begin and end attacks by what happens ``now`` to ``bibs``; groups say by themselves who is away."""
    still_open = {bib for bib, of in away.items() if of[-1].end is None}
    begun = bibs - still_open if kind in ("groups", "attack") else set()
    ended = still_open - bibs if kind == "groups" else bibs & still_open if kind in _ENDS_AN_ATTACK else set()
    for bib in begun:
        away.setdefault(bib, []).append(now)
    for bib in ended:
        away[bib][-1] = away[bib][-1]._replace(end=now.begin, ended_by=now.began_by)


def lap_at(timeline: Timeline, position: int) -> int:
    """Return how many laps the leader had completed at ``position``."""
    index = timeline.course.lap_mark_index(position)
    return timeline.course.laps[index].lap if index >= 0 else 0


def _row_of(state: RaceState, row: Standing, doubts: Doubts | None, told: _Told, left: Mark | None) -> SkaterRow:
    skated = state.lap if left is None else left.lap
    marks = [*_points(state, row, doubts), *told.marks.get(row.bib, ()), *([left] if left else ())]
    place = "" if row.finish_place is None else str(row.finish_place)
    return SkaterRow(
        marks=tuple(sorted(marks, key=lambda mark: mark.lap)),
        away=tuple((was.begin, skated if was.end is None else was.end) for was in told.away.get(row.bib, ())),
        skated=0 if row.status is Status.DNS else skated,
        place=place,
        scores=row.finish > 0,
        doubtful=bool(doubts and doubts.finish and place),
    )


def _points(state: RaceState, row: Standing, doubts: Doubts | None) -> Iterator[Mark]:
    """Yield the points of each sprint at its lap; those that were won and do not count are void."""
    void = row.total < row.won
    for index, lap in enumerate(state.rules.sprint_laps()):
        won = sprint_cell(row, index)
        if won:
            yield Mark(lap, SignSort.POINTS, str(won), bool(doubts and doubts.sprints[index]), void)


def _left(timeline: Timeline, state: RaceState, bib: int) -> Mark | None:
    """Return the sign of a skater who left the race or was lapped, at the lap of the leader then; None for others."""
    gone = state.exits.get(bib)
    if gone is None or gone.status is Status.DNS:
        return None
    lap = min(lap_at(timeline, timeline.position_at(gone.t + state.gun)), state.lap)
    if gone.status is Status.LAPPED:
        return Mark(lap, SignSort.LAPPED, sign_of("lapped"))
    return Mark(lap, SignSort.OUT, sign_of("withdraw"))


def cells_of(row: SkaterRow, axis: Axis) -> tuple[ChartCell, ...]:
    """Return the cells of a skater's row on this axis.

    Of two signs in one cell, who is out, a fall and who is lapped come first, then points; of two of these, the earlier
    one. The other steps aside to the next free cell, or if there is none behind it, to the nearest before it. A sign
    for which the whole row has no room is left out.
    """
    cells = _line(row, axis)
    taken = [False] * axis.width
    if row.place:
        text = f"{row.place}~" if row.doubtful else row.place
        _put(cells, taken, max(0, axis.width - len(text)), Mark(axis.laps, SignSort.PLACE, text), scores=row.scores)
    for mark in sorted(row.marks, key=_tier):
        text = f"{mark.text}~" if mark.doubtful else mark.text
        at = _free(taken, axis.cell(mark.lap), len(text))
        if at is not None:
            _put(cells, taken, at, mark._replace(text=text))
    return tuple(cells)


def _tier(mark: Mark) -> int:
    """Return whether a sign stays where it belongs (0), or steps aside for those of 0 (1), or for all others (2)."""
    return 0 if mark.sort in _FIRST else 1 if mark.sort is SignSort.POINTS else 2


def _line(row: SkaterRow, axis: Axis) -> list[ChartCell]:
    """Return the cells of a row without signs."""
    sorts = [SignSort.NOTHING] * axis.width
    skated = min(axis.width, axis.cell(row.skated))
    sorts[:skated] = [SignSort.SKATED] * skated
    for lap in axis.sprints:
        if axis.cell(lap) < axis.width:
            sorts[axis.cell(lap)] = SignSort.SPRINT_LAP
    for begin, end in row.away:
        away = range(axis.cell(begin), min(axis.width, axis.cell(end)))
        sorts[away.start : away.stop] = [SignSort.AWAY] * len(away)
    return [ChartCell(_LINES[sort], sort) for sort in sorts]


def _free(taken: Sequence[bool], cell: int, length: int) -> int | None:
    """Return the free cell for a sign of ``length`` cells that is the nearest behind ``cell``, or else before it."""
    behind, before = range(cell, len(taken) - length + 1), range(min(cell, len(taken) - length), -1, -1)
    return next((at for at in (*behind, *before) if not any(taken[at : at + length])), None)


def _put(cells: list[ChartCell], taken: list[bool], at: int, mark: Mark, *, scores: bool = False) -> None:
    for index, sign in enumerate(mark.text):
        cells[at + index] = ChartCell(sign, mark.sort, mark.void, scores)
        taken[at + index] = True
