"""The operations on files that a journal needs, each of them durable when it returns; errors are OSError."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
"""Without this flag Windows would write other line ends."""
_WAITS_FOR_NOBODY: Final[int] = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""With these flags opening a pipe or a terminal does not block.

One may have been put in place of the file since it was looked at; it is then opened, and refused.
"""
_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
"""Error numbers of a file system that cannot sync a folder."""
_CANNOT_LOCK: Final = _CANNOT_SYNC | {errno.ENOLCK, errno.ENOSYS}
"""Error numbers of a file system without locks.

There, only the lock by the file's name keeps a second writer out.
"""
_CANNOT_SYNC_FULLY: Final = _CANNOT_SYNC | {errno.ENOTTY}
"""Error numbers of a file system on macOS without F_FULLFSYNC."""


class FileStatus(NamedTuple):
    """The identity of a file (device and inode) and its size in bytes."""

    identity: tuple[int, int]
    size: int


class NotRegular(OSError):
    """Raised for a path that is no regular file but a folder, a pipe or a device."""


class Linked(OSError):
    """Raised if another massstart writes the file, under another of its names."""


class Disk:
    """The real disk. Every method raises OSError; a file is an open descriptor."""

    def open(self, path: Path) -> int:
        """Open an existing regular file to read and write, and lock it against other writers.

        Raises NotRegular; and Linked, except on Windows, where a lock would also keep readers out.
        """
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotRegular(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        file = os.open(path, os.O_RDWR | _BINARY | _WAITS_FOR_NOBODY)
        try:
            # Checked again on the descriptor, since the path may have been replaced between the two calls.
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise NotRegular(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
            _lock(file, path)
        except OSError:
            os.close(file)
            raise
        return file

    def create(self, path: Path, *, over: bool) -> int:
        """Create an empty file to write, without following a link.

        If the name is taken, what is there is removed if ``over``, else FileExistsError is raised.
        """
        if over:
            with suppress(FileNotFoundError):
                path.unlink()
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)

    def read(self, file: int) -> bytes:
        """Return the content of the file."""
        os.lseek(file, 0, os.SEEK_SET)
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)

    def write(self, file: int, data: bytes, at: int) -> None:
        """Write ``data`` from byte ``at`` on; after an error any part of it may have been written."""
        os.lseek(file, at, os.SEEK_SET)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]

    def truncate(self, file: int, size: int) -> None:
        """Truncate the file to ``size`` bytes."""
        os.truncate(file, size)

    def sync(self, file: int) -> None:
        """Return when what was written is on the disk itself, not only in a cache.

        On macOS fsync() leaves it in the cache of the drive; F_FULLFSYNC does not.
        """
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 - Windows has none

            try:
                fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in _CANNOT_SYNC_FULLY:
                    raise
                os.fsync(file)
        elif sys.platform == "win32":
            os.fsync(file)
        else:
            os.fdatasync(file)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder are on the disk; Windows does that by itself."""
        if sys.platform != "win32":
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            except OSError as error:
                if error.errno not in _CANNOT_SYNC:
                    raise
            finally:
                os.close(opened)

    def replace(self, beside: Path, path: Path) -> None:
        """Replace ``path`` by the file ``beside`` in one step, keeping the permissions of ``path``."""
        with suppress(FileNotFoundError):
            shutil.copymode(path, beside)
        beside.replace(path)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def status(self, file: int | Path) -> FileStatus:
        """Return the identity and size of a file, given open or by its name."""
        found = os.stat(file)  # noqa: PTH116 - an open file has no Path
        return FileStatus((found.st_dev, found.st_ino), found.st_size)

    def close(self, file: int) -> None:
        """Close the file."""
        os.close(file)


def _lock(file: int, path: Path) -> None:
    """Lock the file itself as long as it is open, since names do not show that two links are one file."""
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Linked(error.errno, error.strerror, str(path)) from error
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            raise
