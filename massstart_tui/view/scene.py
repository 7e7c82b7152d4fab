"""The scene that a race screen draws (standings, doubts and moves at one moment), and the protocol of a shown race."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Placing, Standing, placings, standings
from massstart_tui.race.state import Phase, RaceState, Status

if TYPE_CHECKING:
    from massstart_tui.race.meeting import HeatOf
    from massstart_tui.stream.earlier_races import Earlier
    from massstart_tui.stream.provenance import Doubts, Marks
    from massstart_tui.stream.recording_views import Views
    from massstart_tui.stream.timeline import Timeline

LATEST: Final = 4
"""How many positions of a timeline are kept with what was computed for them."""
_Found = TypeVar("_Found")


class Scene(NamedTuple):
    """Everything that the race screen draws at one moment.

    ``rows`` and ``doubts`` belong together. ``moved`` has the skaters whose row changed a moment ago, by bib, with the
    number of rows moved up (negative for down). ``lines`` is the number of lines in the log. ``timeline`` and
    ``marks`` are None until the stream is read.
    """

    sheet: Sheet
    state: RaceState
    rows: tuple[Standing, ...]
    doubts: dict[int, Doubts]
    moved: dict[int, int]
    lines: int
    position: int
    timeline: Timeline | None
    marks: Marks | None


class Shown(Protocol):
    """A race that is shown: replayed, followed, or being recorded.

    ``doubtful`` says whether anything in it is neither official nor published, ``spoilers`` whether later events may be
    shown, ``earlier`` what its skaters did in other races of the meeting, and ``heat_of`` which final it fills; None if
    that is not known.
    """

    doubtful: bool
    spoilers: bool
    marks: Marks | None
    heat_of: HeatOf | None

    @property
    def earlier(self) -> Mapping[Skater, Sequence[Earlier]]:
        """Return what its skaters did in earlier races of the meeting."""

    @property
    def sheet(self) -> Sheet:
        """Return the start sheet, as it is known now."""

    @property
    def views(self) -> Views | None:
        """Return the race with its corrections and as it was known then; None until the stream is read."""

    @property
    def t(self) -> int:
        """Return the current race time in ms."""

    @property
    def timeline(self) -> Timeline | None:
        """Return what is known of the race; None until the stream is read."""

    def scene(self) -> Scene:
        """Return what to draw now; the same object as long as nothing in it has changed."""


def scene_of(shown: Shown, timeline: Timeline, position: int, earlier: int) -> Scene:
    """Return the scene after ``position`` events of ``timeline``.

    Rows that changed since ``earlier`` events are marked.

    The scene keeps the sheet object of ``shown`` unless ``timeline`` has another sheet, since a new object is drawn
    anew.
    """
    marks = shown.marks
    state, rows = _ranked_at(timeline, position)
    doubts = doubts_of(marks, state, rows)
    before = _placings_at(timeline, earlier) if earlier != position else ()
    moved = _moved(before, rows) if before else {}
    sheet = shown.sheet if timeline.sheet == shown.sheet else timeline.sheet
    return Scene(sheet, state, rows, doubts, moved, timeline.lines_at(position), position, timeline, marks)


class LatestPositions(Generic[_Found]):
    """Calls ``compute`` once for each of the latest positions of a timeline.

    It does not keep a timeline alive: a race that is followed has another after each line, with times of its own.
    """

    def __init__(self, compute: Callable[[Timeline, int], _Found]) -> None:
        self._compute = compute
        self._kept: WeakKeyDictionary[Timeline, dict[int, _Found]] = WeakKeyDictionary()

    def __call__(self, timeline: Timeline, position: int) -> _Found:
        """Return what was computed for this position, or compute it."""
        kept = self._kept.setdefault(timeline, {})
        if position not in kept:
            found = self._compute(timeline, position)
            while len(kept) >= LATEST:
                del kept[next(iter(kept))]
            kept[position] = found
        return kept[position]


@LatestPositions
def _ranked_at(timeline: Timeline, position: int) -> tuple[RaceState, tuple[Standing, ...]]:
    """Return the state and the standings; a race that is played or stepped through asks for a moment twice."""
    state = timeline.state_at(position)
    return state, standings(state)


@LatestPositions
def _placings_at(timeline: Timeline, position: int) -> tuple[Placing, ...]:
    """Return who had which place; empty before the gun."""
    state = timeline.state_at(position)
    return () if state.phase is Phase.SCHEDULED else placings(state)


def doubts_of(marks: Marks | None, state: RaceState, rows: Sequence[Standing]) -> dict[int, Doubts]:
    """Return which values of the rows are doubtful, by bib; nothing if nothing in the race is."""
    from massstart_tui.stream.provenance import doubts_in  # noqa: PLC0415 - the first picture has no doubts yet

    return doubts_in(marks, state, rows)


def cut_in(scene: Scene) -> int | None:
    """Return how many rows are above the cut; None if there is no cut, nobody is below it, or the gun has not gone."""
    cut = scene.sheet.qualify
    if cut is None or cut >= len(scene.rows) or scene.state.phase is Phase.SCHEDULED:
        return None
    return cut


def level_at_cut(scene: Scene) -> range:
    """Return which rows are level around the cut, so that it is open who of them is within; none once the race is over.

    They are skaters who are still racing and have the same rank, of whom only a part is above the cut.
    """
    cut, rows = cut_in(scene), scene.rows
    if cut is None or scene.state.over or rows[cut - 1].rank != rows[cut].rank:
        return range(0)
    level = [at for at, row in enumerate(rows) if row.rank == rows[cut].rank and row.status is Status.RACING]
    return range(level[0], level[-1] + 1) if level and level[0] < cut <= level[-1] else range(0)


def _moved(before: Sequence[Placing], now: tuple[Standing, ...]) -> dict[int, int]:
    """Return by bib how many rows a skater moved up, for whose points or status changed, or whose rank is better.

    Rows are compared, because a rank that was shared says little: the first skater to score comes from a rank that all
    shared. Whoever scored has not fallen, even if others who scored more are now above. A skater on the ice without
    points is not included for another place only.
    """
    was = {row.bib: (index, row) for index, row in enumerate(before)}
    moved: dict[int, int] = {}
    for index, row in enumerate(now):
        _, then = was[row.bib]
        up = rows_up(was[row.bib], (index, row))
        changed = (then.total, then.status) != (row.total, row.status)
        better = up > 0 and then.rank > row.rank and (row.total or row.status is not Status.RACING)
        if changed or better:
            moved[row.bib] = up
    return moved


def rows_up(before: tuple[int, Placing | Standing], now: tuple[int, Standing]) -> int:
    """Return how many rows a skater moved up, from (index, row) to another; at least 0 for one who scored."""
    (earlier, then), (index, row) = before, now
    if row.total > then.total:
        return max(0, earlier - index)
    # Skaters who were level and stay level have moved alike, although each came from a row of its own.
    return (then.rank - row.rank) or earlier - index
