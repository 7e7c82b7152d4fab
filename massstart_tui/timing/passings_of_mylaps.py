"""The passings that MYLAPS Timing & Scoring exports over TCP-IP, protocols 1 and 2.1.

A frame is ``location@function@record@…@number@$``. A record of a passing or a marker is ``key=value|…`` in any order:
``c`` the chip, ``t`` the time of day, ``d`` the day as ``yymmdd``, ``utc`` milliseconds since 1970. A record of
protocol 1 is of fixed width: the chip (7 characters), the time (12), others, the day (6), a checksum (2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, Scale, microseconds, of_date, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_framing import FRAME_ENDS
from massstart_tui.timing.feed_records import ChipRead, GunRead, ReadRun, Record

NUMBERED: Final = frozenset({"Passing", "Marker", "Store"})
"""The functions whose frames have a number, and are acknowledged by it."""
UNNUMBERED: Final = frozenset({"Pong", "AckPong", "Ping", "AckPing", "GetInfo", "AckGetInfo", "GetLocations"})
_NUMBER: Final = re.compile(r"\d{1,20}", re.ASCII)
_DAY: Final = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_SINCE_1970: Final = re.compile(r"\d{12,13}", re.ASCII)
_OF_STORE: Final = re.compile(r"(?P<chip>.{7})(?P<time>.{12}).*(?P<day>\d{6})[0-9A-Fa-f]{2}", re.ASCII)
_USUAL: Final = {"c": "(?P<c>[^|]+)", "d": r"(?P<d>\d{6})", "t": r"(?P<t>\d\d:\d\d:\d\d)\.(?P<fraction>\d{1,9})"}
_NO_FORM: Final = re.compile(r"(?!)")
_REMEMBERED: Final = 256
"""How many frames are known again. A frame that was not acknowledged comes again soon."""


class MylapsFrame:
    """One frame: where it is from, what it is about, its records, and its number."""

    def __init__(self, text: str) -> None:
        """Take a frame apart; ``function`` is empty if the text is none, and ``number`` if it has none."""
        self.text = text
        self.location, _, rest = text.partition("@")
        self.function, _, rest = rest.partition("@")
        self.records: list[str] = []
        self.number = ""
        if self.function in NUMBERED:
            *self.records, number, end = rest.split("@") if "@" in rest else ("", "-")
            self.number = number if not end and _NUMBER.fullmatch(number) else ""
        elif self.function not in UNNUMBERED:
            self.function = ""


class MylapsFrames:
    """Reads one frame after the other. A frame that was read already, since its location connected, says nothing."""

    def __init__(self) -> None:
        """Begin before the first frame."""
        self._read: dict[str, None] = {}
        self._usual = _NO_FORM

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passings and the guns of a frame."""
        frame = MylapsFrame(text.strip())
        if frame.function == "Pong":
            self._read.clear()  # the numbers begin again
        elif frame.text and frame.function not in UNNUMBERED:
            if not frame.number:
                yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(frame.text)})
            elif frame.text not in self._read:
                self._remember(frame.text)
                yield from self._passings(frame, number) if frame.function == "Passing" else _records(frame, number)

    def _remember(self, frame: str) -> None:
        self._read[frame] = None
        if len(self._read) > _REMEMBERED:
            del self._read[next(iter(self._read))]

    def _passings(self, frame: MylapsFrame, number: int) -> Iterator[Record]:
        """Yield the passings of a frame; most have the keys of the one before, and are not taken apart by key."""
        loop = frame.location or None
        reads: list[tuple[str, int]] = []
        for record in frame.records:
            if (read := self._as_usual(record)) is not None:
                reads.append(read)
                continue
            yield from _run(reads, loop, number)
            reads = []
            fields = _fields(record)
            self._usual = _form(fields) if fields.keys() >= _USUAL.keys() else _NO_FORM
            yield _passing(record, fields, loop, number)
        yield from _run(reads, loop, number)

    def _as_usual(self, record: str) -> tuple[str, int] | None:
        """Return the chip and the microseconds on the clock of the hall; None if the record is not as usual."""
        match = self._usual.fullmatch(record)
        if match is None:
            return None
        chip, day, time, fraction = match.group("c", "d", "t", "fraction")
        second = _second(day, time)
        return None if second is None else (chip, second.us + _us(fraction))


def _run(reads: Sequence[tuple[str, int]], loop: str | None, number: int) -> Iterator[ReadRun]:
    if reads:
        chips, us = zip(*reads, strict=True)
        yield ReadRun(Scale.HALL, (number,) * len(us), chips, us, (loop,) * len(us))


def _records(frame: MylapsFrame, number: int) -> Iterator[Record]:
    for record in frame.records:
        if frame.function == "Store":
            yield _stored(record, frame.location, number)
        else:
            yield from _marker(record, number)


def _form(keys: Iterable[str]) -> re.Pattern[str]:
    """Return the usual form of a passing with these keys in this order."""
    return re.compile(r"\|".join(f"{re.escape(key)}={_USUAL.get(key, '[^|]*')}" for key in keys), re.ASCII)


def _passing(record: str, fields: Mapping[str, str], loop: str | None, number: int) -> Record:
    if not fields.get("c"):
        return Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(record)})
    when = _moment(fields.get("t", ""), fields.get("d")) or _since_1970(fields.get("utc", ""))
    if when is None:
        return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(record)})
    return ChipRead(fields["c"], when, loop)


def _marker(record: str, number: int) -> Iterator[Record]:
    """Yield the gun, if that is what is marked."""
    fields = _fields(record)
    if fields.get("mt") == "Gunshot":
        when = of_day(fields.get("t", ""))
        yield Fault(number, "gun", Flaw.NOT_A_PASSING_TIME, {"given": shown(record)}) if when is None else GunRead(when)
    elif not fields:
        yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(record)})


def _stored(record: str, location: str, number: int) -> Record:
    match = _OF_STORE.fullmatch(record.strip())
    if match is None:
        return Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(record)})
    when = _moment(match["time"].strip(), match["day"])
    if when is None:
        return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(record)})
    return ChipRead(match["chip"], when, location or None)


def _fields(record: str) -> dict[str, str]:
    """Return the values by their keys; none if a part is no pair or a key comes twice, as in two halves of records."""
    pairs = [part.partition("=") for part in record.split("|")]
    fields = {key: value for key, equal, value in pairs if equal}
    return fields if len(fields) == len(pairs) else {}


def _moment(time: str, day: str | None) -> ClockReading | None:
    if day is None:
        return of_day(time)
    match = _DAY.fullmatch(day)
    if match is None:
        return None
    try:
        found = date(2000 + int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return of_date(found, time)


@lru_cache(maxsize=1024)  # many passings are of the same second
def _second(day: str, time: str) -> ClockReading | None:
    return _moment(time, day)


_us: Final = lru_cache(maxsize=1024)(microseconds)


def _since_1970(milliseconds: str) -> ClockReading | None:
    matches = _SINCE_1970.fullmatch(milliseconds)
    return ClockReading(int(milliseconds) * 1000, Scale.UTC) if matches else None


MYLAPS: Final = FeedFormat(
    "mylaps",
    "feed.from_its_documentation",
    re.compile(rf"[^@]+@(?:{'|'.join(sorted(NUMBERED | UNNUMBERED))})@"),
    MylapsFrames,
    FRAME_ENDS,
)
