"""The line that shows what tab puts into the entry line: a short label of each choice that tells it from the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from massstart_tui.tui.commands import key_piece
from massstart_tui.tui.reminder_lines import BETWEEN

if TYPE_CHECKING:
    from massstart_tui.text.words import Words
    from massstart_tui.tui.painting import Piece
    from massstart_tui.tui.themes import Brush

LEFT_OUT: Final = "…"
LONGEST: Final = 60
"""Cells of the longest label: no more of a line is needed to choose it."""
_PART: Final = re.compile(r"\s*\S{1,12}|\s+")
"""A part of a line that is shown or left out as a whole: a word, or a piece of a long one."""


def choice_line(choices: Sequence[str], words: Words, brush: Brush, width: int) -> list[Piece]:
    """Return the line of what tab puts into the entry line, first to last, in ``width`` cells; empty without any.

    If there is no room for all, some before the last are only counted.
    """
    if not choices:
        return []
    gap = ("  ", brush.ice)
    first, last = (key_piece(name, words, brush.ice) for name in ("entry_complete", "entry_choose_last"))
    ends = [last, gap] if len(choices) > 1 else []
    labels, hidden = _fitting(tuple(choices), words, width - sum(cell_len(text) for text, _ in (first, gap, *ends)))
    others = [(f"{BETWEEN}{told}", brush.dim) for told in (*labels[1:-1], hidden) if told]
    pieces: list[Piece] = [first, gap, (labels[0], brush.text), *others]
    return [*pieces, (BETWEEN, brush.dim), *ends, (labels[-1], brush.dim)] if ends else pieces


def _fitting(choices: tuple[str, ...], words: Words, room: int) -> tuple[tuple[str, ...], str]:
    """Return the labels that fit, the first and the last among them, and how many others there are in words."""
    most = max(0, len(choices) - 2)
    for left_out in range(most + 1):
        shown = (*choices[: len(choices) - 1 - left_out], choices[-1])
        hidden = words("hand.more", count=left_out) if left_out else ""
        left = room - len(BETWEEN) * (len(shown) - 1 + bool(hidden)) - cell_len(hidden)
        labels = choice_labels(shown, left)
        if left_out == most or sum(map(cell_len, labels)) <= left:
            return labels, hidden
    raise AssertionError(choices)


@lru_cache(maxsize=64)
def choice_labels(lines: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return a label of each of ``lines``, in ``room`` cells together if that is possible; no two are the same.

    A line is shown whole, or else the parts in which it differs from the others and as many more as there is room for.
    """
    told = [" ".join(line.split()) for line in lines]
    telling = [_telling(at, told) for at in range(len(told))]
    labels: tuple[str, ...] = ()
    for most in range(LONGEST, 0, -1):
        now = tuple(_label(line, kept, most) for line, kept in zip(told, telling, strict=True))
        if now == labels or len(set(now)) < len(set(told)):
            continue
        labels = now
        if sum(map(cell_len, labels)) <= room:
            break
    return labels


def _parts(line: str) -> list[str]:
    return _PART.findall(line)


def _telling(at: int, lines: Sequence[str]) -> frozenset[int]:
    """Return which parts of the line ``at`` tell it from the others: the first in which it differs from each.

    If one of two lines ends where the other goes on, its last part tells where.
    """
    own = _parts(lines[at])
    found = {0}
    for other in lines:
        theirs = _parts(other)
        same = next((n for n, (one, two) in enumerate(zip(own, theirs, strict=False)) if one != two), None)
        if same is not None:
            found.add(same)
        elif len(own) != len(theirs):
            found |= {min(len(own), len(theirs)) - 1, min(len(own) - 1, len(theirs))}
    return frozenset(found)


def _label(line: str, telling: Iterable[int], most: int) -> str:
    """Return the line in at most ``most`` cells, or if that is too few, only the parts that are ``telling``."""
    parts = _parts(line)
    if cell_len(line) <= most:
        return line
    kept = set(telling)
    last = max(kept)
    # What is around the last difference explains it best, then what comes first.
    for run in ((last - 1,), (last + 1,), range(len(parts)), range(last + 1, len(parts))):
        for more in run:
            if not 0 <= more < len(parts) or cell_len(_shown(parts, kept | {more})) > most:
                break
            kept.add(more)
    return _shown(parts, kept)


def _shown(parts: Sequence[str], kept: Iterable[int]) -> str:
    """Return the parts that are ``kept``, with a sign in place of each gap."""
    shown, before = "", -1
    for at in sorted(kept):
        shown += parts[at] if at == before + 1 else f"{' ' if shown else ''}{LEFT_OUT}{parts[at].lstrip()}"
        before = at
    return shown if before == len(parts) - 1 else f"{shown} {LEFT_OUT}"
