"""The passings that MYLAPS Timing & Scoring exports over TCP-IP, protocols 1 and 2.1.

A frame is ``location@function@record@…@number@$``. A record of a passing or a marker is ``key=value|…`` in any order:
``c`` the chip, ``t`` the time of day, ``d`` the day as ``yymmdd``, ``utc`` milliseconds since 1970. A record of
protocol 1 is of fixed width: the chip (7 characters), the time (12), others, the day (6), a checksum (2).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import ClockReading, Scale, of_date, of_day
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_framing import FRAME_ENDS
from massstart_tui.timing.feed_records import ChipRead, GunRead, Record

NUMBERED: Final = frozenset({"Passing", "Marker", "Store"})
"""The functions whose frames have a number, and are acknowledged by it."""
UNNUMBERED: Final = frozenset({"Pong", "AckPong", "Ping", "AckPing", "GetInfo", "AckGetInfo", "GetLocations"})
_NUMBER: Final = re.compile(r"\d{1,20}", re.ASCII)
_DAY: Final = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_SINCE_1970: Final = re.compile(r"\d{12,13}", re.ASCII)
_OF_STORE: Final = re.compile(r"(?P<chip>.{7})(?P<time>.{12}).*(?P<day>\d{6})[0-9A-Fa-f]{2}", re.ASCII)
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
        self._read: deque[str] = deque(maxlen=_REMEMBERED)

    def read(self, text: str, number: int) -> Iterator[Record]:
        """Yield the passings and the guns of a frame."""
        frame = MylapsFrame(text.strip())
        if frame.function == "Pong":
            self._read.clear()  # the numbers begin again
        elif frame.text and frame.function not in UNNUMBERED:
            if not frame.number:
                yield Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(frame.text)})
            elif frame.text not in self._read:
                self._read.append(frame.text)
                yield from _records(frame, number)


def _records(frame: MylapsFrame, number: int) -> Iterator[Record]:
    for record in frame.records:
        match frame.function:
            case "Store":
                yield _stored(record, frame.location, number)
            case "Passing":
                yield _passing(record, frame.location, number)
            case _:
                yield from _marker(record, number)


def _passing(record: str, location: str, number: int) -> Record:
    fields = _fields(record)
    if not fields.get("c"):
        return Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(record)})
    when = _moment(fields.get("t", ""), fields.get("d")) or _since_1970(fields.get("utc", ""))
    if when is None:
        return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(record)})
    return ChipRead(fields["c"], when, location or None)


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
