"""A lock that admits one writer of a file at a time, and says who holds it.

The system releases the lock when the process ends, however it ends.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE: Final = 0.2
"""Seconds to keep trying to take the lock.

In that time a process that is ending releases it, and a process that has just taken it writes who it is.
"""
_MOST_BYTES: Final = 4096


class Holder(NamedTuple):
    """The process that records: its id, its machine, its user, and since when by the clock of that machine."""

    pid: int
    host: str
    user: str
    since: datetime


class Held(Exception):
    """Raised if another process is the writer; ``holder`` is None if it cannot be determined."""

    def __init__(self, holder: Holder | None) -> None:
        """Store the holder."""
        self.holder = holder
        super().__init__(holder)


def myself() -> Holder:
    """Return this process as a holder from now on."""
    return Holder(os.getpid(), socket.gethostname(), _user(), datetime.now().astimezone())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user id without a name, or Windows without USERNAME
        return ""


class Lock:
    """The right to write one file, held through a lock file beside it that also names the holder.

    Windows locks the first byte of the lock file and lets nobody read it, so the holder is written after it.
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        """Prepare a lock for the file at ``path``; it is not acquired yet."""
        self.path = path.with_name(path.name + ".lock")
        self.holder = holder
        self._lock: BaseFileLock | None = None
        self._identity: tuple[int, int] | None = None

    def hold(self) -> None:
        """Acquire the lock, or keep it; it is acquired again if its file, or the folder of it, was removed.

        Raises Held, or OSError if the lock file cannot be created.
        """
        if not self._stands():
            self.release()
            self._take()

    def _stands(self) -> bool:
        """Return whether the locked file is the one that other processes find at the path."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return self._identity == (found.st_dev, found.st_ino)

    def _take(self) -> None:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - costs as much as a screen; only recorders need it

        folder = self.path.parent
        if not folder.is_dir():  # the library would create it, but its disk may only be away
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        lock = FileLock(self.path, PATIENCE, thread_local=False, fallback_to_soft=False, on_acquired=self._sign)
        try:
            lock.acquire()
        except Timeout:
            self._refuse_a_place_without_files()
            raise Held(holder_of(self.path)) from None
        self._lock = lock

    def _refuse_a_place_without_files(self) -> None:
        """Raise OSError if the lock file is not there because the folder takes no files: then nobody holds it.

        The library waits for a file that it cannot create as it waits for one that is locked.
        """
        if not os.path.lexists(self.path):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644))

    def _sign(self, file: int) -> None:
        found = os.fstat(file)
        self._identity = (found.st_dev, found.st_ino)
        with suppress(OSError):  # on a full disk the lock holds, unsigned
            os.truncate(file, 0)
            os.write(file, b"\n" + signature(self.holder))

    def release(self) -> None:
        """Release the lock, and remove its file."""
        if self._lock is None:
            return
        if sys.platform != "win32" and self._stands():  # on Windows the library removes it
            with suppress(OSError):  # a file left behind keeps nobody out
                self.path.unlink()
        self._lock.release()
        self._lock = self._identity = None


def holder_of(path: Path) -> Holder | None:
    """Return who signed the lock file at ``path``; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(1)
            return signed_by(file.read(_MOST_BYTES))
    except OSError:
        return None


def is_held(path: Path) -> bool:
    """Return whether a process records the file at ``path`` now; its lock is not disturbed."""
    try:
        with path.with_name(path.name + ".lock").open("rb") as file:
            if sys.platform == "win32":
                file.read(1)  # the byte that the holder has locked
                return False
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        return False
    return False


def signature(holder: Holder) -> bytes:
    """Return the holder as bytes that `signed_by` parses."""
    return json.dumps({**holder._asdict(), "since": holder.since.isoformat()}).encode()


def signed_by(signature: bytes) -> Holder | None:
    """Parse a signature; return None if it is not one."""
    try:
        said = json.loads(signature)
        return Holder(int(said["pid"]), str(said["host"]), str(said["user"]), datetime.fromisoformat(said["since"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
