"""Tests of what it takes for a skater, against all endings of small races."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.outlook import outlook
from massstart_tui.race.requirements import Takes, what_each_takes, what_it_takes
from massstart_tui.race.rules import RulesTable
from tests.race.builders import a_sheet, fold, happens
from tests.race.endings import Endings
from tests.race.races_on import a_race_under_way, a_timed_race

SEEDS = st.integers(0, 2**32)


def test_of_who_cannot_be_caught_on_points_as_few_must_score_as_in_the_best_of_all_endings() -> None:
    found = 0
    for seed in range(1500):
        state = (a_timed_race if seed % 4 == 0 else a_race_under_way)(Random(seed))
        for takes in what_each_takes(state):
            if takes.ahead:
                found += 1
                assert (takes.ahead, takes.must_score) == by_every_ending(Endings(state), takes), f"seed {seed}"
    assert found > 30


def by_every_ending(endings: Endings, takes: Takes) -> tuple[int, int]:
    me, place = endings.row(takes.chance.bib), takes.chance.possible
    table = endings.state.rules.finish
    index = endings.rows.index(me)
    most = max(won[index] for won in endings.won()) + me.total
    most += table[place - 1] if place is not None and place <= len(table) else 0
    ahead = [bib for bib in endings.racing if endings.row(bib).total > most]
    scored = []
    for ending in endings.all():
        places = endings.places(ending.finish)
        if places[me.bib] == place and endings.through(me, endings.ranks(ending)[me.bib]):
            scored.append(sum(1 for bib in ahead if places[bib] <= len(table) and table[places[bib] - 1]))
    return len(ahead), min(scored)


@given(SEEDS)
def test_a_result_in_the_next_sprint_makes_enough_what_it_does_over_every_ending_with_it(seed: int) -> None:
    state = a_race_under_way(Random(seed))
    endings = Endings(state)
    for takes in what_each_takes(state):
        if not takes.results:
            continue
        me = endings.row(takes.chance.bib)
        index = next(
            sprint.number
            for sprint in endings.sprints()
            if me.bib in sprint.takers and any(sprint.behind) and sprint.lap not in state.given_sprints
        )
        for result in takes.results:
            places: dict[int, set[bool]] = {}
            for ending in endings.all_with(me.bib, index, result.points):
                place = endings.places(ending.finish)[me.bib]
                places.setdefault(place, set()).add(endings.through(me, endings.ranks(ending)[me.bib]))
            assert result.sure == max((place for place, seen in places.items() if seen == {True}), default=None)
            assert result.possible == max((place for place, seen in places.items() if True in seen), default=None)


@given(SEEDS)
def test_it_takes_the_same_asked_of_one_or_of_all_and_rests_on_the_outlook(seed: int) -> None:
    state = a_race_under_way(Random(seed), 9)
    each = what_each_takes(state)
    assert tuple(takes.chance for takes in each) == outlook(state)
    assert all(what_it_takes(state, takes.chance.bib) == takes for takes in each)


def test_the_results_of_the_next_sprint_go_from_first_to_none() -> None:
    state = fold(a_sheet(12, qualify=8), happens("lap", lap=9), happens("sprint", lap=4, order=[1, 2, 3]))
    takes = what_it_takes(state, 12)
    assert takes.sprint == 2
    assert [(result.place, result.points) for result in takes.results] == [(1, 3), (2, 2), (3, 1), (None, 0)]
    assert [result.sure for result in takes.results] == sorted((r.sure or 0 for r in takes.results), reverse=True)


def test_without_points_at_the_finish_a_sprint_can_be_the_last_chance() -> None:
    rules = RulesTable(finish=(0,))
    told = [happens("sprint", lap=4, order=[1, 2, 3]), happens("sprint", lap=8, order=[1, 2, 3])]
    takes = what_it_takes(fold(a_sheet(8, qualify=3, rules=rules), happens("lap", lap=9), *told), 8)
    assert [result.possible is None for result in takes.results] == [False, False, True, True]
