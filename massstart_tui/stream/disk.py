"""What a journal asks of the system, so that written means durable: done, or an OSError."""

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
"""Without it Windows would write another line end."""
_WAITS_FOR_NOBODY: Final[int] = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe or a terminal that has been put there since it was looked at is opened at once, to be refused."""
_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
"""What a file system answers that has no way to make a folder durable."""
_CANNOT_LOCK: Final = _CANNOT_SYNC | {errno.ENOLCK, errno.ENOSYS}
"""What a file system answers that has no locks: there only the name of the file keeps a second writer out."""
_CANNOT_SYNC_FULLY: Final = _CANNOT_SYNC | {errno.ENOTTY}
"""What one answers on macOS that has no F_FULLFSYNC."""


class FileStatus(NamedTuple):
    """Which file it is (device and inode), and its size in bytes."""

    identity: tuple[int, int]
    size: int


class NotRegular(OSError):
    """What is there is no regular file: a folder, a pipe or a device."""


class Linked(OSError):
    """Another massstart writes the file, by another of its names."""


class Disk:
    """The disk as it is. Every method raises OSError; a file is an open descriptor."""

    def open(self, path: Path) -> int:
        """Open a regular file that is there, to read and to write, and keep others from opening it so.

        Raises NotRegular; and Linked, but for Windows, where a lock would keep those out who read along.
        """
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotRegular(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        file = os.open(path, os.O_RDWR | _BINARY | _WAITS_FOR_NOBODY)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise NotRegular(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
            _lock(file, path)
        except OSError:
            os.close(file)
            raise
        return file

    def create(self, path: Path, *, over: bool) -> int:
        """Create an empty file to write, and follow no link.

        What is there under this name is removed, or unless ``over`` raises FileExistsError.
        """
        if over:
            with suppress(FileNotFoundError):
                path.unlink()
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)

    def read(self, file: int) -> bytes:
        """All that is in the file."""
        os.lseek(file, 0, os.SEEK_SET)
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)

    def write(self, file: int, data: bytes, at: int) -> None:
        """Write ``data`` from byte ``at`` on; after an error any part of it may be there."""
        os.lseek(file, at, os.SEEK_SET)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]

    def truncate(self, file: int, size: int) -> None:
        """Cut the file off at ``size`` bytes."""
        os.truncate(file, size)

    def sync(self, file: int) -> None:
        """Return when what was written is on the disk itself, not only in its cache."""
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
        """Return when the names in the folder are on the disk; Windows sees to that itself."""
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
        """Put the file ``beside`` in the place of ``path`` at once; who may read that may read it still."""
        with suppress(FileNotFoundError):
            shutil.copymode(path, beside)
        beside.replace(path)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def status(self, file: int | Path) -> FileStatus:
        """Which file this is, open or by its name."""
        found = os.stat(file)  # noqa: PTH116 - an open file has no Path
        return FileStatus((found.st_dev, found.st_ino), found.st_size)

    def close(self, file: int) -> None:
        """Let go of the file."""
        os.close(file)


def _lock(file: int, path: Path) -> None:
    """Lock the file itself, for as long as it is open: one of several links to it cannot be told by its name."""
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
