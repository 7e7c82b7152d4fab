"""Tests of block letters: as large as fits, readable with accents, and None for what cannot be drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.view.block_letters import block_text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆŒØŁĐÞ0123456789-'."
EVERY_SIZE = (3, 4, 7, 11, 14)
"""The rows that a line without accents takes in each size."""
NAMES = st.text(alphabet=f"{LETTERS}äéŠç ąBa", min_size=1, max_size=30)


@given(NAMES, st.integers(1, 200), st.integers(1, 60))
def test_a_name_fits_the_room_that_it_is_drawn_for(name: str, width: int, height: int) -> None:
    drawn = block_text(name, width, height)
    if drawn is not None:
        assert len(drawn.rows) <= height
        assert {len(row) for row in drawn.rows} == {drawn.width}
        assert drawn.width <= width
        assert set("".join(drawn.rows)) <= set(" ▀▄█")


@given(NAMES, st.integers(20, 200), st.integers(3, 60))
def test_in_more_room_a_name_is_no_smaller(name: str, width: int, height: int) -> None:
    drawn = block_text(name, width, height)
    if drawn is not None:
        wider, higher = block_text(name, width + 7, height), block_text(name, width, height + 3)
        assert wider is not None
        assert higher is not None
        assert min(wider.size, higher.size) >= drawn.size


@pytest.mark.parametrize("height", EVERY_SIZE)
def test_no_two_letters_look_the_same_in_any_size(height: int) -> None:
    drawn = [block_text(letter, 200, height) for letter in LETTERS]
    assert [letter for letter, text in zip(LETTERS, drawn, strict=True) if text is None] == []
    assert len({text.rows for text in drawn if text}) == len(LETTERS)


@pytest.mark.parametrize("height", EVERY_SIZE)
@pytest.mark.parametrize("accented", ["ÀÁÂÃÄÅĀĂȦ", "ČĎĚŇŘŠŤŽ", "ÍÌÎÏ", "ŐŰ", "ÇŞȘĄĘ"])
def test_a_letter_with_an_accent_is_not_drawn_without_it(accented: str, height: int) -> None:
    for letter in accented:
        plain, drawn = block_text("I" if letter in "ÍÌÎÏ" else "E", 200, height), block_text(letter, 200, height * 2)
        assert drawn is not None, letter
        assert plain is not None
        assert len(drawn.rows) > len(plain.rows) or drawn.size < plain.size, letter
    several = [block_text(letter, 200, height * 2) for letter in accented]
    assert len({drawn.rows for drawn in several if drawn}) == len(accented)


def test_a_name_is_broken_between_words_or_after_a_hyphen_only() -> None:
    one = block_text("Jan de Vries", 200, 4)
    two = block_text("Jan de Vries", 40, 9)
    assert one is not None
    assert len(one.rows) == 4
    assert two is not None
    assert len(two.rows) == 9
    hyphened = block_text("Noord-Holland", 40, 100)
    assert hyphened is not None
    assert len(hyphened.rows) == 7
    assert block_text("Wolfeschlegelsteinhausenbergerdorff", 40, 100) is None


@pytest.mark.parametrize("text", ["", "  ", "寧忠岩", "A[B", "\x1b[31m", "Ế", "Å🏁", "\u202eA", "ŋ"])
def test_what_has_no_block_letters_is_not_drawn(text: str) -> None:
    assert block_text(text, 500, 100) is None


def test_letters_can_be_kept_to_a_size() -> None:
    largest = block_text("A", 200, 60)
    assert largest is not None
    kept = block_text("A", 200, 60, largest.size - 1)
    assert kept is not None
    assert kept.size == largest.size - 1
