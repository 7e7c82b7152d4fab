"""Skaters can be typed without accents and signs, with a nation, or by the last digits of a bib."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.completion import completions
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code
from massstart_tui.entry.roster import key
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, problem, reads
from tests.streams import event, make_skaters

FIELD = after_laps(
    6,
    skaters=make_skaters(
        (1, "Emma O\u2019Brien", "USA"),
        (2, "Antoine Gélinas-Beaulieu", "CAN"),
        (3, "Natalia Bródka", "POL"),
        (4, "Ole Ødegård", "NOR"),
        (5, "Jan Groß", "GER"),
        (6, "Ægir Sæther", "ISL"),
        (7, "Łukasz Wójcik", "POL"),
        (8, "Marije van \u2019t Hof", "NED"),
        (9, "Kim Bo-reum", "KOR"),
        (10, "Kim Novak", "USA"),
        (11, "Neda Holm", "SWE"),
    ),
)


@pytest.mark.parametrize(
    ("typed", "bib"),
    [
        *(("obrien", 1), ("o'brien", 1), ("O\u2019BRIEN", 1), ("o\u02bcbrien", 1), ("o\u00b4brien", 1), ("brien", 1)),
        *(("gelinas", 2), ("gelinasbeaulieu", 2), ("Gelinas-beau", 2), ("beaulieu", 2), ("gélinas\u2013b", 2)),
        *(("brodka", 3), ("BRÓDKA", 3), ("odegard", 4), ("gross", 5), ("groß", 5), ("aegir", 6), ("saether", 6)),
        *(("lukasz", 7), ("wojcik", 7), ("hof", 8), ("t hof", 8), ("boreum", 9), ("bo reum", 9), ("Bo-Reum", 9)),
    ],
)
def test_a_name_is_found_without_its_accents_signs_and_capitals(typed: str, bib: int) -> None:
    assert reads(f"f {typed}", FIELD)[0]["bibs"] == [bib]


LATIN = [chr(code) for code in range(0xC0, 0x180) if unicodedata.category(chr(code)) in ("Lu", "Ll")]


def test_every_latin_letter_is_found_by_what_a_keyboard_has() -> None:
    keys = {letter: key(f"A{letter}b") for letter in LATIN}
    assert [letter for letter, found in keys.items() if not (found.isascii() and found.isalpha())] == []


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=12), st.data())
def test_signs_within_a_name_and_capitals_change_nothing(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    sign = data.draw(st.sampled_from("-'\u2019\u2018\u02bc\u2010\u2011`."))
    assert key(name[:at] + sign + name[at:]) == key(name) == key(unicodedata.normalize("NFD", name))


class TestNations:
    @pytest.mark.parametrize("typed", ["kim kor", "kim KOR", "kim (KOR)", "kim bo", "kim kor: slip"])
    def test_a_nation_tells_two_of_a_name_apart(self, typed: str) -> None:
        assert problem("f kim", FIELD).code is Code.SEVERAL_SKATERS
        assert reads(f"f {typed}", FIELD)[0]["bibs"] == [9]

    def test_a_nation_is_nobody_by_itself(self) -> None:
        assert problem("f kor", FIELD).code is Code.UNKNOWN_NAME
        assert problem("f 9 kor", FIELD).code is Code.UNKNOWN_NAME
        assert problem("f kim pol", FIELD).code is Code.SEVERAL_SKATERS

    def test_a_nation_that_also_begins_a_name_is_asked_about(self) -> None:
        assert problem("f hof ned", FIELD).code is Code.NATION_OR_SKATER
        assert reads("f hof neda", FIELD)[0]["bibs"] == [8, 11]

    @pytest.mark.parametrize("begun", ["k", "ko", "kor", "KOR", "(k"])
    def test_completion_offers_the_one_of_that_nation(self, begun: str) -> None:
        line = f"f 1 kim {begun}"
        first, *_ = completions(line, len(line), FIELD, Language.EN)
        assert (first.text, first.shown) == ("f 1 9 ", "9 Kim (KOR)")


class TestLastDigits:
    BIBS = after_laps(
        6,
        skaters=make_skaters(
            (4, "Anna Four", "NED"),
            (114, "Bea Long", "NED"),
            (125, "Cas Vijf", "NED"),
            (225, "Dirk Vijf", "NED"),
            (38, "Evi Acht", "NED"),
        ),
    )

    @pytest.mark.parametrize(("typed", "bib"), [("14", 114), ("8", 38), ("114", 114), ("4", 4), ("014", 114)])
    def test_they_serve_where_one_bib_alone_has_them_and_it_is_said_whom_they_mean(self, typed: str, bib: int) -> None:
        entered = read_line(f"f {typed}", self.BIBS)
        assert reads(f"f {typed}", self.BIBS)[0]["bibs"] == [bib]
        for language in Language:
            said = preview(entered, self.BIBS, words(language))
            assert (f"{int(typed)} is {bib} " in said) == (int(typed) != bib)

    def test_every_verb_and_every_order_takes_them(self) -> None:
        for line in ("@12 s1 14 8", "g 14 / 8", "x 14, 8", "amend 2 f 14 8", "y 14 8"):
            full = line.replace(" 14", " 114").replace(" 8", " 38")
            assert read_line(line, self.BIBS).events == read_line(full, self.BIBS).events
            assert read_line(line, self.BIBS).meant == ((14, 114), (8, 38))

    def test_where_several_have_them_it_is_asked(self) -> None:
        found = problem("f 25", self.BIBS)
        assert found.code is Code.SEVERAL_BIBS
        assert found.values["skaters"] == "125 Cas Vijf (NED), 225 Dirk Vijf (NED)"

    def test_where_nobody_has_them_the_nearest_are_told(self) -> None:
        assert problem("f 13", self.BIBS).code is Code.BIB_NOT_ON_SHEET

    def test_the_same_skater_is_not_named_twice(self) -> None:
        assert problem("f 114 14", self.BIBS).code is Code.BIB_TWICE

    def test_a_lap_that_may_be_the_leader_is_asked_about(self) -> None:
        assert problem("lap 14", self.BIBS).code is Code.LAP_OR_BIB
        assert reads("lap 14 ?", self.BIBS) == [{"type": "lap", "lap": 14}]
        assert reads("lap 7 14", self.BIBS) == [{"type": "lap", "lap": 7, "bib": 114}]

    def test_who_is_out_is_not_meant_all_the_same(self) -> None:
        gone = after_laps(6, event("withdraw", 185_000, bibs=[114]), skaters=make_skaters((114, "Bea Long", "NED")))
        assert problem("f 14", gone).code is Code.IS_OUT
