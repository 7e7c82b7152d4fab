"""Tests of the list of an elimination race: who left and when, the eliminations to come, and how many are left."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.race.elimination_list import leavings
from massstart_tui.race.rules import RulesTable
from tests.race.builders import a_sheet, fold, happens

Row = tuple[int, int | None, int | None]
"""Laps, the bib of who left, and how many are left."""


def rows_after(*events: dict[str, Any], laps: int = 8) -> list[Row]:
    """Return the list of a race of six over eight laps, in which one goes out every two laps, after ``laps`` laps."""
    sheet = a_sheet(6, laps=8, rules=RulesTable("elimination"))
    counted = [happens("lap", lap * 1000, lap=lap) for lap in range(1, laps + 1)]
    in_order = sorted([*counted, *events], key=lambda one: one["t"])
    return [(row.lap, row.bib, row.left) for row in leavings(fold(sheet, happens("start", 0), *in_order))]


def out(bib: int, t: int, kind: str = "eliminated") -> dict[str, Any]:
    return happens(kind, t, bibs=[bib])


@pytest.mark.parametrize(
    ("events", "laps", "rows"),
    [
        ([], 1, [(2, None, 5), (4, None, 4), (6, None, 3)]),
        ([out(3, 2100)], 2, [(2, 3, 5), (4, None, 4), (6, None, 3)]),
        ([out(3, 2100), out(5, 3100, "withdraw")], 3, [(2, 3, 5), (3, 5, 4), (4, None, 3), (6, None, 2)]),
        ([out(3, 2100), out(5, 3100, "withdraw")], 4, [(2, 3, 5), (3, 5, 4), (6, None, 3)]),
        ([out(3, 2100), out(5, 3100)], 3, [(2, 3, 5), (3, 5, 4), (4, None, 3), (6, None, 2)]),
        ([out(3, 100, "dns"), out(4, 2100)], 3, [(2, 4, 4), (4, None, 3), (6, None, 2)]),
        ([], 2, [(2, None, None), (4, None, None), (6, None, None)]),
        ([out(3, 4100)], 4, [(2, None, None), (4, 3, None), (6, None, None)]),
        ([out(3, 2100), out(1, 4100), out(2, 6100)], 7, [(2, 3, 5), (4, 1, 4), (6, 2, 3)]),
        ([out(bib, 2100) for bib in (1, 2, 3)], 3, [(2, 1, 5), (2, 2, 4), (2, 3, 3), (4, None, 2), (6, None, 1)]),
    ],
    ids=[
        *("all to come", "one is out", "one more stops before the next", "who stopped takes that place"),
        *("recorded a lap later", "who did not start is not counted", "one due is not recorded"),
        *("nobody is recorded at the first", "none to come", "more went out at once"),
    ],
)
def test_who_left_when_and_how_many_are_left(events: list[dict[str, Any]], laps: int, rows: list[Row]) -> None:
    assert rows_after(*events, laps=laps) == rows


def test_the_number_left_is_not_known_while_events_are_missing() -> None:
    sheet = a_sheet(6, laps=8, rules=RulesTable("elimination"))
    state = fold(sheet, happens("start", 0), happens("lap", 2000, lap=2), out(3, 2100))
    assert [row.left for row in leavings(state._replace(missing={"eliminated": 1}))] == [None, None, None]
