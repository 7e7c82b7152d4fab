"""Lookup of the skaters on a start sheet by what is typed: a bib, its last digits, or the beginning of a name."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import nearest
from massstart_tui.text.name_folding import folded
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of

MOST_NEAREST: Final = 3
"""How many similar skaters a problem suggests."""
MOST_LISTED: Final = 6
"""How many skaters a sentence lists before it is cut off."""
_WITHIN: Final = re.compile(r"[\W_\u02bb\u02bc]+")
"""Characters in a word that are no letters: hyphens, all kinds of apostrophes and points, and brackets around it."""


def key(word: str) -> str:
    """Return the form in which words are compared: letters only, without case and accents; unchanged if it has none."""
    return _WITHIN.sub("", folded(word)) or folded(word)


def _words_of(name: str) -> Iterator[str]:
    """Yield every word of ``name``, and the parts of a word with a hyphen or an apostrophe."""
    for word in name.split():
        yield key(word)
        yield from (part for part in _WITHIN.split(folded(word)) if part)


class Roster:
    """The skaters of one start sheet, and how they are named. Nations and clubs count alike."""

    def __init__(self, sheet: Sheet) -> None:
        """Index the names of ``sheet``."""
        self.sheet = sheet
        self.bibs = frozenset(skater.bib for skater in sheet.skaters)
        self.short = short_names_of(sheet.skaters)
        self.with_noc = {
            skater.bib: f"{self.short[skater.bib]} ({plain(skater.noc)})" if skater.noc else self.short[skater.bib]
            for skater in sheet.skaters
        }
        self.whole = {
            skater.bib: " ".join(filter(None, (plain(skater.name), f"({plain(skater.noc)})" if skater.noc else "")))
            for skater in sheet.skaters
        }
        self._nocs = {skater.bib: key(skater.noc) for skater in sheet.skaters}
        self._words = {skater.bib: tuple(_words_of(skater.name)) for skater in sheet.skaters}

    def called(self, word: str) -> tuple[int, ...]:
        """Return the bibs of the skaters who have a word in their name that begins with ``word``."""
        prefix = key(word)
        if not prefix:
            return ()
        return tuple(bib for bib, words in self._words.items() if any(w.startswith(prefix) for w in words))

    def exactly(self, word: str) -> tuple[int, ...]:
        """Return the bibs of the skaters who have ``word`` as a whole word in their name."""
        whole = key(word)
        return tuple(bib for bib, words in self._words.items() if whole in words)

    def of_nation(self, code: str) -> tuple[int, ...]:
        """Return the bibs of the skaters whose nation or club is ``code``."""
        whole = key(code)
        return tuple(bib for bib, noc in self._nocs.items() if whole and noc == whole)

    def nation_begins(self, bib: int, code: str) -> bool:
        """Return whether the nation or club of ``bib`` begins with ``code``."""
        return self._nocs[bib].startswith(key(code))

    def ending_in(self, digits: int) -> tuple[int, ...]:
        """Return the bibs that end in these digits."""
        return tuple(bib for bib in sorted(self.bibs) if str(bib).endswith(str(digits)))

    def label(self, bib: int) -> str:
        """Return a skater as ``9 Groenewoud (NED)``."""
        return f"{bib} {self.with_noc.get(bib, '')}".rstrip()

    def labels(self, bibs: Iterable[int]) -> str:
        """Return the labels of several skaters, cut off after `MOST_LISTED`."""
        return _listed([self.label(bib) for bib in bibs])

    def whole_names(self, bibs: Iterable[int]) -> str:
        """Return several skaters with their full names, for telling them apart."""
        return _listed([f"{bib} {self.whole[bib]}" for bib in bibs])

    def nearest_name(self, word: str) -> str:
        """Return the skaters whose name is most like ``word``; empty if none is similar."""
        alike = nearest(key(word), {w for words in self._words.values() for w in words})
        return self.labels(self.exactly(alike)[:MOST_NEAREST]) if alike else ""

    def nearest_bibs(self, bib: int) -> str:
        """Return the bibs that ``bib`` may have been meant as.

        Bibs with one digit that is wrong, missing or extra come first, then the nearest numbers.
        """
        typed = str(bib)
        likely = sorted(self.bibs, key=lambda other: (not _one_slip(typed, str(other)), abs(other - bib)))
        return self.labels(likely[:MOST_NEAREST])


def _listed(names: list[str]) -> str:
    return ", ".join(names if len(names) <= MOST_LISTED else [*names[:MOST_LISTED], "…"])


def _one_slip(typed: str, meant: str) -> bool:
    """Return whether ``typed`` differs from ``meant`` by one digit that is wrong, missing or extra."""
    if len(typed) == len(meant):
        return sum(a != b for a, b in zip(typed, meant, strict=True)) == 1
    shorter, longer = sorted((typed, meant), key=len)
    gaps = range(len(longer))
    return len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in gaps)


_MADE: Final[deque[Roster]] = deque(maxlen=8)


def roster_of(sheet: Sheet) -> Roster:
    """Return the roster of ``sheet`` from a small cache.

    The cache compares by identity: to hash a whole sheet takes as long as to parse a line. It holds the sheets
    themselves, so that no address is used again.
    """
    for roster in _MADE:
        if roster.sheet is sheet:
            return roster
    _MADE.appendleft(Roster(sheet))
    return _MADE[0]
