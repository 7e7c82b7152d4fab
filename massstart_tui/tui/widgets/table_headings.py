"""The heading lines of the points table: its title, what is at stake, and the names of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import Phase
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import FOCUS, Piece, first_that_fits, fit, focus_pieces, right, with_arrows
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.cut_words import cut_legend, cut_told
from massstart_tui.tui.widgets.race_columns import BEFORE_CHART, MARK, RaceColumns
from massstart_tui.tui.widgets.skater_outcome import Summary, at_stake
from massstart_tui.tui.widgets.table_columns import GUTTER, TableColumns, sprints_scrolled
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.report.race_chart import Axis


class TableLayout(NamedTuple):
    """How the table is laid out.

    ``headings`` is the number of heading lines, 1 or 2. With one, a sign marks the skaters within the cut; with two, a
    line below them does. ``lap`` is the width of a lap in the chart in cells, 0 for no chart. ``reach`` says whether
    there is a column for what is possible.
    """

    headings: int = 2
    lap: int = 0
    reach: bool = False


class HeadingFacts(NamedTuple):
    """Everything that the headings and the widths of the columns depend on.

    ``title`` is the code of the title. ``stakes`` says what is at stake, and ``legend`` what the signs of
    the cut mean, both longest text first; ``cut`` is what the line of the cut says.
    """

    title: str
    stakes: tuple[str, ...]
    skaters: int
    columns: TableColumns
    summary: Summary
    axis: Axis | None
    setting: TableLayout
    sprints_scrolled: int
    legend: tuple[str, ...]
    cut: str

    @classmethod
    def of(  # noqa: PLR0913 - each is what the table knows by itself
        cls,
        scene: Scene,
        words: Words,
        setting: TableLayout,
        summary: Summary,
        axis: Axis | None,
        *,
        by_the_finish: bool,
        supposed: bool,
    ) -> HeadingFacts:
        """Return the facts for this scene."""
        return cls(
            title=_title_of(scene, supposed=supposed),
            stakes=at_stake(scene, words, summary, by_the_finish=by_the_finish),
            skaters=len(scene.rows),
            columns=TableColumns.of(scene.state, scene.rows, scene.doubts),
            summary=summary,
            axis=axis,
            setting=setting,
            sprints_scrolled=sprints_scrolled(scene.state),
            legend=cut_legend(scene, words),
            cut=cut_told(scene, words),
        )

    @property
    def before_the_gun(self) -> bool:
        """Whether the table is a start sheet."""
        return self.title == "table.start_sheet"

    @property
    def supposed(self) -> bool:
        """Whether the table shows a what-if."""
        return self.title == "what_if.title"


def _title_of(scene: Scene, *, supposed: bool) -> str:
    state = scene.state
    if state.phase is Phase.SCHEDULED:
        return "table.start_sheet"
    if supposed:
        return "what_if.title"
    return "table.result" if state.over else "table.points" if state.rules.on_points else "table.order"


class TableHeadings:
    """Draws the headings in one language and on one background.

    ``below`` is the number of rows below those in view; ``focused`` says whether the arrow keys scroll the table.
    """

    def __init__(self, facts: HeadingFacts, words: Words, brush: Brush, *, below: int, focused: bool) -> None:
        """Store the arguments."""
        self._facts = facts
        self._words = words
        self._brush = brush
        self._below = max(0, below)
        self._focus = FOCUS if focused else ""

    def title(self, width: int) -> list[Piece]:
        """Return the title, what is at stake if there is room for it, and how many rows are below."""
        brush, (title, style) = self._brush, self._title
        more = f"   {self._words('table.more', count=self._below)}" if self._below else ""
        room = width - MARK - cell_len(title + self._focus + more) - 2 * GUTTER
        about = first_that_fits(self._facts.stakes, room)
        return [
            (" " * MARK, brush.text),
            (title, style),
            *(focus_pieces(brush.ice) if self._focus else []),
            (" " * GUTTER + about if about else "", brush.dim),
            (more, brush.dim),
        ]

    @property
    def _title(self) -> Piece:
        text = self._words(self._facts.title)
        return (f" {text} ", self._brush.board) if self._facts.supposed else (text, self._brush.ice)

    def columns(self, lay: RaceColumns, sprints: range) -> list[Piece]:
        """Return the names of the columns, of which ``sprints`` are shown."""
        words, brush = self._words, self._brush
        bib = words("table.bib") + self._facts.columns.doubt
        start = f"{' ' * MARK}{right('#', lay.rank)} {right(bib, lay.bib)}{' ' * lay.marks}"
        legend = self._legend(lay.name + lay.noc - 1)
        whole = fit(legend, lay.name + lay.noc)
        names = with_arrows(whole, brush.dim) if legend else self._over_the_names(lay)
        pieces: list[Piece] = [(start, brush.dim), *names]
        if lay.noc and not legend:
            pieces.append((fit(words("table.noc"), lay.noc), brush.dim))
        return pieces if self._facts.before_the_gun else [*pieces, *self._over_the_points(lay, sprints)]

    def _legend(self, room: int) -> str:
        """Return what the signs of the cut mean, and how many rows are below, in place of name and nation.

        With two heading lines it is empty: a line shows the cut there.
        """
        facts = self._facts
        if facts.setting.headings > 1 or facts.supposed or facts.before_the_gun:
            return ""
        more = f"  ↓ {self._below}" if self._below else ""
        return first_that_fits((f"{text}{self._focus}{more}" for text in facts.legend), room)

    def _over_the_names(self, lay: RaceColumns) -> list[Piece]:
        """Return the heading of the names.

        With one heading line, it also has the title of a start sheet or a what-if, and the number of rows below.
        """
        name: Piece = (self._words("table.skater"), self._brush.dim)
        if self._facts.setting.headings > 1:
            return [(fit(name[0], lay.name), name[1])]
        if self._facts.supposed or self._facts.before_the_gun:
            name = (self._words(self._facts.title), self._title[1])
        more = f" ↓ {self._below}" if self._below else ""
        # The last cell stays blank: the next heading begins behind it.
        width = lay.name - 1
        room = max(0, width - cell_len(more))
        head = first_that_fits((name[0] + self._focus, name[0]), room)
        if not head and not (self._below and name[0] == self._words("table.skater")):
            head = fit(name[0], room)
        count = f"  {self._words('table.skaters', count=self._facts.skaters)}" if self._facts.before_the_gun else ""
        rest = first_that_fits((count + more, more), width - cell_len(head))
        return [
            *with_arrows(head, name[1]),
            (fit(rest if head else rest.lstrip(), lay.name - cell_len(head)), self._brush.dim),
        ]

    def _over_the_points(self, lay: RaceColumns, sprints: range) -> list[Piece]:
        words, brush = self._words, self._brush
        heads = [(f"S{index + 1}", lay.sprint) for index in sprints]
        heads += [(words("table.gained"), lay.gained), (words("table.finish"), lay.finish), ("Σ", lay.total)]
        heads += [(words("table.out"), lay.out), (words("table.time"), lay.time)]
        told = "".join(right(f"{head} ", width) for head, width in heads if width)
        chart = _over_the_chart(lay.axis, brush) if lay.axis else []
        outcome = self._over_the_outcome(lay) if self._facts.columns.open else ""
        why = f"  {words('result.why_here')}" if lay.why else ""
        outcome = fit(outcome, lay.sign + lay.enough + lay.reach) if why else outcome
        return [*chart, (told, brush.dim), (f"{outcome}{why}", brush.dim)]

    def _over_the_outcome(self, lay: RaceColumns) -> str:
        """Return the headings of what is enough and what is in reach.

        If it is the same for everyone the title says what it is, or with one line this heading.
        """
        words, same = self._words, self._facts.summary.same
        if self._facts.summary.too_long:
            told = (words("enough.too_long"), words("enough.unknown"))
            return " " * lay.sign + first_that_fits(told, lay.enough + lay.reach)
        if same is None:
            reach = words("enough.in_reach") if lay.reach else ""
            return " " * lay.sign + fit(words("table.enough"), lay.enough) + fit(reach, lay.reach)
        if self._facts.setting.headings > 1:
            return ""
        # The heading of the log may begin right behind the table.
        place = words("enough.top", place=same)
        of_all = place if self._facts.summary.out else words("enough.all", place=same)
        return first_that_fits((of_all, place), lay.sign + lay.enough - GUTTER)


def _over_the_chart(axis: Axis, brush: Brush) -> list[Piece]:
    from massstart_tui.tui.widgets.chart_cells import axis_heading

    return axis_heading(axis, BEFORE_CHART, brush)
