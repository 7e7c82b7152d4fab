"""Where the parts of a race screen stand: the counter, the table, the log and the panels, by the room there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget

from massstart_tui.race.state import Phase
from massstart_tui.settings import LAYOUTS
from massstart_tui.text.words import Words
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.race_panels import MARGIN, RacePanels
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import KeyLine, TopLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.chosen_line import ChosenLine
from massstart_tui.tui.widgets.incident_log import IncidentLog
from massstart_tui.tui.widgets.lap_counter import LapCounter
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.tui.widgets.table_headings import TableLayout
from massstart_tui.view.race_layout import (
    Box,
    Contents,
    LayoutClass,
    RaceLayout,
    cells_for_a_lap,
    classes_of,
    layout_of,
)
from massstart_tui.view.scene import Scene, Shown

if TYPE_CHECKING:
    from massstart_tui.tui.outlook_worker import Chances


class LaidOutBoard(BaseScreen):
    """Gives the parts of a race screen their places; a subclass draws a race in them."""

    # What only gives others their places is hidden: Textual would draw each of its rows, below what is drawn over it.
    DEFAULT_CSS = """
    LaidOutBoard {
        layout: vertical;
        background: $background;
        #head, #body, #right, #below { visibility: hidden; }
        Canvas { visibility: visible; }
        TopLine, RaceBar, KeyLine { height: 1; }
        #head { height: 4; }
        LapCounter, PointsTable { height: 100%; }
        RaceStrip { width: 1fr; height: 100%; }
        ChosenLine { height: 1; display: none; }
        RacePanel { display: none; }
        #right RacePanel { margin: 1 0 0 0; }
        #below RacePanel { margin: 0 2 0 0; }
        #body { height: 1fr; }
        #right { width: 1fr; height: 100%; }
        IncidentLog { width: 100%; height: 1fr; }
        #below { height: 0; display: none; padding: 0 0 0 2; }
        &.-narrow #body { layout: vertical; }
        &.-narrow PointsTable { height: 1fr; }
        &.-narrow #right { width: 100%; padding: 0 0 0 2; }
        &.-only-table #right, &.-only-log PointsTable { display: none; }
        &.-alone LapCounter, &.-alone RaceStrip, &.-alone #body { display: none; }
        &.-alone #head { padding: 0 2; }
        &.-only-log #right { height: 100%; padding: 0 0 0 2; }
        &.-only-table PointsTable { width: 100%; height: 100%; }
    }
    """

    def __init__(self, shown: Shown) -> None:
        """Draw the race ``shown``."""
        super().__init__()
        self.shown = shown
        self.layout_name = ""
        self.charts = True
        self.top = TopLine()
        self.counter = LapCounter()
        self.strip = RaceStrip()
        self.points = PointsTable()
        self.log_lines = IncidentLog()
        self.keys = KeyLine()
        self.head, self.body, self.under = Horizontal(id="head"), Horizontal(id="body"), Horizontal(id="below")
        self.right = Vertical(id="right")
        self.chosen = ChosenLine()
        self.panels = RacePanels(self._mount_panel)
        self.laid: RaceLayout | None = None
        self.alone: type[RacePanel] | None = None

    @property
    def has_bar(self) -> bool:
        """Whether the screen has a race bar."""
        return False

    def compose(self) -> ComposeResult:
        yield self.top
        with self.head:
            yield self.counter
            yield self.strip
            yield from self.panels.shown_at(PanelPlace.ICE)
        with self.body:
            yield self.points
            with self.right:
                yield self.log_lines
                yield from self.panels.shown_at(PanelPlace.BESIDE)
                yield from self.beside()
        with self.under:
            yield from self.panels.shown_at(PanelPlace.BELOW)
        yield self.chosen
        yield from self.below()
        yield self.keys

    def _mount_panel(self, panel: RacePanel) -> None:
        """Mount a panel, unless it is mounted, or will be when the screen composes itself."""
        around = {PanelPlace.BESIDE: self.right, PanelPlace.BELOW: self.under}.get(panel.stands, self.head)
        if panel.parent is not None or not around.is_mounted:
            return
        stand = self.panels.at(panel.stands)
        later = [each for each in stand[stand.index(panel) + 1 :] if each.parent is not None]
        beside = panel.stands is PanelPlace.BESIDE
        before, after = (None, self.log_lines) if beside else (later[0] if later else None, None)
        _ = around.mount(panel, before=before, after=after)  # Textual awaits it in the container's own task

    def beside(self) -> Iterator[Widget]:
        """Yield further widgets beside the points table, below the log."""
        yield from ()

    def below(self) -> Iterator[Widget]:
        """Yield widgets between the table and the line of keys."""
        yield from ()

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        """Set colours, language and layout before the first picture.

        Textual applies its own breakpoints only after that.
        """
        for canvas in self.canvases():
            canvas.palette, canvas.words = palette, spoken
        self.fit_to(size)

    def canvases(self) -> tuple[Canvas, ...]:
        """Return all widgets that draw themselves."""
        return (
            self.top,
            self.top.digits,
            self.counter,
            self.strip,
            self.points,
            self.log_lines,
            self.chosen,
            self.keys,
            *self.panels.all,
        )

    def fit_to(self, size: Size) -> None:
        """Give each part its place on a screen of this size."""
        self.place_parts(self.seen(self.shown.scene(), {}), size)

    def place_parts(self, seen: PanelScene, size: Size) -> None:
        """Lay out the screen for what there is to show now; styles are set only if the layout changes."""
        if self.alone is not None:
            self.panels.show_alone(self.alone, seen, self._room_alone(size))
            return
        across, _ = classes_of(*size)
        lap = cells_for_a_lap(size.width, seen.scene.state.distance) if self.charts else 0
        self.points.lay_out(TableLayout(2 if across >= LayoutClass.M else 1, lap, reach=across is LayoutClass.L))
        roomy = across >= LayoutClass.M
        self.log_lines.lay_out(2 if roomy else 1, () if roomy else self.points.stakes)
        chosen = self.panels.choose(seen, *size)
        contents = Contents(
            laps=seen.scene.state.distance,
            table=self.points.rows_wanted,
            ice=bool(chosen.ice),
            bar=self.has_bar,
            beside=sum(panel.rows + 1 for panel in chosen.beside),
            below=max((panel.rows for panel in chosen.below), default=0),
            said=1 if self.points.bib is not None and seen.scene.state.phase is not Phase.SCHEDULED else 0,
            foot=self.foot,
            waits=seen.scene.state.phase is Phase.SCHEDULED,
            log=self.rows_beside,
        )
        laid = layout_of(*size, contents)
        if laid != self.laid:
            self.laid = laid
            self.apply(laid)
        self.panels.show(seen, chosen, laid)

    def _room_alone(self, size: Size) -> Box:
        """Return the room for a panel on the whole screen, between the top line and what stands at the bottom."""
        return Box(size.width - 2 * MARGIN, max(1, size.height - 2 - self.has_bar - self.foot))

    def show_alone(self, kind: type[RacePanel] | None) -> None:
        """Show a panel on the whole screen; with None, everything again."""
        self.alone = kind
        self.laid = None
        self.set_class(kind is not None, "-alone")
        self.head.styles.height = "1fr"
        self.under.display = self.chosen.display = False
        self.look()

    @property
    def charted(self) -> bool:
        """Whether the charts have the whole screen."""
        return self.alone is not None and self.alone.stands is PanelPlace.ALONE

    @property
    def foot(self) -> int:
        """The number of rows between the race and the line of keys."""
        return 0

    @property
    def rows_beside(self) -> int:
        """The rows that stand beside the table if there is room for all of them: those of the log."""
        return self.log_lines.rows_wanted

    @property
    def table_alone(self) -> bool:
        """Whether the table has the whole width."""
        return self.layout_name == "table"

    def apply(self, laid: RaceLayout) -> None:
        """Give the widgets the columns and rows of this layout."""
        self.set_class(laid.beside == 0, "-narrow")
        self.set_class(laid.across >= LayoutClass.M, "-wide")
        self.set_class(laid.down >= LayoutClass.M, "-tall")
        self.head.styles.height = laid.head
        self.counter.styles.width = laid.counter
        self.body.styles.margin = (laid.gap, 0, 0, 0)
        self.points.styles.width = "100%" if self.table_alone else laid.table
        log_alone = self.layout_name == "log"
        self.right.styles.width = "100%" if log_alone else laid.beside or "100%"
        self.right.styles.height = "100%" if laid.beside or log_alone else laid.log
        self.under.display = laid.below > 0
        self.under.styles.height = laid.below
        self.under.styles.margin = (laid.gap, 0, 0, 0)
        self.chosen.display = laid.said > 0
        self.chosen.styles.margin = (laid.gap, 0, 0, 0)

    def next_layout(self) -> str:
        """Return the layout after this one; without a chart, a table with columns would be the same again."""
        chart = self.laid is not None and self.laid.lap > 0
        layouts = [name for name in LAYOUTS if chart or name != "columns"]
        at = layouts.index(self.layout_name) if self.layout_name in layouts else -1
        return layouts[(at + 1) % len(layouts)]

    def lay_out(self, name: str) -> None:
        """Show both the table and the log, the table with a chart or with columns, or only one of them."""
        self.layout_name = name
        self.charts = name != "columns"
        self.set_class(name == "table", "-only-table")
        self.set_class(name == "log", "-only-log")
        if self.laid is not None:
            self.apply(self.laid)

    def seen(self, scene: Scene, chances: Chances) -> PanelScene:
        """Return what the panels draw of this ``scene``, before it is known what each skater needs."""
        raise NotImplementedError

    def look(self) -> None:
        """Draw the current scene."""
        raise NotImplementedError
