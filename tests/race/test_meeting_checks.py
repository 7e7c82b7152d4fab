"""Tests of heats that are over and leave open who goes through."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.race.agreement import differences
from massstart_tui.race.meeting import Heat
from massstart_tui.race.meeting_checks import undecided, wrong_with_heats
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from tests.race.builders import fold, happens

RULES = RulesTable(sprints=(), finish=(60, 40, 20, 10), neutral=False)


def heat(*order: object, qualify: int = 2, more: tuple[dict[str, Any], ...] = ()) -> Heat:
    """Return an official heat of four without sprints, finished in this ``order``."""
    skaters = tuple(Skater(bib, f"h{bib}", "NED") for bib in range(1, 5))
    sheet = Sheet("h", "h", 4, skaters, qualify=qualify, rules=RULES)
    return Heat("h", fold(sheet, happens("start"), happens("finish", order=list(order)), *more, happens("official")))


@pytest.mark.parametrize(
    ("order", "qualify", "through", "ranks"),
    [
        ((1, 2, 3, 4), 2, [], []),
        (([1, 2], 3, 4), 2, [], []),
        ((1, [2, 3], 4), 2, [], []),
        ((1, None, 3, None), 2, [2, 4], []),
        ((1, None, None, 4), 2, [2, 3], []),
        ((None, None, 3, 4), 2, [], [1, 2]),
        ((1, 2, None, None), 2, [], []),
        ((None, None, None, 4), 2, [1, 2, 3], []),
    ],
)
def test_who_goes_through_or_as_which_is_open_where_places_are_not_recorded(
    order: tuple[object, ...], qualify: int, through: list[int], ranks: list[int]
) -> None:
    found = undecided([heat(*order, qualify=qualify)])
    assert sorted(row.bib for one in found for row in one.through) == through
    assert sorted(row.bib for one in found for row in one.ranks) == ranks


def test_it_is_told_at_the_heat_and_is_no_fault() -> None:
    told = [(one.field, one.misfit, one.harmless) for one in wrong_with_heats(2, [heat(1, None, 3, None)])]
    assert told == [("races[2].from[0]", Misfit.THROUGH_OPEN, True)]


def test_of_whom_it_is_open_nothing_is_said_against_the_sheet_and_what_is_certain_is_told() -> None:
    open_heat = heat(1, None, 3, None)
    sheet = Sheet("f", "f", 4, (Skater(1, "h2", "NED"), Skater(2, "h3", "NED")), rules=RULES)
    assert [(one.misfit, one.skater.name) for one in differences(sheet, [open_heat])] == [
        (Misfit.NOT_THROUGH, "h3"),
        (Misfit.NOT_ON_SHEET, "h1"),
    ]
