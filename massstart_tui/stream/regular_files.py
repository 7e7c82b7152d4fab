"""Open files that are read to their end, within bounds: not a pipe or a device, which may wait or never end."""

from __future__ import annotations

import os
import stat
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

LONGEST_LINE: Final = 1 << 20
"""The most bytes in a line of a stream; the longest that massstart writes, the header, is far shorter."""
LARGEST: Final = 16 << 20
"""The most bytes of a file that is read as a whole: a start sheet, a meeting or a list."""
HANDED: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""How the paths of files begin that are open in this process, such as those that a shell makes of ``<(command)``."""


class NotAFile(OSError):
    """Raised for a pipe or a device where a file is read."""


class TooLarge(OSError):
    """Raised for a file of more than `LARGEST` bytes where it is read as a whole."""


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
        raise TooLarge
    return content


def seekable(file: BinaryIO) -> BinaryIO:
    """Return the file, or if it cannot seek a copy in memory, at its first byte.

    Raises LineTooLong for a line of more than `LONGEST_LINE` bytes.
    """
    copy = None if file.seekable() else BytesIO()
    lines, room = 1, LONGEST_LINE
    while chunk := file.read(LONGEST_LINE):
        if copy is not None:
            copy.write(chunk)
        # The first line of a chunk is the rest of a line of the one before.
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        if (len(chunk) if first < 0 else first) > room:
            raise LineTooLong(lines)
        lines += chunk.count(b"\n")
        room = room - len(chunk) if first < 0 else LONGEST_LINE - (len(chunk) - last - 1)
    whole = file if copy is None else copy
    whole.seek(0)
    return whole
