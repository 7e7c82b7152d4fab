"""Find the keys that the cells of a screen name, and whether a click on them presses them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widgets import Input

from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.text.words import words
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.commands import COMMANDS, named
from massstart_tui.tui.painting import FOCUS, KEY
from massstart_tui.tui.textual_internals import strips_of_screen

_NO_WORDS = re.compile(r"[A-Z]\d+|(?:ctrl|shift) .+|esc|tab|space|spatie|delete|(?:page|pagina) [↑↓]")
"""Keys whose name nothing else is called."""


class Cell(NamedTuple):
    """A cell of a screen: its character, and whether a click on it presses a key."""

    text: str
    pressed: bool


def cells_of(strip: Strip) -> list[Cell]:
    """Return the characters of a line."""
    return [Cell(letter, presses(segment)) for segment in strip for letter in segment.text]


def presses(segment: Segment) -> bool:
    """Return whether a click on this text presses a key."""
    meta = segment.style.meta if segment.style is not None else {}
    return KEY in meta or str(meta.get("@click", "")).startswith("app.press")


def keys_named(row: str, app: MassStart) -> list[tuple[int, int]]:
    """Return where a row names a key: one whose name is no word, or one with a colon behind it, or arrows."""
    spoken = words(app.language)
    shown = {named(key, spoken) for command in COMMANDS for key in (command.shown, *command.also.split())}
    sure = sorted((key for key in shown if _NO_WORDS.fullmatch(key)), key=len, reverse=True)
    unsure = sorted(shown - set(sure), key=len, reverse=True)
    either = "|".join(
        [
            *(rf"(?<![\w“-]){re.escape(key)}(?![\w”-])" for key in sure),
            *(rf"(?<=[·;] ){re.escape(key)}(?=: )" for key in unsure),
            re.escape(FOCUS.strip()),
        ]
    )
    return [found.span() for found in re.finditer(either, row)]


def keys_without_effect(app: App[Any]) -> list[str]:
    """Return each row of the screen that names a key which cannot be clicked, with that key.

    What stands on a line that is typed on, and what text from outside with a replaced character says, names no key.
    """
    assert isinstance(app, MassStart)
    faults = []
    typed = {widget.region.y for widget in app.screen.query(Input) if widget.value}
    for y, strip in enumerate(strips_of_screen(app.screen)):
        cells = cells_of(strip)
        row = "".join(cell.text for cell in cells)
        if y not in typed and REPLACEMENT not in row:
            faults += [
                f"{row[start:end]!r} in {row.rstrip()!r}"
                for start, end in keys_named(row, app)
                if not all(cell.pressed for cell in cells[start:end])
            ]
    return faults
