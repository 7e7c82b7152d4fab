"""Access the events of a stream by seq, by decoding their lines again, so that a stream needs little memory."""

from __future__ import annotations

import io
from array import array
from itertools import islice
from threading import Lock
from typing import BinaryIO, Final

from massstart_tui.race.events import Event
from massstart_tui.stream.codec import decode_event

BLOCK: Final = 256
"""The number of lines between two offsets in the file from which reading can start."""
MOST_BLOCKS: Final = 4
"""How many decoded blocks are kept: a screen asks in turn for what happened last, its log and the event before it."""


class Lines:
    """The event lines of a stream, decoded a block at a time, with the latest blocks cached. It is thread-safe."""

    def __init__(self, file: BinaryIO) -> None:
        """Start empty; blocks are added as they are read."""
        self._file = file
        self._offsets = array("q")
        self._blocks: dict[int, list[Event]] = {}
        self._since: list[Event] = []
        self._in_file = 0
        self._lock = Lock()

    def add_block(self, offset: int) -> None:
        """Record that a block of lines begins at byte ``offset``."""
        self._offsets.append(offset)

    def keep(self, event: Event) -> None:
        """Keep an event in memory that was recorded since the file was read; it comes last."""
        if not self._since:
            self._in_file = event.seq - 1
        self._since.append(event)

    def write(self, event: Event, line: bytes) -> None:
        """Append an event to the file as ``line``, from which it is decoded again."""
        block, index = divmod(event.seq - 1, BLOCK)
        with self._lock:
            offset = self._file.seek(0, io.SEEK_END)
            self._file.write(line)
            if not index:
                self.add_block(offset)
            if block in self._blocks:
                self._blocks[block].append(event)

    def event(self, seq: int) -> Event:
        """Return the event of this seq, as it was recorded."""
        if self._since and seq > self._in_file:
            return self._since[seq - self._in_file - 1]
        block, index = divmod(seq - 1, BLOCK)
        with self._lock:
            events = self._blocks.pop(block, None) or self._decoded(block)
            while len(self._blocks) >= MOST_BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[block] = events  # the block that was asked for last comes last
            return events[index]

    def _decoded(self, block: int) -> list[Event]:
        self._file.seek(self._offsets[block])
        # A last line without its end was torn, and is no event.
        return [decode_event(line) for line in islice(self._file, BLOCK) if line.endswith(b"\n")]
