"""Tests of the race clock: it runs on whatever happens to the machine's clocks, and the journal is consistent."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.journal.race_clock import By
from massstart_tui.journal.recorder import Recorder
from massstart_tui.journal.system_clocks import system_clocks
from tests.journal.recording import Clocks, Paper, an_event, recorder_on
from tests.race.builders import a_sheet

SHEET = a_sheet(6)
HOUR, DAY = 3_600_000, 86_400_000
Happens = Callable[[Clocks], None]


class Evening:
    """A race that is recorded on a machine; ``recorder`` is the current run of massstart."""

    def __init__(self, boot: int | None = 1) -> None:
        """Record the gun, and a fall sixteen seconds later."""
        self.clocks = Clocks(boot)
        self.paper = Paper(SHEET)
        self.recorder: Recorder = recorder_on(self.paper, self.clocks)
        self.record("start")
        self.clocks.advance(16_000)
        self.record("fall", bibs=[3])

    def record(self, kind: str, **fields: Any) -> None:
        """Record an event now."""
        self.recorder.record([an_event(kind, self.recorder.t, **fields)], self.clocks.now)

    def reopen(self) -> None:
        """Kill massstart, and open the journal again."""
        self.paper = Paper(SHEET, self.paper.content)
        self.recorder = recorder_on(self.paper, self.clocks)

    def events(self) -> list[dict[str, Any]]:
        """Return the events on disk."""
        return [json.loads(line) for line in self.paper.content.splitlines()[1:]]

    def parted(self) -> list[int]:
        """Return by how many milliseconds ``wall`` is ahead of ``t`` in each event."""
        events = self.events()
        gun = datetime.fromisoformat(events[0]["wall"])
        walls = [datetime.fromisoformat(event["wall"]) for event in events]
        return [
            round((wall - gun).total_seconds() * 1000) - event["t"] for wall, event in zip(walls, events, strict=True)
        ]


def nothing(_: Clocks) -> None:
    """Leave the clocks of the machine alone."""


def an_hour_back(clocks: Clocks) -> None:
    clocks.set_wall(-HOUR)


def a_day_on(clocks: Clocks) -> None:
    clocks.set_wall(DAY)


def asleep(clocks: Clocks) -> None:
    clocks.sleep(60_000)


def stopped(clocks: Clocks) -> None:
    clocks.advance(21_000)


def two_seconds_on(clocks: Clocks) -> None:
    clocks.set_wall(2_000)


def two_seconds_back(clocks: Clocks) -> None:
    clocks.set_wall(-2_000)


def started_anew(clocks: Clocks) -> None:
    clocks.start_anew(60_000)


def started_anew_an_hour_back(clocks: Clocks) -> None:
    clocks.start_anew(60_000)
    clocks.set_wall(-HOUR)


def started_anew_a_day_on(clocks: Clocks) -> None:
    clocks.start_anew(60_000)
    clocks.set_wall(DAY)


WHILE_IT_RUNS: list[tuple[Happens, int]] = [
    (nothing, 0),
    (an_hour_back, 0),
    (a_day_on, 0),
    (asleep, 60_000),
    (stopped, 21_000),
    (two_seconds_on, 0),
    (two_seconds_back, 0),
]


@pytest.mark.parametrize("boot", [1, None])
@pytest.mark.parametrize(("happens", "later"), WHILE_IT_RUNS)
def test_while_it_is_open_only_the_time_that_goes_by_counts(boot: int | None, happens: Happens, later: int) -> None:
    evening = Evening(boot)
    happens(evening.clocks)
    evening.clocks.advance(4_000)
    assert evening.recorder.t == 20_000 + later
    evening.record("attack", bibs=[1])
    assert evening.parted() == [0, 0, 0]


@pytest.mark.parametrize(("happens", "later"), WHILE_IT_RUNS)
@pytest.mark.parametrize("before_it_was_killed", [True, False])
def test_opened_again_on_a_machine_that_was_not_started_anew_it_does_not_jump(
    happens: Happens, later: int, *, before_it_was_killed: bool
) -> None:
    evening = Evening()
    if before_it_was_killed:
        happens(evening.clocks)
        evening.record("attack", bibs=[1])
    evening.reopen()
    if not before_it_was_killed:
        happens(evening.clocks)
        evening.reopen()
    evening.clocks.advance(4_000)
    assert evening.recorder.t == 20_000 + later
    evening.record("lap", lap=1)
    assert set(evening.parted()) == {0}
    assert evening.recorder.clock.taken_up is not None
    assert evening.recorder.clock.taken_up.by is By.BOOT


@pytest.mark.parametrize(
    ("boot", "happens", "t", "by", "off"),
    [
        (1, an_hour_back, 26_000, By.BOOT, -HOUR),
        (1, a_day_on, 26_000, By.BOOT, DAY),
        (1, started_anew, 86_000, By.WALL, 0),
        (1, started_anew_an_hour_back, 16_000, By.LATEST, 70_000 - HOUR),
        (1, started_anew_a_day_on, 86_000 + DAY, By.WALL, 0),
        (None, nothing, 26_000, By.WALL, 0),
        (None, an_hour_back, 16_000, By.LATEST, 10_000 - HOUR),
        (None, a_day_on, 26_000 + DAY, By.WALL, 0),
    ],
)
def test_how_the_clock_of_a_race_that_is_opened_again_is_found(
    boot: int | None, happens: Happens, t: int, by: By, off: int
) -> None:
    evening = Evening(boot)
    happens(evening.clocks)
    evening.clocks.advance(10_000)
    evening.reopen()
    assert evening.recorder.clock.taken_up == (by, t, t - 16_000, off)
    evening.clocks.advance(5_000)
    assert evening.recorder.t == t + 5_000
    evening.record("lap", lap=1)
    assert evening.parted() == [0, 0, 0]


@pytest.mark.parametrize("boot", [1, None])
@pytest.mark.parametrize("shift", [90_000, -5_000])
def test_the_clock_is_found_again_as_it_was_shifted_and_set(boot: int | None, shift: int) -> None:
    evening = Evening(boot)
    evening.clocks.advance(1_000)
    evening.record("clock", shift=shift)
    evening.clocks.advance(1_000)
    evening.record("clock_set", shift=2_000)
    evening.clocks.advance(10_000)
    evening.reopen()
    found = evening.recorder.clock.taken_up
    assert found is not None
    assert (found.t, found.away, found.wall_off) == (30_000 + shift, 10_000, 0)
    assert evening.recorder.t == 30_000 + shift


@pytest.mark.parametrize("boot", [1, None])
def test_a_gun_that_holds_again_is_the_one_that_was_heard_whatever_the_time_of_day_is_now(boot: int | None) -> None:
    evening = Evening(boot)
    recorder = evening.recorder
    recorder.undo_to(1)
    evening.clocks.advance(50_000)
    evening.record("start")
    evening.clocks.set_wall(HOUR)
    evening.clocks.advance(4_000)
    assert recorder.t == 4_000
    recorder.undo()
    assert not recorder.clock.running
    recorder.redo()
    assert recorder.t == 4_000
    recorder.undo()
    (taken_back,) = (event["seq"] for event in evening.events() if event.get("target") == 1)
    evening.record("retract", target=taken_back)
    assert recorder.t == 70_000


def test_a_race_that_was_recorded_late_goes_on_from_when_that_was() -> None:
    evening = Evening(None)
    evening.clocks.advance(14_000)
    evening.recorder.record([an_event("attack", 20_000, bibs=[1])], evening.clocks.now)
    evening.clocks.set_wall(-HOUR)
    evening.reopen()
    assert evening.recorder.t == 30_000


def test_a_moment_before_the_gun_is_never_below_nought() -> None:
    evening = Evening()
    assert evening.recorder.clock.at(0) == 0


STEPS = st.one_of(
    st.tuples(st.just("advance"), st.integers(0, 90_000)),
    st.tuples(st.just("sleep"), st.integers(0, 3 * HOUR)),
    st.tuples(st.just("set_wall"), st.integers(-2 * DAY, 2 * DAY)),
    st.tuples(st.just("start_anew"), st.integers(0, HOUR)),
    st.tuples(st.sampled_from(["reopen", "fall", "late", "undo", "redo"]), st.integers(0, 5_000)),
)


def step(evening: Evening, what: str, ms: int) -> None:
    recorder, clocks = evening.recorder, evening.clocks
    match what:
        case "reopen":
            evening.reopen()
        case "start_anew":
            clocks.start_anew(ms)
            evening.reopen()
        case "fall":
            evening.record("fall", bibs=[4])
        case "late":
            recorder.record([an_event("fall", max(0, recorder.t - ms), bibs=[5])], clocks.now)
        case "undo" | "redo":
            (recorder.undo if what == "undo" else recorder.redo)()
        case _:
            getattr(clocks, what)(ms)


@given(st.sampled_from([1, None]), st.lists(STEPS, max_size=25))
def test_whatever_happens_the_race_clock_never_goes_back_and_the_journal_agrees(
    boot: int | None, steps: list[tuple[str, int]]
) -> None:
    evening = Evening(boot)
    shown = latest = 16_000
    for what, ms in steps:
        events = len(evening.events())
        if what == "undo" and evening.recorder.history.undoing() == (1,):
            continue
        step(evening, what, ms)
        asked_for_a_moment = what == "late"
        for event in evening.events()[events:]:
            assert event["t"] >= latest or asked_for_a_moment
            latest = max(latest, event["t"])
        known = boot is not None and what != "start_anew"
        assert evening.recorder.t >= (shown if known or what not in ("reopen", "start_anew") else latest)
        shown = evening.recorder.t
    assert Paper(SHEET, evening.paper.content).recording.faults == []
    walls = [event["wall"] for event in evening.events()]
    assert walls == sorted(walls)
    late = {event["seq"] for event in evening.events() if event.get("bibs") == [5]}
    for event, parted in itertools.zip_longest(evening.events(), evening.parted()):
        assert parted <= 5_000 if event["seq"] in late else abs(parted) <= 1


def test_the_clocks_of_this_machine_go_on_and_name_the_start_of_it_alike() -> None:
    first, again = system_clocks(), system_clocks()
    assert first.boot == again.boot
    assert first.steady() <= again.steady() <= again.steady()
    assert first.awake() <= first.steady() + 1_000_000_000
    assert first.wall().utcoffset() is not None
