"""The start sheet of a final made anew from its heats, with what a person has added to it since it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from massstart_tui.race.agreement import Numbering, candidates, numbering_of
from massstart_tui.race.identity import claimed_twice, recognised
from massstart_tui.race.meeting import Finalist, Heat
from massstart_tui.race.sheet import Sheet, Skater

BY_A_PERSON: Final = ("name", "noc", "born", "id", "transponders")
"""What of a skater's line, beside the notes, a person may have changed."""


class ByHand(NamedTuple):
    """What a person has put on a skater's line: ``notes``, and the names of other ``fields`` that were changed."""

    skater: Skater
    notes: tuple[str, ...]
    fields: tuple[str, ...] = ()


class Rewritten(NamedTuple):
    """A start sheet that was made anew: ``sheet``, and what became of the one before.

    ``came`` is who is on it now, ``went`` who is on it no more, ``moved`` whose bib changed, as they were and as they
    are. ``kept`` is what of a person stands, ``lost`` what a person had noted of those who went.
    """

    sheet: Sheet
    came: tuple[Skater, ...]
    went: tuple[Skater, ...]
    moved: tuple[tuple[Skater, Skater], ...]
    kept: tuple[ByHand, ...]
    lost: tuple[ByHand, ...]


class Rewriting:
    """Makes a start sheet anew.

    ``generated`` tells a note that comes from the heats; with ``numbering`` by hand, who stays keeps the bib, and who
    comes gets the next one above all of them.
    """

    def __init__(self, heats: Sequence[Heat], numbering: Numbering, generated: Callable[[str], bool]) -> None:
        """Make it from these ``heats``."""
        self._heats = heats
        self._numbering = numbering
        self._generated = generated

    def of(self, old: Sheet, made: Sequence[tuple[Finalist, Skater]]) -> Rewritten:
        """The ``old`` sheet with those on it who go through; ``made`` has each of them with a line of a new sheet.

        Who stays keeps the line that a person may have changed, with the bib and the notes that come from the heats.
        What the sheet says beside its skaters stays.
        """
        before = self._recognised_on(old)
        free = count(max(skater.bib for skater in old.skaters) + 1)
        lines = []
        for finalist, new in made:
            was = before.get((finalist.heat, finalist.skater.bib))
            lines.append((was, self._line(was, new, free), new))
        stay = [(was, line, new) for was, line, new in lines if was is not None]
        on_it = {was.bib for was, _, _ in stay}
        went = tuple(skater for skater in old.skaters if skater.bib not in on_it)
        kept = (self._by_hand(was, new)._replace(skater=line) for was, line, new in stay)
        lost = (ByHand(skater, self._own_notes(skater)) for skater in went)
        return Rewritten(
            replace(old, skaters=tuple(sorted((line for _, line, _ in lines), key=lambda line: line.bib))),
            came=tuple(line for was, line, _ in lines if was is None),
            went=went,
            moved=tuple((was, line) for was, line, _ in stay if was.bib != line.bib),
            kept=tuple(one for one in kept if one.notes or one.fields),
            lost=tuple(one for one in lost if one.notes),
        )

    def _recognised_on(self, sheet: Sheet) -> dict[tuple[str, int], Skater]:
        """The lines of the sheet by heat and the bib in it, of those for whom anything tells who they are."""
        found = recognised(sheet.skaters, candidates(self._heats, numbering_of(sheet, self._heats)))
        twice, by_bib = claimed_twice(found), sheet.by_bib()
        known = {bib: one[0] for bib, one in found.items() if len(one) == 1 and bib not in twice}
        return {(one.race, one.skater.bib): by_bib[bib] for bib, one in known.items()}

    def _line(self, was: Skater | None, new: Skater, free: count[int]) -> Skater:
        by_hand = self._numbering is Numbering.BY_HAND
        if was is None:
            return replace(new, bib=next(free)) if by_hand else new
        told = tuple(note for note in new.notes if self._generated(note))
        given = {name: getattr(was, name) or getattr(new, name) for name in BY_A_PERSON}
        return replace(was, bib=was.bib if by_hand else new.bib, notes=(*told, *self._own_notes(was)), **given)

    def _own_notes(self, skater: Skater) -> tuple[str, ...]:
        return tuple(note for note in skater.notes if not self._generated(note))

    def _by_hand(self, was: Skater, new: Skater) -> ByHand:
        """What stands on the line and would not on a new one."""
        notes = tuple(note for note in self._own_notes(was) if note not in new.notes)
        fields = (name for name in BY_A_PERSON if getattr(was, name) and getattr(was, name) != getattr(new, name))
        return ByHand(was, notes, tuple(fields))
