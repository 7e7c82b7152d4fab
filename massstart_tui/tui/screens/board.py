"""What every screen of one race shows: the lap counter, the race strip, the points table and the incident log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from massstart_tui.text.clock import race_time
from massstart_tui.text.names import short_names
from massstart_tui.text.words import Words
from massstart_tui.tui.scene import Scene, Shown
from massstart_tui.tui.screens.dressed import Dressed
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import KeyLine, TopLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.counter import LapCounter
from massstart_tui.tui.widgets.log import IncidentLog
from massstart_tui.tui.widgets.points import PointsTable
from massstart_tui.tui.widgets.strip import RaceStrip

if TYPE_CHECKING:
    from massstart_tui.report.lines import Telling

NORMAL_FROM = 78
WIDE_FROM = 110
TALL_FROM = 30
SECOND_MS = 1000


class Board(Dressed):
    """Draws a race that is shown; it computes nothing about the sport."""

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
        &.-narrow LapCounter { width: 14; }
        &.-only-table IncidentLog { display: none; }
        &.-only-log PointsTable { display: none; }
        &.-only-table PointsTable { width: 100%; height: 100%; }
    }
    """

    def __init__(self, shown: Shown) -> None:
        """The board of this race."""
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
        """What else stands beside the points table."""
        yield from ()

    def below(self) -> Iterator[Widget]:
        """What stands between the table and the line of keys."""
        yield from ()

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        """Before the first picture, so that it is the right one at once: Textual's own breakpoints come after it."""
        for canvas in self.canvases():
            canvas.palette, canvas.words = palette, spoken
        self.fit_to(size)

    def canvases(self) -> tuple[Canvas, ...]:
        """Every part that draws itself."""
        return (self.top, self.counter, self.strip, self.points, self.log_lines, self.keys)

    def fit_to(self, size: Size) -> None:
        """One column where it is narrow, a small board where it is short."""
        self.set_class(size.width < NORMAL_FROM, "-narrow")
        self.set_class(size.width >= WIDE_FROM, "-wide")
        self.set_class(size.height >= TALL_FROM, "-tall")

    def lay_out(self, name: str) -> None:
        """Show both the table and the log, or one of them."""
        self.layout_name = name
        self.set_class(name == "table", "-only-table")
        self.set_class(name == "log", "-only-log")

    def dress(self) -> None:
        app = self.massstart
        for canvas in self.query(Canvas):
            canvas.dress(app.palette, app.words)
        if self.shown.marks is not None:
            self.tell()
        self.look()

    def tell(self) -> None:
        """Have the log tell its events in the language that is chosen."""
        from massstart_tui.report.lines import Telling

        sheet = self.shown.sheet
        names = short_names((s.bib, s.name, s.noc) for s in sheet.skaters)
        self.telling = Telling(self.massstart.words, sheet.rules_in_force(), names)
        self.log_lines.tell(self.telling, self.shown.marks)

    def look(self) -> None:
        """Draw what is so now; every part draws again only what has changed in it."""
        scene = self.shown.scene()
        self.counter.show(scene.state)
        self.strip.show(scene)
        self.points.show(scene)
        self.log_lines.show(scene.timeline, scene.lines)
        self.look_further(scene)

    def look_further(self, scene: Scene) -> None:
        """Draw what this screen has besides."""
        raise NotImplementedError

    def clock(self, scene: Scene) -> str:
        """The race time now, as the top line has it; before the gun, whole seconds down to it."""
        t = self.shown.t
        if t < 0:
            return race_time(t // SECOND_MS * SECOND_MS, 0)
        return race_time(t - scene.state.gun)
