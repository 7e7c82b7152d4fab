"""The whole lines of a file that may still grow."""

from __future__ import annotations

from pathlib import Path


def lines_since(path: Path, offset: int) -> tuple[list[bytes], int]:
    """The whole lines from byte ``offset`` on, without their line ends, and where the next would begin.

    The file is open no longer than this takes: Windows lets nobody replace one that is. Raises OSError.
    """
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read()
    end = data.rfind(b"\n") + 1
    return data[:end].split(b"\n")[:-1], offset + end


class Changed(Exception):
    """The file is another than it was: it is to be read anew, from its beginning."""


class Tail:
    """One reading of a stream's file. ``header`` is its first line, None as long as there is none."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self.header: bytes | None = None
        self._offset = 0
        self._identity: tuple[int, int] | None = None

    def grown(self) -> list[bytes]:
        """The events that came since, without line ends; none where there is no file yet.

        Raises Changed where the file was replaced or cut short, and OSError.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            if self._identity is None:
                return []
            raise
        identity = (found.st_dev, found.st_ino)
        if self._identity not in (None, identity) or found.st_size < self._offset:
            raise Changed
        if found.st_size == self._offset:
            return []
        self._identity = identity
        lines, self._offset = lines_since(self.path, self._offset)
        if self.header is None and lines:
            self.header = lines.pop(0)
        return lines
