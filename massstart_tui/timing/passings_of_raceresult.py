"""The passings of a RACE RESULT decoder: those that it saves in a file, and those that it sends as they happen.

Columns are separated by semicolons. Of the file, number, chip, date and time of day are known, which is what CrossMgr's
importer reads; a decoder whose clock is not set writes the date 0000-00-00. What it sends is the same with more columns
after ``#P``, as metarace reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, iso, microseconds, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record
from massstart_tui.timing.passing_lines import PassingLines

TRIGGER: Final = "99999"
"""The chip under which a decoder tells a trigger, which is the gun if one is connected."""
_NOT_SET: Final = "0000-00-00"
_TIME: Final = 3
_COLUMNS: Final = 20
"""Of a passing that is sent, without the ``#P``."""
_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)
_WHOLE_TIME: Final = re.compile(r"\d\d:\d\d:\d\d\.\d{3}", re.ASCII)
"""With all its decimals: a line that was cut off in its time would be read at another moment."""
_EVENT, _ACTIVE, _LOOP = 4, 8, 10
_USUAL_CHIP: Final = rf"(?P<chip>(?!{TRIGGER};)[\w-]+)"
_USUAL_TIME: Final = r"(?P<second>\d{4}-\d\d-\d\d;\d\d:\d\d:\d\d)\.(?P<fraction>\d{3})"
_ANSWER: Final = re.compile(r"[A-Z]+(;.*)?|ONLY .*|\d+:\d+")
"""What a decoder answers to a command, and a command."""


class RaceResultFile:
    """Reads one line a passing."""

    def __init__(self) -> None:
        """Create a reader of one file."""
        form = rf"\d+;(?P<chip>[\w-]+);{_USUAL_TIME}(?:;[^\r\n]*)?"
        self.usual = PassingLines(form, _second, microseconds)

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing of a line."""
        columns = text.strip().split(";")
        if columns == [""]:
            return
        if len(columns) <= _TIME:
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
            return
        when = _moment(columns)
        yield _no_time(columns, number) if when is None else ChipRead(columns[1], when)


class RaceResultPush:
    """Reads the passings that a decoder sends, and tells where their numbers have a hole.

    A passing without ``#P`` is one that was fetched from before the connection: its trigger may have been the gun of an
    earlier race.
    """

    def __init__(self) -> None:
        """Begin before the first passing."""
        self._first: tuple[str, str] | None = None
        self._last: int | None = None
        form = rf"#P;(?P<more>\d{{1,12}});{_USUAL_CHIP};{_USUAL_TIME};[^;\r\n]*(?:;[^;\r\n]*){{3}};[^;0\r\n][^;\r\n]*"
        form += r";[^;\r\n]*;(?P<loop>[^;\r\n]*)(?:;[^;\r\n]*){9,}"
        self.usual = PassingLines(form, _second, microseconds, accepts=self._follow)

    def _follow(self, numbers: Sequence[str]) -> bool:
        """Return whether passings with these numbers follow the last one without a hole; then they are taken."""
        if not self._last or list(numbers) != [str(self._last + at) for at in range(1, len(numbers) + 1)]:
            return False
        self._last += len(numbers)
        return True

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passing of a line; what else a decoder says is passed over."""
        text = text.strip()
        sent = text.startswith("#P;")
        columns = text.removeprefix("#P;").split(";")
        if not sent and (not text or _ANSWER.fullmatch(text)):
            return
        if len(columns) < _COLUMNS or not _NUMBER.fullmatch(columns[0]):
            yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
            return
        yield from self._hole(int(columns[0]), (columns[1], columns[3]), number)
        when = _moment(columns)
        if when is None:
            yield _no_time(columns, number)
        elif columns[1] == TRIGGER:
            yield GunRead(when) if sent else _earlier_gun(columns, number)
        else:
            yield ChipRead(_chip(columns), when, columns[_LOOP] or None)

    def _hole(self, count: int, passing: tuple[str, str], number: int) -> Iterator[Fault]:
        """Tell the passings that are missing before this one; they are read if they come later."""
        if count == 1 and passing != self._first:  # another file of the decoder
            self._first, self._last = passing, None
        last, self._last = self._last, count if self._last is None else max(self._last, count)
        if last is not None and count > last + 1:
            missing: dict[str, str | int] = {"first": last + 1, "last": count - 1}
            yield Fault(number, "", Flaw.PASSINGS_MISSING, missing)


def _moment(columns: list[str]) -> ClockReading | None:
    _, _, day, time = columns[:4]
    if not _WHOLE_TIME.fullmatch(time):
        return None
    return _second(f"{day};{time}")


def _second(text: str) -> ClockReading | None:
    day, _, time = text.partition(";")
    return of_day(time) if day == _NOT_SET else iso(f"{day} {time}")


def _no_time(columns: list[str], number: int) -> Fault:
    return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(f"{columns[2]} {columns[3]}")})


def _earlier_gun(columns: list[str], number: int) -> Fault:
    return Fault(number, "gun", Flaw.EARLIER_GUN, {"time": columns[3]}, harmless=True)


def _chip(columns: list[str]) -> str:
    """Return the chip; passive tags have the same numbers at every event, and the event tells them apart."""
    passive = columns[_ACTIVE] in ("", "0") and columns[_EVENT] not in ("", "0")
    return f"{columns[_EVENT]}-{columns[1]}" if passive else columns[1]


RACERESULT_FILE: Final = FeedFormat(
    "raceresult-file",
    "feed.from_its_importer",
    re.compile(r"\d+;[^;]+;\d{4}-\d\d-\d\d;\d\d:\d\d:\d\d(?:\.\d+)?(;.*)?"),
    RaceResultFile,
)
RACERESULT: Final = FeedFormat(
    "raceresult",
    "feed.from_its_importer",
    re.compile(r"#P;|(?:GET|SET)[A-Z]+(?:;|$)|PASSINGS(?:;|$)|STARTOPERATION"),
    RaceResultPush,
)
