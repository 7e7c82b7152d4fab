"""The interface of the app for its screens. Screens import this Protocol and not the app, which imports them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.settings import Settings
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.text.words import Words
from massstart_tui.tui.themes import Palette

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

    from massstart_tui.tui.stream_feed import Feed
    from massstart_tui.tui.watching import Watching
    from massstart_tui.view.replaying import Replay


def wall_clock() -> datetime:
    """Return the time of day in UTC."""
    return datetime.now(UTC)


class Clocks(NamedTuple):
    """The clocks that the app reads.

    ``race`` gives nanoseconds that never go back, ``wall`` the time of day with its offset. ``own_zone`` is the time
    zone of the viewer, None for that of the system.
    """

    race: Callable[[], int] = time.monotonic_ns
    wall: Callable[[], datetime] = wall_clock
    own_zone: tzinfo | None = None


class Host(Protocol):
    """The app as its screens know it; `massstart_tui.tui.app.MassStart` implements it."""

    @property
    def words(self) -> Words:
        """The catalogue of sentences in the chosen language."""

    @property
    def palette(self) -> Palette:
        """The chosen palette."""

    @property
    def settings(self) -> Settings:
        """The current settings."""

    @property
    def clocks(self) -> Clocks:
        """The clocks of the app."""

    @property
    def still(self) -> bool:
        """Whether nothing on the ice moves between two passings."""

    @property
    def braille(self) -> bool:
        """Whether the terminal can show braille characters."""

    @property
    def in_programme(self) -> bool:
        """Whether races are opened from the programme, which itself reports differences from heats."""

    @property
    def has_a_shell(self) -> bool:
        """Whether there is a shell that can continue a suspended program."""

    @property
    def is_web(self) -> bool:
        """Whether the app runs for a page in a browser, on the machine that serves it."""

    @property
    def watching(self) -> Watching:
        """How far each race was watched in earlier runs."""

    def remember(self, **changes: str | float) -> None:
        """Save these settings for the next run; show a warning if they cannot be saved."""

    def first_picture_drawn(self) -> None:
        """Search for garbage as often as usual, which hardly happens until then."""

    async def open_race(self, path: Path, first: QuickLook, *, under_way: bool = False) -> Replay:
        """Show the race at ``path``, followed if it is ``under_way``; return its replay, not yet read."""

    def open_file(self, path: Path) -> None:
        """Show the race or the programme in the file at ``path``, or say why it cannot be shown."""

    async def ask_for_file(self, asked: str, done: Callable[[str], None]) -> None:
        """Ask for a file at the bottom of the screen, with the sentence ``asked``; ``done`` is given what is typed."""

    def open_typed(self, typed: str) -> None:
        """Open the file that was typed, a path or the name of a sample."""

    def run_command(self, *arguments: str) -> None:
        """Exit, and run massstart with these arguments."""

    async def open_followed(self, feed: Feed, first: QuickLook, delay: int) -> None:
        """Show the race that ``feed`` follows, ``delay`` milliseconds late."""

    async def back_to_races(self) -> None:
        """Return to the screen that the race was opened from, if it was opened from one."""

    def is_opened_from_another(self, shown: Screen[Any]) -> bool:
        """Return whether a key leads back from this screen to the one that it was opened from."""

    def break_off(self, error: OSError) -> None:
        """Exit because of ``error``: the source can no longer be followed."""

    def pass_on(self, event: events.Key) -> None:
        """Give a key to the part that has the focus by now, before any that came later."""

    def press(self, key: str) -> None:
        """Press ``key``, by Textual's name of it, as a terminal does."""

    def clear_notice(self) -> None:
        """Take away the notice that is shown, unless it tells that something is not on disk."""

    def tell(self, said: str, names: tuple[str, ...], timeout: float = 10.0, *, warning: bool = False) -> None:
        """Show a notice for ``timeout`` seconds; a click on the key of one of the commands ``names`` presses it."""

    def announce(self, text: str) -> None:
        """Ring the bell, and show ``text`` as a desktop notification on terminals that support it."""

    def bell(self) -> None:
        """Ring the bell of the terminal."""

    def action_suspend(self) -> None:
        """Suspend, if there is a shell that can continue the program."""

    def action_help_quit(self) -> None:
        """Say which key leaves."""
