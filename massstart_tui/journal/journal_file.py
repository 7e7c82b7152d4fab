"""The file of a journal: keep its whole content in memory, and get it on disk whatever happens to the file.

Nothing in this module waits or tries again: a call either gets everything on disk, or raises and may be repeated.
"""

from __future__ import annotations

import io
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Protocol

from massstart_tui.journal.writer_lock import Held
from massstart_tui.stream.codec import Header, encode_header
from massstart_tui.stream.disk import Disk
from massstart_tui.stream.faults import BadData, Fault, Flaw
from massstart_tui.stream.reading import Recording, read_from


class Replaced(Exception):
    """Raised if something else is where the journal was; it is not overwritten."""


class Right(Protocol):
    """The right to write the file; see `Lock`."""

    def hold(self) -> None:
        """Acquire or keep the right; raises Held or OSError."""


class JournalFile:
    """One file, to be used by the holder of the ``right`` to write it, in one thread.

    ``recording`` is what the file held when it was opened, ``moved_tear`` the file to which the last tear, an
    incomplete last line, was moved. What others do to the file is noticed before anything counts as written. A file
    whose bytes begin as the journal does is the journal, wherever it comes from, and is continued; if there is no file
    it is written again; any other file is left alone.
    """

    def __init__(self, path: Path, header: Header, right: Right, disk: Disk) -> None:
        """Open the file, and move a tear out of it; if there is no file, the first `secure` creates it.

        Raises BadData, also if it holds another race, and OSError if it cannot be written.
        """
        self.path = path
        self.moved_tear: Path | None = None
        self._right = right
        self._disk = disk
        self._file: int | None = None
        self._content = bytearray(encode_header(header))
        # The number of bytes of the content that are certainly on disk.
        self._safe = 0
        # Replaced headers that may still be in the file.
        self._old_headers: list[bytes] = []
        with ExitStack() as on_error:
            on_error.callback(self.close)
            self.recording = self._open(header)
            on_error.pop_all()

    def _open(self, header: Header) -> Recording:
        try:
            file = self._file = self._disk.open(self.path)
        except FileNotFoundError:
            return read_from(io.BytesIO(self._content), str(self.path))
        data = self._disk.read(file)
        whole = data[: _end_of_lines(data)] or data
        recording = read_from(io.BytesIO(whole), str(self.path))
        if recording.sheet.id != header.race.id:
            values = {"given": recording.sheet.id, "wanted": header.race.id}
            raise BadData(str(self.path), [Fault(1, "race.id", Flaw.OTHER_RACE, values)])
        if tear := data[len(whole) :]:
            self._move(tear)
            self._disk.truncate(file, len(whole))
        self._disk.sync(file)
        self._disk.sync_folder(self.path.parent)
        self._safe = len(whole)
        # A header may be the only line, without its newline.
        self._content = bytearray(whole.removesuffix(b"\n") + b"\n")
        return recording

    def add(self, lines: bytes) -> None:
        """Append lines to the content in memory."""
        self._content += lines

    def put_header(self, header: bytes) -> None:
        """Replace the header in memory; the next `secure` rewrites the whole file at once."""
        end = self._content.index(b"\n") + 1
        self._old_headers.append(bytes(self._content[:end]))
        self._content[:end] = header

    def secure(self) -> None:
        """Return when the whole content is on disk at its path.

        Raises OSError if that is not possible, Replaced if something else is at that path, and Held if another process
        has the right to write. Then no more is certainly on disk than before.
        """
        try:
            self._right.hold()
            file = self._taken_up()
            # A header can have another length, so replacing it takes a new file.
            if file is not None and self._safe and not self._old_headers:
                self._write_on(file)
            else:
                self._write_anew()
            self._check_place()
        except (OSError, Replaced, Held):
            self.close()
            raise
        self._safe = len(self._content)
        self._old_headers.clear()

    def _taken_up(self) -> int | None:
        """Return the open file, truncated to what is certainly on disk; None if there is no file."""
        if self._file is not None and not self._is_as_left(self._file):
            self.close()
        if self._file is None:
            try:
                self._file = self._disk.open(self.path)
            except FileNotFoundError:
                return None
            self._take_up(self._file)
        return self._file

    def _is_as_left(self, file: int) -> bool:
        """Return whether the file is still at its path, with the size that it was left with."""
        try:
            at_its_place = self._disk.status(self.path)
        except OSError:
            return False
        return at_its_place == self._disk.status(file) and at_its_place.size == self._safe

    def _take_up(self, file: int) -> None:
        """Continue with a file that was away or was changed by another process, or whose state on disk is unknown.

        What was written but is not certainly on disk is truncated and written again, and the folder entry is synced:
        what the system shows is not always what the disk has.
        """
        data = self._disk.read(file)
        own = self._own(data)
        self._disk.sync_folder(self.path.parent)
        if tear := data[own:]:
            self._move(tear)
        if not self._old_headers:
            self._safe = min(self._safe, own)
            if self._safe:
                self._disk.truncate(file, self._safe)

    def _own(self, data: bytes) -> int:
        """Return how many bytes of the file's ``data`` belong to the journal; what follows them is a tear.

        Raises Replaced if the data does not begin as the journal does.
        """
        events = self._content[self._content.index(b"\n") + 1 :]
        streams = [bytes(self._content), *(header + events for header in self._old_headers)]
        # A rename that failed may have happened after all, so the file may have an old header.
        if any(stream.startswith(data) for stream in streams):
            return len(data)
        end = _end_of_lines(data)
        if end and any(stream.startswith(data[:end]) for stream in streams):
            return end
        raise Replaced

    def _move(self, tear: bytes) -> None:
        """Write a tear to a file of its own, with a number that no earlier one has, and sync it."""
        file, path = self._create_beside()
        try:
            self._disk.write(file, tear, 0)
            self._disk.sync(file)
        finally:
            self._disk.close(file)
        self._disk.sync_folder(path.parent)
        self.moved_tear = path

    def _create_beside(self) -> tuple[int, Path]:
        name, number = f"{self.path.name}.torn", 1
        while True:
            path = self.path.with_name(name if number == 1 else f"{name}-{number}")
            with suppress(FileExistsError):
                return self._disk.create(path, over=False), path
            number += 1

    def _write_on(self, file: int) -> None:
        try:
            self._disk.write(file, bytes(self._content[self._safe :]), self._safe)
            self._disk.sync(file)
        except OSError:
            # This leaves no tear if the program ends before it can write; the next call makes sure of it.
            with suppress(OSError):
                self._disk.truncate(file, self._safe)
            raise

    def _write_anew(self) -> None:
        """Write the whole content to a second file, and rename it over the first once it is on disk."""
        beside = self.path.with_name(f"{self.path.name}.new")
        file = self._disk.create(beside, over=True)
        try:
            self._fill(file)
            self._check_place()
            self.close()  # Windows does not replace an open file
            self._disk.replace(beside, self.path)
        except (OSError, Replaced):
            with suppress(OSError):
                self._disk.remove(beside)
            raise
        self._disk.sync_folder(self.path.parent)
        self._file = self._disk.open(self.path)

    def _fill(self, file: int) -> None:
        try:
            self._disk.write(file, bytes(self._content), 0)
            self._disk.sync(file)
        finally:
            self._disk.close(file)

    def _check_place(self) -> None:
        """Raise if the file at the path is not the open one, or is there although none is open."""
        try:
            found = self._disk.status(self.path).identity
        except FileNotFoundError:
            if self._file is not None:
                raise
        else:
            if self._file is None or found != self._disk.status(self._file).identity:
                raise Replaced

    def close(self) -> None:
        """Close the file; `secure` opens it again."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # what counts has been synced
                self._disk.close(file)


def _end_of_lines(data: bytes) -> int:
    """Return the offset after the last newline."""
    return data.rfind(b"\n") + 1
