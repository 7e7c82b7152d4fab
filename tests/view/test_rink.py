"""Tests of the geometry of the rink: every part of the lane is lit, in the direction in which one skates."""

from __future__ import annotations

from itertools import pairwise

import pytest

from massstart_tui.view.race_layout import SMALLEST_RINK
from massstart_tui.view.rink import MOST_STEPS, Rink

SIZES = (SMALLEST_RINK, (36, 8), (92, 17), (150, 40), (100, 30))


@pytest.mark.parametrize("size", SIZES)
def test_every_part_of_the_lane_has_dots_and_no_dot_is_in_two_parts(size: tuple[int, int]) -> None:
    rink = Rink(*size)
    dots = [dot for part in rink.lane for dot in part]
    assert all(rink.lane)
    assert len(rink.lane) == rink.steps == len(rink.middle) <= MOST_STEPS
    assert len(dots) == len(set(dots))
    assert all(0 <= dot.row < rink.rows and 0 <= dot.column < rink.columns for dot in dots)


@pytest.mark.parametrize("size", SIZES)
def test_a_dot_of_the_lane_is_not_one_of_an_edge(size: tuple[int, int]) -> None:
    rink = Rink(*size)
    for row, column, bit in (dot for part in rink.lane for dot in part):
        assert not rink.edges.get((row, column), 0) & bit


@pytest.mark.parametrize("size", SIZES)
def test_a_lap_goes_anticlockwise_from_the_finish_line_at_seventy_percent_of_the_near_straight(
    size: tuple[int, int],
) -> None:
    rink = Rink(*size)
    (column,) = {column for _, column in rink.finish}
    begin, quarter, half, end = (rink.middle[rink.steps * part // 16] for part in (0, 3, 8, 15))
    assert (begin.row >= rink.rows * 2 // 3, abs(begin.column - column) <= 1) == (True, True)
    assert rink.columns / 2 < column < rink.columns - 1
    assert quarter.column > begin.column
    assert half.row < rink.rows / 3
    assert end.column < begin.column
    assert end.row >= rink.rows * 2 // 3


@pytest.mark.parametrize("size", SIZES)
def test_the_next_part_of_the_lane_is_beside_the_last(size: tuple[int, int]) -> None:
    rink = Rink(*size)
    for one, other in pairwise((*rink.middle, rink.middle[0])):
        assert abs(one.row - other.row) <= 1
        assert abs(one.column - other.column) <= 2


@pytest.mark.parametrize("size", SIZES)
def test_labels_stand_inside_the_lane_where_nothing_is_drawn(size: tuple[int, int]) -> None:
    rink = Rink(*size)
    lit = {(dot.row, dot.column) for part in rink.lane for dot in part} | rink.edges.keys() | rink.finish.keys()
    for row, (first, last) in rink.inside.items():
        assert not lit & {(row, column) for column in range(first, last + 1)}
    for step in range(rink.steps):
        row, column = rink.label_at(step)
        first, last = rink.inside[row]
        assert first <= column <= last


def test_the_edges_are_drawn_with_the_bits_of_braille_characters() -> None:
    rink = Rink(36, 8)
    assert rink.edges[0, 18] == 0x01 | 0x08
    assert rink.edges[7, 10] == 0x40 | 0x80
