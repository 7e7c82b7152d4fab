"""The pydantic model of a skater in an event; fields that this version does not know are kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, Skater


class Listed(BaseModel):
    """A skater as listed on a start sheet."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    bib: Annotated[int, Field(ge=LOWEST_BIB, le=HIGHEST_BIB)]
    name: Annotated[str, Field(min_length=1)]
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()
    transponders: tuple[str, ...] = ()
    id: str = ""

    def of_a_sheet(self) -> Skater:
        """Return the skater as a line of a start sheet."""
        return Skater(self.bib, self.name, self.noc, self.born, self.notes, self.transponders, self.id)
