"""The base class of all events, and the types of their fields.

``t`` is in whole milliseconds since the gun; ``seq`` is the order of recording, from 1 without gaps. Fields that this
version does not know are kept, and written again.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, MOST_LAPS, Skater

FURTHEST_T: Final = 10**12
"""The largest accepted race time in ms, before or after the gun: some thirty years."""
MOST_POINTS: Final = 9999
"""The largest accepted number of points, more than any race gives."""

Bib = int
"""A bib of the start sheet. The range is not limited here, since each bib is looked up on the sheet."""
Laps = Annotated[int, Field(ge=0, le=MOST_LAPS)]
LapNumber = Annotated[int, Field(ge=1, le=MOST_LAPS)]
Bibs = Annotated[tuple[Bib, ...], Field(min_length=1)]
DeadHeat = Annotated[tuple[Bib, ...], Field(min_length=2)]
Order = Annotated[tuple[Bib | DeadHeat | None, ...], Field(min_length=1)]
"""Bibs from first to last. A tuple of bibs is a dead heat, None an open place."""
Duration = Annotated[int, Field(ge=0, le=FURTHEST_T)]
SumOfPoints = Annotated[int, Field(ge=0, le=MOST_POINTS)]
Colour = Literal["warning", "yellow", "red"]


class ListedSkater(BaseModel):
    """A skater in an event, as listed on a start sheet.

    ``id`` is what a federation knows the skater by, and ``say`` how the name is pronounced.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    bib: Annotated[int, Field(ge=LOWEST_BIB, le=HIGHEST_BIB)]
    name: Annotated[str, Field(min_length=1)]
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()
    transponders: tuple[str, ...] = ()
    id: str = ""
    say: str = ""

    def to_skater(self) -> Skater:
        """Return the skater as a line of a start sheet."""
        return Skater(self.bib, self.name, self.noc, self.born, self.notes, self.transponders, self.id, self.say)


class BootTime(BaseModel):
    """A moment on a machine's own clock: ``us`` microseconds since the boot that is identified by ``id``."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    id: str
    us: int


class EventBase(BaseModel):
    """The base class of all events: the fields that every event has.

    ``seq`` is the order of recording and ``t`` the race time in ms. ``wall`` is the time of day of recording
    (RFC 3339) and ``by`` who recorded it. ``boot`` is the moment of ``wall`` on the clock of the machine. A recording
    that is resumed there can rely on it even if the time of day was set meanwhile.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    seq: int
    t: Annotated[int, Field(ge=-FURTHEST_T, le=FURTHEST_T)]
    wall: str | None = None
    by: str | None = None
    boot: BootTime | None = None
