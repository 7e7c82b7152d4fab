"""Parser of a timing system's passings, one a line, into crossings of the line.

A line has a transponder or a bib, then a time, separated by a comma, semicolon, tab or space. Further columns are
ignored, and so is a first line without any digit, which is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, shown

SAME_CROSSING_MS: Final = 10_000
"""Passings of one skater within so many ms are one crossing, since skaters wear a transponder on each ankle.

The fastest lap takes more than twice as long. A passing so soon after the gun is the start itself.
"""
DAY_MS: Final = 86_400_000
_TIME: Final = re.compile(
    r"(?:\d{4}-\d\d-\d\dT)?(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d+))?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)
_TIME_OF_DAY: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d):([0-5]\d(?:[.,]\d+)?)", re.ASCII)


class Passing(NamedTuple):
    """A skater crosses the line at ``t``, in ms since the gun."""

    bib: int
    t: int


class BeforeTheGun(NamedTuple):
    """A skater crosses the line before the gun."""

    bib: int


def parse_time_of_day(text: str) -> int | None:
    """Parse a time of day such as ``15:00:03.25``. Return it in ms since midnight, or None.

    Hours, minutes and seconds are required, because as a race time 15:00 is a quarter of an hour.
    """
    return parse_time(text) if _TIME_OF_DAY.fullmatch(text.strip()) else None


def parse_time(text: str) -> int | None:
    """Parse a time of day or of a race, ``15:03:58.123``, ``3:58.123`` or ``238.1``. Return it in ms, or None."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(((match[4] or "") + "000")[:3])


def passings(lines: Iterable[bytes], sheet: Sheet, gun: int | None = None) -> Iterator[Passing | BeforeTheGun | Fault]:
    """Yield the crossings in ``lines``, and a fault in the place of each line that cannot be used.

    ``gun`` is the time of day of the gun in ms since midnight, if the times are times of day. Without it they are times
    since the gun. A crossing before the gun is yielded as `BeforeTheGun`.
    """
    worn = {transponder: skater.bib for skater in sheet.skaters for transponder in skater.transponders}
    # A transponder takes precedence over a bib that reads the same.
    by_name = {str(skater.bib): skater.bib for skater in sheet.skaters} | worn
    crossed: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        found = _passing(line, number, by_name, gun)
        if isinstance(found, Fault):
            yield found
        elif found is not None and found.t < 0:
            yield BeforeTheGun(found.bib)
        # The default of 0 is the gun: a first passing close to it is the start, not a crossing.
        elif found is not None and abs(found.t - crossed.get(found.bib, 0)) >= SAME_CROSSING_MS:
            crossed[found.bib] = found.t
            yield found


def _passing(line: bytes, number: int, by_name: dict[str, int], gun: int | None) -> Passing | Fault | None:
    """Parse one line; None for a blank line and for a heading."""
    text = line.decode("utf-8-sig", "replace").strip()
    if not text or (number == 1 and not any(character.isdigit() for character in text)):
        return None
    columns = _columns(text)
    if len(columns) < 2:  # noqa: PLR2004 - who, and when
        return Fault(number, "", Flaw.NOT_A_PASSING, {"given": shown(text)})
    who, when = columns[:2]
    t = parse_time(when)
    if t is None:
        return Fault(number, "time", Flaw.NOT_A_PASSING_TIME, {"given": shown(when)})
    if who not in by_name:
        return Fault(number, "transponder", Flaw.UNKNOWN_TRANSPONDER, {"given": shown(who)}, harmless=True)
    return Passing(by_name[who], t if gun is None else _since(gun, t))


def _columns(text: str) -> list[str]:
    """Split a line at its separator.

    A comma separates only if there is no semicolon or tab, else it is a decimal sign.
    """
    between = next((sign for sign in (";", "\t", ",") if sign in text), None)
    return [column.strip().strip('"') for column in text.split(between)]


def _since(gun: int, t: int) -> int:
    """Return the ms from the gun to a time of day, also across midnight."""
    # The time nearest to the gun, within half a day before or after it.
    return (t - gun + DAY_MS // 2) % DAY_MS - DAY_MS // 2
