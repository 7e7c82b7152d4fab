"""Run the program on a pseudo-terminal of its own, and emulate what a terminal would show."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.patience import PATIENCE

TOP = Path(__file__).resolve().parent.parent.parent
LEAD = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(1, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Python code that makes the terminal that of the session and lets signals end it, as a shell does, before the program.
"""
PROGRAM = "import runpy; runpy.run_module('massstart_tui', run_name='__main__', alter_sys=True)"
"""Python code that runs the program in the same process, after the code before it."""
HOME, END, UP, SHIFT_RIGHT = b"\x1b[H", b"\x1b[F", b"\x1b[A", b"\x1b[1;2C"
SIZES = ("COLUMNS", "LINES")
"""Variables that would override the size of the terminal."""
OF_A_TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
LEAVES_SCREEN = b"\x1b[?1049l"


class Terminal:
    """The program on a terminal, with these arguments; ``stdin`` replaces the terminal's own standard input."""

    def __init__(
        self,
        *arguments: str | Path,
        size: tuple[int, int] = (80, 24),
        stdin: int | None = None,
        first: str = "",
    ) -> None:
        """Start it; ``first`` is Python code to run before the program."""
        self.output = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fd, inner = pty.openpty()
        self.resize(*size)
        self.modes_before = termios.tcgetattr(self._fd)
        program = ["-c", f"{first}\n{PROGRAM}"] if first else ["-m", "massstart_tui"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEAD, *program, *map(str, arguments)],
            stdin=inner if stdin is None else stdin,
            stdout=inner,
            stderr=inner,
            cwd=TOP,
            env={name: value for name, value in os.environ.items() if name not in SIZES} | OF_A_TERMINAL,
            start_new_session=True,
        )
        os.close(inner)

    def __enter__(self) -> Self:
        """Return itself; the program runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the program if it has not ended."""
        self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal's window."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def modes(self) -> list[object]:
        """Return the terminal's modes for input and echo."""
        return termios.tcgetattr(self._fd)

    @property
    def text(self) -> str:
        """The text on the terminal, with a line for each row."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def resize(self, width: int, height: int) -> None:
        """Give it another size, as dragging its window does."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self._screen.resize(height, width)

    def clear(self) -> None:
        """Clear it, as if another program had drawn on it."""
        self._screen.reset()

    def press(self, keys: bytes) -> None:
        """Press these keys."""
        os.write(self._fd, keys)

    def shows(self, *texts: str) -> None:
        """Wait until all of these texts are on the terminal."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.text for text in texts):
            assert time.monotonic() < end, f"never shown; the terminal has\n{self.text}"
            assert self._takes_in(0.1) or self.process.poll() is None, f"it has ended\n{self.text}"

    def watch(self, seconds: float) -> None:
        """Read output for so many seconds, and whatever is there by then."""
        end = time.monotonic() + seconds
        while self._takes_in(max(0.0, end - time.monotonic())) or time.monotonic() < end:
            pass

    def is_read(self, end: str) -> None:
        """Wait until the stream has been read.

        Only then does the key for the end go there, where the clock shows ``end``.
        """
        latest = time.monotonic() + PATIENCE
        while end not in self.text:
            assert time.monotonic() < latest, f"never read; the terminal has\n{self.text}"
            self.press(END)
            while self._takes_in(0.2):
                pass

    def ends(self) -> int:
        """Wait until the program ends, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._takes_in(0.1) or self.process.poll() is None:
            assert time.monotonic() < end, f"never ended; the terminal has\n{self.text}"
        return self.process.wait()

    @property
    def said_at_last(self) -> str:
        """Return what was written after the screen was left."""
        _, _, last = self.output.rpartition(LEAVES_SCREEN)
        return last.decode()

    def _takes_in(self, seconds: float) -> bool:
        """Read output; return whether there was any."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux raises this if the other end is closed
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)
