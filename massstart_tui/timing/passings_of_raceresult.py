"""The passings that a RACE RESULT decoder saves in a file.

The columns, separated by semicolons, are number, chip, date, time of day, and others that are not known. This is what
CrossMgr's importer reads. A decoder whose clock is not set writes the date 0000-00-00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import iso, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, Record

_NOT_SET: Final = "0000-00-00"
_TIME: Final = 3


class RaceResultFile:
    """Reads one line a passing."""

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing of a line."""
        columns = text.strip().split(";")
        if columns == [""]:
            return
        if len(columns) <= _TIME:
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
            return
        _, chip, day, time = columns[:4]
        when = of_day(time) if day == _NOT_SET else iso(f"{day} {time}")
        if when is None:
            yield Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(f"{day} {time}")})
        else:
            yield ChipRead(chip, when)


RACERESULT_FILE: Final = FeedFormat(
    "raceresult-file",
    "feed.from_its_importer",
    re.compile(r"\d+;[^;]+;\d{4}-\d\d-\d\d;\d\d:\d\d:\d\d(?:\.\d+)?(;.*)?"),
    RaceResultFile,
)
