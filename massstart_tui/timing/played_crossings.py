"""The crossings of a recorded race as a feed, for a rehearsal: each comes when the race clock reaches its moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import Final, NamedTuple

from massstart_tui.timing.feed_connection import FeedNews

EVERY: Final = 0.05
"""Seconds between two looks at the race clock."""


class PlayedCrossing(NamedTuple):
    """A crossing at ``t``, in ms since the gun, by whoever has this chip or bib."""

    t: int
    chip: str


class PlayedCrossings:
    """A connection that gives crossings as a plain table, as a timing system would."""

    def __init__(self, crossings: Iterable[PlayedCrossing], now: Callable[[], int | None]) -> None:
        """Play ``crossings``; ``now`` returns the race time in ms, None while the race clock does not run."""
        self._crossings = sorted(crossings)
        self._now = now
        self._closed = Event()

    def chunks(self) -> Iterator[FeedNews]:
        """Yield the headings, and then the crossings that the race clock has reached; end after `close`.

        A gun that is taken back begins the feed anew.
        """
        yield b"chip;time\n"
        told = 0
        while not self._closed.wait(EVERY):
            now = self._now()
            if now is None:
                told = 0
                continue
            reached = bisect_right(self._crossings, now, key=lambda crossing: crossing.t)
            if reached > told:
                rows = "".join(map(_row, self._crossings[told:reached]))
                told = reached
                yield rows.encode()

    def stored(self, upto: int) -> None:
        """Do nothing: the race can be played again."""

    def close(self) -> None:
        """End soon."""
        self._closed.set()


def _row(crossing: PlayedCrossing) -> str:
    """Return the row of a crossing: minutes and seconds are a time since the gun."""
    minutes, ms = divmod(crossing.t, 60_000)
    return f"{crossing.chip};{minutes}:{ms // 1000:02}.{ms % 1000:03}\n"
