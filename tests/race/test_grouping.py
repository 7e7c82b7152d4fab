"""Tests of how an attack, a catch, a fall or a return changes the groups."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.groups import Group, ahead_of_the_bunch, groups_on_the_ice, still_racing
from massstart_tui.race.state import RaceState
from tests.race.builders import a_sheet, crossings, fold, happens
from tests.strategies import groupings, some

EIGHT = list(range(1, 9))


def shown(state: RaceState) -> list[tuple[tuple[int, ...], int | None, bool]]:
    return [(group.bibs, group.gap, group.away) for group in groups_on_the_ice(state)]


def after(*happenings: dict[str, Any]) -> list[tuple[tuple[int, ...], int | None, bool]]:
    said = happens("groups", groups=[[1], [2, 3], [4, 5, 6, 7, 8]], gaps=[None, 2000, 3000])
    return shown(fold(a_sheet(8), happens("attack", bibs=[1, 2, 3]), said, *happenings))


BUNCH = (4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("happening", "groups"),
    [
        (happens("caught", bibs=[1, 2, 3]), [((*BUNCH, 1, 2, 3), None, False)]),
        (happens("caught", bibs=[2, 3]), [((1,), None, True), ((*BUNCH, 2, 3), None, False)]),
        (happens("caught", bibs=[2]), [((1,), None, True), ((3,), 2000, True), ((*BUNCH, 2), 3000, False)]),
        (
            happens("attack", bibs=[8]),
            [((1,), None, True), ((2, 3), 2000, True), ((8,), None, True), ((4, 5, 6, 7), None, False)],
        ),
        (happens("attack", bibs=[1]), [((1,), None, True), ((2, 3), None, True), (BUNCH, 3000, False)]),
        (happens("fall", bibs=[1]), [((2, 3), None, True), (BUNCH, 3000, False), ((1,), None, False)]),
        (happens("withdraw", bibs=[2, 3]), [((1,), None, True), (BUNCH, 5000, False)]),
        (happens("lap_gained", bibs=[1]), [((2, 3), None, True), ((*BUNCH, 1), 3000, False)]),
    ],
)
def test_what_happens_after_groups_were_said_changes_them(happening: dict[str, Any], groups: list[object]) -> None:
    assert after(happening) == groups


@pytest.mark.parametrize(
    ("happenings", "seq"),
    [
        ([], None),
        ([happens("start", 0), *crossings(1, 2, 3, first=40_000, apart=5_000)], None),
        ([happens("groups", groups=[[1], [2, 3, 4, 5, 6]])], 1),
        ([happens("groups", groups=[[1], [2, 3, 4, 5, 6]]), happens("fall", bibs=[2])], 1),
        ([happens("groups", groups=[[1], [2, 3, 4, 5, 6]]), happens("fall", bibs=[1])], None),
        ([happens("groups", groups=[[1], [2, 3, 4, 5, 6]]), happens("groups", groups=[[1, 2], [3, 4, 5, 6]])], 2),
        ([happens("groups", groups=[[1], [2, 3, 4, 5, 6]]), happens("restart")], None),
    ],
)
def test_the_groups_are_those_of_an_event_until_another_leads(
    happenings: list[dict[str, Any]], seq: int | None
) -> None:
    assert fold(a_sheet(6), *happenings).groups_seq == seq


def test_who_is_back_after_a_fall_is_in_the_bunch() -> None:
    assert after(happens("fall", bibs=[1]), happens("rejoin", bibs=[1])) == [
        ((2, 3), None, True),
        ((*BUNCH, 1), 3000, False),
    ]


@pytest.mark.parametrize(
    "ice",
    [
        (),
        (happens("attack", bibs=[1]),),
        (happens("groups", groups=[[1], [2, 3, 4, 5, 6, 7, 8]]),),
        tuple(crossings(1, 2, 3, 4, 5, 6)),
    ],
)
def test_who_fell_is_not_in_the_bunch_until_back(ice: tuple[dict[str, Any], ...]) -> None:
    fell = (*ice, happens("fall", 9000, bibs=[5, 8]))
    groups = groups_on_the_ice(fold(a_sheet(8), *fell))
    assert groups[-1].down
    assert set(groups[-1].bibs) == {5, 8}
    assert not any(group.down for group in groups[:-1])
    back = groups_on_the_ice(fold(a_sheet(8), *fell, happens("rejoin", 9500, bibs=[5])))
    assert back[-1].bibs == (8,)
    assert len(max(back, key=lambda group: len(group.bibs)).bibs) > 3


def test_groups_that_do_not_say_where_the_fallen_are_leave_them_down() -> None:
    said = happens("groups", groups=[[1, 2], [3, 4, 5, 6, 7, 8]], gaps=[None, 2000])
    assert after(happens("fall", bibs=[5]), said) == [
        ((1, 2), None, True),
        ((3, 4, 6, 7, 8), 2000, False),
        ((5,), None, False),
    ]


def test_when_the_leaders_are_caught_so_are_their_chasers() -> None:
    chased = happens("groups", groups=[[7, 5], [1, 2], [3, 4, 6, 8]], gaps=[None, 2000, 3000])
    for attack in ([], [happens("attack", bibs=[7])]):
        caught = fold(a_sheet(8), *attack, chased, happens("caught", bibs=[7, 5]))
        assert shown(caught) == [((3, 4, 6, 8, 7, 5, 1, 2), None, False)]


def test_those_who_fell_one_after_the_other_are_behind_together() -> None:
    assert after(happens("fall", bibs=[5]), happens("fall", bibs=[1]))[-1] == ((5, 1), None, False)


def test_who_came_up_to_an_attack_is_away_too_and_who_is_said_to_be_in_the_bunch_is_not() -> None:
    attacked = happens("attack", bibs=[1, 2])
    state = fold(a_sheet(8), attacked, happens("groups", groups=[[1, 5], [2, 3, 4, 6, 7, 8]]))
    assert state.away == (1, 5)
    one_dropped = fold(a_sheet(8), attacked, happens("groups", groups=[[1, 2, 3, 4, 5, 6, 8], [7]]))
    assert one_dropped.away == ()


def test_a_group_in_front_that_nobody_called_an_attack_can_be_caught() -> None:
    state = fold(a_sheet(8), happens("groups", groups=[[1]]))
    assert (state.away, ahead_of_the_bunch(state)) == ((), (1,))
    caught = fold(a_sheet(8), happens("groups", groups=[[1]]), happens("caught", bibs=[1]))
    assert groups_on_the_ice(caught) == (Group((2, 3, 4, 5, 6, 7, 8, 1)),)


def test_who_attacks_is_not_down_any_more() -> None:
    assert fold(a_sheet(8), happens("fall", bibs=[1]), happens("attack", bibs=[1])).down == ()


def test_who_attacks_out_of_those_who_cross_together_is_ahead_of_them() -> None:
    state = fold(a_sheet(4), *crossings(1, 2, 3), happens("attack", bibs=[2, 4]))
    assert shown(state) == [((2,), None, True), ((1, 3), None, False), ((4,), None, True)]


def moves() -> st.SearchStrategy[dict[str, Any]]:
    kinds = ("attack", "caught", "fall", "rejoin", "withdraw", "lapped", "lap_gained")
    about = st.sampled_from(kinds).flatmap(lambda kind: some(EIGHT).map(lambda bibs: happens(kind, bibs=bibs)))
    seen = st.sampled_from(EIGHT).map(lambda bib: happens("crossing", bib=bib))
    in_ = some(EIGHT).map(lambda bibs: happens("finish", order=bibs))
    return st.one_of(groupings(EIGHT), about, about, about, seen, in_)


@given(st.lists(moves(), max_size=12))
def test_whoever_is_away_is_shown_away_and_all_who_race_are_shown_once(race: list[dict[str, Any]]) -> None:
    state = fold(a_sheet(8), *race)
    groups, racing = groups_on_the_ice(state), still_racing(state)
    assert sorted(bib for group in groups for bib in group.bibs) == list(racing)
    away = {bib for group in groups if group.away for bib in group.bibs}
    assert away == set(state.away).intersection(racing)
    assert away.isdisjoint(state.down)
    assert {bib for group in groups if group.down for bib in group.bibs} == set(state.down).intersection(racing)
    if state.groups:
        first_not_away = next((at for at, group in enumerate(groups) if not group.away), len(groups))
        ahead = set(ahead_of_the_bunch(state))
        assert away <= ahead
        assert {bib for group in groups[:first_not_away] for bib in group.bibs} <= ahead


@given(st.lists(moves(), max_size=8))
def test_after_everyone_was_caught_nobody_is_ahead(race: list[dict[str, Any]]) -> None:
    before = fold(a_sheet(8), *race)
    if ahead := ahead_of_the_bunch(before):
        caught = fold(a_sheet(8), *race, happens("caught", bibs=list(ahead)))
        assert not any(group.away for group in groups_on_the_ice(caught))
