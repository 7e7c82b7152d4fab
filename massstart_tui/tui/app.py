"""The Textual app: it chooses the first screen, holds theme and language, and reads the stream in the background."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from massstart_tui.settings import LeftAlone
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.text.plain import plain
from massstart_tui.tui.entering_app import EnteringApp
from massstart_tui.tui.modes import (
    FollowSource,
    ListRaces,
    Mode,
    OpenToEnter,
    PlayDemonstration,
    Playing,
    ReplayFile,
    Setup,
    ShowHome,
    ShowProgramme,
)
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.moments import NoSuchMoment
    from massstart_tui.stream.recording_views import Views
    from massstart_tui.tui.race_reading import RaceNotRead, RaceRead, ReadingProgress
    from massstart_tui.tui.screens.follow_screen import FollowScreen
    from massstart_tui.tui.screens.race_screen import RaceScreen
    from massstart_tui.tui.stream_feed import Feed
    from massstart_tui.tui.watching import Watching
    from massstart_tui.tui.widgets.paste_line import PasteTooLong
    from massstart_tui.view.replaying import Replay
    from massstart_tui.view.watched_races import SeenSoFar

USUAL: Final = 700
"""CPython's own threshold of objects, above which it searches for garbage."""
MOST_TOLD: Final = 3
"""The number of faults that are told of a race that cannot be read."""
NOTED_EVERY: Final = 10.0
"""Seconds between two notes of how far a race is watched; they are also written when its screen is left."""


class MassStart(EnteringApp):
    """The app. After it has ended, ``failed``, ``no_such_moment`` or ``broke`` says why it ended early, if it did."""

    TITLE = "massstart"
    # Notices lie over the head, so that neither the table nor the race bar nor a line that is typed on is hidden.
    # Without a scroll bar a notice is laid out and drawn at the same width, so that its last line is not cut off.
    CSS = """
    ToastRack { dock: top; align: right top; margin: 1 0 0 0; overflow-y: hidden; }
    Toast { margin: 0; padding: 0 1; }
    """

    def __init__(self, mode: Mode, setup: Setup) -> None:
        """Create the app in this ``mode``, with the ``setup`` that all modes have."""
        super().__init__(setup)
        recording = "open.not_over_a_recording" if isinstance(mode, Entering | OpenToEnter) else ""
        self.opens_no_files = recording if setup.local else "open.not_here"
        if isinstance(mode, ShowHome):
            self.folder = mode.folder
        self._mode = mode
        self._first_time = setup.first_time
        self.failed: BadData | None = None
        self.no_such_moment: NoSuchMoment | None = None
        self.broke: OSError | None = None

    def get_default_screen(self) -> Screen[Any]:
        match self._mode:
            case ReplayFile():
                return self._race_screen(self._mode.path, self._mode.first)
            case PlayDemonstration():
                return self._race_screen(self._mode.path, self._mode.first)
            case FollowSource():
                return self._default_follow_screen(self._mode)
            case ShowProgramme():
                return self._programme_screen(self._mode)
            case ShowHome():
                from massstart_tui.tui.screens.home_screen import HomeScreen

                mode = self._mode
                return HomeScreen(mode.folder, mode.races, spoilers=mode.playing.spoilers, wherever=mode.wherever)
            case ListRaces():
                from massstart_tui.tui.screens.race_list import RacesScreen

                return RacesScreen(list(self._mode.races))
            case OpenToEnter():
                return self._opening_screen(self._mode)
            case Entering():
                return self._entry_screen(self._mode)

    @property
    def still(self) -> bool:
        """Whether nothing on the ice moves between two passings."""
        return self._setup.still or self.settings.still

    @property
    def braille(self) -> bool:
        """Whether the terminal can show braille characters."""
        return self._setup.braille and not self.palette.blocks

    @property
    def in_programme(self) -> bool:
        """Whether the app shows the programme of a meeting, from which races are opened."""
        return isinstance(self._mode, ShowProgramme | ShowHome)

    @property
    def spoilers(self) -> bool:
        """Whether results may be shown at once."""
        return self._playing.spoilers

    @property
    def _playing(self) -> Playing:
        """How recorded races are played; the defaults if a race is followed or entered."""
        return Playing() if isinstance(self._mode, FollowSource | Entering | OpenToEnter) else self._mode.playing

    def _programme_screen(self, mode: ShowProgramme) -> Screen[Any]:
        from massstart_tui.stream.meeting_races import Programme, quick_look_at_entries
        from massstart_tui.tui.screens.programme_screen import ProgrammeScreen

        programme = Programme(mode.meeting, quick_look_at_entries(mode.meeting), spoilers=mode.playing.spoilers)
        return ProgrammeScreen(programme, mode.races)

    def _race_screen(self, path: Path, first: QuickLook) -> RaceScreen:
        from massstart_tui.view.replaying import Replay

        playing = self._playing
        replay = Replay(first, self.clocks.race, playing.speed, spoilers=playing.spoilers)
        screen = self._replay_screen(replay)
        screen.first_minute, self._first_time = self._first_time, False
        screen.prepare(self.palette, self.words, self.size)
        screen.lay_out(self.settings.layout)
        # The first key ends the demonstration, and does nothing else.
        screen.is_read_behind = not isinstance(self._mode, PlayDemonstration)
        screen.call_after_refresh(self._read_behind, screen, path)
        return screen

    def _replay_screen(self, replay: Replay) -> RaceScreen:
        if isinstance(self._mode, PlayDemonstration) and not self.screen_stack:
            from massstart_tui.tui.screens.demonstration_screen import DemonstrationScreen

            return DemonstrationScreen(replay)
        from massstart_tui.tui.screens.race_screen import RaceScreen

        return RaceScreen(replay, self._playing)

    def _default_follow_screen(self, mode: FollowSource) -> Screen[Any]:
        from massstart_tui.tui.stream_feed import Feed

        feed = Feed(mode.source)
        if mode.first is not None:
            return self._follow_screen(feed, mode.first, mode.delay)
        from massstart_tui.tui.screens.waiting_screen import WaitingScreen

        return WaitingScreen(feed, mode.delay)

    async def open_followed(self, feed: Feed, first: QuickLook, delay: int) -> None:
        """Show the race that ``feed`` follows, ``delay`` milliseconds late."""
        await self.push_screen(self._follow_screen(feed, first, delay))

    def _follow_screen(self, feed: Feed, first: QuickLook, delay: int = 0) -> FollowScreen:
        from massstart_tui.tui.screens.follow_screen import FollowScreen
        from massstart_tui.view.following import FollowedRace

        screen = FollowScreen(FollowedRace(first, self.clocks.race, delay), feed)
        screen.prepare(self.palette, self.words, self.size)
        screen.lay_out(self.settings.layout)
        if feed.path is not None:
            screen.call_after_refresh(self._note_followed, screen.following, feed.path)
        return screen

    def _note_followed(self, followed: Replay, path: Path) -> None:
        self.run_worker(partial(self.watching.begin, followed, path), thread=True)

    def on_mount(self) -> None:
        for complaint in self._setup.complaints:
            self.warn(self.words(complaint.code, **complaint.values))
        if self._setup.watched is not None:
            self.set_interval(NOTED_EVERY, self._note_watched)

    def _read_behind(self, screen: RaceScreen, path: Path) -> None:
        """Read the stream in a thread once the first picture is drawn, so that keys are handled meanwhile."""
        self.run_worker(partial(self._read, screen.replay, path, self.watching), thread=True, exit_on_error=True)

    def _read(self, replay: Replay, path: Path, watching: Watching) -> None:
        from massstart_tui.report.programme_page import heats_differ
        from massstart_tui.stream.faults import BadData
        from massstart_tui.stream.heat_files import final_beside
        from massstart_tui.stream.provenance import Marks
        from massstart_tui.stream.races_beside import earlier_beside
        from massstart_tui.stream.recording_views import Views
        from massstart_tui.tui.opening_remarks import tell_differences
        from massstart_tui.tui.race_reading import LeftWhileReading, RaceNotRead, RaceRead, read_in_thread

        try:
            recording = read_in_thread(path, self.post_message, lambda: self.return_code is not None)
        except BadData as error:
            self.post_message(RaceNotRead(replay, error))
            return
        except LeftWhileReading:
            return
        views = Views(recording)
        if not self.in_programme:
            replay.heat_of = final_beside(path)
            # What was not watched is shown only if results may be.
            replay.earlier = earlier_beside(path, views.now) if replay.spoilers else {}
        before = watching.begin(replay, path)
        self.post_message(RaceRead(replay, views, Marks(recording.header.provenance), before))
        if not self.in_programme:
            differs = heats_differ(path, views.now.sheet, self.words)
            self.call_later(tell_differences, self, differs)

    def on_reading_progress(self, message: ReadingProgress) -> None:
        from massstart_tui.tui.screens.race_screen import RaceScreen

        if isinstance(self.screen, RaceScreen) and self.screen.replay.views is None:
            self.screen.reading = message.part
            self.screen.look()

    async def on_race_not_read(self, message: RaceNotRead) -> None:
        from massstart_tui.tui.screens.race_screen import RaceScreen

        screen = self.screen
        if len(self.screen_stack) > 1 and isinstance(screen, RaceScreen) and screen.replay is message.replay:
            from massstart_tui.report.fault_messages import fault_lines

            await self.pop_screen()
            self.warn(
                "\n".join(fault_lines(Path(message.error.path).name, message.error.faults[:MOST_TOLD], self.words))
            )
            return
        self.failed = message.error
        self.exit()

    def on_race_read(self, message: RaceRead) -> None:
        from massstart_tui.tui.opening_remarks import tell_faults
        from massstart_tui.tui.screens.race_screen import RaceScreen

        replay = message.replay
        replay.attach(message.views, message.marks)
        self._begin(replay, message.views, message.before)
        for screen in self.screen_stack:
            if isinstance(screen, RaceScreen) and screen.replay is replay:
                screen.stream_read()
        faults = message.views.recording.faults
        tell_faults(self, faults, self.words, all_of_them=self._playing.spoilers)
        self.first_picture_drawn()

    def first_picture_drawn(self) -> None:
        """Search for garbage as often as usual from now on, but not in what was created for the picture."""
        gc.freeze()
        gc.set_threshold(USUAL)

    def _begin(self, replay: Replay, views: Views, before: SeenSoFar | None) -> None:
        from massstart_tui.stream.moments import NoSuchMoment, instant, parse_moment

        playing = self._playing
        if playing.begin is not None:
            try:
                replay.seek(instant(parse_moment(playing.begin), views.now))
            except NoSuchMoment as error:
                self.no_such_moment = error
                self.exit()
        if replay.left_at is not None:
            replay.seek(replay.left_at)
        elif playing.begin is None:
            from massstart_tui.tui.watching import go_on_where_left

            go_on_where_left(self.tell, replay, before, self.words)
        if not playing.paused and replay.t < replay.playback.last:
            replay.playback.play()

    async def open_race(self, path: Path, first: QuickLook, *, under_way: bool = False) -> Replay:
        """Show this race, followed if it is ``under_way``; return its replay before its stream is read."""
        screen = self._followed_file(path, first) if under_way else self._race_screen(path, first)
        await self.push_screen(screen)
        return screen.replay

    def _followed_file(self, path: Path, first: QuickLook) -> RaceScreen:
        from massstart_tui.follow.line_source import FileSource
        from massstart_tui.tui.stream_feed import Feed

        return self._follow_screen(Feed(FileSource(path)), first)

    async def back_to_races(self) -> None:
        """Return to the screen from which the race was opened, if it was opened from one."""
        if self.is_opened_from_another(self.screen):
            from massstart_tui.tui.screens.race_screen import RaceScreen

            if isinstance(self.screen, RaceScreen):
                self.watching.left(self.screen.replay)
            await self.pop_screen()

    def is_opened_from_another(self, shown: Screen[Any]) -> bool:
        """Return whether a key leads back from this screen to another one."""
        stack = self.screen_stack
        at = stack.index(shown) if shown in stack else 0
        return at > 0 and [getattr(each, "place", "") for each in stack[at - 1 : at + 1]] != ["waiting", "follow"]

    def remember(self, **changes: str | float) -> None:
        """Save these settings for the next run."""
        self.settings = self.settings._replace(**changes)  # type: ignore[arg-type] # each comes under its own name
        if self._setup.remember is not None:
            try:
                self._setup.remember(changes)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self.warn_not_on_disk(self.words("settings.not_saved", reason=reason))
            except LeftAlone as left:
                reason = self.words(left.complaint.code, **left.complaint.values)
                self.warn_not_on_disk(self.words("settings.not_saved", reason=reason))

    def _note_watched(self) -> None:
        if due := self.watching.due():
            self.run_worker(partial(self.watching.write, due), thread=True)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Note how far each race was watched, and exit."""
        self.watching.write(self.watching.due())
        super().exit(*arguments, **named)

    def on_paste_too_long(self, message: PasteTooLong) -> None:
        self.warn(self.words("paste.too_long", characters=message.characters, most=message.most))

    def announce(self, text: str) -> None:
        """Ring the bell, and send ``text`` as OSC 9, which some terminals show as a desktop notification."""
        self.bell()
        self.send(f"\x1b]9;{plain(text)}\x07")

    def break_off(self, error: OSError) -> None:
        """Exit because the source can no longer be followed; the command reports the error."""
        self.broke = error
        self.exit()

    def action_suspend(self) -> None:
        if self.has_a_shell:
            self.suspend_all()
        else:
            self.warn(self.words("suspend.nowhere"))

    async def action_leave(self) -> None:
        await self.action_quit()

    async def action_quit(self) -> None:
        """Handle Textual's own key to quit: a screen that asks for confirmation does so."""
        if isinstance(self.screen, BaseScreen):
            self.screen.leave()
        else:
            self.exit()
