"""The race screen: the lap counter, who leads on points, and what just happened."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size

from massstart_tui.race.kinds import INCIDENTS
from massstart_tui.settings import LAYOUTS
from massstart_tui.text.clock import race_time
from massstart_tui.text.names import short_names
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import bindings_of, key_line_of
from massstart_tui.tui.replay import Replay, Scene
from massstart_tui.tui.screens.dressed import Dressed
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import KeyLine, TopLine, Transport, speed_text
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.counter import LapCounter
from massstart_tui.tui.widgets.log import IncidentLog, Show
from massstart_tui.tui.widgets.points import PointsTable
from massstart_tui.tui.widgets.strip import RaceStrip

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline

TICK: Final = 0.1
"""Seconds between two looks at the clock."""
NORMAL_FROM: Final = 78
WIDE_FROM: Final = 110
TALL_FROM: Final = 30
SECOND_MS: Final = 1000
MOST_MARKS: Final = 400
"""No more marks than this on the transport bar: it has no more cells."""


class RaceScreen(Dressed):
    """Draws a replay; it computes nothing about the sport."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("race")]
    place: ClassVar[str] = "race"
    DEFAULT_CSS = """
    RaceScreen {
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

    def __init__(self, replay: Replay) -> None:
        """The screen of ``replay``."""
        super().__init__()
        self.replay = replay
        self.layout_name = LAYOUTS[0]
        self._marks_at: tuple[int, int, bool] | None = None
        self._marks: list[tuple[int, str]] = []
        self.reading: float | None = None
        self.top = TopLine()
        self.counter = LapCounter()
        self.strip = RaceStrip()
        self.points = PointsTable()
        self.log_lines = IncidentLog()
        self.transport = Transport()
        self.keys = KeyLine()

    def compose(self) -> ComposeResult:
        yield self.top
        with Horizontal(id="head"):
            yield self.counter
            yield self.strip
        with Horizontal(id="body"):
            yield self.points
            yield self.log_lines
        yield self.transport
        yield self.keys

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        """Before the first picture, so that it is the right one at once: Textual's own breakpoints come after it."""
        for canvas in (self.top, self.counter, self.strip, self.points, self.log_lines, self.transport, self.keys):
            canvas.palette, canvas.words = palette, spoken
        self.keys.show(key_line_of("race"))
        self._arrange(size)

    def _arrange(self, size: Size) -> None:
        """One column where it is narrow, a small board where it is short."""
        self.set_class(size.width < NORMAL_FROM, "-narrow")
        self.set_class(size.width >= WIDE_FROM, "-wide")
        self.set_class(size.height >= TALL_FROM, "-tall")

    def on_mount(self) -> None:
        self.look()
        self.set_interval(TICK, self.look)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size)

    def dress(self) -> None:
        app = self.massstart
        for canvas in self.query(Canvas):
            canvas.dress(app.palette, app.words)
        if self.replay.marks is not None:
            self._tell()
        self.look()

    def _tell(self) -> None:
        from massstart_tui.report.lines import Telling

        sheet = self.replay.sheet
        names = short_names((s.bib, s.name, s.noc) for s in sheet.skaters)
        self.log_lines.tell(Telling(self.massstart.words, sheet.rules_in_force(), names), self.replay.marks)

    def stream_read(self) -> None:
        """The stream is read, and the replay has it."""
        self.reading = None
        self._tell()
        self.look()

    def look(self) -> None:
        """Draw what is so now; every part draws again only what has changed in it."""
        scene = self.replay.scene()
        self.counter.show(scene.state)
        self.strip.show(scene)
        self.points.show(scene)
        self.log_lines.show(scene.timeline, scene.lines)
        self._show_transport(scene)
        self.top.show(scene.sheet, self._tag(), self._state(), self._clock(scene))

    def _tag(self) -> str:
        words = self.massstart.words
        parts = []
        if self.replay.views is not None and self.replay.views.differ:
            parts.append(words("view.then" if self.replay.as_known_then else "view.now"))
        if self.replay.doubtful:
            parts.append(words("view.doubt"))
        return " · ".join(parts)

    def _state(self) -> str:
        playback = self.replay.playback
        about_to = self.replay.views is None and not self.massstart.wanted.paused
        return f"{'▶' if playback.playing or about_to else '‖'} {speed_text(playback.speed)}"

    def _clock(self, scene: Scene) -> str:
        t = self.replay.t
        if t < 0:
            return race_time(t // SECOND_MS * SECOND_MS, 0)
        return race_time(t - scene.state.gun)

    def _show_transport(self, scene: Scene) -> None:
        replay = self.replay
        state = scene.state
        if scene.timeline is not None:
            key = (id(scene.timeline), scene.position, replay.spoilers)
            if key != self._marks_at:
                self._marks_at = key
                self._marks = self._marks_of(scene.timeline, scene.position)
        placed = [(replay.lap_fraction(t), kind) for t, kind in self._marks]
        text = f"{state.lap}/{state.distance}"
        if replay.spoilers and scene.timeline is not None:
            text = f"{text} · {race_time(replay.playback.last)}"
        self.transport.show(replay.lap_fraction(replay.t), placed, text, self.reading)

    def _marks_of(self, timeline: Timeline, position: int) -> list[tuple[int, str]]:
        """Sprints and incidents up to now; those to come only where spoilers were asked for."""
        course = timeline.course
        last = len(course.tells) if self.replay.spoilers else bisect_right(course.tells, position)
        wanted = INCIDENTS | {"sprint"}
        return [
            (timeline.times[course.tells[index] - 1], course.kinds[index])
            for index in range(max(0, last - MOST_MARKS), last)
            if course.kinds[index] in wanted
        ]

    def on_transport_sought(self, message: Transport.Sought) -> None:
        replay = self.replay
        state = replay.scene().state
        moments = replay.lap_moments()
        laps = message.fraction * state.distance
        whole = int(laps)
        begin = moments[whole - 1] if 0 < whole <= len(moments) else 0 if whole == 0 else replay.playback.last
        end = moments[whole] if whole < len(moments) else replay.playback.last
        replay.seek(begin + int((laps - whole) * (end - begin)))
        self.look()

    async def on_points_table_chosen(self, message: PointsTable.Chosen) -> None:
        await self.open_skater(message.bib)

    async def open_skater(self, bib: int) -> None:
        """Show everything about the skater with this ``bib``."""
        from massstart_tui.tui.screens.skater import SkaterScreen

        if self.replay.timeline is not None:
            await self.app.push_screen(SkaterScreen(self.replay, bib))

    def action_play(self) -> None:
        playback = self.replay.playback
        if playback.playing:
            playback.pause()
        else:
            playback.play()
        self.look()

    def action_step(self, ms: int) -> None:
        self.replay.playback.step(ms)
        self.look()

    def action_event(self, steps: int) -> None:
        self.replay.step_events(steps)
        self.look()

    def action_lap(self, steps: int) -> None:
        self.replay.step_among(self.replay.lap_moments(), steps)
        self.look()

    def action_sprint(self, steps: int) -> None:
        self.replay.step_among(self.replay.sprint_moments(), steps)
        self.look()

    def action_incident(self, steps: int) -> None:
        self.replay.step_among(self.replay.incident_moments(), steps)
        self.look()

    def action_up(self) -> None:
        self._up_or_down(-1)

    def action_down(self) -> None:
        self._up_or_down(1)

    def _up_or_down(self, steps: int) -> None:
        """Faster and slower; in the table or the log, once it has the focus, the line above and below."""
        if self.focused is self.points:
            self.points.move(steps)
        elif self.focused is self.log_lines:
            self.log_lines.scroll(steps)
        else:
            self.replay.playback.faster(-steps)
            self.massstart.remember(speed=self.replay.playback.speed)
            self.look()

    def action_start(self) -> None:
        self.replay.seek(self.replay.playback.first)
        self.look()

    def action_end(self) -> None:
        self.replay.seek(self.replay.playback.last)
        self.look()

    async def action_goto(self) -> None:
        from massstart_tui.tui.widgets.goto import GotoLine

        if self.replay.timeline is not None and not self.query(GotoLine):
            self.keys.display = False
            goto = GotoLine(self.replay, self.massstart.words, self.goto_done)
            await self.mount(goto)
            goto.focus()

    def goto_done(self, t: int | None) -> None:
        """The go-to line is left; ``t`` is where to go, None for nowhere."""
        self.keys.display = True
        self.set_focus(None)
        if t is not None:
            self.replay.seek(t)
        self.look()

    def action_view(self) -> None:
        views = self.replay.views
        if views is None or not views.differ:
            self.notify(self.massstart.words("view.same"), timeout=3)
            return
        self.replay.as_known_then = not self.replay.as_known_then
        self.look()

    async def action_skater(self) -> None:
        if self.points.bib is None:
            self.points.move(0)
        elif self.points.bib is not None:
            await self.open_skater(self.points.bib)

    def action_cursor(self, steps: int) -> None:
        self.points.move(steps)

    def action_filter(self) -> None:
        shows = list(Show)
        following = shows[(shows.index(self.log_lines.filter) + 1) % len(shows)]
        self.log_lines.narrow(following, self.log_lines.bib)

    def action_filter_skater(self) -> None:
        log = self.log_lines
        log.narrow(log.filter, self.points.bib if log.bib != self.points.bib else None)

    def action_log(self, pages: int) -> None:
        self.log_lines.scroll(pages * self.log_lines.page)

    def action_layout(self) -> None:
        self.lay_out(LAYOUTS[(LAYOUTS.index(self.layout_name) + 1) % len(LAYOUTS)])
        self.massstart.remember(layout=self.layout_name)

    def lay_out(self, name: str) -> None:
        """Show both the table and the log, or one of them."""
        self.layout_name = name
        self.set_class(name == "table", "-only-table")
        self.set_class(name == "log", "-only-log")

    async def action_result(self) -> None:
        from massstart_tui.tui.screens.result import ResultScreen

        if self.replay.timeline is not None:
            await self.app.push_screen(ResultScreen(self.replay))

    async def action_back(self) -> None:
        if self.log_lines.filter is not Show.ALL or self.log_lines.bib is not None:
            self.log_lines.narrow(Show.ALL, None)
        elif self.focused is not None:
            self.set_focus(None)
        elif self.points.bib is not None:
            self.points.choose(None)
        else:
            await self.massstart.back_to_races()
