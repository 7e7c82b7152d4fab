"""Tests that lines have exactly the right width in cells, whatever characters they contain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from massstart_tui.tui import painting
from massstart_tui.tui.painting import (
    Piece,
    first_that_fits,
    fit,
    hanging,
    keep_ends,
    line,
    put_behind,
    right,
    spread,
    width_of,
    wrap,
)

LETTERS = "aZ 0·é\u0301\u0308\u20dd\u200dñ寧忠高木ｶ大🏁👩🚀\ufe0f⛸\u3000\u00a0"
"""Narrow and wide characters, combining marks, joiners, and various spaces."""
anything = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
texts = st.text(st.sampled_from(LETTERS) | anything, max_size=30)
widths = st.integers(0, 40)
PLAIN, BOLD, ITALIC = Style(color="red"), Style(bold=True), Style(italic=True)
pieces = st.lists(st.tuples(texts, st.sampled_from([PLAIN, BOLD])), max_size=6)


@given(texts, widths)
def test_what_is_fitted_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(right(text, width)) == width


@given(st.text(st.sampled_from(LETTERS), max_size=8), st.text(anything, max_size=60), st.integers(16, 40))
def test_what_hangs_behind_something_is_whole_and_indented_as_far(start: str, text: str, width: int) -> None:
    first, *more = hanging([(start, BOLD)], text, PLAIN, ITALIC, max(width, cell_len(start) + 8))
    assert first[0] == (start, BOLD)
    assert [drawn[0] for drawn in more] == [(" " * cell_len(start), ITALIC)] * len(more)
    assert "".join(line for *_, (line, _) in (first, *more)).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(drawn) <= max(width, cell_len(start) + 8) for drawn in (first, *more))


@given(texts, st.integers(1, 40))
def test_what_fits_is_whole_and_what_does_not_says_so(text: str, width: int) -> None:
    if cell_len(text) <= width:
        assert fit(text, width) == text + " " * (width - cell_len(text))
        assert right(text, width) == " " * (width - cell_len(text)) + text
    else:
        assert fit(text, width).endswith("…")
        assert right(text, width).endswith("…")


@pytest.mark.parametrize(
    ("text", "width", "fitted", "at_right"),
    [
        ("Kramer", 8, "Kramer  ", "  Kramer"),
        ("Kramer", 6, "Kramer", "Kramer"),
        ("Kramer", 5, "Kram…", "Kram…"),
        ("高木菜那", 8, "高木菜那", "高木菜那"),
        ("高木菜那", 6, "高木 …", "高木 …"),
        ("Zoe\u0308", 3, "Zoe\u0308", "Zoe\u0308"),
        ("Zoe\u0308", 4, "Zoe\u0308 ", " Zoe\u0308"),
        ("Kramer", 1, "…", "…"),
        ("Kramer", 0, "", ""),
        ("", 2, "  ", "  "),
    ],
)
def test_what_is_too_long_is_cut_off_between_letters(text: str, width: int, fitted: str, at_right: str) -> None:
    assert fit(text, width) == fitted
    assert right(text, width) == at_right


@given(texts, st.integers(2, 40), widths)
def test_a_wrapped_text_keeps_within_its_width_and_loses_nothing(text: str, width: int, taken: int) -> None:
    taken = min(taken, width)
    first, *more = wrap(text, width, taken)
    assert cell_len(first) <= max(1, width - taken) or taken == width
    assert all(cell_len(row) <= width for row in more)
    assert "".join("".join([first, *more]).split(" ")) == "".join(text.split(" "))


@pytest.mark.parametrize(
    ("text", "width", "taken", "rows"),
    [
        ("13 Kramer 3 · 9 Morozov 2", 14, 0, ["13 Kramer 3 ·", "9 Morozov 2"]),
        ("13 Kramer", 20, 15, ["13", "Kramer"]),
        ("13\u00a0Kramer\u00a03 ·", 14, 10, ["", "13\u00a0Kramer\u00a03 ·"]),
        ("Kramer", 4, 0, ["Kram", "er"]),
        ("a Kramer b", 4, 0, ["a", "Kram", "er b"]),
        ("高木菜那", 5, 0, ["高木", "菜那"]),
        ("", 5, 0, [""]),
    ],
)
def test_a_text_is_broken_between_words_and_within_one_only_where_it_has_to_be(
    text: str, width: int, taken: int, rows: list[str]
) -> None:
    assert wrap(text, width, taken) == rows


@given(pieces, widths)
def test_a_line_is_exactly_as_wide_as_it_was_asked_for(drawn: list[Piece], width: int) -> None:
    strip = line(drawn, width, PLAIN)
    assert strip.cell_length == sum(cell_len(segment.text) for segment in strip) == width


@given(pieces, pieces, widths)
def test_a_spread_line_is_exactly_as_wide_as_it_was_asked_for(left: list[Piece], end: list[Piece], width: int) -> None:
    strip = spread(left, end, width, PLAIN)
    assert sum(cell_len(segment.text) for segment in strip) == width
    if width_of(end) <= width:
        assert "".join(segment.text for segment in strip).endswith("".join(text for text, _ in end))


def test_a_line_keeps_the_style_of_each_piece_and_fills_up_with_the_ground() -> None:
    filled = letters(line([("ab", BOLD), ("c", PLAIN)], 5, ITALIC))
    assert filled == [("a", BOLD), ("b", BOLD), ("c", PLAIN), (" ", ITALIC), (" ", ITALIC)]
    cut = letters(line([("ab", BOLD), ("cdef", PLAIN)], 4, ITALIC))
    assert cut == [("a", BOLD), ("b", BOLD), ("c", PLAIN), ("…", PLAIN)]


@given(texts, widths)
def test_a_text_whose_ends_are_kept_has_room_and_begins_and_ends_as_it_did(text: str, width: int) -> None:
    kept = keep_ends(text, width)
    assert cell_len(kept) <= width
    if "…" not in text and "…" in kept:
        begin, end = kept.split("…")
        assert text.startswith(begin.rstrip())
        assert text.endswith(end)


def test_of_a_text_without_bounds_only_the_ends_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def counted(text: str) -> int:
        measured.append(text)
        return cell_len(text)

    monkeypatch.setattr(painting, "cell_len", counted)
    text = "word " * 20_000
    assert cell_len(keep_ends(text, 50)) == 50
    assert sum(map(len, measured)) < 2 * len(text)


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("Men's mass start, semi-final 1", 30, "Men's mass start, semi-final 1"),
        ("Men's mass start, semi-final 1", 24, "Men's m…rt, semi-final 1"),
        ("高木菜那", 7, "高…菜那"),
        ("Kramer", 0, ""),
        ("Kramer", -3, ""),
    ],
)
def test_of_a_text_without_room_the_middle_is_left_out(text: str, width: int, kept: str) -> None:
    assert keep_ends(text, width) == kept


@pytest.mark.parametrize(("width", "rows"), [(9, ["ab", "cd  later"]), (8, ["ab", "cd", " later"])])
def test_what_is_put_behind_lines_has_a_line_of_its_own_where_the_last_has_no_room(width: int, rows: list[str]) -> None:
    lines: list[list[Piece]] = [[("ab", PLAIN)], [("cd", PLAIN)]]
    put_behind(lines, ("later", BOLD), 1, width)
    assert ["".join(text for text, _ in pieces) for pieces in lines] == rows


@pytest.mark.parametrize(("width", "text"), [(9, "the whole"), (8, "part"), (3, "")])
def test_the_longest_text_that_has_room_is_taken(width: int, text: str) -> None:
    assert first_that_fits(("the whole", "part"), width) == text


def letters(strip: Strip) -> list[tuple[str, Style | None]]:
    """Return every character of a line with its style, regardless of its segments."""
    return [(letter, segment.style) for segment in strip for letter in segment.text]


@given(pieces, st.integers(1, 40))
def test_a_line_that_leaves_something_out_ends_with_the_sign_for_that(parts: list[Piece], width: int) -> None:
    whole = "".join(text for text, _ in parts).rstrip()
    if cell_len(whole) > width:
        assert line(parts, width, ITALIC).text.endswith("…")
