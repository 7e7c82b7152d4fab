"""Which of the heats of a feed is the race that is recorded or followed: one, and the others are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from massstart_tui.race.chip_codes import chip_key
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Note
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.name_folding import folded
from massstart_tui.timing.feed_records import ChipRead, GunRead, NextHeat, ReadRun, Record

_MOST: Final = 2
"""More than one in so many skaters of a heat have to be those of the start sheet: semi-finals have the same bibs."""

Numbered = tuple[int | None, Record]


class HeatTold(NamedTuple):
    """What a person should know about a heat; ``code`` is that of the sentence."""

    code: str
    heat: str


class FeedHeats:
    """Keeps the records of one heat of a feed: the one that was ``asked`` for, or else the first that fits the sheet.

    A heat of which nothing was recorded gives way to the next that fits, as one that was only activated has to. A feed
    without heats is kept as a whole. ``heat`` is the heat that is kept; None if the feed has told none.
    """

    def __init__(self, asked: str | None = None, recorded: str | None = None) -> None:
        """Begin before the first heat; ``recorded`` is the heat of which something was recorded before."""
        self.heat: str | None = None
        self._asked = asked
        self._taken = asked or recorded
        self._is_other = False
        self._told: dict[str, str] = {}

    def of_this_race(
        self, records: Iterable[Numbered], sheet: Sheet, *, begun: bool
    ) -> tuple[list[Numbered], list[HeatTold]]:
        """Return the records of this race and the faults of all, and what is to be told about heats.

        ``sheet`` is the start sheet of the race; ``begun`` is true if something of its timing is recorded.
        """
        kept: list[Numbered] = []
        told: list[HeatTold] = []
        for numbered in records:
            record = numbered[1]
            if isinstance(record, NextHeat):
                self._is_other = not self._is_this_race(record, sheet, begun=begun)
                self.heat = self.heat if self._is_other else record.name
                told += self._tell(record.name, "timing.other_heat" if self._is_other else "timing.heat")
            elif isinstance(record, ChipRead | ReadRun | GunRead) and self._asked is not None and not self._told:
                told += self._tell(self._asked, "timing.no_heats")
            if not self._is_other or isinstance(record, Fault):
                kept.append(numbered)
                begun = begun or not isinstance(record, NextHeat | Fault)
        return kept, told

    def _tell(self, heat: str, code: str) -> Iterator[HeatTold]:
        """Yield what was not told of this heat last: a feed may go to and fro between two."""
        if self._told.get(heat) != code:
            self._told[heat] = code
            yield HeatTold(code, heat)

    def _is_this_race(self, heat: NextHeat, sheet: Sheet, *, begun: bool) -> bool:
        if self._asked is not None or (begun and self._taken is not None):
            return heat.name == self._taken
        if heat.sheet is not None and not _fits(heat.sheet, sheet):
            return False
        self._taken = heat.name
        return True


def noted_heat(recorded: Timeline) -> str | None:
    """Return the heat that a note of a timing system gives; None if none does."""
    events = map(recorded.event, recorded.order)
    heats = (event.heat for event in events if isinstance(event, Note) and event.by == TIMING)
    return next((heat for heat in heats if heat is not None), None)


def _fits(told: Sheet, sheet: Sheet) -> bool:
    """Return whether a start list may be that of this sheet: nobody else is on it, and most are the same people."""
    listed = sheet.by_bib()
    same = [skater.bib in listed and _same_person(skater, listed[skater.bib]) for skater in told.skaters]
    return all(skater.bib in listed for skater in told.skaters) and _MOST * sum(same) > len(same)


def _same_person(told: Skater, listed: Skater) -> bool:
    """Return whether they share a chip or a word of the name; a feed without names leaves only the bib."""
    if not {chip_key(chip) for chip in told.transponders}.isdisjoint(map(chip_key, listed.transponders)):
        return True
    return told.name == str(told.bib) or not set(folded(told.name).split()).isdisjoint(folded(listed.name).split())
