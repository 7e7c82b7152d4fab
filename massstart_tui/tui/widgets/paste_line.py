"""A line that takes a paste: once, with no character of it that acts, and with no line of it lost."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.message import Message
from textual.widgets import Input

from massstart_tui.text.plain import plain

LONGEST: Final = 20_000
"""Characters of a paste that is taken: several times what is typed in a whole race."""


class PasteTooLong(Message):
    """A paste of so many characters was refused, all of it: ``most`` can be taken."""

    most = LONGEST

    def __init__(self, characters: int) -> None:
        """With the number of ``characters``; of a very long paste not all arrive."""
        self.characters = characters
        super().__init__()


class PasteInput(Input):
    """Textual's line, which by itself keeps the first line of a paste and drops the others without a word."""

    def _on_paste(self, event: events.Paste) -> None:
        # Textual calls this method of every class that has one, and would insert the paste again.
        event.prevent_default()
        event.stop()
        if len(event.text) > LONGEST:
            self.post_message(PasteTooLong(len(event.text)))
        elif lines := pasted_lines(event.text):
            self.take(lines)

    def take(self, lines: list[str]) -> None:
        """Take the lines of a paste, which are not empty: here all into the one line."""
        self.put_in(" ".join(lines))

    def put_in(self, text: str) -> None:
        """Insert it at the cursor, in the place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


def pasted_lines(text: str) -> list[str]:
    """The lines of a paste that are not blank. A tab, which stands between the cells of a sheet, becomes a space.

    The first one keeps the spaces around it, since it joins what is typed already.
    """
    lines = [plain(line) for line in text.removeprefix("\ufeff").splitlines()]
    if len(lines) > 1:
        first, *others = [line for line in lines if line.strip()] or [""]
        lines = [first, *(line.strip() for line in others)]
    return [line for line in lines if line]
