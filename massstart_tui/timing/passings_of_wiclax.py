"""The passings of a device that speaks the generic acquisition protocol of Wiclax.

A passing is ``chip;dd-mm-yyyy hh:mm:ss.ccc;loop;lap;battery;rewind``, each with a carriage return; ``*`` is a heartbeat
and ``RACESTART HH:mm:ss,ccc`` the gun. A passing that is sent again on request has rewind 1, and counts as any other.
The separator and the date can be set otherwise in Wiclax: that is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, microseconds, of_date, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record
from massstart_tui.timing.passing_lines import PassingLines

_COLUMNS: Final = 6
_ANSWERS: Final = ("CLOCK", "READOK", "HELLO", "STARTREAD", "STOPREAD", "REWIND ")
"""What the device answers to a command, and the commands, which a capture may have."""
_MOMENT: Final = re.compile(r"(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d:\d\d(?:\.\d{3})?)", re.ASCII)
_USUAL: Final = (
    rf"(?!{'|'.join((*_ANSWERS, 'RACESTART'))})(?P<chip>[\w-]+);(?P<second>\d\d-\d\d-\d{{4}} \d\d:\d\d:\d\d)"
    r"\.(?P<fraction>\d{3});(?P<loop>[^;\r\n]*);[^;\r\n]*;[^;\r\n]*;[^;\r\n]*"
)
_GUN: Final = re.compile(r"RACESTART (\d\d:\d\d:\d\d[.,]\d{3})", re.ASCII)


class WiclaxPassings:
    """Reads one message after the other."""

    def __init__(self) -> None:
        """Create a reader of one feed."""
        self.usual = PassingLines(_USUAL, _moment, microseconds)

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing or the gun of a message."""
        # The documentation gives a heartbeat no end, so it may stand before a message.
        text = text.strip().lstrip("*").strip()
        if not text or text.startswith(_ANSWERS):
            return
        columns = text.split(";")
        if text.startswith("RACESTART"):
            yield _gun(text, number)
        elif len(columns) != _COLUMNS or not columns[0]:
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
        elif "." not in columns[1] or (when := _moment(columns[1])) is None:
            yield Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(columns[1])})
        else:
            yield ChipRead(columns[0], when, columns[2] or None)


def _gun(text: str, number: int) -> Record:
    match = _GUN.fullmatch(text)
    when = None if match is None else of_day(match[1])
    return Fault(number, "gun", Flaw.NOT_A_PASSING_TIME, {"given": shown(text)}) if when is None else GunRead(when)


def _moment(text: str) -> ClockReading | None:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return of_date(day, match[4])


WICLAX: Final = FeedFormat(
    "wiclax",
    "feed.from_its_documentation",
    re.compile(r"\*|RACESTART \d\d:|[^;]+;\d\d-\d\d-\d{4} \d\d:\d\d:\d\d"),
    WiclaxPassings,
)
