"""Tests of where the parts of the race screen stand, for every size of the terminal."""

from __future__ import annotations

from itertools import product

import pytest

from massstart_tui.view.race_layout import Box, Contents, LayoutClass, RaceLayout, classes_of, layout_of

COLUMNS = range(30, 221)
ROWS = range(8, 71)
RACES = [
    Contents(laps=16, table=18, ice=True, beside=7, below=9, said=1),
    Contents(laps=16, table=26),
    Contents(laps=16, table=18, bar=True, foot=6, beside=7),
    Contents(laps=120, table=103, ice=True, beside=7, below=12, said=1),
    Contents(laps=10, table=2),
]


def rows_used(laid: RaceLayout, contents: Contents) -> int:
    """Return the rows of everything that stands one above the other."""
    gaps = laid.gap * (2 if laid.below or laid.said else 1)
    return 2 + laid.head + laid.body + gaps + laid.below + laid.said + laid.bar + contents.foot


@pytest.mark.parametrize("contents", RACES, ids=range(len(RACES)))
def test_all_rows_and_columns_are_given_away_once_at_every_size(contents: Contents) -> None:
    for columns, rows in product(COLUMNS, ROWS):
        laid = layout_of(columns, rows, contents)
        assert laid.table + laid.beside == columns
        if rows >= 14 + contents.foot:
            assert rows_used(laid, contents) == rows, (columns, rows, laid)
            assert laid.body - laid.log >= 1


@pytest.mark.parametrize("contents", RACES, ids=range(len(RACES)))
def test_the_counter_the_table_and_the_newest_line_of_the_log_are_always_there(contents: Contents) -> None:
    for columns, rows in product(COLUMNS, ROWS):
        laid = layout_of(columns, rows, contents)
        assert laid.head >= 1
        assert laid.counter >= 16
        assert laid.beside >= 26 or laid.log >= 1
        if laid.panel:
            assert laid.body - laid.panel >= 6


@pytest.mark.parametrize("contents", RACES, ids=range(len(RACES)))
def test_no_row_of_the_table_is_lost_for_a_blank_line_or_for_panels_below_it(contents: Contents) -> None:
    for columns, rows in product(COLUMNS, ROWS):
        laid = layout_of(columns, rows, contents)
        if laid.gap or laid.below:
            assert laid.body >= contents.table


def test_more_room_never_makes_a_smaller_class() -> None:
    for columns, rows in product(COLUMNS, ROWS):
        across, down = classes_of(columns, rows)
        assert classes_of(columns + 1, rows) >= (across, down)
        assert classes_of(columns, rows + 1) >= (across, down)


@pytest.mark.parametrize(
    ("columns", "rows", "across", "down"),
    [
        (60, 24, LayoutClass.XS, LayoutClass.S),
        (71, 60, LayoutClass.XS, LayoutClass.L),
        (72, 20, LayoutClass.S, LayoutClass.S),
        (80, 24, LayoutClass.S, LayoutClass.S),
        (109, 36, LayoutClass.S, LayoutClass.M),
        (120, 29, LayoutClass.M, LayoutClass.S),
        (120, 36, LayoutClass.M, LayoutClass.M),
        (160, 47, LayoutClass.L, LayoutClass.M),
        (200, 60, LayoutClass.L, LayoutClass.L),
    ],
)
def test_columns_and_rows_are_judged_apart(columns: int, rows: int, across: LayoutClass, down: LayoutClass) -> None:
    laid = layout_of(columns, rows, RACES[0])
    assert (laid.across, laid.down, laid.size) == (across, down, min(across, down))


@pytest.mark.parametrize(
    ("columns", "rows", "ice"),
    [
        (109, 36, None),
        (110, 30, Box(36, 8)),
        (159, 60, Box(36, 8)),
        (200, 60, Box(93, 17)),
        (160, 48, Box(49, 9)),
        (200, 40, Box(36, 8)),
        (120, 29, None),
    ],
)
def test_the_ice_has_its_box_where_both_columns_and_rows_allow_it(columns: int, rows: int, ice: Box | None) -> None:
    assert layout_of(columns, rows, RACES[0]).ice == ice
    assert layout_of(columns, rows, RACES[0]._replace(ice=False)).ice is None


@pytest.mark.parametrize(
    ("columns", "laps", "cells"),
    [(109, 16, 0), (110, 16, 2), (134, 16, 2), (135, 16, 3), (198, 16, 3), (199, 16, 4), (117, 10, 3), (135, 120, 3)],
)
def test_the_chart_has_more_cells_for_a_lap_on_a_wider_screen(columns: int, laps: int, cells: int) -> None:
    assert layout_of(columns, 36, Contents(laps=laps, table=18)).lap == cells


def test_the_entry_line_takes_the_row_of_the_bar_on_a_small_screen() -> None:
    entry = RACES[2]
    assert layout_of(80, 24, entry).bar == 0
    assert layout_of(120, 36, entry).bar == 1
    assert layout_of(80, 24, entry._replace(foot=0)).bar == 1


def test_what_gives_way_first_as_rows_are_taken_away() -> None:
    """The blank lines and the panels below the table, then the panel beside it, then the sentence and the ice."""
    gone = [
        first_without(part)
        for part in (
            lambda laid: laid.below > 0,
            lambda laid: laid.said + laid.below > 0,
            lambda laid: laid.ice is not None,
        )
    ]
    assert gone == sorted(gone, reverse=True)


def first_without(part: object) -> int:
    assert callable(part)
    return next(rows for rows in range(70, 0, -1) if not part(layout_of(200, rows, RACES[0])))


@pytest.mark.parametrize("rows", range(20, 30))
def test_before_the_gun_the_board_gives_a_row_to_a_start_sheet_that_is_longer_than_the_room(rows: int) -> None:
    room = layout_of(80, rows, Contents(laps=16, table=2)).body
    for table in (room, room + 1):
        waits = layout_of(80, rows, Contents(laps=16, table=table, waits=True))
        assert waits.body >= table
        assert layout_of(80, rows, Contents(laps=16, table=table)).body == room
