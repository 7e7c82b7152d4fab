"""Tests that the outlook of a large race is exact or refused: no depth of calls and no endless search."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from massstart_tui.race import covering
from massstart_tui.race.contenders import NoOutlook, Uncovered, uncovered
from massstart_tui.race.outlook import outlook
from massstart_tui.race.requirements import what_each_takes
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.state import RaceState
from tests.race.builders import a_sheet, fold, happens


def a_points_race(skaters: int, sprints_left: int) -> RaceState:
    random = Random(skaters)
    sheet = a_sheet(skaters, laps=120, rules=RulesTable("track-points"), qualify=8)
    orders = [random.sample(range(1, skaters + 1), 4) for _ in range(11 - sprints_left)]
    return fold(sheet, *(happens("sprint", lap=10 * lap, order=order) for lap, order in enumerate(orders, 1)))


def a_tempo_race(skaters: int, laps: int) -> RaceState:
    sheet = a_sheet(skaters, laps=laps, rules=RulesTable("tempo"))
    counted = sheet.rules_in_force().sprint_laps()[: skaters // 2]
    return fold(sheet, *(happens("sprint", lap=lap, order=[bib]) for bib, lap in enumerate(counted, 1)))


def a_mass_start(skaters: int) -> RaceState:
    return fold(a_sheet(skaters, qualify=skaters // 2), happens("sprint", lap=4, order=[1, 2, 3]))


@pytest.mark.parametrize("work", [outlook, what_each_takes])
@pytest.mark.parametrize(
    "state",
    [a_points_race(500, 4), a_points_race(999, 1), a_tempo_race(20, 1000), a_tempo_race(500, 1000), a_mass_start(999)],
    ids=["points of 500", "points of 999", "tempo of 1000 laps", "tempo of 500", "mass start of 999"],
)
def test_a_race_of_any_size_has_an_outlook_or_is_refused(
    work: Callable[[RaceState], tuple[object, ...]], state: RaceState
) -> None:
    assert uncovered(state) is None
    try:
        assert len(work(state)) == len(state.sheet.skaters)
    except NoOutlook as error:
        assert error.reason is Uncovered.TOO_MANY_WAYS  # noqa: PT017 - an outlook is right as well


def test_a_tempo_race_of_a_thousand_laps_is_worked_out() -> None:
    state = a_tempo_race(20, 1000)
    assert {(chance.best, chance.worst) for chance in outlook(state)} == {(1, 20)}


def test_an_outlook_that_needs_more_work_is_refused_and_never_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    state = a_points_race(12, 3)
    exact, refused = what_each_takes(state), 0
    for work in (10, 100, 1000, 10_000, 10**7):
        monkeypatch.setattr(covering, "MOST_WORK", work)
        try:
            assert what_each_takes(state) == exact
        except NoOutlook as error:
            refused += 1
            assert error.reason is Uncovered.TOO_MANY_WAYS  # noqa: PT017 - an outlook is right as well
    assert 0 < refused < 5


def test_a_search_says_when_it_may_stop_at_least_once_in_some_thousand_pieces_of_work() -> None:
    spent = [0]
    search = covering.Covering(lambda: False)
    count = search.spend

    def spend(work: int) -> None:
        spent.append(spent[-1] + work)
        count(work)

    search.spend = spend  # type: ignore[method-assign] # to see what is counted
    needs = tuple(sorted(Random(1).choices(range(1, 20), k=200)))
    rounds = tuple(covering.Round((5, 3, 2, 1) + (0,) * 196) for _ in range(4))
    search.most((covering.EqualSkaters(0, needs),), rounds)
    assert max(after - before for before, after in pairwise(spent)) < 5_000
