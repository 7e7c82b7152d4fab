"""The points table: rank, the race of each skater as a chart or as points at each sprint, the total, what is enough.

Where there is room the points stand at their laps on an axis of laps to go, with what else happened to a skater (see
`race_chart`); else in a column for each sprint. It has the columns that the rules of the race need. If there is no room
for all sprints the latest are shown; the total is always there.

Before the gun it is the start sheet. A changed row has a sign for a while; a tie has ``=`` instead of a rank; a value
that is not official or published has ``~``. A supposed state has another background, and a title that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from massstart_tui.race.groups import still_racing
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.open_places import laps_cell, rank_cell, sprint_cell, total_cell
from massstart_tui.report.signs import DOUBT, REVIEWED
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_in, short_names_of
from massstart_tui.tui.painting import CURSOR, Piece, first_that_fits, fit, last_word, line, right, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.cut_words import WITHIN, cut_told
from massstart_tui.tui.widgets.points_rows import PointsRow, PointsRows, RowsShown, charted_pieces
from massstart_tui.tui.widgets.race_columns import (
    BEFORE_CHART,
    GOOD_NAME,
    MARK,
    RaceColumns,
    axis_drawn,
    columns_for,
    start_sheet_columns,
)
from massstart_tui.tui.widgets.skater_outcome import Outcomes, by_the_finish, change_sign, outcome_width, summary_of
from massstart_tui.tui.widgets.table_columns import TableColumns, latest
from massstart_tui.tui.widgets.table_headings import HeadingFacts, TableHeadings, TableLayout
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance

EXPLAINED: Final = {
    "table.noc": "signs.noc",
    "table.enough": "signs.enough",
    "enough.in_reach": "signs.in_reach",
    "table.gained": "signs.lap_gained",
}
"""The headings that the pointer explains, with what they mean."""
LEAST_NOTE: Final = 16
"""The cells of a note without which it is left out, unless it is shorter."""


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
        self._rows: PointsRows | None = None
        self._names: dict[int, str] = {}
        self._top = 0
        self._facts: HeadingFacts | None = None
        self._chances: Mapping[int, Chance] | None = None
        self._supposed = False
        self._racing = 0
        self._drawn: tuple[object, ...] = ()
        self._setting = TableLayout()
        self.bib: int | None = None

    def lay_out(self, setting: TableLayout) -> None:
        """Use this layout from now on."""
        if setting != self._setting:
            self._setting = setting
            if self._scene is not None:
                self.show(self._scene, self._chances, supposed=self._supposed)

    @property
    def rows_wanted(self) -> int:
        """The number of rows of the whole table, with its headings."""
        return self._setting.headings + self._lines

    @property
    def _lines(self) -> int:
        """The number of lines below the headings."""
        return 0 if self._rows is None else len(self._rows)

    @property
    def stakes(self) -> tuple[str, ...]:
        """What is at stake, longest text first."""
        if self._facts is None:
            return ()
        return self._facts.stakes

    def show(self, scene: Scene, chances: Mapping[int, Chance] | None = None, *, supposed: bool = False) -> None:
        """Draw this scene, redrawing only lines that have changed.

        ``chances`` has what each skater can still reach, None until it is known, and is empty if it is not worked out;
        ``supposed`` says that the scene is a what-if.
        """
        drawn = (chances, supposed, self.bib, self._setting, self.words, self._top, self.size)
        if scene is self._scene and drawn == self._drawn:
            return
        self._drawn = drawn
        new_sheet = self._scene is None or self._scene.sheet is not scene.sheet
        facts = self._facts
        self._scene, self._chances, self._supposed = scene, chances, supposed
        self._facts = self._facts_of(scene)
        self._racing = len(still_racing(scene.state))
        if new_sheet:
            self._names = short_names_of(scene.sheet.skaters)
        before, self._rows = self._rows, self._rows_of(scene)
        top = self._top
        self._keep_in_view(self._rows.cursor)
        if before is None or facts != self._facts or new_sheet or top != self._top or len(before) != len(self._rows):
            self.refresh()
            return
        # A row is a tuple of all that is drawn in its line, so comparing rows finds the lines to redraw.
        in_view = range(self._top, min(self._top + self._visible, len(self._rows)))
        changed = [index for index in in_view if self._rows[index] != before[index]]
        self.redraw_lines([self._setting.headings + index - self._top for index in changed])

    def _facts_of(self, scene: Scene) -> HeadingFacts:
        return HeadingFacts.of(
            scene,
            self.words,
            self._setting,
            summary_of(scene.state, self._chances),
            axis_drawn(scene.state, self._setting.lap),
            by_the_finish=by_the_finish(scene.state, tuple((self._chances or {}).values())),
            supposed=self._supposed,
        )

    def _rows_of(self, scene: Scene) -> PointsRows:
        shown = RowsShown(
            marked=self._setting.headings == 1,
            charts=self._setting.lap > 0 and not self._before_the_gun,
            reasons=self.columns_at(self.size.width).why > 0,
        )
        return PointsRows(scene, self._chances or {}, self.bib, self.words, shown)

    @property
    def _before_the_gun(self) -> bool:
        return self._scene is not None and self._scene.state.phase is Phase.SCHEDULED

    def columns_at(self, width: int) -> RaceColumns:
        """Return the columns in so many cells."""
        scene, facts = self._scene, self._facts
        if scene is None or facts is None or self._before_the_gun:
            out = scene is not None and bool(scene.state.exits)
            return start_sheet_columns(width, facts.columns if facts else TableColumns.none(), out=out)
        roomy = self._setting.headings > 1
        words = outcome_width(scene.state, self.words, open_=facts.columns.open, roomy=roomy)
        return columns_for(width, facts.columns, facts.axis, words, reach=self._setting.reach and facts.columns.open)

    def _shown_sprints(self, lay: RaceColumns) -> range:
        if self._scene is None or self._facts is None:
            return range(0)
        return latest(self._scene.state, self._facts.columns.sprints, lay.sprints)

    @property
    def _visible(self) -> int:
        return max(1, self.size.height - self._setting.headings)

    def _keep_in_view(self, cursor: int | None) -> None:
        if cursor is not None:
            self._top = min(cursor, max(self._top, cursor - self._visible + 1))
        self._top = max(0, min(self._top, self._lines - self._visible))

    def move(self, steps: int) -> None:
        """Move the cursor down, or if negative up; without a cursor, to the first skater."""
        bibs = [row.bib for row in self._scene.rows] if self._scene is not None else []
        if not bibs:
            return
        at = bibs.index(self.bib) + steps if self.bib in bibs else 0
        self.choose(bibs[max(0, min(len(bibs) - 1, at))])

    def choose(self, bib: int | None) -> None:
        """Put the cursor on this skater, or remove it."""
        self.bib = bib
        if self._scene is not None:
            self.show(self._scene, self._chances, supposed=self._supposed)

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y - self._setting.headings
        if self._rows is None or event.y < self._setting.headings or index >= len(self._rows):
            return
        if row := self._rows.standing(index):
            if row.bib == self.bib:
                self.post_message(self.Chosen(row.bib))
            self.choose(row.bib)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        heading = event.y == self._setting.headings - 1
        self.tooltip = self._explained(event.x) if heading else None

    def _explained(self, x: int) -> str | None:
        """Return what the column with the heading at ``x`` is, if its name does not say it."""
        heading = self.draw(self._setting.headings - 1, self.size.width).text
        named = {self.words(code): told for code, told in EXPLAINED.items()} | {"Σ": "signs.total"}
        word = f"{heading[:x].rpartition(' ')[2]}{heading[x:].partition(' ')[0]}"
        return self.words(named[word]) if word in named else None

    def on_mouse_scroll_down(self) -> None:
        self._scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        self._scroll_by(-3)

    def _scroll_by(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, self._lines - self._visible))
        self.refresh()

    def turn(self, pages: int) -> bool:
        """Scroll so many pages down, or if negative up; return whether anything moved."""
        before = self._top
        self._scroll_by(pages * max(1, self._visible - 1))
        return self._top != before

    def on_resize(self) -> None:
        if self._scene is not None:
            self.show(self._scene, self._chances, supposed=self._supposed)

    @property
    def _ground(self) -> Brush:
        return self.palette.chosen if self._supposed else self.palette.plain

    @property
    def _cursor(self) -> Brush:
        return self.palette.plain if self._supposed else self.palette.chosen

    def draw(self, y: int, width: int) -> Strip:
        brush = self._ground
        if self._facts is None:
            return line([], width, brush.text)
        if y < self._setting.headings:
            return line(self._heading(self._facts, y, width), width, brush.text)
        index = self._top + y - self._setting.headings
        if self._rows is None or index >= len(self._rows):
            return line([], width, brush.text)
        return self._draw_row(self._rows[index], width)

    def _heading(self, facts: HeadingFacts, y: int, width: int) -> list[Piece]:
        below = self._lines - self._top - self._visible
        headings = TableHeadings(facts, self.words, self._ground, below=below, focused=self.has_focus)
        if y == 0 and self._setting.headings > 1:
            return headings.title(width)
        lay = self.columns_at(width)
        return headings.columns(lay, self._shown_sprints(lay))

    def _draw_row(self, row: PointsRow, width: int) -> Strip:
        if row.standing is None:
            return self._draw_cut(width)
        brush = self._cursor if row.chosen else self._ground
        lay = self.columns_at(width)
        pieces = self._who(row, row.standing, lay, brush)
        if self._before_the_gun:
            out = row.standing.status is not Status.RACING
            said = self.words(f"state.{row.standing.status}") if out else ""
            pieces.append((fit(said, lay.enough), brush.red))
            room = width - width_of(pieces) - 1
            # The beginning of a note tells nothing; it is whole on the page of the skater and in the line-up.
            if min(LEAST_NOTE, cell_len(row.note)) <= room:
                pieces.append((f" {row.note}", brush.dim))
        else:
            pieces += self._points(row, row.standing, lay, brush)
            pieces += self._outcomes(lay, brush).pieces(
                row.standing,
                row.on_ice,
                row.chance,
                same=self._facts is not None and self._facts.summary.same is not None,
                unsure=row.doubts is not None and row.doubts.through,
            )
            pieces += [(f"  {self._why(row, lay.why - 3)} ", brush.dim)] if lay.why else []
        return line(pieces, width, brush.text)

    @staticmethod
    def _why(row: PointsRow, room: int) -> str:
        """Return the longest reason of a place that fits in ``room`` cells."""
        return fit(first_that_fits(row.why, room) or (row.why or ("",))[-1], room)

    def _outcomes(self, lay: RaceColumns, brush: Brush) -> Outcomes:
        scene = self._scene
        podium = scene is None or scene.sheet.qualify is None
        return Outcomes(self.words, lay, brush, podium=podium, last=self._racing)

    def _draw_cut(self, width: int) -> Strip:
        brush = self._ground
        said = f" {cut_told(self._scene, self.words)} " if self._scene else ""
        pieces: list[Piece] = [(" " * MARK + "───", brush.faint), (said, brush.dim), ("─" * width, brush.faint)]
        return line(pieces, width, brush.text).crop(0, width - 1).adjust_cell_length(width, brush.text)

    def _who(self, row: PointsRow, standing: Standing, lay: RaceColumns, brush: Brush) -> list[Piece]:
        out = standing.status in (Status.ELIMINATED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
        said_once = self._facts is not None and self._facts.columns.doubt
        doubt = not said_once and row.doubts is not None and row.doubts.bib
        rank = "=" if row.level and not standing.open_rank else rank_cell(standing)
        signs = f"{DOUBT if doubt else ''}{REVIEWED if standing.reviewed else ''}"
        pieces: list[Piece] = [
            (CURSOR if row.chosen else " ", brush.ice),
            (row.within or " ", brush.green if row.within == WITHIN else brush.text),
            (right("" if self._before_the_gun else rank, lay.rank), brush.text),
            self._change(row, brush),
            (right(str(standing.bib), lay.bib), brush.ice),
            (fit(signs, lay.marks), brush.amber if standing.reviewed else brush.dim),
            (
                f"{fit(self._name_of(standing, lay.name - 1), lay.name - 1)} ",
                brush.dim if out else brush.strong if row.chosen else brush.text,
            ),
        ]
        if lay.noc:
            pieces.append((fit(plain(standing.noc), lay.noc), brush.dim))
        return pieces

    def _name_of(self, standing: Standing, room: int) -> str:
        """Return the longest form of a name that fits: the whole, an initial and the family name, or that alone."""
        whole, short = plain(standing.name), self._names.get(standing.bib, "")
        family = short_in(whole, short)
        given = whole.replace(family, "").strip()
        forms = (whole, f"{given[0]}. {family}") if given and room >= GOOD_NAME else ()
        return first_that_fits(forms, room) or last_word(short, room)

    def _change(self, row: PointsRow, brush: Brush) -> Piece:
        """Return the sign of a changed row."""
        if row.moved is None or self._before_the_gun:
            return (" ", brush.text)
        return change_sign(row.moved, brush)

    def _points(self, row: PointsRow, standing: Standing, lay: RaceColumns, brush: Brush) -> list[Piece]:
        doubts = row.doubts
        unsure = doubts.sprints if doubts else (False,) * len(standing.sprints)
        pieces: list[Piece] = []
        if lay.axis:
            pieces.append((" " * BEFORE_CHART, brush.text))
            pieces += charted_pieces(row, lay.axis, brush)
        pieces += [
            self._value(sprint_cell(standing, index), lay.sprint, brush.amber, brush, doubtful=unsure[index])
            for index in self._shown_sprints(lay)
        ]
        if lay.gained:
            pieces.append(self._gained(standing, lay, brush))
        if lay.finish:
            doubtful = bool(doubts and doubts.finish)
            pieces.append(self._value(standing.finish, lay.finish, brush.text, brush, doubtful=doubtful))
        if lay.total:
            total = _marked(str(total_cell(standing)), doubtful=bool(doubts and doubts.total))
            pieces.append((right(total, lay.total), brush.strong if standing.total else brush.dim))
        if lay.out:
            pieces.append(self._out(standing, lay, brush))
        if lay.time:
            time = "" if standing.time is None else time_told(standing.time, self.words.language, 2)
            pieces.append((right(_marked(time, doubtful=bool(doubts and doubts.time)), lay.time), brush.dim))
        return pieces

    def _gained(self, row: Standing, lay: RaceColumns, brush: Brush) -> Piece:
        if not row.laps_gained:
            return (right("· ", lay.gained), brush.faint)
        return (right(f"{row.laps_gained:+} ", lay.gained), brush.green if row.laps_gained > 0 else brush.red)

    def _out(self, row: Standing, lay: RaceColumns, brush: Brush) -> Piece:
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
    return f"{text}{DOUBT if doubtful and text else ' '}"
