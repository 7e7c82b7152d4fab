"""Every sample of passings gives the race of `expected.json`: whole, cut, again, shuffled, with noise."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Iterator, Sequence

import pytest

from massstart_tui.race.events import Crossing, Event, Start
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_reader import FeedReader
from tests.timing.invented_race import FEEDS, GUN, crossings_in_ms, sheet

RESOLUTION_MS = {
    "raceresult-file.txt": 1,
    "raceresult-push.txt": 1,
    "wiclax.txt": 1,
    "ipico.txt": 10,
    "mylaps-ts.txt": 1,
    "chronotrack.txt": 10,
    "p3-decoded.csv": 1,
    "impinj.csv": 1,
}
"""The samples of passings, and to how many ms their times are written."""


LINE = {"raceresult-push.txt": "1", "wiclax.txt": "0A", "mylaps-ts.txt": "Finish"}
"""The loop that is the line, where a sample has two."""


GUN_TOLD = ("raceresult-push.txt", "wiclax.txt", "mylaps-ts.txt", "chronotrack.txt")
"""The samples that tell the gun themselves."""
NOISE = (b"", b"  ", b"*", b"x", b"\xff\xfe\x00", b"@@", b";;;", b"~~~~~~~", b"{}", b"aa00")


def converted(
    chunks: Iterable[bytes], recorded: Sequence[Event] = (), loop: str | None = None, gun: str | None = GUN
) -> tuple[list[Event], list[Fault]]:
    """Return the events after a run that takes ``chunks``, and the faults of the run."""
    events, faults = list(recorded), list[Fault]()
    reader = FeedReader()
    found = FeedEvents(
        sheet(), in_force(events) if events else None, gun=None if gun is None else of_day(gun), loop=loop
    )
    for chunk in chunks:
        for result in found.events(reader.records(chunk), len(events) + 1):
            if isinstance(result, Fault):
                faults.append(result)
            else:
                events.append(result)
    return events, [*faults, *found.end()]


def in_force(events: Sequence[Event]) -> Timeline:
    header = encode_header(Header(race=sheet()))
    return Timeline(read_from(io.BytesIO(b"".join((header, *map(encode_event, events)))), "race"))


def crossings(events: Sequence[Event]) -> dict[int, list[int]]:
    """Return the crossings that stand, by bib."""
    found: dict[int, list[int]] = {}
    timeline = in_force(events)
    for position in range(1, len(timeline) + 1):
        event = timeline.event(timeline.order[position - 1])
        if isinstance(event, Crossing):
            found.setdefault(event.bib, []).append(timeline.times[position - 1])
    return found


def agrees(name: str, events: Sequence[Event]) -> None:
    wanted, told = crossings_in_ms(all_read=False), crossings(events)
    assert {bib: len(times) for bib, times in told.items()} == {bib: len(times) for bib, times in wanted.items()}
    for bib, times in wanted.items():
        assert told[bib] == pytest.approx(times, abs=RESOLUTION_MS[name]), bib


@pytest.mark.parametrize("name", RESOLUTION_MS)
class TestSamples:
    def test_a_sample_gives_what_is_expected(self, name: str) -> None:
        events, faults = converted([(FEEDS / name).read_bytes()])
        agrees(name, events)
        assert [fault.code for fault in faults if not fault.harmless] == []

    def test_a_feed_is_the_same_however_it_is_cut(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        for size in (1, 7, 1024):
            events, _ = converted(data[at : at + size] for at in range(0, len(data), size))
            agrees(name, events)

    def test_a_feed_that_broke_off_goes_on_where_it_was(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        for end in (*range(0, len(data), 1024), len(data)):
            events, _ = converted([data[:end]])
            again, _ = converted([data], events)
            agrees(name, again)
            assert converted([data], again)[0] == again

    def test_reads_in_any_order_are_the_same_crossings(self, name: str) -> None:
        lines = (FEEDS / name).read_bytes().splitlines(keepends=True)
        heading = [] if lines[0][:1].isdigit() else [lines.pop(0)]
        for seed in range(10):
            random.Random(seed).shuffle(lines)
            agrees(name, converted([*heading, *lines], loop=LINE.get(name))[0])

    def test_noise_between_the_records_changes_no_crossing(self, name: str) -> None:
        for seed in range(3):
            data = b"".join(with_noise(name, random.Random(seed)))
            agrees(name, converted([data])[0])
            agrees(name, converted(data[at : at + 100] for at in range(0, len(data), 100))[0])


def with_noise(name: str, chance: random.Random) -> Iterator[bytes]:
    """Yield the records of a sample, whole, and between them blank and senseless lines and halves of records."""
    data = (FEEDS / name).read_bytes()
    end = b"\r" if name == "wiclax.txt" else b"\r\n"
    after = b"$" + end if name == "mylaps-ts.txt" else end
    yield from (first := data.splitlines(keepends=True))[:1]
    for line in first[1:]:
        # Of a table without an own form only the time tells a half row from a whole one.
        half = line[: len(line) // 3] if name.endswith(".csv") else line[: chance.randrange(max(1, len(line) - 3))]
        yield chance.choice((*NOISE, half.rstrip(b"$"))) + after
        yield line


@pytest.mark.parametrize("name", GUN_TOLD)
def test_the_gun_is_that_of_the_feed_if_nobody_says_another(name: str) -> None:
    events, faults = converted([(FEEDS / name).read_bytes()], gun=None)
    agrees(name, events)
    assert [fault.code for fault in faults if not fault.harmless] == []
    assert isinstance(events[0], Start)
    assert events[0].wall == f"2026-02-07T{GUN}0000+01:00"
