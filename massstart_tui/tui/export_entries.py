"""The entries of the palette that save the result, the report or a picture of the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from massstart_tui.tui.file_exports import Export, picture_export, report_export, result_export, shown_results
from massstart_tui.tui.screen_svg import screen_svg
from massstart_tui.tui.screens.base_screen import BaseScreen, PaletteEntry
from massstart_tui.tui.screens.race_board import Board

if TYPE_CHECKING:
    from textual.app import App

    from massstart_tui.text.words import Words
    from massstart_tui.tui.host import Host
    from massstart_tui.view.scene import Shown


def export_entries(app: App[Any], host: Host, screen: BaseScreen) -> Iterator[PaletteEntry]:
    """Yield the entries of the palette that save something of this screen."""
    kinds = ("result", "report", "picture") if _race_below(app) else ("picture",)
    for kind in kinds:
        run = partial(app.call_later, _ask, app, host, screen, kind)
        yield PaletteEntry(host.words(f"save.{kind}"), host.words(f"save.{kind}.help"), run)


def _race_below(app: App[Any]) -> Shown | None:
    """Return the race of the topmost screen that has one."""
    return next((screen.shown for screen in reversed(app.screen_stack) if isinstance(screen, Board)), None)


async def _ask(app: App[Any], host: Host, screen: BaseScreen, kind: str) -> None:
    """Ask for the file, unless the viewer is elsewhere: files are saved on this machine."""
    words = host.words
    export = None if host.is_web else await _export(app, kind, words)
    if host.is_web:
        screen.warn(words("save.not_here"))
    elif export is None:
        screen.warn(words("save.not_read"))
    else:
        await screen.ask_to_save(export)


async def _picture(app: App[Any]) -> str:
    """Return the screen as an SVG without what may name files of this machine, such as the notices over it."""
    screen = app.screen
    notices = screen.query("Toast")
    notices.set(display=False)
    if isinstance(screen, BaseScreen):
        screen.be_pictured(pictured=True)
    drawn = asyncio.Event()
    screen.call_after_refresh(drawn.set)
    await drawn.wait()
    svg = screen_svg(app)
    notices.set(display=True)
    if isinstance(screen, BaseScreen):
        screen.be_pictured(pictured=False)
    return svg


async def _export(app: App[Any], kind: str, words: Words) -> Export | None:
    race = _race_below(app)
    if kind == "picture":
        return picture_export(await _picture(app), race.sheet.id if race else "massstart")
    if race is None:
        return None
    if kind == "report":
        return report_export(race, words)
    results = shown_results(race)
    return None if results is None else result_export(results, words)
