"""The journal of live entry: append events to a file durably, in a thread of its own.

An event is recorded when it is on disk, and is reported as recorded no sooner. All lines that wait are written and
synced together. What cannot be written stays in memory, in order, and is tried again until it can be written.
"""

from __future__ import annotations

import errno
import math
import os
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from threading import Condition as Signal
from threading import Thread
from typing import Final, NamedTuple

from massstart_tui.journal.journal_file import JournalFile, Replaced
from massstart_tui.journal.writer_lock import Held, Lock, myself
from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.events import Event
from massstart_tui.stream.codec import Header, encode_crossings, encode_event, encode_header
from massstart_tui.stream.disk import Disk, Linked
from massstart_tui.stream.reading import Recording

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 2.0
"""Seconds between two attempts while nothing can be written.

Each pause is twice the one before it, from `FIRST_PAUSE` up to this.
"""
ANSWERS_WITHIN: Final = 2.0
"""Seconds after which an attempt that has not returned means that the disk does not answer."""
LAST_TRY: Final = 1.0
"""Seconds that an attempt under way may take to end when the journal is closed."""


class JournalTrouble(StrEnum):
    """Why nothing can be written; each code has a sentence in the catalogue."""

    DISK_FULL = "disk_full"
    GONE = "gone"
    READ_ONLY = "read_only"
    REPLACED = "replaced"
    HELD = "held"
    SLOW = "slow"
    """An attempt has not returned yet: the disk does not answer."""
    FAILED = "failed"
    STOPPED = "stopped"
    """The writing thread ended because of a fault in massstart; it does not try again."""


_TROUBLES: Final = {
    errno.ENOSPC: JournalTrouble.DISK_FULL,
    errno.EDQUOT: JournalTrouble.DISK_FULL,
    errno.ENOENT: JournalTrouble.GONE,
    errno.ENOTDIR: JournalTrouble.GONE,
    errno.ESTALE: JournalTrouble.GONE,
    errno.EROFS: JournalTrouble.READ_ONLY,
    errno.EACCES: JournalTrouble.READ_ONLY,
    errno.EPERM: JournalTrouble.READ_ONLY,
}


class Condition(NamedTuple):
    """The status of the journal.

    ``confirmed`` is the seq of the last event that is on disk, 0 if there is none. ``pending`` is how many lines still
    have to be written: events, and the header if it was replaced. ``trouble`` says why they cannot be written, and
    ``reason`` is the system's own message, if any, or the type of the fault.
    """

    confirmed: int
    pending: int
    trouble: JournalTrouble | None = None
    reason: str = ""


class Journal:
    """The journal of one race under way, for one writer.

    ``recording`` is what the file held when it was opened; ``path`` is where it is, with links resolved.
    """

    @classmethod
    def open(cls, path: Path, header: Header, told: Callable[[Condition], None], disk: Disk | None = None) -> Journal:
        """Open the journal at ``path`` to continue it or to begin it; the first event or header creates the file.

        ``header`` is used if there is no file. ``told`` is called with a `Condition` in the writing thread whenever
        something was written and whenever the trouble changes; once that thread has stopped, changes of ``pending`` are
        not reported. It must neither block nor raise.

        Raises Held if somebody else records there, BadData if the file is not a stream or is one of another race, and
        OSError if it cannot be written.
        """
        path = Path(os.path.realpath(path))  # resolve() of Python before 3.13 raises RuntimeError for a loop
        lock = Lock(path, myself())
        lock.hold()
        try:
            file = JournalFile(path, header, lock, disk or Disk())
        except BaseException:
            lock.release()
            raise
        return cls(file, lock, told)

    def __init__(self, file: JournalFile, lock: Lock, told: Callable[[Condition], None]) -> None:
        """Take over an open ``file`` and its ``lock``, and start the writing thread; see `open`."""
        self.path = file.path
        self.recording: Recording = file.recording
        self._file = file
        self._lock = lock
        self._told = told
        self._changed = Signal()
        self._last = len(file.recording)
        self._lines: list[bytes] = []
        self._header: bytes | None = None
        self._header_waits = False
        self._deadline: float | None = None
        self._trying_since: float | None = None
        self._condition = Condition(confirmed=self._last, pending=0)
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    @property
    def moved_tear(self) -> Path | None:
        """The file to which an incomplete last line was moved; None if there was none."""
        return self._file.moved_tear

    @property
    def condition(self) -> Condition:
        """The status, including what was appended since the last report.

        Only here is a disk that does not answer noticed: it cannot be reported by the thread that waits for the disk.
        """
        with self._changed:
            condition = self._condition._replace(pending=self._pending())
            if condition.pending and self._does_not_answer():
                return condition._replace(trouble=JournalTrouble.SLOW, reason="")
            return condition

    def _does_not_answer(self) -> bool:
        return self._trying_since is not None and time.monotonic() - self._trying_since >= ANSWERS_WITHIN

    def append(self, events: Sequence[Event | CrossingRun]) -> None:
        """Record events without waiting for the disk.

        Raises ValueError if their seqs do not continue from the last one, or if the journal is closed; then none is
        recorded.
        """
        lines = [encode_crossings(run) if isinstance(run, CrossingRun) else encode_event(run) for run in events]
        with self._changed:
            self._refuse_if_closed()
            last = self._last
            for event in events:
                if event.seq != last + 1:
                    raise ValueError(f"seq {event.seq} where {last + 1} was expected")
                last += len(event) if isinstance(event, CrossingRun) else 1
            self._lines += lines
            self._last = last
            self._changed.notify()

    def replace_header(self, header: Header) -> None:
        """Record another start sheet: the file is rewritten, whole or not at all, and its events stay.

        Raises ValueError if the journal is closed.
        """
        line = encode_header(header)
        with self._changed:
            self._refuse_if_closed()
            self._header = line
            self._header_waits = True
            self._changed.notify()

    def _refuse_if_closed(self) -> None:
        if self._deadline is not None:
            raise ValueError("the journal is closed")

    def close(self, patience: float) -> Condition:
        """Try for ``patience`` seconds to get everything on disk, release the file, and return the status then.

        If the system does not return from a last attempt, the file and the lock are released when it does.
        """
        with self._changed:
            if self._deadline is None:
                self._deadline = time.monotonic() + patience
            self._changed.notify()
        self._thread.join(patience + LAST_TRY)
        return self.condition

    def _pending(self) -> int:
        return self._last - self._condition.confirmed + self._header_waits

    def _run(self) -> None:
        """Write until the journal is closed; if a fault ends the thread, report it before raising it."""
        try:
            self._write()
        except BaseException as fault:
            self._tell(self._condition.confirmed, JournalTrouble.STOPPED, type(fault).__name__)
            raise
        finally:
            self._file.close()
            self._lock.release()

    def _write(self) -> None:
        pause = 0.0
        while (upto := self._wait(pause)) is not None:
            written = self._try(upto)
            pause = 0.0 if written else min(max(2 * pause, FIRST_PAUSE), LONGEST_PAUSE)

    def _wait(self, pause: float) -> int | None:
        """Wait for something to write, and hand it to the file.

        If the last attempt failed, wait no longer than ``pause`` seconds. Returns the seq of the last event that the
        file then has to hold; None if there is nothing more to do.
        """
        with self._changed:
            if not pause:
                self._changed.wait_for(lambda: self._has_come() or self._deadline is not None)
                if not self._has_come():
                    return None
            elif (left := self._time_left()) <= 0:
                return None
            elif not self._has_come():
                self._changed.wait(min(pause, left))
            # The file has the lines from here on, whether or not they can be written, so they are dropped here.
            self._file.add(b"".join(self._lines))
            self._lines.clear()
            if self._header is not None:
                self._file.put_header(self._header)
                self._header = None
            return self._last

    def _has_come(self) -> bool:
        return bool(self._lines) or self._header is not None

    def _time_left(self) -> float:
        return math.inf if self._deadline is None else self._deadline - time.monotonic()

    def _try(self, upto: int) -> bool:
        """Return whether everything up to the event ``upto`` is on disk now; report what has changed."""
        with self._changed:
            self._trying_since = time.monotonic()
        try:
            self._file.secure()
        except (OSError, Replaced, Held) as error:
            return self._tell(self._condition.confirmed, *_diagnosis(error))
        return self._tell(upto, None, "")

    def _tell(self, confirmed: int, trouble: JournalTrouble | None, reason: str) -> bool:
        with self._changed:
            if trouble is None:
                # Another header may have been set while this one was being written.
                self._header_waits = self._header is not None
            self._trying_since = None
            before = self._condition
            self._condition = Condition(confirmed, 0, trouble, reason)
            self._condition = self._condition._replace(pending=self._pending())
            condition = self._condition
        if trouble is None or condition != before:
            self._told(condition)
        return trouble is None


def _diagnosis(error: OSError | Replaced | Held) -> tuple[JournalTrouble, str]:
    match error:
        case Linked():
            return JournalTrouble.HELD, ""
        case OSError():
            return _TROUBLES.get(error.errno or 0, JournalTrouble.FAILED), error.strerror or type(error).__name__
        case Replaced():
            return JournalTrouble.REPLACED, ""
        case Held():
            return JournalTrouble.HELD, ""
