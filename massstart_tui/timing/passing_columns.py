"""Passings in a table: a chip or a bib and a time in each row, with or without headings.

Headings may stand in any order; without them the chip comes first, then the time. Columns are separated by a semicolon,
a tab, a comma or blanks. No system writes this form in particular: it is for tables that a person exports.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, Scale, iso, microseconds, of_day, race_time
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import ChipRead, Record
from massstart_tui.timing.passing_lines import PassingLines

_CHIP: Final = frozenset({"transponder", "tag", "chip", "code", "label", "bib", "number", "startnummer", "rugnummer"})
_TIME: Final = frozenset({"time", "rtc_time", "timestamp", "time of day", "tijd", "tijdstip", "passing time"})
_LOOP: Final = frozenset({"loop", "lus", "loop_id", "location"})
_USUAL_TIME: Final = r"(?P<second>[0-9-]*+[T ]?+[0-9:]++)\.(?P<fraction>[0-9]{1,9})"
_USUAL_NAME: Final = "[0-9A-Za-z_-]"
_MILLISECONDS: Final = 10**11
"""Numbers from here on are milliseconds since 1970, and those a thousand times as large are microseconds."""


class _Places(NamedTuple):
    """The columns of the chip, the time and the loop."""

    chip: int = 0
    time: int = 1
    loop: int | None = None


class PassingColumns:
    """Reads one row a passing; a first row without a time is the headings."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._places = _Places()
        self._begun = False
        self.usual: PassingLines | None = None

    def read(self, text: str, number: int) -> tuple[Record, ...]:
        """Return the passing of a row."""
        columns = _columns(text)
        if self._begun:
            return () if columns == [""] else (self._passing(columns, text, number),)
        if columns == [""]:
            return ()
        self._begun = True
        if (places := _places(columns)) is not None:
            self._places = places
        self.usual = _usual(self._places, _separator(text))
        if places is not None:
            return ()
        return (self._passing(columns, text, number),) if any(sign.isdigit() for sign in text) else ()

    def _passing(self, columns: list[str], text: str, number: int) -> Record:
        places = self._places
        if len(columns) <= max(places.chip, places.time):
            return Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text.strip())})
        when = moment(columns[places.time])
        if when is None:
            return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(columns[places.time])})
        loop = None if places.loop is None or places.loop >= len(columns) else columns[places.loop]
        return ChipRead(columns[places.chip], when, loop or None, may_be_bib=True)


def moment(text: str) -> ClockReading | None:
    """Parse a time: of the day, with or without a date and an offset, since 1970, or since the gun.

    Hours, minutes and seconds are a time of day. Returns None if it is no time.
    """
    if text.isdecimal() and text.isascii() and int(text) >= _MILLISECONDS:
        return ClockReading(int(text) if int(text) >= _MILLISECONDS * 1000 else int(text) * 1000, Scale.UTC)
    return of_day(text) or iso(text) or race_time(text)


def begins_passings(text: str) -> bool:
    """Return whether ``text`` is the first row of passings: their headings, or a chip and a time."""
    columns = _columns(text)
    if len(columns) <= _Places().time:
        return False
    return _places(columns) is not None or moment(columns[_Places().time]) is not None


def _places(columns: list[str]) -> _Places | None:
    """Return where the columns are by their headings; None if these are no headings."""
    heads = [column.lower() for column in columns]
    chip = next((place for place, head in enumerate(heads) if head in _CHIP), None)
    time = next((place for place, head in enumerate(heads) if head in _TIME), None)
    if chip is None or time is None:
        return None
    loop = next((place for place, head in enumerate(heads) if head in _LOOP), None)
    return _Places(chip, time, loop)


def _columns(text: str) -> list[str]:
    """Split a row at its separator; a comma is one only if there is no semicolon or tab, else it is a decimal sign."""
    if ";" in text and '"' not in text:
        return list(map(str.strip, text.split(";")))
    return [column.strip().strip('"') for column in text.strip().split(_separator(text))] or [""]


def _separator(text: str) -> str | None:
    # An Impinj reader writes a comma and a tab.
    between = next((sign for sign in (";", ",\t", "\t", ",") if sign in text), None)
    return "," if between == ",\t" else between


def _usual(places: _Places, separator: str | None) -> PassingLines | None:
    """Return the form of a row with this one separator, in which no column has to be stripped or unquoted."""
    if separator is None:
        return None
    named = {places.chip: rf"(?P<chip>{_USUAL_NAME}++)", places.time: _USUAL_TIME}
    if places.loop is not None:
        named[places.loop] = rf"(?P<loop>{_USUAL_NAME}*+)"
    columns = (named.get(place, r"[\w.:+-]*") for place in range(max(named) + 1))
    more = rf"(?:{separator}[^;,\t\"\r\n]*)*"
    return PassingLines(separator.join(columns) + more, _second, microseconds, may_be_bib=True)


def _second(text: str) -> ClockReading | None:
    return of_day(text) or iso(text)


PASSING_COLUMNS: Final = FeedFormat(
    "plain",
    "feed.by_its_headings",
    re.compile(r"[^\n{<$]*[;\t, ][^\n{<]*"),
    PassingColumns,
)
