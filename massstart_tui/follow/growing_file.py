"""Read the whole lines that are added to a growing file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

REMEMBERED: Final = 256
"""The number of bytes before the new ones that are reread; if they differ, the file was edited."""


class Changed(Exception):
    """Raised if the file was replaced, edited or truncated, and has to be read again from its beginning."""


class Tail:
    """Reads one stream's file as it grows; ``header`` is its first line, None until there is one."""

    def __init__(self, path: Path) -> None:
        """Store the path; nothing is read yet."""
        self.path = path
        self.header: bytes | None = None
        self._offset = 0
        self._last = b""
        self._identity: tuple[int, int] | None = None

    def grown(self) -> list[bytes]:
        """Return the events that were added since the last call, without line ends; none if there is no file yet.

        Raises Changed if the file was replaced, edited or truncated, and OSError.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            if self._identity is None:
                return []
            raise
        identity = (found.st_dev, found.st_ino)
        # Another inode is another file; a shorter one was truncated.
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
        """Return the new whole lines.

        The file is open only while it is read, because Windows does not let anybody replace an open file.
        """
        with self.path.open("rb") as file:
            file.seek(self._offset - len(self._last))
            # An editor may rewrite a file in place, with the same inode and a greater size.
            if file.read(len(self._last)) != self._last:
                raise Changed
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        self._last = (self._last + whole)[-REMEMBERED:]
        return whole.split(b"\n")[:-1]
