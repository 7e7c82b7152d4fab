"""The file of a journal: all that should be in it is kept in memory, and brought to disk, whatever happens there.

Nothing here waits or tries again: a call either has everything on disk, or raises, and may simply be made again.
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
    """Where the journal was stands something else, which is not written over."""


class Right(Protocol):
    """The right to write."""

    def hold(self) -> None:
        """Have it; raises Held or OSError."""


class JournalFile:
    """One file, for whoever has the ``right`` to write it, and for one thread.

    ``recording`` is what was in it when it was opened, ``moved_tear`` where the last tear went. What others do to the
    file is found out before anything counts as written. What begins as the journal does, to the byte, is the journal,
    wherever it comes from, and is gone on with; where there is nothing it is written anew; all else is left alone.
    """

    def __init__(self, path: Path, header: Header, right: Right, disk: Disk) -> None:
        """Open what is there, and move a tear out of it; where there is no file, the first `secure` makes it.

        Raises BadData, also where it holds another race, and OSError where it cannot be written.
        """
        self.path = path
        self.moved_tear: Path | None = None
        self._right = right
        self._disk = disk
        self._file: int | None = None
        self._content = bytearray(encode_header(header))
        # How many bytes of the content are on disk for certain.
        self._safe = 0
        # Headers that may be in the file in the place of the one that should be.
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
        # A header may be all there is, and lack its newline.
        self._content = bytearray(whole.removesuffix(b"\n") + b"\n")
        return recording

    def add(self, lines: bytes) -> None:
        """Lines that are to follow what is there."""
        self._content += lines

    def put_header(self, header: bytes) -> None:
        """Another header line, in the place of the one there is; the file is to be written anew, at once and whole."""
        end = self._content.index(b"\n") + 1
        self._old_headers.append(bytes(self._content[:end]))
        self._content[:end] = header

    def secure(self) -> None:
        """Return when everything is on disk, at its place.

        Raises OSError where that cannot be, Replaced where something else is at that place, Held where the right to
        write has gone to another. Nothing more is on disk for certain then than was before.
        """
        try:
            self._right.hold()
            file = self._taken_up()
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
        """The open file, with nothing in it but what is there for certain; None where there is no file."""
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
        """Whether the file is at its place still, and no longer or shorter than it was left."""
        try:
            at_its_place = self._disk.status(self.path)
        except OSError:
            return False
        return at_its_place == self._disk.status(file) and at_its_place.size == self._safe

    def _take_up(self, file: int) -> None:
        """Go on with a file that was away, or changed by another, or of which nobody knows what the disk has done.

        What was written but is not there for certain is cut off to be written again, and its name is made sure of: what
        the system shows is not always what the disk has.
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
        """How much of what was found in the file is the journal's; behind it is a tear, or else Replaced is raised."""
        events = self._content[self._content.index(b"\n") + 1 :]
        streams = [bytes(self._content), *(header + events for header in self._old_headers)]
        if any(stream.startswith(data) for stream in streams):
            return len(data)
        end = _end_of_lines(data)
        if end and any(stream.startswith(data[:end]) for stream in streams):
            return end
        raise Replaced

    def _move(self, tear: bytes) -> None:
        """Write the end of a line that was cut short to a file of its own, beside the others there may be."""
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
            # So that no tear is left, should the program end before it can write; the next call is sure of it.
            with suppress(OSError):
                self._disk.truncate(file, self._safe)
            raise

    def _write_anew(self) -> None:
        """Write a whole file beside, and put it in its place once it is on disk."""
        beside = self.path.with_name(f"{self.path.name}.new")
        file = self._disk.create(beside, over=True)
        try:
            self._fill(file)
            self._check_place()
            self.close()  # Windows replaces no file that is open
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
        """Raise where others would not find the file that is open, or any file where none is."""
        try:
            found = self._disk.status(self.path).identity
        except FileNotFoundError:
            if self._file is not None:
                raise
        else:
            if self._file is None or found != self._disk.status(self._file).identity:
                raise Replaced

    def close(self) -> None:
        """Let go of the file; `secure` takes it up again."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # what counts has been synced
                self._disk.close(file)


def _end_of_lines(data: bytes) -> int:
    """Where the last line that has its newline ends."""
    return data.rfind(b"\n") + 1
