"""Pieces of text and style to a line of exactly so many cells. Text from outside is made plain by whoever brings it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Piece = tuple[str, Style]
"""A text and how it is drawn."""
CURSOR: Final = "▶"
"""Stands beside what is chosen, in one cell: another ground alone is not seen by everybody."""
FOCUS: Final = " ↑↓"
"""Stands behind the heading of the part that these keys go through."""


def fit(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: padded, or cut off with a sign that it is."""
    length = cell_len(text)
    if length == width:
        return text
    if length < width:
        return text + " " * (width - length)
    return set_cell_size(text, max(0, width - 1)) + "…" if width > 0 else ""


def right(text: str, width: int) -> str:
    """``text`` at the right of ``width`` cells."""
    length = cell_len(text)
    return " " * (width - length) + text if length <= width else fit(text, width)


def first_that_fits(texts: Iterable[str], width: int) -> str:
    """The first of these, longest first, that has room in ``width`` cells; empty where none has."""
    return next((text for text in texts if cell_len(text) <= width), "")


def keep_ends(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells; what has no room is left out of its middle, for races differ at the end."""
    if cell_len(text) <= width or width <= 0:
        return text if width > 0 else ""
    end = text
    while cell_len(end) > width * 2 // 3:
        end = end[1:]
    return set_cell_size(text, max(0, width - 1 - cell_len(end))) + "…" + end


def last_word(name: str, width: int) -> str:
    """``name``, by its last word alone where it has no room in ``width`` cells."""
    return name if cell_len(name) <= width else (name.split() or [""])[-1]


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken between words; ``taken`` cells of the first are in use."""
    lines, current, room = [], "", max(1, width - taken)
    for word in text.split(" "):
        longer = f"{current} {word}" if current else word
        if cell_len(longer) <= room:
            current = longer
            continue
        if current or room < width:
            lines.append(current)
            room = max(1, width)
        *whole, current = chop_cells(word, room) or [""]
        lines += whole
    return [*lines, current]


def width_of(pieces: list[Piece]) -> int:
    """How many cells the pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


def put_behind(lines: list[list[Piece]], told: Piece, indent: int, width: int) -> None:
    """``told`` at the end of the last of ``lines``; where ``width`` has no room for it, on one more, so far in."""
    text, style = told
    if width_of(lines[-1]) + cell_len(text) + 2 <= width:
        lines[-1].append((f"  {text}", style))
    else:
        lines.append([(" " * indent + text, style)])


def line(pieces: list[Piece], width: int, ground: Style) -> Strip:
    """The pieces as a line of ``width`` cells; what does not fit is cut off, what is left is ``ground``."""
    used = width_of(pieces)
    if used > width:
        return _cut(pieces, width, ground)
    filled = [*pieces, (" " * (width - used), ground)] if used < width else pieces
    return Strip(_joined(filled), width)


def _joined(pieces: list[Piece]) -> list[Segment]:
    """One segment for neighbours that are drawn alike: each costs the terminal its own colours."""
    segments: list[Segment] = []
    run, drawn = "", pieces[0][1] if pieces else None
    for text, style in pieces:
        if style is drawn:
            run += text
        else:
            segments.append(Segment(run, drawn))
            run, drawn = text, style
    segments.append(Segment(run, drawn))
    return segments


def _cut(pieces: list[Piece], width: int, ground: Style) -> Strip:
    kept: list[Piece] = []
    left = width
    for text, style in pieces:
        length = cell_len(text)
        if length >= left:
            kept.append((fit(text, left), style))
            break
        kept.append((text, style))
        left -= length
    return Strip([Segment(text, style) for text, style in kept]).adjust_cell_length(width, ground)


def spread(left: list[Piece], end: list[Piece], width: int, ground: Style) -> Strip:
    """``left`` at the left and ``end`` at the right of a line; where both do not fit, ``left`` gives way."""
    room = max(0, width - width_of(end))
    cut = line(left, room, ground)
    return Strip([*cut, *(Segment(text, style) for text, style in end)]).adjust_cell_length(width, ground)
