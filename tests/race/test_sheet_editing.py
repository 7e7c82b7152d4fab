"""Tests of editing a start sheet before the gun: each change, each refusal, and that a valid sheet stays valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.rule_checks import wrong_with_sheet
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.sheet_editing import (
    CannotBe,
    Refusal,
    add_skater,
    bib_in,
    exchanged,
    give_bib,
    give_nation,
    give_pronunciation,
    rename,
    skater_in,
    swap_bibs,
    take_off,
)
from tests.race.builders import a_sheet

SHEET = a_sheet(4)


def listed(sheet: Sheet) -> list[tuple[int, str]]:
    """Return bib and name of everyone, in the order of the sheet."""
    return [(skater.bib, skater.name.removeprefix("Skater ")) for skater in sheet.skaters]


def refused(change: Callable[[], object]) -> Refusal:
    with pytest.raises(CannotBe) as caught:
        change()
    return caught.value.refusal


def test_two_bibs_are_swapped_and_the_sheet_stays_in_the_order_of_its_bibs() -> None:
    assert listed(swap_bibs(SHEET, 1, 3)) == [(1, "3"), (2, "2"), (3, "1"), (4, "4")]


def test_on_a_sheet_in_another_order_everyone_keeps_their_line() -> None:
    drawn = replace(SHEET, skaters=(Skater(7, "A"), Skater(2, "B"), Skater(5, "C")))
    assert listed(swap_bibs(drawn, 7, 5)) == [(5, "A"), (2, "B"), (7, "C")]
    assert listed(give_bib(drawn, 2, 9)) == [(7, "A"), (9, "B"), (5, "C")]
    assert listed(add_skater(drawn, Skater(1, "D")))[-1] == (1, "D")


def test_a_bib_that_is_free_is_given() -> None:
    assert listed(give_bib(SHEET, 2, 99)) == [(1, "1"), (3, "3"), (4, "4"), (99, "2")]
    assert give_bib(SHEET, 2, 2) == SHEET


def test_a_skater_gets_another_name_and_nation_and_keeps_the_rest() -> None:
    noted = replace(SHEET, skaters=(Skater(1, "A", "NED", notes=("x",)),))
    assert rename(noted, 1, " B  C ").skaters == (Skater(1, "B  C", "NED", notes=("x",)),)
    assert give_nation(noted, 1, " NOR ").skaters == (Skater(1, "A", "NOR", notes=("x",)),)
    assert give_nation(noted, 1, "").skaters[0].noc == ""
    said = give_pronunciation(noted, 1, " AH ")
    assert said.skaters[0].say == "AH"
    assert give_pronunciation(said, 1, " ").skaters == noted.skaters


def test_a_skater_comes_on_the_sheet_and_goes_off_it() -> None:
    more = add_skater(take_off(SHEET, 3), Skater(3, "New"))
    assert listed(more) == [(1, "1"), (2, "2"), (3, "New"), (4, "4")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: give_bib(SHEET, 1, 2), Refusal.BIB_TAKEN),
        (lambda: give_bib(SHEET, 1, 0), Refusal.NOT_A_BIB),
        (lambda: give_bib(SHEET, 1, 1000), Refusal.NOT_A_BIB),
        (lambda: give_bib(SHEET, 9, 10), Refusal.BIB_NOT_ON_SHEET),
        (lambda: swap_bibs(SHEET, 1, 9), Refusal.BIB_NOT_ON_SHEET),
        (lambda: rename(SHEET, 1, "  "), Refusal.NO_NAME),
        (lambda: rename(SHEET, 9, "A"), Refusal.BIB_NOT_ON_SHEET),
        (lambda: give_nation(SHEET, 9, "NED"), Refusal.BIB_NOT_ON_SHEET),
        (lambda: give_pronunciation(SHEET, 9, "A"), Refusal.BIB_NOT_ON_SHEET),
        (lambda: add_skater(SHEET, Skater(4, "A")), Refusal.BIB_TAKEN),
        (lambda: add_skater(SHEET, Skater(1000, "A")), Refusal.NOT_A_BIB),
        (lambda: add_skater(SHEET, Skater(9, " ")), Refusal.NO_NAME),
        (lambda: take_off(SHEET, 9), Refusal.BIB_NOT_ON_SHEET),
        (lambda: take_off(a_sheet(1), 1), Refusal.LAST_SKATER),
    ],
)
def test_what_cannot_be_is_refused_by_its_code(change: Callable[[], object], why: Refusal) -> None:
    assert refused(change) is why


@pytest.mark.parametrize(
    ("change", "values"),
    [
        (lambda: give_bib(SHEET, 1, 2), {"bib": 2, "name": "Skater 2"}),
        (lambda: give_bib(SHEET, 1, 0), {"given": "0", "lowest": 1, "highest": 999}),
        (lambda: skater_in(" "), {"given": "", "lowest": 1, "highest": 999}),
        (lambda: rename(SHEET, 9, "A"), {"bib": 9}),
        (lambda: take_off(SHEET, 9), {"bib": 9}),
        (lambda: take_off(a_sheet(1), 1), {"name": "Skater 1"}),
    ],
)
def test_a_refusal_has_the_values_of_its_sentence(change: Callable[[], object], values: dict[str, object]) -> None:
    with pytest.raises(CannotBe) as caught:
        change()
    assert caught.value.values == values


@pytest.mark.parametrize(("text", "bib"), [("13", 13), (" 7 ", 7), ("999", 999), ("007", 7)])
def test_a_bib_is_read_as_typed(text: str, bib: int) -> None:
    assert bib_in(text) == bib


@pytest.mark.parametrize("text", ["", "0", "1000", "-1", "1.0", "1_0", "²", "x", "9" * 5000])
def test_what_is_no_bib_is_refused_and_repeated_in_short(text: str) -> None:
    with pytest.raises(CannotBe) as caught:
        bib_in(text)
    assert caught.value.refusal is Refusal.NOT_A_BIB
    assert len(str(caught.value.values["given"])) <= 40


@pytest.mark.parametrize(
    ("line", "skater"),
    [
        ("13 Sven Kramer NED", Skater(13, "Sven Kramer", "NED")),
        ("  13   Sven  Kramer\tNED ", Skater(13, "Sven Kramer", "NED")),
        ("13 Sven Kramer", Skater(13, "Sven Kramer")),
        ("13 KIM Bo-Reum KOR", Skater(13, "KIM Bo-Reum", "KOR")),
        ("13 NED", Skater(13, "NED")),
        ("13 Sven Lee", Skater(13, "Sven Lee")),
    ],
)
def test_a_skater_is_read_from_a_line(line: str, skater: Skater) -> None:
    assert skater_in(line) == skater


@pytest.mark.parametrize(
    ("line", "why"), [("", Refusal.NOT_A_BIB), ("Sven Kramer", Refusal.NOT_A_BIB), ("13", Refusal.NO_NAME)]
)
def test_a_line_that_is_no_skater_is_refused(line: str, why: Refusal) -> None:
    assert refused(lambda: skater_in(line)) is why


BIBS = st.integers(-1, 12)
CHANGES = st.one_of(
    st.tuples(st.just(swap_bibs), BIBS, BIBS),
    st.tuples(st.just(give_bib), BIBS, BIBS),
    st.tuples(st.just(rename), BIBS, st.text(max_size=2)),
    st.tuples(st.just(give_nation), BIBS, st.text(max_size=3)),
    st.tuples(st.just(give_pronunciation), BIBS, st.text(max_size=3)),
    st.tuples(st.just(add_skater), st.builds(Skater, BIBS, st.text(max_size=2))),
    st.tuples(st.just(take_off), BIBS),
)


@given(st.lists(CHANGES, max_size=12))
def test_whatever_is_changed_a_right_sheet_stays_right(
    changes: list[tuple[Callable[..., Sheet], *tuple[object]]],
) -> None:
    sheet = SHEET
    for change, *values in changes:
        try:
            sheet = change(sheet, *values)
        except CannotBe:
            continue
        assert list(wrong_with_sheet(sheet)) == []
        assert sheet.skaters
        assert all(1 <= skater.bib <= 999 and skater.name.strip() for skater in sheet.skaters)
        assert [skater.bib for skater in sheet.skaters] == sorted(sheet.by_bib())


@given(st.sets(st.integers(1, 4)), st.integers(1, 4), st.integers(1, 4))
def test_a_mark_goes_along_with_the_skater_when_bibs_are_swapped(marked: set[int], one: int, other: int) -> None:
    before = {skater.name for skater in SHEET.skaters if skater.bib in marked}
    after = swap_bibs(SHEET, one, other) if one != other else SHEET
    still = exchanged(frozenset(marked), one, other)
    assert {skater.name for skater in after.skaters if skater.bib in still} == before


def test_a_mark_goes_along_to_a_bib_that_was_free() -> None:
    assert exchanged(frozenset({2, 3}), 2, 9) == {3, 9}
