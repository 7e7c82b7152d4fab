"""A real disk that fails when told to."""

from __future__ import annotations

import os
from threading import Event

from massstart_tui.stream.disk import Disk


class TroubledDisk(Disk):
    """A real disk on which every write fails with the errno ``code``, as long as there is one."""

    def __init__(self, code: int | None = None) -> None:
        """Begin with this ``code``."""
        self.code = code

    def write(self, file: int, data: bytes, at: int) -> None:
        if self.code is not None:
            raise OSError(self.code, os.strerror(self.code))
        super().write(file, data, at)


class FaultyDisk(Disk):
    """A disk on which a write raises an exception that the program does not foresee."""

    def write(self, file: int, data: bytes, at: int) -> None:  # noqa: ARG002 - of every disk
        raise RuntimeError


class SilentDisk(Disk):
    """A real disk on which a sync does not return while ``answers`` is cleared."""

    def __init__(self) -> None:
        """Begin with a disk that answers."""
        self.answers = Event()
        self.answers.set()

    def sync(self, file: int) -> None:
        self.answers.wait()
        super().sync(file)
