"""The base class of widgets that draw their own lines, in the chosen colours and language."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from massstart_tui.text.words import Language, Words, words
from massstart_tui.tui.painting import KEY
from massstart_tui.tui.sure_signs import in_sure_signs
from massstart_tui.tui.themes import DARK, Palette


class Canvas(Widget):
    """A widget that draws itself one line at a time, and redraws only lines that have changed."""

    class KeyClicked(Message):
        """Posted when a text was clicked that names a key."""

        def __init__(self, canvas: Canvas, key: str) -> None:
            """Store the widget, and Textual's name of the key."""
            self.canvas = canvas
            self.key = key
            super().__init__()

    palette: Palette = DARK
    words: Words = words(Language.EN)

    def dress(self, palette: Palette, spoken: Words) -> None:
        """Use this palette and language from now on."""
        self.palette = palette
        self.words = spoken
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Have the screen press the key that the text under the mouse names, if it names one."""
        key = event.style.meta.get(KEY)
        if key is not None:
            event.stop()
            self.post_message(self.KeyClicked(self, key))

    def on_focus(self) -> None:
        self.redraw_lines([0])

    def on_blur(self) -> None:
        self.redraw_lines([0])

    def draw(self, y: int, width: int) -> Strip:
        """Return line ``y``, in ``width`` cells; subclasses define this."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        drawn = self.draw(y, self.size.width)
        return in_sure_signs(drawn) if self.palette.blocks else drawn

    def redraw_lines(self, lines: list[int]) -> None:
        """Redraw only these lines."""
        width = self.size.width
        if lines:
            self.refresh(*(Region(0, y, width, 1) for y in lines))

    def redraw_changed(self, before: Sequence[object], now: Sequence[object]) -> None:
        """Redraw the lines of which ``now`` has something else than ``before``, or either has nothing."""
        self.redraw_lines([y for y in range(max(len(before), len(now))) if before[y : y + 1] != now[y : y + 1]])
