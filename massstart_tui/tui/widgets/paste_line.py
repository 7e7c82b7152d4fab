"""An input line that takes a paste of several lines without losing any, and without control characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from massstart_tui.text.plain import plain
from massstart_tui.tui.host import Host
from massstart_tui.tui.painting import KEY

LONGEST: Final = 20_000
"""The maximum number of characters in a paste: several times what is typed in a whole race."""


class PasteTooLong(Message):
    """Posted when a paste was refused completely because it is longer than ``most`` characters."""

    most = LONGEST

    def __init__(self, characters: int) -> None:
        """Store the number of ``characters``; of a very long paste not all arrive."""
        self.characters = characters
        super().__init__()


class PasteInput(Input):
    """An input line. Textual's own keeps the first line of a paste and drops the others silently.

    ``keys`` has the keys that its placeholder names, as they are shown and by Textual's name: a click presses them.
    """

    keys: Mapping[str, str] = MappingProxyType({})

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if self.value:
            return strip
        for shown, key in self.keys.items():
            for found in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", self.placeholder):
                start, end = found.span()
                named = Strip(Segment.apply_style(strip.crop(start, end), post_style=Style(meta={KEY: key})))
                strip = Strip.join([strip.crop(0, start), named, strip.crop(end)])
        return strip

    async def on_click(self, event: events.Click) -> None:
        if key := event.style.meta.get(KEY):
            event.stop()
            cast("Host", self.app).press(key)

    def on_paste(self, event: events.Paste) -> None:
        # Textual calls the handlers of all base classes as well, so Input's own would insert the paste again.
        event.prevent_default()
        event.stop()
        if len(event.text) > LONGEST:
            self.post_message(PasteTooLong(len(event.text)))
        elif lines := pasted_lines(event.text):
            self.take(lines)

    def take(self, lines: list[str]) -> None:
        """Take the lines of a paste, which are not blank; here they are joined into one."""
        self.put_in(" ".join(lines))

    def put_in(self, text: str) -> None:
        """Insert the text at the cursor, replacing the selection."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


def pasted_lines(text: str) -> list[str]:
    """Return the lines of a paste that are not blank.

    A tab, which separates the cells of a spreadsheet, becomes a space. The first line keeps the spaces around it,
    because it is appended to what is typed already.
    """
    lines = [plain(line) for line in text.removeprefix("\ufeff").splitlines()]
    if len(lines) > 1:
        first, *others = [line for line in lines if line.strip()] or [""]
        lines = [first, *(line.strip() for line in others)]
    return [line for line in lines if line]
