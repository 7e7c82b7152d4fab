"""How a command ends."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BAD_DATA = 3
    INTERRUPTED = 130


class CommandRefused(Exception):
    """A command cannot go on: why, a line each, for standard error; and the exit code."""

    def __init__(self, code: ExitCode, lines: Iterable[str]) -> None:
        """Keep what is to be told, in the language in which it will be read."""
        self.code = code
        self.lines = tuple(lines)
        super().__init__(code, self.lines)
