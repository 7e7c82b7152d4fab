"""The lines of a stream that are events, decoded again when they are asked for: a stream needs little memory."""

from __future__ import annotations

import io
from array import array
from itertools import islice
from threading import Lock
from typing import BinaryIO, Final

from massstart_tui.race.events import Event
from massstart_tui.stream.codec import decode_event

BLOCK: Final = 256
"""How many lines lie between two places of the file where reading can begin again."""


class Lines:
    """The event lines of a stream, decoded again a block at a time. May be asked from any thread."""

    def __init__(self, file: BinaryIO) -> None:
        """Nothing yet; blocks are added as they are read."""
        self._file = file
        self._offsets = array("q")
        self._block = -1
        self._events: list[Event] = []
        self._since: list[Event] = []
        self._in_file = 0
        self._lock = Lock()

    def add_block(self, offset: int) -> None:
        """A block of lines begins at byte ``offset``."""
        self._offsets.append(offset)

    def keep(self, event: Event) -> None:
        """Hold an event that was recorded since the file was read, behind all others."""
        if not self._since:
            self._in_file = event.seq - 1
        self._since.append(event)

    def write(self, event: Event, line: bytes) -> None:
        """Write an event behind all others to the file, as the ``line`` that it is decoded from again."""
        block, index = divmod(event.seq - 1, BLOCK)
        with self._lock:
            offset = self._file.seek(0, io.SEEK_END)
            self._file.write(line)
            if not index:
                self.add_block(offset)
            if block == self._block:
                self._events.append(event)

    def event(self, seq: int) -> Event:
        """The event of this seq, as it was recorded."""
        if self._since and seq > self._in_file:
            return self._since[seq - self._in_file - 1]
        block, index = divmod(seq - 1, BLOCK)
        with self._lock:
            if block != self._block:
                self._file.seek(self._offsets[block])
                self._events = [decode_event(line) for line in islice(self._file, BLOCK) if line.endswith(b"\n")]
                self._block = block
            return self._events[index]
