"""Tests of the orders that follow from points, times and ranks of a published result."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.published_result import Published, differences, over_the_line, places_by_points, too_slow
from massstart_tui.race.rules import PRESETS
from massstart_tui.race.standings import standings
from massstart_tui.race.state import Place, Status, bibs_in, members
from tests.race.builders import a_sheet, fold, happens

RULES = PRESETS["isu-2018"].rules
IN = Status.FINISHED


def order(*rows: Published, placed: bool = False) -> tuple[Place, ...]:
    return over_the_line(rows, RULES, 16, placed=placed).order


@pytest.mark.parametrize(
    ("points", "places"),
    [
        ({7: 1, 8: 3, 9: 2}, (8, 9, 7)),
        ({7: 3, 8: 0}, (7, None, None)),
        ({7: 1}, (None, None, 7)),
        ({7: 3, 8: 3, 9: 1}, ((7, 8), 9)),
        ({7: 2, 8: 2}, (None, (7, 8))),
        ({7: 3, 8: 1, 9: 1, 10: 1}, (7, None, (8, 9, 10))),
        ({}, (None, None, None)),
        ({7: 3, 8: 3, 9: 2}, None),
        ({7: 4}, None),
        ({7: 2, 8: 2, 9: 1}, None),
    ],
)
def test_points_tell_the_places_of_a_sprint(points: dict[int, int], places: tuple[Place, ...] | None) -> None:
    assert places_by_points(points, (3, 2, 1)) == places


@st.composite
def sprints(draw: st.DrawFn) -> tuple[tuple[int, ...], list[Place]]:
    table = tuple(draw(st.lists(st.integers(0, 4), min_size=1, max_size=4)))
    bibs = list(range(1, draw(st.integers(0, 5)) + 1))
    places: list[Place] = []
    while bibs:
        together = draw(st.integers(0, min(2, len(bibs))))
        heat, bibs = tuple(bibs[:together]), bibs[together:]
        places.append(heat if len(heat) > 1 else heat[0] if heat else None)
    return table, places


def points_of(places: list[Place] | tuple[Place, ...], table: tuple[int, ...]) -> dict[int, int]:
    """Return the points of each skater, place by place."""
    points, at = {}, 0
    for place in places:
        points.update(dict.fromkeys(members(place), table[at] if at < len(table) else 0))
        at += max(1, len(members(place)))
    return {bib: won for bib, won in points.items() if won}


@given(sprints())
def test_whatever_the_order_the_one_that_its_points_tell_gives_the_same_points(
    held: tuple[tuple[int, ...], list[Place]],
) -> None:
    table, places = held
    told = places_by_points(points_of(places, table), table)
    assert told is not None
    assert points_of(told, table) == points_of(places, table)


def test_times_decide_the_order_over_the_line_whatever_the_ranks() -> None:
    assert order(Published(1, IN, rank=1, time=500), Published(2, IN, rank=2, time=400)) == (2, 1)


def test_of_an_equal_time_the_points_of_the_finish_decide_and_then_the_rank() -> None:
    rows = [
        Published(1, IN, rank=9, finish=3, time=500),
        Published(2, IN, rank=5, finish=6, time=500),
        Published(3, IN, rank=12, finish=0, time=500),
        Published(4, IN, rank=11, finish=0, time=500),
    ]
    line = over_the_line(rows, RULES, 16, placed=False)
    assert line.order == (2, 1, 4, 3)
    assert not line.alike


def test_of_an_equal_time_and_other_points_at_the_sprints_nobody_knows_who_was_ahead() -> None:
    rows = [Published(1, IN, rank=9, sprints=(3,), time=500), Published(2, IN, rank=10, sprints=(0,), time=500)]
    line = over_the_line(rows, RULES, 16, placed=False)
    assert line.order == (1, 2)
    assert line.alike == {1, 2}


@pytest.mark.parametrize("rank", [{"rank": 1}, {"finish": 60}])
def test_an_equal_time_with_an_equal_rank_or_equal_points_is_a_shared_place(rank: dict[str, Any]) -> None:
    rows = [Published(1, IN, time=500, **rank), Published(2, IN, time=500, **rank)]
    line = over_the_line(rows, RULES, 16, placed=False)
    assert line.order == ((1, 2),)
    assert line.level == {1, 2}


def test_without_times_the_points_of_the_finish_tell_the_first_and_the_ranks_the_others() -> None:
    rows = [
        Published(1, IN, rank=1, finish=60),
        Published(2, IN, rank=3, finish=20),
        Published(3, IN, rank=8, sprints=(1,), finish=0),
        Published(4, IN, rank=9, finish=0),
        Published(5, IN, finish=0),
    ]
    line = over_the_line(rows, RULES, 16, placed=False)
    assert line.order == (1, None, 2, None, None, None, 3, 4)
    assert line.by_rank == {3, 4}


def test_who_has_no_time_goes_by_rank_between_those_with_as_many_points() -> None:
    rows = [
        Published(1, IN, rank=1, finish=60, time=100),
        Published(2, IN, rank=10, finish=0, time=300),
        Published(3, IN, rank=11, finish=0),
        Published(4, IN, rank=12, finish=0, time=400),
        Published(5, IN, rank=9, finish=0),
    ]
    assert bibs_in(order(*rows)) == (1, 5, 2, 3, 4)


def test_the_points_of_the_finish_are_what_the_total_has_beside_the_sprints() -> None:
    rows = [Published(1, IN, rank=2, sprints=(3,), total=43), Published(2, IN, rank=1, sprints=(0,), total=60)]
    assert order(*rows) == (2, 1)


def test_published_places_tell_the_order_and_leave_open_what_nobody_published() -> None:
    rows = [
        Published(1, IN, place=4),
        Published(2, IN, place=1),
        Published(3, IN, place=1),
        Published(4, IN),
        Published(5, IN, place=10**9),
    ]
    assert order(*rows, placed=True) == ((2, 3), None, 1)


@pytest.mark.parametrize("placed", [True, False])
def test_who_was_disqualified_stands_where_the_time_says_and_takes_up_no_place(*, placed: bool) -> None:
    rows = [
        Published(1, IN, rank=1, time=100, place=1),
        Published(2, Status.DISQUALIFIED, time=150),
        Published(3, IN, rank=2, time=200, place=2),
        Published(4, Status.DISQUALIFIED),
    ]
    assert order(*rows, placed=placed) == (1, 2, 3)


def test_who_was_lapped_comes_over_the_line_only_where_the_rules_let_them() -> None:
    rows = [Published(1, IN, rank=1, time=100), Published(2, Status.LAPPED, laps=16, time=200)]
    assert order(*rows) == (1, 2)
    assert over_the_line(rows, PRESETS["isu-2014"].rules, 16, placed=False).order == (1,)
    assert order(rows[0], rows[1]._replace(laps=15)) == (1, 2)
    assert order(rows[0], rows[1]._replace(laps=15, time=None)) == (1,)


def test_who_is_behind_somebody_with_a_later_time_is_told_with_who_that_is() -> None:
    rows = [Published(1, IN, time=200), Published(2, IN, time=100), Published(3, IN), Published(4, IN, time=300)]
    assert list(too_slow(rows, (1, (2, 3), 4))) == [(2, 1)]


@pytest.mark.parametrize(
    ("totals", "ranks", "told"),
    [
        ((60, 40, 20), (1, 2, 3), set()),
        ((60, 40, 20), (2, 1, 3), {(1, "rank", 2, 1), (2, "rank", 1, 2)}),
        ((60, 40, 50), (1, 3, 2), {(3, "total", 50, 20)}),
        ((60, 40, 50), (1, 2, 3), {(3, "total", 50, 20), (2, "rank", 2, 3), (3, "rank", 3, 2)}),
        ((None, None, 50), (1, 3, 2), {(3, "total", 50, 20)}),
        ((None, 70, None), (2, 1, 3), {(2, "total", 70, 40)}),
        ((60, 40, 40), (1, 2, 3), {(3, "total", 40, 20)}),
        ((60, 60, 20), (1, 2, 3), {(2, "total", 60, 40)}),
        ((60, 60, 20), (2, 1, 3), {(2, "total", 60, 40), (1, "rank", 2, 1), (2, "rank", 1, 2)}),
        ((0, 40, 20), (3, 1, 2), {(1, "total", 0, 60)}),
    ],
)
def test_a_rank_is_compared_with_that_of_the_published_totals_once_one_of_them_is_wrong(
    totals: tuple[int | None, ...], ranks: tuple[int, ...], told: set[tuple[int, str, int, int]]
) -> None:
    rows = [Published(bib, IN, rank, total=total) for bib, rank, total in zip((1, 2, 3), ranks, totals, strict=True)]
    assert told_of(*rows, Published(4, Status.DISQUALIFIED, 4)) == told


def test_who_was_disqualified_is_behind_the_others_whatever_total_is_published() -> None:
    rows = [Published(bib, IN, bib, total=total) for bib, total in ((1, 60), (2, 40), (3, 20))]
    assert told_of(*rows, Published(4, Status.DISQUALIFIED, 4, total=99)) == {(4, "total", 99, 0)}


@given(st.fixed_dictionaries({bib: st.sampled_from((0, 3, 20, 45, 60)) for bib in (1, 2, 3, 4, 5, 6)}))
def test_a_wrong_total_ranks_everybody_as_the_rules_rank_by_it(totals: dict[int, int]) -> None:
    """Three finish, of whom the last wins a sprint, three leave the race, and the others are ranked behind them.

    Those who left after as many laps are in the order of the start sheet.
    """
    came = [
        happens("dns", bibs=[9]),
        happens("lap", lap=4),
        happens("sprint", lap=4, order=[3, 2, 1]),
        happens("withdraw", bibs=[4], laps=5),
        happens("withdraw", bibs=[5], laps=9),
        happens("withdraw", bibs=[6], laps=9),
        *(happens("lap", lap=lap) for lap in range(5, 17)),
        happens("finish", order=[1, 2, 3, 7, 8]),
        happens("disqualify", bibs=[7, 8]),
    ]
    made = standings(fold(a_sheet(9), happens("start"), *came))
    laps = {4: 5, 5: 9, 6: 9}
    keys = {bib: (0, -total, -laps.get(bib, 16), bib) for bib, total in totals.items()}
    keys |= {7: (1, 0, 0, 0), 8: (1, 0, 0, 0), 9: (2, 0, 0, 0)}
    ranks = {bib: 1 + sum(other < key for other in keys.values()) for bib, key in keys.items()}
    wrong = Published(7, Status.DISQUALIFIED, total=99)
    rows = [
        Published(row.bib, row.status, ranks[row.bib], total=totals.get(row.bib), laps=row.laps)
        for row in made
        if row.bib != 7
    ]
    assert [one for one in differences([*rows, wrong], made) if one.field == "rank"] == []


def told_of(*published: Published) -> set[tuple[str | int, ...]]:
    """Return where this result differs from that of four who finished by bib, of whom the last was disqualified."""
    laps = [happens("lap", lap=lap) for lap in range(1, 17)]
    came = [happens("finish", order=[1, 2, 3, 4]), happens("disqualify", bibs=[4])]
    made = standings(fold(a_sheet(4), happens("start"), *laps, *came))
    return {tuple(one) for one in differences(published, made)}
