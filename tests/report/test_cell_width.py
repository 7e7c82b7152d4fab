"""Widths of text in a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.report.cell_width import cell_width, padded


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("Sven Kramer", 11),
        ("Müller", 6),
        ("Mu\N{COMBINING DIAERESIS}ller", 6),
        ("이승훈", 6),
        ("\N{HANGUL CHOSEONG IEUNG}\N{HANGUL JUNGSEONG I}", 2),
        ("高木 菜那", 9),
        ("\u0645\u06cc\N{ZERO WIDTH NON-JOINER}\u062e", 3),
        ("⛸️", 1),
    ],
)
def test_text_takes_the_cells_that_a_terminal_gives_it(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(st.text(), st.integers(0, 40), st.booleans())
def test_padded_text_is_whole_and_as_wide_as_asked_or_as_it_needs(text: str, width: int, right: bool) -> None:
    shown = padded(text, width, right=right)
    assert shown.strip(" ") == text.strip(" ")
    assert cell_width(shown) == max(width, cell_width(text))
    assert shown.endswith(text) if right else shown.startswith(text)
