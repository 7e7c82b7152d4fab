"""Apply `skater` events to a start sheet: late starters, and corrections of a name, a nation or a bib."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from massstart_tui.race.event_base import skater_listed
from massstart_tui.race.events import Event, SkaterListed, Unknown
from massstart_tui.race.record import replaced
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.state import Place

_UNKNOWN_NAME = "?"
"""The name for a bib that events name and that is no longer on the sheet, because its `skater` event was retracted."""


class SheetChanges:
    """A start sheet with `skater` events applied, in the order of recording; ``sheet`` is the result.

    A corrected bib keeps what that skater did. An event recorded before the correction is about the present bib; so is
    any event that names a bib that nobody has now. A correction to a bib that somebody else has is ignored; ``clashes``
    has its seq and that bib.
    """

    def __init__(self, sheet: Sheet, listed: Iterable[SkaterListed]) -> None:
        """Apply ``listed`` to ``sheet``."""
        self._bibs: list[tuple[int, int, int]] = []
        self.clashes: list[tuple[int, int]] = []
        skaters = {skater.bib: skater for skater in sheet.skaters}
        for event in listed:
            skater = skater_listed(event.skater)
            before = event.replaces if event.replaces in skaters else skater.bib
            if before != skater.bib and skater.bib in skaters:
                self.clashes.append((event.seq, skater.bib))
                continue
            skaters = _put(skaters, before, skater)
            if before != skater.bib:
                self._bibs.append((event.seq, before, skater.bib))
        unchanged = tuple(skaters.values()) == sheet.skaters
        self.sheet = sheet if unchanged else dataclasses.replace(sheet, skaters=tuple(skaters.values()))
        self._listed = frozenset(skaters)

    def with_unnamed(self, bibs: Iterable[int]) -> None:
        """Add bibs that are not on the sheet, under a placeholder name, so that what they did is not lost."""
        if more := sorted(set(bibs) - self._listed):
            unnamed = tuple(Skater(bib, _UNKNOWN_NAME) for bib in more)
            self.sheet = dataclasses.replace(self.sheet, skaters=(*self.sheet.skaters, *unnamed))
            self._listed |= set(more)

    def same_as(self, other: SheetChanges) -> bool:
        """Return whether the resulting start sheet and the changes of bibs are the same."""
        return (self.sheet, self._bibs) == (other.sheet, other._bibs)

    @property
    def changes_bibs(self) -> bool:
        """Whether any bib was corrected."""
        return bool(self._bibs)

    def bib_now(self, bib: int, recorded: int) -> int:
        """Return the present bib of the skater who had ``bib`` when the event with seq ``recorded`` was recorded."""
        for seq, before, after in self._bibs:
            if bib == before and recorded < seq:
                bib = after
        # An event recorded after the correction may still name the old bib.
        for _, before, after in self._bibs:
            if bib == before and bib not in self._listed:
                bib = after
        return bib

    def renamed(self, event: Event, recorded: int) -> Event:
        """Return ``event`` with present bibs; ``recorded`` is the seq with which it was recorded."""
        if type(event) is Unknown or event.type == "skater":
            return event
        if event.type == "points":
            return replaced(event, {"points": tuple((self.bib_now(b, recorded), n) for b, n in event.points)})
        return replaced(event, dict(self._of_today(event, recorded)))

    def _of_today(self, event: Event, recorded: int) -> Iterator[tuple[str, Any]]:
        """Yield the fields of ``event`` that have bibs, with the present ones."""
        now = partial(self.bib_now, recorded=recorded)
        for name in ("bib", "bibs", "behind", "caused_by", "order", "groups"):
            value = getattr(event, name, None)
            if isinstance(value, int):
                yield name, now(value)
            elif isinstance(value, tuple):
                yield name, tuple(_place(part, now) for part in value)


def _place(part: Place, now: Callable[[int], int]) -> Place:
    """Return a bib, or the bibs of a dead heat or a group, mapped by ``now``."""
    if part is None:
        return None
    return tuple(map(now, part)) if isinstance(part, tuple) else now(part)


def _put(skaters: dict[int, Skater], before: int, skater: Skater) -> dict[int, Skater]:
    """Return the skaters with ``skater`` in the line of bib ``before``, or at the end if there is none."""
    if before not in skaters:
        return {**skaters, skater.bib: skater}
    lines = (skater if bib == before else other for bib, other in skaters.items())
    return {line.bib: line for line in lines}
