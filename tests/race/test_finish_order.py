"""Tests of relegation and review: the new order of finish, and its effect on the outlook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any

import pytest

from massstart_tui.race.contenders import NoOutlook, Uncovered, uncovered
from massstart_tui.race.finish_places import places_over_the_line
from massstart_tui.race.outlook import outlook
from massstart_tui.race.rank_reasons import why
from massstart_tui.race.reachable_ranks import Ranks, ranks_when_over
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.standings import Because, standings
from massstart_tui.race.state import Phase, RaceState
from tests.race.builders import a_sheet, fold, happens, ranking, rows
from tests.race.races_on import a_race_under_way, an_order, some_points

FINISH = (happens("start"), happens("lap", lap=16), happens("finish", order=[1, 2, 3, 4, 5, 6]))


def after_the_finish(*more: dict[str, Any]) -> RaceState:
    return fold(a_sheet(), *FINISH, *more)


@pytest.mark.parametrize(
    ("told", "order"),
    [
        ([{"bibs": [1]}], [2, 3, 4, 5, 6, 1]),
        ([{"bibs": [1], "behind": 3}], [2, 3, 1, 4, 5, 6]),
        ([{"bibs": [2, 1]}], [3, 4, 5, 6, 1, 2]),
        ([{"bibs": [1]}, {"bibs": [2]}], [3, 4, 5, 6, 1, 2]),
        ([{"bibs": [1], "behind": 3}, {"bibs": [1], "behind": 5}], [2, 3, 4, 5, 1, 6]),
        ([{"bibs": [4], "behind": 5}], [1, 2, 3, 5, 4, 6]),
    ],
)
def test_the_relegated_is_behind_whom_the_jury_said(told: list[dict[str, Any]], order: list[int]) -> None:
    state = after_the_finish(*(happens("relegate", **fields) for fields in told))
    assert sorted(places_over_the_line(state), key=places_over_the_line(state).__getitem__) == order
    assert ranking(state) == order


def test_points_at_the_finish_are_those_of_the_new_places_and_those_of_the_sprints_stand() -> None:
    told = (happens("start"), happens("sprint", lap=4, order=[1, 2, 3]), *FINISH[1:])
    after = rows(fold(a_sheet(), *told, happens("relegate", bibs=[1], behind=3, rule="298")))
    assert {bib: row.finish for bib, row in after.items()} == {2: 60, 3: 40, 1: 20, 4: 10, 5: 6, 6: 3}
    assert after[1].sprints == (3, 0, 0)
    assert after[1].because is Because.RELEGATED


def test_of_a_dead_heat_the_other_keeps_the_place() -> None:
    state = fold(a_sheet(), *FINISH[:2], happens("finish", order=[[1, 2], 3, 4, 5, 6]), happens("relegate", bibs=[1]))
    assert places_over_the_line(state) == {2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 1: 6}


def test_who_was_lapped_and_came_in_stays_behind() -> None:
    told = [happens("lapped", bibs=[6]), happens("finish", order=[1, 2, 3, 4, 5, 6]), happens("relegate", bibs=[1])]
    assert ranking(fold(a_sheet(), *FINISH[:2], *told)) == [2, 3, 4, 5, 1, 6]


def test_while_others_are_still_to_come_their_places_are_left_free() -> None:
    told = [happens("finish", order=[1, 2]), happens("relegate", bibs=[1])]
    assert places_over_the_line(fold(a_sheet(), *FINISH[:2], *told)) == {2: 1, 1: 6}
    told += [happens("finish", order=[3, 4]), happens("withdraw", bibs=[5])]
    assert places_over_the_line(fold(a_sheet(), *FINISH[:2], *told)) == {2: 1, 3: 2, 4: 3, 1: 5}


def test_it_is_behind_those_too_whose_places_nobody_recorded() -> None:
    told = [happens("finish", order=[1, None, 3]), happens("official"), happens("relegate", bibs=[1])]
    state = fold(a_sheet(rules=RulesTable(sprints=())), *FINISH[:2], *told)
    assert places_over_the_line(state) == {3: 2, 1: 6}
    assert (ranks_when_over(state) or {})[1] == Ranks(6, 6)


def test_who_is_relegated_and_then_disqualified_is_disqualified() -> None:
    state = after_the_finish(happens("relegate", bibs=[1]), happens("disqualify", bibs=[1]))
    assert ranking(state) == [2, 3, 4, 5, 6, 1]
    assert rows(state)[1].because is Because.DISQUALIFIED


def test_a_margin_that_the_times_contradict_is_not_told() -> None:
    finish = happens("finish", order=[1, 2, 3], times=[1000, 1500, 1700])
    none = RulesTable(finish=(0,), sprints=())
    state = fold(a_sheet(3, rules=none), *FINISH[:2], finish, happens("relegate", bibs=[1], behind=2))
    assert why(standings(state), 2).margin is None
    assert why(standings(state), 3).margin == 700


def test_a_race_started_anew_knows_of_no_jury() -> None:
    told = [happens("relegate", bibs=[1]), happens("review", bibs=[2]), happens("restart", 90_000)]
    assert after_the_finish(*told) == fold(a_sheet(), happens("start", 90_000))._replace(seq=6)


# Under review


def test_under_review_counts_for_nothing_and_is_marked_until_it_is_lifted() -> None:
    before = standings(after_the_finish())
    under = after_the_finish(happens("review", bibs=[3, 1], reason="obstruction"))
    assert under.reviewed == (3, 1)
    assert {row.bib for row in standings(under) if row.reviewed} == {1, 3}
    assert tuple(row._replace(reviewed=False) for row in standings(under)) == before
    lifted = after_the_finish(happens("review", bibs=[3, 1]), happens("review", bibs=[3], lifted=True))
    assert lifted.reviewed == (1,)


@pytest.mark.parametrize("decision", ["disqualify", "relegate"])
def test_a_decision_about_a_skater_ends_the_review(decision: str) -> None:
    state = after_the_finish(happens("review", bibs=[1, 2]), happens(decision, bibs=[1]))
    assert state.reviewed == (2,)


def test_a_review_is_no_part_of_the_outlook() -> None:
    for seed in range(100):
        plain = outlook(a_race_under_way(Random(seed)))
        assert outlook(a_race_under_way(Random(seed), more=[happens("review", bibs=[1])])) == plain


# The outlook of a race in which somebody is relegated


def races(random: Random) -> tuple[Any, list[dict[str, Any]], list[int]]:
    """A strategy for a sheet, its events, and who is still racing; some finished, and some of these are relegated."""
    bibs = list(range(1, random.randint(3, 5) + 1))
    rules = RulesTable(finish=some_points(random), sprints=())
    over = random.sample(bibs, random.randint(1, len(bibs)))
    told = [happens("start"), happens("lap", lap=16), happens("finish", order=an_order(random, over))]
    came = [bib for place in told[2]["order"] for bib in (place if isinstance(place, list) else [place]) if bib]
    for _ in range(random.randint(1, 2)):
        some = random.sample(came, random.randint(1, len(came)))
        behind = [bib for bib in came if bib not in some]
        told.append(happens("relegate", bibs=some, behind=random.choice([None, *behind])))
    racing = [bib for bib in bibs if bib not in came]
    if len(racing) > 1 and random.random() < 0.3:
        told.append(happens("withdraw", bibs=[racing.pop()]))
    return a_sheet(len(bibs), rules=rules, qualify=random.choice([None, 1, 2])), told, racing


def endings(sheet: Any, told: list[dict[str, Any]], racing: list[int]) -> Iterator[RaceState]:
    """Yield the race after each order in which those still racing can finish."""
    for order in permutations(racing):
        yield fold(sheet, *told, *([happens("finish", order=list(order))] if order else []))


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_best_and_worst_are_what_comes_of_every_order_of_finish(start: int) -> None:
    for seed in range(start, start + 100):
        sheet, told, racing = races(Random(seed))
        if any(place is None for place in told[2]["order"]):
            continue  # a finish event cannot say who held a place that nobody published
        state = fold(sheet, *told)
        ends = [rows(end) for end in endings(sheet, told, racing)]
        for chance in outlook(state):
            ranks = [end[chance.bib].rank for end in ends]
            assert (chance.best, chance.worst) == (min(ranks), max(ranks)), f"seed {seed}, bib {chance.bib}"
            if state.phase is Phase.FINISHED:
                assert chance.best == chance.worst == chance.rank


@pytest.mark.parametrize(
    "fields", [{"bibs": [3]}, {"bibs": [1], "behind": 3}, {"bibs": [3], "behind": 1}, {"bibs": [1, 3]}]
)
def test_whose_place_nobody_can_tell_yet_has_no_outlook(fields: dict[str, Any]) -> None:
    told = [*FINISH[:2], happens("finish", order=[1, 2]), happens("relegate", **fields)]
    state = fold(a_sheet(4), *told)
    assert uncovered(state) is Uncovered.RELEGATION
    with pytest.raises(NoOutlook):
        outlook(state)
    assert uncovered(fold(a_sheet(4), *told, happens("finish", order=[3]))) is None
    assert uncovered(fold(a_sheet(4), *told, happens("disqualify", bibs=[3, 1]))) is None
