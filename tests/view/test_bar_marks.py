"""Tests of where the race bar marks what happened."""

from __future__ import annotations

import itertools

from massstart_tui.view.bar_marks import bar_marks, lap_fraction
from tests.view.scenes import sample_timeline

TIMED = sample_timeline("made-up-timed-race")


def test_what_happened_within_a_lap_is_marked_at_its_time_and_not_at_the_lap() -> None:
    marks = bar_marks(TIMED, len(TIMED))
    assert {"fall", "rejoin", "attack", "sprint"} <= {kind for _, kind in marks}
    at = [lap_fraction(TIMED, t, TIMED.time_at(len(TIMED))) for t, _ in marks]
    assert at == sorted(at)
    fell, back = (next(at[i] for i, (_, kind) in enumerate(marks) if kind == wanted) for wanted in ("fall", "rejoin"))
    assert fell * TIMED.sheet.laps % 1 > 0.1
    assert back > fell


def test_a_mark_stays_where_it_is_once_its_lap_is_over() -> None:
    t = next(t for t, kind in bar_marks(TIMED, len(TIMED)) if kind == "fall")
    places = [lap_fraction(TIMED, t, now) for now in (t + 40_000, t + 80_000, t + 200_000)]
    assert all(one == other for one, other in itertools.pairwise(places))
