"""Read a feed from a file that a timing system goes on writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import BinaryIO

from massstart_tui.stream.file_looks import STEP, STEP_AWAY
from massstart_tui.timing.feed_connection import CHUNK, FeedNews, LinkNews, LinkState


class GrowingFeed:
    """A file that grows. If it is replaced or truncated, it is read again from its beginning, which changes nothing."""

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``, which need not exist yet."""
        self._path = path
        self._closed = Event()
        self._told: LinkState | None = None

    def chunks(self) -> Iterator[FeedNews]:
        """Yield the bytes of the file, and what is added to it, until `close`; raises OSError if it cannot be read."""
        while not self._closed.is_set():
            try:
                file = self._path.open("rb")
            except FileNotFoundError:
                yield from self._changed(LinkState.AWAY if self._told is None else LinkState.LOST)
                self._closed.wait(STEP_AWAY)
                continue
            with file:
                yield from self._changed(LinkState.CONNECTED)
                yield from self._grown(file)

    def _changed(self, state: LinkState) -> Iterator[LinkNews]:
        """Yield how it is with the file, if that was not told yet; the beginning of a file ends what was cut off."""
        if state is not self._told:
            self._told = state
            yield LinkNews(state, str(self._path), breaks_off=state is not LinkState.AWAY)

    def _grown(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield what is added to an open file, until another one is in its place."""
        while not self._closed.is_set():
            if chunk := file.read(CHUNK):
                yield chunk
            elif self._is_another(file):
                self._told = LinkState.LOST
                return
            else:
                self._closed.wait(STEP)

    def _is_another(self, file: BinaryIO) -> bool:
        opened = os.fstat(file.fileno())
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return True
        return not os.path.samestat(found, opened) or found.st_size < file.tell()

    def stored(self, upto: int) -> None:
        """Do nothing: a file is there to be read again."""

    def close(self) -> None:
        """End at the next look."""
        self._closed.set()


class NamedPipeFeed:
    """A named pipe, of one writer after the other."""

    def __init__(self, path: Path) -> None:
        """Read from the pipe at ``path``; it is opened in the thread that reads, which waits for a writer."""
        self._path = path
        self._closed = False

    def chunks(self) -> Iterator[FeedNews]:
        """Yield the bytes as they come; ends no sooner than with a writer or a byte after `close`. Raises OSError."""
        while not self._closed:
            with self._path.open("rb") as pipe:
                yield LinkNews(LinkState.CONNECTED, str(self._path), breaks_off=True)
                while chunk := pipe.read1(CHUNK):
                    yield chunk
            yield LinkNews(LinkState.LOST, str(self._path))

    def stored(self, upto: int) -> None:
        """Do nothing: a pipe cannot be told."""

    def close(self) -> None:
        """End after what comes next."""
        self._closed = True
