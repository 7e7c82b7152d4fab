"""Run the app on a screen in memory, with a clock that only tests advance, and read its text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from rich.console import RenderableType
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from massstart_tui.settings import Settings
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.quick_look import QuickLook, quick_look
from massstart_tui.stream.reading import read
from massstart_tui.text.words import Language
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.host import Clocks
from massstart_tui.tui.modes import ListRaces, Playing, ReplayFile, Setup, ShowHome, ShowProgramme
from massstart_tui.tui.screens.programme_screen import ProgrammeScreen
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.textual_internals import text_rows
from tests.patience import PATIENCE

LOOK_EVERY = 0.004
MORNING = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
"""The time of day in the tests of the screens, long after the sample meetings."""
CURSOR = "▶"
"""The sign beside the chosen row of the table."""


class FakeClock:
    """A clock in nanoseconds that advances only when told to."""

    def __init__(self) -> None:
        """Begin at an arbitrary time, as a clock of the system does."""
        self.now = 1_000_000_007

    def __call__(self) -> int:
        """Return the current nanoseconds."""
        return self.now

    def advance(self, ms: float) -> None:
        """Advance by so many milliseconds."""
        self.now += round(ms * 1_000_000)


@dataclass
class Stage:
    """A running app; ``kept`` has the settings in the order in which they were saved."""

    app: MassStart
    pilot: Pilot[None]
    clock: FakeClock
    kept: list[Settings] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the screen, with a line for each row."""
        return screen_text(self.app)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return self.text.splitlines() or [""]

    def row(self, word: str) -> str:
        """Return the first row that contains ``word``."""
        return next((row for row in self.rows if word in row), "")

    @property
    def at(self) -> str:
        """The race time at the end of the top line as English writes it, such as ``3:58.3``."""
        told = (self.rows[0].split() or [""])[-1]
        return told.replace(".", ":").replace(",", ".") if "," in told else told

    async def comes_to(self, at: str) -> None:
        """Wait until the clock of the race screen shows this time."""
        await self.until(lambda: self.at == at)

    @property
    def cursor(self) -> str:
        """The row of the table with the cursor; empty if there is none."""
        return next((row for row in self.rows if row.startswith(CURSOR)), "")

    @property
    def place(self) -> str:
        """The name of the current screen."""
        return getattr(self.app.screen, "place", type(self.app.screen).__name__)

    @property
    def race(self) -> RaceScreen:
        """The current screen, which must be that of a race."""
        screen = self.app.screen
        assert isinstance(screen, RaceScreen), self.place
        return screen

    def press(self, *keys: str) -> None:
        """Press these keys one after the other, without waiting for their effects."""
        for key in keys:
            self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))

    async def write(self, text: str) -> None:
        """Type into the focused line."""
        await self.settle()
        for letter in text:
            self.press("space" if letter == " " else letter)
            await self.settle()

    def mouse(self, kind: type[events.MouseEvent], at: tuple[int, int], *, button: int = 0) -> None:
        """Send a mouse event at this column and row, as a terminal does."""
        self.app.post_message(kind(None, *at, 0, 0, button, False, False, False, *at))

    def click(self, at: tuple[int, int]) -> None:
        """Click at this column and row."""
        self.mouse(events.MouseDown, at, button=1)
        self.mouse(events.MouseUp, at, button=1)

    def wheel(self, at: tuple[int, int], *, down: bool, times: int = 1) -> None:
        """Turn the mouse wheel at this column and row."""
        for _ in range(times):
            self.mouse(events.MouseScrollDown if down else events.MouseScrollUp, at)

    async def settle(self) -> None:
        """Wait until all key presses so far are handled, the outlook is computed, and both are drawn."""
        for _ in range(3):
            await self._handled()
            await soon(lambda: self.worked_out() and self._laid_out())

    async def _handled(self) -> None:
        """Wait until the messages are handled, and those that they send."""
        for _ in range(2):
            for pump in (self.app, *self._seen, self.app.focused or self.app.screen):
                await dealt_with(pump)

    @property
    def _seen(self) -> list[Screen[Any]]:
        """The screen, and those that show behind it; one that is covered is laid out only once it is seen again."""
        return [self.app.screen, *self.app._background_screens]

    def _laid_out(self) -> bool:
        """Whether the screens have the layout that they asked for; Textual makes it at the next beat of a timer.

        A list that is open over a race does not cover it: the race behind it is in the picture too.
        """
        return self.app.return_code is not None or not any(each._layout_required for each in self._seen)

    def worked_out(self) -> bool:
        """Whether everything that the screens asked about the race is computed and drawn."""
        if self.app.return_code is not None:
            return True
        asked = (getattr(each, "outlooks", None) for each in self._seen)
        return not self.app.keys_wait and all(outlooks is None or outlooks.at_rest for outlooks in asked)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until the condition holds; fail with the text of the screen if it never does."""
        came = await soon(lambda: holds() or self.app.return_code is not None)
        assert self.app.return_code is None, f"the app left with {self.app.return_code}"
        assert came, f"never came about; the screen is\n{self.text}"

    async def shows(self, *texts: str) -> None:
        """Wait until all of these texts are on the screen."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def hides(self, *texts: str) -> None:
        """Wait until none of these texts is on the screen."""
        await self.until(lambda: not any(text in self.text for text in texts))

    async def leaves(self) -> None:
        """Wait until the app exits."""
        assert await soon(lambda: self.app.return_code is not None), f"it stays; the screen is\n{self.text}"

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and wait until the screen is drawn in it."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == Size(width, height))
        await self.settle()

    def places_of(self, word: str) -> tuple[int, int]:
        """Return the column and the row of ``word`` on the screen."""
        for y, row in enumerate(self.rows):
            if word in row:
                return row.index(word), y
        raise AssertionError(f"{word!r} is not on the screen\n{self.text}")


Do = Callable[[], Awaitable[None]]
"""Runs a command, by one of its keys or from the palette."""
Run = Callable[[Stage, Do], Awaitable[None]]
"""Proves on a stage that a command does what its help says."""


async def dealt_with(pump: MessagePump) -> None:
    """Wait until all messages sent to this screen or widget so far are handled, or it is closed."""
    done = asyncio.Event()
    pump.call_later(done.set)
    end = time.monotonic() + PATIENCE
    while not (done.is_set() or pump._closed or pump._closing) and time.monotonic() < end:
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), LOOK_EVERY)


async def soon(holds: Callable[[], object]) -> bool:
    """Return whether the condition comes to hold within the time that a test waits."""
    end = time.monotonic() + PATIENCE
    while not (held := bool(holds())) and time.monotonic() < end:  # noqa: ASYNC110 - what is on a screen sets no event
        await asyncio.sleep(LOOK_EVERY)
    return held


def screen_text(app: App[None]) -> str:
    """Return the text of the screen of ``app``, with a line for each row."""
    return "\n".join(row.rstrip() for row in text_rows(app.screen))


def first_look(path: Path) -> QuickLook:
    """Return the start sheet of a valid stream."""
    if first := quick_look(path):
        return first
    recording = read(path)
    return QuickLook(recording.sheet, Marks(recording.header.provenance).any)


def opening(path: Path | None = None, **asked: Any) -> tuple[Any, Setup]:
    """Return the mode and the setup with these options, each named as its field.

    It is a replay of ``path``, or another mode if ``follow``, ``entering``, ``meeting``, ``folder`` or ``races`` is
    given.
    """
    names = {"clock": "race", "wall": "wall", "own_zone": "own_zone"}
    clocks = Clocks(**{field: asked.pop(name) for name, field in names.items() if name in asked})
    playing = Playing(**{name: asked.pop(name) for name in Playing._fields if name in asked})
    races, meeting, folder = asked.pop("races", ()), asked.pop("meeting", None), asked.pop("folder", None)
    other = asked.pop("follow", None) or asked.pop("entering", None)
    watched = asked.pop("watched", None)
    setup = Setup(**{"language": Language.EN, "clocks": clocks, "watched": watched and watched.path} | asked)
    if path is not None:
        return ReplayFile(path, first_look(path), playing), setup
    if folder is not None:
        return ShowHome(folder, races, playing), setup
    if meeting is not None:
        return ShowProgramme(meeting, races, playing), setup
    return other or ListRaces(races, playing), setup


@asynccontextmanager
async def on_stage(
    path: Path | None, *, size: tuple[int, int] = (120, 36), painted: bool = False, **wanted: Any
) -> AsyncIterator[Stage]:
    """Yield the app with the race at ``path``, read and paused unless ``wanted`` says otherwise.

    What the app would send to a terminal is left out: there is none, and whoever reads the screen has it drawn then.
    With ``painted``, it is made, and thrown away.
    """
    clock = FakeClock()
    kept: list[Settings] = []
    asked: dict[str, Any] = {"paused": True, "clock": clock}
    asked |= {"wall": lambda: MORNING, "own_zone": ZoneInfo("Europe/Amsterdam")}
    asked |= {"remember": lambda _changes: kept.append(app.settings)} | wanted
    app: MassStart
    app = MassStart(*opening(path, **asked))
    paint = nullcontext() if painted else patch.object(Compositor, "render_update", _only_for_a_reader)
    with paint:
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, clock, kept)
            await soon(lambda: app.return_code is not None or (is_read(app) and stage.worked_out()))
            yield stage
            if app.return_code is None:
                await stage.settle()


_render_update = Compositor.render_update


def _only_for_a_reader(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
) -> RenderableType | None:
    """Draw the whole screen where somebody asks for it, and no update for a terminal."""
    if full:
        return _render_update(compositor, full, screen_stack, simplify)
    compositor._dirty_regions.clear()
    return None


def is_read(app: MassStart) -> bool:
    """Return whether the race on the screen has been read; a screen without a race counts as read."""
    if isinstance(app.screen, ProgrammeScreen):
        return app.screen.is_read
    return not isinstance(app.screen, RaceScreen) or app.screen.replay.views is not None
