"""Refused lines that are set aside because a new line was begun, until the key for it brings them back."""

from __future__ import annotations

from typing import Final, NamedTuple

MOST: Final = 9
"""The most lines that are kept; the oldest are dropped."""
SHOWN: Final = 2
"""After as many lines that were recorded since, a refused line is no longer shown, but can still be brought back."""


class EnteredLine(NamedTuple):
    """A typed line.

    ``pressed`` is when its first key was pressed, on the steady clock; ``amends`` is the seq of the event it amends.
    """

    text: str
    pressed: int | None
    amends: int | None


class RefusedLines:
    """The refused lines that are set aside, the newest last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lines: list[tuple[EnteredLine, int]] = []
        self._recorded = 0

    def put_aside(self, line: EnteredLine) -> None:
        """Add a line."""
        self._lines = [*self._lines, (line, self._recorded)][-MOST:]

    def one_was_recorded(self) -> None:
        """Take note that another typed line was recorded."""
        self._recorded += 1

    def bring(self, replaced: EnteredLine | None) -> EnteredLine | None:
        """Take out the newest line and put the one that it replaces, if any, behind all others; None if none is."""
        if not self._lines:
            return None
        line, _ = self._lines.pop()
        if replaced is not None:
            self._lines.insert(0, (replaced, self._recorded))
        return line

    def clear(self) -> None:
        """Drop all lines."""
        self._lines.clear()

    @property
    def shown(self) -> tuple[EnteredLine, ...]:
        """The lines to show, the newest first: few lines were recorded since."""
        return tuple(line for line, since in reversed(self._lines) if self._recorded - since < SHOWN)
