"""The words on the page of a programme."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from massstart_tui.race.meeting import Band
from massstart_tui.report.programme_page import band_text, clock, own_clock
from massstart_tui.text.words import Language, words

BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("time", "zone", "own"),
    [
        (datetime(2022, 2, 19, 15, tzinfo=BEIJING), "Europe/Amsterdam", "08:00"),
        (datetime(2022, 7, 19, 15, tzinfo=BEIJING), "Europe/Amsterdam", "09:00"),
        (datetime(2022, 2, 19, 5, tzinfo=BEIJING), "Europe/Amsterdam", "22:00-1"),
        (datetime(2022, 2, 19, 23, 30, tzinfo=BEIJING), "Asia/Tokyo", "00:30+1"),
        (datetime(2022, 2, 19, 15), "Asia/Tokyo", ""),  # noqa: DTZ001 - of a meeting that does not say where it is
        (None, "Asia/Tokyo", ""),
    ],
)
def test_own_time_is_that_of_the_date_and_says_when_it_is_another_day(
    time: datetime | None, zone: str, own: str
) -> None:
    assert own_clock(time, ZoneInfo(zone)) == own


def test_the_time_at_the_place_is_as_typed() -> None:
    assert [clock(datetime(2022, 2, 19, 9, 5, tzinfo=BEIJING)), clock(None)] == ["09:05", ""]


def test_an_arm_band_has_a_colour_only_where_the_meeting_names_it() -> None:
    dutch = words(Language.NL)
    assert [band_text(Band(2, ""), dutch), band_text(Band(2, "rode"), dutch)] == ["band 2", "band 2: rode"]
