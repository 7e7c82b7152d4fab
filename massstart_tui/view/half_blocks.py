"""Dots as block characters: a dot is a cell wide and half a cell high, so that a cell has two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def half_blocks(dots: Sequence[str]) -> list[str]:
    """Return rows of cells, each drawn from two rows of ``dots``, of which all but blanks are dots."""
    lower = dots[1::2] if len(dots) % 2 == 0 else [*dots[1::2], " " * len(dots[0])]
    pairs = zip(dots[::2], lower, strict=True)
    return ["".join(_HALVES[above != " ", below != " "] for above, below in zip(*pair, strict=True)) for pair in pairs]
