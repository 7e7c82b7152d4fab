"""Open files that are read to their end, within bounds: not a pipe or a device, which may wait or never end."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

LONGEST_LINE: Final = 1 << 20
"""The most bytes in a line of a stream; the longest that massstart writes, the header, is far shorter."""
LARGEST: Final = 16 << 20
"""The most bytes of a file that is read as a whole: a start sheet, a meeting or a list."""
LARGEST_PIPED: Final = 256 << 20
"""The most bytes that are read from a pipe, which may never end: some three million events."""
KEPT: Final = 4 << 20
"""The most bytes of a stream that is kept in memory, some forty thousand events.

It stays what it was when it was read, whatever is done to its file meanwhile.
"""
HANDED: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""How the paths of files begin that are open in this process, such as those that a shell makes of ``<(command)``."""


class NotAFile(OSError):
    """Raised for a pipe or a device where a file is read."""


class TooLarge(OSError):
    """Raised for a file of more than ``most`` bytes where it is read as a whole, or for such a pipe."""

    def __init__(self, most: int) -> None:
        """Store how many bytes are read at most."""
        self.most = most
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))


class FileChanged(OSError):
    """Raised if a file that is too large to be kept in memory is another than it was when it was read."""

    def __init__(self) -> None:
        """Create it with the error number of the system for this."""
        super().__init__(errno.ESTALE, os.strerror(errno.ESTALE))


class LineTooLong(ValueError):
    """Raised for a line of a stream that is too long, with its number as ``line``."""

    def __init__(self, line: int) -> None:
        """Store the number of the line, from 1."""
        self.line = line
        super().__init__(line)


def open_regular(path: Path | str) -> BinaryIO:
    """Open the file at ``path``, also through a link; raises NotAFile, or another OSError.

    A pipe that this process was started with, such as standard input, may be read: whoever starts it knows that.
    """
    # Before it is opened, because opening a named pipe waits until somebody writes to it.
    path = Path(path) if isinstance(path, str) else path
    mode = path.stat().st_mode
    handed = stat.S_ISFIFO(mode) and os.fspath(path).startswith(HANDED)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or handed):
        raise NotAFile
    return path.open("rb")


def content_of(path: Path | str) -> bytes:
    """Return the whole content of the file at ``path``; raises NotAFile, TooLarge, or another OSError."""
    with open_regular(path) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLarge(LARGEST)
    return content


def seekable(file: BinaryIO) -> BinaryIO:
    """Return the file at its first byte, or a copy in memory if it cannot seek or has `KEPT` bytes at most.

    Raises LineTooLong for a line of more than `LONGEST_LINE` bytes, and TooLarge for a pipe of more than
    `LARGEST_PIPED`.
    """
    copy = None if isinstance(file, BytesIO) else BytesIO()
    most = KEPT if file.seekable() else LARGEST_PIPED
    lines, room = 1, LONGEST_LINE
    for chunk in chunks_of(file):
        if copy is not None:
            copy.write(chunk)
            copy = None if copy.tell() > most else copy
        # The first line of a chunk is the rest of a line of the one before.
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        if (len(chunk) if first < 0 else first) > room:
            raise LineTooLong(lines)
        lines += chunk.count(b"\n")
        room = room - len(chunk) if first < 0 else LONGEST_LINE - (len(chunk) - last - 1)
    whole = file if copy is None else copy
    whole.seek(0)
    return whole


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is left of ``file``; raises OSError: TooLarge for a pipe of more than `LARGEST_PIPED` bytes."""
    size = 0
    while chunk := file.read(LONGEST_LINE):
        size += len(chunk)
        if size > LARGEST_PIPED and not file.seekable():
            raise TooLarge(LARGEST_PIPED)
        yield chunk
