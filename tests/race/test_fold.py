"""Tests of the fold: what each event changes in the state of a race."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import CORRECTING, EVENT_TYPES, Amend, Clock, Happening, Retract, Unknown
from massstart_tui.race.fold import Fold, apply, fold_all
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.stream.codec import decode_event, decode_sheet
from tests.race.builders import a_sheet, fold, happens, over
from tests.strategies import Fields, sheets, streams

races = sheets().flatmap(lambda sheet: st.tuples(st.just(sheet), streams(sheet, corrected=False)))


def known(race: tuple[Fields, list[Fields]]) -> tuple[RaceState, list[Happening]]:
    sheet, fields = race
    events = (decode_event(json.dumps(event).encode()) for event in fields)
    known = [event for event in events if not isinstance(event, Unknown | Clock | Retract | Amend)]
    return before_the_gun(decode_sheet(json.dumps(sheet).encode())), known


NAMED: dict[str, dict[str, Any]] = {
    "crossing": {"bib": 2},
    "lap": {"lap": 1},
    "note": {"text": "a note"},
    "groups": {"groups": [[1], [2, 3]]},
    "sprint": {"lap": 4, "order": [1]},
    "finish": {"order": [1]},
    "card": {"bib": 2, "colour": "yellow"},
    "points": {"points": [[1, 3]]},
    "skater": {"skater": {"bib": 7, "name": "Seven"}},
    "distance": {"laps": 12},
    "clock_set": {"shift": 500},
    **{kind: {} for kind in ("start", "neutral_end", "stop", "resume", "restart", "official")},
}
"""Events by type, except those that have skaters only."""
TELL_NOTHING = {"note", "clock_set", "skater"}


@pytest.mark.parametrize("kind", sorted(EVENT_TYPES - CORRECTING))
def test_an_event_of_every_type_is_folded_and_some_change_nothing(kind: str) -> None:
    begun = [happens("start"), happens("attack", bibs=[5]), happens("fall", bibs=[6]), happens("stop")]
    after = fold(a_sheet(6), *begun, happens(kind, **NAMED.get(kind, {"bibs": [2]})))
    if kind in TELL_NOTHING:
        assert after._replace(seq=4, t=4) == fold(a_sheet(6), *begun)


@given(races)
def test_apply_leaves_the_state_it_was_given_as_it_was(race: tuple[Fields, list[Fields]]) -> None:
    state, events = known(race)
    for event in events:
        before = repr(state)
        following = apply(state, event)
        assert repr(state) == before
        state = following


@given(races, st.integers(0, 24))
def test_folding_on_from_a_state_is_folding_from_the_start(race: tuple[Fields, list[Fields]], at: int) -> None:
    state, events = known(race)
    whole, first, resumed = Fold(state.sheet), Fold(state.sheet), None
    for index, event in enumerate(events):
        whole.apply(event)
        if index == at:
            resumed = Fold.resume(first.snapshot())
        (resumed or first).apply(event)
    assert (resumed or first).snapshot() == whole.snapshot()


@given(races)
def test_folding_all_at_once_is_applying_one_by_one(race: tuple[Fields, list[Fields]]) -> None:
    state, events = known(race)
    all_at_once = fold_all(state.sheet, events)
    for event in events:
        state = apply(state, event)
    assert state == all_at_once


def test_before_the_gun_nothing_is_known() -> None:
    state = before_the_gun(a_sheet())
    assert (state.phase, state.lap, state.to_go, state.leader) == (Phase.SCHEDULED, 0, 16, None)
    assert {state.status_of(bib) for bib in range(1, 7)} == {Status.RACING}


def test_a_fold_has_each_field_that_a_state_declares_and_goes_on_from_it() -> None:
    declared = set(RaceState._fields)
    assert set(vars(Fold(a_sheet()))) - declared == {"deciding", "given", "_more_cards", "_more_relegations"}
    assert declared - set(vars(Fold(a_sheet()))) == {"given_finish"}
    assert Fold(a_sheet()).given_finish == ()
    state = fold(a_sheet(), happens("start"), happens("crossing", 30_000, bib=3), happens("fall", 31_000, bibs=[2]))
    again = Fold.resume(state)
    assert again.snapshot() == state
    again.cross(3, 60_000)
    assert (state.laps[3], state.crossed_at) == (1, {3: 30_000})


@pytest.mark.parametrize(
    ("happenings", "phase"),
    [
        (["start"], Phase.NEUTRAL),
        (["start", "neutral_end"], Phase.RACING),
        (["neutral_end"], Phase.SCHEDULED),
        (["start", "stop"], Phase.STOPPED),
        (["start", "stop", "restart"], Phase.NEUTRAL),
        (["start", "official"], Phase.OFFICIAL),
    ],
)
def test_the_phase_follows_the_starter_and_the_referee(happenings: list[str], phase: Phase) -> None:
    assert fold(a_sheet(), *(happens(kind) for kind in happenings)).phase is phase


@pytest.mark.parametrize("phase", Phase)
def test_a_race_is_under_way_from_the_gun_until_nobody_is_racing_any_more(phase: Phase) -> None:
    before_and_after = {Phase.SCHEDULED, Phase.FINISHED, Phase.OFFICIAL}
    assert before_the_gun(a_sheet())._replace(phase=phase).under_way is (phase not in before_and_after)


def test_the_first_lap_ends_the_neutral_part_where_no_second_shot_was_recorded() -> None:
    assert fold(a_sheet(), happens("start"), happens("lap", lap=1)).phase is Phase.RACING


def test_without_a_neutral_lap_the_race_is_on_from_the_gun() -> None:
    assert fold(over(5, neutral=False), happens("start")).phase is Phase.RACING


def test_laps_count_down_as_the_board_does() -> None:
    state = fold(a_sheet(), happens("start"), happens("lap", lap=7, bib=3))
    assert (state.lap, state.to_go, state.leader) == (7, 9, 3)


def test_a_lap_behind_the_latest_changes_nothing() -> None:
    state = fold(a_sheet(), happens("lap", lap=7, bib=3), happens("lap", lap=6, bib=2))
    assert (state.lap, state.leader) == (7, 3)


def test_a_lap_told_twice_can_add_who_led_it_but_not_take_it_away() -> None:
    told_later = fold(a_sheet(), happens("lap", lap=7), happens("lap", lap=7, bib=3))
    taken_away = fold(a_sheet(), happens("lap", lap=7, bib=3), happens("lap", lap=7))
    assert (told_later.leader, taken_away.leader) == (3, 3)
    assert len(told_later.lap_times) == 1


def test_a_lap_without_a_bib_leaves_the_leader_unknown() -> None:
    assert fold(a_sheet(), happens("lap", lap=7, bib=3), happens("lap", lap=8)).leader is None


def test_only_so_many_of_the_latest_lap_times_are_kept() -> None:
    laps = [happens("lap", number * 10, lap=number) for number in range(1, 60)]
    state = fold(a_sheet(laps=80), *laps)
    assert len(state.lap_times) == 40
    assert state.lap_times[-1] == (59, 590)


def test_an_attack_is_over_when_it_is_caught_or_ends_in_a_fall() -> None:
    sheet = a_sheet()
    assert fold(sheet, happens("attack", bibs=[2, 3]), happens("caught", bibs=[3])).away == (2,)
    fallen = fold(sheet, happens("attack", bibs=[2, 3]), happens("fall", bibs=[2]))
    assert (fallen.away, fallen.down) == ((3,), (2,))


def test_who_falls_goes_on_and_may_rejoin() -> None:
    state = fold(a_sheet(), happens("fall", bibs=[5]))
    assert (state.down, state.status_of(5)) == ((5,), Status.RACING)
    assert fold(a_sheet(), happens("fall", bibs=[5, 4]), happens("rejoin", bibs=[5])).down == (4,)


def test_an_attack_told_twice_is_one_attack() -> None:
    assert fold(a_sheet(), happens("attack", bibs=[2]), happens("attack", bibs=[3, 2])).away == (2, 3)


@pytest.mark.parametrize("kind", ["withdraw", "lapped", "disqualify"])
def test_who_is_out_is_neither_away_nor_down(kind: str) -> None:
    attack, fall = happens("attack", bibs=[1, 2]), happens("fall", bibs=[3, 4])
    state = fold(a_sheet(), attack, fall, happens(kind, bibs=[1, 3]))
    assert (state.away, state.down) == ((2,), (4,))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("withdraw", Status.WITHDREW),
        ("lapped", Status.LAPPED),
        ("disqualify", Status.DISQUALIFIED),
        ("dns", Status.DNS),
    ],
)
def test_who_is_out_has_the_status_of_it(kind: str, status: Status) -> None:
    state = fold(a_sheet(), happens("lap", lap=5), happens(kind, bibs=[2, 4]))
    assert [state.status_of(bib) for bib in (1, 2, 4)] == [Status.RACING, status, status]


@pytest.mark.parametrize(("kind", "laps"), [("withdraw", 5), ("lapped", 4), ("disqualify", 5), ("dns", 0)])
def test_laps_of_who_is_out_are_by_the_leader_where_nothing_else_tells_them(kind: str, laps: int) -> None:
    assert fold(a_sheet(), happens("lap", lap=5), happens(kind, bibs=[2])).laps_of(2) == laps


@pytest.mark.parametrize("kind", ["withdraw", "lapped"])
def test_laps_given_with_who_is_out_count(kind: str) -> None:
    assert fold(a_sheet(), happens("lap", lap=9), happens(kind, bibs=[2], laps=6)).laps_of(2) == 6


def test_the_laps_of_who_is_lapped_in_the_first_lap_are_not_below_nought() -> None:
    assert fold(a_sheet(), happens("lapped", bibs=[2])).laps_of(2) == 0


def test_a_disqualification_stands_whatever_is_told_of_the_skater_later() -> None:
    for kind in ("withdraw", "lapped", "dns"):
        state = fold(a_sheet(), happens("disqualify", bibs=[2], rule="T25"), happens(kind, bibs=[2]))
        assert state.exits[2].status is Status.DISQUALIFIED
        assert state.exits[2].reason == "T25"


def test_who_is_disqualified_after_leaving_keeps_the_laps_of_then() -> None:
    out = happens("withdraw", bibs=[2], laps=5)
    state = fold(a_sheet(), happens("lap", lap=6), out, happens("lap", lap=16), happens("disqualify", bibs=[2]))
    assert (state.status_of(2), state.laps_of(2)) == (Status.DISQUALIFIED, 5)


def test_who_withdrew_and_finishes_after_all_has_finished() -> None:
    state = fold(a_sheet(), happens("withdraw", bibs=[2]), happens("finish", order=[1, 2]))
    assert state.status_of(2) is Status.FINISHED


def test_who_was_lapped_stays_lapped_over_the_line() -> None:
    state = fold(a_sheet(), happens("lapped", bibs=[2]), happens("finish", order=[1, 2], times=[1000, 2000]))
    assert (state.status_of(2), state.laps_of(2)) == (Status.LAPPED, 16)


def test_cards_add_up() -> None:
    cards = [happens("card", bib=2, colour=colour) for colour in ("warning", "yellow")]
    assert fold(a_sheet(), *cards).cards == {2: ("warning", "yellow")}


def test_a_note_changes_nothing_but_the_moment() -> None:
    before = fold(a_sheet(), happens("lap", lap=3))
    after = fold(a_sheet(), happens("lap", lap=3), happens("note", 99, text="!"))
    assert after == before._replace(seq=2, t=99)


def test_a_restart_forgets_the_race_and_starts_the_clock_anew() -> None:
    happenings = [
        *(happens("start"), happens("lap", lap=4, bib=1), happens("sprint", lap=4, order=[1, 2, 3])),
        *(happens("lapped", bibs=[5]), happens("card", bib=2, colour="yellow"), happens("attack", bibs=[3])),
        *(happens("crossing", bib=6), happens("distance", laps=12), happens("groups", groups=[[1], [2]])),
        *(happens("advance", bibs=[4]), happens("finish", order=[1]), happens("stop")),
    ]
    state = fold(a_sheet(), *happenings, happens("restart", 90_000))
    assert state == fold(a_sheet(), happens("start", 90_000))._replace(seq=13)


OUT = [happens("dns", bibs=[4]), happens("withdraw", bibs=[5]), happens("disqualify", bibs=[6], rule="17")]


def test_who_was_out_stays_out_of_a_race_that_is_started_anew() -> None:
    before = [happens("start"), happens("lap", lap=4), *OUT, happens("lapped", bibs=[3]), happens("stop")]
    state = fold(a_sheet(), *before, happens("restart"), happens("start"), happens("finish", order=[1, 2, 3]))
    assert {bib: (gone.status, gone.laps) for bib, gone in state.exits.items()} == {
        4: (Status.DNS, 0),
        5: (Status.WITHDREW, 0),
        6: (Status.DISQUALIFIED, 0),
    }
    assert state.phase is Phase.FINISHED


def test_who_left_before_a_restart_left_so_long_before_the_new_gun() -> None:
    before = [happens("start", 5_000), happens("withdraw", 20_000, bibs=[5]), happens("dns", 50_000, bibs=[4])]
    state = fold(a_sheet(), *before, happens("restart", 60_000))
    assert {bib: gone.t for bib, gone in state.exits.items()} == {5: -40_000, 4: -10_000}


@pytest.mark.parametrize(
    "named",
    [
        *(happens(kind, bibs=[4, 5]) for kind in ("rejoin", "attack", "caught", "fall", "lap_gained")),
        happens("sprint", lap=4, order=[4, 1, 5]),
        happens("finish", order=[4, 5]),
        happens("groups", groups=[[4], [1, 5]]),
    ],
    ids=lambda event: event["type"],
)
def test_who_is_named_as_racing_after_a_restart_has_started_again(named: dict[str, Any]) -> None:
    state = fold(a_sheet(), happens("start"), *OUT, happens("restart"), named)
    assert set(state.exits) == {6}
    assert state.stayed_out == ()


def test_who_crosses_the_line_after_a_restart_has_started_again_and_who_does_not_has_not() -> None:
    state = fold(a_sheet(), happens("start"), *OUT, happens("restart"), happens("crossing", bib=4))
    assert (set(state.exits), state.laps_of(4)) == ({5, 6}, 1)


@pytest.mark.parametrize(
    "later",
    [
        happens("note", text="5 watches", bibs=[5]),
        happens("card", bib=5, colour="red"),
        happens("dns", bibs=[5]),
        happens("review", bibs=[5]),
        happens("advance", bibs=[5]),
        happens("lap", lap=1, bib=1),
    ],
    ids=lambda event: event["type"],
)
def test_what_says_nothing_of_racing_leaves_a_skater_out(later: dict[str, Any]) -> None:
    assert 5 in fold(a_sheet(), happens("start"), *OUT, happens("restart"), later).exits


def test_times_are_counted_from_the_gun_that_counts() -> None:
    restarted = [happens("start"), happens("restart", 60_000), happens("withdraw", 75_000, bibs=[3])]
    state = fold(over(1, neutral=False), *restarted, happens("crossing", 90_000, bib=1))
    assert state.exits[3].t == 15_000
    assert state.finish[0].time == 30_000


def test_who_was_lapped_and_withdraws_has_not_completed_the_leaders_laps() -> None:
    told = [happens("lap", lap=9), happens("lapped", bibs=[5], laps=8), happens("lap", lap=12)]
    state = fold(a_sheet(), *told, happens("withdraw", bibs=[5, 6]))
    assert (state.laps_of(5), state.laps_of(6)) == (11, 12)


@pytest.mark.parametrize(
    ("lapped", "told", "order", "laps"),
    [
        ("finishes", {}, [1, 3, 2], 5),
        ("finishes", {}, [1, 3], None),
        ("finishes", {"laps": 2}, [1, 3], 2),
        ("out", {}, [1, 3, 2], None),
        ("out", {"laps": 2}, [1, 3, 2], 2),
    ],
)
def test_the_laps_of_who_is_said_to_be_lapped_at_the_end_are_known_if_told_or_if_the_lapped_may_finish(
    lapped: str, told: dict[str, int], order: list[int], laps: int | None
) -> None:
    at_the_end = [happens("lap", lap=5), happens("finish", order=order), happens("lapped", bibs=[2], **told)]
    assert fold(over(5, lapped=lapped), *at_the_end).known_laps_of(2) == laps


def test_who_leads_in_mid_lap_is_known_and_no_lap_is_completed() -> None:
    laps = [happens("lap", 40_000, lap=1, bib=2), happens("lap", 80_000, lap=2, bib=2)]
    before, after = fold(a_sheet(), *laps), fold(a_sheet(), *laps, happens("lap", 90_000, bib=3))
    assert (after.leader, after.lap, after.lap_times) == (3, before.lap, before.lap_times)
    assert fold(a_sheet(), happens("start"), happens("lap", 5, bib=3)).phase is Phase.NEUTRAL
