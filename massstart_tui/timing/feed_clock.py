"""The times that timing systems send, and the race time that each of them is.

A feed has times of day, with or without a date, moments with an offset from UTC, or times since the gun. Two readings
of different kinds are compared only if the clock of the hall says how.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final, NamedTuple

SECOND: Final = 1_000_000
"""In microseconds, as all readings are."""
DAY: Final = 86_400 * SECOND
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_OF_DAY: Final = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9}))?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\S+?)(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_RACE_TIME: Final = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,9}))?", re.ASCII)
_LAST_HOUR: Final = 23
_SIXTY: Final = 60


class Scale(StrEnum):
    """What the microseconds of a reading count from."""

    OF_DAY = "of_day"
    """From midnight on the clock of the hall; the date is not known."""
    HALL = "hall"
    """From 1970 on the clock of the hall; its offset from UTC is not known."""
    UTC = "utc"
    """From 1970 UTC."""
    RACE = "race"
    """From the gun."""


class ClockReading(NamedTuple):
    """A moment as a feed gives it: ``us`` microseconds on a ``scale``."""

    us: int
    scale: Scale


class OtherClock(Exception):
    """Raised if two readings cannot be compared without a guess."""


def of_day(text: str) -> ClockReading | None:
    """Parse a time of day such as ``15:05:00.250``, with hours, minutes and seconds; return None if it is none."""
    us = _us_of_day(text)
    return None if us is None else ClockReading(us, Scale.OF_DAY)


def of_date(day: date, text: str) -> ClockReading | None:
    """Parse a time of day on a known day; return None if it is none."""
    us = _us_of_day(text)
    return None if us is None else ClockReading(us + (day.toordinal() - _EPOCH.toordinal()) * DAY, Scale.HALL)


def iso(text: str) -> ClockReading | None:
    """Parse a date and a time of day, with ``T`` or a space between them; an offset or ``Z`` makes it a moment of UTC.

    Returns None if the text is no such moment.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    there = of_date(day, match[4])
    if there is None or match[5] is None:
        return there
    return ClockReading(there.us - _offset(match[5]), Scale.UTC)


def race_time(text: str) -> ClockReading | None:
    """Parse a time since the gun: ``238.1``, ``3:58.1`` or ``0:03:58.1``; return None if it is none."""
    match = _RACE_TIME.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    if (match[2] is not None and seconds >= _SIXTY) or (match[1] is not None and minutes >= _SIXTY):
        return None
    return ClockReading(((hours * 60 + minutes) * 60 + seconds) * SECOND + microseconds(match[4] or ""), Scale.RACE)


def utc(moment: datetime) -> ClockReading:
    """Return the reading of a moment; a ``moment`` without an offset is on the clock of the hall."""
    if moment.tzinfo is None:
        return ClockReading((moment.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND, Scale.HALL)
    return ClockReading((moment - _EPOCH) // _MICROSECOND, Scale.UTC)


def read_gun(text: str) -> ClockReading | None:
    """Parse the time of a gun: a time of day, or a date and a time; as `written` writes it also one since the gun."""
    return of_day(text) or iso(text) or race_time(text)


def written(reading: ClockReading) -> str:
    """Return ``reading`` as text that `read_gun` reads: in UTC with ``Z``, and on the clock of the hall without."""
    if reading.scale is Scale.RACE:
        return f"{reading.us / SECOND:f}"
    moment = _EPOCH + timedelta(microseconds=reading.us)
    if reading.scale is Scale.OF_DAY:
        return moment.strftime("%H:%M:%S.%f")
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + ("Z" if reading.scale is Scale.UTC else "")


def moment_of_gun(gun: ClockReading, planned: datetime | None) -> datetime | None:
    """Return the moment of the gun, with its offset; None if its day or its offset is not known.

    ``planned`` is when the race was to start. It gives the day and the offset of the hall.
    """
    offset = None if planned is None else planned.utcoffset()
    if gun.scale is Scale.UTC:
        moment = _EPOCH + gun.us * _MICROSECOND
        return moment if offset is None else moment.astimezone(timezone(offset))
    if planned is None or offset is None or gun.scale is Scale.RACE:
        return None
    return planned + timedelta(milliseconds=milliseconds_since(utc(planned), gun, offset))


class GunClock:
    """The race time of readings, by the time of one gun."""

    def __init__(self, gun: ClockReading, offset: timedelta | None = None) -> None:
        """Count from ``gun``; ``offset`` is that of the hall from UTC, if it is known."""
        self._gun = gun
        self._offset = offset
        self._zeros: dict[Scale, tuple[int, bool]] = {}

    def times(self, us: Sequence[int], scale: Scale) -> list[int]:
        """Return the race times in milliseconds of readings on one scale, as `milliseconds_since` does.

        Raises OtherClock.
        """
        zero = self._zeros.get(scale)
        if zero is None:
            zero = self._zeros[scale] = _zero(self._gun, scale, self._offset)
        begins, recurs = zero
        if recurs and us:
            day = (min(us) - begins) // DAY
            if day != (max(us) - begins) // DAY:
                return [((at - begins) % DAY - DAY // 2 + 500) // 1000 for at in us]
            begins += day * DAY + DAY // 2
        begins -= 500
        return [(at - begins) // 1000 for at in us]


def milliseconds_since(gun: ClockReading, reading: ClockReading, offset: timedelta | None = None) -> int:
    """Return the race time of ``reading`` in milliseconds, negative before the gun.

    ``offset`` is that of the hall from UTC, if it is known. A time of day without a date is the one nearest to the gun,
    within twelve hours. Raises OtherClock if the two cannot be compared.
    """
    return GunClock(gun, offset).times((reading.us,), reading.scale)[0]


def _zero(gun: ClockReading, scale: Scale, offset: timedelta | None) -> tuple[int, bool]:
    """Return what to subtract from readings on ``scale``, and whether they or the gun have no date.

    Without a date, a reading is the one nearest to the gun, so that what is subtracted is half a day before it.
    """
    if scale is gun.scale and scale is not Scale.OF_DAY:
        return gun.us, False
    if Scale.RACE in (scale, gun.scale):
        raise OtherClock
    apart = 0
    if Scale.UTC in (scale, gun.scale):
        if offset is None:
            raise OtherClock
        apart = offset // _MICROSECOND
    zero = gun.us + apart * ((gun.scale is Scale.UTC) - (scale is Scale.UTC))
    dated = Scale.OF_DAY not in (scale, gun.scale)
    return (zero, False) if dated else (zero - DAY // 2, True)


def _us_of_day(text: str) -> int | None:
    match = _OF_DAY.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(hours) > _LAST_HOUR:
        return None
    us = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * SECOND
    return us if fraction is None else us + microseconds(fraction)


def microseconds(digits: str) -> int:
    """Return the decimals of a second in microseconds; those beyond are left out."""
    return int((digits + "000000")[:6])


def _offset(text: str) -> int:
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[-2:])
    return (-1 if text[0] == "-" else 1) * (hours * 60 + minutes) * 60 * SECOND
