"""Lay out styled pieces of text in lines of an exact number of cells.

Text from outside has to be made plain by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

KEY: Final = "key"
"""The name under which the style of a text keeps the key that a click on it presses."""
VALUE: Final = "value"
"""The name under which the style of a text keeps the name of the value that it is."""
Piece = tuple[str, Style]
"""A text and its style."""
Lines = list[list[Piece]]
"""The lines of a page or of a part of it."""
CURSOR: Final = "▶"
"""The sign beside the chosen row, one cell wide: not everybody sees a different background."""
LEAST_ROOM: Final = 8
"""The cells in which a text is wrapped behind something at least, even where there are fewer."""
MOST_A_CELL: Final = 8
"""How many characters of a text are looked at for each cell that it has: most of them take one, some take none."""
FOCUS: Final = " ↑↓"
"""The sign after the heading of the panel that these keys scroll."""


@cache
def pressing(style: Style, key: str) -> Style:
    """Return ``style`` for a text that names ``key``, by Textual's name of it: a click on the text presses the key.

    It works in every widget that is a `Canvas`.
    """
    return style + Style(meta={KEY: key})


def of_value(style: Style, value: str) -> Style:
    """Return a style whose text is a value that can be chosen, by its name in `ValueSources`."""
    return style + Style(meta={VALUE: value})


def values_in(pieces: Iterable[Piece]) -> list[str]:
    """Return the names of the values of a line that can be chosen, each once, from left to right."""
    return list(dict.fromkeys(str(style.meta[VALUE]) for _, style in pieces if VALUE in style.meta))


def with_chosen_value(pieces: Iterable[Piece], value: str) -> list[Piece]:
    """Return the pieces with the value of this name in reverse."""
    return [
        (text, style + Style(reverse=not style.reverse) if style.meta.get(VALUE) == value else style)
        for text, style in pieces
    ]


def focus_pieces(style: Style) -> list[Piece]:
    """Return `FOCUS` as pieces; a click on an arrow presses its key."""
    return [(" ", style), ("↑", pressing(style, "up")), ("↓", pressing(style, "down"))]


def with_arrows(text: str, style: Style) -> list[Piece]:
    """Return a text as pieces; if it contains `FOCUS`, a click on an arrow of that presses its key."""
    before, focus, after = text.partition(FOCUS)
    return [(before, style), *(focus_pieces(style) if focus else []), (after, style)]


def fit(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, padded, or truncated with an ellipsis."""
    length = cell_len(text)
    if length == width:
        return text
    if length < width:
        return text + " " * (width - length)
    return set_cell_size(text, max(0, width - 1)) + "…" if width > 0 else ""


def right(text: str, width: int) -> str:
    """Return ``text`` right-aligned in ``width`` cells."""
    length = cell_len(text)
    return " " * (width - length) + text if length <= width else fit(text, width)


def first_that_fits(texts: Iterable[str], width: int) -> str:
    """Return the first of ``texts``, given longest first, that fits in ``width`` cells, or an empty string."""
    return next((text for text in texts if cell_len(text) <= width), "")


def keep_ends(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells.

    If it is too long its middle is left out, because the titles of races differ at the end.
    """
    if cell_len(text) <= width or width <= 0:
        return text if width > 0 else ""
    end = text[-MOST_A_CELL * width :]
    while cell_len(end) > width * 2 // 3:
        end = end[1:]
    return set_cell_size(text, max(0, width - 1 - cell_len(end))) + "…" + end


def last_word(name: str, width: int) -> str:
    """Return ``name``, or only its last word if it does not fit in ``width`` cells."""
    return name if cell_len(name) <= width else (name.split() or [""])[-1]


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken between words.

    ``taken`` cells of the first line are in use.
    """
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


def room_behind(start: list[Piece], width: int) -> int:
    """Return the cells of a line of ``width`` cells that ``start`` leaves for a text."""
    return max(LEAST_ROOM, width - width_of(start))


def behind(start: list[Piece], lines: Lines, ground: Style) -> Lines:
    """Return ``lines`` with ``start`` before the first; the others are indented as far, in the style ``ground``."""
    first, *more = lines
    return [[*start, *first], *([(" " * width_of(start), ground), *pieces] for pieces in more)]


def hanging(start: list[Piece], text: str, style: Style, ground: Style, width: int) -> Lines:
    """Return ``text`` behind ``start`` in lines of ``width`` cells, as `behind` places them."""
    return behind(start, [[(part, style)] for part in wrap(text, room_behind(start, width))], ground)


def width_of(pieces: list[Piece]) -> int:
    """Return the number of cells that the pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


def put_behind(lines: list[list[Piece]], told: Piece, indent: int, width: int) -> None:
    """Append ``told`` to the last of ``lines``, or if ``width`` has no room to a further line, indented by ``indent``
    cells.
    """
    text, style = told
    if width_of(lines[-1]) + cell_len(text) + 2 <= width:
        lines[-1].append((f"  {text}", style))
    else:
        lines.append([(" " * indent + text, style)])


def line(pieces: list[Piece], width: int, ground: Style) -> Strip:
    """Return the pieces as a line of ``width`` cells, truncated, or filled with the style ``ground``."""
    used = width_of(pieces)
    if used > width:
        return _cut(pieces, width, ground)
    filled = [*pieces, (" " * (width - used), ground)] if used < width else pieces
    return Strip(_joined(filled), width)


def _joined(pieces: list[Piece]) -> list[Segment]:
    """Join neighbours of the same style into one segment: each segment costs the terminal a colour sequence."""
    segments: list[Segment] = []
    run, drawn = "", pieces[0][1] if pieces else None
    for text, style in pieces:
        # Styles come from cached brushes, so identity is enough, and faster than comparing them.
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
    for at, (text, style) in enumerate(pieces):
        length = cell_len(text)
        if length >= left:
            # If what follows is left out, the end of this text gives its cell to the sign for that.
            more = " " if any(following.strip() for following, _ in pieces[at + 1 :]) else ""
            kept.append((fit(text + more, left), style))
            break
        kept.append((text, style))
        left -= length
    return Strip([Segment(text, style) for text, style in kept]).adjust_cell_length(width, ground)


def spread(left: list[Piece], end: list[Piece], width: int, ground: Style) -> Strip:
    """Return a line with ``left`` left-aligned and ``end`` right-aligned; if both do not fit, ``left`` is truncated."""
    room = max(0, width - width_of(end))
    cut = line(left, room, ground)
    return Strip([*cut, *(Segment(text, style) for text, style in end)]).adjust_cell_length(width, ground)
