"""What the tests of the journal share: a header, events, a disk that fails, and waiting for what a journal tells."""

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
"""How long anything may take before a test gives up on it."""


def header(**race: object) -> Header:
    """The header of the made-up race, with ``race`` set over its start sheet."""
    return decode_header(make_header((), **race))


def note(seq: int, text: str = "") -> Event:
    """A note, which may stand anywhere in any race."""
    return decode_event(make_line({"seq": seq, "t": seq, "type": "note", "text": text}))


def notes(first: int, last: int) -> list[Event]:
    """Notes with these seqs, the last included."""
    return [note(seq) for seq in range(first, last + 1)]


def seqs_in(path: Path) -> list[int]:
    """The seq of every event in the file, as it stands there."""
    lines: list[dict[str, Any]] = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [line["seq"] for line in lines[1:]]


def names(path: Path) -> list[str]:
    """The files beside this one, and itself."""
    return sorted(file.name for file in path.parent.iterdir())


class Told(list[Condition]):
    """Everything that a journal told."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._changed = threading.Condition()

    def __call__(self, condition: Condition) -> None:
        """Be told, by the thread that writes."""
        with self._changed:
            self.append(condition)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[Condition], bool]) -> Condition:
        """Wait until the last that was told is as wanted."""
        with self._changed:
            came = self._changed.wait_for(lambda: bool(self) and wanted(self[-1]), SECONDS)
            assert came, f"only {self[-3:]} in {SECONDS} seconds"
            return self[-1]

    def confirmed(self, seq: int) -> Condition:
        """Wait until the event ``seq`` is confirmed."""
        return self.wait_for(lambda condition: condition.confirmed == seq and not condition.pending)

    def waiting(self, count: int) -> Condition:
        """Wait until so many lines are waiting for the disk."""
        return self.wait_for(lambda condition: condition.pending == count)


class Unwilling(Disk):
    """The disk as it is, of which each operation named in ``refusing`` fails with that code; a write after some bytes.

    While ``awake`` is cleared nothing comes back from a sync.
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
"""Opens the journal of a test, over a race that is set as its arguments say."""
Failing = tuple[Path, Told, Unwilling, Journal]
