"""Passings of a timing system are converted to crossings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.passings_lines import Passing, parse_time, parse_time_of_day, passings
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault

SHEET = Sheet(
    "x", "X", 3, (Skater(1, "Anna", transponders=("FG-100", "FG-101")), Skater(2, "Berit", transponders=("7",)))
)


def found(text: str, gun: int | None = None) -> list[object]:
    """Return the crossings as (bib, t), and the faults as (line, field, code)."""
    told = passings(text.encode().splitlines(keepends=True), SHEET, gun)
    return [(one.line, one.field, str(one.code)) if isinstance(one, Fault) else tuple(one) for one in told]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("238.1", 238_100),
        ("3:58.123", 238_123),
        ("3:58,1", 238_100),
        ("15:03:58.1239", 54_238_123),
        ("2022-02-19T15:03:58+08:00", 54_238_000),
        ("0", 0),
        ("", None),
        ("3:58.", None),
        ("-3:58", None),
        ("1:2:3:4", None),
        ("٣", None),
    ],
)
def test_a_time_is_read_in_every_way_in_which_it_is_written(text: str, ms: int | None) -> None:
    assert parse_time(text) == ms


@pytest.mark.parametrize("between", [",", ";", "\t", "  ", " , "])
def test_a_line_is_a_transponder_or_a_bib_and_a_time(between: str) -> None:
    assert found(f"FG-100{between}0:31.5\n2{between}0:32.5") == [(1, 31_500), (2, 32_500)]


def test_quotes_a_heading_blank_lines_a_byte_order_mark_and_further_columns_are_no_trouble() -> None:
    assert found('\ufefftransponder;time;hits\n\n"FG-100";"0:31,5";22\n') == [(1, 31_500)]


def test_both_ankles_are_one_crossing_and_the_start_is_none() -> None:
    assert found("FG-100,2.0\nFG-100,31.50\nFG-101,31.54\nFG-101,62.0") == [(1, 31_500), (1, 62_000)]


def test_a_transponder_is_told_from_a_bib_with_the_same_digits() -> None:
    assert found("7 31.0\n1 32.0") == [(2, 31_000), (1, 32_000)]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("15:00:03.25", 54_003_250),
        ("9:00:00", 32_400_000),
        ("23:59:59,999", 86_399_999),
        ("15:00", None),
        ("54000", None),
        ("24:00:00", None),
        ("15:60:00", None),
        ("15:00:60", None),
        ("2022-02-19T15:00:00", None),
    ],
)
def test_a_time_of_day_has_hours_minutes_and_seconds_of_a_day(text: str, ms: int | None) -> None:
    assert parse_time_of_day(text) == ms


def test_a_time_of_day_counts_from_the_gun_also_over_midnight() -> None:
    assert found("1,15:00:31.5\n2,14:59:00", 15 * 3_600_000) == [(1, 31_500), (2,)]
    assert found("1,00:00:20", 86_390_000) == [(1, 30_000)]


def test_what_is_wrong_is_told_with_its_line_and_the_others_stand() -> None:
    assert found("FG-999,31.0\n1\n1,soon\n1,31.0") == [
        (1, "transponder", "unknown_transponder"),
        (2, "", "not_a_passing"),
        (3, "time", "not_a_passing_time"),
        (1, 31_000),
    ]


@given(st.binary(max_size=80))
def test_no_line_stops_what_follows_it(line: bytes) -> None:
    told = list(passings([line.replace(b"\n", b""), b"1,99:00.0"], SHEET))
    assert told[-1] == Passing(1, 5_940_000) or any(isinstance(one, Passing) and one.bib == 1 for one in told)
