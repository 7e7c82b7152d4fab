"""Read the cells of a screen from its SVG picture: the letter, the style and the background of each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from massstart_tui.report.cell_width import cell_width

CELL_WIDTH: Final = 12.2
CELL_HEIGHT: Final = 24.4
"""The size of a cell in the units of the SVG, as Rich draws it."""
_BASELINE: Final = 20.0
"""The distance from the top of a row to the line that its letters stand on."""

_RULE: Final = re.compile(r"\.[a-z]+-(r\d+) \{([^}]*)\}")
_TEXT: Final = re.compile(r'<text class="[a-z]+-(r\d+)" x="([0-9.]+)" y="([0-9.]+)"[^>]*>(.*?)</text>', re.DOTALL)
_GROUND: Final = re.compile(r'<rect fill="([^"]*)" x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)"')


class Cell(NamedTuple):
    """A letter with the marks that stand on it, its style as CSS, and the colour behind it.

    The second cell of a wide letter has no letter of its own.
    """

    letter: str = " "
    style: str = ""
    ground: str = ""


Grid = Mapping[tuple[int, int], Cell]
"""Cells by row and column, from 0; cells that are blank and have no background may be missing."""


def cells_of(svg: str) -> Grid:
    """Return the cells of a picture."""
    styles = {name: style.strip() for name, style in _RULE.findall(svg)}
    found: dict[tuple[int, int], Cell] = {}
    for fill, x, y, width in _GROUND.findall(svg):
        left, row = _column(x), round(float(y) / CELL_HEIGHT)
        for column in range(left, left + round(float(width) / CELL_WIDTH)):
            found[row, column] = Cell(ground=fill)
    for name, x, y, text in _TEXT.findall(svg):
        row, column = round((float(y) - _BASELINE) / CELL_HEIGHT), _column(x)
        for letter, width in letters(html.unescape(text).replace("\u00a0", " ").strip("\n")):
            ground = found.get((row, column), Cell()).ground
            found[row, column] = Cell(letter, styles.get(name, ""), ground)
            for covered in range(column + 1, column + width):
                found[row, covered] = Cell("", styles.get(name, ""), ground)
            column += width
    return found


def _column(x: str) -> int:
    return round(float(x) / CELL_WIDTH)


def letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield each letter with the marks that stand on it, and the number of its cells."""
    letter = ""
    for character in text:
        if letter and cell_width(character):
            yield letter, cell_width(letter)
            letter = ""
        letter += character
    if letter:
        yield letter, cell_width(letter)


def size_of(grid: Grid) -> tuple[int, int]:
    """Return how many rows and columns have cells."""
    return max((row for row, _ in grid), default=-1) + 1, max((column for _, column in grid), default=-1) + 1


def row_text(grid: Grid, row: int, columns: int) -> str:
    """Return the text of a row, with a space for each blank cell."""
    return "".join(grid.get((row, column), Cell()).letter for column in range(columns)).rstrip()
