"""Tests that passings are the same whether many are read at once or one line after the other, however a feed is cut."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.timing.feed_clock import iso, of_day
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_format import PassingReader, RecordReader
from massstart_tui.timing.feed_framing import Framing
from massstart_tui.timing.feed_reader import FeedReader, format_called
from massstart_tui.timing.feed_records import ChipRead, Record
from massstart_tui.timing.passing_lines import PassingLines
from tests.timing.invented_race import FEEDS, GUN, sheet, single_reads

SAMPLES = {
    "raceresult": "raceresult-push.txt",
    "raceresult-file": "raceresult-file.txt",
    "wiclax": "wiclax.txt",
    "ipico": "ipico.txt",
    "chronotrack": "chronotrack.txt",
}
TABLES = ("p3-decoded.csv", "impinj.csv")
HEADINGS = (b"chip;time\n", b"Time,Place,Chip,Loop\n", b"tag\ttime of day\tloop\n", b"1;15:00:00\n", b"chip,\ttime\n")
PARTS = (
    st.sampled_from(
        ("7", "LL-12345", " 8", '"9"', "", "A", "x y", "é", "\N{NO-BREAK SPACE}", "31.2", "15:00:31.25", "15:00:31")
    )
    | st.sampled_from(
        (
            "15:00:61.2",
            "15:00:31,25",
            "2026-02-30 15:00:31.5",
            "2026-02-07T15:00:31.123456789",
            "2026-02-07 15:00:31.5Z",
        )
    )
    | st.sampled_from(
        (
            "15:00:3.5",
            "1:00:31.5",
            "15:00.5",
            "2026-02-0715:00:31.5",
            "2026-02-07 15:00:31-01:00.5",
            "15:0031.5",
            "31:.5",
        )
    )
)
ROWS = st.lists(
    st.tuples(st.lists(PARTS, min_size=1, max_size=5), st.sampled_from([";", ",", "\t", ",\t", " "])), max_size=8
)


def one_by_one(name: str, data: bytes) -> list[tuple[int | None, Record]]:
    """Return what the reader of this format says of each record, read by itself."""
    feed = format_called(name)
    reader = feed.reader()
    records = [
        (number, record)
        for number, text in Framing(feed.ends).pieces(data)
        if text is not None
        for record in reader.read(text, number)
    ]
    return list(single_reads(records))


def in_chunks(name: str, chunks: Sequence[bytes]) -> list[tuple[int | None, Record]]:
    reader = FeedReader(format_called(name))
    return [record for chunk in chunks for record in single_reads(reader.records(chunk))]


def cut(data: bytes, chance: random.Random) -> Iterator[bytes]:
    places = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(4)))
    return (data[begin:end] for begin, end in pairwise((0, *places, len(data))))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with a few bytes changed, left out, and repeated elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.randrange(12)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] = chance.choice(b"0123456789;~,:.\r\n*FL ")
            case 2:
                del changed[at : at + chance.randrange(30)]
            case _:
                changed[at:at] = changed[chance.randrange(len(changed)) :][: chance.choice((1, 30, 300))]
    return bytes(changed)


def same(name: str, data: bytes, chance: random.Random) -> None:
    told = in_chunks(name, list(cut(data, chance)))
    assert sorted(told, key=_line) == one_by_one(name, data)


def _line(numbered: tuple[int | None, Record]) -> int:
    return numbered[0] or 0


@given(st.sampled_from(sorted(SAMPLES.items())), st.randoms(use_true_random=False))
def test_many_lines_at_once_say_what_each_of_them_says(of: tuple[str, str], chance: random.Random) -> None:
    name, sample = of
    same(name, mutated((FEEDS / sample).read_bytes(), chance), chance)


@given(st.sampled_from(TABLES), st.randoms(use_true_random=False))
def test_many_rows_of_a_table_at_once_say_what_each_of_them_says(sample: str, chance: random.Random) -> None:
    same("plain", mutated((FEEDS / sample).read_bytes(), chance), chance)


@given(st.sampled_from(HEADINGS), ROWS, st.randoms(use_true_random=False))
def test_rows_under_any_headings_say_the_same_at_once(
    headings: bytes, rows: list[tuple[list[str], str]], chance: random.Random
) -> None:
    lines = [between.join(parts) for parts, between in rows]
    same("plain", headings + "".join(line + chance.choice(("\n", "\r\n", "\r")) for line in lines).encode(), chance)


@given(st.sampled_from(sorted((SAMPLES | {"mylaps": "mylaps-ts.txt"}).items())), st.randoms(use_true_random=False))
def test_many_reads_at_once_are_the_events_that_each_of_them_is(of: tuple[str, str], chance: random.Random) -> None:
    name, sample = of
    gun = chance.choice((None, of_day(GUN), iso(f"2026-02-07T{GUN}+01:00"), iso(f"2026-02-08T{GUN}Z")))
    worn = sheet()
    worn = dataclasses.replace(worn, skaters=worn.skaters[chance.randrange(3) :])
    at_once, one_by_one = FeedEvents(worn, gun=gun), FeedEvents(worn, gun=gun)
    reader = FeedReader(format_called(name))
    for chunk in cut(mutated((FEEDS / sample).read_bytes(), chance), chance):
        records = reader.records(chunk)
        assert at_once.events(records, 1) == one_by_one.events(single_reads(records), 1)
        assert (at_once.newest, at_once.left_out.before_the_gun) == (
            one_by_one.newest,
            one_by_one.left_out.before_the_gun,
        )


@pytest.mark.parametrize(("name", "sample"), SAMPLES.items())
def test_the_passings_of_a_sample_are_of_the_usual_form(name: str, sample: str) -> None:
    reader: RecordReader = format_called(name).reader()
    assert isinstance(reader, PassingReader)
    assert isinstance(reader.usual, PassingLines)
    *_, others = reader.usual.columns((FEEDS / sample).read_text())
    passings = [record for _, record in one_by_one(name, (FEEDS / sample).read_bytes()) if isinstance(record, ChipRead)]
    assert sum(other is None for other in others) == len(passings)


def test_reads_that_come_together_are_put_in_the_order_of_their_times() -> None:
    told = in_chunks("plain", [b"chip;time\n", b"1;15:00:32.5\n2;15:00:31.5\nx\n3;15:00:30.5\n4;15:00:29\n"])
    assert [number for number, _ in told] == [3, 2, 4, 6, 5]
