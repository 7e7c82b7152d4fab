"""Passings as a timing system tells them, a line each, to the crossings of a race.

A line has a transponder or a bib, then a time; comma, semicolon, tab or space between them. Further columns are left
alone, and so is a first line without any digit, which is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, shown

SAME_CROSSING_MS: Final = 10_000
"""A skater wears a transponder on each ankle: what follows within so many ms is the same crossing.

The fastest lap of a track takes more than twice as long; and what passes so soon after the gun is the start itself.
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
    """A skater crosses the line before the race."""

    bib: int


def parse_time_of_day(text: str) -> int | None:
    """A time of day with its hours, minutes and seconds, ``15:00:03.25``, in ms since midnight; None where it is none.

    Less will not do: 15:00 could be a quarter past midnight, as it is in a race.
    """
    return parse_time(text) if _TIME_OF_DAY.fullmatch(text.strip()) else None


def parse_time(text: str) -> int | None:
    """A time of day or of a race, ``15:03:58.123``, ``3:58.123`` or ``238.1``, in ms; None where it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(((match[4] or "") + "000")[:3])


def passings(lines: Iterable[bytes], sheet: Sheet, gun: int | None = None) -> Iterator[Passing | BeforeTheGun | Fault]:
    """The crossings in ``lines``, and at its place whatever is wrong with a line, which is left out.

    ``gun`` is the time of day of the gun in ms since midnight, where times are times of day; without it they are since
    the gun. What passes before the gun is told as such.
    """
    worn = {transponder: skater.bib for skater in sheet.skaters for transponder in skater.transponders}
    by_name = {str(skater.bib): skater.bib for skater in sheet.skaters} | worn
    crossed: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        found = _passing(line, number, by_name, gun)
        if isinstance(found, Fault):
            yield found
        elif found is not None and found.t < 0:
            yield BeforeTheGun(found.bib)
        elif found is not None and abs(found.t - crossed.get(found.bib, 0)) >= SAME_CROSSING_MS:
            crossed[found.bib] = found.t
            yield found


def _passing(line: bytes, number: int, by_name: dict[str, int], gun: int | None) -> Passing | Fault | None:
    """What a line says; None for a blank one and for a heading."""
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
    """The columns of a line; a comma is a decimal sign where something else is between them."""
    between = next((sign for sign in (";", "\t", ",") if sign in text), None)
    return [column.strip().strip('"') for column in text.split(between)]


def _since(gun: int, t: int) -> int:
    """Milliseconds from the gun to a time of day, also over midnight."""
    return (t - gun + DAY_MS // 2) % DAY_MS - DAY_MS // 2
