"""Edit a start sheet before the gun: each function returns a changed sheet, or raises CannotBe with the reason.

A valid sheet stays valid: no change puts a bib on it twice or leaves it without skaters. A sheet in the order of its
bibs stays in that order; on any other sheet everyone keeps their line.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, Sheet, Skater

LETTERS_OF_A_NATION: Final = 3
LONGEST_BIB: Final = len(str(HIGHEST_BIB))
SHOWN: Final = 40
"""How many characters of an invalid bib an error message repeats."""


class Refusal(StrEnum):
    """The reasons to refuse a change; each code has its sentence in the catalogue of sentences."""

    NOT_A_BIB = "not_a_bib"
    BIB_TAKEN = "bib_taken"
    BIB_NOT_ON_SHEET = "bib_not_on_sheet"
    NO_NAME = "no_name"
    LAST_SKATER = "last_skater"


class CannotBe(Exception):
    """Raised for a change that is not possible, with the reason and the values for its sentence."""

    def __init__(self, refusal: Refusal, **values: str | int) -> None:
        """Store the reason and the values."""
        self.refusal = refusal
        self.values = values
        super().__init__(refusal, values)


def bib_in(text: str) -> int:
    """Parse ``text`` as a bib; raises CannotBe."""
    digits = text.strip()
    if digits.isdecimal() and len(digits) <= LONGEST_BIB and LOWEST_BIB <= int(digits) <= HIGHEST_BIB:
        return int(digits)
    given = digits if len(digits) <= SHOWN else f"{digits[: SHOWN - 1]}…"
    raise CannotBe(Refusal.NOT_A_BIB, given=given, lowest=LOWEST_BIB, highest=HIGHEST_BIB)


def skater_in(text: str) -> Skater:
    """Parse a skater as typed on a line, such as ``13 Sven Kramer NED``; raises CannotBe.

    A last word of three capitals is the nation, if there is a name before it.
    """
    bib, *words = text.split() or [""]
    number = bib_in(bib)
    noc = words.pop() if len(words) > 1 and _is_nation(words[-1]) else ""
    return Skater(number, _name_in(" ".join(words)), noc)


def _is_nation(word: str) -> bool:
    return len(word) == LETTERS_OF_A_NATION and word.isascii() and word.isalpha() and word.isupper()


def _name_in(text: str) -> str:
    if not (name := text.strip()):
        raise CannotBe(Refusal.NO_NAME)
    return name


def swap_bibs(sheet: Sheet, one: int, other: int) -> Sheet:
    """Return the sheet with two bibs swapped; raises CannotBe if either is not on it."""
    first, second = _skater(sheet, one), _skater(sheet, other)
    return _with(sheet, {one: replace(first, bib=other), other: replace(second, bib=one)})


def give_bib(sheet: Sheet, bib: int, number: int) -> Sheet:
    """Return the sheet with ``number`` in place of ``bib``; raises CannotBe if it is taken or invalid."""
    skater = _skater(sheet, bib)
    if number != bib:
        _must_be_free(sheet, number)
    return _with(sheet, {bib: replace(skater, bib=number)})


def exchanged(bibs: frozenset[int], one: int, other: int) -> frozenset[int]:
    """Return ``bibs``, a mark on some skaters, after `swap_bibs` or `give_bib`: the mark follows the skater."""
    return frozenset(other if bib == one else one if bib == other else bib for bib in bibs)


def rename(sheet: Sheet, bib: int, name: str) -> Sheet:
    """Return the sheet with ``name`` for the skater with ``bib``; raises CannotBe."""
    return _with(sheet, {bib: replace(_skater(sheet, bib), name=_name_in(name))})


def give_nation(sheet: Sheet, bib: int, noc: str) -> Sheet:
    """Return the sheet with nation ``noc``, which may be empty, for the skater with ``bib``; raises CannotBe."""
    return _with(sheet, {bib: replace(_skater(sheet, bib), noc=noc.strip())})


def give_pronunciation(sheet: Sheet, bib: int, say: str) -> Sheet:
    """Return the sheet with ``say``, which may be empty, for the skater with ``bib``; raises CannotBe."""
    return _with(sheet, {bib: replace(_skater(sheet, bib), say=say.strip())})


def add_skater(sheet: Sheet, skater: Skater) -> Sheet:
    """Return the sheet with ``skater`` added; raises CannotBe if the bib is taken."""
    _must_be_free(sheet, skater.bib)
    _name_in(skater.name)
    return _listing(sheet, (*sheet.skaters, skater))


def take_off(sheet: Sheet, bib: int) -> Sheet:
    """Return the sheet without the skater with ``bib``; raises CannotBe, also if nobody would be left."""
    gone = _skater(sheet, bib)
    if len(sheet.skaters) == 1:
        raise CannotBe(Refusal.LAST_SKATER, name=gone.name)
    return _listing(sheet, tuple(skater for skater in sheet.skaters if skater is not gone))


def _skater(sheet: Sheet, bib: int) -> Skater:
    skater = sheet.by_bib().get(bib)
    if skater is None:
        raise CannotBe(Refusal.BIB_NOT_ON_SHEET, bib=bib)
    return skater


def _must_be_free(sheet: Sheet, bib: int) -> None:
    bib_in(str(bib))
    if holder := sheet.by_bib().get(bib):
        raise CannotBe(Refusal.BIB_TAKEN, bib=bib, name=holder.name)


def _with(sheet: Sheet, changed: dict[int, Skater]) -> Sheet:
    """Return the sheet with the skaters in ``changed`` in the lines of the bibs that are its keys."""
    return _listing(sheet, tuple(changed.get(skater.bib, skater) for skater in sheet.skaters))


def _listing(sheet: Sheet, skaters: tuple[Skater, ...]) -> Sheet:
    """Return the sheet with these skaters; sorted by bib if it was so before."""
    bibs = [skater.bib for skater in sheet.skaters]
    if all(bib < following for bib, following in pairwise(bibs)):
        skaters = tuple(sorted(skaters, key=lambda skater: skater.bib))
    return replace(sheet, skaters=skaters)
