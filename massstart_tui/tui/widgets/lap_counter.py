"""The lap counter: laps to go in large digits, like the board at the rink, with the bell at one to go."""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual.strip import Strip

from massstart_tui.race.state import RaceState
from massstart_tui.report.counter_caption import counter_word
from massstart_tui.tui.painting import Piece, line
from massstart_tui.tui.widgets.canvas import Canvas

_DIGITS: Final = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" ##", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}
_ROWS: Final = 5
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
MARGIN: Final = 3
LARGE_FROM: Final = _ROWS + 1
"""The height in lines from which digits are drawn at full size, with the caption below them."""


def board(number: int) -> list[str]:
    """Return ``number`` in large digits of five rows, two cells for each dot."""
    digits = [_DIGITS[digit] for digit in str(number)]
    return [
        "  ".join("".join("██" if dot == "#" else "  " for dot in digit[row]) for digit in digits) for row in range(5)
    ]


def small_board(number: int) -> list[str]:
    """Return ``number`` in digits of three rows; a dot is one cell wide and half a cell high."""
    digits = [(*_DIGITS[digit], "   ") for digit in str(number)]
    return [
        " ".join(
            "".join(
                _HALVES[upper == "#", lower == "#"] for upper, lower in zip(digit[row], digit[row + 1], strict=True)
            )
            for digit in digits
        )
        for row in range(0, _ROWS, 2)
    ]


class LapCounter(Canvas):
    """Draws the laps to go as large as there is room for."""

    _to_go = 0
    _word = "counter.to_go"

    def show(self, state: RaceState) -> None:
        """Draw this state."""
        word = counter_word(state)
        if (state.to_go, word) != (self._to_go, self._word):
            self._to_go, self._word = state.to_go, word
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        rows = self._board(width - MARGIN - 1)
        style = brush.amber_strong if self._word == "counter.bell" else brush.strong
        if y < len(rows):
            return line([(" " * MARGIN, brush.text), (rows[y], style)], width, brush.text)
        if y == len(rows):
            return line(self._caption(), width, brush.text)
        return line([], width, brush.text)

    def _board(self, width: int) -> list[str]:
        """Return the laps to go in the largest digits that fit in ``width`` cells; plain digits if none do."""
        boards = [small_board(self._to_go), [str(self._to_go)]]
        if self.size.height >= LARGE_FROM:
            boards.insert(0, board(self._to_go))
        return next((rows for rows in boards if len(rows[0]) <= width), boards[-1])

    def _caption(self) -> list[Piece]:
        brush = self.palette.plain
        said = self.words(self._word, count=self._to_go)
        style: Style = brush.dim
        if self._word == "counter.bell":
            said, style = f" {said} ", brush.board
        return [(" " * MARGIN, brush.text), (said, style)]
