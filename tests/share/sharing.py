"""Helpers for tests of sharing: growing races, followers that keep what came, and waiting."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from threading import Condition as Signal
from typing import Generic, TypeVar

from massstart_tui.report.results_page import Results, ResultsFormat, write
from massstart_tui.share.address import Address
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_lines import Follower, FollowerStanding, SharedLine
from massstart_tui.share.shared_stream import Access, Link, Patience, Sharing
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recorded_race import Race
from massstart_tui.text.words import Language, words
from tests.share.natsserver import SECONDS

T = TypeVar("T")

BRIEF = Patience(connect=1, answer=1, heartbeat=0.3, first_pause=0.05, longest_pause=0.2)


class Told(Generic[T]):
    """All values passed to a callback, with waiting for some of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[T] = []
        self._changed = Signal()

    def __call__(self, what: T) -> None:
        """Add a value; may be called in any thread."""
        with self._changed:
            self.all.append(what)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[list[T]], bool]) -> None:
        """Wait until all values together are as wanted."""
        with self._changed:
            came = self._changed.wait_for(lambda: wanted(self.all), SECONDS)
            assert came, f"only {len(self.all)}, the last {self.all[-3:]}, in {SECONDS} seconds"

    def last(self, wanted: Callable[[T], bool]) -> T:
        """Wait until the last value is as wanted, and return it."""
        self.wait_for(lambda told: bool(told) and wanted(told[-1]))
        return self.all[-1]


class Publishing:
    """A publisher of a file, with the statuses it reports."""

    def __init__(self, path: Path, address: Address, confirmed: int | None = None, patience: Patience = BRIEF) -> None:
        """Start it."""
        self.told: Told[Sharing] = Told()
        self.publisher = Publisher(path, Access(address, None, patience), self.told, confirmed)

    def shared(self, events: int) -> None:
        """Wait until so many events are on the server, and nothing waits."""
        self.told.last(lambda s: s.link is Link.CONNECTED and s.shared == events and not s.behind)

    def refused(self) -> Sharing:
        """Wait until it is refused."""
        return self.told.last(lambda s: s.link is Link.REFUSED)

    def away(self) -> Sharing:
        """Wait until the server is away."""
        return self.told.last(lambda s: s.link is Link.AWAY)

    def __enter__(self) -> Publishing:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.publisher.close(0)


class Follows:
    """A follower, with the lines it receives."""

    def __init__(
        self, address: Address, came: Callable[[SharedLine], None] = lambda _: None, patience: Patience = BRIEF
    ) -> None:
        """Start it; ``came`` may block on every line."""
        self.told: Told[FollowerStanding] = Told()
        self.came: Told[SharedLine] = Told()
        self._also = came
        self._follower = Follower(Access(address, None, patience), self._take, self.told)

    def _take(self, line: SharedLine) -> None:
        self._also(line)
        self.came(line)

    def lines(self, count: int) -> list[SharedLine]:
        """Wait for so many lines, including headers."""
        self.came.wait_for(lambda came: len(came) >= count)
        return self.came.all

    def content(self) -> bytes:
        """Return the lines received as a file: the last header, and the events."""
        headers = [came.data for came in self.came.all if came.line == 1]
        events = [came.data for came in self.came.all if came.line > 1]
        return b"".join(line + b"\n" for line in (*headers[-1:], *events))

    def __enter__(self) -> Follows:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._follower.close(SECONDS)


def results(stream: bytes) -> str:
    """Return the results of a stream as JSON; the stream is checked like any file."""
    race = Race(read_from(io.BytesIO(stream), "shared"))
    at_the_end = Results(race.at("end"), race.instant("end"), race.recording.header)
    return write(at_the_end, ResultsFormat.JSON, words(Language.EN))
