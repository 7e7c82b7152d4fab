"""Tests of the search for skaters by what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.roster import Roster
from massstart_tui.entry.sought_skaters import sought
from massstart_tui.race.sheet import Sheet, Skater

SKATERS = (
    Skater(1, "Bart Swings", "BEL"),
    Skater(11, "Antoine Gélinas-Beaulieu", "CAN"),
    Skater(13, "Sven Kramer", "NED"),
    Skater(21, "Jorrit Kram", "NED"),
    Skater(3, "Zbigniew Bródka", "POL"),
    Skater(31, "Łukasz O'Neill", "IRL"),
)
ROSTER = Roster(Sheet("test", "Test race", 16, SKATERS))


@pytest.mark.parametrize(
    ("typed", "bibs"),
    [
        ("", ()),
        ("   ", ()),
        ("13", (13,)),
        ("1", (1, 11, 13, 21, 31)),
        ("3", (3, 31, 13)),
        ("03", (3,)),
        ("99", ()),
        ("kramer", (13,)),
        ("KRAM", (21, 13)),
        ("brodka", (3,)),
        ("Bródka", (3,)),
        ("gelinas", (11,)),
        ("beaulieu", (11,)),
        ("linas", (11,)),
        ("lukasz", (31,)),
        ("oneill", (31,)),
        ("ned", (13, 21)),
        ("ned sven", (13,)),
        ("sven 13", (13,)),
        ("sven 21", ()),
        ("sven bart", ()),
        ("²", ()),
    ],
)
def test_a_skater_is_found_by_bib_name_nation_or_a_part_without_accents(typed: str, bibs: tuple[int, ...]) -> None:
    assert sought(ROSTER, typed) == bibs


@given(st.sampled_from(SKATERS), st.data())
def test_the_bib_and_every_beginning_of_a_word_find_the_skater(skater: Skater, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(skater.name.split()))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    assert skater.bib in sought(ROSTER, beginning)
    assert sought(ROSTER, str(skater.bib))[0] == skater.bib


@given(st.text(max_size=12))
def test_whatever_is_typed_finds_each_skater_once_at_most(typed: str) -> None:
    found = sought(ROSTER, typed)
    assert len(found) == len(set(found))
    assert set(found) <= {skater.bib for skater in SKATERS}
