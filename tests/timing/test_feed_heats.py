"""Tests of which heat of a feed is the race: the one that was asked for, or the first with the skaters of the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.timing.feed_clock import ClockReading, Scale
from massstart_tui.timing.feed_heats import FeedHeats
from massstart_tui.timing.feed_reader import FeedReader
from massstart_tui.timing.feed_records import ChipRead, CountedCrossings, NextHeat, Record
from tests.timing.invented_race import FEEDS, sheet

SHEET = Sheet("final", "Final", 8, (Skater(1, "Ada Brinkhof", transponders=("101",)), Skater(2, "Lotte van der Kleij")))
OTHERS = replace(SHEET, skaters=(Skater(1, "Mei Tanabara", transponders=("901",)), Skater(2, "Zoë Halvorsen")))
RENAMED = replace(SHEET, skaters=(Skater(1, "A. Janssen", transponders=("101",)), Skater(2, "KLEIJ Lotte")))
NUMBERED = replace(SHEET, skaters=(Skater(1, "1"), Skater(2, "2")))
LONGER = replace(SHEET, skaters=(*SHEET.skaters, Skater(3, "Ines Berg")))
ONE = CountedCrossings(1, (38_000,))
TWO = CountedCrossings(2, (39_000,))


def taken(*records: Record, asked: str | None = None, at_once: bool = True) -> tuple[list[Record], list[str]]:
    """Return what is kept, without the beginnings of heats, and what is told of heats."""
    heats, begun = FeedHeats(asked), False
    kept: list[Record] = []
    told: list[str] = []
    for batch in [records] if at_once else [[record] for record in records]:
        some, news = heats.of_this_race([(None, record) for record in batch], SHEET, begun=begun)
        kept += [record for _, record in some if not isinstance(record, NextHeat)]
        told += [f"{each.code.removeprefix('timing.')} {each.heat}" for each in news]
        begun = bool(kept)
    return kept, told


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("records", "asked", "kept", "told"),
    [
        ((NextHeat("1", SHEET), ONE, NextHeat("2", SHEET), TWO), None, [ONE], ["heat 1", "other_heat 2"]),
        ((NextHeat("1", OTHERS), ONE, NextHeat("2", SHEET), TWO), None, [TWO], ["other_heat 1", "heat 2"]),
        ((NextHeat("1", LONGER), ONE, NextHeat("2", RENAMED), TWO), None, [TWO], ["other_heat 1", "heat 2"]),
        ((NextHeat("1", SHEET), NextHeat("2", SHEET), TWO), None, [TWO], ["heat 1", "heat 2"]),
        ((NextHeat("1", NUMBERED), ONE), None, [ONE], ["heat 1"]),
        ((NextHeat("1"), ONE, NextHeat("2"), TWO), None, [ONE], ["heat 1", "other_heat 2"]),
        ((NextHeat("1", SHEET), ONE, NextHeat("2", OTHERS), TWO), "2", [TWO], ["other_heat 1", "heat 2"]),
        ((NextHeat("1", SHEET), ONE), "9", [], ["other_heat 1"]),
        (
            (NextHeat("1", SHEET), ONE, NextHeat("2", SHEET), NextHeat("1"), TWO, NextHeat("2"), ONE),
            None,
            [ONE, TWO],
            ["heat 1", "other_heat 2"],
        ),
    ],
)
def test_one_heat_is_taken_and_each_other_is_told_once(
    records: tuple[Record, ...], asked: str | None, kept: list[Record], told: list[str], *, at_once: bool
) -> None:
    assert taken(*records, asked=asked, at_once=at_once) == (kept, told)


def test_a_feed_without_heats_is_taken_whole_and_a_heat_that_was_asked_for_is_told() -> None:
    read = ChipRead("101", ClockReading(38_000_000, Scale.RACE))
    assert taken(read) == ([read], [])
    assert taken(read, read, asked="2") == ([read, read], ["no_heats 2"])


VANTAGE = (FEEDS / "vantage-recorded.json").read_bytes()
RMONITOR = (FEEDS / "rmonitor.txt").read_bytes()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (VANTAGE, VANTAGE.replace(b'"heat":{"number":1,"round":1}', b'"heat":{"number":2,"round":1}')),
        (RMONITOR, RMONITOR.replace(b"$B,12,", b"$B,13,")),
    ],
)
def test_of_two_heats_in_one_feed_the_samples_give_the_records_of_one(first: bytes, second: bytes) -> None:
    assert first != second

    def crossings(feed: bytes) -> list[Record]:
        kept, _ = FeedHeats().of_this_race(FeedReader().records(feed), sheet(), begun=False)
        return [record for _, record in kept if isinstance(record, CountedCrossings)]

    assert crossings(first + second) == crossings(first)
    assert crossings(first)
