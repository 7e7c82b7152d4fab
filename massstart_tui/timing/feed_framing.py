"""Cut the bytes of a feed into its records, however the network or a file has cut them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST_RECORD: Final = 256 * 1024
"""In bytes. What has no end by then is refused and passed over up to the next end."""
LINE_ENDS: Final = re.compile(rb"\r\n|[\r\n]")
FRAME_ENDS: Final = re.compile(rb"\$[\r\n\0]*")
"""The end of a MYLAPS frame, with what may stand between two frames."""


class Piece(NamedTuple):
    """One record of a feed: its number from 1, and its text; None if it was too long to be one."""

    number: int
    text: str | None


class Framing:
    """Cuts bytes into pieces at ``ends``; a piece that has no end yet waits for it."""

    def __init__(self, ends: re.Pattern[bytes] = LINE_ENDS) -> None:
        """Create a reader that has read nothing."""
        self._ends = ends
        self._up_to_the_last = re.compile(rb"(?s:.*)(?:" + ends.pattern + rb")")
        self._begun = bytearray()
        self._number = 0
        self._passing_over = False
        self._half_ended = False

    @property
    def unfinished(self) -> int:
        """The number of bytes that wait for their end."""
        return len(self._begun)

    def whole(self, data: bytes) -> bytes:
        """Return the records that end in ``data``, with their ends; what has no end yet waits for it."""
        # A record that ends in a carriage return is complete, whether or not the other half of a line end follows.
        if self._half_ended and data:
            data = data.removeprefix(b"\n")
            self._half_ended = False
        if data:
            self._half_ended = data.endswith(b"\r")
        # No end lies across two pieces of the data, so what waits is never searched again, however slowly it comes.
        last = self._up_to_the_last.match(data)
        if last is None:
            self._begun += data
            return b""
        whole = bytes(self._begun) + data[: last.end()]
        self._begun = bytearray(data[last.end() :])
        return whole

    def apart_from_first(self, whole: bytes) -> tuple[bytes, bytes]:
        """Return the first of whole records, and the others."""
        end = self._ends.search(whole)
        first = 0 if end is None else end.end()
        return whole[:first], whole[first:]

    def plain_text(self, whole: bytes) -> str | None:
        """Return records as one text if it may be cut as it is: it is ASCII, and nothing is too long."""
        too_long = max(len(whole), len(self._begun)) > LONGEST_RECORD
        return None if too_long or self._passing_over or not whole.isascii() else whole.decode()

    def passed(self, count: int) -> int:
        """Take note that so many records were cut from a plain text; return the number of the first."""
        self._number += count
        return self._number - count + 1

    def pieces(self, data: bytes) -> Iterator[Piece]:
        """Yield the pieces that end in ``data``."""
        return self.cut(self.whole(data))

    def cut(self, whole: bytes) -> Iterator[Piece]:
        """Yield the pieces of whole records, and one for what waits for its end too long."""
        for piece in self._ends.split(whole)[:-1]:
            if self._passing_over:
                self._passing_over = False
                continue
            self._number += 1
            yield Piece(self._number, None if len(piece) > LONGEST_RECORD else _decoded(piece))
        if len(self._begun) > LONGEST_RECORD:
            self._begun.clear()
            yield from self._too_long()

    def break_off(self) -> int:
        """Forget what has no end yet, since it gets none; return how many bytes it was."""
        forgotten = len(self._begun.strip())
        self._begun.clear()
        self._passing_over = False
        return forgotten

    def _too_long(self) -> Iterator[Piece]:
        if self._passing_over:
            return
        self._passing_over = True
        self._number += 1
        yield Piece(self._number, None)


class FirstRecord:
    """Finds the first record that is not blank, in bytes that grow; none of them is searched twice."""

    def __init__(self, ends: re.Pattern[bytes]) -> None:
        """Look for records that end in a match of ``ends``."""
        self._ends = ends
        self._begins = 0
        self._searched = 0
        self._found: str | None = None

    def text(self, data: bytes | bytearray) -> str | None:
        """Return the record; None if it is not complete yet. ``data`` begins with the ``data`` of the last call."""
        if self._found is None:
            for end in self._ends.finditer(data, self._searched):
                short = end.start() - self._begins <= LONGEST_RECORD
                text = _decoded(bytes(data[self._begins : end.start()])) if short else ""
                self._begins = end.end()
                if text.strip():
                    self._found = text
                    break
            self._searched = max(self._begins, len(data))
        return self._found


def _decoded(piece: bytes) -> str:
    """Decode as UTF-8, else as Latin-1: older devices send names so, and no byte is lost."""
    try:
        return piece.decode().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError:
        return piece.decode("latin-1")
