"""Exit codes of the commands, and the exception that ends a command.

It stands apart because every command and `main` load it: it loads nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BAD_DATA = 3
    DIFFERENT = 4
    NO_PICTURE = 5
    INTERRUPTED = 130


class CommandRefused(Exception):
    """Raised if a command cannot go on: the exit code, and the lines to print to standard error."""

    def __init__(self, code: ExitCode, lines: Iterable[str]) -> None:
        """Store the code, and the lines in the user's language."""
        self.code = code
        self.lines = tuple(lines)
        super().__init__(code, self.lines)
