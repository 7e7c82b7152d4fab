"""Tests of every command on the screens of one race: pressed again and again, it does something or says why not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from massstart_tui.tui.commands import Command, commands_of
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.entry_screen import EntryScreen
from massstart_tui.tui.textual_internals import strips_of_screen
from massstart_tui.tui.widgets.ask_line import AskLine
from tests.tui.places import opened
from tests.tui.stage import Stage

ELSEWHERE: Final = frozenset({"palette", "suspend", "leave", "home_rehearse"})
"""Commands that leave the screen or the app; `test_keys` proves them."""
PRESSES: Final = 8
"""How often a key is pressed: more than a list of the stage has lines, or the speed has steps."""
SCREENS: Final = {
    "entry": ("entry", ()),
    "sheet": ("sheet", ()),
    "follow": ("follow", ()),
    "the ice": ("race", ("o",)),
    "the ice of a race that is followed": ("follow", ("o",)),
    "the charts": ("race", ("c",)),
    "home": ("home", ()),
    "programme": ("programme", ()),
    "result": ("result", ()),
    "lineup": ("lineup", ()),
}
"""The screens, as the place to open and the keys to press there."""
TABLE: Final = [
    (name, command)
    for name, (place, _) in SCREENS.items()
    for command in commands_of(place)
    if command.id not in ELSEWHERE
]


def picture(stage: Stage) -> tuple[object, ...]:
    """Return what changes if a key does something."""
    cells = [list(strip) for strip in strips_of_screen(stage.app.screen)]
    return cells, len(stage.kept), stage.app.screen


def is_told(stage: Stage) -> bool:
    """Return whether the screen says something about a key, or asks."""
    screen = stage.app.screen
    if not isinstance(screen, BaseScreen) or screen.query(AskLine) or len(stage.app._notifications):
        return True
    said = isinstance(screen, EntryScreen) and bool(screen._remark or screen.notices.meanwhile)
    said = said or any(line.display and line.remark.text for line in screen.query("PreviewLine"))  # type: ignore[attr-defined]
    return said or bool(screen.key_line is not None and screen.key_line._remark)


@pytest.mark.parametrize(("name", "command"), TABLE, ids=[f"{name}-{command.id}" for name, command in TABLE])
async def test_a_key_does_something_or_says_why_not(name: str, command: Command, tmp_path: Path) -> None:
    place, keys = SCREENS[name]
    async with opened(place, tmp_path, size=(120, 36)) as stage:
        stage.press(*keys)
        await stage.settle()
        for _ in range(PRESSES):
            before = picture(stage)
            stage.press(command.keys[0])
            await stage.settle()
            assert picture(stage) != before or is_told(stage), f"{command.keys[0]} is silent\n{stage.text}"
            if stage.place != place or stage.app.screen.query(AskLine):
                return
