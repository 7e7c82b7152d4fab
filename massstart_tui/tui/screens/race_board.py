"""The base class of the screens of one race: lap counter, race strip, points table and incident log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from massstart_tui.race.state import Phase
from massstart_tui.text.clock import race_time
from massstart_tui.text.short_names import short_names
from massstart_tui.text.words import Words
from massstart_tui.tui.outlook_worker import Outlooks
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import KeyLine, TopLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.incident_log import IncidentLog
from massstart_tui.tui.widgets.lap_counter import LapCounter
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.view.scene import Scene, Shown

if TYPE_CHECKING:
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.verdict_changes import WithTurns
    from massstart_tui.tui.widgets.what_if_line import WhatIfLine

NORMAL_FROM = 78
WIDE_FROM = 110
TALL_FROM = 30
SECOND_MS = 1000


class Board(BaseScreen):
    """Draws a race; it computes nothing about the sport."""

    DEFAULT_CSS = """
    Board {
        layout: vertical;
        background: $background;
        TopLine, Transport, KeyLine { height: 1; }
        #head { height: 4; }
        LapCounter { width: 15; height: 100%; }
        RaceStrip { width: 1fr; height: 100%; }
        #body { height: 1fr; }
        PointsTable { width: 46; height: 100%; }
        IncidentLog { width: 1fr; height: 100%; }
        &.-tall #head { height: 7; padding: 1 0 0 0; }
        &.-tall #body { margin: 1 0; }
        &.-tall LapCounter { width: 24; }
        &.-wide PointsTable { width: 61%; }
        &.-narrow #body { layout: vertical; }
        &.-narrow PointsTable { width: 100%; height: 2fr; }
        &.-narrow IncidentLog { width: 100%; height: 1fr; padding: 0 0 0 2; }
        &.-narrow LapCounter { width: 15; }
        &.-only-table IncidentLog { display: none; }
        &.-only-log PointsTable { display: none; }
        &.-only-log IncidentLog { padding: 0 0 0 2; }
        &.-only-table PointsTable { width: 100%; height: 100%; }
    }
    """

    def __init__(self, shown: Shown) -> None:
        """Draw the race ``shown``."""
        super().__init__()
        self.shown = shown
        self.layout_name = ""
        self.telling: Telling | None = None
        self.top = TopLine()
        self.counter = LapCounter()
        self.strip = RaceStrip()
        self.points = PointsTable()
        self.log_lines = IncidentLog()
        self.keys = KeyLine()
        self.outlooks = Outlooks(self)
        self.asked_what_if: WhatIfLine | None = None
        self._lines: WithTurns | None = None
        self._told_why: tuple[Scene, int, str] | None = None

    def compose(self) -> ComposeResult:
        yield self.top
        with Horizontal(id="head"):
            yield self.counter
            yield self.strip
        with Horizontal(id="body"):
            yield self.points
            yield self.log_lines
            yield from self.beside()
        yield from self.below()
        yield self.keys

    def beside(self) -> Iterator[Widget]:
        """Yield further widgets beside the points table."""
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
        return (self.top, self.counter, self.strip, self.points, self.log_lines, self.keys)

    def fit_to(self, size: Size) -> None:
        """Use one column on a narrow screen, and a small lap counter on a low one."""
        self.set_class(size.width < NORMAL_FROM, "-narrow")
        self.set_class(size.width >= WIDE_FROM, "-wide")
        self.set_class(size.height >= TALL_FROM, "-tall")

    def lay_out(self, name: str) -> None:
        """Show both the table and the log, or only one of them."""
        self.layout_name = name
        self.set_class(name == "table", "-only-table")
        self.set_class(name == "log", "-only-log")

    def dress(self) -> None:
        app = self.massstart
        self._told_why = None
        for canvas in self.query(Canvas):
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

    def look(self) -> None:
        """Draw the current scene; each widget redraws only what has changed."""
        scene = self.shown.scene()
        self.counter.show(scene.state)
        self.strip.show(scene)
        self._show_table(scene)
        self._show_log(scene)
        self.keys.say(self._why(scene))
        self.look_further(scene)

    def _why(self, scene: Scene) -> str:
        """Return why the skater under the cursor has that place; empty before the gun, when there are no places."""
        bib = self.points.bib
        if bib is None or scene.state.phase is Phase.SCHEDULED:
            return ""
        if self._told_why is None or self._told_why[:2] != (scene, bib):
            self._told_why = (scene, bib, self._why_of(scene, bib))
        return self._told_why[2]

    def _why_of(self, scene: Scene, bib: int) -> str:
        from massstart_tui.report.why_page import why_told

        doubts = scene.doubts.get(bib)
        doubtful = doubts is not None and (doubts.total or doubts.finish)
        said = why_told(scene.rows, bib, scene.state, self.massstart.words, doubtful=doubtful)
        return f"{bib} {self.names[bib]}: {said}"

    @property
    def supposing(self) -> bool:
        """Whether the table shows a supposed state."""
        return self.asked_what_if is not None and self.asked_what_if.supposes

    def _show_table(self, scene: Scene) -> None:
        if self.asked_what_if is None:
            self.points.show(scene, self.outlooks.chances(scene) if scene.state.under_way else {})
            return
        supposed = self.asked_what_if.supposed(scene)
        now = self.outlooks.chances(scene)
        then = self.outlooks.chances(supposed, supposed=True) if self.supposing else now
        self.points.show(supposed, then, supposed=self.supposing)
        self.asked_what_if.tell(now, then)

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
        return short_names((s.bib, s.name, s.noc) for s in self.shown.sheet.skaters)

    def clock(self, scene: Scene) -> str:
        """Return the race time for the top line; before the gun, whole seconds that count down to it."""
        t = self.shown.t
        if t < 0:
            return race_time(t // SECOND_MS * SECOND_MS, 0)
        return race_time(t - scene.state.gun)

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
