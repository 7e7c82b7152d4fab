"""What every event of the stream has, and the types of which the fields of events are.

``t`` is in whole milliseconds since the gun; ``seq`` is the order of recording, from 1 without a hole.
Fields that this version does not know are kept and written again.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from massstart_tui.race.sheet import MOST_LAPS

FURTHEST_T: Final = 10**12
"""The largest race time, in milliseconds either side of the gun, that is believed: some thirty years."""
MOST_POINTS: Final = 9999
"""More points than any race gives."""

Bib = int
"""A bib of the start sheet; whether it is on the sheet is checked against the sheet, so that its range need not be."""
Laps = Annotated[int, Field(ge=0, le=MOST_LAPS)]
LapNumber = Annotated[int, Field(ge=1, le=MOST_LAPS)]
Bibs = Annotated[tuple[Bib, ...], Field(min_length=1)]
DeadHeat = Annotated[tuple[Bib, ...], Field(min_length=2)]
Order = Annotated[tuple[Bib | DeadHeat | None, ...], Field(min_length=1)]
Duration = Annotated[int, Field(ge=0, le=FURTHEST_T)]
SumOfPoints = Annotated[int, Field(ge=0, le=MOST_POINTS)]
Colour = Literal["warning", "yellow", "red"]


class Booted(BaseModel):
    """When something was recorded on the clock of a machine: ``us`` microseconds since the start of it named ``id``."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    id: str
    us: int


class Recorded(BaseModel):
    """What every event has. ``wall`` is when it was recorded (RFC 3339), ``by`` who recorded it.

    ``boot`` is the moment of ``wall`` on the clock of the machine, so that whoever records on there can go by that when
    the time of day was set meanwhile.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    seq: int
    t: Annotated[int, Field(ge=-FURTHEST_T, le=FURTHEST_T)]
    wall: str | None = None
    by: str | None = None
    boot: Booted | None = None
