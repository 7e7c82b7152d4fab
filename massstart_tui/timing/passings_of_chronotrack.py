"""The passings of ChronoTrack SimpleClient, protocol CTP01, as a forwarder of others reads them.

A passing is ``CT01_33~number~location~chip~time~0~reader~lap``; the chip ``guntime`` is the gun. The time is what the
receiver asked for: of the day, with a date, or seconds or milliseconds since 1970. The other messages, which ask and
answer how to send, are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import SECOND, ClockReading, Scale, iso, microseconds, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record
from massstart_tui.timing.passing_lines import PassingLines

_COLUMNS: Final = 8
_USUAL: Final = (
    r"CT01_33~[^~\r\n]*~(?P<loop>[^~\r\n]*)~(?P<chip>(?!guntime~|newlocation~)[\w-]+)"
    r"~(?P<second>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d)\.(?P<fraction>\d{1,9})(?:~[^~\r\n]*){3}"
)
_SINCE_1970: Final = re.compile(r"(\d{9,10})(?:\.(\d{1,6})|(\d{3}))?", re.ASCII)
"""Seconds, perhaps with decimals, or milliseconds; fewer digits would be since another moment, which is not known."""


class ChronoTrackPassings:
    """Reads one message after the other."""

    def __init__(self) -> None:
        """Create a reader of one feed."""
        self.usual = PassingLines(_USUAL, _moment, microseconds)

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing or the gun of a message."""
        text = text.strip()
        columns = text.split("~")
        if not columns[0].startswith("CT"):
            # Commands and their answers are words of letters; anything else is told.
            if text and not columns[0].isalpha():
                yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
        elif len(columns) != _COLUMNS or columns[0] != "CT01_33":
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
        elif columns[3] != "newlocation":
            yield _passing(columns, number)


def _passing(columns: list[str], number: int) -> Record:
    _, _, location, chip, time = columns[:5]
    when = _moment(time) or _since_1970(time)
    if when is None:
        return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(time)})
    return GunRead(when) if chip == "guntime" else ChipRead(chip, when, location or None)


def _moment(text: str) -> ClockReading | None:
    return of_day(text) or iso(text)


def _since_1970(text: str) -> ClockReading | None:
    match = _SINCE_1970.fullmatch(text)
    if match is None:
        return None
    return ClockReading(int(match[1]) * SECOND + microseconds(match[2] or match[3] or ""), Scale.UTC)


CHRONOTRACK: Final = FeedFormat(
    "chronotrack",
    "feed.from_its_importer",
    re.compile(r"CT\d\d_\d+~|SimpleClient~|[^~;,]*~[^~;,]*~CTP\d+"),
    ChronoTrackPassings,
)
