"""Tests of the comparison of two pictures cell by cell, in text and as a picture."""

from __future__ import annotations

import re

import pytest

from massstart_tui.report.difference_picture import difference_picture
from massstart_tui.report.picture_cells import cells_of, letters
from massstart_tui.report.picture_difference import (
    changed_cells,
    picture_differences,
    rows_of,
    runs,
    text_differences,
)
from massstart_tui.text.words import Language, words

EN = words(Language.EN)


def drawn(*runs_: tuple[int, int, str, str], ground: str = "") -> str:
    """Return an SVG as Rich draws it, with runs of text: row, column, name of the style, and letters."""
    texts = "".join(
        f'<text class="massstart-{style}" x="{12.2 * column:g}" y="{24.4 * row + 20:g}" textLength="9">{text}</text>'
        for row, column, style, text in runs_
    )
    return (
        '<svg class="rich-terminal" viewBox="0 0 200 140" xmlns="http://www.w3.org/2000/svg"><style>'
        ".massstart-r1 { fill: #111111 }\n.massstart-r2 { fill: #222222;font-weight: bold }</style>"
        f'<g transform="translate(9, 41)" clip-path="url(#massstart-clip-terminal)">{ground}{texts}</g></svg>\n'
    )


def test_the_columns_of_a_picture_stand_apart_as_on_the_screen() -> None:
    """Rich draws no blank between two runs; a reader of the difference needs it."""
    assert rows_of(drawn((0, 2, "r1", "Kramer"), (0, 12, "r2", "3"), (2, 0, "r1", "a&#160;&amp;"))) == [
        "  Kramer    3",
        "",
        "a &",
    ]


def test_a_wide_letter_takes_two_cells_and_a_mark_none() -> None:
    assert list(letters("김e\u0301!")) == [("김", 2), ("e\u0301", 1), ("!", 1)]
    grid = cells_of(drawn((0, 0, "r1", "김!"), (0, 3, "r1", "x")))
    assert [grid[0, column].letter for column in range(4)] == ["김", "", "!", "x"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("one  3", "one  3", []),
        ("one  3\n", "one  3   \n\n", []),
        ("one  3", "one  2", ["row 1, columns 6", "- one  3", "+ one  2", "       ^"]),
        ("a\nabcdef", "a\nxbcdyz", ["row 2, columns 1, 5–6", "- abcdef", "+ xbcdyz", "  ^   ^^"]),
        ("김 3", "김 4", ["row 1, columns 4", "- 김 3", "+ 김 4", "     ^"]),
        ("a", "a\nb", ["row 2, columns 1", "- ", "+ b", "  ^"]),
    ],
)
def test_a_difference_in_text_marks_the_cells_that_have_changed(before: str, now: str, told: list[str]) -> None:
    assert text_differences(before, now, EN) == told


def test_where_only_colours_differ_the_row_is_given_once_with_another_mark() -> None:
    before, now = drawn((1, 1, "r1", "Kramer")), drawn((1, 1, "r1", "Kra"), (1, 4, "r2", "mer"))
    assert picture_differences(before, now, EN) == ["row 2, columns 5–7", "   Kramer", "      ~~~"]


def test_a_background_that_changes_is_a_difference_and_a_blank_without_one_is_none() -> None:
    ground = '<rect fill="#333333" x="12.2" y="25.9" width="24.4" height="24.65" shape-rendering="crispEdges"/>'
    before = drawn((1, 0, "r1", "a&#160;b"))
    assert changed_cells(cells_of(before), cells_of(drawn((1, 0, "r1", "a"), (1, 2, "r1", "b")))) == []
    assert changed_cells(cells_of(before), cells_of(drawn((1, 0, "r1", "a&#160;b"), ground=ground))) == [(1, 1), (1, 2)]


def test_runs_are_neighbouring_cells_of_a_row() -> None:
    assert list(runs([(0, 1), (0, 2), (0, 5), (3, 5)])) == [(0, 1, 2), (0, 5, 5), (3, 5, 5)]


def test_a_picture_of_a_difference_has_both_and_outlines_what_has_changed() -> None:
    before, now = drawn((1, 1, "r1", "Kramer"), (1, 9, "r1", "3")), drawn((1, 1, "r2", "Kramer"), (1, 9, "r2", "2"))
    picture = difference_picture(before, now, EN)
    assert [heading for heading in ("before", "now", "what has changed") if f">{heading}</text>" in picture] == [
        "before",
        "now",
        "what has changed",
    ]
    assert re.findall(r'<rect x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)"[^>]*fill="none"', picture) == [
        ("12.2", "25.9", "73.2"),
        ("109.8", "25.9", "12.2"),
    ]
    assert "massstart-" not in picture
    assert all(f'class="{name}-r2"' in picture for name in ("now", "changed"))
    assert 'class="before-r2"' not in picture
