"""Tests of places that nobody recorded: what is certain holds for every way of filling them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.contenders import NoOutlook
from massstart_tui.race.outlook import Verdict, outlook
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.standings import settled_rows, standings
from massstart_tui.race.state import RaceState
from tests.race.builders import a_sheet, fold, happens, over
from tests.race.builders import rows as rows_by_bib

BIBS = (1, 2, 3, 4, 5)
PRESETS = ("isu-2018", "isu-2014", "track-points", "scratch")


def state_of(order: list[int | None], gained: list[int], sprint: list[int | None], preset: str) -> RaceState:
    """Return an official race of five skaters over five laps, with a sprint after two."""
    sheet = over(5, skaters=len(BIBS), sprints=(2,), preset=preset, finish=(6, 4, 2, 1))
    sprints = [happens("sprint", lap=2, order=sprint)] if sprint else []
    laps = [happens("lap_gained", bibs=gained)] if gained else []
    finish = happens("finish", order=order)
    return fold(sheet, happens("start"), *sprints, *laps, finish, happens("official"))


def filled(order: list[int | None]) -> Iterator[list[int | None]]:
    """Yield every way of filling the unknown places of an order, and then those behind it."""
    missing = [bib for bib in BIBS if bib not in order]
    gaps = [index for index, bib in enumerate(order) if bib is None]
    for bibs in permutations(missing):
        whole = [*order, *bibs[len(gaps) :]]
        for index, bib in zip(gaps, bibs, strict=False):
            whole[index] = bib
        yield whole


orders = st.permutations(BIBS).flatmap(
    lambda bibs: st.tuples(st.lists(st.booleans(), min_size=5, max_size=5), st.integers(2, 5)).map(
        lambda drawn: [bib if known else None for bib, known in zip(bibs, drawn[0], strict=True)][: drawn[1]]
    )
)
"""Yield the first places of an order, with unknown ones."""


@given(orders, st.lists(st.sampled_from(BIBS), max_size=2, unique=True), st.sampled_from(PRESETS))
def test_no_way_to_fill_the_places_over_the_line_changes_what_stands(
    order: list[int | None], gained: list[int], preset: str
) -> None:
    rows = standings(state_of(order, gained, [1, 2, 3], preset))
    stand = settled_rows(rows)
    totals = {row.bib: row.total for row in rows if not row.at_least}
    for whole in filled(order):
        others = standings(state_of(whole, gained, [1, 2, 3], preset))
        assert [row.bib for row in others[:stand]] == [row.bib for row in rows[:stand]]
        assert all(row.total == totals.get(row.bib, row.total) for row in others)


@given(orders, st.permutations(BIBS))
def test_no_way_to_fill_the_places_at_a_sprint_changes_what_stands(sprint: list[int | None], order: list[int]) -> None:
    rows = standings(state_of(list(order), [], sprint, "isu-2018"))
    stand = settled_rows(rows)
    for whole in filled(sprint):
        others = standings(state_of(list(order), [], whole, "isu-2018"))
        assert [row.bib for row in others[:stand]] == [row.bib for row in rows[:stand]]
        assert all(row.total >= before.total for row in others for before in rows if before.bib == row.bib)


@pytest.mark.parametrize(("order", "stand"), [([None, 2], 0), ([1, None, 2], 1), ([1, 2, 3, None, 5], 3)])
def test_it_is_as_much_as_is_known(order: list[int | None], stand: int) -> None:
    assert settled_rows(standings(state_of(order, [], [1, 2, 3], "isu-2018"))) == stand


def test_of_a_result_without_an_unknown_place_all_stands() -> None:
    rows = standings(state_of([5, 4, 3, 2, 1], [], [1, 2, 3], "isu-2018"))
    assert settled_rows(rows) == 5
    assert not any(row.at_least or row.unknown_sprints or row.open_rank for row in rows)


def official(**sprints: list[int | None]) -> RaceState:
    """Return an official race of twelve who finish by bib, with these sprints: ``s4`` is that of lap 4."""
    told = [happens("sprint", lap=int(name[1:]), order=order) for name, order in sprints.items()]
    laps = [happens("lap", lap=lap) for lap in (4, 8, 12)]
    finish = happens("finish", order=list(range(1, 13)))
    return fold(a_sheet(12, qualify=8), happens("start"), *laps, *told, finish, happens("official"))


KNOWN: dict[str, list[int | None]] = {"s8": [4, 5, 9], "s12": [4, 5, 9]}


@pytest.mark.parametrize("missing", [{}, {"s4": [None]}, {"s4": [None, None, None]}])
def test_a_sprint_that_nobody_recorded_may_have_put_others_through(missing: dict[str, list[int | None]]) -> None:
    """Guus, bib 7, is through by what is known, but eleventh if 10, 11 and 12 won the points."""
    state = official(**missing, **KNOWN)
    guus = rows_by_bib(state)[7]
    assert (guus.total, guus.at_least, guus.unknown_sprints, guus.through) == (0, True, (1,), None)
    assert (guus.best, guus.worst, guus.open_rank) == (7, 11, True)
    assert rows_by_bib(official(s4=[10, 11, 12], **KNOWN))[7].rank == 11
    assert [bib for bib, row in rows_by_bib(state).items() if row.through == "Q"] == [1, 2, 3, 4, 5, 6]
    chance = next(chance for chance in outlook(state) if chance.bib == 7)
    assert (chance.best, chance.worst, chance.verdict) == (7, 11, Verdict.OPEN)


def test_only_who_was_on_the_ice_and_has_no_place_there_may_have_an_unknown_place() -> None:
    state = fold(
        a_sheet(6),
        happens("start"),
        happens("dns", bibs=[6]),
        happens("withdraw", bibs=[5], laps=3),
        happens("lap", lap=5),
        happens("sprint", lap=4, order=[1, None, 2]),
        happens("withdraw", bibs=[4], laps=5),
    )
    table = rows_by_bib(state)
    assert {bib for bib, row in table.items() if row.unknown_sprints} == {3, 4}
    assert {bib for bib, row in table.items() if row.at_least} == {3}


def test_an_order_that_is_short_because_nobody_else_was_left_is_complete() -> None:
    gone = happens("withdraw", bibs=[3, 4], laps=3)
    told = [gone, happens("lap", lap=4), happens("sprint", lap=4, order=[2, 1]), happens("lap", lap=5)]
    state = fold(a_sheet(4), happens("start"), *told)
    assert not any(row.at_least or row.unknown_sprints for row in standings(state))


def test_a_sprint_is_not_unknown_while_its_order_may_still_be_on_its_way_in() -> None:
    four, five = happens("lap", lap=4), happens("lap", lap=5)
    assert not any(row.at_least for row in standings(fold(a_sheet(4), happens("start"), four)))
    assert all(row.at_least for row in standings(fold(a_sheet(4), happens("start"), four, five)))


def test_a_race_that_ended_before_a_sprint_has_no_unknown_places_at_it() -> None:
    told = [happens("lap", lap=3), happens("withdraw", bibs=[1, 2, 3])]
    state = fold(a_sheet(3), happens("start"), *told)
    assert state.over
    assert not any(row.unknown_sprints or row.open_rank for row in standings(state))


# points published as a sum


def test_a_sum_counts_in_place_of_what_the_sprints_give() -> None:
    """Bergsma's 68 in Milano: 60 at the finish, and 8 at sprints whose orders nobody published."""
    told = [happens("lap", lap=16), happens("finish", order=[3, 1, 2, 4]), happens("points", points=[[3, 8]])]
    row = rows_by_bib(fold(a_sheet(4), happens("start"), *told, happens("official")))[3]
    assert (row.total, row.won, row.intermediate, row.finish) == (68, 68, 8, 60)
    assert (row.sprints, row.unknown_sprints, row.at_least) == ((0, 0, 0), (1, 2, 3), False)


def test_a_sum_is_never_less_than_what_the_sprints_give() -> None:
    told = [
        happens("lap", lap=5),
        happens("sprint", lap=4, order=[1, 2, 3]),
        happens("points", points=[[1, 2], [2, 2]]),
    ]
    table = rows_by_bib(fold(a_sheet(4), happens("start"), *told))
    assert (table[1].total, table[2].total) == (3, 2)


def test_a_sum_is_about_the_sprints_so_far() -> None:
    told = [happens("lap", lap=5), happens("points", points=[[1, 3]]), happens("lap", lap=8)]
    state = fold(a_sheet(4), happens("start"), *told, happens("sprint", lap=8, order=[2, 1, 3]))
    assert rows_by_bib(state)[1].total == 5


def test_the_latest_sum_holds_and_a_restart_forgets_it() -> None:
    told = [happens("lap", lap=9), happens("points", points=[[1, 3]]), happens("points", points=[[1, 5]])]
    state = fold(a_sheet(4), happens("start"), *told)
    assert rows_by_bib(state)[1].total == 5
    assert rows_by_bib(fold(a_sheet(4), happens("start"), *told, happens("restart")))[1].total == 0


def test_what_sums_have_taken_nobody_else_can_have() -> None:
    sums = happens("points", points=[[10, 3], [11, 2], [12, 1]])
    laps = [happens("lap", lap=lap) for lap in (4, 8, 12)]
    known = [happens("sprint", lap=int(lap[1:]), order=order) for lap, order in KNOWN.items()]
    finish = [happens("finish", order=list(range(1, 13))), sums, happens("official")]
    table = rows_by_bib(fold(a_sheet(12, qualify=8), happens("start"), *laps, *known, *finish))
    assert not any(row.at_least or row.open_rank for row in table.values())
    assert (table[7].rank, table[7].through) == (11, None)


@pytest.mark.parametrize("laps", [4, 5])
def test_a_sum_covers_the_sprint_at_the_lap_at_which_it_is_said(laps: int) -> None:
    told = [happens("lap", lap=laps), happens("sprint", lap=4, order=[1, 2, 3]), happens("points", points=[[1, 3]])]
    later = [happens("lap", lap=8), happens("sprint", lap=8, order=[2, 1, 3])]
    row = rows_by_bib(fold(a_sheet(4), happens("start"), *told, *later))[1]
    assert (row.total, row.at_least) == (5, False)


def test_of_a_sum_only_what_the_known_sprints_do_not_give_comes_from_the_others() -> None:
    """Bibs 4, 5 and 9 have six, four and two points at the known sprints, so the rest is all of the unknown one."""
    sums = happens("points", points=[[4, 9], [5, 6], [9, 3]])
    laps = [happens("lap", lap=lap) for lap in (4, 8, 12)]
    known = [happens("sprint", lap=lap, order=[4, 5, 9]) for lap in (4, 12)]
    finish = [happens("finish", order=list(range(1, 13))), sums, happens("official")]
    table = rows_by_bib(fold(a_sheet(12, qualify=8), happens("start"), *laps, *known, *finish))
    assert not any(row.at_least or row.open_rank for row in table.values())


def test_a_sum_that_the_places_contradict_counts_and_takes_nothing_from_others() -> None:
    sums = happens("points", points=[[12, 4]])
    known = {"s8": [4, 5, 9], "s12": [4, 5, 9]}
    told = [happens("sprint", lap=int(lap[1:]), order=order) for lap, order in known.items()]
    told += [happens("sprint", lap=4, order=[1, None, None]), sums, happens("finish", order=list(range(1, 13)))]
    table = rows_by_bib(
        fold(a_sheet(12, qualify=8), happens("start"), happens("lap", lap=15), *told, happens("official"))
    )
    assert (table[12].total, table[12].at_least, table[7].at_least) == (4, False, True)


# where it is too much


def test_where_there_are_too_many_ways_nothing_is_said_to_be_certain() -> None:
    """Only the finish of a points race was recorded: eleven sprints, each for four, are unknown."""
    sheet = a_sheet(16, laps=120, qualify=8, rules=RulesTable("track-points"))
    state = fold(sheet, happens("start"), happens("finish", order=list(range(1, 17))), happens("official"))
    table = standings(state)
    assert {(row.best, row.worst, row.open_rank, row.through) for row in table} == {(None, None, True, None)}
    with pytest.raises(NoOutlook):
        outlook(state)
