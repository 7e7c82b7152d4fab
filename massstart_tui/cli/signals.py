"""Handle the signals that end a program: save what was entered, and restore the terminal."""

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
    signal.Signals[name]
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK")
    if name in signal.Signals.__members__
)
"""The signals that end the program.

Windows has no SIGHUP; it sends SIGBREAK when the console window is closed. TerminateProcess cannot be handled.
"""
BY_SIGNAL: Final = 128
"""Added to the number of a signal for the exit code, as shells do."""
HANGUP: Final = 1
"""The number of SIGHUP, which Windows does not define: used for a terminal that vanished without a signal."""


class Ending:
    """The end of a command that draws, by a signal.

    Before there is a screen a signal ends the program at once. Under a screen it makes the screen leave first. After
    that, while entered events are brought to disk, it only sets the exit code.
    """

    def __init__(self) -> None:
        """Create it; no signal has come."""
        self.number = 0
        self._leave: Callable[[], None] | None = None
        self._closing = False

    @property
    def code(self) -> int:
        """The exit code for the signal; 0 if none has come."""
        return BY_SIGNAL + self.number if self.number else 0

    def come(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal; this is the signal handler."""
        self.number = self.number or number
        if self._leave is not None:
            self._leave()
        elif not self._closing:
            raise SystemExit(self.code)

    def show(self, app: OrderlyApp) -> int:
        """Run ``app`` and return its exit code; an exception that ended it is raised."""
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
    """Install the handlers for the duration of the block.

    A signal that is ignored, as under ``nohup``, stays ignored.
    """
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
    """Redirect a standard stream to the null device if its terminal is gone, so that later prints do not fail."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.write(stream.fileno(), b"")
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
