"""Access the events of a stream by seq, by decoding their lines again, so that a stream needs little memory."""

from __future__ import annotations

import io
import os
from array import array
from collections.abc import Callable
from itertools import islice
from threading import Lock
from typing import Any, BinaryIO, Final, NamedTuple, Self

from massstart_tui.race.events import Event
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.regular_files import FileChanged

BLOCK: Final = 256
"""The number of lines between two offsets in the file from which reading can start."""
MOST_BLOCKS: Final = 4
"""How many decoded blocks are kept: a screen asks in turn for what happened last, its log and the event before it."""
_END: Final = 256
"""The number of bytes at either end of what was read that are compared to see whether a file only grew."""


class _FileState(NamedTuple):
    """How a file was as it began to be read: its size, when it was modified in ns, and its first and last bytes."""

    size: int
    modified: int
    ends: tuple[bytes, bytes]

    @classmethod
    def of(cls, file: BinaryIO) -> Self | None:
        """Return the state of an open file; None for a copy in memory."""
        try:
            found = os.fstat(file.fileno())
        except OSError:  # raised by what is no file of the system
            return None
        return cls(found.st_size, found.st_mtime_ns, _ends(file, found.st_size))


def _ends(file: BinaryIO, size: int) -> tuple[bytes, bytes]:
    """Return the first and the last of the first ``size`` bytes, and leave the file where it was."""
    at = file.tell()
    file.seek(0)
    first = file.read(_END)
    file.seek(max(0, size - _END))
    last = file.read(min(size, _END))
    file.seek(at)
    return first, last


LONG_FILE: Final = 1 << 20
"""From how many bytes on all lines of a file are decoded by pydantic; that is some fifteen thousand lines."""


class Decoder(NamedTuple):
    """How the lines of a file become the fields of events.

    ``fields`` raises ValueError for a line that is no event, and may do so for another one as well. If ``checked`` is
    true it does so wherever ``wall`` is no moment.
    """

    fields: Callable[[bytes], dict[str, Any]]
    checked: bool


def decoder_of(file: BinaryIO) -> Decoder:
    """Return how to decode the lines of this file, many at a time."""
    at = file.tell()
    size = file.seek(0, io.SEEK_END)
    file.seek(at)
    if size < LONG_FILE:
        return Decoder(lambda line: decode_event(line).__dict__, checked=False)
    from massstart_tui.stream.line_models import fields_decoder  # noqa: PLC0415 - it loads pydantic

    return Decoder(fields_decoder(), checked=True)


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
        self._own = False
        self._state: _FileState | None = None

    def add_block(self, offset: int) -> None:
        """Record that a block of lines begins at byte ``offset``."""
        if not self._offsets:
            self._state = _FileState.of(self._file)
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
            self._own = True
            offset = self._file.seek(0, io.SEEK_END)
            self._file.write(line)
            if not index:
                self.add_block(offset)
            if block in self._blocks:
                self._blocks[block].append(event)

    def event(self, seq: int) -> Event:
        """Return the event of this seq, as it was recorded; raises FileChanged if the file is another by now."""
        if self._since and seq > self._in_file:
            return self._since[seq - self._in_file - 1]
        block, index = divmod(seq - 1, BLOCK)
        with self._lock:
            events = self._blocks.pop(block, None) or self._decoded(block)
            while len(self._blocks) >= MOST_BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[block] = events  # the block that was asked for last comes last
            if index >= len(events):
                raise FileChanged
            return events[index]

    def _decoded(self, block: int) -> list[Event]:
        """Return the events of a block."""
        if self._changed():
            raise FileChanged
        self._file.seek(self._offsets[block])
        try:
            # A last line without its end was torn, and is no event.
            events = [decode_event(line) for line in islice(self._file, BLOCK) if line.endswith(b"\n")]
        except ValueError as error:
            raise FileChanged from error
        if any(event.seq != seq for seq, event in enumerate(events, block * BLOCK + 1)):
            raise FileChanged
        return events

    def _changed(self) -> bool:
        """Return whether somebody has changed what was read, other than by adding lines at its end."""
        before = self._state
        if self._own or before is None:
            return False
        found = os.fstat(self._file.fileno())
        if found.st_mtime_ns == before.modified:
            return False
        return found.st_size <= before.size or _ends(self._file, before.size) != before.ends
