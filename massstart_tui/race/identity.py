"""Who is who over the races of a meeting: two skaters can have one name, and bibs differ from race to race."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from massstart_tui.race.sheet import Skater


class Alike(Enum):
    """Whether two lines of start sheets are about one skater, as far as the lines themselves tell."""

    SAME = auto()
    PERHAPS = auto()
    OTHER = auto()


class Candidate(NamedTuple):
    """A skater of an earlier race who may be a skater of this one.

    ``race`` is the id of that race. ``through`` says that the skater went through from it, and ``number`` under which
    bib to this race, where that is known.
    """

    race: str
    skater: Skater
    through: bool = False
    number: int | None = None


def alike(one: Skater, other: Skater) -> Alike:
    """Whether two lines of start sheets are about one skater.

    An id tells it where both lines have one. Else the name, the nation and the day of birth tell two skaters apart, and
    a name with a day of birth is taken for one skater. A name alone, or with a nation, may be that of two.
    """
    if one.id and other.id:
        return Alike.SAME if one.id == other.id else Alike.OTHER
    if _name(one) != _name(other) or _differ(one.noc.upper(), other.noc.upper()) or _differ(one.born, other.born):
        return Alike.OTHER
    return Alike.SAME if one.born and other.born else Alike.PERHAPS


def _name(skater: Skater) -> str:
    return " ".join(unicodedata.normalize("NFC", skater.name).split()).casefold()


def _differ(one: object, other: object) -> bool:
    """Whether two values are not equal, where both are given."""
    return bool(one and other) and one != other


def recognised(skaters: Iterable[Skater], candidates: Sequence[Candidate]) -> dict[int, tuple[Candidate, ...]]:
    """Who of the ``candidates``, the skaters of one round, each of the ``skaters`` of a later race can be, by bib.

    One candidate is who it is. With several, nothing tells which of them it is; with none, the skater was in no race
    of that round. A candidate who is given to two bibs is one of them, and nothing tells which.
    """
    listed = {skater.bib: skater for skater in skaters}
    left = {bib: _alike_to(skater, candidates) for bib, skater in listed.items()}
    for tells in (_by_number, _by_through):
        left = _settled({bib: tells(bib, found) for bib, found in _settled(left).items()})
    return left


def claimed_twice(found: Mapping[int, Sequence[Candidate]]) -> frozenset[int]:
    """The bibs of those whom `recognised` gives one candidate that another bib has as well."""
    claims = Counter(key_of(only[0]) for only in found.values() if len(only) == 1)
    return frozenset(bib for bib, only in found.items() if len(only) == 1 and claims[key_of(only[0])] > 1)


def key_of(candidate: Candidate) -> tuple[str, int]:
    """The race and the bib in it: what nobody else has."""
    return candidate.race, candidate.skater.bib


def _alike_to(skater: Skater, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    told = [(candidate, alike(candidate.skater, skater)) for candidate in candidates]
    certain = tuple(candidate for candidate, how in told if how is Alike.SAME)
    return certain or tuple(candidate for candidate, how in told if how is not Alike.OTHER)


def _by_number(bib: int, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of several, the one who goes through under this very bib."""
    return _those(found, lambda candidate: candidate.number == bib)


def _by_through(_bib: int, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of several, those who go through at all."""
    return _those(found, lambda candidate: candidate.through)


def _those(found: tuple[Candidate, ...], tells: Callable[[Candidate], bool]) -> tuple[Candidate, ...]:
    return tuple(filter(tells, found)) or found if len(found) > 1 else found


def _settled(left: dict[int, tuple[Candidate, ...]]) -> dict[int, tuple[Candidate, ...]]:
    """Whoever is recognised is no longer a candidate for those who have several."""
    while True:
        given = {key_of(only[0]) for only in left.values() if len(only) == 1}
        narrowed = {
            bib: found if len(found) == 1 else tuple(one for one in found if key_of(one) not in given)
            for bib, found in left.items()
        }
        if narrowed == left:
            return left
        left = narrowed
