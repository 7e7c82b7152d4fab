"""Tests of what people record and correct beside a feed: it stands, live and when the feed is read again."""

from __future__ import annotations

import io
from collections.abc import Sequence

from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend, Crossing, Event, Note, Retract, Start
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing.feed_clock import ClockReading, Scale, of_day, read_gun, written
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record

SHEET = Sheet("x", "X", 8, (Skater(1, "Anna", transponders=("7",)), Skater(2, "Berit")), lap_length=400)
GUN = "15:00:00"


def at(text: str) -> ClockReading:
    reading = of_day(text)
    assert reading is not None
    return reading


FEED = (GunRead(at(GUN)), ChipRead("7", at("15:00:38")), ChipRead("7", at("15:01:12")))


class Race:
    """What is recorded, by a feed and by a person."""

    def __init__(self, recorded: Sequence[Event] = ()) -> None:
        """Go on after what is recorded."""
        self.events = list(recorded)
        self.found = FeedEvents(SHEET, self.timeline if self.events else None)

    @property
    def timeline(self) -> Timeline:
        header = encode_header(Header(race=SHEET))
        return Timeline(read_from(io.BytesIO(b"".join((header, *map(encode_event, self.events)))), "race"))

    def feed(self, *records: Record) -> None:
        results = self.found.events([(None, record) for record in records], len(self.events) + 1)
        self.events += [result for result in results if not isinstance(result, Fault)]

    def typed(self, event: Event) -> None:
        self.events.append(event)
        self.found.others([event])

    def crossings(self) -> list[tuple[int, int]]:
        timeline = self.timeline
        events = [timeline.event(seq) for seq in timeline.order]
        return [(event.bib, event.t) for event in events if isinstance(event, Crossing)]


def agrees_with_a_feed_read_again(race: Race, wanted: list[tuple[int, int]]) -> None:
    """Hold the race against ``wanted``, as it is, with the feed repeated, and opened again with the feed repeated."""
    assert race.crossings() == wanted
    race.feed(*FEED[1:])
    assert race.crossings() == wanted
    again = Race(race.events)
    again.feed(*FEED)
    assert again.crossings() == wanted
    assert len(again.events) == len(race.events)


def test_a_crossing_that_a_person_took_back_stays_taken_back() -> None:
    race = Race()
    race.feed(*FEED)
    race.typed(Retract(seq=4, t=80_000, type="retract", target=3))
    agrees_with_a_feed_read_again(race, [(1, 38_000)])


def test_a_crossing_that_a_person_gave_to_another_stays_there() -> None:
    race = Race()
    race.feed(*FEED)
    race.typed(Amend(seq=4, t=80_000, type="amend", target=3, event={"type": "crossing", "t": 72_500, "bib": 2}))
    agrees_with_a_feed_read_again(race, [(1, 38_000), (2, 72_500)])


def test_a_crossing_that_timing_moved_and_a_person_took_back_stays_taken_back() -> None:
    race = Race()
    race.feed(*FEED)
    race.feed(ChipRead("7", at("15:01:11")))
    assert race.crossings() == [(1, 38_000), (1, 71_000)]
    race.typed(Retract(seq=5, t=80_000, type="retract", target=3))
    agrees_with_a_feed_read_again(race, [(1, 38_000)])
    race.feed(ChipRead("7", at("15:01:11")))
    assert race.crossings() == [(1, 38_000)]


def test_a_typed_crossing_is_the_one_that_the_feed_tells_later() -> None:
    race = Race()
    race.feed(*FEED[:2])
    race.typed(Crossing(seq=3, t=72_400, type="crossing", bib=1))
    agrees_with_a_feed_read_again(race, [(1, 38_000), (1, 72_400)])


def test_a_typed_crossing_that_was_taken_back_may_come_from_the_feed() -> None:
    race = Race()
    race.feed(*FEED[:2])
    race.typed(Crossing(seq=3, t=60_000, type="crossing", bib=1))
    race.typed(Retract(seq=4, t=61_000, type="retract", target=3))
    race.feed(FEED[2])
    assert race.crossings() == [(1, 38_000), (1, 72_000)]


def test_the_gun_of_the_feed_takes_the_place_of_the_one_that_a_person_pressed() -> None:
    race = Race()
    race.typed(Start(seq=1, t=0, type="start", wall="2026-02-07T14:00:02+00:00"))
    by_hand = [race.found.gun_by_hand]
    race.feed(*FEED)
    assert [*by_hand, race.found.gun_by_hand] == [True, False]
    assert race.crossings() == [(1, 38_000), (1, 72_000)]


def test_reads_that_waited_for_a_gun_are_used_when_a_person_presses_it() -> None:
    race = Race()
    race.found = FeedEvents(SHEET)
    race.feed(ChipRead("7", ClockReading(1_770_473_138_000_000, Scale.UTC)))
    assert race.found.waiting == 1
    race.typed(Start(seq=1, t=0, type="start", wall="2026-02-07T14:05:00+00:00"))
    race.feed()
    assert race.crossings() == [(1, 38_000)]


def test_the_gun_of_the_feed_is_found_again_in_its_note() -> None:
    race = Race()
    race.typed(Start(seq=1, t=0, type="start", wall="2026-02-07T14:00:02+00:00"))
    race.feed(*FEED[:2])
    note = Note(seq=3, t=0, by=TIMING, type="note", text="gun", gun=written(at(GUN)))
    again = Race([*race.events, note])
    assert not again.found.gun_by_hand
    again.feed(FEED[2])
    assert again.crossings() == [(1, 38_000), (1, 72_000)]


def test_a_gun_is_read_as_it_was_written() -> None:
    for reading in (at(GUN), *(ClockReading(1_770_473_100_250_000, scale) for scale in (Scale.HALL, Scale.UTC))):
        assert read_gun(written(reading)) == reading
    assert read_gun(written(ClockReading(0, Scale.RACE))) == ClockReading(0, Scale.RACE)
