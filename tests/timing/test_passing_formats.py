"""Tests of the readers of passings: what each says of a record, and that none can be broken."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import Crossing
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault
from massstart_tui.timing.feed_clock import ClockReading, Scale, iso, of_day
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_framing import LONGEST_RECORD
from massstart_tui.timing.feed_reader import FORMATS, FeedReader, format_called
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record
from massstart_tui.timing.format_names import FORMAT_NAMES
from tests.timing.invented_race import FEEDS, GUN, sheet, single_reads

SAMPLES = {
    "raceresult": "raceresult-push.txt",
    "raceresult-file": "raceresult-file.txt",
    "wiclax": "wiclax.txt",
    "ipico": "ipico.txt",
    "mylaps": "mylaps-ts.txt",
    "chronotrack": "chronotrack.txt",
}


def read(name: str, *records: str) -> list[object]:
    """Return what the reader of this format says of these records, faults by their codes."""
    reader = format_called(name).reader()
    said = [(number, record) for number, text in enumerate(records, 1) for record in reader.read(text, number)]
    return [str(record.code) if isinstance(record, Fault) else record for _, record in single_reads(said)]


def when(text: str) -> ClockReading:
    reading = iso(text) or of_day(text)
    assert reading is not None
    return reading


@pytest.mark.parametrize(("name", "sample"), SAMPLES.items())
def test_a_format_is_told_by_the_first_record(name: str, sample: str) -> None:
    reader = FeedReader()
    reader.records((FEEDS / sample).read_bytes()[:200])
    assert reader.feed is not None
    assert reader.feed.name == name


AT = when("2026-02-07 15:05:38.051")
SENT = "121373307;2026-02-07;15:05:38.051;0;c;5f;;1;;1;;3;2.9;;64;Box A;12;;"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (["#P;7;" + SENT], [ChipRead("121373307", AT, "1")]),
        (["7;" + SENT], [ChipRead("121373307", AT, "1")]),
        (["#P;7;" + SENT.replace("121373307", "99999")], [GunRead(AT)]),
        (["7;" + SENT.replace("121373307", "99999")], ["earlier_gun"]),
        (["#P;7;" + SENT.replace(";0;c;5f;;1;", ";4711;c;5f;;0;")], [ChipRead("4711-121373307", AT, "1")]),
        (["#P;7;" + SENT.replace("2026-02-07", "0000-00-00")], [ChipRead("121373307", when("15:05:38.051"), "1")]),
        (["#P;7;" + SENT[:-3]], ["not_a_passing"]),
        (["#P;x;" + SENT], ["not_a_passing"]),
        (["#P;7;" + SENT.replace("15:05:38.051", "15:05:38")], ["not_a_passing_time"]),
        (["GETPROTOCOL;1.0;1.0;3.2", "PASSINGS;0;12", "", "ONLY 3 PASSINGS", "5:2"], []),
    ],
)
def test_a_passing_that_a_raceresult_decoder_sends(records: list[str], said: list[object]) -> None:
    assert read("raceresult", *records) == said


@pytest.mark.parametrize(
    ("numbers", "holes"),
    [
        ((5, 6, 7), []),
        ((5, 7), [(6, 6)]),
        ((5, 9, 7, 10), [(6, 8)]),
        ((5, 5, 6), []),
        ((1, 2, 3, 1, 2, 3), []),
        ((1, 2, -1, 2, 4), [(3, 3)]),
    ],
)
def test_a_hole_in_the_numbers_of_a_decoder_is_told(numbers: tuple[int, ...], holes: list[tuple[int, int]]) -> None:
    # A negative number stands for the first passing of another file.
    lines = [f"#P;{abs(each)};{SENT.replace('38.051', '38.999') if each < 0 else SENT}" for each in numbers]
    reader = format_called("raceresult").reader()
    said = [record for line in lines for record in reader.read(line, 1)]
    told = [(record.values["first"], record.values["last"]) for record in said if isinstance(record, Fault)]
    assert told == holes
    assert len(said) == len(numbers) + len(holes)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("01539;22-09-2011 02:41:30.620;0A;559;;0", ChipRead("01539", when("2011-09-22 02:41:30.620"), "0A")),
        ("01539;03-04-2011 02:41:30.620;;;;1", ChipRead("01539", when("2011-04-03 02:41:30.620"))),
        ("*01539;03-04-2011 02:41:30.620;;;;1", ChipRead("01539", when("2011-04-03 02:41:30.620"))),
        ("RACESTART 23:59:59,999", GunRead(when("23:59:59.999"))),
        ("RACESTART", "not_a_passing_time"),
        ("01539;04-22-2011 02:41:30.620;;;;1", "not_a_passing_time"),
        ("01539;22-09-2011 02:41:30;0A;559;;0", "not_a_passing_time"),
        ("01539;22-09-2011 02:41:30.620;0A;559", "not_a_passing"),
        (";22-09-2011 02:41:30.620;0A;559;;0", "not_a_passing"),
        ("01539,22-09-2011 02:41:30.620,0A,559,,0", "not_a_passing"),
        ("*", None),
        ("READOK", None),
    ],
)
def test_a_message_of_the_protocol_of_wiclax(record: str, said: object) -> None:
    assert read("wiclax", record) == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("aa400000000123450a2a01123018455927a7", ChipRead("000000012345", when("2001-12-30 18:45:59.39"), "40")),
        ("aa400000000123450a2a01123018455927a7FS", ChipRead("000000012345", when("2001-12-30 18:45:59.39"), "40")),
        ("aa400000000123450a2a01123018455927a7LS", None),
        ("aa400000000123450a2a01123018455927a8", "damaged"),
        ("aa400000000123450a2a01123018455927a7ls", "not_a_passing"),
        ("aa400000000123450a2a01123018455927a", "not_a_passing"),
        ("ab400000000123450a2a01123018455927a7", "not_a_passing"),
    ],
)
def test_a_line_of_an_ipico_reader(record: str, said: object) -> None:
    assert read("ipico", record) == ([] if said is None else [said])


def summed(body: str) -> str:
    return f"aa{body}{sum(body.encode()) % 256:02x}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("400000000123450a2a01123018455963", "18:45:59.99"),
        ("400000000123450a2a01123018455964", "not_a_passing_time"),
        ("400000000123450a2a01133018455900", "not_a_passing_time"),
        ("400000000123450a2a01123024455900", "not_a_passing_time"),
        ("400000000123450a2a01123018455900120080", "18:45:59"),
        ("400000000123450a2a019930184559001200ff", "not_a_passing_time"),
        ("400000000123450a2a011230184559001200ff", "18:45:59"),
        ("400000000123450a2a01123018455900120040", None),
    ],
)
def test_the_hundredths_of_an_ipico_reader_are_hexadecimal_and_its_marks_are_read(body: str, said: str | None) -> None:
    at = None if said is None else of_day(said)
    passing = said if at is None else ChipRead("000000012345", when(f"2001-12-30 {said}"), "40")
    assert read("ipico", summed(body)) == ([] if passing is None else [passing])


PASSING = "c=0000041|ct=UH|t=13:11:30.904|d=120606|l=13|dv=4|re=0|an=00001111|g=0|b=41|n=41"
OLD = "KV8658316:13:57.417 3 0F  1000025030870"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([f"10KM@Passing@{PASSING}@1016@"], [ChipRead("0000041", when("2012-06-06 13:11:30.904"), "10KM")]),
        (["F@Passing@d=120606|t=13:11:30.904|c=7@1@"], [ChipRead("7", when("2012-06-06 13:11:30.904"), "F")]),
        (["F@Passing@t=13:11:30.904|c=7@1@"], [ChipRead("7", when("13:11:30.904"), "F")]),
        (["F@Passing@c=7|utc=1770473102560@1@"], [ChipRead("7", ClockReading(1770473102560000, Scale.UTC), "F")]),
        (["F@Passing@c=7|t=13:11:30.904|d=121306@1@"], ["not_a_passing_time"]),
        (["F@Passing@c=7@1@"], ["not_a_passing_time"]),
        (["F@Passing@t=13:11:30.904@1@"], ["not_a_passing"]),
        (["F@Passing@c=7|c=8|t=13:11:30.904@2@"], ["not_a_passing"]),
        (["F@Passing@c=7|t=13:1F@Passing@c=8@2@"], ["not_a_passing_time", "not_a_passing", "not_a_passing_time"]),
        (["F@Passing@c=7|t=13:11:30.904@"], ["not_a_passing"]),
        (["F@Passing@c=7|t=13:11:30.904@x@"], ["not_a_passing"]),
        (["F@Passing@c=7|t=13:11:30.904@1"], ["not_a_passing"]),
        (["F@Passing"], ["not_a_passing"]),
        (["\n"], []),
        (["F@Pong@", "T&S@Ping@", "F@AckGetInfo@id=1|n=B@"], []),
        (
            [f"F@Store@{OLD}@{OLD[:-13]}9323 1000009080387@2@"],
            [
                ChipRead("KV86583", when("2025-03-08 16:13:57.417"), "F"),
                ChipRead("KV86583", when("2009-08-03 16:13:57.417"), "F"),
            ],
        ),
        (
            ["F@Store@0RK9T6N 13:50:23.30 9323 1000009080387@3@"],
            [ChipRead("0RK9T6N", when("2009-08-03 13:50:23.30"), "F")],
        ),
        (["F@Store@0RK9T6N 13:50@3@"], ["not_a_passing"]),
        (["F@Marker@t=11:03:40.347|mt=Gunshot|n=Gunshot 1@4@"], [GunRead(when("11:03:40.347"))]),
        (["F@Marker@mt=Gunshot@4@"], ["not_a_passing_time"]),
        (["F@Marker@t=11:03:40.347|mt=Other@4@"], []),
        (["F@Marker@?@4@"], ["not_a_passing"]),
    ],
)
def test_a_frame_of_mylaps_timing_and_scoring(records: list[str], said: list[object]) -> None:
    assert read("mylaps", *records) == said


def test_a_frame_that_comes_again_is_one_and_its_number_may_be_another_after_a_new_connection() -> None:
    passing = ChipRead("7", when("13:11:30.904"), "F")
    frame = "F@Passing@t=13:11:30.904|c=7@1@"
    assert read("mylaps", frame, frame) == [passing]
    assert read("mylaps", frame, "F@Pong@", frame) == [passing, passing]
    other = "F@Passing@t=13:12:05|c=7@1@"
    assert read("mylaps", frame, other) == [passing, ChipRead("7", when("13:12:05"), "F")]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("CT01_33~1~finish~7~15:04:28.85~0~11A9D0~1", ChipRead("7", when("15:04:28.85"), "finish")),
        ("CT01_33~1~~7~2026-02-07T14:04:28.85Z~0~11A9D0~1", ChipRead("7", when("2026-02-07T14:04:28.85Z"))),
        ("CT01_33~1~finish~7~1770473068.85~0~1~1", ChipRead("7", when("2026-02-07T14:04:28.85Z"), "finish")),
        ("CT01_33~1~finish~7~1770473068850~0~1~1", ChipRead("7", when("2026-02-07T14:04:28.85Z"), "finish")),
        ("CT01_33~1~finish~7~54268850~0~1~1", "not_a_passing_time"),
        ("CT01_33~9001~finish~guntime~15:05:00.25~0~11A9D0~0", GunRead(when("15:05:00.25"))),
        ("CT01_33~2~halfway~newlocation~15:05:00.25~0~11A9D0~0", None),
        ("CT01_33~1~finish~7~15:04:28.85~0", "not_a_passing"),
        ("CT01_13~1~finish~7~15:04:28.85~1~11A9D0~1", "not_a_passing"),
        ("12~7~15:04:28.85", "not_a_passing"),
        ("SimpleClient~4.5~CTP01", None),
        ("ack~ping", None),
        ("ping", None),
    ],
)
def test_a_message_of_chronotrack(record: str, said: object) -> None:
    assert read("chronotrack", record) == ([] if said is None else [said])


@given(st.lists(st.text(max_size=80), max_size=6))
def test_no_text_breaks_a_reader(records: list[str]) -> None:
    for feed in FORMATS:
        reader = feed.reader()
        for number, text in enumerate(records, 1):
            assert all(isinstance(record, Record) for record in reader.read(text, number))


@given(st.sampled_from(sorted(SAMPLES.items())), st.randoms(use_true_random=False))
def test_a_changed_feed_breaks_no_reader_and_gives_nobody_a_crossing_who_was_not_read(
    of: tuple[str, str], chance: random.Random
) -> None:
    name, sample = of
    data = bytearray((FEEDS / sample).read_bytes())
    for _ in range(40):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(30)]
            case _:
                data[at:at] = data[chance.randrange(len(data)) :][:30]
    reader = FeedReader(format_called(name))
    found = FeedEvents(sheet(), gun=of_day(GUN))
    events = found.events(reader.records(bytes(data)), 1)
    assert {event.bib for event in events if isinstance(event, Crossing)} <= {11, 12, 23, 37, 41, 58}
    nobody = Sheet("x", "X", 8, (Skater(1, "Nobody", transponders=("987654321",)),), lap_length=400)
    of_nobody = FeedEvents(nobody, gun=of_day(GUN)).events(FeedReader(format_called(name)).records(bytes(data)), 1)
    assert [event for event in of_nobody if isinstance(event, Crossing)] == []
    assert reader._framing.unfinished <= LONGEST_RECORD


def test_the_names_on_the_command_line_are_those_of_the_formats() -> None:
    assert tuple(feed.name for feed in FORMATS) == FORMAT_NAMES


FIELDS = st.sampled_from(
    ("c=7", "c=", "c=8", "t=15:00:31.25", "t=15:00:61.25", "t=25:00:31.2", "t=15:00:31", "d=260207", "d=260231", "d=")
) | st.sampled_from(("utc=1770472831250", "l=0", "n=A=B", "n=", "x", "", "t=15:00:31.1234567890", "d=٢60207"))
MYLAPS_RECORDS = st.lists(st.lists(FIELDS, max_size=6).map("|".join), min_size=1, max_size=6)


@given(MYLAPS_RECORDS, st.lists(st.integers(0, 5), max_size=12))
def test_a_record_of_a_frame_says_the_same_whatever_keys_came_before_it(records: list[str], order: list[int]) -> None:
    told = [records[at % len(records)] for at in order]
    alone = [said for record in told for said in read("mylaps", f"Line@Passing@{record}@1@")]
    assert read("mylaps", f"Line@Passing@{''.join(f'{record}@' for record in told)}1@") == alone
