"""Tests of the lap counter: its digits in each size, its captions, and that nothing moves at nine to go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from massstart_tui.race.state import RaceState
from massstart_tui.text.words import Language, words
from massstart_tui.tui.themes import DARK
from massstart_tui.tui.widgets.lap_counter import MARGIN, SIZES, DigitSize, LapCounter, board
from tests.race.builders import fold, happens, over
from tests.tui.drawn_lines import lines_of, strips_of
from tests.tui.stage import Stage, on_stage

ROOMS = {"XS": (16, 4), "S": (19, 5), "M": (29, 9), "L": (50, 18)}
"""The columns and rows of the counter in each class of the layout."""
NAMED = dict(zip(("L", "M", "S", "XS"), SIZES, strict=False))
EIGHTS = {
    "XS": ["▄███▄", "██▄██", "██▀██", "▀███▀"],
    "S": ["▄████▄", "██  ██", "██████", "██  ██", "▀████▀"],
    "M": ["▄████████▄", "███▀▀▀▀███", "███▄▄▄▄███", "██████████", "███    ███", "███▄▄▄▄███", "▀████████▀"],
}
SPRINTS = (4, 8, 12)


def at(to_go: int, *further: str, laps: int = 16) -> RaceState:
    """Return the state of a race with so many laps to go, after ``further`` events."""
    done = [happens("lap", 30_000 * lap, lap=lap) for lap in range(1, laps - to_go + 1)]
    return fold(over(laps, sprints=SPRINTS), happens("start"), *done, *(happens(kind) for kind in further))


def counter(state: RaceState, language: Language = Language.EN) -> LapCounter:
    """Return a counter that shows this state."""
    made = LapCounter()
    made.words = words(language)
    made.show(state)
    return made


@pytest.mark.parametrize("size", SIZES)
def test_every_number_has_a_board_of_its_own_of_even_rows(size: DigitSize) -> None:
    boards = {number: tuple(board(number, size)) for number in range(200)}
    assert len(set(boards.values())) == 200
    assert all(len({len(row) for row in rows}) == 1 for rows in boards.values())
    assert all(row.endswith(boards[6][y]) for y, row in enumerate(boards[16]))


@pytest.mark.parametrize("name", EIGHTS)
def test_digits_have_the_shapes_of_their_size(name: str) -> None:
    assert board(8, NAMED[name]) == EIGHTS[name]


def test_the_digits_fill_the_size_they_are_of() -> None:
    assert [(size.width_of(8), size.width_of(10), size.rows) for size in SIZES] == [
        (20, 43, 16),
        (10, 23, 7),
        (6, 14, 5),
        (5, 12, 4),
        (3, 7, 3),
    ]


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize("to_go", [16, 14, 10, 9, 7, 2])
def test_each_class_of_the_layout_has_the_digits_of_its_size_and_they_begin_at_the_margin(
    name: str, to_go: int
) -> None:
    shown = lines_of(counter(at(to_go)), *ROOMS[name])
    digits = [f"{' ' * MARGIN}{row}".rstrip() for row in board(to_go, NAMED[name])]
    first = next(y for y, row in enumerate(shown) if row)
    assert [row[: len(digit)] for row, digit in zip(shown[first:], digits, strict=False)] == digits


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ROOMS)
def test_only_to_go_is_ever_left_out(name: str, language: Language) -> None:
    for to_go in range(16, -1, -1):
        for further in ((), ("stop",)):
            shown = "\n".join(lines_of(counter(at(to_go, *further), language), *ROOMS[name]))
            spoken = words(language)
            code = "counter.stopped" if further else "counter.to_go" if to_go else "counter.finish"
            if to_go and not further and (to_go == 1 or 17 - to_go in SPRINTS):
                code = "counter.bell" if to_go == 1 else "counter.sprint_sign"
            assert spoken(code) in shown or (code == "counter.to_go" and name not in "ML"), (to_go, further)


@pytest.mark.parametrize("name", ["M", "L"])
def test_where_there_are_rows_to_go_is_always_said(name: str) -> None:
    for to_go in (16, 10, 7, 2):
        assert "  to go" in lines_of(counter(at(to_go)), *ROOMS[name])


@pytest.mark.parametrize("name", ROOMS)
def test_a_lap_that_ends_in_a_sprint_is_amber_and_has_its_sign(name: str) -> None:
    amber = DARK.plain.amber_strong
    styles = {segment.style for strip in strips_of(counter(at(5)), *ROOMS[name]) for segment in strip}
    assert amber in styles
    assert DARK.plain.strong not in styles
    assert any("◆ sprint lap" in row for row in lines_of(counter(at(5)), *ROOMS[name])) == (name in "ML")
    assert any("◆" in row for row in lines_of(counter(at(5)), *ROOMS[name]))


@pytest.mark.parametrize("name", ["M", "L"])
@pytest.mark.parametrize("language", list(Language))
def test_at_the_bell_the_board_is_filled_and_as_wide_as_two_digits(name: str, language: Language) -> None:
    strips = strips_of(counter(at(1), language), *ROOMS[name])
    board_style = DARK.plain.board
    widths = [sum(len(segment.text) for segment in strip if segment.style == board_style) for strip in strips]
    filled = [width for width in widths if width]
    assert set(filled) == {NAMED[name].width_of(10)}
    assert words(language)("counter.last_lap") in "".join(strip.text for strip in strips)


@pytest.mark.parametrize("name", ROOMS)
def test_numbers_of_three_digits_are_drawn_in_a_smaller_size(name: str) -> None:
    for to_go in (120, 101, 100):
        shown = lines_of(counter(at(to_go, laps=120)), *ROOMS[name])
        fitting = [size for size in SIZES if size.width_of(100) <= ROOMS[name][0] - 4 and size.rows <= ROOMS[name][1]]
        digits = [f"  {row}".rstrip() for row in board(to_go, fitting[0])]
        first = next(y for y, row in enumerate(shown) if row)
        assert shown[first : first + len(digits)] == digits


@pytest.mark.parametrize("width", range(1, 60))
def test_no_line_is_longer_than_the_room(width: int) -> None:
    for height in (1, 2, 4, 5, 9, 18):
        for state in (at(16), at(5), at(1), at(120, laps=120)):
            assert all(strip.cell_length == width for strip in strips_of(counter(state), width, height))


async def test_the_counter_of_a_replay_shows_the_laps_to_go_and_the_bell(race: Path) -> None:
    async with on_stage(race, size=(120, 36)) as stage:
        await stage.shows("laps")
        for to_go in range(15, -1, -1):
            stage.press("right_square_bracket")
            word = {1: "BELL", 0: "finish"}.get(to_go, "◆ sprint lap" if to_go in (13, 9, 5) else "to go")
            await stage.until(partial(shows_number, stage, to_go, word))
        stage.press("end")
        await stage.shows("finished")


def shows_number(stage: Stage, number: int, word: str) -> bool:
    """Return whether the screen has this number in one of the sizes, and the word."""
    boards = [board(number, size) for size in SIZES]
    return word in stage.text and any(all(row.rstrip() in stage.text for row in rows) for rows in boards)
