"""The names under which a chip is known: the label that is printed on it, and the code that a decoder sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from massstart_tui.race.sheet import Sheet

_LETTERS: Final = "CFGHKLNPRSTVWXZ"
"""The letters of the labels of MYLAPS ProChips, in the order of their values."""
_LABEL: Final = re.compile(rf"([{_LETTERS}]{{2,3}})-?(\d{{5}})", re.ASCII)
_TAG: Final = re.compile(r"058[0-9A-Fa-f]{9}")
_FIRST_CODE: Final = 0x6000000


def code_of_label(label: str) -> str | None:
    """Return the code that a decoder sends for a MYLAPS ProChip with this label, such as 102758186 for ``FL-94890``.

    Returns None if the text is no such label.
    """
    match = _LABEL.fullmatch(label.upper())
    if match is None:
        return None
    letters = 0
    for letter in match[1].rjust(3, "C"):
        letters = 15 * letters + _LETTERS.index(letter)
    return str(100_000 * letters + int(match[2]) + _FIRST_CODE)


def chip_key(chip: str) -> str:
    """Return the text by which two names of one chip are compared: labels as codes, no leading zeros, capitals."""
    chip = chip.strip()
    return (code_of_label(chip) or chip.upper()).lstrip("0") or "0"


def tag_number(tag: str) -> str | None:
    """Return the number of a passive tag of twelve hexadecimal digits as decimal digits; None if it is no such tag.

    A start sheet may have the tag as it is printed, or this number, which its last eight digits are.
    """
    return str(int(tag[-8:], 16)) if _TAG.fullmatch(tag.strip()) else None


def worn_chips(sheet: Sheet) -> dict[str, int]:
    """Return the bib for each chip of the start sheet, by `chip_key`."""
    return {chip_key(chip): skater.bib for skater in sheet.skaters for chip in skater.transponders}


def chips_like_bibs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a bib and another skater's bib where the chip of the first reads as the bib of the second."""
    bibs = {str(skater.bib): skater.bib for skater in sheet.skaters}
    for chip, bib in worn_chips(sheet).items():
        if bibs.get(chip, bib) != bib:
            yield bib, bibs[chip]
