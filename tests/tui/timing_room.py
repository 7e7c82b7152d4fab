"""A timing system for the tests of live entry: it says what a test tells it to, when it does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.timing.feed_connection import FeedNews
from massstart_tui.tui.timing_feed import TimingSource
from tests.tui.typing import Typist, typing

SHEET: Final = Sheet(
    "frost-cup",
    "Mass start",
    8,
    tuple(
        Skater(bib, name, noc, transponders=(f"10{bib}",))
        for bib, name, noc in (
            (1, "Ada Brinkhof", "NED"),
            (2, "Lotte van der Kleij", "NED"),
            (3, "Mei Tanabara", "JPN"),
        )
    ),
    lap_length=400,
    start=datetime.fromisoformat("2026-03-01T10:30:00+01:00"),
)
"""A sprint at lap 4, by the default rules."""


class ScriptedFeed:
    """A connection that yields what a test puts into it; ``acknowledged`` is what it was told to be on disk."""

    def __init__(self) -> None:
        """Begin without anything to say."""
        self.acknowledged = 0
        self.sent = 0
        self._says: SimpleQueue[FeedNews | None] = SimpleQueue()

    def say(self, news: FeedNews) -> None:
        """Say this next."""
        self.sent += len(news) if isinstance(news, bytes) else 0
        self._says.put(news)

    def chunks(self) -> Iterator[FeedNews]:
        """Yield what is said, until `close`."""
        while (news := self._says.get()) is not None:
            yield news

    def stored(self, upto: int) -> None:
        """Remember what is on disk."""
        self.acknowledged = upto

    def close(self) -> None:
        """End."""
        self._says.put(None)


class TimingRoom:
    """The typist of a race, and the feed beside it. Times are in seconds since the gun of the feed, at 10:30:00."""

    def __init__(self, typist: Typist, feed: ScriptedFeed) -> None:
        """Time the race of ``typist``."""
        self.typist = typist
        self.feed = feed

    async def passes(self, *bibs: int, at: float, apart: float = 0.2) -> None:
        """Let these skaters pass, the first at ``at``, and wait until it is handled; the clock goes on to the last."""
        rows = []
        for place, bib in enumerate(bibs):
            minutes, seconds = divmod(at + place * apart, 60)
            rows.append(f"10{bib};10:{30 + int(minutes):02d}:{seconds:06.3f}\n")
        await self.comes("".join(rows), at=at + (len(bibs) - 1) * apart)

    async def comes(self, rows: str, at: float) -> None:
        """Let the feed say ``rows`` when the race clock is at ``at``, and wait until it is handled and on disk."""
        if self.typist.recorder.clock.running:
            self.typist.at(max(self.typist.recorder.t, round(at * 1000)))
        self.feed.say(rows.encode())
        await self.typist.stage.until(lambda: self.feed.acknowledged == self.feed.sent)
        await self.typist.on_disk()

    async def offers(self, told: str) -> None:
        """Wait until this is on the screen, and painted."""
        await self.typist.stage.shows(told)
        timing = self.typist.screen.notices.timing
        assert timing is not None
        await self.typist.stage.until(lambda: timing.seen(self.typist.clock.now) == timing.offer)

    async def laps(self, *laps: int) -> None:
        """Let all three pass for each of these laps, 38 s and then every 34 s."""
        for lap in laps:
            await self.passes(1, 2, 3, at=lap_time(lap))


def lap_time(lap: int) -> float:
    """Return the race time in seconds at which the leader completes ``lap``."""
    return 4 + 34 * lap


@asynccontextmanager
async def timed(
    path: Path, *, gun: bool = True, sheet: Sheet = SHEET, format_name: str | None = None, **wanted: Any
) -> AsyncIterator[TimingRoom]:
    """Yield the timing room of a race at ``path``; with the ``gun`` its first passing has started the race."""
    from massstart_tui.timing.feed_clock import of_day

    feed = ScriptedFeed()
    source = TimingSource(feed, format_name, gun=of_day("10:30:00") if gun else None)
    async with typing(sheet, path, timing=source, **wanted) as typist:
        room = TimingRoom(typist, feed)
        if gun:
            await room.passes(1, 2, 3, at=2)
        yield room
