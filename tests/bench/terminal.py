"""Run a program on a pseudo-terminal, and time its output at the other end, where a terminal would see it.

Chunks are kept with the time of their arrival, and examined only once the program is quiet.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

from tests.bench.figures import Unmeasured
from tests.bench.process import processor_seconds

COLUMNS: Final = 120
ROWS: Final = 36
QUIET: Final = 0.4
"""Seconds without output after which a program has settled."""
BURST_GAP: Final = 0.1
"""Seconds without output that end the paint caused by a key."""
CALM: Final = 0.3
"""Seconds without output before a key is pressed, so that its paint can be told from others."""
IDLE_SHARE: Final = 0.15
"""The share of one core below which a program counts as idle."""
GRACE: Final = 1.0
"""Seconds between asking a program to end and killing it."""

ANSI: Final = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[()][0-9A-Za-z]|[=>78cDEHMNOZ])"
)
ANSWERS: Final = (
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
)
"""What a modern terminal answers: the cursor's position, its identity, yes to synchronized output, no to in-band
resizes.
"""


@dataclass(frozen=True)
class Opening:
    """Seconds from the start of a program to its first full paint, and until it had settled."""

    first: float
    settled: float


class Terminal:
    """A program on a terminal of its own, which ends with the ``with`` block."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        env: Mapping[str, str],
        cwd: Path,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        """Start the program and the clock, on a terminal of ``size`` columns and rows."""
        self.chunks: list[tuple[float, bytes]] = []
        self.ended = False
        self._shown = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._shown)
        self._emulated = 0
        self.fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.set_blocking(self.fd, False)
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            argv,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=env,
            cwd=cwd,
            preexec_fn=_lead_a_session,  # noqa: PLW1509  unsafe only with threads, and there are none here
        )
        os.close(inner)

    def __enter__(self) -> Self:
        """Return itself; the program runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program."""
        self.close()

    def pump(self, timeout: float) -> bool:
        """Read what comes within ``timeout`` seconds; return whether anything did."""
        if self.ended or not select.select([self.fd], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 20)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        self.chunks.append((time.perf_counter() - self.begun, data))
        for question, answer in ANSWERS:
            if question in data:
                os.write(self.fd, answer)
        return True

    def text(self, chunks: int | None = None) -> str:
        """Return everything that was written, or only the first ``chunks``, as plain text."""
        return ANSI.sub(b"", b"".join(data for _, data in self.chunks[:chunks])).decode("utf-8", "replace")

    def seen_at(self, marks: Sequence[str]) -> float | None:
        """Return when the last of the marks (regular expressions) appeared; None if one has not."""
        if not self._seen(marks, len(self.chunks)):
            return None
        count = bisect_left(range(len(self.chunks)), x=True, key=lambda index: self._seen(marks, index + 1))
        return self.chunks[count][0]

    def _seen(self, marks: Sequence[str], chunks: int) -> bool:
        text = self.text(chunks)
        return all(re.search(mark, text) for mark in marks)

    def opening(self, marks: Sequence[str], timeout: float = 30.0) -> Opening:
        """Wait until all marks are painted and the terminal is quiet."""
        while not self.ended and self._lasted() < timeout:
            if self.pump(QUIET):
                continue
            if (first := self.seen_at(marks)) is not None:
                return Opening(first, self.chunks[-1][0])
        missing = [mark for mark in marks if self.seen_at([mark]) is None]
        raise self.failure(f"never painted: {', '.join(missing)}" if missing else "never quiet")

    def wait_for(self, mark: str, timeout: float = 10.0) -> float:
        """Wait until a mark appears; return the seconds until then."""
        while (seen := self.seen_at([mark])) is None:
            if self.ended or self._lasted() > timeout:
                raise self.failure(f"never seen: {mark}")
            self.pump(timeout)
        return seen

    def wait_idle(self, timeout: float = 60.0) -> None:
        """Wait until the program hardly uses the processor."""
        end = self._lasted() + timeout
        while not self.ended and self._lasted() < end:
            if self._busy_share() < IDLE_SHARE:
                return
        raise self.failure("never idle")

    def _busy_share(self) -> float:
        used, begun = processor_seconds(self.process.pid), self._lasted()
        while (left := begun + QUIET - self._lasted()) > 0 and not self.ended:
            self.pump(left)
        return (processor_seconds(self.process.pid) - used) / QUIET

    def runs_for(self, seconds: float) -> tuple[float, int]:
        """Let the program run so long; return the seconds of processor time it used, and the bytes it wrote."""
        used, known, begun = processor_seconds(self.process.pid), len(self.chunks), self._lasted()
        while (left := begun + seconds - self._lasted()) > 0 and not self.ended:
            self.pump(left)
        written = sum(len(data) for _, data in self.chunks[known:])
        return processor_seconds(self.process.pid) - used, written

    def wait_end(self, timeout: float) -> None:
        """Wait until the program ends by itself."""
        while not self.ended:
            if self._lasted() > timeout:
                raise self.failure("never ended")
            self.pump(timeout)

    def press(self, key: bytes, timeout: float = 5.0) -> float | None:
        """Return the seconds from a key to the end of the paint that it causes; None if it causes none."""
        self._calm_down(timeout)
        pressed = self._lasted()
        os.write(self.fd, key)
        if not self.pump(timeout):
            return None
        while self.pump(BURST_GAP):
            pass
        return self.chunks[-1][0] - pressed

    def press_until(self, key: bytes, mark: bytes, *, calm: bool, timeout: float = 5.0) -> float:
        """Return the seconds from a key to the paint with ``mark``, a regular expression for all that is sent.

        The key is pressed at once, unless ``calm`` asks to wait for a quiet terminal.
        """
        if calm:
            self._calm_down(timeout)
        known, pressed = len(self.chunks), self._lasted()
        os.write(self.fd, key)
        while self._lasted() < pressed + timeout:
            self.pump(timeout)
            since = b"".join(data for _, data in self.chunks[known:])
            if re.search(mark, since):
                return self.chunks[-1][0] - pressed
        raise self.failure(f"never painted after {key!r}: {mark!r}")

    def first_row(self) -> str:
        """Return the text of the first row, after all that has come so far."""
        for _ in self._first_rows():
            pass
        return self._shown.display[0]

    def first_row_has(self, text: str, timeout: float = 5.0) -> float:
        """Return when this text was first whole in the first row, though only some of its cells were sent then.

        What comes is examined after the terminal was read for a while, so that the times do not suffer from it.
        """
        end = self._lasted() + timeout
        while not self.ended and self._lasted() < end:
            self.runs_for(QUIET)
            for came, row in self._first_rows():
                if text in row:
                    return came
        raise self.failure(f"never in the first row: {text}")

    def _first_rows(self) -> Iterator[tuple[float, str]]:
        """Emulate each chunk that is new; yield when it came, and the text of the first row after it."""
        while self._emulated < len(self.chunks):
            came, data = self.chunks[self._emulated]
            self._emulated += 1
            self._stream.feed(data)
            yield came, self._shown.display[0]

    def send(self, key: bytes) -> None:
        """Press a key without waiting."""
        os.write(self.fd, key)

    def _calm_down(self, timeout: float) -> None:
        end = self._lasted() + timeout
        while self.pump(CALM) and self._lasted() < end:
            pass

    def _lasted(self) -> float:
        return time.perf_counter() - self.begun

    def failure(self, reason: str) -> Unmeasured:
        """Return the error for this reason, with the last output of the program."""
        last = " ".join(self.text()[-1200:].split())[-300:]
        return Unmeasured(f"{reason}; the terminal ends with: {last!r}")

    def close(self) -> None:
        """Terminate the process group of this terminal's session, and kill it if it does not end."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, number)
                self._wait_gone()
        self.process.wait()
        os.close(self.fd)

    def _wait_gone(self) -> None:
        end = time.perf_counter() + GRACE
        while self.process.poll() is None and time.perf_counter() < end:
            if not self.pump(0.02):
                time.sleep(0.01)


def _lead_a_session() -> None:
    """Begin a session with this terminal as its own; runs in the child before the program."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
