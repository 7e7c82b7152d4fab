"""The base class of widgets that draw their own lines, in the chosen colours and language."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from massstart_tui.text.words import Language, Words, words
from massstart_tui.tui.themes import DARK, Palette


class Canvas(Widget):
    """A widget that draws itself one line at a time, and redraws only lines that have changed."""

    palette: Palette = DARK
    words: Words = words(Language.EN)

    def dress(self, palette: Palette, spoken: Words) -> None:
        """Use this palette and language from now on."""
        self.palette = palette
        self.words = spoken
        self.refresh()

    def on_focus(self) -> None:
        self.redraw_lines([0])

    def on_blur(self) -> None:
        self.redraw_lines([0])

    def draw(self, y: int, width: int) -> Strip:
        """Return line ``y``, in ``width`` cells; subclasses define this."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        return self.draw(y, self.size.width)

    def redraw_lines(self, lines: list[int]) -> None:
        """Redraw only these lines."""
        width = self.size.width
        if lines:
            self.refresh(*(Region(0, y, width, 1) for y in lines))
