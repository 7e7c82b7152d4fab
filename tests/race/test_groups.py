"""Tests of the positions on the ice: groups, gaps, and the leader's pace."""

from __future__ import annotations

import json

from hypothesis import given

from massstart_tui.race.groups import (
    Group,
    average_lap,
    gap_between,
    gap_to_the_leader,
    groups_of_one_lap,
    groups_on_the_ice,
    last_lap,
    order_on_the_line,
    still_racing,
)
from massstart_tui.stream.codec import decode_sheet
from tests.race.builders import a_sheet, crossings, fold, happens, over
from tests.strategies import Fields, timed_races


def test_before_anything_is_told_all_are_in_one_bunch() -> None:
    assert groups_on_the_ice(fold(a_sheet(skaters=3))) == (Group((1, 2, 3)),)


def test_an_attack_is_ahead_of_the_bunch_and_nobody_measured_how_far() -> None:
    state = fold(a_sheet(skaters=4), happens("attack", bibs=[3, 1]))
    assert groups_on_the_ice(state) == (Group((3, 1), away=True), Group((2, 4)))


def test_when_everyone_is_away_there_is_no_bunch() -> None:
    assert groups_on_the_ice(fold(a_sheet(skaters=2), happens("attack", bibs=[2, 1]))) == (Group((2, 1), away=True),)


def test_groups_are_as_they_were_last_said_and_who_was_not_named_is_behind() -> None:
    said = happens("groups", groups=[[4], [2, 1]], gaps=[None, 2500])
    state = fold(a_sheet(skaters=5), happens("groups", groups=[[5], [1]]), said)
    assert groups_on_the_ice(state) == (Group((4,), None, seq=2), Group((2, 1), 2500, seq=2), Group((3, 5)))


def test_groups_without_gaps_have_none() -> None:
    state = fold(a_sheet(skaters=3), happens("groups", groups=[[3], [2, 1]]))
    assert [group.gap for group in groups_on_the_ice(state)] == [None, None]


def test_who_left_the_race_is_in_no_group_and_a_group_of_nobody_is_none() -> None:
    happenings = [happens("groups", groups=[[4], [2, 1]]), happens("withdraw", bibs=[4, 2])]
    assert groups_on_the_ice(fold(a_sheet(skaters=4), *happenings)) == (Group((1,), seq=1), Group((3,)))


def test_a_group_is_away_when_all_of_it_attacked() -> None:
    happenings = [happens("attack", bibs=[1, 2]), happens("groups", groups=[[1, 2], [3]])]
    assert [group.away for group in groups_on_the_ice(fold(a_sheet(skaters=3), *happenings))] == [True, False]


def test_crossings_within_a_second_of_the_one_ahead_make_a_group() -> None:
    seen = [*crossings(2, 1, 3, apart=1000), *crossings(4, first=3001), *crossings(5, first=4002)]
    assert groups_on_the_ice(fold(a_sheet(skaters=5), *seen)) == (
        Group((2, 1, 3)),
        Group((4,), 1001),
        Group((5,), 1001),
    )


def test_who_was_not_seen_yet_comes_after_who_was() -> None:
    assert groups_on_the_ice(fold(a_sheet(skaters=3), *crossings(2))) == (Group((2,)), Group((1, 3)))


def test_over_the_line_in_the_next_lap_is_ahead_of_who_still_has_to_come() -> None:
    state = fold(a_sheet(skaters=3), *crossings(1, 2, 3, apart=500), *crossings(2, 1, first=30_000, apart=500))
    assert order_on_the_line(state) == (2, 1, 3)


def test_a_gap_over_two_laps_is_measured_by_the_leader_of_each() -> None:
    state = fold(a_sheet(skaters=3), *crossings(1, 2, 3, apart=2000), *crossings(1, first=30_000))
    assert gap_between(state, (2, 30_000), (1, 4000)) == 4000


def test_a_gap_that_would_come_out_below_nought_was_not_measured() -> None:
    state = fold(a_sheet(skaters=3), *crossings(2, 1, 3), *crossings(2, first=30_000), *crossings(1, first=40_000))
    assert gap_between(state, (2, 40_000), (1, 200)) is None
    assert groups_on_the_ice(state) == (Group((2,)), Group((1,), 10_000), Group((3,)))


def test_a_gap_at_a_lap_whose_leader_was_never_seen_is_unknown() -> None:
    state = fold(a_sheet(skaters=2), *crossings(1, 2), happens("lap", 60_000, lap=3))
    assert gap_between(state, (2, 30_000), (1, 100)) is None


def test_the_gap_to_the_leader_is_at_the_line_crossed_last() -> None:
    state = fold(a_sheet(skaters=3), *crossings(1, 2, first=30_000, apart=700), *crossings(1, first=60_000))
    assert [gap_to_the_leader(state, bib) for bib in (1, 2, 3)] == [0, 700, None]


def test_the_last_lap_and_the_average_are_the_leaders() -> None:
    state = fold(a_sheet(), happens("start"), happens("lap", 40_000, lap=1), happens("lap", 75_001, lap=2))
    assert (last_lap(state), average_lap(state)) == (35_001, 37_500)


def test_the_first_lap_is_counted_from_the_gun_that_counts() -> None:
    state = fold(a_sheet(), happens("start"), happens("restart", 100_000), happens("lap", 142_000, lap=1))
    assert (last_lap(state), average_lap(state)) == (42_000, 42_000)


def test_a_lap_behind_one_that_was_not_recorded_has_no_time() -> None:
    state = fold(a_sheet(), happens("lap", 40_000, lap=1), happens("lap", 120_000, lap=3))
    assert (last_lap(state), average_lap(state)) == (None, 40_000)


def test_before_the_first_lap_there_is_no_pace() -> None:
    assert (last_lap(fold(a_sheet())), average_lap(fold(a_sheet()))) == (None, None)


@given(timed_races())
def test_everyone_still_racing_is_in_one_group_and_nobody_else(race: tuple[Fields, list[tuple[int, int]]]) -> None:
    sheet, seen = race
    laps = (happens("crossing", t, bib=bib) for t, bib in seen)
    state = fold(decode_sheet(json.dumps(sheet).encode()), *laps)
    groups = groups_on_the_ice(state)
    assert sorted(bib for group in groups for bib in group.bibs) == sorted(still_racing(state))
    assert all(group.gap is None or group.gap > 1000 for group in groups)


def test_the_lapped_are_not_among_those_on_the_ice() -> None:
    state = fold(
        over(9), *crossings(1, 2, 3, first=30_000), *crossings(1, 3, 2, first=60_000), happens("lapped", bibs=[2])
    )
    assert still_racing(state) == (1, 3)


def test_who_attacked_since_the_line_is_ahead_of_the_others_and_nobody_measured_how_far() -> None:
    seen = [*crossings(2, 1, 3, 4), *crossings(5, first=5000)]
    state = fold(a_sheet(skaters=5), *seen, happens("attack", 6000, bibs=[3, 2]))
    assert groups_on_the_ice(state) == (Group((2, 3), away=True), Group((1, 4)), Group((5,), 4700))


def test_a_breakaway_within_a_second_is_measured_once_all_crossed_since_the_attack() -> None:
    before, attack = crossings(1, 2, 3, 4), happens("attack", 6000, bibs=[3, 2])
    since = [*crossings(3, first=30_000), *crossings(2, first=30_200), *crossings(1, first=31_100)]
    groups = [groups_on_the_ice(fold(a_sheet(skaters=4), *before, attack, *since, *crossings(4, first=31_300)))]
    assert groups == [(Group((3, 2), away=True), Group((1, 4), 900))]
    # While one of the others still has to come, only who crossed in this lap is known to be that near.
    on_the_way = groups_on_the_ice(fold(a_sheet(skaters=4), *before, attack, *since))
    assert on_the_way[:2] == (Group((3, 2), away=True), Group((1,), 900))


def test_a_breakaway_that_another_crosses_before_or_among_is_not_measured() -> None:
    before, attack = crossings(1, 2, 3), happens("attack", 6000, bibs=[3, 2])
    for order in ((1, 3, 2), (3, 1, 2)):
        state = fold(a_sheet(skaters=3), *before, attack, *crossings(*order, first=30_000))
        assert groups_on_the_ice(state) == (Group(tuple(b for b in order if b != 1), away=True), Group((1,)))


def test_a_second_attack_is_not_measured_by_crossings_before_it() -> None:
    first = [*crossings(1, 2, 3), happens("attack", 6000, bibs=[3]), *crossings(3, 1, 2, first=30_000)]
    assert groups_on_the_ice(fold(a_sheet(skaters=3), *first)) == (Group((3,), away=True), Group((1, 2), 100))
    again = fold(a_sheet(skaters=3), *first, happens("attack", 40_000, bibs=[2]))
    assert groups_on_the_ice(again) == (Group((3, 2), away=True), Group((1,)))


def test_crossings_of_two_laps_are_not_mixed_while_the_bunch_is_passing() -> None:
    first = [*crossings(4), *crossings(1, 2, 3, first=6000), *crossings(5, first=12_000)]
    before = fold(a_sheet(skaters=5), *first)
    whole = (Group((4,)), Group((1, 2, 3), 6000), Group((5,), 5800))
    on_the_way = [*crossings(4, first=30_000), *crossings(2, 3, first=37_000)]
    for passed in range(1, len(on_the_way) + 1):
        state = fold(a_sheet(skaters=5), *first, *on_the_way[:passed])
        assert groups_of_one_lap(state, before) == whole
    state = fold(a_sheet(skaters=5), *first, *on_the_way, *crossings(1, first=37_200))
    assert groups_of_one_lap(state, before) == (Group((4,)), Group((2, 3, 1), 7000), Group((5,), 4800))


def test_who_leaves_while_the_bunch_is_passing_is_in_no_group() -> None:
    first = crossings(1, 2, 3)
    before = fold(a_sheet(skaters=3), *first)
    state = fold(a_sheet(skaters=3), *first, *crossings(1, first=30_000), happens("withdraw", bibs=[2]))
    assert groups_of_one_lap(state, before) == (Group((1, 3)),)


def test_without_a_lap_before_the_groups_are_those_of_now() -> None:
    state = fold(a_sheet(skaters=3), *crossings(1, 2, 3))
    assert groups_of_one_lap(state, None) == groups_on_the_ice(state)
