"""The base class of all events, and the types of their fields.

``t`` is in whole milliseconds since the gun; ``seq`` is the order of recording, from 1 without gaps. Fields that this
version does not know are kept, and written again.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from massstart_tui.race.checked_record import CheckedRecord
from massstart_tui.race.event_limits import FURTHEST_T, MOST_POINTS
from massstart_tui.race.rules import Bounds
from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, MOST_LAPS, Skater

Bib = int
"""A bib of the start sheet. The range is not limited here, since each bib is looked up on the sheet."""
Laps = Annotated[int, Bounds(ge=0, le=MOST_LAPS)]
LapNumber = Annotated[int, Bounds(ge=1, le=MOST_LAPS)]
Bibs = Annotated[tuple[Bib, ...], Bounds(min_length=1)]
DeadHeat = Annotated[tuple[Bib, ...], Bounds(min_length=2)]
Order = Annotated[tuple[Bib | DeadHeat | None, ...], Bounds(min_length=1)]
"""Bibs from first to last. A tuple of bibs is a dead heat, None an open place."""
Duration = Annotated[int, Bounds(ge=0, le=FURTHEST_T)]
Times = tuple[Duration | None, ...]
Moment = Annotated[int, Bounds(ge=-FURTHEST_T, le=FURTHEST_T)]
Seq = Annotated[int, Bounds(ge=1)]
GroupsInOrder = Annotated[tuple[Bibs, ...], Bounds(min_length=1)]
SumOfPoints = Annotated[int, Bounds(ge=0, le=MOST_POINTS)]
PointsOfSkaters = Annotated[tuple[tuple[Bib, SumOfPoints], ...], Bounds(min_length=1)]
Colour = Literal["warning", "yellow", "red"]
BibOnSheet = Annotated[int, Bounds(ge=LOWEST_BIB, le=HIGHEST_BIB)]
SomeText = Annotated[str, Bounds(min_length=1)]


class ListedSkater(CheckedRecord):
    """A skater in an event, as listed on a start sheet.

    ``id`` is what a federation knows the skater by, and ``say`` how the name is pronounced.
    """

    bib: BibOnSheet
    name: SomeText
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()
    transponders: tuple[str, ...] = ()
    id: str = ""
    say: str = ""


class BootTime(CheckedRecord):
    """A moment on a machine's own clock: ``us`` microseconds since the boot that is identified by ``id``."""

    id: str
    us: int


class EventBase(CheckedRecord):
    """The base class of all events: the fields that every event has.

    ``seq`` is the order of recording and ``t`` the race time in ms. ``wall`` is the time of day of recording
    (RFC 3339) and ``by`` who recorded it. ``boot`` is the moment of ``wall`` on the clock of the machine. A recording
    that is resumed there can rely on it even if the time of day was set meanwhile.
    """

    seq: int
    t: Moment
    wall: str | None = None
    by: str | None = None
    boot: BootTime | None = None


def skater_listed(entry: ListedSkater) -> Skater:
    """Return the skater as a line of a start sheet."""
    return Skater(entry.bib, entry.name, entry.noc, entry.born, entry.notes, entry.transponders, entry.id, entry.say)
