"""Tests of contradictions in a log: by seq, with lines for laps and crossings, which a log omits otherwise."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.contradictions import Contradiction, ContradictionScan, Contrary
from massstart_tui.race.events import Crossing
from massstart_tui.stream import contradicted_lines as module
from massstart_tui.stream.contradicted_lines import (
    ContradictionSearch,
    contradicted,
    contradictions_in,
    contradictions_of,
)
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.verdict_changes import WithTurns
from tests.strategies import lines_of, sheets, streams, timed_races
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream

SHORT = (event("start"), *laps_of_thirty_seconds(4), event("lap", 122_000, lap=5), event("fall", 125_000, bibs=[5]))
TWO_CROSSINGS = tuple(event("crossing", t, bib=3) for t in (40_000, 70_000, 100_000, 130_000, 131_000))


def timeline(*events: Fields) -> Timeline:
    return Timeline(read_from(io.BytesIO(make_stream(*events)), "race"))


def log(race: Timeline) -> list[tuple[str, Stands]]:
    lines = WithTurns(race, (), contradicted(race).lines)
    drawn = [lines.line(index) for index in range(lines.lines_at(len(race)))]
    kinds = [lines.kind(index) for index in range(lines.lines_at(len(race)))]
    assert kinds == [line.event.type for line in drawn]
    return [(line.event.type, line.stands) for line in drawn if isinstance(line, LogLine)]


AS_RECORDED = Stands.AS_RECORDED


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (SHORT[:5], [("start", AS_RECORDED)]),
        (SHORT, [("start", AS_RECORDED), ("lap", AS_RECORDED), ("fall", AS_RECORDED)]),
        ((event("start"), *TWO_CROSSINGS), [("start", AS_RECORDED), ("crossing", AS_RECORDED)]),
        ((*SHORT, event("retract", 126_000, target=6)), [("start", AS_RECORDED), ("fall", AS_RECORDED)]),
        (
            (*SHORT[:5], event("lap", 150_000, lap=5), event("amend", 151_000, target=6, event=SHORT[5])),
            [("start", AS_RECORDED), ("lap", Stands.CORRECTED)],
        ),
    ],
    ids=["usual", "a short lap", "read twice", "retracted", "amended to it"],
)
def test_a_lap_or_a_crossing_has_a_line_where_it_cannot_be_true(
    events: tuple[Fields, ...], expected: list[tuple[str, Stands]]
) -> None:
    assert log(timeline(*events)) == expected


def test_what_is_found_is_told_by_the_event_that_it_shows_in() -> None:
    found = contradicted(timeline(*SHORT)).found
    assert {seq: [each.code for each in told] for seq, told in found.items()} == {6: [Contrary.LAP_TOO_SHORT]}


def test_a_stream_that_no_race_is_as_long_as_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_EVENTS", len(SHORT) - 1)
    assert not contradicted(timeline(*SHORT)).found
    assert contradicted(timeline(*SHORT[:-1])).found


whole_streams = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


def found_by(search: ContradictionSearch, race: Timeline) -> list[Contradiction]:
    return [each for found in search.contradicted(race).found.values() for each in found]


@given(whole_streams, st.lists(st.integers(0, 60), max_size=8))
def test_a_search_that_goes_on_or_back_finds_what_a_new_one_finds(stream: bytes, lengths: list[int]) -> None:
    recording = read_from(io.BytesIO(stream), "race")
    search = ContradictionSearch()
    for upto in (min(length, len(recording)) for length in lengths):
        race = Timeline(recording, upto)
        assert found_by(search, race) == list(contradictions_in(race))


@given(timed_races(), st.integers(0, 12))
def test_what_a_coming_event_contradicts_is_what_it_contradicts_once_recorded(
    race: tuple[Fields, list[tuple[int, int]]], double: int
) -> None:
    sheet, crossings = race
    read_twice = sorted((*crossings, *((t + 1500, bib) for t, bib in crossings[double::13])))
    events: list[Fields] = [{"type": "crossing", "t": t, "bib": bib} for t, bib in read_twice]
    recording = read_from(io.BytesIO(lines_of(sheet, [{"seq": at, **one} for at, one in enumerate(events, 1)])), "race")
    for seq in range(1, len(recording) + 1):
        coming = recording.lines.event(seq)
        assert isinstance(coming, Crossing)
        known = contradictions_in(Timeline(recording, seq))
        assert contradictions_of(coming, Timeline(recording, seq - 1)) == [each for each in known if each.seq == seq]


def test_a_line_behind_a_long_race_is_looked_at_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    laps = [event("lap", 30_000 * lap, lap=lap) for lap in range(1, 600)]
    retract = event("retract", 30_000 * 599, target=599)
    recording = read_from(io.BytesIO(make_stream(event("start"), *laps, retract)), "race")
    search = ContradictionSearch()
    for upto in range(590, 601):
        search.contradicted(Timeline(recording, upto))
    looked: list[int] = []
    monkeypatch.setattr(ContradictionScan, "take", lambda _, event: looked.append(event.seq))
    search.contradicted(Timeline(recording, 601))
    assert looked == [600]
