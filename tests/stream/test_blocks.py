"""Tests of streams longer than a block of reading: events at the boundary of a block are like any others."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from massstart_tui.race.events import Event
from massstart_tui.race.misfits import Misfit
from massstart_tui.stream import event_lines
from massstart_tui.stream import snapshots as course
from massstart_tui.stream.codec import decode_event, encode_event
from massstart_tui.stream.event_lines import BLOCK
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.strategies import Fields, lines_of
from tests.stream.oracle import Oracle
from tests.streams import make_sheet

SHEET = make_sheet(laps=100, rules={"preset": "isu-2018", "sprints": [{"lap": 40, "points": [3, 2, 1]}]})
LONG = 2 * BLOCK + 40


def crossings(events: int = LONG) -> list[Fields]:
    """Return crossings of six skaters, lap after lap, 5 s apart."""
    return [{"seq": seq, "type": "crossing", "t": seq * 5000, "bib": 1 + (seq - 1) % 6} for seq in range(1, events + 1)]


def with_these(**at: Fields) -> list[Fields]:
    """Return the crossings with other events in place of some: ``at_256={…}`` replaces the 256th."""
    events = crossings()
    for name, fields in at.items():
        seq = int(name.removeprefix("at_"))
        events[seq - 1] = {"seq": seq, "t": seq * 5000, **fields}
    return events


UNREMARKABLE = crossings()
ODDITIES: tuple[Fields, ...] = (
    {"type": "drone", "height": 30},
    {"type": "fall", "bibs": [3], "t": 1000},
    {"type": "retract", "target": 200},
    {"type": "amend", "target": 100, "event": {"t": 501_000, "type": "fall", "bibs": [4]}},
    {"type": "clock", "shift": -2500},
    {"type": "restart"},
    {"type": "distance", "laps": 50},
    {"type": "note", "text": "spoken"},
)
EDGES = (BLOCK - 1, BLOCK, BLOCK + 1)


def timeline_of(events: list[Fields]) -> Timeline:
    return Timeline(read_from(io.BytesIO(lines_of(SHEET, events)), "long"))


def agrees(events: list[Fields]) -> None:
    """Compare timeline and oracle at the boundaries of blocks and at the ends."""
    timeline, oracle = timeline_of(events), Oracle(lines_of(SHEET, events))
    assert list(timeline.order) == oracle.in_order
    for seq in (1, *EDGES, 2 * BLOCK, 2 * BLOCK + 1, LONG):
        assert json.loads(encode_event(timeline.recording.lines.event(seq))) == events[seq - 1]
    last = len(timeline)
    for position in (0, 1, BLOCK - 2, *EDGES, BLOCK + 2, 2 * BLOCK, last - 1, last):
        assert timeline.state_at(position) == oracle.states[position]


def test_a_long_stream_is_as_the_oracle_has_it() -> None:
    agrees(UNREMARKABLE)


@pytest.mark.parametrize("gun", range(4))
def test_laps_and_crossings_before_the_gun_are_read_as_they_are_folded(gun: int) -> None:
    events: list[Fields] = [
        {"type": "lap", "lap": 1},
        {"type": "crossing", "bib": 1},
        {"type": "crossing", "bib": 2},
        {"type": "crossing", "bib": 1},
    ]
    events.insert(gun, {"type": "start"})
    stream = [{"seq": seq, "t": 1000 * (seq - 1 - gun), **fields} for seq, fields in enumerate(events, 1)]
    recording = read_from(io.BytesIO(lines_of(SHEET, stream)), "before the gun")
    assert recording.course.before(len(stream)) == (len(stream), Oracle(lines_of(SHEET, stream)).states[-1])


@pytest.mark.parametrize("oddity", ODDITIES, ids=[oddity["type"] for oddity in ODDITIES])
def test_what_is_out_of_the_ordinary_at_a_boundary_changes_nothing_else(oddity: Fields) -> None:
    agrees(with_these(at_256=oddity))


def test_what_was_amended_at_its_own_moment_is_amended_in_the_snapshots_behind_it() -> None:
    instead = {"t": 100 * 5000, "type": "withdraw", "bibs": [4]}
    agrees(with_these(at_300={"type": "amend", "target": 100, "event": instead}))


@pytest.mark.parametrize("edge", EDGES)
def test_several_oddities_about_a_boundary_are_as_the_oracle_has_them(edge: int) -> None:
    at: dict[str, Any] = {f"at_{edge + index}": oddity for index, oddity in enumerate(ODDITIES)}
    agrees(with_these(**at))


def test_the_last_events_of_a_stream_that_ends_on_a_boundary_are_there() -> None:
    for length in (BLOCK, 2 * BLOCK):
        timeline = timeline_of(crossings(length))
        assert timeline.state_at(length).seq == length
        assert timeline.recording.lines.event(length).seq == length


@pytest.mark.parametrize("edge", EDGES)
def test_a_fault_at_a_boundary_is_told_by_its_own_line(edge: int) -> None:
    wrong: dict[str, Fields] = {f"at_{edge}": {"type": "fall", "bibs": [77]}, f"at_{edge + 1}": {"type": "crossing"}}
    events = with_these(**wrong)
    with pytest.raises(BadData) as caught:
        read_from(io.BytesIO(lines_of(SHEET, events)), "long")
    assert [(fault.line, fault.code) for fault in caught.value.faults] == [
        (edge + 1, Misfit.BIB_NOT_ON_SHEET),
        (edge + 2, Flaw.MISSING),
    ]


@pytest.mark.parametrize("length", [BLOCK - 1, BLOCK, BLOCK + 1])
def test_a_tear_at_a_boundary_is_told_by_its_own_line(length: int) -> None:
    recording = read_from(io.BytesIO(lines_of(SHEET, crossings(length)) + b'{"seq":'), "long")
    assert len(recording) == length
    assert [(fault.line, fault.code) for fault in recording.faults] == [(length + 2, Flaw.TORN)]
    assert recording.lines.event(length).seq == length


def test_only_so_many_snapshots_are_kept_and_every_state_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "MOST_SNAPSHOTS", 2)
    events = crossings(4 * BLOCK + 9)
    timeline = timeline_of(events)
    assert len(timeline.course.states) == 2
    assert timeline.course.every > course.SNAPSHOT_EVERY
    oracle = Oracle(lines_of(SHEET, events[: 3 * BLOCK]))
    for position in (BLOCK, 2 * BLOCK + 5, 3 * BLOCK):
        assert timeline.state_at(position) == oracle.states[position]


def test_events_of_a_few_blocks_are_asked_for_in_turn_and_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = timeline_of(crossings()).recording.lines
    decoded: list[int] = []

    def decode(line: bytes) -> Event:
        decoded.append(len(line))
        return decode_event(line)

    monkeypatch.setattr(event_lines, "decode_event", decode)
    for _ in range(3):
        for seq in (1, BLOCK + 1, 2 * BLOCK + 1):
            assert lines.event(seq).seq == seq
    assert len(decoded) == LONG
