"""Tests of the picture of the ice: what is lit, which labels stand where, and that it fills its box exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.text.words import Language, words
from massstart_tui.view.braille import WITHOUT_DOTS
from massstart_tui.view.ice_drawing import Part, Row, changed, drawn, marks_of
from massstart_tui.view.ice_groups import OnTheIce, passings_of
from massstart_tui.view.rink import Rink, rink_of
from tests.view.scenes import sample_timeline, scene_at

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
SIZES = ((36, 8), (92, 17), (150, 27))


def picture(
    groups: tuple[OnTheIce, ...], size: tuple[int, int] = (36, 8), language: Language = Language.EN
) -> list[str]:
    rink = rink_of(*size)
    return ["".join(text for text, _ in row) for row in drawn(rink, marks_of(groups, rink, words(language)))]


def of_sample(t: int, size: tuple[int, int], language: Language = Language.EN) -> list[str]:
    return picture(passings_of(scene_at(sample_timeline("made-up-timed-race"), t)).at(t), size, language)


def group(front: float, back: float, *bibs: int, gap: int | None = None, away: bool = False) -> OnTheIce:
    return OnTheIce(bibs, front, back, away, gap, trail=True)


def lit(rows: tuple[Row, ...], part: Part) -> int:
    """Return how many dots there are in cells of this part."""
    signs = (sign for row in rows for text, shown in row if shown is part for sign in text)
    return sum((ord(sign) - WITHOUT_DOTS).bit_count() for sign in signs if ord(sign) >= WITHOUT_DOTS)


def test_an_empty_rink_has_two_edges_and_the_finish_line() -> None:
    assert picture(()) == [
        "   ⣠⠔⠒⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠢⣄   ",
        " ⣠⠊ ⢀⡤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠢⢤⡀ ⠑⣄ ",
        "⢰⠁ ⡴⠁                          ⠈⢦ ⠈⡆",
        "⡇ ⢰⠁                            ⠈⡆ ⢸",
        "⡇ ⠸⡀                            ⢀⠇ ⢸",
        "⠸⡀ ⠳⡀                          ⢀⠞ ⢀⠇",
        " ⠙⢄ ⠈⠓⠢⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⡤⠤⠤⠤⠤⠤⠤⠔⠚⠁ ⡠⠋ ",
        "   ⠙⠢⠤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣇⣀⣀⣀⣀⣀⣀⣀⠤⠔⠋   ",
    ]


def test_a_group_is_labelled_with_its_bibs_and_a_larger_one_is_counted() -> None:
    small, large = group(2.5, 2.48, 7, 3), group(2.3, 2.2, 1, 2, 4, 5)
    for size in SIZES:
        english, dutch = ("\n".join(picture((small, large), size, language)) for language in Language)
        assert ("7·3" in english, "4 skaters" in english) == (True, True)
        assert ("7·3" in dutch, "4 rijders" in dutch) == (True, True)


def test_a_gap_has_its_length_only_if_it_was_measured_and_more_dots_then() -> None:
    away, rink = group(2.6, 2.58, 7, away=True), rink_of(92, 17)
    measured, not_measured = (
        drawn(rink, marks_of((away, group(2.3, 2.2, 1, 2, 4, 5, gap=gap)), rink, DUTCH)) for gap in (9000, None)
    )
    assert any(("9,0 s" in text, part) == (True, Part.NUMBER) for row in measured for text, part in row)
    assert not any(part is Part.NUMBER for row in not_measured for _, part in row)
    assert lit(measured, Part.GAP) > lit(not_measured, Part.GAP) > 0


def test_who_is_away_and_who_is_not_differ_without_colour_by_their_labels() -> None:
    rows = drawn(
        rink_of(36, 8), marks_of((group(2.6, 2.58, 7, away=True), group(2.3, 2.2, 1, 2, 4, 5)), rink_of(36, 8), ENGLISH)
    )
    told = {text for row in rows for text, part in row if part in (Part.AWAY, Part.GROUP)}
    assert {"7", "4 skaters"} <= told


@pytest.mark.parametrize("size", SIZES)
def test_a_skater_alone_lights_a_dot_wherever_he_is(size: tuple[int, int]) -> None:
    rink = Rink(*size)
    for step in range(400):
        rows = drawn(rink, marks_of((group(step / 400, step / 400 - 0.004, 7),), rink, ENGLISH))
        assert lit(rows, Part.GROUP) > 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", Language)
def test_every_row_of_a_race_is_as_wide_as_the_rink(size: tuple[int, int], language: Language) -> None:
    for t in range(0, 500_000, 9_700):
        rows = of_sample(t, size, language)
        assert [len(row) for row in rows] == [size[0]] * size[1]


fractions = st.floats(0, 3, allow_nan=False)


@given(st.lists(st.tuples(fractions, st.integers(1, 20), st.booleans()), max_size=8))
@settings(max_examples=60)
def test_no_label_is_cut_or_lies_over_another_or_over_the_lane(found: list[tuple[float, int, bool]]) -> None:
    rink = rink_of(36, 8)
    fronts = sorted((front for front, _, _ in found), reverse=True)
    groups = tuple(
        group(front, front - 0.004 * count, *range(10, 10 + count), gap=2500 if measured else None)
        for front, (_, count, measured) in zip(fronts, found, strict=True)
    )
    marks = marks_of(groups, rink, ENGLISH)
    rows = drawn(rink, marks)
    inside = " ".join(
        "".join(text for text, _ in row)[rink.inside[y][0] : rink.inside[y][1] + 1]
        for y, row in enumerate(rows)
        if y in rink.inside
    )
    labels = [*(block.label for block in marks.blocks), *(trail.label for trail in marks.trails)]
    allowed = {word for label in labels for word in label.split()}
    assert set(inside.split()) <= allowed
    outside = "".join(
        sign
        for y, row in enumerate(rows)
        for x, sign in enumerate("".join(text for text, _ in row))
        if not (y in rink.inside and rink.inside[y][0] <= x <= rink.inside[y][1])
    )
    assert all(sign == " " or ord(sign) >= WITHOUT_DOTS for sign in outside)


def test_the_cells_that_changed_are_all_that_has_to_be_drawn_again() -> None:
    rink, timeline = rink_of(92, 17), sample_timeline("made-up-timed-race")
    before = drawn(rink, marks_of(passings_of(scene_at(timeline, 300_000)).at(300_000), rink, ENGLISH))
    for t in range(300_200, 330_000, 200):
        now = drawn(rink, marks_of(passings_of(scene_at(timeline, t)).at(t), rink, ENGLISH))
        for one, other in zip(before, now, strict=True):
            cells, wanted = ([(sign, part) for text, part in row for sign in text] for row in (one, other))
            for begin, end in changed(one, other):
                assert cells[begin] != wanted[begin]
                cells[begin:end] = wanted[begin:end]
            assert cells == wanted
        before = now
