"""Tests of a recorded race that is played as a feed: what comes, when, and that it is exactly its crossings."""

from __future__ import annotations

from collections.abc import Callable

from massstart_tui.race.events import Crossing
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_path
from massstart_tui.timing.feed_clock import ClockReading, Scale
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_reader import FeedReader
from massstart_tui.timing.passing_columns import PASSING_COLUMNS
from massstart_tui.timing.played_crossings import PlayedCrossing, PlayedCrossings

THREE = (PlayedCrossing(61_002, "7"), PlayedCrossing(30_500, "12"), PlayedCrossing(3_661_003, "7"))


def clock(*times: int | None) -> Callable[[], int | None]:
    """Return a race clock that shows these times, one at each look."""
    shown = iter(times)
    return lambda: next(shown)


def test_crossings_come_when_the_race_clock_reaches_them_and_anew_after_a_gun_that_was_taken_back() -> None:
    feed = PlayedCrossings(THREE, clock(None, 30_499, 30_500, 61_002, None, 30_500, 3_700_000))
    chunks = feed.chunks()
    came = [next(chunks) for _ in range(5)]
    assert came == [
        b"chip;time\n",
        b"12;0:30.500\n",
        b"7;1:01.002\n",
        b"12;0:30.500\n",
        b"7;1:01.002\n7;61:01.003\n",
    ]
    feed.close()
    assert next(chunks, None) is None


def test_the_sample_race_with_every_crossing_is_played_as_it_was() -> None:
    path = sample_path("made-up-timed-race")
    assert path is not None
    race = load(path)
    events = [race.timeline.event(seq) for seq in race.timeline.order]
    wanted = {(event.t, event.bib) for event in events if isinstance(event, Crossing)}
    feed = PlayedCrossings((PlayedCrossing(t, str(bib)) for t, bib in wanted), clock(*range(0, 900_000, 20_000)))
    reader, found = FeedReader(PASSING_COLUMNS), FeedEvents(race.sheet, gun=ClockReading(0, Scale.RACE))
    played: set[tuple[int, int]] = set()
    for chunk in feed.chunks():
        assert isinstance(chunk, bytes)
        results = found.events(reader.records(chunk), 1)
        played |= {(event.t, event.bib) for event in results if isinstance(event, Crossing)}
        if len(played) == len(wanted):
            break
    assert played == wanted
