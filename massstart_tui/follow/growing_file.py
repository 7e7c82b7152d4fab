"""The whole lines of a file that may still grow."""

from __future__ import annotations

from pathlib import Path
from typing import Final

REMEMBERED: Final = 256
"""So many of the bytes before those that are new are looked at again: they are others where a file was edited."""


class Changed(Exception):
    """The file is another than it was: it is to be read anew, from its beginning."""


class Tail:
    """One reading of a stream's file. ``header`` is its first line, None as long as there is none."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self.header: bytes | None = None
        self._offset = 0
        self._last = b""
        self._identity: tuple[int, int] | None = None

    def grown(self) -> list[bytes]:
        """The events that came since, without line ends; none where there is no file yet.

        Raises Changed where the file was replaced, edited or cut short, and OSError.
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
        lines = self._lines_since()
        if self.header is None and lines:
            self.header = lines.pop(0)
        return lines

    def _lines_since(self) -> list[bytes]:
        """The whole lines that are new. The file is open no longer: Windows lets nobody replace one that is."""
        with self.path.open("rb") as file:
            file.seek(self._offset - len(self._last))
            if file.read(len(self._last)) != self._last:
                raise Changed
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        self._last = (self._last + whole)[-REMEMBERED:]
        return whole.split(b"\n")[:-1]
