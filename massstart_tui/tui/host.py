"""What a screen may ask of the app. The screens know this Protocol and not the app, which imports them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from massstart_tui.settings import Settings
from massstart_tui.stream.quick_look import Glance
from massstart_tui.text.words import Words
from massstart_tui.tui.themes import Palette

if TYPE_CHECKING:
    from massstart_tui.tui.stream_feed import Feed
    from massstart_tui.view.replaying import Replay


def wall_clock() -> datetime:
    """Return the time of day, with its offset."""
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
    """The app, as far as its screens know it. `massstart_tui.tui.app.MassStart` has all of this."""

    @property
    def words(self) -> Words:
        """The language that is chosen."""

    @property
    def palette(self) -> Palette:
        """The colours that are chosen."""

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""

    @property
    def clocks(self) -> Clocks:
        """The clocks of the app."""

    @property
    def in_programme(self) -> bool:
        """Whether races are opened from the programme of a meeting, which tells how start sheets differ from heats."""

    @property
    def has_a_shell(self) -> bool:
        """Whether there is a shell that can continue a suspended program."""

    def remember(self, **changes: str | float) -> None:
        """Keep these settings for the next run; a warning is shown where they cannot be kept."""

    def stands(self) -> None:
        """Take note that the first picture is shown: garbage collection, which was off until then, begins."""

    async def open_race(self, path: Path, first: Glance, *, under_way: bool = False) -> Replay:
        """Show the race at ``path``, followed where it is ``under_way``; return its replay, not yet read."""

    async def open_followed(self, feed: Feed, first: Glance, delay: int) -> None:
        """Show the race that ``feed`` tells of, ``delay`` ms behind it."""

    async def back_to_races(self) -> None:
        """Return to the screen that the race was opened from, if it was opened from one."""

    def break_off(self, error: OSError) -> None:
        """Leave because of ``error``: the source cannot be followed any further."""

    def announce(self, text: str) -> None:
        """Ring the bell, and show ``text`` as a desktop notice where the terminal supports that."""

    def bell(self) -> None:
        """Ring the bell of the terminal."""

    def action_suspend(self) -> None:
        """Suspend, where there is a shell that can continue the program."""

    def action_help_quit(self) -> None:
        """Tell which key leaves."""
