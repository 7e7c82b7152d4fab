"""Tests of what holds for every feed: the gun, unknown chips, loops, what people recorded, and what cannot be used."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import Amend, Crossing, Event, Retract
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing import feed_events
from massstart_tui.timing.feed_clock import ClockReading, of_day
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_framing import LONGEST_RECORD
from massstart_tui.timing.feed_reader import FeedReader, format_called
from massstart_tui.timing.feed_records import ChipRead, CountedCrossings, GunRead, Record, StatedEvent, TakenBack
from tests.streams import make_line

SHEET = Sheet(
    "x",
    "X",
    8,
    (Skater(1, "Anna", transponders=("FG-10101",)), Skater(2, "Berit", transponders=("7",))),
    lap_length=400,
)


def at(text: str) -> ClockReading:
    reading = of_day(text)
    assert reading is not None
    return reading


def taken(found: FeedEvents, *records: Record, after: int = 0) -> list[object]:
    """Return the events as (type, t, bib or target), and the faults as their codes."""
    results = found.events([(line, record) for line, record in enumerate(records, 1)], after + 1)
    return [_brief(result) for result in results]


def _brief(result: Event | Fault) -> object:
    if isinstance(result, Fault):
        return str(result.code)
    if isinstance(result, Crossing):
        return ("crossing", result.t, result.bib)
    if isinstance(result, Amend):
        return ("amend", result.event["t"], result.target)
    return ("retract", result.target) if isinstance(result, Retract) else (result.type, result.t)


def test_reads_wait_for_the_gun_that_the_feed_tells_later() -> None:
    found = FeedEvents(SHEET)
    assert taken(found, ChipRead("7", at("15:00:31.5")), ChipRead("7", at("14:59:00"))) == []
    assert [str(fault.code) for fault in found.end()] == ["no_gun"]
    assert taken(found, GunRead(at("15:00:00"))) == [("start", 0), ("crossing", 31_500, 2)]
    assert found.left_out.before_the_gun == 1
    assert found.end() == []


def test_reads_that_cannot_be_on_the_clock_of_a_person_wait_for_the_gun_of_the_feed() -> None:
    start = make_line({"seq": 1, "t": 0, "type": "start", "wall": "2026-03-01T14:00:00.2+00:00"})
    header = encode_header(Header(race=SHEET))
    recorded = Timeline(read_from(io.BytesIO(header + start), "race"))
    found = FeedEvents(SHEET, recorded)
    assert taken(found, ChipRead("7", at("15:00:31.5")), ChipRead("7", at("15:01:05")), after=1) == ["other_clock"]
    assert (found.other_clock, found.waiting) == (True, 2)
    told = taken(found, GunRead(at("15:00:00")), after=1)
    assert told == [("crossing", 31_500, 2), ("crossing", 65_000, 2)]
    assert (found.other_clock, found.waiting) == (False, 0)


def test_a_second_gun_is_told_and_the_gun_of_a_person_is_used_whatever_the_feed_says() -> None:
    found = FeedEvents(SHEET)
    told = taken(found, GunRead(at("15:00:00")), GunRead(at("15:00:00")), GunRead(at("15:02:00")))
    assert told == [("start", 0), "second_gun"]
    given_gun = FeedEvents(SHEET, gun=at("15:00:01"))
    told = taken(given_gun, GunRead(at("15:00:00")), ChipRead("7", at("15:00:31.5")))
    assert told == [("start", 0), ("crossing", 30_500, 2)]


def test_a_chip_that_nobody_wears_is_told_once_and_counted() -> None:
    found = FeedEvents(SHEET, gun=at("15:00:00"))
    assert taken(found, *[ChipRead("99", at("15:00:31"))] * 3) == ["unknown_transponder"]
    assert found.unknown == {"99": 3}


def test_a_bib_stands_for_a_chip_only_where_the_column_may_have_bibs() -> None:
    found = FeedEvents(SHEET, gun=at("15:00:00"))
    assert taken(found, ChipRead("2", at("15:00:31"))) == ["unknown_transponder"]
    read = ChipRead("2", at("15:00:31"), may_be_bib=True)
    assert taken(found, read) == [("start", 0), ("crossing", 31_000, 2)]


def test_only_one_loop_is_the_line() -> None:
    reads = [ChipRead("7", at(time), loop) for time, loop in (("15:00:02", "A"), ("15:00:31", "B"), ("15:00:38", "A"))]
    assert taken(FeedEvents(SHEET, gun=at("15:00:00")), *reads) == [("start", 0), ("crossing", 38_000, 2)]
    other = FeedEvents(SHEET, gun=at("15:00:00"), loop="B")
    assert taken(other, *reads) == [("start", 0), ("crossing", 31_000, 2)]


def test_a_feed_that_goes_on_has_the_loop_that_it_had() -> None:
    reads = [ChipRead("7", at(time), loop) for time, loop in (("15:00:02", "A"), ("15:00:38", "A"))]
    before = FeedEvents(SHEET, gun=at("15:00:00")).events(list(enumerate(reads)), 1)
    assert [event.loop for event in before if isinstance(event, Crossing)] == ["A"]
    header = encode_header(Header(race=SHEET))
    lines = [encode_event(event) for event in before if not isinstance(event, Fault)]
    recorded = Timeline(read_from(io.BytesIO(b"".join((header, *lines))), "race"))
    found = FeedEvents(SHEET, recorded, gun=at("15:00:00"))
    other = ChipRead("FG-10101", at("15:00:55"), "B")
    assert taken(found, other, ChipRead("7", at("15:01:12"), "A"), after=2) == [("crossing", 72_000, 2)]


def test_reads_that_wait_for_a_gun_have_a_bound_and_the_oldest_that_give_way_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed_events, "MOST_WAITING", 4)
    found = FeedEvents(SHEET)
    reads = [ChipRead("7", at(f"15:0{minute}:00")) for minute in range(1, 6)]
    assert taken(found, *reads) == ["no_gun"]
    assert taken(found, GunRead(at("15:00:00"))) == [
        ("start", 0),
        *(("crossing", t, 2) for t in (180_000, 240_000, 300_000)),
    ]


def test_a_passing_of_another_day_is_told_and_left_out() -> None:
    found = FeedEvents(SHEET, gun=at("15:00:00"))
    assert taken(found, ChipRead("7", at("23:30:00"))) == ["long_after_the_gun"]


def test_a_system_that_counts_corrects_itself() -> None:
    found = FeedEvents(SHEET, gun=at("15:00:00"))
    assert taken(found, CountedCrossings(1, (38_000, 72_000))) == [("crossing", 38_000, 1), ("crossing", 72_000, 1)]
    assert taken(found, CountedCrossings(1, (38_000, 72_500)), after=2) == [("amend", 72_500, 2)]
    assert taken(found, CountedCrossings(1, (38_000,)), after=3) == [("retract", 2)]
    assert taken(found, CountedCrossings(1, (38_000,)), after=4) == []


def test_an_order_is_amended_and_taken_back() -> None:
    found = FeedEvents(SHEET)
    sprint = {"type": "sprint", "t": 140_000, "lap": 4}
    assert taken(found, StatedEvent(sprint | {"order": [1]})) == [("sprint", 140_000)]
    assert taken(found, StatedEvent(sprint | {"order": [2, 1]}), after=1) == [("amend", 140_000, 1)]
    assert taken(found, TakenBack(("sprint", 4)), after=2) == [("retract", 1)]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_stop_a_reader_and_none_makes_a_crossing_of_nobody(pieces: Sequence[bytes]) -> None:
    reader, found = FeedReader(), FeedEvents(SHEET, gun=at("15:00:00"))
    events = [event for piece in pieces for event in found.events(reader.records(piece), 1)]
    assert {event.bib for event in events if isinstance(event, Crossing)} <= {1, 2}


def test_a_record_without_an_end_is_refused_and_takes_no_memory() -> None:
    reader = FeedReader()
    reader.records(b"7;15:00:00\n")
    for _ in range(2 * LONGEST_RECORD // 1000):
        told = reader.records(b"x" * 1000)
        if told:
            assert [str(record.code) for _, record in told if isinstance(record, Fault)] == ["record_too_long"]
    assert reader._framing.unfinished <= LONGEST_RECORD
    assert [type(record) for _, record in reader.records(b"\n7;15:00:31\n")] == [ChipRead]


@pytest.mark.parametrize("column", ["", "x", "7", "7;", "7;;", ";15:00:31"])
def test_a_row_that_is_no_passing_is_told_with_its_line(column: str) -> None:
    told = FeedReader().records(f"7;15:00:00\n{column}\n".encode())
    faults = [record for _, record in told if isinstance(record, Fault)]
    assert [fault.line for fault in faults] == ([2] if column and not column.startswith(";") else [])


def test_a_record_that_a_lost_connection_cut_off_is_not_joined_with_what_comes_next() -> None:
    reader = FeedReader()
    reader.records(b"1;15:00:00\n1;15:0")
    assert [record for _, record in reader.break_off()] == [Fault(None, "", Flaw.RECORD_UNFINISHED, {"bytes": 6})]
    assert [record for _, record in reader.records(b"2;15:00:31\n")] == [ChipRead("2", at("15:00:31"), may_be_bib=True)]
    assert reader.break_off() == []


@pytest.mark.parametrize(("byte", "pieces"), [(b"x", LONGEST_RECORD // 8 + 1), (b"\n", 4000), (b"$", 4000)])
def test_bytes_that_trickle_in_and_never_make_a_record_are_not_searched_again(byte: bytes, pieces: int) -> None:
    """If each were, this would take minutes."""
    for reader in (FeedReader(), FeedReader(format_called("raceresult"))):
        for _ in range(pieces):
            reader.records(byte * 8)


def test_a_feed_that_fits_no_format_is_told_once_and_takes_no_memory() -> None:
    reader = FeedReader()
    told = [record for _ in range(3 * LONGEST_RECORD // 1000) for _, record in reader.records(b"x" * 1000)]
    assert told == [Fault(1, "", Flaw.NO_FORMAT)]
    assert len(reader._data) <= LONGEST_RECORD
    assert list(reader.end()) == []
