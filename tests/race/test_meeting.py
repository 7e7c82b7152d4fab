"""Tests of a meeting: who goes through from its heats, with which helmet number, and errors in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.meeting import (
    Band,
    Heat,
    Meeting,
    MeetingRace,
    arm_bands,
    final_sheet,
    finalists,
    on_and_next,
    places_open,
    teams,
    without_wrong_heats,
)
from massstart_tui.race.meeting_checks import wrong_with_heats, wrong_with_meeting
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.rules import RulesTable, Sprint
from massstart_tui.race.sheet import Sheet, Skater
from tests.race.builders import fold, happens

SHORT = RulesTable(sprints=(Sprint(1, (3, 2, 1)),), finish=(60, 40, 20), neutral=False)
NOON = datetime(2022, 2, 19, 12, tzinfo=UTC)


def sheet(name: str, skaters: int = 4, qualify: int | None = 2) -> Sheet:
    """Return a heat over two laps with a sprint at the first; skaters are named by the heat and their bibs."""
    listed = tuple(Skater(bib, f"{name}{bib}", "NED") for bib in range(1, skaters + 1))
    return Sheet(name, name, 2, listed, qualify=qualify, rules=SHORT, lap_length=384)


def heat(name: str, *happened: dict[str, Any], skaters: int = 4, qualify: int | None = 2) -> Heat:
    """Return a heat with these events after the gun; the one without a sprint if there are none."""
    listed = sheet(name, skaters, qualify)
    if not any(event["type"] == "sprint" for event in happened):
        listed = replace(listed, rules=replace(SHORT, sprints=()))
    return Heat(name, fold(listed, happens("start"), *happened))


def finished(name: str, *order: object, skaters: int = 4, more: tuple[dict[str, Any], ...] = ()) -> Heat:
    """Return a heat finished in this ``order``, the best two going through, with ``more`` events afterwards."""
    return heat(name, happens("finish", order=list(order)), *more, happens("official"), skaters=skaters)


def numbers(*heats: Heat) -> dict[int, str]:
    """Return the name for each helmet number."""
    return {finalist.bib: finalist.row.name for finalist in finalists(heats)}


def test_rank_r_of_semi_final_1_gets_2r_less_1_and_of_semi_final_2_2r() -> None:
    assert numbers(finished("a", 3, 1, 2, 4), finished("b", 4, 2, 1, 3)) == {1: "a3", 2: "b4", 3: "a1", 4: "b2"}


@given(st.integers(1, 4), st.integers(1, 5))
def test_with_any_number_of_heats_every_number_is_given_once_and_in_the_order_of_the_ranks(k: int, cut: int) -> None:
    heats = [heat(f"h{i}", happens("finish", order=[1, 2, 3, 4, 5]), skaters=5, qualify=cut) for i in range(k)]
    entered = finalists(heats)
    assert [finalist.bib for finalist in entered] == list(range(1, k * cut + 1))
    assert [finalist.row.rank for finalist in entered] == sorted(finalist.row.rank for finalist in entered)
    assert {finalist.heat for finalist in entered} == {one.id for one in heats}


def test_whom_the_referee_lets_through_gets_the_next_free_number() -> None:
    let_through = finished("a", 1, 2, 3, 4, more=(happens("advance", bibs=[4]),))
    entered = finalists([let_through, finished("b", 1, 2, 3, 4)])
    assert [(one.bib, one.row.name, one.through) for one in entered][-1] == (5, "a4", "q")


def test_a_free_number_is_free_also_where_the_heats_are_not_as_large() -> None:
    small = heat("b", happens("finish", order=[1]), skaters=1)
    large = finished("a", 1, 2, 3, 4, more=(happens("advance", bibs=[3]),))
    assert numbers(large, small) == {1: "a1", 2: "b1", 3: "a2", 4: "a3"}


def test_a_dead_heat_takes_two_ranks_and_two_numbers() -> None:
    assert numbers(finished("a", [1, 2], 3, 4), finished("b", 1, 2, 3, 4)) == {1: "a1", 2: "b1", 3: "a2", 4: "b2"}


def test_before_the_gun_nobody_is_through() -> None:
    assert finalists([Heat("a", before_the_gun(sheet("a"))), Heat("b", None)]) == ()


def test_while_a_heat_runs_who_would_be_through_now_is_provisional_and_who_is_level_at_the_cut_is_not_in_it() -> None:
    running = heat("a", happens("lap", lap=1), happens("sprint", lap=1, order=[3, None, None]))
    entered = finalists([running, finished("b", 1, 2, 3, 4)])
    assert [(one.row.name, one.provisional) for one in entered] == [("a3", True), ("b1", False), ("b2", False)]
    assert places_open([running]) == 1
    assert places_open([finished("b", 1, 2, 3, 4)]) == 0
    assert places_open([Heat("a", before_the_gun(sheet("a"))), Heat("b", None)]) == 2


def test_who_is_disqualified_while_the_heat_runs_would_not_be_through() -> None:
    happened = (happens("lap", lap=1), happens("sprint", lap=1, order=[3, 2, 1]), happens("disqualify", bibs=[3]))
    assert [one.row.name for one in finalists([heat("a", *happened)])] == ["a2", "a1"]


def test_the_start_sheet_of_the_final_is_skated_as_the_heats_were() -> None:
    race = MeetingRace("f", "Final", heats=("a", "b"), title_nl="Finale")
    heats = (finished("a", 3, 1, 2, 4), finished("b", 4, 2, 1, 3))
    entered = [replace(one.skater, bib=one.bib) for one in finalists(heats)]
    made = final_sheet(Meeting((race,), "Cup", "Thialf", title_nl="Beker"), race, heats, entered, NOON)
    assert (made.id, made.title, made.competition, made.venue, made.start) == ("f", "Final", "Cup", "Thialf", NOON)
    assert (made.title_nl, made.competition_nl) == ("Finale", "Beker")
    assert (made.laps, made.lap_length, made.rules, made.qualify) == (2, 384, replace(SHORT, sprints=()), None)
    assert list(made.skaters) == entered


def test_a_start_sheet_of_nobody_is_none() -> None:
    race = MeetingRace("f", heats=("a",))
    with pytest.raises(ValueError, match="f"):
        final_sheet(Meeting((race,)), race, [Heat("a", before_the_gun(sheet("a")))], [])


def test_nations_with_two_skaters_get_arm_bands_by_helmet_number() -> None:
    entered = [(9, "NED"), (8, "NED"), (1, "CAN"), (14, "CAN"), (3, "JPN"), (5, ""), (6, "")]
    assert teams(entered) == {"CAN": (1, 14), "NED": (8, 9)}
    assert arm_bands(entered, ["white"]) == {
        1: Band(1, "white"),
        14: Band(2, ""),
        8: Band(1, "white"),
        9: Band(2, ""),
    }


def test_what_is_on_and_what_is_next() -> None:
    quarter = timedelta(minutes=15)
    times = [NOON, NOON, NOON + quarter, None, NOON + 3 * quarter]
    unknown: list[bool | None] = [None] * 5
    assert on_and_next(times, unknown, NOON - quarter) == ([], 0)
    assert on_and_next(times, unknown, NOON) == ([0, 1], 2)
    assert on_and_next(times, [False, True, None, None, None], NOON + 2 * quarter) == ([1], 4)
    assert on_and_next(times, unknown, NOON + 9 * quarter) == ([], -1)
    assert on_and_next(times, [None, None, None, True, False], NOON + 2 * quarter) == ([3], -1)


def wrongs(*races: MeetingRace) -> list[tuple[str, Misfit]]:
    return [(wrong.field, wrong.misfit) for wrong in wrong_with_meeting(Meeting(races))]


def test_everything_that_is_wrong_with_a_meeting_has_its_key() -> None:
    races = (
        MeetingRace("a", heats=("b",)),
        MeetingRace("b", heats=("c", "zz")),
        MeetingRace("c", heats=("a",)),
        MeetingRace("d", heats=("e", "e")),
        MeetingRace("f", heats=("c", "zz")),
        MeetingRace("e", stream="e.jsonl"),
        MeetingRace("e", stream="e.jsonl"),
    )
    assert wrongs(*races) == [
        ("races[0].from", Misfit.CIRCLE),
        ("races[1].from[1]", Misfit.UNKNOWN_HEAT),
        ("races[1].from", Misfit.CIRCLE),
        ("races[2].from", Misfit.CIRCLE),
        ("races[3].from[0]", Misfit.RACE_TWICE),
        ("races[3].from[1]", Misfit.RACE_TWICE),
        ("races[4].from[1]", Misfit.UNKNOWN_HEAT),
        ("races[6].id", Misfit.RACE_TWICE),
        ("races[6].stream", Misfit.RACE_TWICE),
    ]
    mended = without_wrong_heats(Meeting(races))
    assert [race.heats for race in mended.races] == [()] * 7
    assert wrongs(MeetingRace("a", heats=("a",))) == [("races[0].from", Misfit.CIRCLE)]


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=1, max_size=6))
def test_a_mended_meeting_has_nothing_wrong_in_how_its_races_hang_together(made_of: list[list[int]]) -> None:
    races = tuple(MeetingRace(str(i), heats=tuple(map(str, heats))) for i, heats in enumerate(made_of))
    assert list(wrong_with_meeting(without_wrong_heats(Meeting(races)))) == []


def with_id(listed: Sheet) -> Sheet:
    """Return the heat in which the first skater has an id."""
    return replace(listed, skaters=(replace(listed.skaters[0], id="7"), *listed.skaters[1:]))


def test_what_stands_in_the_way_of_a_final() -> None:
    running = heat("a", happens("lap", lap=1))
    running = running._replace(state=running.state and running.state._replace(sheet=with_id(sheet("a"))))
    no_cut = replace(sheet("b", qualify=None), skaters=(Skater(1, "a1", "NED", id="7"), Skater(2, "a2", "NED")))
    told = list(wrong_with_heats(4, [running, Heat("b", before_the_gun(no_cut)), Heat("c", None)]))
    assert [(wrong.field, wrong.misfit, wrong.harmless) for wrong in told] == [
        ("races[4].from[0]", Misfit.HEAT_NOT_OVER, True),
        ("races[4].from[1]", Misfit.HEAT_NOT_OVER, True),
        ("races[4].from[1]", Misfit.NO_CUT, False),
        ("races[4].from", Misfit.SKATER_TWICE, False),
        ("races[4].from[2]", Misfit.HEAT_NOT_OVER, True),
    ]
    assert told[3].values == {"skater": "a1", "race": "a", "other": "b"}
    assert list(wrong_with_heats(0, [finished("a", 1, 2, 3, 4), finished("b", 1, 2, 3, 4)])) == []
