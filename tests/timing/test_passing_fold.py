"""Tests of the crossings that reads of chips are."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.timing.passing_fold import Crossed, Gone, MissedRead, Moved, PassingFold, shortest_lap_ms

APART = 20_000


def folded(*times: int) -> tuple[int, ...]:
    fold = PassingFold(APART)
    for t in times:
        fold.seen(1, t)
    return fold.times(1)


def test_the_pass_just_after_the_gun_is_none_and_both_ankles_are_one() -> None:
    assert folded(2_300, 2_600, 37_800, 38_100, 72_100) == (37_800, 72_100)


def test_a_chip_that_lies_on_the_loop_is_one_pass_however_long() -> None:
    assert folded(*range(37_800, 240_000, 900), 275_000) == (37_800, 275_000)


def test_a_read_that_comes_late_is_a_pass_at_its_own_time() -> None:
    assert folded(37_800, 106_400, 72_100) == (37_800, 72_100, 106_400)


def test_each_read_says_what_it_changes() -> None:
    fold = PassingFold(APART)
    assert fold.seen(1, 38_000) == (Crossed(1, 38_000),)
    assert fold.seen(1, 38_300) == ()
    assert fold.seen(1, 37_800) == (Moved(1, 38_000, 37_800),)
    assert fold.seen(1, 60_000) == (Crossed(1, 60_000),)
    assert fold.seen(1, 45_000) == (Gone(1, 60_000),)
    assert fold.times(1) == (37_800,)


@given(st.lists(st.integers(0, 300_000), max_size=40), st.randoms(use_true_random=False))
def test_the_order_in_which_reads_come_makes_no_difference(times: list[int], shuffle: random.Random) -> None:
    in_order = folded(*sorted(times))
    shuffled = list(times)
    shuffle.shuffle(shuffled)
    assert folded(*shuffled) == in_order
    assert folded(*shuffled, *times) == in_order


@given(st.lists(st.integers(0, 300_000), max_size=40))
def test_the_changes_add_up_to_the_crossings(times: list[int]) -> None:
    fold, known = PassingFold(APART), set[int]()
    for t in times:
        for change in fold.seen(1, t):
            match change:
                case Crossed(_, at):
                    assert at not in known
                    known.add(at)
                case Gone(_, at):
                    known.remove(at)
                case Moved(_, was, at):
                    known.remove(was)
                    known.add(at)
    assert tuple(sorted(known)) == fold.times(1)


def test_a_gap_of_two_laps_is_told_with_its_middle() -> None:
    fold = PassingFold(APART)
    for t in (37_800, 72_100, 106_400, 175_000, 209_000):
        fold.seen(7, t)
    assert fold.missed() == [MissedRead(7, 106_400, 175_000)]
    assert fold.missed()[0].near == 140_700


def test_the_shortest_lap_is_that_of_the_track() -> None:
    skaters = (Skater(1, "Anna"),)
    assert shortest_lap_ms(Sheet("x", "X", 3, skaters, lap_length=400)) == 20_000
    assert shortest_lap_ms(Sheet("x", "X", 3, skaters, lap_length=111.12)) == 5_556
    assert shortest_lap_ms(Sheet("x", "X", 3, skaters)) == 10_000
