"""Put parts of a page side by side, and tell whether a screen has room for that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.style import Style
from textual.geometry import Size

from massstart_tui.tui.painting import Lines, Piece, fit, width_of
from massstart_tui.view.race_layout import LayoutClass, classes_of


class PagePart(NamedTuple):
    """Lines of a page, and the number of columns that they are given."""

    lines: Lines
    width: int


def is_roomy(size: Size) -> bool:
    """Return whether a page on a screen of this size has parts side by side; else they stand below one another."""
    return min(classes_of(size.width, size.height)) >= LayoutClass.M


def side_by_side(parts: Sequence[PagePart], gap: int, ground: Style) -> Lines:
    """Return the lines of parts that stand beside one another, with ``gap`` columns between them."""
    drawn: Lines = []
    for beside in zip_longest(*(part.lines for part in parts), fillvalue=()):
        pieces: list[Piece] = []
        for part, own in zip(parts, beside, strict=True):
            pieces += [*clipped(list(own), part.width, ground), (" " * gap, ground)]
        drawn.append(pieces[:-1])
    return drawn


def apart(parts: Iterable[Lines]) -> Lines:
    """Return the lines of those parts that have any, with a blank line between two."""
    lines: Lines = []
    for part in parts:
        if part:
            lines += [[], *part] if lines else part
    return lines


def clipped(pieces: list[Piece], width: int, ground: Style) -> list[Piece]:
    """Return the pieces in exactly ``width`` cells; what is too long ends with an ellipsis."""
    kept: list[Piece] = []
    left = width
    for text, style in pieces:
        room = width_of([(text, style)])
        if room > left:
            kept.append((fit(text, left), style))
            return kept
        kept.append((text, style))
        left -= room
    return [*kept, (" " * left, ground)] if left else kept


def spread_out(left: list[Piece], end: list[Piece], width: int, ground: Style) -> list[Piece]:
    """Return ``left`` left-aligned and ``end`` right-aligned in ``width`` cells; ``left`` is cut if both do not fit."""
    return [*clipped(left, max(0, width - width_of(end)), ground), *end]
