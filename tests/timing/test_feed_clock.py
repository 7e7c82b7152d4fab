"""Tests of the times that timing systems send, and of the race time that each of them is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.timing.feed_clock import (
    DAY,
    ClockReading,
    OtherClock,
    Scale,
    iso,
    milliseconds_since,
    of_day,
    race_time,
)
from massstart_tui.timing.passing_columns import moment


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("15:00:03.25", 54_003_250_000),
        ("9:00:00", 32_400_000_000),
        ("23:59:59,999", 86_399_999_000),
        ("15:00", None),
        ("24:00:00", None),
        ("15:60:00", None),
        ("15:00:60", None),
        ("2022-02-19T15:00:00", None),
        ("\N{ARABIC-INDIC DIGIT ONE}5:00:00", None),
    ],
)
def test_a_time_of_day_has_hours_minutes_and_seconds_of_a_day(text: str, us: int | None) -> None:
    assert of_day(text) == (None if us is None else ClockReading(us, Scale.OF_DAY))


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("238.1", 238_100),
        ("3:58.123", 238_123),
        ("3:58,1", 238_100),
        ("0", 0),
        ("3:58.", None),
        ("3:60", None),
        ("-3:58", None),
        ("1:2:3:4", None),
        ("\N{ARABIC-INDIC DIGIT THREE}", None),
        ("", None),
    ],
)
def test_a_time_since_the_gun_is_read_in_every_way_in_which_it_is_written(text: str, ms: int | None) -> None:
    assert race_time(text) == (None if ms is None else ClockReading(ms * 1000, Scale.RACE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022-02-19T15:03:58+08:00", "2022-02-19T07:03:58Z"),
        ("2022-02-19 00:30:00+0100", "2022-02-18T23:30:00.000Z"),
        ("2022-02-18T23:30:00Z", "1645227000000"),
        ("1645227000000", "1645227000000000"),
    ],
)
def test_an_offset_makes_a_moment_that_is_the_same_everywhere(one: str, other: str) -> None:
    assert moment(one) == moment(other)


@pytest.mark.parametrize("text", ["2022-02-30T15:00:00", "2022-02-19", "2022-02-19T25:00:00", "2022-02-19T15:00", ""])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert iso(text) is None


@given(st.integers(0, DAY - 1), st.integers(-DAY // 2, DAY // 2 - 1))
def test_a_time_of_day_counts_from_the_gun_also_over_midnight(gun: int, since: int) -> None:
    reading = ClockReading((gun + since) % DAY, Scale.OF_DAY)
    assert milliseconds_since(ClockReading(gun, Scale.OF_DAY), reading) == (since + 500) // 1000


def test_dates_tell_the_days_apart_that_times_of_day_cannot() -> None:
    gun, next_day = iso("2026-02-07 15:00:00"), iso("2026-02-08 15:00:31")
    assert gun is not None
    assert next_day is not None
    assert milliseconds_since(gun, next_day) == 86_431_000


@pytest.mark.parametrize(
    ("gun", "reading", "offset", "ms"),
    [
        ("15:00:00", "31.0", None, None),
        ("15:00:00", "2026-02-07T14:00:31Z", None, None),
        ("15:00:00", "2026-02-07T14:00:31Z", 1, 31_000),
        ("2026-02-07T15:00:00+01:00", "15:00:31", None, None),
        ("2026-02-07T15:00:00+01:00", "15:00:31", 1, 31_000),
        ("2026-02-07T15:00:00+01:00", "2026-02-07 15:00:31", 1, 31_000),
        ("2026-02-07T15:00:00+01:00", "2026-02-07T14:00:31Z", None, 31_000),
    ],
)
def test_clocks_that_cannot_be_compared_are_not(gun: str, reading: str, offset: int | None, ms: int | None) -> None:
    fired, read = moment(gun), moment(reading)
    assert fired is not None
    assert read is not None
    hall = None if offset is None else timedelta(hours=offset)
    if ms is None:
        with pytest.raises(OtherClock):
            milliseconds_since(fired, read, hall)
    else:
        assert milliseconds_since(fired, read, hall) == ms
