"""What gives the bytes of a feed while a race is on: a file or a pipe here, and sockets in modules of their own.

The bytes are read in whatever thread runs `FeedConnection.chunks`. Its other methods may be called from any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, Final, NamedTuple, Protocol

CHUNK: Final = 1 << 16
"""The most bytes that come at a time."""


class LinkState(StrEnum):
    """How it is with the connection to a timing system; each code has a sentence in the catalogue."""

    CONNECTED = "connected"
    LISTENING = "listening"
    """The timing system connects to us, and may do so now."""
    LOST = "lost"
    """The connection that there was has ended."""
    AWAY = "away"
    """No connection can be made; it is tried again."""
    OVERLONG = "overlong"
    """The connection was ended, because a record had no end."""
    REFUSED = "refused"
    """A further connection was refused, because there are as many as there may be."""


class LinkNews(NamedTuple):
    """The connection has changed.

    ``peer`` is the address of the timing system, or ours if it connects to us; ``reason`` is the message of the system,
    if there is one. If ``breaks_off`` is true, a record that has no end yet gets none: the bytes that follow are of
    another connection.
    """

    state: LinkState
    peer: str
    reason: str = ""
    breaks_off: bool = False


FeedNews = bytes | LinkNews


class FeedConnection(Protocol):
    """A source of the bytes of one feed."""

    def chunks(self) -> Iterator[FeedNews]:
        """Yield the bytes as they come, and what changes about the connection; end at the end, or after `close`.

        Raises OSError if a file cannot be read further. A socket that is lost is connected again and again.
        """
        ...

    def stored(self, upto: int) -> None:
        """Take note that everything in the first ``upto`` bytes that were yielded needs not be sent again.

        What is acknowledged to a timing system is acknowledged no sooner.
        """
        ...

    def close(self) -> None:
        """End `chunks` as soon as it can; its thread releases what it holds."""
        ...


class StreamFeed:
    """The bytes of a file or a pipe up to its end."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read from a ``stream``, which whoever opened it closes."""
        self._stream = stream
        self._closed = False

    def chunks(self) -> Iterator[FeedNews]:
        """Yield the bytes as they come; a pipe that is silent ends no sooner than its next bytes after `close`."""
        while not self._closed and (chunk := self._stream.read1(CHUNK)):  # type: ignore[attr-defined] # as all buffered files have
            yield chunk

    def stored(self, upto: int) -> None:
        """Do nothing: a file is there to be read again."""

    def close(self) -> None:
        """End after the bytes that come next."""
        self._closed = True
