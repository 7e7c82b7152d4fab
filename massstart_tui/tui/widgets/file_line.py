"""The input line for a file: tab completes the path, and above it is what it can be completed to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widgets import Input

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.widgets.ask_line import AskLine
from massstart_tui.view.file_choices import choices, completed

ASKED_NEW: Final = "open.asked.new"
"""The code of the sentence that asks for a file that is not there yet."""
AROUND: Final = 6
"""The columns around a label and a hint."""
NAMED: Final = 8
"""The number of choices that are named; the rest is counted."""


class FileLine(AskLine):
    """Asks for a file or an address: Enter takes what is typed, Escape closes the line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "", show=False)]
    DEFAULT_CSS = """
    FileLine #said { min-height: 1; max-height: 4; }
    """

    def __init__(self, asked: str, folder: Path, words: Words, done: Callable[[str], None], width: int) -> None:
        """Ask with the sentence ``asked``, in ``width`` columns; a path is in ``folder``.

        ``done`` is called when the line is closed, with what was typed, or an empty text. The name of a new file is
        completed by folders only.
        """
        self._is_new = asked == ASKED_NEW
        label, hint = f"{words(asked)}:", words("open.example.new" if self._is_new else "open.example")
        super().__init__(label, placeholder=hint if len(label) + len(hint) + AROUND <= width else "")
        self.typed.keys = {"tab": "tab"}
        self._folder = folder
        self._words = words
        self._done = done
        self._taken = ""

    def on_mount(self) -> None:
        self._tell("")

    def _tell(self, typed: str) -> None:
        found = self._choices(typed)
        named = "  ".join(plain(each) for each in found[:NAMED])
        more = len(found) - NAMED
        self.said.update(self._words("open.more", names=named, count=more) if more > 0 else named)

    def _choices(self, typed: str) -> list[str]:
        return [each for each in choices(typed, self._folder) if not self._is_new or each.endswith(os.sep)]

    def on_input_changed(self, event: Input.Changed) -> None:
        self._tell(event.value)

    def action_complete(self) -> None:
        typed = self.typed.value
        self.typed.value = completed(typed, self._choices(typed))
        self.typed.cursor_position = len(self.typed.value)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        self._taken = event.value.strip()
        await self.leave()

    def is_left(self) -> None:
        self._done(self._taken)
