"""Read the lines that a widget draws at any size, without an app."""

from __future__ import annotations

from unittest.mock import patch

from textual.geometry import Size
from textual.strip import Strip

from massstart_tui.tui.widgets.canvas import Canvas


def strips_of(canvas: Canvas, width: int, height: int) -> list[Strip]:
    """Return what ``canvas`` draws if it is given this many columns and rows."""
    with patch.object(type(canvas), "size", Size(width, height)):
        return [canvas.draw(y, width) for y in range(height)]


def lines_of(canvas: Canvas, width: int, height: int) -> list[str]:
    """Return the text of each line that ``canvas`` draws at this size, without blanks at the end."""
    return [strip.text.rstrip() for strip in strips_of(canvas, width, height)]
