"""Tests of race formats other than the mass start, by the rules as published.

Quoted are the UCI Cycling Regulations, part 3, track races, as of 2023, from the Italian text of the Italian federation
(repository nicoborghi/commissaire, regulations/2023_UCI_PISTA.md), here in English.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.fold import fold_all
from massstart_tui.race.rank_reasons import why
from massstart_tui.race.rules import EliminationsEvery, Rules, RulesTable, Sprint, SprintsEvery, rules_in_force
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Because, Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.stream.codec import decode_event, decode_sheet
from tests.race.builders import a_sheet, crossings, fold, happens, ranking, rows
from tests.strategies import Fields, sheets, streams

TRACK = ("track-points", "tempo", "scratch", "elimination")


def race(preset: str, laps: int, skaters: int = 6, **rules: Any) -> Sheet:
    return a_sheet(skaters, laps=laps, rules=RulesTable(preset, **rules))


def rules_of(preset: str, laps: int) -> Rules:
    return rules_in_force(RulesTable(preset), laps)


# where the sprints and the eliminations are


def test_the_sprints_of_a_points_race_are_ten_laps_apart_counted_from_the_last() -> None:
    """3.2.117: there must be an equal number of laps between sprints, counted from the final one; additional laps are
    to be ridden before the first: where sprints are every 10 laps and the race is 56, the first is after 16 laps."""
    assert rules_of("track-points", 56).sprint_laps() == (16, 26, 36, 46)
    assert rules_of("track-points", 160).sprint_laps() == tuple(range(10, 160, 10))


def test_on_a_track_of_400_metres_they_are_five_laps_apart() -> None:
    """3.2.117: on tracks of 400 metres and more every 5 laps; a race of men over 40 km has 100 laps and 20 sprints."""
    own = RulesTable("track-points", sprints_every=SprintsEvery(5, (5, 3, 2, 1)))
    assert len(rules_in_force(own, 100).sprint_laps()) + 1 == 20


def test_the_points_of_a_points_race_are_doubled_at_the_finish() -> None:
    """3.2.118: 5, 3, 2 and 1 points; those of the last sprint after the whole distance are doubled (10, 6, 4, 2)."""
    rules = rules_of("track-points", 120)
    assert rules.points_at(10) == (5, 3, 2, 1)
    assert rules.finish == tuple(2 * points for points in rules.points_at(10))
    assert rules.lap_points == 20


def test_a_tempo_race_has_a_sprint_of_one_point_at_every_lap_after_the_fourth() -> None:
    """3.2.261 and 262: after the first 4 laps sprints are every lap; the first of each wins 1 point, the last too."""
    rules = rules_of("tempo", 40)
    assert rules.sprint_laps() == tuple(range(5, 40))
    assert {sprint.points for sprint in rules.sprints} == {rules.finish} == {(1,)}


def test_a_scratch_race_has_no_sprint_and_gives_no_points() -> None:
    """3.2.173 and 178: a race over a distance; the final sprint decides, taking laps gained into account."""
    rules = rules_of("scratch", 60)
    assert (rules.sprints, rules.finish, rules.on_points) == ((), (), False)


def test_somebody_goes_out_every_two_laps_until_two_are_left_for_the_finish() -> None:
    """3.2.222 and 224: a sprint every two laps on tracks of 200 to 333 metres; the last two contest the final one."""
    riders = 10
    assert rules_of("elimination", 2 * (riders - 1)).eliminations == (2, 4, 6, 8, 10, 12, 14, 16)


def test_on_a_longer_track_somebody_goes_out_every_lap() -> None:
    """3.2.222: every lap on those of 333.33 metres and more."""
    own = RulesTable("elimination", eliminate_every=EliminationsEvery(1, after=2))
    assert rules_in_force(own, 6).eliminations == (3, 4, 5)


@given(st.integers(1, 60), st.integers(1, 12), st.integers(0, 12))
def test_what_comes_every_so_many_laps_is_evenly_apart_before_the_finish(distance: int, laps: int, after: int) -> None:
    at = SprintsEvery(laps, (1,), after).at(distance)
    assert all(following - lap == laps for lap, following in pairwise((*at, distance)))
    assert all(lap > after and lap >= laps for lap in at)
    assert not at or at[0] - laps < max(laps, after + 1)


def test_listed_sprints_come_before_those_every_so_many_laps() -> None:
    own = RulesTable("track-points", sprints=(Sprint(7, (2,)),), sprints_every=SprintsEvery(5, (1,)))
    assert rules_in_force(own, 30).sprint_laps() == (7,)


# the points race


def test_a_lap_gained_is_worth_twenty_points_and_one_lost_costs_as_many() -> None:
    """3.2.118: who gains a lap on the main bunch gains 20 points; who loses a lap on the main bunch loses 20 points."""
    gained, lost = happens("lap_gained", bibs=[1, 2]), happens("lapped", bibs=[3])
    table = rows(fold(race("track-points", 40), gained, gained, lost))
    assert [(table[bib].laps_gained, table[bib].total) for bib in (1, 2, 3, 4)] == [(2, 40), (2, 40), (-1, -20), (0, 0)]
    assert table[3].status is Status.RACING


def test_a_lap_lost_keeps_the_points_of_the_sprints() -> None:
    """3.2.118 takes 20 points off and no more; 3.2.127: who is laps down may be taken out, and is not by itself."""
    sprint = happens("sprint", lap=10, order=[3, 1, 2, 4])
    table = rows(fold(race("track-points", 40), sprint, happens("lapped", bibs=[3])))
    assert (table[3].sprints, table[3].won, table[3].total, table[3].because) == ((5, 0, 0), -15, -15, Because.POINTS)


def test_a_tie_in_a_sprint_gives_both_the_points_of_the_place_and_leaves_the_next_out() -> None:
    """3.2.118: two who tie for the first place in a sprint both gain 5 points; there is then no second place."""
    table = rows(fold(race("track-points", 40), happens("sprint", lap=10, order=[[1, 2], 3, 4])))
    assert [table[bib].total for bib in (1, 2, 3, 4)] == [5, 5, 2, 1]


def test_equal_points_are_split_by_the_place_in_the_final_sprint() -> None:
    """3.2.119: in case of a tie on points the place in the final sprint decides."""
    sprints = [happens("sprint", lap=10, order=[1, 2, 3, 4]), happens("sprint", lap=20, order=[2, 1, 3, 4])]
    state = fold(race("track-points", 30), *sprints, happens("finish", order=[5, 6, 3, 4, 2, 1]))
    table = rows(state)
    assert table[1].total == table[2].total == table[3].total == 8
    assert ranking(state) == [5, 3, 2, 1, 6, 4]
    assert table[1].because is Because.EQUAL_POINTS_FINISH


def test_who_does_not_finish_is_behind_who_does_also_below_nought() -> None:
    out = [happens("lapped", bibs=[2]), happens("withdraw", bibs=[1], laps=20)]
    state = fold(race("track-points", 40, skaters=3), *out, happens("finish", order=[3, 2]))
    assert ranking(state) == [3, 2, 1]
    assert [rows(state)[bib].total for bib in (3, 2, 1)] == [10, -14, 0]


def test_crossings_alone_take_nobody_out_and_take_no_points() -> None:
    """3.2.118 speaks of laps on the main bunch: which riders are the bunch, no crossing tells."""
    once, twice = crossings(1, 2, 3), crossings(1, first=9000)
    state = fold(race("track-points", 40, skaters=3), *once, *twice, *crossings(1, first=18_000))
    assert {row.status for row in standings(state)} == {Status.RACING}
    assert {row.total for row in standings(state)} == {0}


def test_who_gained_a_lap_is_counted_along_with_the_bunch() -> None:
    """Otherwise the race would be over for the bunch a lap too early, and those a lap ahead would decide a sprint."""
    sheet = a_sheet(3, laps=4, rules=RulesTable("track-points", sprints=(Sprint(3, (5, 3, 2)),)))
    first = [*crossings(1, 2, 3), *crossings(1, first=8000)]
    caught = happens("lap_gained", 15_000, bibs=[1])
    together = [crossings(2, 3, 1, first=16_000), crossings(3, 2, 1, first=26_000), crossings(1, 2, 3, first=36_000)]
    state = fold(sheet, *first, caught, *(crossing for lap in together for crossing in lap))
    assert (state.lap, state.phase) == (4, Phase.FINISHED)
    assert state.sprints[3].order == ((3,), (2,), (1,))
    assert [place.bibs for place in state.finish] == [(1,), (2,), (3,)]


def test_a_sprint_that_was_won_before_the_lap_was_gained_is_won_once() -> None:
    sheet = a_sheet(2, laps=9, rules=RulesTable("track-points", sprints=(Sprint(2, (5, 3)),)))
    ahead = [*crossings(1, 2), *crossings(1, first=8000), happens("lap_gained", 9000, bibs=[1])]
    state = fold(sheet, *ahead, *crossings(2, 1, first=16_000))
    assert state.sprints[2].order == ((1,), (2,))


def test_who_gains_a_lap_is_no_longer_away() -> None:
    state = fold(race("track-points", 40), happens("attack", bibs=[1, 2]), happens("lap_gained", bibs=[1]))
    assert state.away == (2,)


def test_a_restart_takes_back_every_lap_gained() -> None:
    state = fold(race("track-points", 40), happens("start"), happens("lap_gained", bibs=[1]), happens("restart"))
    assert not state.gained


def test_in_a_mass_start_a_lap_gained_is_nothing_of_its_own() -> None:
    state = fold(a_sheet(), happens("lap_gained", bibs=[1]))
    assert not state.gained
    assert rows(state)[1].total == 0


# the scratch race


def test_laps_gained_come_before_the_order_of_the_finish() -> None:
    """3.2.178: the final classification is that of the final sprint, taking laps gained into account."""
    state = fold(race("scratch", 40), happens("lap_gained", bibs=[4, 5]), happens("finish", order=[1, 2, 5, 3, 4, 6]))
    table = rows(state)
    assert ranking(state) == [5, 4, 1, 2, 3, 6]
    assert [table[bib].because for bib in (5, 4, 1)] == [Because.EQUAL_LAPS_FINISH] * 2 + [Because.ORDER_OF_FINISH]
    assert why(standings(state), 4).other == 5


def test_more_laps_gained_come_before_fewer() -> None:
    gained = [happens("lap_gained", bibs=[4, 5]), happens("lap_gained", bibs=[4])]
    state = fold(race("scratch", 40), *gained, happens("finish", order=[1, 2, 5, 3, 4, 6]))
    assert ranking(state)[:3] == [4, 5, 1]
    assert rows(state)[4].because is Because.LAPS_GAINED


def test_who_is_lapped_by_the_bunch_is_out_and_behind_who_finishes() -> None:
    """3.2.177: riders lapped by the main bunch must leave the track at once; 3.2.182: who does not end the race is not
    classified."""
    state = fold(race("scratch", 40), happens("lapped", bibs=[1]), happens("finish", order=[2, 3, 4, 5, 6]))
    assert ranking(state)[-1] == 1
    assert (rows(state)[1].status, state.phase) == (Status.LAPPED, Phase.FINISHED)


# the elimination race


def eliminated(*bibs: int) -> list[Fields]:
    """Return events in which these are eliminated one after the other, every two laps."""
    told: list[Fields] = []
    for lap, bib in enumerate(bibs, 1):
        told += [happens("lap", lap=2 * lap), happens("eliminated", bibs=[bib])]
    return told


def test_who_is_eliminated_is_classified_in_reverse_order_of_elimination() -> None:
    """3.2.223 bis: the first eliminated is classified last, the second last but one, and so on; 3.2.224: the last two
    by the final sprint."""
    state = fold(
        race("elimination", 10), *eliminated(3, 6, 1, 5), happens("lap", lap=10), happens("finish", order=[2, 4])
    )
    assert ranking(state) == [2, 4, 5, 1, 6, 3]
    assert state.phase is Phase.FINISHED
    assert [row.status for row in standings(state)] == [Status.FINISHED] * 2 + [Status.ELIMINATED] * 4
    assert [row.laps for row in standings(state)] == [10, 10, 8, 6, 4, 2]


def test_who_stops_between_two_sprints_is_the_one_who_is_eliminated_next() -> None:
    """3.2.223: if riders are lapped or abandon between two sprints, they are the ones eliminated at the next."""
    stops = [happens("lap", lap=5), happens("withdraw", bibs=[1])]
    told = [*eliminated(3, 6), *stops, happens("lap", lap=8), happens("eliminated", bibs=[5])]
    state = fold(race("elimination", 10), *told, happens("finish", order=[2, 4]))
    assert ranking(state) == [2, 4, 5, 1, 6, 3]
    assert [rows(state)[bib].because for bib in (5, 1)] == [Because.ELIMINATED, Because.LASTED]


def test_two_who_are_eliminated_at_once_go_out_in_the_order_given() -> None:
    state = fold(race("elimination", 8), happens("eliminated", bibs=[4, 2]))
    assert ranking(state)[-2:] == [2, 4]


def test_while_the_race_is_on_nothing_separates_those_who_are_still_in_it() -> None:
    state = fold(race("elimination", 10), *eliminated(3, 6))
    table = rows(state)
    assert [table[bib].rank for bib in (1, 2, 4, 5, 6, 3)] == [1, 1, 1, 1, 5, 6]


def test_the_next_elimination_is_told_and_after_the_last_there_is_none() -> None:
    sheet = race("elimination", 10)
    assert [fold(sheet, happens("lap", lap=lap)).next_elimination() for lap in (1, 2, 7, 8)] == [2, 4, 8, None]


def test_an_elimination_changes_what_others_have_in_no_way() -> None:
    """3.2.225: laps gained are not counted."""
    sheet = race("elimination", 10)
    assert ranking(fold(sheet, happens("lap_gained", bibs=[6]))) == ranking(fold(sheet))


# whatever the format


def bunches(preset: str) -> st.SearchStrategy[tuple[Fields, list[Fields]]]:
    return sheets(presets=(preset,)).flatmap(lambda sheet: st.tuples(st.just(sheet), streams(sheet, corrected=False)))


def after(fields: Fields, events: list[Fields]) -> RaceState:
    lines = (json.dumps(event).encode() for event in events if event["type"] not in ("drone", "heart", "start "))
    return fold_all(decode_sheet(json.dumps(fields).encode()), map(decode_event, lines))  # type: ignore[arg-type] # only what changes a race


@given(st.sampled_from(TRACK).flatmap(bunches))
def test_folding_and_classifying_are_total_and_consistent(made_up: tuple[Fields, list[Fields]]) -> None:
    state = after(*made_up)
    table = standings(state)
    assert [row.rank for row in table] == [1 + sum(1 for other in table if other.rank < row.rank) for row in table]
    for row, behind in pairwise(table):
        assert not better(behind, row, state), (row, behind)
    assert all(row.lap_points == row.laps_gained * state.rules.lap_points for row in table)
    assert all(row.status is not Status.LAPPED or state.rules.lapped != "races" for row in table)


def better(one: Standing, other: Standing, state: RaceState) -> bool:
    """Return whether ``one`` ranks before ``other`` by the text of the rules, as far as the rows tell."""
    last = {Status.DISQUALIFIED: 1, Status.DNS: 2}
    if one.status in last or other.status in last:
        return last.get(one.status, 0) < last.get(other.status, 0)
    short = [
        row.finish_place is None and row.status in (*last, "lapped", "eliminated", "withdrew") for row in (one, other)
    ]
    if short[0] != short[1]:
        return short[1]
    if state.rules.on_points and one.total != other.total:
        return one.total > other.total
    if not short[0] and "laps_gained" in state.rules.ranking and one.laps_gained != other.laps_gained:
        return one.laps_gained > other.laps_gained
    if short[0] and state.rules.eliminates:
        order = list(state.exits)
        return order.index(one.bib) > order.index(other.bib)
    if one.finish_place is None or other.finish_place is None or one.laps != other.laps:
        return False
    return one.finish_place < other.finish_place


@pytest.mark.parametrize("preset", TRACK)
def test_a_race_resumed_from_its_state_goes_on_as_if_it_had_not_stopped(preset: str) -> None:
    from massstart_tui.race.fold import Fold

    told = [happens("start"), happens("lap_gained", bibs=[2]), happens("eliminated", bibs=[3])]
    sheet = race(preset, 20)
    state = fold(sheet, *told)
    assert Fold.resume(state).snapshot() == state
