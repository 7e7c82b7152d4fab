"""The base class of the screens of one race: lap counter, race strip, points table, incident log and panels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget

from massstart_tui.race.state import Phase
from massstart_tui.settings import LAYOUTS
from massstart_tui.text.clock import race_time
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.outlook_worker import Chances, Outlooks, needs_told
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.race_panels import MARGIN, RacePanels
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import FootSentence, KeyLine, TopLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.chosen_line import ChosenLine
from massstart_tui.tui.widgets.incident_log import IncidentLog
from massstart_tui.tui.widgets.lap_counter import LapCounter
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.tui.widgets.rank_reasons_told import why_in
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
    from massstart_tui.race.requirements import Takes
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.verdict_changes import WithTurns
    from massstart_tui.tui.widgets.what_if_line import WhatIfLine

SECOND_MS = 1000


class Board(BaseScreen):
    """Draws a race; it computes nothing about the sport."""

    DEFAULT_CSS = """
    Board {
        layout: vertical;
        background: $background;
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
        self.telling: Telling | None = None
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
        self.outlooks = Outlooks(self)
        self.asked_what_if: WhatIfLine | None = None
        self._lines: WithTurns | None = None
        self._told_why: tuple[Scene, int, str] | None = None

    @property
    def speed(self) -> float:
        """How many times as fast as the race its clock runs."""
        return 1.0

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
        self._arrange(self._seen(self.shown.scene(), {}), size)

    def _arrange(self, seen: PanelScene, size: Size) -> None:
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
            log=self.log_lines.rows_wanted,
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

    def dress(self) -> None:
        app = self.massstart
        self._told_why = None
        for canvas in {*self.query(Canvas), *self.panels.all}:
            canvas.dress(app.palette, app.words)
        if self.shown.marks is not None:
            self.tell()
        self.look()

    def tell(self) -> None:
        """Make the log describe its events in the chosen language."""
        from massstart_tui.report.event_phrases import Telling

        sheet = self.shown.sheet
        self.telling = Telling(self.massstart.words, sheet.rules_in_force(), self.names, sheet.texts_nl)
        self.log_lines.tell(self.telling, self.shown.marks, sheet.at_stake)
        self.strip.tell(self.telling)

    def look(self) -> None:
        """Draw the current scene; each widget redraws only what has changed. The head never shows a what-if."""
        scene = self.shown.scene()
        seen = self._seen(scene, self._show_table(scene))
        self._show_log(scene)
        self._arrange(seen._replace(takes=self._takes(seen.tabled)), self.size)
        self.counter.show(scene.state)
        self.strip.show(scene, self.shown.t, self.speed)
        self._show_chosen(seen.tabled)
        self.look_further(scene)

    def _seen(self, scene: Scene, chances: Chances) -> PanelScene:
        """Return what the panels draw of this ``scene``, before it is known what each skater needs."""
        supposed = self.asked_what_if.supposed(scene) if self.supposing and self.asked_what_if else None
        return PanelScene(scene, self.shown.t, self.points.bib, chances, supposed=supposed)

    def _show_chosen(self, scene: Scene) -> None:
        """Say what the chosen skater needs and why they have their place: below the table, or else in the head."""
        self.keys.say(self.said_at_foot)
        bib, why = self.points.bib, self._why(scene)
        tag = f"{self.massstart.words('what_if.tag')}  " if self.supposing else ""
        below = bib is not None and self.laid is not None and self.laid.said > 0
        self.strip.choose((f"{bib} {self.names[bib]}", tag + why) if bib is not None and why and not below else None)
        if bib is not None and below:
            needs = needs_told(self.outlooks, scene, bib, self.massstart.words).replace("; ", " · ")
            said = (f"{needs} · {why}", needs) if needs else (why,)
            self.chosen.show(bib, self.names[bib], tuple(tag + sentence for sentence in said))

    @property
    def said_at_foot(self) -> FootSentence:
        """What the line of keys says instead of the keys, empty for the keys."""
        return FootSentence()

    def _why(self, scene: Scene) -> str:
        """Return why the skater under the cursor has that place; empty if there is none."""
        bib = self.points.bib
        if bib is None:
            return ""
        if self._told_why is None or self._told_why[:2] != (scene, bib):
            self._told_why = (scene, bib, why_in(scene, bib, self.massstart.words))
        return self._told_why[2]

    def _takes(self, scene: Scene) -> Mapping[int, Takes] | None:
        """Return what each skater needs, if a panel tells it; None until it is known."""
        told = self.points.bib is not None or min(classes_of(*self.size)) is LayoutClass.L
        return self.outlooks.each_takes(scene) if told and scene.state.under_way else None

    @property
    def supposing(self) -> bool:
        """Whether the table shows a supposed state."""
        return self.asked_what_if is not None and self.asked_what_if.supposes

    def _show_table(self, scene: Scene) -> Chances:
        """Draw the table, and return what each skater can still reach, as far as it is known."""
        now = self.outlooks.chances(scene) if scene.state.under_way or self.asked_what_if is not None else None
        if self.asked_what_if is None:
            self.points.show(scene, now)
            return now or {}
        supposed = self.asked_what_if.supposed(scene)
        then = self.outlooks.chances(supposed, supposed=True) if self.supposing else now
        self.points.show(supposed, then, supposed=self.supposing)
        self.asked_what_if.tell(now, then)
        return now or {}

    def _show_log(self, scene: Scene) -> None:
        timeline = scene.timeline
        if timeline is None:
            self.log_lines.show(None, 0)
            return
        contrary, turns = self.outlooks.contradicted(timeline), self.outlooks.turns(scene, timeline)
        self.log_lines.mark(contrary.found)
        if not turns and not contrary.lines:
            self._lines = None
            self.log_lines.show(timeline, scene.lines)
            return
        drawn = self._lines
        if drawn is None or (drawn.timeline, drawn.turns, drawn.marked) != (timeline, turns, contrary.lines):
            from massstart_tui.stream.verdict_changes import WithTurns

            # A new object only if something has changed: the log selects and draws all its lines again for another
            # source.
            self._lines = drawn = WithTurns(timeline, turns, contrary.lines)
        self.log_lines.show(drawn, drawn.lines_at(scene.position))

    def on_outlooks_known(self, message: Outlooks.Known) -> None:
        self.outlooks.keep(message)
        self.look()

    def look_further(self, scene: Scene) -> None:
        """Draw what a subclass adds to the board."""
        raise NotImplementedError

    @property
    def names(self) -> dict[int, str]:
        """The short names of the skaters, by bib."""
        return short_names_of(self.shown.sheet.skaters)

    def clock(self, scene: Scene) -> str:
        """Return the race time for the top line; before the gun, whole seconds that count down to it."""
        t = self.shown.t
        if t < 0:
            return race_time(t // SECOND_MS * SECOND_MS, 0)
        return time_told(t - scene.state.gun, self.massstart.words.language)

    async def action_what_if(self) -> None:
        """Open the what-if line; while it is open, the table shows the race under the supposition."""
        from massstart_tui.tui.widgets.what_if_line import WhatIfLine

        if self.shown.timeline is not None and self.asked_what_if is None:
            self.asked_what_if = WhatIfLine(self.shown, self.massstart.words, self.look, self.what_if_left)
            self.keys.display = False
            await self.mount(self.asked_what_if)
            self.asked_what_if.focus()
            self.look()

    def what_if_left(self) -> None:
        """Show the actual state again, because the what-if line was closed."""
        self.asked_what_if = None
        self.keys.display = True
        self.set_focus(None)
        self.look()

    async def action_lineup(self) -> None:
        from massstart_tui.tui.screens.lineup_screen import introduce

        await introduce(self, self.shown, self.points.bib)
