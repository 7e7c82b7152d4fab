"""The start sheet: who skates, over how many laps, under which rules.

Plain dataclasses, so that a screen can draw a start sheet before pydantic is loaded; the stream's codec validates them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from massstart_tui.race.rules import UNKNOWN_KEYS, Bounds, Rules, RulesTable, rules_in_force

LOWEST_BIB = 1
HIGHEST_BIB = 999
MOST_LAPS = 1_000_000
LONGEST_LAP = 100_000
"""Metres. Laps on natural ice reach some twelve kilometres."""

Texts = tuple[tuple[str, str], ...]
"""Pairs of a text as it stands in the race, and the same in another language."""
Bib = Annotated[int, Bounds(ge=LOWEST_BIB, le=HIGHEST_BIB)]


@dataclass(frozen=True, slots=True)
class Skater:
    """A line of the start sheet: ``noc`` is the nation in three letters, ``notes`` what a commentator wants at hand.

    ``transponders`` are what a timing system knows the skater by: one on each ankle. ``id`` is what a federation knows
    the skater by, such as the number of a licence: the same in every race.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    bib: Bib
    name: Annotated[str, Bounds(min_length=1)]
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()
    transponders: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The start sheet of one race.

    ``title_nl`` and ``competition_nl`` are what a Dutch reader is told instead of ``title`` and ``competition``;
    ``texts_nl`` has pairs of a note or a reason as it stands, and what a Dutch reader is told instead.
    ``laps`` is the distance in laps, ``lap_length`` in metres where known, ``qualify`` how many go through (None in a
    final), ``start`` the time of the gun with its offset.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    id: Annotated[str, Bounds(min_length=1)]
    title: str
    laps: Annotated[int, Bounds(ge=1, le=MOST_LAPS)]
    skaters: Annotated[tuple[Skater, ...], Bounds(min_length=1)]
    competition: str = ""
    venue: str = ""
    start: datetime | None = None
    lap_length: Annotated[float, Bounds(gt=0, le=LONGEST_LAP)] | None = None
    qualify: Annotated[int, Bounds(ge=1)] | None = None
    rules: RulesTable = field(default_factory=RulesTable)
    title_nl: str = ""
    competition_nl: str = ""
    texts_nl: Texts = ()

    def rules_in_force(self) -> Rules:
        """The rules of this race: the preset with the sheet's own keys over it."""
        return rules_in_force(self.rules, self.laps)

    @property
    def at_stake(self) -> Literal["cut", "podium"]:
        """What there is to reach in this race."""
        return "podium" if self.qualify is None else "cut"

    def by_bib(self) -> dict[int, Skater]:
        """The skaters by bib."""
        return {skater.bib: skater for skater in self.skaters}
