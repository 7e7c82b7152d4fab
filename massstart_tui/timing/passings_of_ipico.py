"""The passings of an IPICO reader: a line of hexadecimal characters each, as rusty-timer reads them.

``aa``, the reader (2 characters), the tag (12), 4 that are not known, the date ``yymmdd``, the time ``hhmmss``,
hundredths of a second in hexadecimal (2), perhaps 6 more, and a checksum (2). ``FS`` after it is the first time that
the tag was seen, ``LS`` the last; without it every read is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from zlib import adler32

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, of_date
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, Record
from massstart_tui.timing.passing_lines import PassingLines

_READ: Final = re.compile(
    r"aa(?P<summed>(?P<reader>[0-9a-f]{2})(?P<tag>[0-9a-f]{12})[0-9a-f]{4}(?P<day>\d{6})(?P<time>\d{6})"
    r"(?P<hundredths>[0-9a-f]{2})(?:[0-9a-f]{4}(?P<marks>[0-9a-f]{2}))?)(?P<sum>[0-9a-f]{2})(?P<seen>FS|LS)?",
    re.ASCII,
)
_USUAL: Final = (
    r"aa(?P<more>(?P<loop>[0-9a-f]{2})(?P<chip>[0-9a-f]{12})[0-9a-f]{4}(?P<second>\d{12})(?P<fraction>[0-9a-f]{2})"
    r"[0-9a-f]{2})(?:FS)?"
)
_LAST_HUNDREDTH: Final = 99
_FIRST_SEEN, _LAST_SEEN, _NO_MARKS = 0x80, 0x40, 0xFF


class IpicoReads:
    """Reads one line a passing."""

    def __init__(self) -> None:
        """Create a reader of one feed."""
        self.usual = PassingLines(_USUAL, _second, _microseconds, accepts=_are_whole)

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing of a line; the last time that a tag was seen is none."""
        text = text.strip()
        if not text:
            return
        match = _READ.fullmatch(text)
        if match is None:
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
        elif not _are_whole([match["summed"] + match["sum"]]):
            yield Fault(number, "", Flaw.DAMAGED, {"given": shown(text)})
        elif (when := _moment(match)) is None:
            yield Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(text)})
        elif not _is_last(match):
            yield ChipRead(match["tag"], when, match["reader"])


def _is_last(match: re.Match[str]) -> bool:
    if match["seen"] is not None or match["marks"] is None:
        return match["seen"] == "LS"
    marks = int(match["marks"], 16)
    return marks != _NO_MARKS and marks & (_FIRST_SEEN | _LAST_SEEN) == _LAST_SEEN


def _moment(match: re.Match[str]) -> ClockReading | None:
    second = _second(match["day"] + match["time"])
    try:
        us = _microseconds(match["hundredths"])
    except ValueError:
        return None
    return None if second is None else ClockReading(second.us + us, second.scale)


def _second(text: str) -> ClockReading | None:
    """Parse ``yymmddhhmmss``."""
    year, month, day, hour, minute, second = (text[at : at + 2] for at in range(0, 12, 2))
    try:
        found = date(2000 + int(year), int(month), int(day))
    except ValueError:
        return None
    return of_date(found, f"{hour}:{minute}:{second}")


def _microseconds(hundredths: str) -> int:
    """Return hexadecimal hundredths of a second in microseconds; raises ValueError if they are a second or more."""
    if (count := int(hundredths, 16)) > _LAST_HUNDREDTH:
        raise ValueError(hundredths)
    return count * 10_000


def _are_whole(lines: Sequence[str]) -> bool:
    """Return whether the last two characters of each line are the sum of those before, modulo 256."""
    # The low half of an Adler-32 checksum is one more than the sum of the bytes.
    sums = bytes([(adler32(line[:-2].encode()) - 1) % 256 for line in lines])
    return sums == bytes.fromhex("".join([line[-2:] for line in lines]))


IPICO: Final = FeedFormat("ipico", "feed.from_its_importer", re.compile(r"aa[0-9a-f]{34}"), IpicoReads)
