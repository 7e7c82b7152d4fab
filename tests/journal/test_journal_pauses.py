"""Tests of the pauses between attempts to write: each is twice as long as the one before, up to a limit."""

from __future__ import annotations

import errno
import threading
from types import SimpleNamespace

import pytest

from massstart_tui.journal import journal as journals
from tests.journal.journals import Opener, Told, Unwilling, note

TRIES = 6


class NoPause(threading.Condition):
    """A condition whose waits with a timeout return at once, and which records the timeouts."""

    def __init__(self, disk: Unwilling) -> None:
        """Store the ``disk``, which works again after some attempts."""
        super().__init__()
        self.pauses: list[float] = []
        self._disk = disk

    def wait(self, timeout: float | None = None) -> bool:
        if timeout is None:
            return super().wait()
        self.pauses.append(timeout)
        if len(self.pauses) % TRIES == 0:
            self._disk.refusing = {}
        return False


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch, disk: Unwilling) -> NoPause:
    waiting = NoPause(disk)
    monkeypatch.setattr(journals, "Signal", lambda: waiting)
    return waiting


def test_each_pause_is_twice_the_one_before_up_to_two_seconds_and_after_success_they_begin_anew(
    waits: NoPause, opened: Opener, disk: Unwilling, told: Told
) -> None:
    journal = opened()
    for seq in (1, 2):
        disk.refusing = {"sync": errno.EIO}
        journal.append([note(seq)])
        told.confirmed(seq)
    assert waits.pauses == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0] * 2


def test_a_journal_that_is_being_closed_does_not_pause_beyond_its_patience(
    waits: NoPause, opened: Opener, disk: Unwilling, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked_for_the_time() -> float:
        if threading.current_thread() is threading.main_thread():  # in close, which holds the lock until it has begun
            disk.awake.set()
        return 100.0

    monkeypatch.setattr(journals, "time", SimpleNamespace(monotonic=asked_for_the_time))
    disk.refusing = {"sync": errno.EIO}
    disk.awake.clear()
    journal = opened()
    journal.append([note(1)])
    assert journal.close(1.0).pending == 0
    assert waits.pauses == [0.2, 0.4, 0.8, 1.0, 1.0, 1.0]
