"""What is told to end, ends in order: what was entered is kept, and the terminal is as it was."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

    from massstart_tui.tui.endings import OrderlyApp

TO_END: Final = tuple(
    signal.Signals[name] for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if name in signal.Signals.__members__
)
"""Windows has no SIGHUP, and sends SIGBREAK where its window is closed; there nothing tells of TerminateProcess."""
BY_SIGNAL: Final = 128
"""The exit code is so much more than the number of the signal, as a shell has it."""
HANGUP: Final = 1
"""The number of SIGHUP, which Windows has not: for a terminal that went away without it."""


class Ending:
    """One command that draws, and the signals that end it.

    Before there is a screen a signal ends it at once, under a screen that leaves first, and after it, while what was
    entered is brought to disk, only the exit code tells of it.
    """

    def __init__(self) -> None:
        """Nothing has told it to end."""
        self.number = 0
        self._leave: Callable[[], None] | None = None
        self._closing = False

    @property
    def code(self) -> int:
        """The exit code by the signal; 0 where there was none."""
        return BY_SIGNAL + self.number if self.number else 0

    def come(self, number: int, _frame: FrameType | None) -> None:
        """A signal has come; in its handler."""
        self.number = self.number or number
        if self._leave is not None:
            self._leave()
        elif not self._closing:
            raise SystemExit(self.code)

    def show(self, app: OrderlyApp) -> int:
        """Run ``app`` and give its exit code; a fault that has ended it is raised."""
        self._leave = app.end
        try:
            app.run()
        finally:
            self._closing, self._leave = True, None
            if app.hung_up:
                self.number = self.number or HANGUP
            if self.number:
                _leave_what_is_gone()
        if app.fault is not None:
            raise app.fault
        return self.code or app.return_code or 0


@contextmanager
def in_order() -> Iterator[Ending]:
    """While this lasts the signals end what runs in order. One that is ignored, as under ``nohup``, stays so."""
    ending = Ending()
    before = {number: signal.getsignal(number) for number in TO_END}
    caught = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
    for number in caught:
        signal.signal(number, ending.come)
    try:
        yield ending
    finally:
        for number, handler in caught.items():
            signal.signal(number, handler)


def _leave_what_is_gone() -> None:
    """From here on what goes to a terminal that is gone goes nowhere, so that telling it ends nothing else."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.write(stream.fileno(), b"")
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
