"""Tests of a stop after which the race goes on: what stands, what is to come, and which times no longer count."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from massstart_tui.race.groups import average_lap, groups_on_the_ice, last_lap
from massstart_tui.race.outlook import outlook
from massstart_tui.race.standings import standings
from massstart_tui.race.state import Phase, RaceState, Status
from tests.race.builders import a_sheet, crossings, fold, happens, over, rows
from tests.race.endings import Endings
from tests.race.races_on import a_race_under_way

SKATED = (happens("start"), happens("lap", lap=5), happens("sprint", lap=4, order=[1, 2, 3]))


def stopped_then(*more: dict[str, Any]) -> RaceState:
    return fold(a_sheet(), *SKATED, happens("withdraw", bibs=[6]), happens("stop", reason="ice"), *more)


def test_laps_points_and_who_is_out_stand() -> None:
    before = stopped_then()
    state = stopped_then(happens("resume"))
    assert (state.phase, state.lap, state.to_go) == (Phase.RACING, 5, 11)
    assert standings(state) == standings(before)


def test_so_many_laps_to_go_changes_the_distance_and_nothing_that_was_skated() -> None:
    state = stopped_then(happens("resume", to_go=10))
    assert (state.lap, state.to_go, state.distance) == (5, 10, 15)
    assert {bib: row.sprints[0] for bib, row in rows(state).items() if row.total} == {1: 3, 2: 2, 3: 1}
    assert state.next_sprint() == 2


@pytest.mark.parametrize("to_go", range(1, 20))
def test_the_board_shows_what_the_referee_said(to_go: int) -> None:
    assert stopped_then(happens("resume", to_go=to_go)).to_go == to_go


@pytest.mark.parametrize(
    ("before", "phase"),
    [
        ([happens("start")], Phase.NEUTRAL),
        ([happens("start"), happens("neutral_end")], Phase.RACING),
        ([happens("start"), happens("lap", lap=3)], Phase.RACING),
        ([happens("start"), happens("lap", lap=16)], Phase.FINISHING),
        ([happens("start"), happens("lap", lap=16), happens("finish", order=[1, 2])], Phase.FINISHING),
    ],
)
def test_the_race_is_again_where_it_was(before: list[dict[str, Any]], phase: Phase) -> None:
    again = fold(a_sheet(), *before, happens("stop"), happens("stop"), happens("resume"))
    assert again.phase is phase is fold(a_sheet(), *before).phase


def test_laps_skated_while_the_race_is_neutralised_are_laps() -> None:
    told = (*SKATED, happens("stop", reason="neutralised"), happens("lap", lap=6), happens("lap", lap=7))
    assert fold(a_sheet(), *told).phase is Phase.STOPPED
    state = fold(a_sheet(), *told, happens("resume"))
    assert (state.phase, state.lap, state.to_go) == (Phase.RACING, 7, 9)


@pytest.mark.parametrize("before", [[], [happens("start")], [*SKATED], [*SKATED, happens("official")]])
def test_a_race_that_is_not_stopped_goes_on_as_it_was(before: list[dict[str, Any]]) -> None:
    state = fold(a_sheet(), *before, happens("resume", 99, to_go=3))
    assert state == fold(a_sheet(), *before)._replace(seq=len(before) + 1, t=99)


def test_a_race_that_ended_with_nobody_left_stays_over() -> None:
    state = fold(a_sheet(2), happens("start"), happens("stop"), happens("withdraw", bibs=[1, 2]), happens("resume"))
    assert state.phase is Phase.FINISHED


def test_no_lap_and_no_average_has_the_stop_in_it() -> None:
    told = [happens("start", 0), happens("lap", 40_000, lap=1), happens("lap", 70_000, lap=2)]
    told += [happens("stop", 80_000), happens("resume", 800_000)]
    state = fold(a_sheet(), *told)
    assert (last_lap(state), average_lap(state)) == (None, None)
    state = fold(a_sheet(), *told, happens("lap", 820_000, lap=3))
    assert (last_lap(state), average_lap(state)) == (None, None)
    state = fold(a_sheet(), *told, happens("lap", 820_000, lap=3), happens("lap", 850_000, lap=4))
    assert (last_lap(state), average_lap(state)) == (30_000, 30_000)


def test_a_stop_in_the_first_lap_is_no_part_of_a_lap_time_either() -> None:
    told = [happens("start", 0), happens("stop", 5_000), happens("resume", 600_000), happens("lap", 640_000, lap=1)]
    assert (last_lap(fold(a_sheet(), *told)), average_lap(fold(a_sheet(), *told))) == (None, None)


def test_laps_to_go_are_as_many_for_who_was_behind_the_leader_when_the_race_was_stopped() -> None:
    one, two = crossings(1, 2, 3, first=1_000), crossings(1, first=30_000)
    told = [*one, *two, happens("stop", 31_000), happens("resume", 600_000, to_go=2)]
    state = fold(over(4), *told)
    assert dict(state.laps) == {1: 2, 2: 2, 3: 2}
    assert [group.bibs for group in groups_on_the_ice(state)] == [(1, 2, 3)]
    after = fold(over(4), *told, *crossings(2, 3, 1, first=640_000), *crossings(3, 1, 2, first=670_000))
    assert after.phase is Phase.FINISHED
    assert [place.bibs for place in after.finish] == [(3,), (1,), (2,)]
    assert {after.status_of(bib) for bib in (1, 2, 3)} == {Status.FINISHED}


def test_who_was_lapped_before_the_stop_stays_lapped() -> None:
    told = [*SKATED, happens("lapped", bibs=[5]), happens("stop"), happens("resume", to_go=4)]
    assert fold(a_sheet(), *told).status_of(5) is Status.LAPPED


@pytest.mark.parametrize("to_go", [None, 1, 3, 5, 12])
def test_the_outlook_after_it_is_what_comes_out_of_every_ending(to_go: int | None) -> None:
    looked_at = 0
    for seed in range(150):
        state = a_race_under_way(Random(seed), more=[happens("stop"), happens("resume", to_go=to_go)])
        # No more laps than there are: the random races assume an unchanged distance.
        if all(out.laps <= state.distance for out in state.exits.values()) and not state.finish:
            assert {chance.bib: chance for chance in outlook(state)} == Endings(state).chances(), f"seed {seed}"
            looked_at += 1
    assert looked_at > 20
