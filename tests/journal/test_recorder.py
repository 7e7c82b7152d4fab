"""Tests of the recorder: events count as soon as they are entered, the clock starts at the gun, undo is unlimited."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.race.events import Event
from massstart_tui.race.sheet_editing import take_off
from massstart_tui.race.state import RaceState
from massstart_tui.stream.faults import BadData
from tests.journal.recording import Clocks, Paper, an_event, recorder_on
from tests.race.builders import a_sheet

SHEET = a_sheet(6)


def begun() -> tuple[Paper, Clocks, Recorder]:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    recorder.record([an_event("start", 0)], clocks.now)
    return paper, clocks, recorder


def on_paper(paper: Paper) -> list[dict[str, object]]:
    return [json.loads(line) for line in paper.content.splitlines()[1:]]


def as_it_stands(state: RaceState) -> RaceState:
    """Return the state without the fields that depend on the lines it came from."""
    return state._replace(seq=0, t=0)


def test_before_the_gun_the_clock_stands_and_after_it_runs() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    clocks.advance(60_000)
    assert (recorder.t, recorder.clock.running) == (0, False)
    recorder.record([an_event("start", 0)], clocks.now)
    clocks.advance(1_234)
    assert (recorder.t, recorder.clock.running) == (1_234, True)


def test_the_clock_runs_from_the_key_of_the_gun_and_not_from_when_it_was_recorded() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    pressed = clocks.now
    clocks.advance(800)
    recorder.record([an_event("start", 0)], pressed)
    assert recorder.t == 800
    assert recorder_on(Paper(SHEET, paper.content), clocks).t == 800


def test_events_are_numbered_and_say_when_they_were_recorded() -> None:
    paper, clocks, recorder = begun()
    clocks.advance(30_000)
    recorder.record([an_event("lap", 30_000, lap=1), an_event("attack", 30_000, bibs=[3])], clocks.now)
    seqs = [(event["seq"], event["wall"]) for event in on_paper(paper)]
    assert seqs == [
        (1, "2026-11-25T08:00:05+00:00"),
        (2, "2026-11-25T08:00:35+00:00"),
        (3, "2026-11-25T08:00:35+00:00"),
    ]


def test_a_start_that_was_missed_is_given_afterwards_and_survives_reopening() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    recorder.record([an_event("start", 0)], clocks.now, gun_ago=90_000)
    clocks.advance(500)
    assert recorder.t == 90_500
    clocks.advance(10_000)
    assert recorder_on(Paper(SHEET, paper.content), clocks).t == 100_500
    recorder.undo()
    assert not recorder.clock.running
    assert recorder.state.phase == "scheduled"


def test_a_clock_that_is_off_is_shifted_as_one_event_and_back_by_undo() -> None:
    paper, clocks, recorder = begun()
    clocks.advance(30_000)
    recorder.record([an_event("lap", 30_000, lap=1)], clocks.now)
    recorder.record([an_event("clock", 30_000, shift=2_500)], clocks.now)
    assert recorder.t == 32_500
    assert recorder.state.lap_times == ((1, 32_500),)
    assert recorder_on(Paper(SHEET, paper.content), clocks).t == 32_500
    recorder.undo()
    assert (recorder.t, recorder.state.lap_times) == (30_000, ((1, 30_000),))


def test_reopened_after_a_crash_the_race_has_kept_running() -> None:
    paper, clocks, _ = begun()
    clocks.advance(45_678)
    assert recorder_on(Paper(SHEET, paper.content), clocks).t == 45_678


@pytest.mark.parametrize("wall", [{}, {"wall": "yesterday"}, {"wall": "2026-11-23T13:45:00"}])
def test_a_stream_that_does_not_say_when_its_gun_was_goes_on_from_its_last_moment(wall: dict[str, str]) -> None:
    paper, clocks, _ = begun()
    header, gun = map(json.loads, paper.content.splitlines())
    without = b"\n".join(
        json.dumps(line).encode() for line in (header, {k: v for k, v in gun.items() if k != "wall"} | wall)
    )
    lap = b'\n{"seq":2,"t":31000,"type":"lap","lap":1}\n'
    recorder = recorder_on(Paper(SHEET, without + lap), clocks)
    clocks.advance(1_000)
    assert recorder.t == 32_000


STEPS = st.lists(
    st.sampled_from(["fall", "attack", "lap", "two", "late", "undo", "redo", "retract", "clock"]), max_size=30
)


def entered(step: str, recorder: Recorder) -> list[Event]:
    t, lap = recorder.t, recorder.state.lap + 1
    match step:
        case "two":
            return [an_event("lap", t, lap=lap), an_event("fall", t, bibs=[2])]
        case "lap":
            return [an_event("lap", t, lap=lap)]
        case "late":
            return [an_event("fall", max(0, t - 2_500), bibs=[4])]
        case "retract":
            return [an_event("retract", t, target=max(1, len(recorder.recording) // 2))]
        case "clock":
            return [an_event("clock", t, shift=700)]
        case _:
            return [an_event(step, t, bibs=[1 + t % 6])]


def play(recorder: Recorder, clocks: Clocks, steps: list[str]) -> list[RaceState]:
    """Take these steps; return the states before those that can still be undone."""
    done: list[RaceState] = []
    undone: list[RaceState] = []
    for step in steps:
        clocks.advance(1_000)
        before = as_it_stands(recorder.state)
        if step in ("undo", "redo"):
            back, on = (done, undone) if step == "undo" else (undone, done)
            assert bool(recorder.undo() if step == "undo" else recorder.redo()) == bool(back)
            if back:
                on.append(before)
                assert as_it_stands(recorder.state) == back.pop()
        elif step != "retract" or len(recorder.recording):
            recorder.record(entered(step, recorder), clocks.now)
            done.append(before)
            undone.clear()
    return done


@given(STEPS)
def test_undo_and_redo_are_as_deep_as_the_race_and_exact(steps: list[str]) -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    done = play(recorder, clocks, steps)
    while done:
        clocks.advance(1_000)
        assert recorder.undo()
        assert as_it_stands(recorder.state) == done.pop()
    assert not recorder.undo()


@given(STEPS, STEPS)
def test_whoever_opens_the_journal_again_can_go_on_undoing_where_it_was_left(first: list[str], then: list[str]) -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    play(recorder, clocks, first)
    again = recorder_on(Paper(SHEET, paper.content), clocks)
    assert again.history.undoing() == recorder.history.undoing()
    assert again.history.redoing() == recorder.history.redoing()
    assert as_it_stands(again.state) == as_it_stands(recorder.state)
    for step in then:
        seqs = (one.undo() if step == "undo" else one.redo() if step == "redo" else () for one in (recorder, again))
        assert len(set(seqs)) == 1


@given(STEPS, st.data())
def test_undo_to_an_event_is_the_undo_of_each_step_since_and_one_redo_brings_it_all_back(
    steps: list[str], data: st.DataObject
) -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    play(recorder, clocks, steps)
    one, other = (recorder_on(Paper(recorder.sheet, paper.content), clocks) for _ in range(2))
    seq = data.draw(st.integers(1, max(1, len(recorder.recording))))
    there = as_it_stands(one.state)
    taken = one.undo_to(seq)
    alike: tuple[int, ...] = ()
    while taken and seq not in alike:
        alike += other.undo()
    assert taken == alike
    assert as_it_stands(one.state) == as_it_stands(other.state)
    assert one.history.undoing() == other.history.undoing()
    again = recorder_on(Paper(one.sheet, one.stream()), clocks)
    assert (again.history.undoing(), again.history.redoing()) == (one.history.undoing(), one.history.redoing())
    if taken:
        assert again.redo()
        assert as_it_stands(again.state) == there
        assert again.history.undoing() == recorder.history.undoing()


def test_the_stream_of_a_race_is_what_is_on_paper() -> None:
    paper, clocks, recorder = begun()
    clocks.advance(2_000)
    recorder.record([an_event("fall", 2_000, bibs=[3])], clocks.now)
    assert recorder.stream() == paper.content


def test_a_start_sheet_is_edited_until_the_gun_and_again_once_that_is_taken_back() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    recorder.record([an_event("note", 0, text="cold")], clocks.now)
    assert recorder.sheet_is_open
    recorder.replace_sheet(take_off(SHEET, 6))
    assert [skater.bib for skater in recorder.sheet.skaters] == [1, 2, 3, 4, 5]
    recorder.record([an_event("start", 0)], clocks.now)
    open_after_the_gun = recorder.sheet_is_open
    recorder.undo()
    assert (open_after_the_gun, recorder.sheet_is_open) == (False, True)
    assert Paper(SHEET, paper.content).recording.sheet == recorder.sheet


def test_a_start_sheet_without_somebody_whom_an_event_names_is_refused_and_changes_nothing() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    recorder.record([an_event("dns", 0, bibs=[6])], clocks.now)
    before = paper.content
    with pytest.raises(BadData):
        recorder.replace_sheet(take_off(SHEET, 6))
    assert (paper.content, recorder.sheet) == (before, SHEET)


def test_what_timing_records_is_taken_back_by_no_undo_and_by_no_undo_after_reopening() -> None:
    paper, clocks, recorder = begun()
    clocks.advance(38_000)
    recorder.record([an_event("attack", 30_000, bibs=[3])], clocks.now)
    recorder.record_timed([an_event("crossing", 37_800, bib=2, by="timing")], clocks.now)
    for each in (recorder, recorder_on(Paper(SHEET, paper.content), clocks)):
        assert each.undo() == (2,)
        assert each.undo_to(3) == ()
        assert each.redo() == (4,)
        assert [line["type"] for line in on_paper(paper)][:3] == ["start", "attack", "crossing"]
        assert each.state.crossed_at == {2: 37_800}


def test_the_clock_runs_from_the_gun_that_timing_tells_late() -> None:
    paper, clocks = Paper(SHEET), Clocks()
    recorder = recorder_on(paper, clocks)
    clocks.advance(60_000)
    fired = clocks.now - 40_000_000_000
    crossing = an_event("crossing", 37_800, bib=2, by="timing")
    recorder.record_timed([an_event("start", 0, by="timing"), crossing], fired)
    assert recorder.t == 40_000
    clocks.advance(1_000)
    assert recorder_on(Paper(SHEET, paper.content), clocks).t == 41_000
    assert [line["wall"] for line in on_paper(paper)] == ["2026-11-25T08:00:25+00:00", "2026-11-25T08:01:05+00:00"]


def test_the_header_has_the_start_sheet_and_when_the_recording_was_begun() -> None:
    begun = datetime(2026, 2, 21, 15, tzinfo=UTC)
    header = header_of(SHEET, begun)
    assert (header.race, header.created) == (SHEET, begun)
