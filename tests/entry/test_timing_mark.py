"""Tests of how it is with the timing: waiting, in order, silent for longer than a lap, lost, ended."""

from __future__ import annotations

import pytest

from massstart_tui.entry.timing_mark import FIRST_LAP_MS, TimingMark, TimingWatch
from massstart_tui.journal.race_clock import MS
from massstart_tui.race.state import RaceState
from massstart_tui.timing.feed_connection import LinkNews, LinkState
from tests.entry.races import LAP, after_laps, before_anything, race
from tests.streams import event

GUN = race(event("start")).state
FOUR_LAPS = after_laps(4).state
STOPPED = after_laps(4, event("stop", 4 * LAP + 1000)).state


def watched(*, heard: int | None = None, passed: int | None = None) -> TimingWatch:
    """Return a watch that heard something, and somebody pass, at these race times."""
    watch = TimingWatch()
    if heard is not None:
        watch.heard(heard * MS, passed=False)
    if passed is not None:
        watch.heard(passed * MS, passed=True)
    return watch


@pytest.mark.parametrize(
    ("state", "t", "heard", "passed", "mark"),
    [
        pytest.param(before_anything().state, 0, None, None, TimingMark.WAITS, id="nothing came"),
        pytest.param(before_anything().state, 0, 0, None, TimingMark.OK, id="before the gun"),
        pytest.param(GUN, FIRST_LAP_MS, 0, 0, TimingMark.OK, id="the first lap takes long"),
        pytest.param(GUN, FIRST_LAP_MS + 1, 0, None, TimingMark.SILENT, id="nobody came after the gun"),
        pytest.param(FOUR_LAPS, 5 * LAP, 0, 4 * LAP, TimingMark.OK, id="a lap ago"),
        pytest.param(FOUR_LAPS, 6 * LAP, 0, 4 * LAP, TimingMark.SILENT, id="two laps ago"),
        pytest.param(FOUR_LAPS, 6 * LAP, 6 * LAP, 4 * LAP, TimingMark.SILENT, id="bytes, but nobody in them"),
        pytest.param(STOPPED, 9 * LAP, 0, 4 * LAP, TimingMark.OK, id="nobody skates"),
    ],
)
def test_the_mark_says_whether_passings_come(
    state: RaceState, t: int, heard: int | None, passed: int | None, mark: TimingMark
) -> None:
    assert watched(heard=heard, passed=passed).mark(t * MS, t, state) is mark


def test_passings_on_another_clock_than_the_gun_are_not_in_order_until_one_can_be_used() -> None:
    watch = TimingWatch()
    watch.heard(LAP * MS, passed=False, other_clock=True)
    assert watch.mark(LAP * MS, LAP, FOUR_LAPS) is TimingMark.OTHER_CLOCK
    assert not watch.counts_laps(LAP * MS, LAP, FOUR_LAPS)
    watch.heard(4 * LAP * MS, passed=True)
    assert watch.mark(4 * LAP * MS, 4 * LAP, FOUR_LAPS) is TimingMark.OK


def test_a_connection_that_is_lost_is_told_until_it_is_back() -> None:
    watch = watched(passed=4 * LAP)
    marks = []
    for link in (LinkState.LOST, LinkState.AWAY, LinkState.REFUSED, LinkState.CONNECTED):
        watch.linked(LinkNews(link, "tcp://127.0.0.1:1"))
        marks.append(watch.mark(4 * LAP * MS, 4 * LAP, FOUR_LAPS))
    assert marks == [TimingMark.LOST, TimingMark.LOST, TimingMark.LOST, TimingMark.OK]
    watch.ended()
    assert watch.mark(4 * LAP * MS, 4 * LAP, FOUR_LAPS) is TimingMark.ENDED


def test_timing_counts_the_laps_while_passings_come() -> None:
    watch = watched(heard=0)
    assert not watch.counts_laps(4 * LAP * MS, 4 * LAP, FOUR_LAPS)
    watch.heard(4 * LAP * MS, passed=True)
    assert watch.counts_laps(5 * LAP * MS, 5 * LAP, FOUR_LAPS)
    assert not watch.counts_laps(6 * LAP * MS, 6 * LAP, FOUR_LAPS)
