"""Draw the ice: groups as blocks in the lane, the gaps between them as dots, labels inside, without a widget."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.prose import gap_told
from massstart_tui.text.words import Words
from massstart_tui.view.braille import braille
from massstart_tui.view.chart_rows import joined
from massstart_tui.view.ice_groups import OnTheIce
from massstart_tui.view.rink import Dot, Rink

MOST_NAMED: Final = 3
"""The maximum number of skaters in a group that is labelled with their bibs; a larger one is `14 skaters`."""
LAPS_OPEN: Final = "?"
"""Behind the bib of a skater of whom a pass was probably not read."""
DENSE: Final = 3
"""Every how many dots of the lane one is lit in a gap that was measured."""
LOOSE: Final = 6
"""Every how many dots of the lane one is lit in a gap that nobody measured."""
APART: Final = 8
"""Columns between two spans that are drawn one by one: a terminal is told where each begins."""


class Part(StrEnum):
    """What a piece of the picture shows."""

    LANE = "lane"
    FINISH = "finish"
    GAP = "gap"
    GROUP = "group"
    AWAY = "away"
    NUMBER = "number"


_HEIGHTS: Final = (Part.LANE, Part.GAP, Part.FINISH, Part.GROUP, Part.AWAY)
"""Of the parts that share a cell the last one here gives the cell its colour. A height is a place in this."""
_GAP, _FINISH, _GROUP, _AWAY = range(1, len(_HEIGHTS))

Cells = dict[int, tuple[int, int]]
"""What is lit in a row, by column: the bits of the dots, and the height of the highest part."""
IcePiece = tuple[str, Part]
Row = tuple[IcePiece, ...]


class Block(NamedTuple):
    """A group as it is drawn: its steps of the lane from ``back`` to ``front``, and the label beside its front."""

    front: int
    back: int
    away: bool
    label: str


class Trail(NamedTuple):
    """A gap as it is drawn: the steps between two groups, and its length in words, empty if it was not measured."""

    first: int
    last: int
    label: str


class RinkMarks(NamedTuple):
    """Everything on a rink that moves; equal marks are drawn the same."""

    blocks: tuple[Block, ...]
    trails: tuple[Trail, ...]


def marks_of(groups: Sequence[OnTheIce], rink: Rink, words: Words) -> RinkMarks:
    """Return the marks of these groups on this rink, with labels in the language of ``words``."""
    blocks = tuple(_block(group, rink, words) for group in groups)
    trails = [
        Trail(
            block.front + 1,
            ahead.back - 1,
            f"{gap_told(group.gap, words.language)} s" if group.gap is not None else "",
        )
        for ahead, block, group in zip(blocks, blocks[1:], groups[1:], strict=False)
        if group.trail
    ]
    return RinkMarks(blocks, tuple(trail for trail in trails if trail.first <= trail.last))


def drawn(rink: Rink, marks: RinkMarks) -> tuple[Row, ...]:
    """Return the rows of the picture, each as wide as the rink."""
    cells: list[Cells] = [{} for _ in range(rink.rows)]
    for trail in marks.trails:
        _light_all(cells, _dots_of(rink, trail), _GAP)
    for block in reversed(marks.blocks):
        dots = (dot for step in range(block.back, block.front + 1) for dot in rink.lane[step % rink.steps])
        _light_all(cells, dots, _AWAY if block.away else _GROUP)
    labels = _labels(rink, marks)
    return tuple(
        _row(rink, row, tuple(sorted(cells[row].items())), tuple(labels.get(row, ()))) for row in range(rink.rows)
    )


def changed(before: Row, now: Row) -> list[tuple[int, int]]:
    """Return the spans of columns, from and before which, in which a row differs; near ones are one span."""
    if before == now:
        return []
    cells = zip(_cells(before), _cells(now), strict=True)
    spans: list[tuple[int, int]] = []
    for column in (column for column, (one, other) in enumerate(cells) if one != other):
        if spans and column - spans[-1][1] < APART:
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    return spans


def _cells(row: Row) -> list[tuple[str, Part]]:
    return [(sign, part) for text, part in row for sign in text]


def _block(group: OnTheIce, rink: Rink, words: Words) -> Block:
    front = math.floor(group.front * rink.steps)
    return Block(front, min(front - 1, math.floor(group.back * rink.steps)), group.away, _label(group, words))


def _label(group: OnTheIce, words: Words) -> str:
    """Return the bibs of a small group, or how many skaters it has; a question mark where laps are not known."""
    bibs = group.bibs
    if len(bibs) <= MOST_NAMED:
        return "·".join(f"{bib}{LAPS_OPEN if bib in group.laps_open else ''}" for bib in bibs)
    return words("table.skaters", count=len(bibs))


def _dots_of(rink: Rink, trail: Trail) -> Iterable[Dot]:
    """Yield the dots of a gap. They lie at fixed places of the lane, so that few change when the groups move."""
    every = DENSE if trail.label else LOOSE
    return (rink.middle[step % rink.steps] for step in range(trail.first, trail.last + 1) if not step % every)


def _light_all(cells: Sequence[Cells], dots: Iterable[Dot], height: int) -> None:
    for row, column, bit in dots:
        _light(cells[row], column, bit, height)


def _light(cells: Cells, column: int, bits: int, height: int) -> None:
    lit, highest = cells.get(column, (0, 0))
    cells[column] = (lit | bits, max(highest, height))


class _Labels:
    """The labels placed so far, by row: where each begins, its text and its part."""

    def __init__(self, rink: Rink) -> None:
        self.rink = rink
        self.rows: dict[int, list[tuple[int, str, Part]]] = {}

    def place(self, step: int, text: str, part: Part) -> None:
        """Put a label in the free row nearest to this part of the lane, with a blank between it and the lane.

        It is left out if there is none.
        """
        at, column = self.rink.label_at(step % self.rink.steps)
        for row in sorted(self.rink.inside, key=lambda row: abs(row - at)):
            first, last = self.rink.inside[row][0] + 1, self.rink.inside[row][1] - 1
            begin = min(max(column - len(text) // 2, first), last + 1 - len(text))
            if begin >= first and self._is_free(row, begin, len(text)):
                self.rows.setdefault(row, []).append((begin, text, part))
                return

    def _is_free(self, row: int, begin: int, width: int) -> bool:
        """Return whether nothing is written here, nor in the cells beside it."""
        return all(begin > at + len(text) or at > begin + width for at, text, _ in self.rows.get(row, ()))


def _labels(rink: Rink, marks: RinkMarks) -> dict[int, list[tuple[int, str, Part]]]:
    """Return the labels by row, each row from left to right; those of groups are placed first."""
    labels = _Labels(rink)
    for block in marks.blocks:
        labels.place((block.front + block.back) // 2, block.label, Part.AWAY if block.away else Part.GROUP)
    for trail in marks.trails:
        if trail.label:
            labels.place((trail.first + trail.last) // 2, trail.label, Part.NUMBER)
    return {row: sorted(placed) for row, placed in labels.rows.items()}


@lru_cache(maxsize=4)
def _ground(rink: Rink) -> tuple[Cells, ...]:
    """Return what does not move: by row, the edges of the lane and the finish line."""
    cells: tuple[Cells, ...] = tuple({} for _ in range(rink.rows))
    for bits_at, height in ((rink.edges, 0), (rink.finish, _FINISH)):
        for (row, column), bits in bits_at.items():
            _light(cells[row], column, bits, height)
    return cells


@lru_cache(maxsize=128)
def _row(
    rink: Rink, row: int, moving: tuple[tuple[int, tuple[int, int]], ...], labels: tuple[tuple[int, str, Part], ...]
) -> Row:
    """Return a row with what moves on it; few rows change from one picture to the next, and the others are known."""
    cells = dict(_ground(rink)[row])
    for column, (bits, height) in moving:
        _light(cells, column, bits, height)
    written = {begin + at: (sign, part) for begin, text, part in labels for at, sign in enumerate(text)}
    lit = (cells.get(column, (0, 0)) for column in range(rink.columns))
    return joined(written.get(at, (braille(bits), _HEIGHTS[height])) for at, (bits, height) in enumerate(lit))
