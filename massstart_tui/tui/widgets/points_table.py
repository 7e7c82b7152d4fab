"""The points table: rank, points at each sprint and the finish, total, and status of each skater.

During the race it also says what suffices for the cut, or else for the podium. It has the columns that the rules of the
race need, such as laps gained, or the lap at which a skater was eliminated instead of points. If there is no room for
all sprints the latest are shown; the total is always there.

Before the gun it is the start sheet. A changed row has a sign for a while; a tie has ``=`` instead of a rank; a value
that is not official or published has ``~``. A supposed state has another background, and a title that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from massstart_tui.race.groups import still_racing
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.open_places import laps_cell, rank_cell, sprint_cell, total_cell
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.table_page import REVIEWED
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_names
from massstart_tui.tui.painting import CURSOR, FOCUS, Piece, first_that_fits, fit, last_word, line, right
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.skater_outcome import Outcomes, at_stake, by_the_finish, change_sign
from massstart_tui.tui.widgets.table_columns import (
    BIB,
    GAP,
    GUTTER,
    MARK,
    SIGN,
    WHOLE_NAMES_FROM,
    Layout,
    TableColumns,
    latest,
    layout_for,
    passed,
    start_sheet_layout,
)
from massstart_tui.view.scene import Scene, cut_in

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance
    from massstart_tui.stream.provenance import Doubts

HEADING_LINES: Final = 2


class Row(NamedTuple):
    """A line below the heading: a skater's, or the cut if ``standing`` is None.

    ``on_ice`` is ``down`` for a skater who fell and ``away`` for one who attacked, else empty. ``chance`` is None until
    it is computed, and if there is no outlook.
    """

    standing: Standing | None
    moved: int | None = None
    doubts: Doubts | None = None
    chosen: bool = False
    note: str = ""
    level: bool = False
    on_ice: str = ""
    chance: Chance | None = None


class PointsTable(Canvas):
    """Draws the standings of a scene; the cursor is on a skater, and follows that skater through the ranks."""

    can_focus = True

    class Chosen(Message):
        """Posted when a skater is chosen, to show everything about them."""

        def __init__(self, bib: int) -> None:
            """Store the skater's bib."""
            self.bib = bib
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name is Textual's
        """Create an empty table."""
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._rows: list[Row] = []
        self._names: dict[int, str] = {}
        self._top = 0
        self._columns: TableColumns | None = None
        self._heading_shown: tuple[object, ...] = ()
        self._chances: Mapping[int, Chance] = {}
        self._supposed = self._by_the_finish = False
        self.bib: int | None = None

    def show(self, scene: Scene, chances: Mapping[int, Chance] | None = None, *, supposed: bool = False) -> None:
        """Draw this scene, redrawing only lines that have changed.

        ``chances`` has what each skater can still reach, None until it is known; ``supposed`` says that the scene is a
        what-if.
        """
        new_sheet = self._scene is None or self._scene.sheet is not scene.sheet
        heading = self._heading_shown
        self._scene, self._chances, self._supposed = scene, chances or {}, supposed
        self._columns = TableColumns.of(scene.state, scene.rows)
        self._by_the_finish = by_the_finish(scene.state, tuple(self._chances.values()))
        self._heading_shown = self._heading_of(scene.state)
        if new_sheet:
            self._names = short_names((s.bib, s.name, s.noc) for s in scene.sheet.skaters)
        before, self._rows = self._rows, self._rows_of(scene)
        top = self._top
        self._keep_in_view()
        if heading != self._heading_shown or new_sheet or top != self._top or len(before) != len(self._rows):
            self.refresh()
            return
        # A row is a tuple of all that is drawn in its line, so comparing rows finds the lines to redraw.
        changed = [index for index, row in enumerate(self._rows) if row != before[index]]
        self.redraw_lines([HEADING_LINES + index - self._top for index in changed if index >= self._top])

    def _heading_of(self, state: RaceState) -> tuple[object, ...]:
        """Return everything that the heading and the positions of the columns depend on."""
        racing = len(still_racing(state)) if state.rules.eliminates else 0
        so_far = (state.phase is Phase.SCHEDULED, state.over, state.distance, passed(state), racing)
        return (*so_far, self._columns, self._supposed, self._by_the_finish)

    def _rows_of(self, scene: Scene) -> list[Row]:
        noted = [skater for skater in scene.sheet.skaters if skater.notes and self._before_the_gun]
        notes = {skater.bib: notes_of(skater, scene.sheet, self.words.language)[0] for skater in noted}
        rows = [
            Row(
                standing=row,
                moved=scene.moved.get(row.bib),
                doubts=_doubts(scene, row.bib),
                chosen=row.bib == self.bib,
                note=notes.get(row.bib, ""),
                on_ice=_on_ice(scene.state, row),
                chance=self._chances.get(row.bib),
            )
            for row in scene.rows
        ]
        for index in range(1, len(rows)):
            rows[index] = rows[index]._replace(level=scene.rows[index].rank == scene.rows[index - 1].rank)
        cut = cut_in(scene)
        if cut is not None:
            rows.insert(cut, Row(None))
        return rows

    @property
    def _before_the_gun(self) -> bool:
        return self._scene is not None and self._scene.state.phase is Phase.SCHEDULED

    def _layout(self, width: int) -> Layout:
        if self._columns is None or self._before_the_gun:
            out = any(row.standing and row.standing.status is not Status.RACING for row in self._rows)
            return start_sheet_layout(width, out=out)
        return layout_for(width, self._columns)

    def _shown_sprints(self, lay: Layout) -> range:
        if self._scene is None or self._columns is None:
            return range(0)
        return latest(self._scene.state, self._columns.sprints, lay.sprints)

    @property
    def _visible(self) -> int:
        return max(1, self.size.height - HEADING_LINES)

    def _keep_in_view(self) -> None:
        cursor = next((i for i, row in enumerate(self._rows) if row.chosen), None)
        if cursor is not None:
            self._top = min(cursor, max(self._top, cursor - self._visible + 1))
        self._top = max(0, min(self._top, len(self._rows) - self._visible))

    def move(self, steps: int) -> None:
        """Move the cursor down, or if negative up; without a cursor, to the first skater."""
        bibs = [row.standing.bib for row in self._rows if row.standing]
        if not bibs or self._scene is None:
            return
        at = bibs.index(self.bib) + steps if self.bib in bibs else 0
        self.choose(bibs[max(0, min(len(bibs) - 1, at))])

    def choose(self, bib: int | None) -> None:
        """Put the cursor on this skater, or remove it."""
        self.bib = bib
        if self._scene is not None:
            self.show(self._scene, self._chances, supposed=self._supposed)

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y - HEADING_LINES
        if event.y >= HEADING_LINES and index < len(self._rows) and (row := self._rows[index].standing):
            if row.bib == self.bib:
                self.post_message(self.Chosen(row.bib))
            self.choose(row.bib)

    def on_mouse_scroll_down(self) -> None:
        self._scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        self._scroll_by(-3)

    def _scroll_by(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, len(self._rows) - self._visible))
        self.refresh()

    def turn(self, pages: int) -> None:
        """Scroll so many pages down, or if negative up."""
        self._scroll_by(pages * max(1, self._visible - 1))

    def on_resize(self) -> None:
        self._keep_in_view()

    @property
    def _ground(self) -> Brush:
        return self.palette.chosen if self._supposed else self.palette.plain

    @property
    def _cursor(self) -> Brush:
        return self.palette.plain if self._supposed else self.palette.chosen

    def draw(self, y: int, width: int) -> Strip:
        brush = self._ground
        if self._scene is None:
            return line([], width, brush.text)
        if y == 0:
            return line(self._title(self._scene, width, brush), width, brush.text)
        if y == 1:
            return line(self._headings(width, brush), width, brush.text)
        index = self._top + y - HEADING_LINES
        if index >= len(self._rows):
            return line([], width, brush.text)
        return self._draw_row(self._rows[index], width)

    def _title(self, scene: Scene, width: int, brush: Brush) -> list[Piece]:
        """Return the title, what is at stake if there is room for it, and how many rows are below."""
        heading, focus = self._heading(scene.state, brush), FOCUS if self.has_focus else ""
        below = len(self._rows) - self._top - self._visible
        more = f"  ↓ {below}" if below > 0 else ""
        room = width - MARK - cell_len(heading[0] + focus + more) - 2 * GUTTER
        about = first_that_fits(at_stake(scene, self.words, by_the_finish=self._by_the_finish), room)
        return [
            (" " * MARK, brush.text),
            heading,
            (focus, brush.ice),
            (" " * GUTTER + about if about else "", brush.dim),
            (more, brush.dim),
        ]

    def _heading(self, state: RaceState, brush: Brush) -> Piece:
        if self._before_the_gun:
            return (self.words("table.start_sheet"), brush.ice)
        if self._supposed:
            return (f" {self.words('what_if.title')} ", brush.board)
        title = "table.result" if state.over else "table.points" if state.rules.on_points else "table.order"
        return (self.words(title), brush.ice)

    def _headings(self, width: int, brush: Brush) -> list[Piece]:
        words, lay = self.words, self._layout(width)
        start = [
            " " * MARK,
            right("#", lay.rank),
            right(words("table.bib"), BIB),
            "  ",
            fit(words("table.skater"), lay.name),
        ]
        pieces: list[Piece] = [("".join(start), brush.dim)]
        if lay.noc:
            pieces.append((fit(words("table.noc"), lay.noc), brush.dim))
        if not self._before_the_gun:
            pieces += self._heads(lay, brush)
        return pieces

    def _heads(self, lay: Layout, brush: Brush) -> list[Piece]:
        words = self.words
        heads = [(f"S{index + 1}", lay.sprint) for index in self._shown_sprints(lay)]
        heads += [(words("table.gained"), lay.gained), (words("table.finish"), lay.finish), ("Σ", lay.total)]
        heads += [(words("table.out"), lay.out), (words("table.time"), lay.time)]
        told = "".join(right(f"{head} ", width) for head, width in heads if width)
        if lay.enough:
            heading = " " * (GAP if lay.state else SIGN) + words("table.enough")
            told += " " * lay.state + heading[max(0, cell_len(heading) - lay.enough) :]
        return [(told, brush.dim)]

    def _draw_row(self, row: Row, width: int) -> Strip:
        if row.standing is None:
            return self._draw_cut(width)
        brush = self._cursor if row.chosen else self._ground
        lay = self._layout(width)
        pieces = self._who(row, row.standing, lay, brush)
        if self._before_the_gun:
            out = row.standing.status is not Status.RACING
            said = self.words(f"state.{row.standing.status}") if out else ""
            pieces += [(fit(said, lay.state), brush.red), (f" {row.note}", brush.dim)]
        else:
            pieces += self._points(row.standing, row.doubts, lay, brush)
            pieces += Outcomes(self.words, lay, brush).pieces(row.standing, row.on_ice, row.chance)
        return line(pieces, width, brush.text)

    def _draw_cut(self, width: int) -> Strip:
        brush = self._ground
        cut = self._scene.sheet.qualify if self._scene else 0
        said = f" {self.words('table.go_through', count=cut or 0)} "
        pieces = [(" " * MARK + "───", brush.faint), (said, brush.dim), ("─" * width, brush.faint)]
        return line(pieces, width, brush.text).crop(0, width - 1).adjust_cell_length(width, brush.text)

    def _who(self, row: Row, standing: Standing, lay: Layout, brush: Brush) -> list[Piece]:
        out = standing.status in (Status.ELIMINATED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
        doubt = row.doubts is not None and row.doubts.bib
        whole = lay.name >= WHOLE_NAMES_FROM
        name = plain(standing.name) if whole else last_word(self._names.get(standing.bib, ""), lay.name - 1)
        rank = "=" if row.level and not standing.open_rank else rank_cell(standing)
        bib = right(str(standing.bib), BIB - 1)
        pieces: list[Piece] = [
            *self._mark(row, brush),
            (right("" if self._before_the_gun else rank, lay.rank), brush.text),
            (bib if doubt else f"{bib} ", brush.ice),
            *([("~", brush.dim)] if doubt else []),
            (f" {REVIEWED if standing.reviewed else ' '}", brush.amber),
            (f"{fit(name, lay.name - 1)} ", brush.dim if out else brush.strong if row.chosen else brush.text),
        ]
        if lay.noc:
            pieces.append((fit(plain(standing.noc), lay.noc), brush.dim))
        return pieces

    def _mark(self, row: Row, brush: Brush) -> list[Piece]:
        """Return the sign of the cursor, followed by that of a changed row."""
        if row.moved is None or self._before_the_gun:
            return [(fit(CURSOR if row.chosen else "", MARK), brush.ice)]
        sign, style = change_sign(row.moved, brush)
        return [(CURSOR, brush.ice), (sign, style)] if row.chosen else [(fit(sign, MARK), style)]

    def _points(self, row: Standing, doubts: Doubts | None, lay: Layout, brush: Brush) -> list[Piece]:
        unsure = doubts.sprints if doubts else (False,) * len(row.sprints)
        pieces = [
            self._value(sprint_cell(row, index), lay.sprint, brush.amber, brush, doubtful=unsure[index])
            for index in self._shown_sprints(lay)
        ]
        if lay.gained:
            pieces.append(self._gained(row, lay, brush))
        if lay.finish:
            doubtful = bool(doubts and doubts.finish)
            pieces.append(self._value(row.finish, lay.finish, brush.text, brush, doubtful=doubtful))
        if lay.total:
            total = _marked(str(total_cell(row)), doubtful=bool(doubts and doubts.total))
            pieces.append((right(total, lay.total), brush.strong if row.total else brush.dim))
        if lay.out:
            pieces.append(self._out(row, lay, brush))
        if lay.time:
            time = "" if row.time is None else time_told(row.time, self.words.language, 2)
            pieces.append((right(_marked(time, doubtful=bool(doubts and doubts.time)), lay.time), brush.dim))
        return pieces

    def _gained(self, row: Standing, lay: Layout, brush: Brush) -> Piece:
        if not row.laps_gained:
            return (right("· ", lay.gained), brush.faint)
        return (right(f"{row.laps_gained:+} ", lay.gained), brush.green if row.laps_gained > 0 else brush.red)

    def _out(self, row: Standing, lay: Layout, brush: Brush) -> Piece:
        if row.status is not Status.ELIMINATED:
            return (right("· ", lay.out), brush.faint)
        return (
            right(f"{self.words('table.lap', lap=laps_cell(row))} ", lay.out),
            brush.red,
        )

    def _value(self, points: int | str, width: int, style: Style, brush: Brush, *, doubtful: bool) -> Piece:
        if not points:
            return (right("· ", width), brush.faint)
        return (right(_marked(str(points), doubtful=doubtful), width), style)


def _marked(text: str, *, doubtful: bool) -> str:
    """Return a value with the sign for doubtful, or with a space in its place."""
    return f"{text}~" if doubtful and text else f"{text} "


def _on_ice(state: RaceState, row: Standing) -> str:
    """Return ``down`` if a skater who is still racing fell, ``away`` if they attacked, else an empty string."""
    if row.status is not Status.RACING:
        return ""
    return "down" if row.bib in state.down else "away" if row.bib in state.away else ""


def _doubts(scene: Scene, bib: int) -> Doubts | None:
    """Return which values of this skater's row are doubtful; None if none are."""
    doubts = scene.doubts.get(bib)
    if doubts is None or not (doubts.bib or any(doubts.sprints) or doubts.finish or doubts.total or doubts.time):
        return None
    return doubts
