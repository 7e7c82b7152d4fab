"""The rows of a drawn chart: pieces of text, each with what it shows, which decides its colour."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar


class ChartTone(StrEnum):
    """What a piece of a chart shows; its colour depends on that."""

    OTHER = "other"
    NUMBER = "number"
    GRID = "grid"
    FALLEN = "fallen"
    AWAY = "away"
    CHOSEN = "chosen"


TonePiece = tuple[str, ChartTone]
ToneRow = tuple[TonePiece, ...]
Tone = TypeVar("Tone", bound=StrEnum)


def joined(cells: Iterable[tuple[str, Tone]]) -> tuple[tuple[str, Tone], ...]:
    """Return the cells of a row with neighbours of one tone as one piece."""
    pieces: list[tuple[str, Tone]] = []
    for text, tone in cells:
        if pieces and pieces[-1][1] is tone:
            pieces[-1] = (pieces[-1][0] + text, tone)
        else:
            pieces.append((text, tone))
    return tuple(pieces)
