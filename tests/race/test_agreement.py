"""Tests of the comparison of the start sheet of a final with its heats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.agreement import (
    Numbering,
    differences,
    numbered,
    numbering_of,
    wrong_with_final,
    wrong_with_kept_bibs,
)
from massstart_tui.race.meeting import Heat, Meeting, MeetingRace, final_sheet, finalists
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from tests.race.builders import fold, happens

RULES = RulesTable(sprints=(), finish=(60, 40, 20, 10), neutral=False)
CUT = 4
FIELD = 6
NOT_THROUGH, NOT_ON_SHEET, OTHER = Misfit.NOT_THROUGH, Misfit.NOT_ON_SHEET, Misfit.OTHER_NUMBER


def heat(name: str, *more: dict[str, Any], order: list[int] | None = None, first_bib: int = 1) -> Heat:
    """Return a heat of six with four going through, finished by bib or in ``order``; ``more`` happens afterwards."""
    skaters = tuple(Skater(first_bib + place, f"{name}{place + 1}", "NED") for place in range(FIELD))
    sheet = Sheet(name, name, 4, skaters, qualify=CUT, rules=RULES)
    finish = happens("finish", order=order or [skater.bib for skater in skaters])
    return Heat(name, fold(sheet, happens("start"), finish, happens("official"), *more))


def written(*heats: Heat, numbering: Numbering = Numbering.BY_RANK) -> Sheet:
    """Return the start sheet of the final as it is generated from these heats."""
    race = MeetingRace("f", heats=tuple(one.id for one in heats))
    skaters = [replace(one.skater, bib=one.bib) for one in numbered(finalists(heats), numbering)]
    return final_sheet(Meeting((race,)), race, heats, skaters)


def told(sheet: Sheet, *heats: Heat) -> list[tuple[Misfit, str, int | None]]:
    return [(one.misfit, one.skater.name, one.number) for one in differences(sheet, heats)]


A, B = heat("a"), heat("b")


def test_a_sheet_that_was_just_written_agrees() -> None:
    assert told(written(A, B), A, B) == []


def test_after_a_disqualification_who_is_out_who_is_in_and_whose_number_changed_is_told() -> None:
    protest = heat("a", happens("disqualify", bibs=[1]))
    assert told(written(A, B), protest, B) == [
        (NOT_THROUGH, "a1", None),
        (OTHER, "a2", 1),
        (OTHER, "a3", 3),
        (OTHER, "a4", 5),
        (NOT_ON_SHEET, "a5", 7),
    ]
    both = heat("b", happens("disqualify", bibs=[1]))
    changed = [name for misfit, name, _ in told(written(A, B), protest, both) if misfit is OTHER]
    assert changed == ["a2", "b2", "a3", "b3", "a4", "b4"]


def test_each_fault_stands_at_its_skater_on_the_sheet() -> None:
    protest = heat("a", happens("disqualify", bibs=[4]))
    assert [(one.field, one.misfit, one.values) for one in wrong_with_final(written(A, B), [protest, B])] == [
        ("skaters[6]", NOT_THROUGH, {"skater": "a4", "bib": 7, "race": "a"}),
        ("skaters", NOT_ON_SHEET, {"skater": "a5", "bib": 5, "race": "a", "number": 7}),
    ]


def test_whom_the_referee_lets_through_later_is_missing() -> None:
    assert told(written(A, B), heat("a", happens("advance", bibs=[6])), B) == [(NOT_ON_SHEET, "a6", 9)]


def test_who_was_added_by_hand_is_in_no_heat() -> None:
    sheet = written(A, B)
    added = replace(sheet, skaters=(*sheet.skaters, Skater(99, "Reserve", "NED")))
    assert told(added, A, B) == [(Misfit.IN_NO_HEAT, "Reserve", None)]


@pytest.mark.parametrize("missing", range(8))
def test_who_was_taken_off_is_missing(missing: int) -> None:
    sheet = written(A, B)
    left = tuple(skater for place, skater in enumerate(sheet.skaters) if place != missing)
    assert told(replace(sheet, skaters=left), A, B) == [(NOT_ON_SHEET, sheet.skaters[missing].name, missing + 1)]


def test_while_a_heat_is_not_over_or_has_no_cut_nothing_is_said() -> None:
    assert B.state is not None
    sheet = written(A, B)
    assert told(sheet, A, Heat("b", before_the_gun(B.state.sheet))) == []
    assert told(sheet, A, Heat("b", None)) == []
    assert told(sheet) == []
    assert told(sheet, A, B._replace(state=B.state._replace(sheet=replace(B.state.sheet, qualify=None)))) == []


def test_bibs_that_were_kept_are_compared_with_those_of_the_heats() -> None:
    later = heat("b", first_bib=21)
    sheet = written(A, later, numbering=Numbering.KEPT)
    assert numbering_of(sheet, [A, later]) is Numbering.KEPT
    assert told(sheet, A, later) == []
    protest = heat("a", happens("disqualify", bibs=[1]))
    assert told(sheet, protest, later) == [(NOT_THROUGH, "a1", None), (NOT_ON_SHEET, "a5", 5)]


@pytest.mark.parametrize(
    ("first_bib", "twice"), [(1, [1, 2, 3, 4]), (3, [3, 4]), (4, [4]), (5, []), (21, [])], ids="bibs from {}".format
)
def test_bibs_cannot_be_kept_that_finalists_of_two_heats_have(first_bib: int, twice: list[int]) -> None:
    found = list(wrong_with_kept_bibs(3, [A, heat("b", first_bib=first_bib)]))
    assert {(one.field, one.misfit) for one in found} <= {("races[3].from", Misfit.BIB_IN_TWO_HEATS)}
    pairs = {one.values["bib"]: sorted((str(one.values["skater"]), str(one.values["another"]))) for one in found}
    assert pairs == {bib: [f"a{bib}", f"b{bib + 1 - first_bib}"] for bib in twice}


def test_of_three_heats_each_further_finalist_with_a_bib_is_told_beside_the_first() -> None:
    found = [one.values for one in wrong_with_kept_bibs(0, [A, B, heat("c")])]
    assert found[:3] == [
        {"bib": 1, "skater": "a1", "race": "a", "another": "b1", "other": "b"},
        {"bib": 1, "skater": "a1", "race": "a", "another": "c1", "other": "c"},
        {"bib": 2, "skater": "a2", "race": "a", "another": "b2", "other": "b"},
    ]
    assert len(found) == 2 * CUT


def test_bibs_that_a_person_gave_are_not_compared() -> None:
    sheet = written(A, B)
    by_hand = replace(sheet, skaters=tuple(replace(skater, bib=100 + 3 * skater.bib) for skater in sheet.skaters))
    assert numbering_of(by_hand, [A, B]) is Numbering.BY_HAND
    assert told(by_hand, A, B) == []
    assert told(by_hand, heat("a", happens("disqualify", bibs=[1])), B) == [
        (NOT_THROUGH, "a1", None),
        (NOT_ON_SHEET, "a5", None),
    ]


def named(heat_: Heat, bib: int, name: str) -> Heat:
    """Return the heat with another name for the skater with this bib."""
    assert heat_.state is not None
    sheet = heat_.state.sheet
    skaters = tuple(replace(skater, name=name) if skater.bib == bib else skater for skater in sheet.skaters)
    return heat_._replace(state=heat_.state._replace(sheet=replace(sheet, skaters=skaters)))


@pytest.mark.parametrize(("one", "other"), [(1, 1), (1, 4), (1, 6), (5, 6)])
def test_namesakes_in_two_heats_agree_as_any_others(one: int, other: int) -> None:
    a, b = named(A, one, "Kim"), named(B, other, "Kim")
    assert told(written(a, b), a, b) == []


def test_a_namesake_whom_nothing_tells_from_the_other_is_told_with_both_heats() -> None:
    a, b = named(A, 1, "Kim"), named(B, 1, "Kim")
    sheet = written(a, b)
    kims = {1: 101, 2: 102}
    sheet = replace(sheet, skaters=tuple(replace(s, bib=kims.get(s.bib, s.bib)) for s in sheet.skaters))
    unsure = [(one.skater.bib, one.heats) for one in differences(sheet, [a, b]) if one.misfit is Misfit.NAMESAKES]
    assert unsure == [(101, ("a", "b")), (102, ("a", "b"))]


@given(st.permutations(range(1, FIELD + 1)), st.permutations(range(1, FIELD + 1)), st.sets(st.integers(1, FIELD)))
def test_whatever_the_jury_does_the_differences_are_those_between_the_two_lists(
    first: list[int], second: list[int], out: set[int]
) -> None:
    before = (heat("a", order=first), heat("b", order=second))
    after = (heat("a", happens("disqualify", bibs=sorted(out)), order=first) if out else before[0], before[1])
    was = {one.row.name: one.bib for one in finalists(before)}
    now = {one.row.name: one.bib for one in finalists(after)}
    found = told(written(*before), *after)
    assert {name for misfit, name, _ in found if misfit is NOT_THROUGH} == was.keys() - now.keys()
    assert {name: number for misfit, name, number in found if misfit is NOT_ON_SHEET} == {
        name: now[name] for name in now.keys() - was.keys()
    }
    assert {name: number for misfit, name, number in found if misfit is OTHER} == {
        name: now[name] for name in now.keys() & was.keys() if now[name] != was[name]
    }


def test_finalists_with_the_same_kept_bib_stay_in_the_order_of_their_ranks() -> None:
    found = numbered(finalists([heat("b"), heat("a")]), Numbering.KEPT)
    assert [one.skater.name for one in found] == ["b1", "a1", "b2", "a2", "b3", "a3", "b4", "a4"]
