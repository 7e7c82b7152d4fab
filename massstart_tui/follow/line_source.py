"""Where the lines of a race under way come from: a file that grows, standard input, or whatever hands out lines.

A source tells news, and whole lines only: the beginning of one that is still being written waits for its newline.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol

STEP: Final = 0.01
"""Seconds between two looks at a file. Looking is a `stat`: it works on every system and on a disk of the network."""
STEP_AWAY: Final = 0.2
"""The same, of a file that is not there."""
CHUNK: Final = 1 << 16
"""How many bytes are handed on at once; one line that is longer still comes whole."""
REMEMBERED: Final = 256
"""So many of the last bytes that were read are compared, to be sure that the file goes on from there."""


class Notice(StrEnum):
    """What there is to say of a source; every code has its sentence in the texts."""

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


ANEW: Final = frozenset({Notice.REPLACED, Notice.TRUNCATED})
"""After these the stream comes again from its first line."""
AWAY: Final = frozenset({Notice.NOT_THERE, Notice.GONE, Notice.UNREADABLE, Notice.SERVER_AWAY, Notice.REFUSED})
"""After these nothing comes as long as that is so."""


class NewLines(NamedTuple):
    """Whole lines; ``more`` where others are there already."""

    lines: bytes
    more: bool = False


class SourceNotice(NamedTuple):
    """Something about the source itself.

    ``reason`` is in the words of whoever gives one: the system for a file, the server for a shared race, of which
    ``trouble`` says why nothing comes. Of a pipe that was torn it is the number of bytes of its last line.
    """

    notice: Notice
    reason: str = ""
    trouble: StrEnum | None = None


News = NewLines | SourceNotice
Wait = Callable[[float], bool]
"""Waits so many seconds, or until nobody wants any more news: then True."""


class Source(Protocol):
    """Where a stream comes from, from its first line on; ``name`` is what it is called in messages."""

    name: str

    def news(self, wait: Wait) -> Iterator[News]:
        """What comes, as it comes; ends when nothing more can come, or when ``wait`` says so. Raises OSError."""


class Stamp(NamedTuple):
    """A file as a look found it: which one (device and inode), its size in bytes, and when it was changed, in ns."""

    identity: tuple[int, int]
    size: int
    changed: int


class FileSource:
    """A file that grows. It is open only while it is read: on Windows, whoever writes it could not replace it else."""

    def __init__(self, path: Path) -> None:
        """The file at ``path``, which need not be there yet."""
        self.name = str(path)
        self.path = path
        self._seen: Stamp | None = None
        self._identity: tuple[int, int] | None = None
        self._read = 0
        self._last = b""
        self._away: SourceNotice | None = None

    def news(self, wait: Wait) -> Iterator[News]:
        """See `Source`."""
        more = True
        while more or not wait(STEP_AWAY if self._away else STEP):
            more = False
            for news in self._look():
                more = isinstance(news, NewLines) and news.more
                yield news

    def _look(self) -> list[News]:
        """What is to be told since the last look."""
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
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            said = SourceNotice(Notice.GONE if self._read else Notice.NOT_THERE)
        told, self._away = self._away, said
        return [] if said == told else [said]

    def _read_on(self, seen: Stamp) -> list[News]:
        """What the file has beyond what was read, or all of it where that is not in it any more."""
        news: list[News] = []
        with self.path.open("rb") as file:
            opened = _stamp(os.fstat(file.fileno()))
            if self._read and (anew := self._why_anew(file, opened)):
                news.append(SourceNotice(anew))
                self._read, self._last = 0, b""
            self._identity = opened.identity
            file.seek(self._read)
            data = file.read(CHUNK)
            full = len(data) == CHUNK
            if full and not data.endswith(b"\n"):
                data += file.readline()
            if lines := data[: data.rfind(b"\n") + 1]:
                news.append(NewLines(lines, more=full and b"\n" in file.read(CHUNK)))
                self._read += len(lines)
                self._last = (self._last + lines)[-REMEMBERED:]
        self._seen = None if full else seen
        return news

    def _why_anew(self, file: BinaryIO, opened: Stamp) -> Notice | None:
        """Why what was read is not the beginning of this file; None where it is."""
        if opened.identity != self._identity:
            return Notice.REPLACED
        if opened.size < self._read:
            return Notice.TRUNCATED
        file.seek(self._read - len(self._last))
        return None if file.read(len(self._last)) == self._last else Notice.REPLACED


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp((found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns)


class PipeSource:
    """What comes through a pipe, until it is closed."""

    def __init__(self, file: BinaryIO, name: str = "-") -> None:
        """The ``file`` is read as it is filled; ``name`` is what it is called."""
        self.name = name
        self._file = file

    def news(self, wait: Wait) -> Iterator[News]:
        """See `Source`; it waits for whoever writes, which ``wait`` cannot end."""
        begun = b""
        while data := self._file.read1(CHUNK):  # type: ignore[attr-defined] # every buffered file has it
            begun += data
            end = begun.rfind(b"\n") + 1
            lines, begun = begun[:end], begun[end:]
            if lines:
                yield NewLines(lines)
            if wait(0):
                return
        yield SourceNotice(Notice.TORN, str(len(begun))) if begun else SourceNotice(Notice.ENDED)


def is_regular(path: Path) -> bool:
    """Whether the file at ``path`` grows and can be looked at again; a pipe by a name, or a device, cannot."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True
