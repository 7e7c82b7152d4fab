"""Regenerate the start sheet of a final from its heats, and keep what a person has changed on the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from massstart_tui.race.agreement import Numbering, candidates, numbering_of
from massstart_tui.race.identity import claimed_twice, recognised
from massstart_tui.race.meeting import Finalist, Heat
from massstart_tui.race.sheet import Sheet, Skater

BY_A_PERSON: Final = ("name", "noc", "born", "id", "transponders", "say")
"""The fields of a skater, besides the notes, that a person may have changed."""


class ByHand(NamedTuple):
    """What a person has added to a skater: ``notes``, and the names of other ``fields`` that were changed."""

    skater: Skater
    notes: tuple[str, ...]
    fields: tuple[str, ...] = ()


class Rewritten(NamedTuple):
    """A regenerated start sheet, and how it differs from the old one.

    ``came`` are the skaters who are new on it, and ``went`` those who are no longer on it. ``moved`` are those whose
    bib changed, as pairs of before and after. ``kept`` are the changes of a person that were kept, ``lost`` the notes
    of a person on those who went.
    """

    sheet: Sheet
    came: tuple[Skater, ...]
    went: tuple[Skater, ...]
    moved: tuple[tuple[Skater, Skater], ...]
    kept: tuple[ByHand, ...]
    lost: tuple[ByHand, ...]


class Rewriting:
    """A generator of new start sheets from heats.

    ``generated`` is a predicate that is true for a note made from the heats. With ``numbering`` by hand, skaters who
    stay keep their bibs, and new ones get the next above all of them.
    """

    def __init__(self, heats: Sequence[Heat], numbering: Numbering, generated: Callable[[str], bool]) -> None:
        """Store the ``heats``, the ``numbering`` and the predicate."""
        self._heats = heats
        self._numbering = numbering
        self._generated = generated

    def of(self, old: Sheet, made: Sequence[tuple[Finalist, Skater]]) -> Rewritten:
        """Return the ``old`` sheet with exactly those on it who go through.

        ``made`` has each finalist with a line of a new sheet. A skater who stays keeps the old line, which a person may
        have changed, but gets the new bib and the notes made from the heats. Everything but the skaters stays as it is.
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
        """Return the lines of the sheet, by heat and the bib there, of all who can be identified."""
        found = recognised(sheet.skaters, candidates(self._heats, numbering_of(sheet, self._heats)))
        twice, by_bib = claimed_twice(found), sheet.by_bib()
        known = {bib: one[0] for bib, one in found.items() if len(one) == 1 and bib not in twice}
        return {(one.race, one.skater.bib): by_bib[bib] for bib, one in known.items()}

    def _line(self, was: Skater | None, new: Skater, free: count[int]) -> Skater:
        """Return the line of a skater on the new sheet; ``was`` is the old one, ``free`` counts the free bibs."""
        by_hand = self._numbering is Numbering.BY_HAND
        if was is None:
            return replace(new, bib=next(free)) if by_hand else new
        told = tuple(note for note in new.notes if self._generated(note))
        # What a person may have corrected on the sheet takes precedence over the heats.
        given = {name: getattr(was, name) or getattr(new, name) for name in BY_A_PERSON}
        return replace(was, bib=was.bib if by_hand else new.bib, notes=(*told, *self._own_notes(was)), **given)

    def _own_notes(self, skater: Skater) -> tuple[str, ...]:
        """Return the notes that a person has written."""
        return tuple(note for note in skater.notes if not self._generated(note))

    def _by_hand(self, was: Skater, new: Skater) -> ByHand:
        """Return what the old line has that a new one would not."""
        notes = tuple(note for note in self._own_notes(was) if note not in new.notes)
        fields = (name for name in BY_A_PERSON if getattr(was, name) and getattr(was, name) != getattr(new, name))
        return ByHand(was, notes, tuple(fields))
