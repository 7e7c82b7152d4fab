"""What the parts of the race screen share: each draws its own lines, in the colours and the language chosen."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from massstart_tui.text.words import Language, Words, words
from massstart_tui.tui.themes import DARK, Palette


class Canvas(Widget):
    """A widget that draws itself a line at a time, and again only what has changed."""

    palette: Palette = DARK
    words: Words = words(Language.EN)

    def dress(self, palette: Palette, spoken: Words) -> None:
        """Draw in these colours and this language from now on."""
        self.palette = palette
        self.words = spoken
        self.refresh()

    def on_focus(self) -> None:
        self.redraw_lines([0])

    def on_blur(self) -> None:
        self.redraw_lines([0])

    def draw(self, y: int, width: int) -> Strip:
        """Line ``y`` in ``width`` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        return self.draw(y, self.size.width)

    def redraw_lines(self, lines: list[int]) -> None:
        """Draw these lines again, and no other."""
        width = self.size.width
        if lines:
            self.refresh(*(Region(0, y, width, 1) for y in lines))
