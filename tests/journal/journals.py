"""Helpers for tests of the journal: a header, events, a failing disk, and waiting for a status."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from massstart_tui.journal.journal import Condition, Journal
from massstart_tui.race.events import Event
from massstart_tui.stream.codec import Header, decode_event, decode_header
from massstart_tui.stream.disk import Disk
from tests.patience import PATIENCE
from tests.streams import make_header, make_line

SECONDS = PATIENCE
"""Seconds to wait before a test fails."""


def header(**race: object) -> Header:
    """Return the header of the fictitious race, with its start sheet updated by ``race``."""
    return decode_header(make_header((), **race))


def note(seq: int, text: str = "") -> Event:
    """Return a note, which is valid anywhere in any race."""
    return decode_event(make_line({"seq": seq, "t": seq, "type": "note", "text": text}))


def notes(first: int, last: int) -> list[Event]:
    """Return notes with the seqs ``first`` to ``last`` inclusive."""
    return [note(seq) for seq in range(first, last + 1)]


def seqs_in(path: Path) -> list[int]:
    """Return the seq of every event in the file, in its order."""
    lines: list[dict[str, Any]] = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [line["seq"] for line in lines[1:]]


def names(path: Path) -> list[str]:
    """Return the names of all files in the folder of this one."""
    return sorted(file.name for file in path.parent.iterdir())


class Told(list[Condition]):
    """All statuses that a journal has reported."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._changed = threading.Condition()

    def __call__(self, condition: Condition) -> None:
        """Add a status; called in the writing thread."""
        with self._changed:
            self.append(condition)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[Condition], bool]) -> Condition:
        """Wait until the latest status is as wanted, and return it."""
        with self._changed:
            came = self._changed.wait_for(lambda: bool(self) and wanted(self[-1]), SECONDS)
            assert came, f"only {self[-3:]} in {SECONDS} seconds"
            return self[-1]

    def confirmed(self, seq: int) -> Condition:
        """Wait until the event ``seq`` is confirmed."""
        return self.wait_for(lambda condition: condition.confirmed == seq and not condition.pending)

    def waiting(self, count: int) -> Condition:
        """Wait until so many lines wait for the disk."""
        return self.wait_for(lambda condition: condition.pending == count)


class Unwilling(Disk):
    """A real disk on which each operation named in ``refusing`` fails with that errno, a write after some bytes.

    While ``awake`` is cleared, a sync does not return.
    """

    def __init__(self) -> None:
        self.refusing: dict[str, int] = {}
        self.awake = threading.Event()
        self.awake.set()
        self.writes: list[bytes] = []

    def _may_fail(self, operation: str) -> None:
        if code := self.refusing.get(operation):
            raise OSError(code, os.strerror(code))

    def open(self, path: Path) -> int:
        self._may_fail("open")
        return super().open(path)

    def write(self, file: int, data: bytes, at: int) -> None:
        if "write" in self.refusing:
            super().write(file, data[: len(data) // 2], at)
        self._may_fail("write")
        self.writes.append(data)
        super().write(file, data, at)

    def sync(self, file: int) -> None:
        assert self.awake.wait(SECONDS)
        self._may_fail("sync")
        super().sync(file)


Opener = Callable[..., Journal]
"""Open the journal of a test, for a race with these fields."""
Failing = tuple[Path, Told, Unwilling, Journal]
