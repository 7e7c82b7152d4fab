"""Tests of the outlook against all endings of small races, and of obvious answers in races that are decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations, product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.race.covering import Covering, EqualSkaters, Round, Stopped
from massstart_tui.race.outlook import (
    Assumption,
    Chance,
    Verdict,
    assumptions,
    decided_at_the_finish,
    outlook,
    with_what_if,
)
from massstart_tui.race.rules import RulesTable, Sprint
from massstart_tui.race.standings import in_order, standings
from massstart_tui.race.state import RaceState
from massstart_tui.race.unknown_laps import ahead_by_unknown_laps, ranks_by_unknown_laps
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.stream.codec import decode_event
from tests.levels import examples, first_quick
from tests.race.builders import a_sheet, crossings, fold, happens
from tests.race.endings import Ending, Endings
from tests.race.races_on import a_race_under_way, a_race_with_gaps, a_timed_race
from tests.strategies import MASS_START
from tests.streams import make_line

SEEDS = st.integers(0, 2**32)


def by_bib(state: RaceState) -> dict[int, Chance]:
    return {chance.bib: chance for chance in outlook(state)}


def with_events(state: RaceState, told: list[dict[str, Any]]) -> RaceState:
    lines = [make_line({"seq": 900 + index, "t": 10**6 + index, **fields}) for index, fields in enumerate(told)]
    return with_what_if(state, map(decode_event, lines))  # type: ignore[arg-type] # sprints and finishes change a race


@pytest.mark.parametrize("start", first_quick(range(0, 4000, 500)))
def test_the_outlook_is_what_comes_out_of_every_ending_of_thousands_of_small_races(start: int) -> None:
    for seed in range(start, start + 500):
        state = (a_timed_race if seed % 4 == 0 else a_race_under_way)(Random(seed))
        assert by_bib(state) == Endings(state).chances(), f"seed {seed}"


def told_after_the_finish(random: Random) -> RaceState:
    """Return a race in which some have finished, and others stopped: before, or told so after the winner is in."""
    bibs = random.sample(range(1, 6), 5)
    finished, early, late = bibs[:2], bibs[2 : 2 + random.randint(0, 1)], bibs[3 : 3 + random.randint(1, 2)]
    sheet = a_sheet(5, laps=4, qualify=random.randint(2, 5), rules=RulesTable(sprints=(Sprint(2, (3, 2, 1)),)))
    told = [happens("start"), *(happens("lap", lap=lap) for lap in (1, 2))]
    told += [happens("sprint", lap=2, order=random.sample(bibs, 3)), *(happens("withdraw", bibs=[b]) for b in early)]
    told += [happens("lap", lap=lap) for lap in (3, 4)]
    told.append(happens("finish", order=finished[: random.randint(1, 2)]))
    return fold(sheet, *told, *(happens(random.choice(["withdraw", "lapped"]), bibs=[bib]) for bib in late))


def test_the_same_of_races_in_which_skaters_are_told_to_be_out_after_the_finish() -> None:
    for seed in range(60):
        state = told_after_the_finish(Random(seed))
        assert by_bib(state) == Endings(state).chances(), f"seed {seed}"
        ranked = in_order(state)
        ahead, ranks = ahead_by_unknown_laps(state, ranked), ranks_by_unknown_laps(state, ranked)
        first = min((rank.best for rank in ranks.values()), default=0)
        assert ranks == {bib: (first + len(a.surely), first + len(a.perhaps)) for bib, a in ahead.items()}, f"{seed}"


@given(SEEDS, st.sampled_from([a_race_under_way, a_timed_race]))
@settings(max_examples=examples(1 / 3))
def test_the_same_of_races_with_a_skater_more(seed: int, a_race: Callable[[Random, int], RaceState]) -> None:
    state = a_race(Random(seed), 5)
    assert by_bib(state) == Endings(state).chances()


@given(SEEDS)
def test_no_order_that_is_recorded_in_place_of_that_of_the_chips_upsets_what_is_certain(seed: int) -> None:
    random = Random(seed)
    state = a_timed_race(random, 5)
    laps, bibs = orders_unconfirmed(state), sorted(state.laps)
    over = [bib for place in state.line_finish for bib in place.bibs]
    orders = {lap: random.sample(over, len(over)) if lap == state.distance else random.sample(bibs, 2) for lap in laps}
    told = [
        happens("finish", order=order) if lap == state.distance else happens("sprint", lap=lap, order=order)
        for lap, order in orders.items()
    ]
    before, after = by_bib(state), by_bib(with_events(state, told))
    for bib, chance in before.items():
        if chance.verdict is not Verdict.OPEN:
            assert after[bib].verdict is chance.verdict
        assert after[bib].by_chips is None
        assert (chance.by_chips is None) or laps


def test_a_verdict_that_rests_on_chips_is_certain_once_the_order_is_recorded_as_they_gave_it() -> None:
    sheet = a_sheet(4, laps=4, qualify=2, rules=RulesTable(sprints=(Sprint(2, (9, 6)),), finish=(3, 2, 1)))
    read = fold(sheet, happens("start"), *crossings(1, 2, 3, 4, 1, 2, 3, 4))
    assert [chance.verdict for chance in outlook(read)] == [Verdict.OPEN] * 4
    assert [chance.by_chips for chance in outlook(read)] == [Verdict.IN, Verdict.IN, Verdict.OUT, Verdict.OUT]
    typed = with_events(read, [happens("sprint", lap=2, order=[1, 2])])
    assert [chance.verdict for chance in outlook(typed)] == [Verdict.IN, Verdict.IN, Verdict.OUT, Verdict.OUT]
    assert not any(chance.by_chips for chance in outlook(typed))
    assert (Assumption.CHIPS_STAND in assumptions(read), Assumption.CHIPS_STAND in assumptions(typed)) == (True, False)


@given(SEEDS)
def test_the_classification_of_an_ending_is_that_of_the_race_folded_on(seed: int) -> None:
    random = Random(seed)
    state = a_race_under_way(random)
    endings = Endings(state)
    if state.over or not endings.racing or endings.empty or any(lap in state.given_sprints for lap in endings.laps()):
        return  # an event behind an order with gaps cannot say who held a place that nobody published
    laps = state.rules.sprint_laps()
    finish = random.choice(list(endings.finishes()))
    sprints = [sprint for sprint in endings.sprints() if sprint.lap not in state.given_sprints]
    orders = [random.sample(sprint.takers, len(sprint.takers)) for sprint in sprints]
    told = [
        happens("sprint", lap=laps[sprint.number], order=order)
        for sprint, order in zip(sprints, orders, strict=True)
        if order
    ]
    after = with_events(state, [*told, happens("finish", order=finish)])
    won = [0] * len(endings.rows)
    for sprint, order in zip(sprints, orders, strict=True):
        for bib, prize in zip(order, sprint.behind, strict=False):
            won[bib - 1] += prize
    assert endings.ranks(Ending(tuple(won), finish)) == {row.bib: row.rank for row in standings(after)}


@given(SEEDS)
def test_when_the_race_goes_on_nobody_reaches_more_than_before_and_what_was_sure_stays_so(seed: int) -> None:
    random = Random(seed)
    state = a_race_under_way(random, 12)
    to_come = [(s.lap, s.takers) for s in Endings(state).sprints() if s.takers and s.lap not in state.given_sprints]
    if not to_come:
        return
    lap, order = to_come[0]
    random.shuffle(order)
    before, after = by_bib(state), by_bib(with_events(state, [happens("sprint", lap=lap, order=order)]))
    for bib, chance in after.items():
        assert before[bib].best <= chance.best <= chance.worst <= before[bib].worst
        assert before[bib].verdict in (Verdict.OPEN, chance.verdict)
        assert (before[bib].sure or 0) <= (chance.sure or 0) <= (chance.possible or 0) <= (before[bib].possible or 0)


@given(st.data())
def test_a_covering_is_the_most_that_any_way_to_hand_out_the_prizes_satisfies(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    kinds = tuple(
        EqualSkaters(kind, tuple(sorted(data.draw(st.lists(st.integers(-3, 8), min_size=size, max_size=size)))))
        for kind, size in enumerate(sizes)
    )
    rounds = []
    for _ in range(data.draw(st.integers(0, 3 if sum(sizes) < 4 else 2))):
        barred = frozenset(data.draw(st.sets(st.integers(0, len(kinds) - 1))))
        takers = sum(size for kind, size in enumerate(sizes) if kind not in barred)
        prizes = data.draw(st.lists(st.integers(-4, 5), min_size=takers, max_size=takers))
        rounds.append(Round(tuple(sorted(prizes, reverse=True)), barred))
    skaters = [(kind.kind, need) for kind in kinds for need in kind.needs]
    assert Covering().most(kinds, tuple(rounds)) == most_by_trying(skaters, rounds)


def most_by_trying(skaters: list[tuple[int, int]], rounds: list[Round]) -> int:
    best = 0
    for handed_out in product(*(set(permutations(round_.prizes)) for round_ in rounds)):
        left = [need for _, need in skaters]
        for prizes, (_, barred) in zip(handed_out, rounds, strict=True):
            takers = [index for index, (kind, _) in enumerate(skaters) if kind not in barred]
            for index, prize in zip(takers, prizes, strict=True):
                left[index] -= prize
        best = max(best, sum(1 for need in left if need <= 0))
    return best


def test_before_the_gun_everybody_can_reach_everything() -> None:
    chances = outlook(fold(a_sheet(28, qualify=8)))
    assert {(chance.best, chance.worst, chance.verdict) for chance in chances} == {(1, 28, Verdict.OPEN)}
    assert {(chance.sure, chance.possible) for chance in chances} == {(5, 28)}


def test_without_a_cut_it_is_about_the_podium_which_the_finish_alone_decides() -> None:
    state = fold(a_sheet(12), happens("lap", lap=9), happens("sprint", lap=8, order=[1, 2, 3]))
    chances = outlook(state)
    assert {(chance.sure, chance.possible) for chance in chances} == {(3, 3)}
    assert decided_at_the_finish(state, chances)


def test_a_sprint_that_can_put_somebody_through_is_not_said_to_change_nothing() -> None:
    state = fold(a_sheet(12, qualify=8), happens("lap", lap=9), happens("sprint", lap=8, order=[1, 2, 3]))
    assert not decided_at_the_finish(state, outlook(state))


@pytest.mark.parametrize("skaters", [2, 5])
def test_with_a_cut_larger_than_the_field_everybody_is_through(skaters: int) -> None:
    chances = outlook(fold(a_sheet(skaters, qualify=8), happens("start")))
    assert {chance.verdict for chance in chances} == {Verdict.IN}
    assert {(chance.worst, chance.sure, chance.possible) for chance in chances} == {(skaters, skaters, skaters)}


def test_of_two_skaters_both_are_on_the_podium_and_either_can_win() -> None:
    chances = outlook(fold(a_sheet(2), happens("start")))
    assert [(chance.best, chance.worst, chance.verdict) for chance in chances] == [(1, 2, Verdict.IN)] * 2


def test_with_everyone_out_the_places_are_settled() -> None:
    gone = [happens("withdraw", bibs=[1], laps=5), happens("dns", bibs=[2]), happens("disqualify", bibs=[3])]
    chances = by_bib(fold(a_sheet(3, qualify=1), happens("start"), *gone))
    assert [(chances[bib].best, chances[bib].worst) for bib in (1, 2, 3)] == [(1, 1), (3, 3), (2, 2)]
    assert [chances[bib].verdict for bib in (1, 2, 3)] == [Verdict.IN, Verdict.OUT, Verdict.OUT]
    assert {(chance.sure, chance.possible) for chance in chances.values()} == {(None, None)}


def test_after_the_finish_best_and_worst_are_the_rank_and_nothing_is_assumed() -> None:
    state = fold(a_sheet(3, qualify=2), happens("finish", order=[3, 1, 2]))
    assert [tuple(chance)[:5] for chance in outlook(state)] == [
        (3, 1, 1, 1, Verdict.IN),
        (1, 2, 2, 2, Verdict.IN),
        (2, 3, 3, 3, Verdict.OUT),
    ]
    assert assumptions(state) == ()


def test_who_the_referee_lets_through_is_through_from_any_place() -> None:
    state = fold(a_sheet(12, qualify=2), happens("lap", lap=13), happens("advance", bibs=[12]))
    chance = by_bib(state)[12]
    assert (chance.verdict, chance.sure, chance.possible) == (Verdict.IN, 12, 12)


def test_a_disqualified_skater_whom_the_referee_let_through_is_out() -> None:
    told = [happens("advance", bibs=[2]), happens("disqualify", bibs=[2])]
    assert by_bib(fold(a_sheet(4, qualify=4), *told))[2].verdict is Verdict.OUT


def test_a_lapped_skater_may_come_in_where_the_rules_let_him_and_that_is_assumed() -> None:
    told = [happens("lap", lap=9), happens("lapped", bibs=[1, 2]), happens("withdraw", bibs=[3], laps=9)]
    sheet = a_sheet(5)
    finishes, out = fold(sheet, *told), fold(replace(sheet, rules=RulesTable("isu-2014")), *told)
    assert (by_bib(finishes)[1].best, by_bib(finishes)[1].worst) == (3, 5)
    assert (by_bib(finishes)[3].best, by_bib(finishes)[3].worst) == (3, 5)
    assert (by_bib(out)[1].best, by_bib(out)[1].worst) == (4, 4)
    assert Assumption.LAPPED_BEHIND in assumptions(finishes)
    assert Assumption.LAPPED_BEHIND not in assumptions(out)


def test_a_sprint_whose_lap_is_passed_and_that_nobody_has_typed_is_still_open() -> None:
    sheet = a_sheet(12, qualify=8)
    passed = fold(sheet, happens("lap", lap=12))
    assert outlook(passed) == outlook(fold(sheet, happens("lap", lap=11)))
    assert outlook(passed) != outlook(with_events(passed, [happens("sprint", lap=12, order=[1, 2, 3])]))


@pytest.mark.parametrize("preset", MASS_START)
def test_a_hypothetical_sprint_and_finish_leave_the_race_as_it_is(preset: str) -> None:
    state = fold(a_sheet(12, qualify=4, rules=RulesTable(preset)), happens("lap", lap=5))
    told = [happens("sprint", lap=4, order=[7, 8, 9]), happens("finish", order=[7, 1])]
    after = by_bib(with_events(state, told))
    assert (after[7].best, after[7].worst) == (1, 1)
    assert after[1].verdict is Verdict.IN
    assert state.given_finish == () == tuple(state.given_sprints)


def test_an_outlook_that_nobody_wants_any_more_is_given_up() -> None:
    state = fold(a_sheet(12, qualify=8), happens("sprint", lap=4, order=[1, 2, 3]))
    with pytest.raises(Stopped):
        outlook(state, stop=lambda: True)
    assert outlook(state, stop=lambda: False) == outlook(state)


def test_three_points_and_seventh_over_the_line_are_surely_enough_for_the_best_eight() -> None:
    """By hand: six score at the finish, and 2 has five points; 6 has three as well, and counts from 8th on."""
    told = [happens("sprint", lap=lap, order=order) for lap, order in ((4, [2, 3, 4]), (8, [1, 2, 5]), (12, [6, 7, 8]))]
    state = fold(a_sheet(12, qualify=8), happens("lap", lap=13), *told)
    assert by_bib(state)[1] == Chance(1, 2, 1, 9, Verdict.OPEN, 7, 12)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_the_outlook_is_what_comes_out_of_every_way_in_which_what_is_unknown_can_have_gone(start: int) -> None:
    for seed in range(start, start + 100):
        state = a_race_with_gaps(Random(seed), 4)
        assert by_bib(state) == Endings(state).chances(), f"seed {seed}"
