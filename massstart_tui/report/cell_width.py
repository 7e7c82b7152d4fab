"""The width of text in terminal cells, and padding to a width."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
"""Unicode categories that take no cell of their own: marks on the letter before, and joiners."""


@lru_cache(maxsize=4096)
def cell_width(text: str) -> int:
    """Return the number of cells that ``text`` takes: two for a wide character, none for a mark on the one before."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in unicodedata.normalize("NFC", text))


def _cells(character: str) -> int:
    """Return the number of cells of one character."""
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` padded to ``width`` cells; unchanged if it is wider."""
    blank = " " * (width - cell_width(text))
    return blank + text if right else text + blank
