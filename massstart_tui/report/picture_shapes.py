"""The signs of a screen that are drawn as shapes, and not by a font: blocks, lines, braille, and what fonts lack.

A shape fills its cell exactly, so that neighbouring ones join without a seam; the outlines of a font do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.report.picture_cells import CELL_HEIGHT, CELL_WIDTH
from massstart_tui.text.plain import REPLACEMENT

_EIGHTHS_UP: Final = "▁▂▃▄▅▆▇█"
_EIGHTHS_ACROSS: Final = "▏▎▍▌▋▊▉"
_SHADES: Final = "░▒▓"
_QUADRANTS: Final = {
    "▖": "3", "▗": "4", "▘": "1", "▙": "134", "▚": "14", "▛": "123", "▜": "124", "▝": "2", "▞": "23", "▟": "234",
}  # fmt: skip
"""Which quarters of the cell each sign fills: 1 and 2 are the upper ones, 3 and 4 the lower ones."""
_LINES: Final = {"─": 1.6, "━": 4.8}
"""The thickness of each line from side to side."""
_LINE_AT: Final = 0.471
"""The height of these lines in the cell, as Fira Code draws its other lines."""
_POLYGONS: Final = {
    "▸": ((0.15, 0.35), (0.15, 0.75), (0.8, 0.55)),
    "▷": ((0.1, 0.3), (0.1, 0.8), (0.95, 0.55), (0.1, 0.3), (0.22, 0.39), (0.7, 0.55), (0.22, 0.71), (0.22, 0.39)),
    REPLACEMENT: (
        (0.5, 0.2), (1.0, 0.5), (0.5, 0.8), (0.0, 0.5), (0.5, 0.2),
        (0.5, 0.3), (0.17, 0.5), (0.5, 0.7), (0.83, 0.5), (0.5, 0.3),
    ),
    "★": (
        (0.5, 0.3), (0.62, 0.47), (1.0, 0.48), (0.69, 0.58), (0.81, 0.76),
        (0.5, 0.65), (0.19, 0.76), (0.31, 0.58), (0.0, 0.48), (0.38, 0.47),
    ),
}  # fmt: skip
"""The corners of each sign, as parts of the width and of the height of the cell."""
_BRAILLE: Final = "\u2800"
_BRAILLE_END: Final = "\u28ff"
_DOTS: Final = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""The column and the row of each dot of a braille sign, in the order of the bits of its code."""
_DOT_RADIUS: Final = 1.7

Box = tuple[float, float, float, float]
"""A rectangle in a cell: its left and its top, its width and its height, as parts of those of the cell."""


def is_shape(letter: str) -> bool:
    """Return whether ``letter`` is drawn as a shape."""
    return letter in _POLYGONS or letter in _SHADES or _is_braille(letter) or bool(_boxes(letter))


def _is_braille(letter: str) -> bool:
    return len(letter) == 1 and _BRAILLE <= letter <= _BRAILLE_END


def shape(letter: str, x: float, y: float) -> Iterator[str]:
    """Yield the SVG elements that draw ``letter`` in the cell whose upper left corner is at ``x`` and ``y``."""
    if _is_braille(letter):
        yield from _dots(letter, x, y)
    elif letter in _POLYGONS:
        corners = " ".join(f"{x + a * CELL_WIDTH:.2f},{y + b * CELL_HEIGHT:.2f}" for a, b in _POLYGONS[letter])
        yield f'<polygon points="{corners}" fill-rule="evenodd"/>'
    elif letter in _SHADES:
        yield _rectangle((0, 0, 1, 1), x, y, f' fill-opacity="{(_SHADES.index(letter) + 1) / 4}"')
    else:
        for box in _boxes(letter):
            yield _rectangle(box, x, y)


def _rectangle(box: Box, x: float, y: float, more: str = "") -> str:
    left, top, width, height = box
    return (
        f'<rect x="{x + left * CELL_WIDTH:.3f}" y="{y + top * CELL_HEIGHT:.3f}" width="{width * CELL_WIDTH:.3f}" '
        f'height="{height * CELL_HEIGHT:.3f}" shape-rendering="crispEdges"{more}/>'
    )


def _dots(letter: str, x: float, y: float) -> Iterator[str]:
    code = ord(letter) - ord(_BRAILLE)
    for bit, (column, row) in enumerate(_DOTS):
        if code >> bit & 1:
            across, down = x + (column + 0.5) * CELL_WIDTH / 2, y + (row + 0.5) * CELL_HEIGHT / 4
            yield f'<circle cx="{across:.2f}" cy="{down:.2f}" r="{_DOT_RADIUS}"/>'


def _boxes(letter: str) -> tuple[Box, ...]:
    """Return the rectangles that a sign consists of; empty if it does not consist of rectangles."""
    if letter in _LINES:
        thick = _LINES[letter] / CELL_HEIGHT
        return ((0, _LINE_AT - thick / 2, 1, thick),)
    if letter in _QUADRANTS:
        return tuple(_quarter(int(number)) for number in _QUADRANTS[letter])
    if len(letter) == 1 and letter in _EIGHTHS_UP:
        height = (_EIGHTHS_UP.index(letter) + 1) / 8
        return ((0, 1 - height, 1, height),)
    if len(letter) == 1 and letter in _EIGHTHS_ACROSS:
        return ((0, 0, (_EIGHTHS_ACROSS.index(letter) + 1) / 8, 1),)
    one: dict[str, Box] = {"▀": (0, 0, 1, 0.5), "▐": (0.5, 0, 0.5, 1), "▔": (0, 0, 1, 1 / 8), "▕": (7 / 8, 0, 1 / 8, 1)}
    return (one[letter],) if letter in one else ()


def _quarter(number: int) -> Box:
    down, across = divmod(number - 1, 2)
    return (across / 2, down / 2, 0.5, 0.5)
