"""Sources of the lines of a race under way: a growing file, standard input, or anything that implements `Source`.

A source yields news, and only whole lines: the beginning of a line that is still being written waits for its newline.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from massstart_tui.follow.bounded_lines import BoundedLines
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.file_looks import STEP, STEP_AWAY
from massstart_tui.stream.regular_files import LONGEST_LINE, NotAFile, open_regular

CHUNK: Final = 1 << 16
"""The number of bytes that are read at once; a longer line is still handed out whole, up to `LONGEST_LINE`."""
REMEMBERED: Final = 256
"""The number of the last bytes read that are compared again, to make sure that the file continues from there."""


class Notice(StrEnum):
    """What can be said about a source; each code has a sentence in the catalogue."""

    NOT_THERE = "not_there"
    THERE = "there"
    GONE = "gone"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"
    TRUNCATED = "truncated"
    ENDED = "ended"
    TORN = "torn"
    SERVER_AWAY = "server_away"
    SERVER_BACK = "server_back"
    REFUSED = "refused"
    FEED_FAULT = "feed_fault"
    """Something in the feed of a timing system cannot be used; the reason says what."""
    FOREIGN = "foreign"
    """Messages of others in the stream of a shared race were passed over; the reason says how many."""


ANEW: Final = frozenset({Notice.REPLACED, Notice.TRUNCATED})
"""Notices after which the stream comes again from its first line."""
AWAY: Final = frozenset({Notice.NOT_THERE, Notice.GONE, Notice.UNREADABLE, Notice.SERVER_AWAY, Notice.REFUSED})
"""Notices after which nothing comes as long as the condition lasts."""


class NewLines(NamedTuple):
    """Whole lines; ``more`` is true if further lines are available at once."""

    lines: bytes
    more: bool = False


class SourceNotice(NamedTuple):
    """News about the source itself.

    ``reason`` gives the words of the system for a file, or of the server for a shared race, where ``trouble`` says why
    nothing comes. For a pipe that ended inside a line it is the number of bytes of that line, and for foreign messages
    in a shared race how many there are.
    """

    notice: Notice
    reason: str = ""
    trouble: StrEnum | None = None


class StillToCome(NamedTuple):
    """How far what has come is behind what a server has.

    ``messages`` is how many it is known to have that have not come; if ``more`` is true there can be more, because the
    server is away. What came last was ``late`` by so many seconds.
    """

    messages: int
    late: int = 0
    more: bool = False


News = NewLines | SourceNotice | StillToCome
Wait = Callable[[float], bool]
"""Wait this many seconds, or until nobody wants news any more; return True in the latter case."""


class Source(Protocol):
    """A source of a stream, from its first line on; ``name`` is what messages call it."""

    name: str

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield news as it comes, until nothing more can come or ``wait`` returns true. Raises OSError."""


class Stamp(NamedTuple):
    """The state of a file at one look.

    ``identity`` is its device and inode, ``size`` is in bytes, and ``changed`` is its modification time in nanoseconds.
    """

    identity: tuple[int, int]
    size: int
    changed: int


class FileSource:
    """A growing file.

    It is open only while it is read: on Windows nobody could replace it otherwise.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``, which need not exist yet."""
        self.name = str(path)
        self.path = path
        self._seen: Stamp | None = None
        self._identity: tuple[int, int] | None = None
        self._read = 0
        self._last = b""
        self._sum = blake2b()
        self._bounded = BoundedLines()
        self._away: SourceNotice | None = None

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield news as `Source` says."""
        more = True
        while more or not wait(STEP_AWAY if self._away else STEP):
            more = False
            for news in self._look():
                more = isinstance(news, NewLines) and news.more
                yield news

    def _look(self) -> list[News]:
        """Return the news since the last look."""
        try:
            stamp = _stamp(os.stat(self.path))  # noqa: PTH116 - a hundred times a second
            news = [] if stamp == self._seen else self._read_on(stamp)
        except OSError as error:
            return self._absent(error)
        if self._away is not None:
            self._away = None
            return [SourceNotice(Notice.THERE), *news]
        return news

    def _absent(self, error: OSError) -> list[News]:
        said = SourceNotice(Notice.UNREADABLE, error.strerror or type(error).__name__)
        if isinstance(error, FileNotFoundError | NotADirectoryError | NotAFile):
            said = SourceNotice(Notice.GONE if self._read else Notice.NOT_THERE)
        told, self._away = self._away, said
        return [] if said == told else [said]

    def _read_on(self, seen: Stamp) -> list[News]:
        """Read what was added to the file, or all of it if what was read is no longer its beginning."""
        news: list[News] = []
        with open_regular(self.path) as file:
            opened = _stamp(os.fstat(file.fileno()))
            if self._read and (anew := self._why_anew(file, opened)):
                news.append(SourceNotice(anew))
                self._read, self._last, self._sum = 0, b"", blake2b()
                self._bounded = BoundedLines()
            # The file that was opened, which may have replaced the one that was looked at.
            self._identity = opened.identity
            file.seek(self._read)
            data = file.read(CHUNK)
            full = len(data) == CHUNK
            if full and not data.endswith(b"\n"):
                data += file.readline(LONGEST_LINE + 1)
            lines, used = self._bounded.take(data)
            if used:
                # Of a line that is too long whatever follows is used, else only what makes a whole line.
                follows = file.read(1) if self._bounded.passes_over else file.read(CHUNK).partition(b"\n")[1]
                news.append(NewLines(lines, more=full and bool(follows)))
                self._read += used
                self._sum.update(data[:used])
                self._last = (self._last + data[:used])[-REMEMBERED:]
        # After a full chunk there may be more, although the file does not change.
        self._seen = None if full else seen
        return news

    def _why_anew(self, file: BinaryIO, opened: Stamp) -> Notice | None:
        """Return why what was read is not the beginning of this file; None if it still is."""
        if opened.identity != self._identity:
            return Notice.REPLACED
        if opened.size < self._read:
            return Notice.TRUNCATED
        file.seek(self._read - len(self._last))
        if file.read(len(self._last)) != self._last:
            return Notice.REPLACED
        # A file that was written to and did not grow may have had any line of it corrected in its place.
        written_over = self._seen is not None and opened.size == self._seen.size
        return Notice.REPLACED if written_over and self._other_than_read(file) else None

    def _other_than_read(self, file: BinaryIO) -> bool:
        """Return whether the file begins with other bytes than those that were read."""
        file.seek(0)
        found, left = blake2b(), self._read
        while left and (data := file.read(min(left, CHUNK))):
            found.update(data)
            left -= len(data)
        return found.digest() != self._sum.digest()


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp((found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns)


class PipeSource:
    """A pipe, read until it is closed."""

    def __init__(self, file: BinaryIO, name: str = "-") -> None:
        """Read ``file`` as it is filled; ``name`` is what messages call it."""
        self.name = name
        self._file = file

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield news as `Source` says; a blocking read of the pipe cannot be interrupted by ``wait``."""
        begun, bounded = b"", BoundedLines()
        while data := self._file.read1(CHUNK):  # type: ignore[attr-defined] # every buffered file has it
            begun += data
            lines, used = bounded.take(begun)
            begun = begun[used:]
            if lines:
                yield NewLines(lines)
            if wait(0):
                return
        yield SourceNotice(Notice.TORN, str(len(begun))) if begun else SourceNotice(Notice.ENDED)


def is_regular(path: Path) -> bool:
    """Return whether the file at ``path`` can be watched for growth; a named pipe or a device cannot."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True
