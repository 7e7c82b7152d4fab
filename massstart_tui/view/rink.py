"""The geometry of a rink of 400 metres, drawn in braille dots: which cells each part of the lane lights.

A cell of the terminal has two columns and four rows of dots. Skaters go anticlockwise, and the finish line is at 70 %
of the near straight. Everything is computed once for a size; drawing then only looks it up.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

MOST_STEPS: Final = 400
"""The parts that the lane is divided into at most: one for each metre."""
FINISH: Final = 0.7
"""The place of the finish line on the near straight, as a part of it."""
SMALLEST: Final = (24, 8)
"""The columns and rows of the smallest rink in which a label has room."""
_LANE: Final = 8.2
"""The height of the rink divided by the width of the lane."""
_LEAST_LANE: Final = 5
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of the dots of a braille character, by row and column."""


class Dot(NamedTuple):
    """One dot: the row and the column of its cell, and its bit in the braille character."""

    row: int
    column: int
    bit: int


class Rink:
    """A rink in a box of so many ``columns`` and ``rows``.

    ``steps`` is the number of parts of the lane, counted from the finish line in the direction in which one skates.
    ``lane`` has the dots of each part. ``middle`` has a dot in the middle of each. ``edges`` has the dots of both edges
    of the lane, and ``finish`` those of the finish line, as bits by (row, column). ``inside`` has the first and the
    last column inside the lane by row.
    """

    def __init__(self, columns: int, rows: int) -> None:
        """Compute what each part of the lane lights."""
        self.columns, self.rows = columns, rows
        width, height = 2 * columns, 4 * rows
        self._outer = (height - 1) / 2
        self._inner = self._outer - max(_LEAST_LANE, round(height / _LANE))
        self._radius = (self._outer + self._inner) / 2
        self._left, self._right = self._outer, width - 1 - self._outer
        self._straight = self._right - self._left
        self._round = 2 * self._straight + 2 * math.pi * self._radius
        self.steps = min(MOST_STEPS, round(self._round))
        self.edges: dict[tuple[int, int], int] = {}
        self.finish: dict[tuple[int, int], int] = {}
        lane: list[list[Dot]] = [[] for _ in range(self.steps)]
        for y in range(height):
            for x in range(width):
                self._place(x, y, lane)
        self.lane = tuple(tuple(dots) for dots in lane)
        self.middle = tuple(self._dot(*self._point(step, self._radius)) for step in range(self.steps))
        self.inside = {row: span for row in range(rows) if (span := self._span(row))}

    def label_at(self, step: int) -> tuple[int, int]:
        """Return the row and the column of the cell inside the lane that is nearest to this part of it."""
        x, y = self._point(step, max(1.0, self._inner - 3))
        row = min(max(round(y) // 4, min(self.inside)), max(self.inside))
        first, last = self.inside[row]
        return row, min(max(round(x) // 2, first), last)

    def _place(self, x: int, y: int, lane: list[list[Dot]]) -> None:
        """Assign one dot to an edge or to its part of the lane."""
        apart = self._from_the_middle(x, y)
        dot = self._dot(x, y)
        cell = (dot.row, dot.column)
        if min(abs(apart - self._outer), abs(apart - self._inner)) <= 0.5:  # noqa: PLR2004 - half a dot
            self.edges[cell] = self.edges.get(cell, 0) | dot.bit
        elif self._inner < apart < self._outer:
            lane[int(self._along(x, y) * self.steps) % self.steps].append(dot)
        if x == round(self._left + FINISH * self._straight) and y > self._outer + self._inner - 0.5:
            self.finish[cell] = self.finish.get(cell, 0) | dot.bit

    def _from_the_middle(self, x: float, y: float) -> float:
        """Return the distance in dots from the line that joins the centres of the two bends."""
        return math.hypot(x - min(max(x, self._left), self._right), y - self._outer)

    def _along(self, x: float, y: float) -> float:
        """Return the part of a lap from the finish line to the point of the lane beside this dot."""
        across = y - self._outer
        if x > self._right:
            gone = self._straight + self._radius * math.atan2(x - self._right, across)
        elif x < self._left:
            bend = self._radius * math.atan2(self._left - x, -across)
            gone = 2 * self._straight + math.pi * self._radius + bend
        elif across > 0:
            gone = x - self._left
        else:
            gone = self._straight + math.pi * self._radius + self._right - x
        return (gone - FINISH * self._straight) / self._round % 1.0

    def _point(self, step: int, radius: float) -> tuple[float, float]:
        """Return the dot beside a part of the lane, so far from the line that joins the centres of the bends."""
        gone = ((step + 0.5) / self.steps * self._round + FINISH * self._straight) % self._round
        bend = math.pi * self._radius
        if gone < self._straight:
            return self._left + gone, self._outer + radius
        if gone < self._straight + bend:
            angle = (gone - self._straight) / self._radius
            return self._right + radius * math.sin(angle), self._outer + radius * math.cos(angle)
        if gone < 2 * self._straight + bend:
            return self._right - (gone - self._straight - bend), self._outer - radius
        angle = (gone - 2 * self._straight - bend) / self._radius
        return self._left - radius * math.sin(angle), self._outer - radius * math.cos(angle)

    def _dot(self, x: float, y: float) -> Dot:
        column, row = min(round(x), 2 * self.columns - 1), min(round(y), 4 * self.rows - 1)
        return Dot(row // 4, column // 2, _BITS[row % 4][column % 2])

    def _span(self, row: int) -> tuple[int, int] | None:
        """Return the first and the last column of this row whose cells are inside the lane."""
        free = [column for column in range(self.columns) if self._is_inside(row, column)]
        return (free[0], free[-1]) if free else None

    def _is_inside(self, row: int, column: int) -> bool:
        corners = ((x, y) for x in (2 * column, 2 * column + 1) for y in (4 * row, 4 * row + 3))
        return all(self._from_the_middle(x, y) < self._inner - 0.5 for x, y in corners)


@lru_cache(maxsize=4)
def rink_of(columns: int, rows: int) -> Rink:
    """Return the rink of this size; the same one each time."""
    return Rink(columns, rows)
