"""Tests of the finish: late finishers, dead heats, unknown places, a changed distance, the end of the race."""

from __future__ import annotations

import pytest

from massstart_tui.race.state import FinishPlace, Phase, Status
from tests.race.builders import a_sheet, crossings, fold, happens, over, ranking, rows


def test_who_finishes_later_comes_behind_who_has_finished_already() -> None:
    first, later = happens("finish", order=[4, 2], times=[100, 110]), happens("finish", order=[2, 3], times=[999, 120])
    state = fold(a_sheet(), first, later)
    assert state.finish == (FinishPlace((4,), 100, 1), FinishPlace((2,), 110, 1), FinishPlace((3,), 120, 2))


def test_a_late_finish_names_again_one_of_a_dead_heat_and_leaves_the_other() -> None:
    state = fold(a_sheet(), happens("finish", order=[4]), happens("finish", order=[[4, 5], 6]))
    assert [place.bibs for place in state.finish] == [(4,), (5,), (6,)]


def test_a_dead_heat_shares_the_place_and_its_points_and_takes_up_the_next() -> None:
    table = rows(fold(a_sheet(), happens("finish", order=[3, [1, 2], 4])))
    assert [table[bib].finish_place for bib in (3, 1, 2, 4)] == [1, 2, 2, 4]
    assert [table[bib].finish for bib in (3, 1, 2, 4)] == [60, 40, 40, 10]
    assert [table[bib].rank for bib in (3, 1, 2, 4)] == [1, 2, 2, 4]


def test_a_dead_heat_in_a_sprint_shares_the_points_of_its_place() -> None:
    table = rows(fold(a_sheet(), happens("sprint", lap=4, order=[[1, 2], 3, 4])))
    assert [table[bib].sprints[0] for bib in (1, 2, 3, 4)] == [3, 3, 1, 0]


def test_a_place_whose_skater_nobody_published_is_taken_up() -> None:
    state = fold(a_sheet(), happens("finish", order=[None, 2, None, 3]), happens("sprint", lap=4, order=[None, 5, 6]))
    table = rows(state)
    assert [table[bib].finish_place for bib in (2, 3)] == [2, 4]
    assert [table[bib].sprints[0] for bib in (5, 6)] == [2, 1]


def test_the_leader_over_the_line_is_the_first_of_the_finish() -> None:
    state = fold(a_sheet(), happens("lap", lap=15, bib=1), happens("finish", order=[None, 5, 1]))
    assert (state.lap, state.leader, state.to_go) == (16, 5, 0)


def test_the_race_is_finishing_until_everyone_is_in_or_out() -> None:
    sheet = a_sheet(skaters=3)
    some = [happens("start"), happens("lap", lap=16), happens("finish", order=[1, 2])]
    assert fold(sheet, *some).phase is Phase.FINISHING
    assert fold(sheet, *some, happens("finish", order=[3])).phase is Phase.FINISHED
    for out in ("withdraw", "lapped", "disqualify", "dns"):
        assert fold(sheet, *some, happens(out, bibs=[3])).phase is Phase.FINISHED


def test_when_everyone_else_is_out_the_race_is_over_as_the_distance_is_done() -> None:
    sheet = a_sheet(skaters=2)
    assert fold(sheet, happens("withdraw", bibs=[1]), happens("finish", order=[2])).phase is Phase.FINISHED
    gone = happens("withdraw", bibs=[1, 2])
    assert fold(sheet, gone, happens("lap", lap=15)).phase is Phase.RACING
    assert fold(sheet, gone, happens("lap", lap=16)).phase is Phase.FINISHED


def test_nobody_is_through_before_the_race_is_over() -> None:
    sheet = a_sheet(skaters=3, qualify=1)
    happenings = [happens("lap", lap=16), happens("finish", order=[1, 2]), happens("advance", bibs=[2])]
    assert {row.through for row in rows(fold(sheet, *happenings)).values()} == {None}
    table = rows(fold(sheet, *happenings, happens("finish", order=[3])))
    assert [table[bib].through for bib in (1, 2, 3)] == ["Q", "q", None]


def test_an_official_result_ends_the_race_for_who_is_still_on_the_ice() -> None:
    state = fold(a_sheet(skaters=3), happens("finish", order=[1, 2]), happens("official"))
    assert state.status_of(3) is Status.FINISHED
    assert rows(state)[3].finish_place is None


def test_a_finish_after_the_official_result_still_counts() -> None:
    state = fold(a_sheet(skaters=3), happens("official"), happens("finish", order=[3, 1, 2]))
    assert state.phase is Phase.OFFICIAL
    assert ranking(state) == [3, 1, 2]


def test_a_shorter_distance_makes_the_laps_done_the_last() -> None:
    state = fold(a_sheet(), happens("lap", lap=15, bib=2), happens("distance", laps=15))
    assert (state.to_go, state.phase) == (0, Phase.FINISHING)


def test_a_longer_distance_leaves_laps_to_go() -> None:
    state = fold(a_sheet(), happens("lap", lap=15, bib=2), happens("distance", laps=17))
    assert (state.to_go, state.phase) == (2, Phase.RACING)


def test_who_crossed_the_line_before_it_became_the_last_time_is_over_it() -> None:
    state = fold(over(3), *crossings(1, 2, 3), *crossings(3, 1, first=30_000), happens("distance", laps=2))
    assert state.finish == (FinishPlace((3,), 30_000), FinishPlace((1,), 30_100))
    assert state.phase is Phase.FINISHING
    later = fold(
        over(3), *crossings(1, 2, 3), *crossings(3, 1, first=30_000), happens("distance", laps=2), *crossings(2)
    )
    assert later.phase is Phase.FINISHED
    assert [place.bibs for place in later.finish] == [(3,), (1,), (2,)]


def test_who_crossed_what_is_no_longer_the_last_line_is_racing_again() -> None:
    laps = [*crossings(1, 2, 3), happens("distance", laps=2)]
    state = fold(over(1), *laps)
    assert (state.finish, state.phase) == ((), Phase.RACING)
    once_more = fold(over(1), *laps, *crossings(2, 3, 1, first=30_000))
    assert [place.bibs for place in once_more.finish] == [(2,), (3,), (1,)]
    assert once_more.phase is Phase.FINISHED


def test_a_finish_that_was_given_stands_when_the_distance_is_put_right_afterwards() -> None:
    state = fold(
        a_sheet(skaters=2), happens("lap", lap=16), happens("finish", order=[1, 2]), happens("distance", laps=17)
    )
    assert state.phase is Phase.FINISHED
    assert state.laps_of(1) == 17


def test_a_skater_is_over_the_line_once() -> None:
    happenings = [
        *crossings(1, 2),
        happens("distance", laps=3),
        happens("finish", order=[[1, 3]]),
        *crossings(1, 1, 2, 2),
    ]
    bibs = [bib for place in fold(over(1), *happenings).finish for bib in place.bibs]
    assert sorted(bibs) == [1, 2, 3]


def test_a_distance_cut_below_the_laps_done_keeps_the_order_in_which_they_were_done() -> None:
    laps = [*crossings(1, 2), *crossings(2, 1, first=30_000), *crossings(3, first=40_000), happens("distance", laps=1)]
    state = fold(over(3), *laps)
    assert [(place.bibs, place.time) for place in state.finish] == [((2,), None), ((1,), None), ((3,), 40_000)]


def test_disqualified_after_the_finish_moves_those_behind_up_with_the_points_of_their_new_place() -> None:
    before = [happens("sprint", lap=4, order=[2, 5, 6]), happens("finish", order=[1, 2, 3, 4])]
    table = rows(fold(a_sheet(), *before, happens("disqualify", bibs=[2])))
    assert [table[bib].finish for bib in (1, 3, 4)] == [60, 40, 20]
    assert [table[bib].finish_place for bib in (1, 2, 3, 4)] == [1, None, 2, 3]
    assert [table[bib].sprints[0] for bib in (2, 5, 6)] == [3, 2, 1]
    assert (table[2].won, table[2].total) == (3, 0)


def test_a_disqualified_member_of_a_dead_heat_leaves_its_place_to_the_other() -> None:
    table = rows(fold(a_sheet(), happens("finish", order=[[1, 2], 3]), happens("disqualify", bibs=[1])))
    assert [table[bib].finish_place for bib in (2, 3)] == [1, 2]


def test_a_finish_without_times_keeps_those_of_the_crossings() -> None:
    laps = crossings(1, 2, 3, first=100)
    table = rows(fold(over(1), happens("start", 0), *laps, happens("finish", order=[2, 1])))
    assert [(table[bib].finish_place, table[bib].time) for bib in (1, 2, 3)] == [(2, 100), (1, 200), (3, 300)]


@pytest.mark.parametrize("kind", ["withdraw", "dns", "eliminated"])
def test_of_a_place_over_the_line_and_not_finishing_the_one_recorded_last_holds(kind: str) -> None:
    finish, left = happens("finish", order=[3, 2, 1]), happens(kind, bibs=[3])
    table = rows(fold(a_sheet(3), happens("start"), finish, left))
    assert (table[3].finish_place, table[3].total, table[3].status) == (
        None,
        0,
        "withdrew" if kind == "withdraw" else kind,
    )
    assert [(table[bib].finish_place, table[bib].finish) for bib in (2, 1)] == [(1, 60), (2, 40)]
    table = rows(fold(a_sheet(3), happens("start"), left, finish))
    assert [table[bib].finish_place for bib in (3, 2, 1)] == [1, 2, 3]


def test_when_all_are_out_in_mid_race_it_is_over() -> None:
    gone = happens("withdraw", bibs=[1, 2])
    assert fold(a_sheet(2, qualify=1), happens("start"), happens("lap", lap=3), gone).phase is Phase.FINISHED
    lapped = happens("lapped", bibs=[1, 2])
    assert fold(a_sheet(2), happens("start"), happens("lap", lap=3), lapped).phase is Phase.RACING


def test_a_finish_after_the_race_was_stopped_ends_it() -> None:
    told = [happens("start"), happens("lap", lap=9), happens("stop"), happens("finish", order=[1, 2])]
    assert fold(a_sheet(2), *told).phase is Phase.FINISHED


def test_a_sprint_that_became_the_finish_gives_no_points_of_its_own() -> None:
    sprint = happens("sprint", lap=12, order=[1, 2, 3])
    told = [happens("start"), sprint, happens("distance", laps=12), happens("finish", order=[2, 1, 3])]
    assert [rows(fold(a_sheet(3), *told))[bib].total for bib in (1, 2, 3)] == [40, 60, 20]
