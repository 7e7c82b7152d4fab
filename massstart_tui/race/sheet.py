"""The start sheet: who skates, over how many laps, under which rules.

Plain dataclasses, so that a screen can draw a start sheet before pydantic is loaded; the stream's codec validates them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from annotated_types import Ge, Gt, Le, MinLen

from massstart_tui.race.rules import Rules, RulesTable, rules_in_force

LOWEST_BIB = 1
HIGHEST_BIB = 999

Bib = Annotated[int, Ge(LOWEST_BIB), Le(HIGHEST_BIB)]


@dataclass(frozen=True, slots=True)
class Skater:
    """A line of the start sheet: ``noc`` is the nation in three letters, ``notes`` what a commentator wants at hand."""

    bib: Bib
    name: Annotated[str, MinLen(1)]
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The start sheet of one race.

    ``laps`` is the distance in laps, ``lap_length`` in metres where known, ``qualify`` how many go through (None in a
    final), ``start`` the time of the gun with its offset.
    """

    id: Annotated[str, MinLen(1)]
    title: str
    laps: Annotated[int, Ge(1)]
    skaters: Annotated[tuple[Skater, ...], MinLen(1)]
    competition: str = ""
    venue: str = ""
    start: datetime | None = None
    lap_length: Annotated[float, Gt(0)] | None = None
    qualify: Annotated[int, Ge(1)] | None = None
    rules: RulesTable = field(default_factory=RulesTable)

    def rules_in_force(self) -> Rules:
        """The rules of this race: the preset with the sheet's own keys over it."""
        return rules_in_force(self.rules)

    def by_bib(self) -> dict[int, Skater]:
        """The skaters by bib."""
        return {skater.bib: skater for skater in self.skaters}
