"""The geometry of a rink of 400 metres, drawn in braille dots: which cells each part of the lane lights.

A cell of the terminal has two columns and four rows of dots. Skaters go anticlockwise, and the finish line is at 70 %
of the near straight. Everything is computed once for a size; drawing then only looks it up.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.view.braille import DOT_BITS
from massstart_tui.view.race_layout import SMALLEST_RINK

MOST_STEPS: Final = 400
"""The parts that the lane is divided into at most: one for each metre."""
FINISH: Final = 0.7
"""The place of the finish line on the near straight, as a part of it."""
_LANE: Final = 8.2
"""The height of the rink divided by the width of the lane."""
_LEAST_LANE: Final = 5
_FROM_THE_EDGE: Final = 3
"""How far inside the lane a label begins, in dots."""
_WIDEST: Final = 5.6
"""The columns for each row of a rink in true proportions."""
_NARROWEST: Final = 4.5
"""The least columns for each row; a stubbier rink has more room for labels."""


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
            begin, end = self._hole(abs(y - self._outer)) or (width, width)
            for x in (*range(min(begin, width)), *range(max(end, 0), width)):
                self._place(x, y, lane)
        self.lane = tuple(tuple(dots) for dots in lane)
        self.middle = tuple(self._dot(*self._point(step, self._radius)) for step in range(self.steps))
        self.inside = {row: span for row in range(rows) if (span := self._span(row))}

    def label_at(self, step: int) -> tuple[int, int]:
        """Return the row and the column of the cell inside the lane that is nearest to this part of it."""
        x, y = self._point(step, max(1.0, self._inner - _FROM_THE_EDGE))
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
        return Dot(row // 4, column // 2, DOT_BITS[row % 4][column % 2])

    def _hole(self, apart: float) -> tuple[int, int] | None:
        """Return from which dot and before which dot a row of dots is inside the lane, not on its edge.

        ``apart`` is how far the row is from the middle, in dots.
        """
        reach = (self._inner - 0.5) ** 2 - apart**2
        if reach <= 0:
            return None
        return math.floor(self._left - math.sqrt(reach)) + 1, math.ceil(self._right + math.sqrt(reach))

    def _span(self, row: int) -> tuple[int, int] | None:
        """Return the first and the last column of this row whose cells are inside the lane."""
        hole = self._hole(max(abs(4 * row - self._outer), abs(4 * row + 3 - self._outer)))
        if hole is None:
            return None
        first, last = (hole[0] + 1) // 2, hole[1] // 2 - 1
        return (first, last) if first <= last else None


@lru_cache(maxsize=4)
def rink_of(columns: int, rows: int) -> Rink:
    """Return the rink of this size; the same one each time."""
    return Rink(columns, rows)


def rink_in(columns: int, rows: int) -> Rink | None:
    """Return the largest rink of a good shape in a box of this size; None if the box is too small for one."""
    columns = min(columns, int(rows * _WIDEST))
    rows = min(rows, int(columns / _NARROWEST))
    return rink_of(columns, rows) if columns >= SMALLEST_RINK[0] and rows >= SMALLEST_RINK[1] else None
