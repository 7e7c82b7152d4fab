"""Draw a screen as a picture without a terminal: run the app headless, paused at a moment."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from massstart_tui.stream.faults import BadData
from massstart_tui.stream.moments import NoSuchMoment
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.modes import ListRaces, ReplayFile, Setup, ShowProgramme
from massstart_tui.tui.screens.programme_screen import ProgrammeScreen
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.screens.skater_screen import SkaterScreen
from massstart_tui.tui.textual_internals import text_rows

_FONT_FACE: Final = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_ID: Final = re.compile(r"terminal-[0-9]+")
LOOK_EVERY: Final = 0.01

Pictured: TypeAlias = ReplayFile | ShowProgramme | ListRaces
"""The modes in which a picture can be taken."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as an SVG without external references, and as plain text with a line for each row."""

    svg: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What to draw: the name of a screen, its size in cells, and the skater if it is a skater's screen."""

    screen: str
    width: int
    height: int
    bib: int | None = None


def take_picture(mode: Pictured, setup: Setup, frame: Frame) -> Picture:
    """Return a picture of the moment at which ``mode`` begins; raises BadData or NoSuchMoment."""
    still = mode._replace(playing=mode.playing._replace(paused=True))
    return asyncio.run(_take(still, setup._replace(clocks=setup.clocks._replace(race=_stand_still)), frame))


def _stand_still() -> int:
    return 0


async def _take(mode: Pictured, setup: Setup, frame: Frame) -> Picture:
    app = MassStart(mode, setup)
    async with app.run_test(size=(frame.width, frame.height)) as pilot:
        while not _settled(app):
            await pilot.pause(LOOK_EVERY)
        if isinstance(app.screen, RaceScreen):
            await _open(app, app.screen, frame)
        await pilot.pause()
        while not _worked_out(app):
            await pilot.pause(LOOK_EVERY)
        failure: BadData | NoSuchMoment | None = app.failed or app.no_such_moment
        if failure is not None:
            raise failure
        return Picture(plain_svg(app.export_screenshot(title=app.title, simplify=True)), _text(app))


def _settled(app: MassStart) -> bool:
    """Return whether the stream has been read, or will not be because the app exits."""
    screen = app.screen
    if isinstance(screen, ProgrammeScreen):
        return screen.is_read
    return app.return_code is not None or not isinstance(screen, RaceScreen) or screen.replay.views is not None


def _worked_out(app: MassStart) -> bool:
    """Return whether everything that the screen asked about the race has been computed and drawn."""
    screen = app.screen
    return not isinstance(screen, RaceScreen | SkaterScreen) or screen.outlooks.at_rest


async def _open(app: MassStart, screen: RaceScreen, frame: Frame) -> None:
    if frame.screen == "result":
        await screen.action_result()
    elif frame.screen == "help":
        await app.action_help()
    elif frame.screen == "skater":
        await screen.open_skater(frame.bib or screen.replay.scene().rows[0].bib)


def plain_svg(svg: str) -> str:
    """Remove the fonts that the SVG would load from the network, and make its ids the same in every run."""
    return _ID.sub("massstart", _FONT_FACE.sub("", svg))


def _text(app: MassStart) -> str:
    rows = [row.rstrip() for row in text_rows(app.screen)]
    return "\n".join(rows) + "\n"
