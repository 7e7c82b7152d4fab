"""The skaters of a start sheet as they are typed: by bib, or by the beginning of any word of the name."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import nearest
from massstart_tui.text.name_folding import folded
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names

MOST_NEAREST: Final = 3
MOST_LISTED: Final = 6
_WITHIN: Final = re.compile(r"[\W_\u02bb\u02bc]+")
"""What stands within a word and is no letter: hyphens, apostrophes and points of every kind, and brackets about it."""


def key(word: str) -> str:
    """``word`` as it is compared: letters alone, without capitals and accents; as it is where it has none."""
    return _WITHIN.sub("", folded(word)) or folded(word)


def _words_of(name: str) -> Iterator[str]:
    """Every word of ``name``, and its parts where there is a hyphen or an apostrophe in it."""
    for word in name.split():
        yield key(word)
        yield from (part for part in _WITHIN.split(folded(word)) if part)


class Roster:
    """Who can be named, and how they are called."""

    def __init__(self, sheet: Sheet) -> None:
        """Index the names of ``sheet``."""
        self.sheet = sheet
        self.bibs = frozenset(skater.bib for skater in sheet.skaters)
        self.short = short_names((skater.bib, skater.name, skater.noc) for skater in sheet.skaters)
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
        """The bibs of those of whom some word of the name begins with ``word``."""
        prefix = key(word)
        if not prefix:
            return ()
        return tuple(bib for bib, words in self._words.items() if any(w.startswith(prefix) for w in words))

    def exactly(self, word: str) -> tuple[int, ...]:
        """The bibs of those of whom some word of the name is ``word``."""
        whole = key(word)
        return tuple(bib for bib, words in self._words.items() if whole in words)

    def of_nation(self, code: str) -> tuple[int, ...]:
        """The bibs of those whose nation or club is ``code``."""
        whole = key(code)
        return tuple(bib for bib, noc in self._nocs.items() if whole and noc == whole)

    def nation_begins(self, bib: int, code: str) -> bool:
        """Whether the nation or club of ``bib`` begins with ``code``."""
        return self._nocs[bib].startswith(key(code))

    def ending_in(self, digits: int) -> tuple[int, ...]:
        """The bibs that end in these digits."""
        return tuple(bib for bib in sorted(self.bibs) if str(bib).endswith(str(digits)))

    def label(self, bib: int) -> str:
        """A skater as ``9 Groenewoud (NED)``."""
        return f"{bib} {self.with_noc.get(bib, '')}".rstrip()

    def labels(self, bibs: Iterable[int]) -> str:
        """Several skaters, one after the other, as many as a sentence can hold."""
        return _listed([self.label(bib) for bib in bibs])

    def whole_names(self, bibs: Iterable[int]) -> str:
        """Several skaters by their whole names, to be told apart."""
        return _listed([f"{bib} {self.whole[bib]}" for bib in bibs])

    def nearest_name(self, word: str) -> str:
        """The skater whose name is most like ``word``; nothing where none is alike."""
        alike = nearest(key(word), {w for words in self._words.values() for w in words})
        return self.labels(self.exactly(alike)[:MOST_NEAREST]) if alike else ""

    def nearest_bibs(self, bib: int) -> str:
        """The bibs that ``bib`` may have been meant as: a digit wrong, missing or too many, then the nearest number."""
        typed = str(bib)
        likely = sorted(self.bibs, key=lambda other: (not _one_slip(typed, str(other)), abs(other - bib)))
        return self.labels(likely[:MOST_NEAREST])


def _listed(names: list[str]) -> str:
    return ", ".join(names if len(names) <= MOST_LISTED else [*names[:MOST_LISTED], "…"])


def _one_slip(typed: str, meant: str) -> bool:
    if len(typed) == len(meant):
        return sum(a != b for a, b in zip(typed, meant, strict=True)) == 1
    shorter, longer = sorted((typed, meant), key=len)
    gaps = range(len(longer))
    return len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in gaps)


_MADE: Final[deque[Roster]] = deque(maxlen=8)


def roster_of(sheet: Sheet) -> Roster:
    """The roster of ``sheet``, made once; by identity, since to hash a whole sheet takes as long as to read a line."""
    for roster in _MADE:
        if roster.sheet is sheet:
            return roster
    _MADE.appendleft(Roster(sheet))
    return _MADE[0]
