"""Tests of the timeline against the oracle: any stream, any position, with and without snapshots nearby."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.event_kinds import kind_of
from massstart_tui.stream import reading
from massstart_tui.stream import snapshots as course
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline
from tests.strategies import Fields, lines_of, sheets, streams, timed_races
from tests.stream.oracle import Oracle, Told
from tests.streams import event, make_sheet, make_stream

whole_streams = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


def timeline_of(stream: bytes) -> Timeline:
    return Timeline(read_from(io.BytesIO(stream), "test"))


def told(timeline: Timeline) -> Iterator[Told]:
    positions = [p for p in range(len(timeline) + 1) for _ in range(lines_new_at(timeline, p))]
    for index, position in enumerate(positions):
        line = timeline.line(index)
        assert timeline.kind(index) == kind_of(line.event)
        yield Told(position, line.event.seq, line.event.type, line.stands.value, line.event.t, line.to_go)


def lines_new_at(timeline: Timeline, position: int) -> int:
    return timeline.lines_at(position) - (timeline.lines_at(position - 1) if position else 0)


@given(whole_streams)
def test_the_state_at_every_position_is_that_of_the_oracle(stream: bytes) -> None:
    timeline, oracle = timeline_of(stream), Oracle(stream)
    assert list(timeline.order) == oracle.in_order
    assert [timeline.state_at(position) for position in range(len(timeline) + 1)] == oracle.states


@given(whole_streams)
def test_the_gun_that_counts_at_every_position_is_that_of_the_race_then(stream: bytes) -> None:
    timeline, oracle = timeline_of(stream), Oracle(stream)
    assert [timeline.gun_at(position) for position in range(len(timeline) + 1)] == [s.gun for s in oracle.states]


def test_a_line_keeps_the_clock_of_the_gun_that_counted_when_it_happened() -> None:
    fell = event("fall", 70_000, bibs=[2])
    anew = [event("restart", 400_000), event("fall", 430_000, bibs=[3])]
    mended = [event("retract", 440_000, target=2), event("retract", 441_000, target=4)]
    timeline = timeline_of(make_stream(event("start"), fell, *anew, *mended))
    lines = [timeline.line(index) for index in range(timeline.lines_at(len(timeline)))]
    assert [(line.event.type, line.clock) for line in lines] == [
        ("start", 0),
        ("fall", 70_000),
        ("restart", 0),
        ("fall", 30_000),
    ]
    assert timeline.clock_at(399_999) == 399_999
    assert timeline.clock_at(400_500) == 500


@given(whole_streams)
def test_every_line_of_the_log_is_that_of_the_oracle(stream: bytes) -> None:
    assert list(told(timeline_of(stream))) == Oracle(stream).told()


def known_by(stream: bytes, t: int) -> int:
    """Return how many lines had been recorded by ``t``: a line cannot be older than one before it."""
    latest, lines = -(1 << 62), 0
    for seq, fields in Oracle(stream).recorded.items():
        latest = max(latest, fields["t"])
        lines = seq if latest <= t else lines
    return lines


def until_something_changes(stream: bytes, lines: int) -> int:
    """Return that many lines, and those that follow as long as they only add to the race."""
    recorded = Oracle(stream).recorded
    for seq in range(lines + 1, len(recorded) + 1):
        late = recorded[seq]["t"] < max((recorded[before]["t"] for before in range(1, seq)), default=recorded[seq]["t"])
        if late or recorded[seq]["type"] in ("clock", "retract", "amend"):
            return seq - 1
    return len(recorded)


@given(whole_streams, st.integers(-30_000, 80_000))
def test_what_was_known_then_is_what_had_been_recorded_by_then(stream: bytes, t: int) -> None:
    then = Views(read_from(io.BytesIO(stream), "test")).then(t)
    lines = known_by(stream, t)
    oracle = Oracle(stream, lines)
    position = oracle.position_at(t)
    assert then.position_at(t) == position
    assert then.state_at(position) == oracle.states[position]
    log = Oracle(stream, until_something_changes(stream, lines)).told()
    assert list(told(then))[: then.lines_at(position)] == [line for line in log if line.position <= position]


def laps_of(oracle: Oracle) -> list[tuple[int, int, int, int]]:
    """Return position, t, lap and laps to go, at the first event and at each change of either number."""
    marks: list[tuple[int, int, int, int]] = []
    for position, state in enumerate(oracle.states[1:], 1):
        if not marks or marks[-1][2:] != (state.lap, state.to_go):
            marks.append((position, state.t, state.lap, state.to_go))
    return marks


def test_a_note_before_the_gun_is_where_the_laps_begin_while_reading_and_afterwards() -> None:
    note, lap, late = event("note", -9000, text=""), event("lap", 30_000, lap=1), event("note", 5000, text="")
    laps = [(1, -9000, 0, 16), (2, 30_000, 1, 15)]
    assert timeline_of(make_stream(note, lap)).course.laps == laps
    assert timeline_of(make_stream(note, lap, late)).course.laps == [laps[0], (3, *laps[1][1:])]


@given(whole_streams, st.integers(1, 5), st.sampled_from([3, 2048]))
def test_neither_blocks_nor_snapshots_however_few_change_anything(stream: bytes, block: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BLOCK", block)
        patch.setattr(course, "SNAPSHOT_EVERY", block)
        patch.setattr(course, "MOST_SNAPSHOTS", most)
        timeline, oracle = timeline_of(stream), Oracle(stream)
        states = [timeline.state_at(position) for position in range(len(timeline) + 1)]
        log = list(told(timeline))
    assert states == oracle.states
    assert log == oracle.told()
    assert timeline.course.laps == laps_of(oracle)
    assert len(timeline.course.states) <= most


@pytest.mark.parametrize("beyond", [("lap", {"lap": 3}), ("distance", {"laps": 1})])
def test_a_crossing_beyond_the_distance_counts_for_nothing_while_reading_either(beyond: tuple[str, Fields]) -> None:
    kind, fields = beyond
    happenings = [*[("crossing", {"bib": 1})] * 2, (kind, fields), *[("crossing", {"bib": 1})] * 2]
    events = [{"seq": seq, "t": seq, "type": kind, **fields} for seq, (kind, fields) in enumerate(happenings, 1)]
    sheet = make_sheet(laps=2, rules={"preset": "isu-2018", "sprints": []})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BLOCK", 1)
        patch.setattr(course, "SNAPSHOT_EVERY", 1)
        kept = timeline_of(lines_of(sheet, events)).course
    assert kept.states == Oracle(lines_of(sheet, events)).states


@given(timed_races())
def test_what_a_timing_system_sees_is_folded_alike_while_reading_and_afterwards(
    race: tuple[Fields, list[tuple[int, int]]],
) -> None:
    sheet, seen = race
    events = [{"seq": seq, "type": "crossing", "t": t, "bib": bib} for seq, (t, bib) in enumerate(seen, 1)]
    stream = lines_of(sheet, events)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BLOCK", 4)
        patch.setattr(course, "SNAPSHOT_EVERY", 4)
        kept = timeline_of(stream).course
    oracle = Oracle(stream)
    assert kept.states == oracle.states[::4]
    assert kept.laps == laps_of(oracle)


def test_who_leads_in_mid_lap_is_a_line_of_the_log_and_a_lap_is_none() -> None:
    led = [event("lap", 30_000, lap=1, bib=2), event("lap", 40_000, bib=3), event("lap", 50_000)]
    timeline = timeline_of(make_stream(event("start"), *led, event("retract", 60_000, target=3)))
    lines = [timeline.line(index) for index in range(timeline.lines_at(len(timeline)))]
    assert [(line.event.seq, str(line.stands)) for line in lines] == [
        (1, "as_recorded"),
        (3, "retracted"),
        (4, "as_recorded"),
    ]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), max_size=12), st.integers(-1, 5))
def test_what_was_corrected_last_is_found_as_if_all_were_looked_at(pairs: list[tuple[int, int]], t: int) -> None:
    falls = [event("fall", 0, bibs=[1]) for _ in range(6)]
    events = [*falls, *(event("retract", then, target=target) for target, then in pairs)]
    timeline = timeline_of(make_stream(*events))
    by = timeline.corrections.corrected_by
    found = [
        (each, seq) for each in timeline.recording.corrections for seq in by if by[seq] == each.seq and each.t <= t
    ]
    wanted = max(found, key=lambda pair: pair[0].t, default=None)
    given = timeline.corrected_by(t)
    assert (given and (given[1], given[0].seq)) == wanted


@given(whole_streams, st.integers(0, 60), st.integers(0, 60))
def test_what_two_timelines_share_is_the_same_in_both(stream: bytes, some: int, more: int) -> None:
    recording = read_from(io.BytesIO(stream), "test")
    one, other = (Timeline(recording, min(upto, len(recording))) for upto in (some, more))
    for position in range(1, one.shared_with(other) + 1):
        assert one.event(one.order[position - 1]) == other.event(other.order[position - 1])
    if one.changed == other.changed == 0:
        assert one.shared_with(other) == min(len(one), len(other))
