"""Tests of races that are over with unrecorded facts: nothing is settled that these could change."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.race.meeting import Heat, finalists
from massstart_tui.race.outlook import Verdict, outlook
from massstart_tui.race.standings import Because
from massstart_tui.race.state import RaceState, Status
from tests.race.builders import a_sheet, crossings, fold, happens, over, rows

GUN, OFFICIAL = happens("start"), happens("official")


def through(state: RaceState) -> list[int]:
    return [bib for bib, row in sorted(rows(state).items()) if row.through == "Q"]


def verdicts(state: RaceState) -> dict[Verdict, list[int]]:
    found: dict[Verdict, list[int]] = {}
    for chance in sorted(outlook(state)):
        found.setdefault(chance.verdict, []).append(chance.bib)
    return found


def after(cut: int, *finish: Any, skaters: int = 6) -> RaceState:
    """Return an official race over 16 laps with this finish."""
    order = [happens("finish", order=list(finish))] if finish else []
    return fold(a_sheet(skaters, qualify=cut), GUN, *order, OFFICIAL)


def test_who_is_level_across_the_cut_because_nobody_recorded_them_is_not_through() -> None:
    state = after(5, 6, 4, 3, skaters=10)
    assert through(state) == [3, 4, 6]
    assert {rows(state)[bib].because for bib in (1, 2, 5)} == {Because.UNRECORDED}
    assert verdicts(state) == {Verdict.IN: [3, 4, 6], Verdict.OPEN: [1, 2, 5, 7, 8, 9, 10]}
    assert [finalist.row.bib for finalist in finalists([Heat("heat", state)])] == [6, 4, 3]


def test_where_nothing_is_recorded_nobody_is_through() -> None:
    assert through(after(3)) == []
    assert through(after(6)) == [1, 2, 3, 4, 5, 6]


def test_who_holds_a_place_with_points_that_nobody_recorded_may_be_ahead_of_those_behind_it() -> None:
    assert through(after(3, 6, None, 4)) == [4, 6]
    assert through(after(2, 6, None, 4)) == [6]
    assert verdicts(after(2, None, 6, 4)) == {Verdict.OPEN: [1, 2, 3, 5], Verdict.OUT: [4], Verdict.IN: [6]}


def test_whom_the_timing_of_the_finish_never_saw_there_did_not_finish() -> None:
    """Bib 3 wins the sprint and falls in the last bend, which no event records."""
    laps = [*crossings(3, 1, 2, first=100), *crossings(3, 1, 2, first=1000), *crossings(1, 2, first=2000)]
    state = fold(over(3, skaters=3, sprints=(2,), finish=(6, 4, 2)), GUN, *laps, OFFICIAL)
    table = rows(state)
    assert (table[3].status, table[3].laps, table[3].won, table[3].total) == (Status.WITHDREW, 2, 3, 0)
    assert [table[bib].rank for bib in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize("told", [happens("finish", order=[1, 2, 3]), happens("note", text="no timing at the finish")])
def test_who_is_placed_by_an_event_or_whose_finish_was_not_timed_at_all_did(told: dict[str, Any]) -> None:
    laps = crossings(3, 1, 2, first=100) if told["type"] == "note" else crossings(3, 1, 2, 1, first=100)
    state = fold(over(2, skaters=3), GUN, *laps, told, OFFICIAL)
    assert {row.status for row in rows(state).values()} == {Status.FINISHED}
