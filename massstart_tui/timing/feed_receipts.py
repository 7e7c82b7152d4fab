"""Say to a connection what is on disk, as the journal of the race says it."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import NamedTuple

from massstart_tui.timing.feed_connection import FeedConnection


class _Receipt(NamedTuple):
    """The first ``upto`` bytes of the feed are recorded by the events up to ``seq``."""

    upto: int
    seq: int


class FeedReceipts:
    """What a connection gave, and which events it became; for the thread that records and that of the journal."""

    def __init__(self, connection: FeedConnection, confirmed: int = 0) -> None:
        """Begin with the first byte; the events up to ``confirmed`` are on disk already."""
        self._connection = connection
        self._confirmed = confirmed
        self._waiting: deque[_Receipt] = deque()
        self._lock = Lock()

    def recorded(self, upto: int, seq: int) -> None:
        """Take note that the first ``upto`` bytes are recorded by the events up to ``seq``, on disk or not."""
        with self._lock:
            self._waiting.append(_Receipt(upto, seq))
        self._tell()

    def confirmed(self, seq: int) -> None:
        """Take note that the events up to ``seq`` are on disk."""
        with self._lock:
            self._confirmed = max(self._confirmed, seq)
        self._tell()

    def _tell(self) -> None:
        upto = None
        with self._lock:
            while self._waiting and self._waiting[0].seq <= self._confirmed:
                upto = self._waiting.popleft().upto
        if upto is not None:
            self._connection.stored(upto)
