"""The lap counter: laps to go in large digits, like the board at the rink, with the bell at one to go."""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.cells import cell_len
from textual.strip import Strip

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import RaceState
from massstart_tui.report.counter_caption import counter_captions
from massstart_tui.tui.painting import first_that_fits, line
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.view.half_blocks import half_blocks

_BARS: Final = {
    "0": ("top bottom", "left left", "right right"),
    "2": ("top middle bottom", "- left", "right -"),
    "3": ("top middle bottom", "- -", "right right"),
    "4": ("middle", "left -", "right right"),
    "5": ("top middle bottom", "left -", "- right"),
    "6": ("top middle bottom", "left left", "- right"),
    "7": ("top", "- -", "right right"),
    "8": ("top middle bottom", "left left", "right right"),
    "9": ("top middle bottom", "left -", "right right"),
}
"""Of each digit but 1: its horizontal bars; then whether it has the left bars, upper and lower; then the right ones."""
_SQUARE: Final = frozenset({("5", "top left"), ("7", "top right")})
"""Corners that are not rounded, since they are corners in the digit as it is written."""
MARGIN: Final = 2
_RIGHT_MARGIN: Final = 2
_TO_GO: Final = "counter.to_go"
_BELL: Final = "counter.bell"
_SPRINT: Final = "counter.sprint_lap"


class DigitSize(NamedTuple):
    """A size of digits, in dots: a dot is a cell wide and half a cell high.

    ``across`` and ``down`` are the thickness of the vertical and the horizontal bars, ``apart`` the blank columns
    between two digits, and ``rounded`` how many dots the first rows at a corner are cut by.
    """

    wide: int
    high: int
    across: int
    down: int
    apart: int
    rounded: tuple[int, ...]

    @property
    def rows(self) -> int:
        """The rows of cells of a digit."""
        return (self.high + 1) // 2

    def width_of(self, number: int) -> int:
        """Return the columns that ``number`` takes."""
        digits = len(str(number))
        return digits * self.wide + (digits - 1) * self.apart


SIZES: Final = (
    DigitSize(20, 32, 6, 6, 3, (2, 1)),
    DigitSize(10, 14, 3, 3, 3, (1,)),
    DigitSize(6, 10, 2, 2, 2, (1,)),
    DigitSize(5, 8, 2, 2, 2, (1,)),
    DigitSize(3, 5, 1, 1, 1, ()),
)
"""The sizes of digits, largest first. The last is for three digits where there is no room for larger ones."""
_SPACED: Final = SIZES[:2]
"""The sizes that stand below a blank row, where there is one."""


def board(number: int, size: DigitSize) -> list[str]:
    """Return ``number`` in digits of this size."""
    digits = [_digit(digit, size) for digit in str(number)]
    return [(" " * size.apart).join(rows) for rows in zip(*digits, strict=True)]


@cache
def _digit(digit: str, size: DigitSize) -> tuple[str, ...]:
    return tuple(half_blocks(_dots(digit, size)))


def _dots(digit: str, size: DigitSize) -> list[str]:
    """Return one digit as rows of dots."""
    if digit == "1":
        return _one(size)
    bars, left, right = _BARS[digit]
    middle = (size.high - size.down) // 2
    drawn = [[" "] * size.wide for _ in range(size.high)]
    for name, first in (("top", 0), ("middle", middle), ("bottom", size.high - size.down)):
        if name in bars:
            for row in drawn[first : first + size.down]:
                row[:] = "#" * size.wide
    halves = (drawn[: middle + size.down], drawn[middle:])
    for upright, columns in ((left, slice(0, size.across)), (right, slice(size.wide - size.across, size.wide))):
        for half, name in zip(halves, upright.split(), strict=True):
            if name != "-":
                for row in half:
                    row[columns] = "#" * size.across
    _round(digit, drawn, size)
    return ["".join(row) for row in drawn]


def _round(digit: str, drawn: list[list[str]], size: DigitSize) -> None:
    """Cut the corners where a horizontal and a vertical bar meet."""
    bars, left, right = _BARS[digit]
    for end, rows in (("top", drawn), ("bottom", drawn[::-1])):
        for side, upright in (("left", left), ("right", right)):
            meets = end in bars and upright.split()[end == "bottom"] == side
            if meets and (digit, f"{end} {side}") not in _SQUARE:
                for row, cut in zip(rows, size.rounded, strict=False):
                    row[slice(0, cut) if side == "left" else slice(size.wide - cut, size.wide)] = " " * cut


def _one(size: DigitSize) -> list[str]:
    """Return the digit 1: a stem in the middle, or in the narrowest size at the right, with a flag to its left."""
    stem = (size.wide + size.across) // 2 if size.rounded else size.wide
    flag = max(0, stem - 2 * size.across)
    rows = []
    for y in range(size.high):
        first = flag if y < size.down else stem - size.across
        cut = size.rounded[y] if y < len(size.rounded) else 0
        first = min(first + cut, stem - size.across)
        rows.append(" " * first + "#" * (stem - first) + " " * (size.wide - stem))
    return rows


class _Laid(NamedTuple):
    """How a number is drawn: its rows of digits, the blank rows above, and the caption with the row it stands in.

    ``wide`` is the columns of the board: those of two digits, or of more if there are more.
    """

    rows: list[str]
    wide: int
    above: int
    caption: str
    caption_row: int

    def digits(self, y: int) -> str:
        """Return the part of the digits in line ``y`` of the counter."""
        return self.rows[y - self.above] if 0 <= y - self.above < len(self.rows) else ""


class LapCounter(Canvas):
    """Draws the laps to go as large as there is room for.

    The caption stands below the digits, or beside a number of one digit where there is no row below. Only ``to go`` is
    left out if neither is possible; for any other caption the digits are smaller.
    """

    _to_go = 0
    _captions: tuple[str, ...] = (_TO_GO,)

    def show(self, state: RaceState) -> None:
        """Draw this state."""
        captions = counter_captions(state)
        if (state.to_go, captions) != (self._to_go, self._captions):
            self._to_go, self._captions = state.to_go, captions
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        laid = self._laid(width - MARGIN - _RIGHT_MARGIN)
        if _BELL in self._captions:
            return self._board(laid, y, width)
        brush = self.palette.plain
        digits, sprint = laid.digits(y), _SPRINT in self._captions
        pieces = [(" " * MARGIN, brush.text), (digits, brush.amber_strong if sprint else brush.strong)]
        if y == laid.caption_row:
            said = f"  {laid.caption}" if digits else laid.caption
            pieces.append((said, brush.amber_strong if sprint else brush.dim))
        return line(pieces, width, brush.text)

    def _board(self, laid: _Laid, y: int, width: int) -> Strip:
        """Return a line of the board at the bell, dark on amber."""
        brush = self.palette.plain
        wide = min(max(cell_len(laid.caption), laid.wide), max(1, width - MARGIN))
        said = laid.caption if y == laid.caption_row else laid.digits(y)
        if y > laid.caption_row:
            return line([], width, brush.text)
        return line([(" " * MARGIN, brush.text), (said.center(wide), brush.board)], width, brush.text)

    def _laid(self, width: int) -> _Laid:
        """Return the number in the largest digits that fit in ``width`` cells with a caption; else plain digits."""
        said = [self.words(code, count=self._to_go) for code in self._captions]
        for size in SIZES:
            if size.width_of(self._to_go) <= width and (laid := self._laid_in(size, said, width)):
                return laid
        return _Laid([str(self._to_go)], 2, 0, said[-1], 1)

    def _laid_in(self, size: DigitSize, said: list[str], width: int) -> _Laid | None:
        """Return the number in digits of this size; None if there are too few rows, or no room for a caption."""
        height, rows = self.size.height, board(self._to_go, size)
        free = height - len(rows)
        caption = first_that_fits(said, width if free else width - len(rows[0]) - 2)
        if free < 0 or (not free and _BELL in self._captions) or (not caption and _TO_GO not in self._captions):
            return None
        above = 1 if free > 1 and size in _SPACED else 0
        caption_row = above + len(rows) if free else height - 1
        return _Laid(rows, max(len(rows[0]), size.width_of(10)), above, caption, caption_row)
