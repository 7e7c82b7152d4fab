"""The score feed of MYLAPS Orbits, known as RMonitor: lines of ``$`` and a letter, with fields between commas.

A ``$J`` is a crossing, and is never repeated. All else is a table of the present state, which is: who skates (``$A``,
``$COMP``), how many laps each has (``$G``), the flag and the laps to go (``$F``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import of_day, race_time
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import Record
from massstart_tui.timing.rmonitor_run import RMonitorRun

RUN_OVER: Final = 95
"""The number of a run that says that there is none."""
_FIELDS: Final = {"$A": 8, "$B": 3, "$COMP": 8, "$COR": 6, "$F": 6, "$G": 5, "$J": 4}
"""The kinds of lines that are used, and how many fields each has."""
_IGNORED: Final = frozenset({"$C", "$E", "$H"})


class RMonitorReader:
    """Reads one line at a time; a line of another run begins another race."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self._run = RMonitorRun("")

    def read(self, text: str, number: int) -> Iterable[Record]:
        """Return what a line says."""
        line = text.strip()
        if not line:
            return ()
        fields = _fields(line)
        kind = fields[0]
        if kind == "$I":
            self._run.clear()
            return ()
        if kind in _IGNORED:
            return ()
        if len(fields) < _FIELDS.get(kind, len(fields) + 1):
            return (Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(line)}),)
        return list(self._of(kind, fields, number))

    def _of(self, kind: str, fields: list[str], number: int) -> Iterator[Record]:
        run = self._run
        match kind:
            case "$A":
                yield from run.enter(fields[1], fields[2], fields[4:7], fields[3], number)
            case "$COMP":
                yield from run.enter(fields[1], fields[2], fields[4:7], None, number)
            case "$B":
                self._begin(fields[1], fields[2])
            case "$F":
                yield from run.flag(_count(fields[1]), fields[5], of_day(fields[3]), _ms(fields[4]), number)
            case "$G":
                yield from run.standing(fields[2], _count(fields[3] or "0"), _ms(fields[4]), number)
            case "$J":
                yield from run.crossing(fields[1], _ms(fields[2]), _ms(fields[3]), number)
            case _:
                yield from run.corrected(fields[1], _count(fields[3]), _ms(fields[4]), _shift(fields[5]), number)

    def _begin(self, number: str, title: str) -> None:
        """Begin the next race, unless the line repeats the number of this one, or says that it is over."""
        run = _count(number)
        if run is not None and run != RUN_OVER and str(run) != self._run.name:
            # What comes before the first run of a feed belongs to it.
            self._run = RMonitorRun(str(run), title, None if self._run.name else self._run.entered)


def _fields(line: str) -> list[str]:
    try:
        return next(csv.reader([line]))
    except csv.Error:
        return [""]


def _count(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,4}", text, re.ASCII) else None


def _ms(text: str) -> int | None:
    reading = race_time(text)
    return None if reading is None else (reading.us + 500) // 1000


def _shift(text: str) -> int:
    """Return the ms by which a line corrects a time; 0 if it does not say."""
    shift = _ms(text.lstrip("+-")) or 0
    return -shift if text.startswith("-") else shift


RMONITOR: Final = FeedFormat(
    "rmonitor",
    "feed.by_a_decoder",
    re.compile(r"\$(?:A|B|C|COMP|COR|E|F|G|H|I|J),"),
    RMonitorReader,
    has_start_lists=True,
)
