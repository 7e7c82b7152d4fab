"""The journal of live entry: an event is recorded when it is on disk, and said to be so no sooner.

Writing is done in a thread of its own. Whatever waits is written and synced together; what cannot be written is kept in
memory, in order, and tried again until it can.
"""

from __future__ import annotations

import errno
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
from massstart_tui.race.events import Event
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.disk import Disk, Linked
from massstart_tui.stream.reading import Recording

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 2.0
"""Seconds between two tries while nothing can be written; each pause is twice the one before, up to the longest."""
ANSWERS_WITHIN: Final = 2.0
"""Seconds after which a try that has not come back is one of a disk that does not answer."""
LAST_TRY: Final = 1.0
"""Seconds that a try under way is given to end when the journal is closed."""


class JournalTrouble(StrEnum):
    """Why nothing can be written; every code has its sentence in the texts."""

    DISK_FULL = "disk_full"
    GONE = "gone"
    READ_ONLY = "read_only"
    REPLACED = "replaced"
    HELD = "held"
    SLOW = "slow"
    """A try has not come back yet: the disk does not answer."""
    FAILED = "failed"
    STOPPED = "stopped"
    """By a fault of massstart itself: it is not tried again."""


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
    """How the journal stands.

    ``confirmed`` is the seq of the last event that was brought to disk (0 where there is none), ``pending`` how many
    lines wait to be: events, and the header where it was replaced. ``trouble`` is why they cannot be written, with the
    system's own ``reason`` where it gives one, or the kind of the fault.
    """

    confirmed: int
    pending: int
    trouble: JournalTrouble | None = None
    reason: str = ""


class Journal:
    """The record of one race under way, for one writer.

    ``recording`` is what was there when it was opened; ``path`` where it is, links followed.
    """

    @classmethod
    def open(cls, path: Path, header: Header, told: Callable[[Condition], None], disk: Disk | None = None) -> Journal:
        """Open the journal at ``path`` to go on with it, or to begin it: the first event or header makes the file.

        The header counts where there is no file. ``told`` is called in the thread that writes, whenever something was
        written and whenever the trouble changes, but not how many wait once it has stopped: it must neither wait nor
        raise.

        Raises Held where somebody else records there, BadData where the file is no stream or one of another race, and
        OSError where it cannot be written.
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
        """Take over an open ``file`` and its ``lock``, and start to write; see `open`."""
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
        """Where the end of a last line went that was cut short; None where there was none."""
        return self._file.moved_tear

    @property
    def condition(self) -> Condition:
        """How it stands, with what has been added since it was last told.

        That the disk does not answer is found out here alone: nobody is told, since the thread that tells waits for it.
        """
        with self._changed:
            condition = self._condition._replace(pending=self._pending())
            if condition.pending and self._does_not_answer():
                return condition._replace(trouble=JournalTrouble.SLOW, reason="")
            return condition

    def _does_not_answer(self) -> bool:
        return self._trying_since is not None and time.monotonic() - self._trying_since >= ANSWERS_WITHIN

    def append(self, events: Sequence[Event]) -> None:
        """Record events, whose seq goes on where the last one was; does not wait for the disk.

        Raises ValueError where the seq does not go on, or the journal is closed; then none of them is recorded.
        """
        lines = [encode_event(event) for event in events]
        with self._changed:
            self._refuse_if_closed()
            for wanted, event in enumerate(events, self._last + 1):
                if event.seq != wanted:
                    raise ValueError(f"seq {event.seq} where {wanted} was expected")
            self._lines += lines
            self._last += len(lines)
            self._changed.notify()

    def replace_header(self, header: Header) -> None:
        """Record another start sheet: the file is written anew, whole or not at all; its events stay.

        Raises ValueError where the journal is closed.
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
        """Try for ``patience`` seconds to have everything on disk, let go of the file, and say how it stands then.

        Where the system does not come back from a last try, the file and the lock are let go when it does.
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
        """Write what comes until the journal is closed; that a fault has put an end to it is told."""
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
        """Wait for something to write, or where the last try failed no longer than ``pause``, and hand it to the file.

        The seq of the last event that the file is to have then; None where there is nothing more to be done.
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
            self._file.add(b"".join(self._lines))
            self._lines.clear()
            if self._header is not None:
                self._file.put_header(self._header)
                self._header = None
            return self._last

    def _has_come(self) -> bool:
        return bool(self._lines) or self._header is not None

    def _time_left(self) -> float:
        return LONGEST_PAUSE if self._deadline is None else self._deadline - time.monotonic()

    def _try(self, upto: int) -> bool:
        """Whether everything up to the event ``upto`` is on disk now; what has changed is told."""
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
