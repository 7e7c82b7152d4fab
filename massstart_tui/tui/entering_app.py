"""The part of the app in which a race is entered: it opens the race behind its start sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from massstart_tui.tui.commanded_app import CommandedApp
from massstart_tui.tui.host import Clocks
from massstart_tui.tui.modes import OpenToEnter, Setup
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from massstart_tui.tui.screens.entry_screen import EntryScreen
    from massstart_tui.tui.screens.opening_screen import OpeningScreen
    from massstart_tui.tui.watching import Watching
    from massstart_tui.view.recording import RecordedNow


class EnteringApp(CommandedApp):
    """An app that can show the screen of live entry."""

    def __init__(self, setup: Setup) -> None:
        """Create an app with this ``setup``."""
        super().__init__(setup.settings, setup.language)
        self._setup = setup
        self._opening: OpeningScreen | None = None
        self._entry: EntryScreen | None = None

    @property
    def clocks(self) -> Clocks:
        """The clocks that the app was started with."""
        return self._setup.clocks

    @cached_property
    def watching(self) -> Watching:
        """How far each race was watched in earlier runs, and the races that are watched now."""
        from massstart_tui.tui.watching import Watching
        from massstart_tui.view.watched_races import WatchedRaces

        setup = self._setup
        watched = None if setup.watched is None else WatchedRaces(setup.watched)
        return Watching(watched, setup.clocks.wall, partial(self.call_later, self._not_remembered))

    def _opening_screen(self, mode: OpenToEnter) -> Screen[Any]:
        """Return the screen of the start sheet, under which the race is opened in a thread."""
        from massstart_tui.tui.screens.opening_screen import OpeningScreen, RaceOpened
        from massstart_tui.view.replaying import Replay

        sheet = Replay(mode.first, self.clocks.race, 1.0, spoilers=False)
        self._opening = screen = OpeningScreen(sheet, self._enter_opened)

        def opens() -> None:
            entering = mode.open()
            from massstart_tui.tui.screens import entry_screen  # noqa: F401 - loaded here, keys are handled meanwhile

            screen.post_message(RaceOpened(entering))

        screen.call_after_refresh(partial(self.run_worker, opens, thread=True))
        screen.prepare(self.palette, self.words, self.size)
        screen.lay_out(self.settings.layout)
        return screen

    async def _enter_opened(self, entering: Entering, typed: Sequence[events.Key | events.Paste]) -> None:
        """Show the race that was opened, and give its screen what was typed before any later key."""
        self.hold_keys(each.set_sender(self) for each in typed)
        await self.push_screen(self._entry_screen(entering))
        self.go_on_with_keys()

    def _entry_screen(self, entering: Entering) -> Screen[Any]:
        from massstart_tui.tui.screens.entry_screen import EntryScreen

        self._entry = screen = EntryScreen(entering, self.words)
        if not entering.captions:
            self.watching.record(screen.live)
            screen.call_after_refresh(self._look_beside, screen.live)
        screen.prepare(self.palette, self.words, self.size)
        screen.lay_out(self.settings.layout)
        return screen

    def _look_beside(self, now: RecordedNow) -> None:
        """Find in a thread what the skaters of a race that is entered did in earlier races beside it."""

        def look() -> None:
            from massstart_tui.stream.races_beside import earlier_beside

            now.earlier = earlier_beside(now.recorder.journal.path, now.recorder.views.now)

        self.run_worker(look, thread=True)

    @property
    def typed(self) -> str:
        """The text on the entry line that was not submitted; empty if no race is being entered."""
        if self._entry is None:
            return "" if self._opening is None else self._opening.typed
        return self._entry.line.input.typed

    def _not_remembered(self, reason: str) -> None:
        file = "" if self._setup.watched is None else str(self._setup.watched)
        self.warn_not_on_disk(self.words("watched.failed", file=file, reason=reason))

    def warn(self, said: str) -> None:
        """Show a warning that does not interrupt anything."""
        if isinstance(self.screen, BaseScreen):
            self.screen.warn(said)
        else:
            self.notify(said, severity="warning", markup=False)
