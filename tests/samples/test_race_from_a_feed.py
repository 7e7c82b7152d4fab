"""Test that a feed of the sample race with every crossing gives exactly its crossings."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from massstart_tui.race.events import Crossing
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_path
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_reader import FeedReader, format_called

GUN_MS: Final = 15 * 3_600_000
SECOND_ANKLE_MS: Final = 120
"""The chip on the other ankle is read so long after the first."""
JUST_AFTER_THE_GUN_MS: Final = 2_000
"""All cross the line where they started; that is no lap."""


def of_day_text(t: int) -> str:
    """Return the time of day ``t`` ms after the gun."""
    seconds, ms = divmod(GUN_MS + t, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"


def test_a_feed_of_two_chips_a_skater_gives_exactly_the_crossings_of_the_sample() -> None:
    path = sample_path("made-up-timed-race")
    assert path is not None
    race = load(path)
    events = [race.timeline.event(seq) for seq in race.timeline.order]
    wanted = sorted((event.t, event.bib) for event in events if isinstance(event, Crossing))
    assert len(wanted) > 100
    skaters = tuple(replace(s, transponders=(f"A{s.bib}", f"B{s.bib}")) for s in race.sheet.skaters)
    passes = wanted + [(JUST_AFTER_THE_GUN_MS, skater.bib) for skater in skaters]
    reads = sorted(
        (t + late, f"{ankle}{bib}") for t, bib in passes for ankle, late in (("A", 0), ("B", SECOND_ANKLE_MS))
    )
    feed = "".join(f"{chip};{of_day_text(t)}\n" for t, chip in reads)
    found = FeedEvents(replace(race.sheet, skaters=skaters), gun=of_day(of_day_text(0)))
    results = found.events(FeedReader(format_called("plain")).records(feed.encode()), 1)
    made = [result for result in results if isinstance(result, Crossing)]
    assert sorted((event.t, event.bib) for event in made) == wanted
