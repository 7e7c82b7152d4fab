"""Tests of races from a timing system: laps, the leader, who is lapped, and what crossings give provisionally."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given

from massstart_tui.race.state import FinishPlace, Phase, RaceState, Status
from massstart_tui.race.unread_passes import laps_in_doubt, orders_in_doubt
from massstart_tui.stream.codec import decode_sheet
from tests.race.builders import crossings, fold, happens, over, ranking, rows
from tests.strategies import Fields, timed_races

A_LAP_DOWN = [
    *crossings(1, first=30_000),
    *crossings(2, first=47_000),
    *crossings(1, 1, first=60_000, apart=30_000),
    *crossings(2, 2, first=94_000, apart=47_000),
]
"""The crossings of two skaters of whom the second needs half as much time again for each of three laps."""
Race = tuple[Fields, list[tuple[int, int]]]


def folded(race: Race) -> RaceState:
    sheet, seen = race
    start = happens("start", 0)
    return fold(decode_sheet(json.dumps(sheet).encode()), start, *(happens("crossing", t, bib=bib) for t, bib in seen))


def completed(race: Race) -> dict[int, list[tuple[int, int]]]:
    """Return for each skater the (t, index among all crossings) of each completed lap, simply by counting."""
    laps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, (t, bib) in enumerate(race[1]):
        laps[bib].append((t, index))
    return laps


@given(timed_races())
def test_laps_are_counted_and_the_leader_is_the_first_to_complete_the_latest(race: Race) -> None:
    state, laps = folded(race), completed(race)
    furthest = max(map(len, laps.values()), default=0)
    assert {bib: count for bib, count in state.laps.items() if count} == {bib: len(done) for bib, done in laps.items()}
    assert state.lap == furthest
    first = min(((done[-1], bib) for bib, done in laps.items() if len(done) == furthest), default=((0, 0), None))
    assert state.leader == first[1] or (state.leader is None and state.unread)


@given(timed_races())
def test_the_leaders_laps_are_at_the_first_crossing_of_each(race: Race) -> None:
    laps = completed(race)
    firsts = [
        (number, min(done[number - 1] for done in laps.values() if len(done) >= number)[0])
        for number in range(1, max(map(len, laps.values()), default=0) + 1)
    ]
    assert folded(race).lap_times == tuple(firsts)


@given(timed_races())
def test_lapped_is_who_was_overtaken_by_a_whole_lap_unless_a_pass_may_be_missing(race: Race) -> None:
    state, laps = folded(race), completed(race)
    overtaken = {bib for bib, done in laps.items() if was_lapped(done, [d for b, d in laps.items() if b != bib])}
    lapped = {bib for bib in laps if state.status_of(bib) is Status.LAPPED}
    assert lapped <= overtaken
    assert overtaken - lapped <= laps_in_doubt(state) | {bib for bib in laps if state.is_in(bib)}


def was_lapped(mine: list[tuple[int, int]], others: list[list[tuple[int, int]]]) -> bool:
    """Return whether, at any crossing, another skater was a whole lap ahead of this skater's last position.

    At each of the skater's own crossings another has completed one lap more; between them, another has two more.
    """
    for other in others:
        for number, (_, when) in enumerate(other, 1):
            done = sum(1 for _, mine_at in mine if mine_at < when)
            if done and number - done >= 2:
                return True
            if any(number - own >= 1 and mine_at > when for own, (_, mine_at) in enumerate(mine, 1)):
                return True
    return False


@given(timed_races())
def test_a_sprint_that_nobody_gave_is_the_order_of_crossing_of_who_is_in_the_race(race: Race) -> None:
    state, laps = folded(race), completed(race)
    for lap, result in state.sprints.items():
        if lap in orders_in_doubt(state):
            continue
        seen = sorted((done[lap - 1][1], bib) for bib, done in laps.items() if len(done) >= lap)
        order = [bib for place in result.order for bib in place]
        assert order == [bib for _, bib in seen if bib in order]
        assert result.seq is None
        missing = {bib for _, bib in seen} - set(order)
        assert {state.status_of(bib) for bib in missing - state.unread.keys()} <= {Status.LAPPED}


@given(timed_races())
def test_the_finish_that_nobody_gave_is_the_order_of_crossing_for_the_last_time(race: Race) -> None:
    state, laps = folded(race), completed(race)
    distance = state.distance
    over_the_line = [(done[-1], bib) for bib, done in laps.items() if len(done) == distance]
    may = [bib for _, bib in sorted(over_the_line, key=lambda seen: seen[0][1]) if finishes(state, bib)]
    assert [place.bibs for place in state.finish] == [(bib,) for bib in may]
    assert [place.time for place in state.finish] == [laps[bib][-1][0] for bib in may]


def finishes(state: RaceState, bib: int) -> bool:
    return state.status_of(bib) is not Status.LAPPED or state.rules.lapped == "finishes"


@given(timed_races())
def test_the_race_is_finished_when_all_are_over_the_line_or_lapped(race: Race) -> None:
    state = folded(race)
    done = {bib for place in state.finish for bib in place.bibs} | set(state.exits)
    everyone = set(state.laps)
    started = state.lap >= state.distance
    assert state.over is (started and done == everyone)


def test_a_crossing_beyond_the_distance_is_of_who_coasts_on() -> None:
    state = fold(over(1), *crossings(1, 2, 1, 1))
    assert state.laps[1] == 1
    assert [place.bibs for place in state.finish] == [(1,), (2,)]


def test_the_final_gap_alone_laps_nobody() -> None:
    state = fold(over(2), *crossings(1, 2), *crossings(1, first=30_000), *crossings(2, first=69_000))
    assert [state.status_of(bib) for bib in (1, 2)] == [Status.FINISHED, Status.FINISHED]


def test_at_the_line_behind_the_leader_but_in_the_same_lap_is_not_lapped() -> None:
    state = fold(over(9), *crossings(1, 2, 1))
    assert state.status_of(2) is Status.RACING


def test_open_from_the_moment_the_leader_has_two_laps_on_a_skater_and_lapped_from_their_next_pass_on() -> None:
    led = [*A_LAP_DOWN[:3], *crossings(1, first=90_000)]
    state = fold(over(9, skaters=2), happens("start", 0), *led)
    assert (state.status_of(2), laps_in_doubt(state)) == (Status.RACING, frozenset({2}))
    passed = fold(over(9, skaters=2), happens("start", 0), *led, *crossings(2, first=94_000))
    assert (passed.status_of(2), laps_in_doubt(passed)) == (Status.LAPPED, frozenset())
    assert (passed.exits[2].t, passed.laps_of(2)) == (94_000, 2)


def test_who_was_never_seen_is_not_lapped_by_not_being_seen() -> None:
    state = fold(over(9), *crossings(1, 1, 1, 1))
    assert state.status_of(2) is Status.RACING


def test_who_is_lapped_and_may_finish_goes_on_counting_laps() -> None:
    state = fold(over(9), happens("start", 0), *A_LAP_DOWN)
    assert (state.status_of(2), state.laps_of(2)) == (Status.LAPPED, 3)


def test_who_is_lapped_and_must_leave_has_the_laps_of_that_moment() -> None:
    sheet = over(9, lapped="out")
    state = fold(sheet, happens("start", 0), *A_LAP_DOWN)
    assert state.laps_of(2) == 2


@pytest.mark.parametrize(("lapped", "finish"), [("finishes", [(1,), (2,)]), ("out", [(1,)])])
def test_whether_the_lapped_come_over_the_finish_line_is_for_the_rules_to_say(lapped: str, finish: list[Any]) -> None:
    state = fold(over(3, skaters=2, lapped=lapped), happens("start", 0), *A_LAP_DOWN)
    assert [place.bibs for place in state.finish] == finish
    assert state.status_of(2) is Status.LAPPED
    assert state.phase is Phase.FINISHED


@pytest.mark.parametrize("lapped", ["finishes", "out"])
@pytest.mark.parametrize("kind", ["withdraw", "disqualify", "dns"])
def test_a_crossing_of_who_is_out_of_the_race_is_no_place_in_a_sprint_or_at_the_finish(kind: str, lapped: str) -> None:
    out = happens(kind, 10_000, bibs=[2])
    laps = [*crossings(2, 1, 3, first=20_000), *crossings(2, 3, 1, first=60_000)]
    state = fold(over(2, sprints=(1,), lapped=lapped), happens("start", 0), out, *laps)
    assert state.sprints[1].order == ((1,), (3,))
    assert [place.bibs for place in state.finish] == [(3,), (1,)]


def test_a_sprint_event_takes_the_place_of_what_the_crossings_said() -> None:
    sheet = over(2, sprints=(1,))
    provisional = fold(sheet, *crossings(1, 2, 3))
    assert [rows(provisional)[bib].sprints for bib in (1, 2, 3)] == [(3,), (2,), (1,)]
    given = fold(sheet, *crossings(1, 2, 3), happens("sprint", lap=1, order=[2, [1, 3]]))
    assert [rows(given)[bib].sprints for bib in (1, 2, 3)] == [(2,), (3,), (2,)]
    assert given.sprints[1].seq == 4


def test_a_crossing_after_the_sprint_event_does_not_undo_it() -> None:
    happenings = [*crossings(1, 2), happens("sprint", lap=1, order=[2, 1, 3]), *crossings(3, first=500)]
    assert fold(over(2, sprints=(1,)), *happenings).sprints[1].order == ((2,), (1,), (3,))


def test_a_finish_event_goes_before_those_whom_only_crossings_have_over_the_line() -> None:
    state = fold(over(1), *crossings(1, 2, 3), happens("finish", order=[2, 1], times=[190, 200]))
    assert state.finish == (FinishPlace((2,), 190, 4), FinishPlace((1,), 200, 4), FinishPlace((3,), 200))


def test_who_was_never_seen_crossing_finishes_behind_who_has_finished_already() -> None:
    by_hand = happens("finish", order=[3], times=[900])
    state = fold(over(1, skaters=4), *crossings(1, 2), by_hand, *crossings(4, first=950))
    assert [place.bibs for place in state.finish] == [(1,), (2,), (3,), (4,)]
    assert [place.seq for place in state.finish] == [None, None, 3, None]


def test_a_finish_event_leaves_alone_those_who_crossed_before_anyone_it_names() -> None:
    laps = crossings(1, 2, 3, 4)
    state = fold(over(1, skaters=4), *laps, happens("finish", order=[[4, 3]]))
    assert [place.bibs for place in state.finish] == [(1,), (2,), (4, 3)]


def test_who_was_settled_by_crossings_is_placed_anew_by_an_event_that_names_them() -> None:
    finishes = [happens("finish", order=[3]), happens("finish", order=[2, 1, 3])]
    state = fold(over(1), *crossings(1, 2, 3), *finishes)
    assert [place.bibs for place in state.finish] == [(3,), (2,), (1,)]


def test_who_crossed_first_is_ranked_first_while_nobody_has_points() -> None:
    assert ranking(fold(over(9), *crossings(3, 1, 2))) == [3, 1, 2]


def test_a_crossing_on_the_way_to_the_start_is_no_lap() -> None:
    before = [happens("crossing", -3000, bib=1), happens("crossing", -2900, bib=2)]
    state = fold(over(3), *before, happens("start", 0), *crossings(1, 2, 3, first=100))
    assert (state.lap, state.laps, state.exits) == (1, {1: 1, 2: 1, 3: 1}, {})


@pytest.mark.parametrize(("lapped", "finish"), [("finishes", [(1,), (2,), (3,)]), ("out", [(1,), (2,)])])
def test_who_was_lapped_is_in_no_sprint_whether_or_not_the_rules_let_them_finish(
    lapped: str, finish: list[Any]
) -> None:
    given = happens("lapped", 30_000, bibs=[3])
    second, third = crossings(3, 1, 2, first=40_000), crossings(1, 2, 3, first=60_000)
    sheet = over(3, sprints=(2,), lapped=lapped)
    state = fold(sheet, happens("start", 0), *crossings(1, 2, 3, first=20_000), given, *second, *third)
    assert state.sprints[2].order == ((1,), (2,))
    assert [place.bibs for place in state.finish] == finish
