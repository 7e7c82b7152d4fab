"""Draw a screen as a picture without a terminal: run the app headless, with its clocks stopped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from massstart_tui.stream.faults import BadData
from massstart_tui.stream.moments import NoSuchMoment
from massstart_tui.text.words import Language, words
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.commands import commands_of
from massstart_tui.tui.modes import FollowSource, Mode, OpenToEnter, Setup
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.pictured_screens import PICTURED, SUFFIXES, VIEWS, PicturedScreen
from massstart_tui.tui.screen_svg import screen_svg
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.home_screen import HomeScreen
from massstart_tui.tui.screens.programme_screen import LASTING, ProgrammeScreen
from massstart_tui.tui.screens.race_board import Board
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.textual_internals import text_rows

if TYPE_CHECKING:
    from massstart_tui.tui.outlook_worker import Outlooks

LOOK_EVERY: Final = 0.01
LONGEST_WAIT: Final = 120.0
"""Seconds after which a screen that is still not drawn is a fault: nobody is there who could leave it."""


class NoLineToTypeOn(ValueError):
    """Raised if something should have been typed on a ``screen`` without an input line."""

    def __init__(self, screen: str) -> None:
        """Store the name of the screen."""
        self.screen = screen
        super().__init__(screen)


class CannotBeTyped(ValueError):
    """Raised if a ``text`` should have been typed that an input line does not take, such as a tab."""

    def __init__(self, text: str) -> None:
        """Store the text."""
        self.text = text
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as an SVG without external references, and as plain text with a line for each row."""

    svg: str
    text: str

    def png(self) -> bytes:
        """Return the picture as PNG; raises ImportError, with the command to run, without the extra ``picture``."""
        try:
            from massstart_tui.report.picture_png import png_of
        except ImportError as error:
            raise ImportError(words(Language.EN)("refused.no_picture_extra")) from error
        return png_of(self.svg)

    def save(self, path: Path | str) -> None:
        """Write the picture to ``path``, whose ending says what: ``.svg``, ``.png`` or ``.txt``."""
        suffix = Path(path).suffix.lower()
        if suffix not in SUFFIXES:
            raise ValueError(f"{path}: a picture ends in one of {', '.join(SUFFIXES)}")
        content = self.png() if suffix == ".png" else (self.svg if suffix == ".svg" else self.text).encode()
        Path(path).write_bytes(content)


@dataclass(frozen=True, slots=True)
class Frame:
    """What to draw: the name of a screen, and its size in cells.

    ``bib`` is the skater under the cursor, or of a skater's screen. ``view`` is one of `VIEWS`; ``typed`` is typed on
    the screen's input line.
    """

    screen: str
    width: int
    height: int
    bib: int | None = None
    view: str = VIEWS[0]
    typed: str = ""


def take_picture(mode: Mode, setup: Setup, frame: Frame) -> Picture:
    """Return a picture of the moment at which ``mode`` begins.

    Raises BadData, NoSuchMoment, NoLineToTypeOn or CannotBeTyped.
    """
    if not isinstance(mode, FollowSource | OpenToEnter | Entering):
        mode = mode._replace(playing=mode.playing._replace(paused=True))
    taking = partial(_take, mode, setup._replace(clocks=setup.clocks._replace(race=_stand_still)), frame)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(taking())
    # Called from a coroutine: a thread has no loop that runs already, and one loop runs in it.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(taking())).result()


def _stand_still() -> int:
    return 0


async def _take(mode: Mode, setup: Setup, frame: Frame) -> Picture:
    app = MassStart(mode, setup)
    app.animation_level = "none"
    async with app.run_test(size=(frame.width, frame.height)) as pilot:
        await _until(lambda: _settled(app), pilot)
        if isinstance(app.screen, Board) and app.return_code is None:
            await _open(app, app.screen, frame)
        if frame.typed and app.return_code is None:
            await _type(app, frame, pilot)
        await pilot.pause()
        await _until(lambda: _worked_out(app), pilot)
        failure: BadData | NoSuchMoment | None = app.failed or app.no_such_moment
        if failure is not None:
            raise failure
        await _hold_cursors(app, pilot)
        return Picture(screen_svg(app), _text(app))


async def _until(holds: Callable[[], bool], pilot: Pilot[None]) -> None:
    """Wait until the condition holds; raises TimeoutError after `LONGEST_WAIT`."""
    end = time.monotonic() + LONGEST_WAIT
    while not holds():
        if time.monotonic() > end:
            under_way = [repr(worker) for worker in pilot.app.workers if not worker.is_finished]
            raise TimeoutError(f"{type(pilot.app.screen).__name__} is not drawn; under way: {under_way}")
        await pilot.pause(LOOK_EVERY)


def _settled(app: MassStart) -> bool:
    """Return whether the stream has been read, or will not be because the app exits."""
    screen = app.screen
    if app.return_code is not None:
        return True
    if isinstance(screen, HomeScreen) and not screen.is_looked_around:
        return False
    if isinstance(screen, ProgrammeScreen):
        return screen.is_read
    return not isinstance(screen, RaceScreen) or screen.replay.views is not None


def _worked_out(app: MassStart) -> bool:
    """Return whether everything that the screens asked about the race has been computed and drawn."""
    if app.return_code is not None:
        return True
    asked: list[Outlooks | None] = [getattr(screen, "outlooks", None) for screen in app.screen_stack]
    done = all(worker.is_finished or worker.group == LASTING for worker in app.workers)
    return done and all(outlooks.at_rest for outlooks in asked if outlooks)


async def _open(app: MassStart, screen: Board, frame: Frame) -> None:
    """Open the screen that ``frame`` names, from that of the race."""
    if isinstance(screen, RaceScreen) and frame.view != VIEWS[0]:
        screen.replay.as_known_then = True
        screen.look()
    pictured = PICTURED.get(frame.screen, PicturedScreen())
    bib = frame.bib
    if bib is None and "skater" in pictured.commands:
        bib = screen.shown.scene().rows[0].bib
    if bib is not None:
        screen.points.choose(bib)
        screen.look()
    for name in pictured.commands:
        await _run(app, name)


async def _run(app: MassStart, name: str) -> None:
    """Run a command on the screen that is shown."""
    screen = cast("BaseScreen", app.screen)
    action = next(command.action for command in commands_of(screen.place) if command.id == name)
    await app.run_action(action, screen)


async def _type(app: MassStart, frame: Frame, pilot: Pilot[None]) -> None:
    """Press the keys of what should have been typed."""
    await pilot.pause()
    line = app.focused
    if not isinstance(line, Input):
        raise NoLineToTypeOn(frame.screen)
    if not frame.typed.isprintable():
        raise CannotBeTyped(frame.typed)
    for letter in frame.typed:
        app.post_message(events.Key("space" if letter == " " else letter, letter))
        await pilot.pause()
    if line.value.strip() != frame.typed.strip():
        raise CannotBeTyped(frame.typed)


async def _hold_cursors(app: MassStart, pilot: Pilot[None]) -> None:
    """Show the cursor of each input line: one that blinks would be in some pictures and not in others."""
    for line in app.screen.query(Input):
        line.cursor_blink = False
        line.refresh()
    await pilot.pause()


def _text(app: MassStart) -> str:
    rows = [row.rstrip() for row in text_rows(app.screen)]
    return "\n".join(rows) + "\n"
