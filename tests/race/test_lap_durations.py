"""Tests of the usual lap time of successive laps, against the median of all that count."""

from __future__ import annotations

import statistics

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.lap_durations import LEAST_LAPS, LapDurations, far_off

ENDS = st.lists(st.one_of(st.none(), st.integers(1, 100_000)), max_size=60)
"""How long each lap took in ms; None where the race paused."""


def told(laps: LapDurations, took: list[int | None], begins: int = 0) -> list[tuple[int | None, float | None]]:
    """Return what is said of each lap as they end one after the other."""
    said, t = [], begins
    for each in took:
        if each is None:
            laps.pause()
        else:
            t += each
            said.append(laps.complete(t))
    return said


def by_all_before(took: list[int | None]) -> list[tuple[int | None, float | None]]:
    said: list[tuple[int | None, float | None]] = []
    counted: list[int] = []
    known = False
    for each in took:
        if each is None:
            known = False
        elif not known:
            said.append((None, None))
            known = True
        else:
            usual = statistics.median(counted) if len(counted) >= LEAST_LAPS else None
            said.append((each, usual))
            if usual is None or far_off(each, usual) is None:
                counted.append(each)
    return said


@given(ENDS)
def test_the_usual_lap_is_the_median_of_those_before_that_are_not_far_off(took: list[int | None]) -> None:
    assert told(LapDurations(), took) == by_all_before(took)


@given(ENDS, ENDS, ENDS)
def test_what_is_taken_back_is_as_if_it_had_never_been(
    before: list[int | None], taken_back: list[int | None], after: list[int | None]
) -> None:
    laps, fresh = LapDurations(), LapDurations()
    told(laps, before)
    told(fresh, before)
    mark, end = laps.mark(), sum(each or 0 for each in before)
    told(laps, taken_back, end)
    assert told(laps.back_to(mark), after, end) == told(fresh, after, end)
