"""Send a terminal only the cells that differ from what it shows.

Textual sends whatever a widget has refreshed: the whole of each line from the left edge of the widget, whether it has
changed or not. Over a network that is several kilobytes a second of a race that plays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from massstart_tui.named_tuples import NamedTuple


class Pen(NamedTuple):
    """The codes of a style, as they stand in the control sequence for it, and the ``link`` of its text.

    ``marks`` are codes such as that of bold. ``shows_blanks`` says whether a blank cell in this style looks other than
    its ``ground``, because it is underlined for instance.
    """

    marks: str = ""
    colour: str = ""
    ground: str = ""
    shows_blanks: bool = False
    link: str = ""


Cell = tuple[str, Pen]
"""What a cell shows; the text of the cells that a wide character covers beside its first one is empty."""

WORTH_A_MOVE: Final = 6
"""The most unchanged cells in the same style between two changed ones that are sent again: moving over them costs more.
"""


class CellRun(NamedTuple):
    """Cells to be sent, from column ``x`` of row ``y``."""

    y: int
    x: int
    cells: Sequence[Cell]


@lru_cache(maxsize=4096)
def pen_of(style: Style | None, colours: ColorSystem) -> Pen:
    """Return the pen that writes in ``style`` on a terminal with these colours."""
    style = style or Style.null()
    lined = style.underline or style.underline2 or style.overline or style.strike or style.reverse
    return Pen(
        _codes(style.without_color.update_link(None), colours),
        _codes(Style(color=style.color), colours),
        _codes(Style(bgcolor=style.bgcolor), colours),
        bool(lined or style.link),
        style.link or "",
    )


def _codes(style: Style, colours: ColorSystem) -> str:
    before, _, _ = Strip.render_style(style, "\0", colours).partition("\0")
    return before.removeprefix("\x1b[").removesuffix("m")


def cells_of(segments: Iterable[Segment], colours: ColorSystem) -> list[Cell]:
    """Return the cells that these segments take."""
    cells: list[Cell] = []
    for text, style, _ in segments:
        # A mark that begins a segment belongs to the character before it.
        while cells and text and not text[0].isascii() and not get_character_cell_size(text[0]):
            cells[-1], text = (cells[-1][0] + text[0], cells[-1][1]), text[1:]  # noqa: PLW2901 - goes on with what is left of it
        cells += _cells_of(text, style, colours)
    return cells


@lru_cache(maxsize=2048)
def _cells_of(text: str, style: Style | None, colours: ColorSystem) -> tuple[Cell, ...]:
    pen = pen_of(style, colours)
    blank: Cell = (" ", pen if pen.shows_blanks else Pen(ground=pen.ground))
    cells: list[Cell] = []
    for character in text:
        width = get_character_cell_size(character)
        if width:
            cells += [blank if character == " " else (character, pen), *[("", pen)] * (width - 1)]
        elif cells:
            cells[-1] = (cells[-1][0] + character, pen)
    return tuple(cells)


class ShownCells:
    """The cells that a terminal shows, as far as they are known."""

    def __init__(self) -> None:
        """Begin without knowing any."""
        self._rows: dict[int, list[Cell]] = {}

    def forget(self) -> None:
        """Note that the terminal may show anything by now."""
        self._rows.clear()

    def changes(self, y: int, x: int, cells: list[Cell]) -> list[CellRun]:
        """Note that row ``y`` is to show these cells from column ``x``; return what has to be sent for that.

        Terminals disagree about the width of some characters. Where one is that is not one cell wide, all cells are
        sent.
        """
        row = self._rows.setdefault(y, [])
        row += [UNKNOWN] * (x + len(cells) - len(row))
        before = row[x : x + len(cells)]
        if before == cells:
            return []
        row[x : x + len(cells)] = cells
        if any(len(text) != 1 for text, _ in before) or any(len(text) != 1 for text, _ in cells):
            return [CellRun(y, x, cells)]
        return [CellRun(y, x + begin, cells[begin:end]) for begin, end in _differing(before, cells)]


UNKNOWN: Final[Cell] = ("?", Pen("?"))
"""A cell that may show anything; it equals no other, because there is no such mark."""


def _differing(before: list[Cell], cells: list[Cell]) -> list[tuple[int, int]]:
    """Return the begin and end of each part that differs."""
    parts: list[tuple[int, int]] = []
    for at in (at for at, (old, new) in enumerate(zip(before, cells, strict=True)) if old != new):
        if parts and at - parts[-1][1] <= WORTH_A_MOVE and _in_one_style(cells[parts[-1][1] - 1 : at]):
            parts[-1] = (parts[-1][0], at + 1)
        else:
            parts.append((at, at + 1))
    return parts


def _in_one_style(cells: list[Cell]) -> bool:
    return all(_writes(cells[0][1], each) for each in cells)


def _writes(pen: Pen, cell: Cell) -> bool:
    """Return whether this pen makes the cell look as it should."""
    text, own = cell
    return own == pen or (text == " " and own == Pen(ground=pen.ground) and not pen.shows_blanks)


def sequences_of(runs: Iterable[CellRun]) -> str:
    """Return the control sequences and texts that write these runs, and leave the terminal in no style."""
    parts: list[str] = []
    pen = Pen()
    for run in runs:
        parts.append(f"\x1b[{run.y + 1};{run.x + 1}H")
        for cell in run.cells:
            if not _writes(pen, cell):
                parts.append(_change(pen, cell[1]))
                pen = cell[1]
            parts.append(cell[0])
    return "".join((*parts, _change(pen, Pen())))


def _change(before: Pen, pen: Pen) -> str:
    """Return the control sequences by which a terminal that writes with the one pen writes with the other."""
    link = f"\x1b]8;;{pen.link}\x1b\\" if pen.link != before.link else ""
    taken = (
        before.marks and before.marks != pen.marks,
        before.colour and not pen.colour,
        before.ground and not pen.ground,
    )
    if any(taken):
        codes = ["0", pen.marks, pen.colour, pen.ground]
    else:
        codes = [new for new, old in zip(pen[:3], before[:3], strict=True) if new != old]
    told = ";".join(filter(None, codes))
    return f"{link}\x1b[{told}m" if told else link
