"""The rows of a drawn chart: pieces of text, each with what it shows, which decides its colour; and its laps to go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final, TypeVar

_LAP_STEPS: Final = (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 500)
_NUMBERS_APART: Final = 6
"""The least number of cells between two numbers of laps to go."""


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


def lap_step(cells_of: Callable[[int], int], distance: int) -> int:
    """Return the laps between two numbers of laps to go, where ``cells_of`` so many laps are so many cells wide."""
    return next((laps for laps in _LAP_STEPS if cells_of(laps) >= _NUMBERS_APART), distance)


def joined(cells: Iterable[tuple[str, Tone]]) -> tuple[tuple[str, Tone], ...]:
    """Return the cells of a row with neighbours of one tone as one piece."""
    pieces: list[tuple[str, Tone]] = []
    for text, tone in cells:
        if pieces and pieces[-1][1] is tone:
            pieces[-1] = (pieces[-1][0] + text, tone)
        else:
            pieces.append((text, tone))
    return tuple(pieces)
