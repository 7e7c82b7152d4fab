"""Tests of the checks of events and start sheets against the rules of the sport."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.rule_checks import wrong_with_event, wrong_with_sheet
from massstart_tui.race.rules import PRESETS, RulesTable, Sprint
from massstart_tui.race.sheet import Skater
from massstart_tui.stream.codec import decode_event
from tests.race.builders import a_sheet

SIX = range(1, 7)


def wrong(kind: str, *, in_the_race: int = 6, **fields: Any) -> list[Wrong]:
    event = decode_event(json.dumps({"seq": 1, "t": 0, "type": kind, **fields}).encode())
    return list(wrong_with_event(event, SIX, PRESETS["isu-2018"].rules, in_the_race))


@pytest.mark.parametrize(
    ("kind", "field", "fields"),
    [
        ("crossing", "bib", {"bib": 7}),
        ("lap", "bib", {"lap": 1, "bib": 7}),
        ("card", "bib", {"bib": 7, "colour": "red"}),
        ("sprint", "order", {"lap": 4, "order": [1, [7, 2], 3]}),
        ("finish", "order", {"order": [1, 7]}),
        ("groups", "groups", {"groups": [[1], [2, 7]]}),
        ("note", "bibs", {"text": "", "bibs": [7]}),
        ("points", "points", {"points": [[1, 3], [7, 2]]}),
        *(
            (kind, "bibs", {"bibs": [1, 7]})
            for kind in (
                *("attack", "caught", "fall", "rejoin", "lapped"),
                *("withdraw", "dns", "disqualify", "advance", "review", "relegate"),
            )
        ),
    ],
)
def test_a_bib_that_is_not_on_the_sheet_is_told_in_whatever_field_it_is(
    kind: str, field: str, fields: dict[str, Any]
) -> None:
    assert wrong(kind, **fields) == [Wrong(field, Misfit.BIB_NOT_ON_SHEET, {"bib": 7})]


def test_a_bib_that_is_on_the_sheet_is_not_wrong() -> None:
    assert wrong("fall", bibs=[1, 6]) == []
    assert wrong("lap", lap=3) == []
    assert wrong("note", text="") == []


@pytest.mark.parametrize(
    ("kind", "field", "fields"),
    [
        ("finish", "order", {"order": [1, [2, 1], 3]}),
        ("groups", "groups", {"groups": [[1], [2, 1]]}),
        ("fall", "bibs", {"bibs": [1, 1, 1]}),
    ],
)
def test_a_bib_that_is_there_twice_is_told_once(kind: str, field: str, fields: dict[str, Any]) -> None:
    assert wrong(kind, **fields) == [Wrong(field, Misfit.BIB_TWICE, {"bib": 1})]


def test_a_sprint_at_a_lap_that_has_none_is_told_with_the_laps_that_do() -> None:
    assert wrong("sprint", lap=5, order=[1]) == [
        Wrong("lap", Misfit.NO_SPRINT_AT_LAP, {"lap": 5, "laps": "4, 8, 12"}),
    ]


@pytest.mark.parametrize(
    ("order", "in_the_race", "wanted"),
    [
        ([1, 2, 3], 6, None),
        ([1, 2], 6, 3),
        ([1, 2], 2, None),
        ([1], 2, 2),
        ([[1, 2, 3]], 6, None),
        ([1, None, None], 6, None),
        ([1, 2], 0, None),
    ],
)
def test_an_order_has_as_many_as_the_sprint_has_points_where_so_many_are_in_the_race(
    order: list[Any], in_the_race: int, wanted: int | None
) -> None:
    found = wrong("sprint", lap=4, order=order, in_the_race=in_the_race)
    assert [(one.misfit, one.values["wanted"], one.harmless) for one in found] == (
        [(Misfit.ORDER_TOO_SHORT, wanted, True)] if wanted else []
    )


@pytest.mark.parametrize(
    ("kind", "fields", "name", "given", "wanted"),
    [
        ("finish", {"order": [1, [2, 3]], "times": [1, 2, 3]}, "times", 3, 2),
        ("groups", {"groups": [[1], [2]], "gaps": [5]}, "gaps", 1, 2),
    ],
)
def test_times_and_gaps_stand_one_beside_each(
    kind: str, fields: dict[str, Any], name: str, given: int, wanted: int
) -> None:
    beside = "order" if kind == "finish" else "groups"
    values: dict[str, str | int] = {"given": given, "beside": beside, "wanted": wanted}
    assert wrong(kind, **fields) == [Wrong(name, Misfit.NOT_AS_MANY, values)]


def test_an_event_of_an_unknown_type_is_about_nobody() -> None:
    assert wrong("drone", bibs=[7, 7]) == []


def test_a_sheet_as_it_should_be_has_nothing_wrong() -> None:
    assert list(wrong_with_sheet(a_sheet())) == []


def test_everything_that_is_wrong_with_a_sheet_is_told_at_once() -> None:
    skaters = tuple(Skater(bib, "N") for bib in (1, 2, 1, 1))
    sprints = tuple(Sprint(lap, (1,)) for lap in (4, 16, 4))
    sheet = replace(a_sheet(), rules=RulesTable("isu-1900", sprints), skaters=skaters)
    assert [(found.field, found.misfit) for found in wrong_with_sheet(sheet)] == [
        ("skaters[2].bib", Misfit.BIB_TWICE),
        ("skaters[3].bib", Misfit.BIB_TWICE),
        ("rules.preset", Misfit.UNKNOWN_PRESET),
        ("rules.sprints[2].lap", Misfit.SPRINT_LAP_TWICE),
        ("rules.sprints[1].lap", Misfit.SPRINT_BEYOND_DISTANCE),
    ]


def with_skaters(*fields: dict[str, Any]) -> list[Wrong]:
    """Return what is wrong with a sheet of skaters that have these fields beside their bibs from 1 on."""
    skaters = tuple(Skater(bib, f"N{bib}", **each) for bib, each in enumerate(fields, 1))
    return list(wrong_with_sheet(replace(a_sheet(), skaters=skaters)))


def test_each_further_skater_with_the_id_of_another_is_told_and_no_id_is_no_repetition() -> None:
    assert with_skaters({"id": "7"}, {}, {}, {"id": "8"}, {"id": "7"}, {"id": "7"}) == [
        Wrong("skaters[4].id", Misfit.ID_TWICE, {"id": "7"}),
        Wrong("skaters[5].id", Misfit.ID_TWICE, {"id": "7"}),
    ]


def test_a_transponder_that_is_worn_twice_is_told_at_the_second_who_wears_it_or_at_the_same_skater() -> None:
    found = with_skaters(
        {"transponders": ("FA1", "FA2")}, {"transponders": ("FB1",)}, {"transponders": ("FB2", "FA2", "FB2")}
    )
    assert found == [
        Wrong("skaters[2].transponders", Misfit.TRANSPONDER_TWICE, {"transponder": "FA2"}),
        Wrong("skaters[2].transponders", Misfit.TRANSPONDER_TWICE, {"transponder": "FB2"}),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("FL-94890", "102758186"), ("FL-94890", "fl94890"), ("0102758186", "102758186"), ("0580073C0285", "121373317")],
)
def test_one_transponder_under_two_names_is_worn_twice(one: str, other: str) -> None:
    wrong = Wrong("skaters[1].transponders", Misfit.TRANSPONDER_TWICE, {"transponder": other})
    assert with_skaters({"transponders": (one,)}, {"transponders": (other,)}) == [wrong]


def test_the_sprints_of_a_preset_may_lie_beyond_a_shorter_race() -> None:
    assert list(wrong_with_sheet(a_sheet(laps=4))) == []
