"""Tests of the reasons of a rank: compared with whom, and by what numbers."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.rank_reasons import Why, why
from massstart_tui.race.standings import Because, standings
from tests.race.builders import a_sheet, fold, happens
from tests.race.races_on import a_race_under_way


def test_equal_points_are_told_against_the_nearest_ahead_with_the_margin_at_the_finish() -> None:
    orders = {4: [7, 1, 2], 8: [8, 1, 2], 12: [1, 2, 3]}
    sprints = [happens("sprint", lap=lap, order=order) for lap, order in orders.items()]
    finish = happens("finish", order=[1, 2, 3, 4, 5, 6, 7, 8], times=[1, 2, 3, 4, 5, 6, 1000, 1320])
    rows = standings(fold(a_sheet(8), *sprints, finish))
    assert why(rows, 8) == Why(
        Because.EQUAL_POINTS_FINISH, 8, 7, ahead=True, points=3, margin=320, laps=16, other_laps=16
    )
    assert (why(rows, 6).other, why(rows, 6).ahead) == (7, False)


def test_points_are_told_by_how_many_there_are_between_and_the_first_is_set_against_the_second() -> None:
    rows = standings(fold(a_sheet(3), happens("lap", lap=5), happens("sprint", lap=4, order=[3, 1, 2])))
    assert [(why(rows, bib).other, why(rows, bib).ahead, why(rows, bib).apart) for bib in (3, 1, 2)] == [
        (1, False, 1),
        (3, True, 1),
        (1, True, 1),
    ]


def test_a_skater_who_is_alone_is_set_against_nobody() -> None:
    rows = standings(fold(a_sheet(2), happens("disqualify", bibs=[2]), happens("finish", order=[1])))
    assert why(rows, 1).other is None
    assert why(rows, 2) == Why(Because.DISQUALIFIED, 2, laps=None)


def test_laps_are_told_of_both() -> None:
    told = [happens("withdraw", bibs=[1], laps=9), happens("withdraw", bibs=[2], laps=7), happens("finish", order=[3])]
    found = why(standings(fold(a_sheet(3), *told)), 2)
    assert (found.because, found.other, found.laps, found.other_laps) == (Because.LAPS, 1, 7, 9)


@given(st.integers(0, 2**32))
def test_the_other_skater_really_is_ahead_or_behind_by_those_numbers(seed: int) -> None:
    rows = standings(a_race_under_way(Random(seed), 8))
    by_bib = {row.bib: row for row in rows}
    for row in rows:
        found = why(rows, row.bib)
        assert found.because is row.because
        if found.other is None:
            continue
        other = by_bib[found.other]
        assert found.ahead is (other.rank < row.rank)
        assert found.apart == abs(other.total - row.total)
        assert found.because is not Because.DEAD_HEAT or (other.rank, other.finish_place) == (
            row.rank,
            row.finish_place,
        )
        assert found.because is not Because.EQUAL_POINTS_FINISH or other.total == row.total
