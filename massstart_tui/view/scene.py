"""What the screens of a race draw: the race at one moment, and whoever can say what that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status

if TYPE_CHECKING:
    from massstart_tui.stream.earlier_races import Earlier
    from massstart_tui.stream.provenance import Doubts, Marks
    from massstart_tui.stream.timeline import Timeline, Views


class Scene(NamedTuple):
    """Everything the race screen draws, at one moment.

    ``rows`` and ``doubts`` go together; ``moved`` has, for each skater whose row changed a moment ago, how many places
    up (above 0) or down. ``lines`` is how many lines the log has. ``timeline`` and ``marks`` are None until the stream
    is read.
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
    """A race that is shown: replayed, or under way.

    ``doubtful`` says whether anything in it is not official or published, ``spoilers`` whether what is still to come
    may be shown, ``earlier`` what its skaters did in other races of the meeting.
    """

    doubtful: bool
    spoilers: bool
    marks: Marks | None

    @property
    def earlier(self) -> Mapping[Skater, Sequence[Earlier]]:
        """What its skaters did in earlier races of the meeting."""

    @property
    def sheet(self) -> Sheet:
        """The start sheet, as it is known now."""

    @property
    def views(self) -> Views | None:
        """As it stands now, and as it was known then; None until the stream is read."""

    @property
    def t(self) -> int:
        """The race time now, in ms."""

    @property
    def timeline(self) -> Timeline | None:
        """What is known of the race; None until the stream is read."""

    def scene(self) -> Scene:
        """What is to be drawn now; the same object as long as nothing in it has changed."""


def scene_of(shown: Shown, timeline: Timeline, position: int, earlier: int) -> Scene:
    """The race after ``position`` events of what is known of it; what changed since ``earlier`` ones is marked.

    The start sheet is the object that ``shown`` has from the first picture on, since another is all drawn anew, unless
    another sheet was known then.
    """
    marks = shown.marks
    state = timeline.state_at(position)
    rows = standings(state)
    doubts = {row.bib: marks.of(state, row) for row in rows} if marks and marks.any else {}
    before = timeline.state_at(earlier)
    moved = {} if before.phase is Phase.SCHEDULED else _moved(standings(before), rows)
    sheet = shown.sheet if timeline.sheet == shown.sheet else timeline.sheet
    return Scene(sheet, state, rows, doubts, moved, timeline.lines_at(position), position, timeline, marks)


def cut_in(scene: Scene) -> int | None:
    """How many rows stand above the cut; None where there is none, or nobody below it, and before the gun."""
    cut = scene.sheet.qualify
    if cut is None or cut >= len(scene.rows) or scene.state.phase is Phase.SCHEDULED:
        return None
    return cut


def _moved(before: tuple[Standing, ...], now: tuple[Standing, ...]) -> dict[int, int]:
    """Whose points or status changed, or who went up; not who only has another place on the ice, without a point."""
    was = {row.bib: row for row in before}
    return {
        row.bib: was[row.bib].rank - row.rank
        for row in now
        if (was[row.bib].total, was[row.bib].status) != (row.total, row.status)
        or (was[row.bib].rank > row.rank and (row.total or row.status is not Status.RACING))
    }
