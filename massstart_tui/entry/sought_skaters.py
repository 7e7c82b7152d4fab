"""Find skaters on a start sheet by a part of what they are called, best matches first."""

from __future__ import annotations

from massstart_tui.entry.roster import Roster, key
from massstart_tui.text.plain import plain


def sought(roster: Roster, typed: str) -> tuple[int, ...]:
    """Return the bibs of the skaters whom ``typed`` may mean; each word of it has to fit the same skater.

    A number is a bib, else the beginning or the end of one. A word is a name, else the beginning of one, else a part
    of one, or a nation or club. Skaters who fit equally well come in the order of the start sheet.
    """
    ranks = [_ranks(roster, word) for word in typed.split()]
    if not ranks:
        return ()
    fits = {bib: tuple(rank[bib] for rank in ranks) for bib in _in_order(roster) if all(bib in rank for rank in ranks)}
    return tuple(sorted(fits, key=lambda bib: max(fits[bib])))


def _in_order(roster: Roster) -> tuple[int, ...]:
    return tuple(skater.bib for skater in roster.sheet.skaters)


def _ranks(roster: Roster, word: str) -> dict[int, int]:
    """Return how well ``word`` fits each skater whom it fits; 0 is best."""
    tiers = _of_number(roster, word) if word.isdecimal() and word.isascii() else _of_name(roster, word)
    ranks: dict[int, int] = {}
    for rank, bibs in enumerate(tiers):
        for bib in bibs:
            ranks.setdefault(bib, rank)
    return ranks


def _of_number(roster: Roster, digits: str) -> list[tuple[int, ...]]:
    texts = {bib: str(bib) for bib in _in_order(roster)}
    return [
        tuple(bib for bib, text in texts.items() if text == digits.lstrip("0")),
        tuple(bib for bib, text in texts.items() if text.startswith(digits)),
        tuple(bib for bib, text in texts.items() if text.endswith(digits)),
    ]


def _of_name(roster: Roster, word: str) -> list[tuple[int, ...]]:
    part = key(word)
    within = tuple(skater.bib for skater in roster.sheet.skaters if part in key(plain(skater.name)))
    return [roster.exactly(word), roster.called(word), roster.of_nation(word), within]
