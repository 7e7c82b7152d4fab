"""One writer at a time: a lock that the system lets go when its process ends, however that ends, and who holds it."""

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
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE: Final = 0.2
"""Seconds to try for: who is leaving may have left by then, and who has just come has signed."""
_MOST_BYTES: Final = 4096


class Holder(NamedTuple):
    """Who records: the process, on which machine, started by whom, since when by the clock of that machine."""

    pid: int
    host: str
    user: str
    since: datetime


class Held(Exception):
    """Somebody else is the writer: ``holder``, None where it cannot be told who."""

    def __init__(self, holder: Holder | None) -> None:
        """Keep who it is."""
        self.holder = holder
        super().__init__(holder)


def myself() -> Holder:
    """This process, from now on."""
    return Holder(os.getpid(), socket.gethostname(), _user(), datetime.now().astimezone())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user id without a name; Windows without USERNAME
        return ""


class Lock:
    """The right to write one file, held through a file beside it that also says who holds it.

    The first byte of that file is what Windows locks, and lets nobody read: who holds it stands behind.
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        """For the file at ``path``; it is not held yet."""
        self.path = path.with_name(path.name + ".lock")
        self.holder = holder
        self._lock: BaseFileLock | None = None
        self._identity: tuple[int, int] | None = None

    def hold(self) -> None:
        """Have the lock, or go on having it; it is taken again where its file has gone, with the folder or without.

        Raises Held, and OSError where there cannot be a lock.
        """
        if not self._stands():
            self.release()
            self._take()

    def _stands(self) -> bool:
        """Whether the file that is locked is the one that others will find."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return self._identity == (found.st_dev, found.st_ino)

    def _take(self) -> None:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - costs as much as a screen; only who records needs it

        folder = self.path.parent
        if not folder.is_dir():  # the library would make it, but its disk may only be away
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        lock = FileLock(self.path, PATIENCE, thread_local=False, fallback_to_soft=False, on_acquired=self._sign)
        try:
            lock.acquire()
        except Timeout:
            raise Held(holder_of(self.path)) from None
        self._lock = lock

    def _sign(self, file: int) -> None:
        found = os.fstat(file)
        self._identity = (found.st_dev, found.st_ino)
        with suppress(OSError):  # a full disk: the lock holds, unsigned
            os.truncate(file, 0)
            os.write(file, b"\n" + signature(self.holder))

    def release(self) -> None:
        """Let go of the lock, and leave no file behind."""
        if self._lock is None:
            return
        if sys.platform != "win32" and self._stands():  # there the library removes it
            with suppress(OSError):  # left behind it keeps nobody out
                self.path.unlink()
        self._lock.release()
        self._lock = self._identity = None


def holder_of(path: Path) -> Holder | None:
    """Who signed the lock file at ``path``; None where that cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(1)
            return signed_by(file.read(_MOST_BYTES))
    except OSError:
        return None


def signature(holder: Holder) -> bytes:
    """Who it is, as `signed_by` reads it."""
    return json.dumps({**holder._asdict(), "since": holder.since.isoformat()}).encode()


def signed_by(signature: bytes) -> Holder | None:
    """Who wrote this signature; None where it is none."""
    try:
        said = json.loads(signature)
        return Holder(int(said["pid"]), str(said["host"]), str(said["user"]), datetime.fromisoformat(said["since"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
