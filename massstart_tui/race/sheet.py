"""The start sheet: who skates, over how many laps, under which rules.

These are plain dataclasses, so that a screen can draw a start sheet before pydantic is loaded; `stream.codec` validates
them.
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
"""In metres. Laps on natural ice are up to some twelve kilometres long."""

Texts = tuple[tuple[str, str], ...]
"""Pairs of a text as it is in the race and its translation."""
Bib = Annotated[int, Bounds(ge=LOWEST_BIB, le=HIGHEST_BIB)]


@dataclass(frozen=True, slots=True)
class Skater:
    """A line of the start sheet: ``noc`` is the nation in three letters, ``notes`` are for the commentator.

    ``transponders`` are the devices by which a timing system knows the skater, one on each ankle. ``id`` is how a
    federation knows the skater, such as the number of a licence; it is the same in every race. ``say`` is how the name
    is pronounced, spelled out for an announcer.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    bib: Bib
    name: Annotated[str, Bounds(min_length=1)]
    noc: str = ""
    born: date | None = None
    notes: tuple[str, ...] = ()
    transponders: tuple[str, ...] = ()
    id: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The start sheet of one race.

    ``title_nl`` and ``competition_nl`` are the Dutch versions of ``title`` and ``competition``; ``texts_nl`` has pairs
    of a note or a reason and its Dutch version. ``laps`` is the distance in laps, ``lap_length`` is in metres if known,
    ``qualify`` is how many go through (None in a final), and ``start`` the time of the gun with its offset.
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
        """Return the rules of this race: the preset, with the sheet's own keys set over it."""
        return rules_in_force(self.rules, self.laps)

    @property
    def at_stake(self) -> Literal["cut", "podium"]:
        """What can be reached in this race: the cut for another race, or the podium."""
        return "podium" if self.qualify is None else "cut"

    def by_bib(self) -> dict[int, Skater]:
        """Return the skaters by bib."""
        return {skater.bib: skater for skater in self.skaters}
