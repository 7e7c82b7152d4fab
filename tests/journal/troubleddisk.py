"""A real disk that fails when it is told to."""

from __future__ import annotations

import os
from threading import Event

from massstart_tui.stream.disk import Disk


class TroubledDisk(Disk):
    """The disk as it is, but for as long as there is a ``code``: then every write fails with it."""

    def __init__(self, code: int | None = None) -> None:
        """Fail with this ``code`` to begin with."""
        self.code = code

    def write(self, file: int, data: bytes, at: int) -> None:
        if self.code is not None:
            raise OSError(self.code, os.strerror(self.code))
        super().write(file, data, at)


class FaultyDisk(Disk):
    """A disk that is no disk: a write ends in a fault of the program, as none is foreseen."""

    def write(self, file: int, data: bytes, at: int) -> None:  # noqa: ARG002 - of every disk
        raise RuntimeError


class SilentDisk(Disk):
    """The disk as it is, which does not come back from a sync while it does not answer."""

    def __init__(self) -> None:
        """It answers."""
        self.answers = Event()
        self.answers.set()

    def sync(self, file: int) -> None:
        self.answers.wait()
        super().sync(file)
