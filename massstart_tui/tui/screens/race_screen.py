"""The screen of a replay: the board of the race, the progress bar, and the keys that move through the race."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from massstart_tui.race.sheet import Sheet
from massstart_tui.settings import LAYOUTS
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import SHORT, Words
from massstart_tui.tui.commands import bindings_of, key_line_of, key_of
from massstart_tui.tui.first_minute import first_minute_line
from massstart_tui.tui.modes import Playing
from massstart_tui.tui.notice_giving import TOLD_OF_ALL, give_notice, next_way
from massstart_tui.tui.screens.moment_keys import MomentKeys
from massstart_tui.tui.screens.moving_board import MovingBoard
from massstart_tui.tui.screens.race_panels import MARGIN
from massstart_tui.tui.screens.skater_search import TableSearch
from massstart_tui.tui.screens.typed_ahead import TypedAhead
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.bars import FootSentence, speed_text
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.ice_panel import IcePanel
from massstart_tui.tui.widgets.incident_log import IncidentLog, Show
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_bar import RaceBar
from massstart_tui.view.played_events import PlayedEvents
from massstart_tui.view.race_layout import SMALLEST_RINK
from massstart_tui.view.replaying import Replay
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.stream.log_lines import LogLine
    from massstart_tui.stream.timeline import Timeline


class RaceScreen(MomentKeys, MovingBoard, TableSearch, TypedAhead):
    """Draws a replay, and passes its keys to it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("race")]
    place: ClassVar[str] = "race"

    def __init__(self, replay: Replay, playing: Playing = Playing()) -> None:  # noqa: B008 - a tuple does not change
        """Show ``replay``, which is played as ``playing`` says once it is read."""
        super().__init__(replay)
        self.replay = replay
        self._begins = playing
        self.layout_name = LAYOUTS[0]
        self._marks_at: tuple[Timeline, int, bool] | None = None
        self._marks: list[tuple[int, str]] = []
        self.reading: float | None = None
        self._played = PlayedEvents(replay)
        self.first_minute = False
        self.bar = RaceBar()

    @property
    def speed(self) -> float:
        return self.replay.playback.speed

    @property
    def has_bar(self) -> bool:
        return True

    def below(self) -> Iterator[Widget]:
        yield self.bar

    def canvases(self) -> tuple[Canvas, ...]:
        return (*super().canvases(), self.bar)

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        super().prepare(palette, spoken, size)
        self.keys.show(key_line_of(self.place))

    def on_mount(self) -> None:
        self.look()

    @property
    def moves(self) -> bool:
        return self.replay.playback.moves

    def moved_to(self) -> object | None:
        playback = self.replay.playback
        return playback.position, playback.playing, self.replay.timeline, self.reading, self._arrows, self.size

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002 - any key will do; Textual calls that of the base itself
        if self.first_minute:
            self.first_minute = False
            self.look()

    @property
    def said_at_foot(self) -> FootSentence:
        """In the first minute what one sees, and which keys make it move."""
        return first_minute_line(self.massstart.words, self.size.width) if self.first_minute else super().said_at_foot

    def on_resize(self, event: events.Resize) -> None:
        self.fit_to(event.size)

    def stream_read(self) -> None:
        """Update the screen, because the stream has been read."""
        self.reading = None
        self.tell()
        self.look()
        self.handle_keys_ahead()

    def look_further(self, scene: Scene) -> None:
        self._name_keys()
        self._show_bar(scene)
        self.top.show(scene.sheet, (self._tag(), self._tag(SHORT)), self._state(), self.clock(scene))
        self.give_notices(scene)

    def _name_keys(self) -> None:
        charted, leads_back = self.charted, self.massstart.is_opened_from_another(self)
        self.keys.show(key_line_of(self.place, self._arrows, charted=charted, leads_back=leads_back))

    def give_notices(self, scene: Scene) -> None:
        """Tell of the sprints, the falls and the bell lap since the last call, if the viewer asked for that."""
        events, bell = self._played.since(scene)
        give_notice(self.massstart, self.telling, (each for each in events if each.type in TOLD_OF_ALL), bell=bell)

    def action_notices(self) -> None:
        way = next_way(self.massstart)
        self.notify(self.massstart.words(f"notices.{way}"), timeout=3)

    def _tag(self, length: str = "") -> str:
        """Return the name of the view, in the short form if ``length`` is SHORT."""
        words = self.massstart.words
        parts = [words(f"what_if.tag{length}")] if self.supposing else []
        if self.replay.views is not None and self.replay.views.differ:
            parts.append(words(f"view.{'then' if self.replay.as_known_then else 'now'}{length}"))
        if self.replay.doubtful:
            parts.append(words(f"view.doubt{length}"))
        return " · ".join(parts)

    def _state(self) -> str:
        playback = self.replay.playback
        if self.replay.views is None and self._begins.begin is not None:
            return self.massstart.words("programme.reading")
        about_to = self.replay.views is None and not self._begins.paused
        if self.replay.ends_early:
            return f"‖ {self.massstart.words('replay.ends_early')}"
        return f"{'▶' if playback.playing or about_to else '‖'} {speed_text(playback.speed)}"

    @property
    def pointed(self) -> bool:
        """Whether the race bar has the sign of a position in the race."""
        return True

    def _show_bar(self, scene: Scene) -> None:
        replay = self.replay
        state = scene.state
        if scene.timeline is not None:
            key = (scene.timeline, scene.position, replay.spoilers)
            if key != self._marks_at:
                from massstart_tui.view.bar_marks import bar_marks

                self._marks_at = key
                self._marks = bar_marks(scene.timeline, len(scene.timeline) if replay.spoilers else scene.position)
        placed = [(replay.lap_fraction(t), kind) for t, kind in self._marks]
        further = ""
        if replay.spoilers and scene.timeline is not None:
            words = self.massstart.words
            further = f" · {time_told(scene.timeline.clock_at(replay.playback.last), words.language)}"
        at = replay.lap_fraction(replay.t) if self.pointed else None
        self.bar.show(state, at, placed, further=further, reading=self.reading)

    def on_race_bar_sought(self, message: RaceBar.Sought) -> None:
        replay = self.replay
        state = replay.scene().state
        moments = replay.lap_moments()
        laps = message.fraction * state.distance
        whole = int(laps)
        # The bar's scale is laps: within a lap, interpolate between the times of its ends.
        begin = moments[whole - 1] if 0 < whole <= len(moments) else 0 if whole == 0 else replay.playback.last
        end = moments[whole] if whole < len(moments) else replay.playback.last
        self.go_to(begin + int((laps - whole) * (end - begin)))

    async def on_points_table_chosen(self, message: PointsTable.Chosen) -> None:
        await self.open_skater(message.bib)

    async def open_skater(self, bib: int) -> None:
        """Open the screen of the skater with this bib."""
        from massstart_tui.tui.screens.skater_screen import SkaterScreen

        if self.replay.timeline is not None:
            await self.app.push_screen(SkaterScreen(self.replay, bib))

    def action_play(self) -> None:
        playback = self.replay.playback
        if playback.playing:
            playback.pause()
        else:
            playback.play()
        self.look()

    def action_part(self, steps: int) -> None:
        """Move the focus to the next panel, which ↑ and ↓ then scroll.

        After the last panel the focus is on none, and these keys change the speed.
        """
        if self.alone is not None and self.panels.turn(self.alone, steps):
            return
        if self._is_hidden(None):
            return
        parts = [None, *(part for part in (self.points, self.log_lines) if part.display)]
        at = parts.index(self.focused) if self.focused in parts else 0
        self.set_focus(parts[(at + steps) % len(parts)])

    def action_up(self) -> None:
        self._up_or_down(-1)

    def action_down(self) -> None:
        self._up_or_down(1)

    def _up_or_down(self, steps: int) -> None:
        """Change the speed by ``steps``, or move the cursor or scroll if the table or the log has the focus."""
        if self.focused is self.points:
            self.action_cursor(steps)
        elif self.focused is self.log_lines:
            before = self.log_lines.chosen
            self.log_lines.choose(steps)
            self.say_at_end(steps, moved=self.log_lines.chosen is not before)
        else:
            self.action_speed(-steps)

    @property
    def _arrows(self) -> str:
        """What ↑ and ↓ change: the place in the table or the log if it has the focus, else the speed."""
        return "table" if self.focused is self.points else "log" if self.focused is self.log_lines else "speed"

    @property
    def focused_part(self) -> str:
        return "" if self.focused is None else self._arrows

    def action_speed(self, steps: int) -> None:
        """Change the speed, of this race only: the next one is not to run at a speed that nobody chose for it."""
        before = self.replay.playback.speed
        self.replay.playback.faster(steps)
        self.look()
        if self.replay.playback.speed == before:
            self.keys.remark(self.massstart.words("keys.fastest" if steps > 0 else "keys.slowest"))

    def action_view(self) -> None:
        views = self.replay.views
        if views is None or not views.differ:
            self.notify(self.massstart.words("view.same"), timeout=3)
            return
        self.replay.as_known_then = not self.replay.as_known_then
        self.look()

    def on_incident_log_event_chosen(self, message: IncidentLog.EventChosen) -> None:
        self.go_to_line(message.line)

    def go_to_line(self, line: LogLine) -> None:
        """Go to the moment of a line of the log."""
        self.go_to(line.event.t)

    async def action_skater(self) -> None:
        if self.focused is self.log_lines and self.log_lines.chosen is not None:
            self.go_to_line(self.log_lines.chosen)
        elif self.points.bib is None:
            self.action_cursor(0)
        else:
            await self.open_skater(self.points.bib)

    @property
    def keys_now(self) -> str:
        from massstart_tui.tui.help_rows import keys_of_moment

        return keys_of_moment(self.replay.scene().state, self.massstart.words)

    @property
    def searched_sheet(self) -> Sheet:
        return self.replay.sheet

    def action_cursor(self, steps: int) -> None:
        if self._is_hidden(self.points):
            return
        before = self.points.bib
        self.points.move(steps)
        self.look()
        self.say_at_end(steps, moved=self.points.bib != before)

    def _is_hidden(self, part: Widget | None) -> bool:
        """Say which key shows a part of the screen again, if a chart or the ice has the whole screen; return that.

        A chart has the chosen skater of the table.
        """
        if self.alone is None or (part is self.points and self.charted):
            return False
        words = self.massstart.words
        self.keys.remark(words("keys.hidden", key=key_of("back", words)))
        return True

    def action_filter(self) -> None:
        if self._is_hidden(self.log_lines):
            return
        shows, log = [*Show, *Show], self.log_lines
        log.narrow(shows[shows.index(log.filter) + 1], log.bib)

    def action_filter_skater(self) -> None:
        if self._is_hidden(self.log_lines):
            return
        log = self.log_lines
        if self.points.bib is None and log.bib is None:
            self.massstart.tell(self.massstart.words("filter.nobody_chosen"), ("cursor_down", "cursor_up"))
        log.narrow(log.filter, self.points.bib if log.bib != self.points.bib else None)

    def action_log(self, pages: int) -> None:
        if not self._is_hidden(self.log_lines):
            self.say_at_end(pages, moved=self.log_lines.turn(pages))

    def action_layout(self) -> None:
        """Show the next layout, of this race only: the next one begins with that of the settings."""
        if not self._is_hidden(None):
            self.lay_out(self.next_layout())
            self.look()

    def action_chart(self) -> None:
        """Show the charts on the whole screen, or everything again."""
        from massstart_tui.tui.widgets.chart_page import ChartPage

        self.panels.open_charts(self.replay.scene())
        self.show_alone(None if self.charted else ChartPage)

    def action_ice(self) -> None:
        """Show the ice on the whole screen, or everything again; say why if it cannot be drawn."""
        words = self.massstart.words
        if self.alone is not None:
            self.show_alone(None)
        elif not self.massstart.braille:
            self.notify(words("ice.no_braille"), timeout=3)
        elif not IcePanel.fits(self._room_alone(self.size)):
            self.notify(
                words("ice.no_room", columns=SMALLEST_RINK[0] + 2 * MARGIN, rows=SMALLEST_RINK[1] + 4), timeout=3
            )
        else:
            self.show_alone(IcePanel)

    async def action_result(self) -> None:
        from massstart_tui.tui.screens.result_screen import ResultScreen

        if self.replay.timeline is not None:
            await self.app.push_screen(ResultScreen(self.replay))

    async def action_back(self) -> None:
        if self.alone is not None:
            self.show_alone(None)
            return
        if self.log_lines.filter is not Show.ALL or self.log_lines.bib is not None:
            self.log_lines.narrow(Show.ALL, None)
        elif self.focused is not None:
            self.set_focus(None)
        elif self.points.bib is not None:
            self.points.choose(None)
            self.look()
        elif self.massstart.is_opened_from_another(self):
            await self.massstart.back_to_races()
        else:
            self.massstart.action_help_quit()
