"""Tests of the clock watch: disagreements of clocks are reported as soon as they are seen, with the correction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.journal.clock_watch import LOOK_INTERVAL_MS, MOST_APART_MS, ClockTrouble, ClockWatch
from tests.journal.recording import Clocks, an_event
from tests.journal.test_race_clock import (
    DAY,
    HOUR,
    Evening,
    Happens,
    a_day_on,
    an_hour_back,
    asleep,
    nothing,
    started_anew,
    started_anew_a_day_on,
    started_anew_an_hour_back,
    stopped,
    two_seconds_back,
    two_seconds_on,
)

Told = list[tuple[ClockTrouble, int, int | None]]


def told(watch: ClockWatch) -> Told:
    """What a look finds, which is always of the race time at that look."""
    now = watch._recorder.t
    doubts = watch.look()
    assert [doubt.t for doubt in doubts] == [now] * len(doubts)
    return [(doubt, ms, offer) for doubt, ms, _, offer in doubts]


def half_an_hour_back(clocks: Clocks) -> None:
    clocks.set_wall(-HOUR // 2)


def watching(evening: Evening) -> ClockWatch:
    """Return a watch that has read the clocks for a while, every tenth of a second."""
    watch = ClockWatch(evening.recorder)
    for _ in range(30):
        evening.clocks.advance(LOOK_INTERVAL_MS)
        watch.look()
    return watch


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (nothing, []),
        (an_hour_back, [(ClockTrouble.SET, -HOUR, None)]),
        (a_day_on, [(ClockTrouble.SET, DAY, DAY)]),
        (asleep, [(ClockTrouble.ASLEEP, 60_000, -60_000)]),
        (stopped, [(ClockTrouble.STOOD_STILL, 21_000, None)]),
        (two_seconds_on, [(ClockTrouble.SET, 2_000, 2_000)]),
        (two_seconds_back, [(ClockTrouble.SET, -2_000, -2_000)]),
    ],
)
def test_what_happens_while_it_is_open_is_told_once(happens: Happens, expected: Told) -> None:
    evening = Evening()
    watch = watching(evening)
    happens(evening.clocks)
    evening.clocks.advance(LOOK_INTERVAL_MS)
    assert told(watch) == expected
    evening.clocks.advance(LOOK_INTERVAL_MS)
    assert told(watch) == []


@pytest.mark.parametrize(
    ("boot", "happens", "expected"),
    [
        (1, nothing, []),
        (1, started_anew, []),
        (1, an_hour_back, [(ClockTrouble.OFF, -HOUR, None)]),
        (1, a_day_on, [(ClockTrouble.OFF, DAY, DAY)]),
        (1, two_seconds_back, [(ClockTrouble.OFF, -2_000, -2_000)]),
        (None, two_seconds_back, []),
        (None, an_hour_back, [(ClockTrouble.STILL_TO_COME, HOUR - 10_000, 10_000)]),
        (None, half_an_hour_back, [(ClockTrouble.STILL_TO_COME, HOUR // 2 - 10_000, None)]),
        (1, started_anew_an_hour_back, [(ClockTrouble.STILL_TO_COME, HOUR - 70_000, 70_000)]),
        (None, a_day_on, [(ClockTrouble.AWAY, DAY + 10_000, -DAY - 10_000)]),
        (1, started_anew_a_day_on, [(ClockTrouble.AWAY, DAY + 70_000, -DAY - 70_000)]),
    ],
)
def test_what_happened_while_it_was_closed_is_told_at_the_first_look(
    boot: int | None, happens: Happens, expected: Told
) -> None:
    evening = Evening(boot)
    happens(evening.clocks)
    evening.clocks.advance(10_000)
    evening.reopen()
    assert told(ClockWatch(evening.recorder)) == expected


@pytest.mark.parametrize("boot", [1, None])
@pytest.mark.parametrize("last", ["fall", "undo", "late"])
def test_for_how_long_nothing_was_recorded_is_since_the_last_line_whatever_that_was(
    boot: int | None, last: str
) -> None:
    evening = Evening(boot)
    evening.record("attack", bibs=[1])
    evening.clocks.advance(400_000)
    if last == "undo":
        evening.recorder.undo()
    else:
        ago = 100_000 if last == "late" else 0
        event = an_event("fall", evening.recorder.t - ago, bibs=[4])
        evening.recorder.record([event], evening.clocks.now)
    for since, expected in ((10_000, []), (390_000, [(ClockTrouble.AWAY, 400_000, -400_000)])):
        evening.clocks.advance(since)
        evening.reopen()
        assert told(ClockWatch(evening.recorder)) == expected


def test_a_race_that_is_over_may_be_opened_again_whenever() -> None:
    evening = Evening(None)
    evening.record("withdraw", bibs=[1, 2, 3, 4, 5, 6])
    evening.clocks.set_wall(DAY)
    evening.reopen()
    assert told(ClockWatch(evening.recorder)) == []


def test_before_the_gun_nothing_depends_on_the_time_of_day_but_a_key_may_have_waited() -> None:
    evening = Evening()
    evening.recorder.undo()
    evening.recorder.undo()
    watch = watching(evening)
    evening.clocks.set_wall(HOUR)
    evening.clocks.sleep(60_000)
    assert told(watch) == []
    stopped(evening.clocks)
    assert [doubt for doubt, _, _ in told(watch)] == [ClockTrouble.STOOD_STILL]


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=60))
def test_small_steps_are_told_when_they_come_to_a_second(steps: list[int]) -> None:
    evening = Evening()
    watch = watching(evening)
    apart = 0
    for step in steps:
        evening.clocks.set_wall(step)
        evening.clocks.advance(LOOK_INTERVAL_MS)
        apart += step
        expected = abs(apart) > MOST_APART_MS
        assert [ms for _, ms, _ in told(watch)] == [apart] * expected
        apart = 0 if expected else apart


@given(st.lists(st.integers(0, LOOK_INTERVAL_MS + MOST_APART_MS), max_size=30))
def test_a_machine_that_is_busy_for_less_than_a_second_is_not_told_about(gaps: list[int]) -> None:
    evening = Evening()
    watch = watching(evening)
    for gap in gaps:
        evening.clocks.advance(gap)
        assert told(watch) == []


def test_the_correction_that_is_offered_sets_the_clock_and_leaves_what_is_recorded() -> None:
    evening = Evening()
    watch = watching(evening)
    asleep(evening.clocks)
    ((_, _, offer),) = told(watch)
    assert offer is not None
    before = evening.recorder.t
    evening.record("clock_set", shift=offer)
    assert evening.recorder.t == before + offer
    assert evening.recorder.state.exits == {}
    assert [event["t"] for event in evening.events()][:2] == [0, 16_000]
    evening.reopen()
    assert evening.recorder.t == before + offer
    evening.recorder.undo()
    assert evening.recorder.t == before
