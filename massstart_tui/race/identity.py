"""Recognise skaters across the races of a meeting, although two may have one name and bibs differ from race to race."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.sheet import Skater


class Alike(Enum):
    """Whether two lines of start sheets are about the same skater, as far as the lines tell."""

    SAME = auto()
    PERHAPS = auto()
    OTHER = auto()


class Candidate(NamedTuple):
    """A skater of an earlier race who may be a skater of a later one.

    ``race`` is the id of the earlier race. ``through`` says that the skater went through from it, and ``number`` is
    their bib in the later race, if known.
    """

    race: str
    skater: Skater
    through: bool = False
    number: int | None = None


def alike(one: Skater, other: Skater) -> Alike:
    """Return whether two lines of start sheets are about the same skater.

    If both have an id, the ids decide. Otherwise a difference in name, nation or day of birth means two skaters, and an
    equal name and day of birth means one. An equal name alone, or with the nation, may still be that of two skaters.
    """
    if one.id and other.id:
        return Alike.SAME if one.id == other.id else Alike.OTHER
    if _name(one) != _name(other) or _differ(one.noc.upper(), other.noc.upper()) or _differ(one.born, other.born):
        return Alike.OTHER
    return Alike.SAME if one.born and other.born else Alike.PERHAPS


def _name(skater: Skater) -> str:
    """Return the name in the form in which names are compared."""
    return " ".join(unicodedata.normalize("NFC", skater.name).split()).casefold()


def _differ(one: object, other: object) -> bool:
    """Return whether two values are both given and differ."""
    return bool(one and other) and one != other


def recognised(skaters: Iterable[Skater], candidates: Sequence[Candidate]) -> dict[int, tuple[Candidate, ...]]:
    """Return, by bib, which of the ``candidates`` each of ``skaters`` can be.

    ``candidates`` are the skaters of one earlier round. With one candidate, that is who it is. With several, nothing
    tells which; with none, the skater was not in that round. If one candidate is given to two bibs, it is one of the
    two, and nothing tells which.
    """
    listed = {skater.bib: skater for skater in skaters}
    left = {bib: _alike_to(skater, candidates) for bib, skater in listed.items()}
    # Each further hint can leave a skater with one candidate, who then is out of the question for all others.
    for tells in (_by_number, _by_through):
        left = _settled({bib: tells(bib, found) for bib, found in _settled(left).items()})
    return left


def claimed_twice(found: Mapping[int, Sequence[Candidate]]) -> frozenset[int]:
    """Return the bibs to which `recognised` gives a candidate that another bib has as well."""
    claims = Counter(key_of(only[0]) for only in found.values() if len(only) == 1)
    return frozenset(bib for bib, only in found.items() if len(only) == 1 and claims[key_of(only[0])] > 1)


def key_of(candidate: Candidate) -> tuple[str, int]:
    """Return the race and the bib in it, which identify a candidate."""
    return candidate.race, candidate.skater.bib


def _alike_to(skater: Skater, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates who are certainly this skater; if there are none, those who may be."""
    told = [(candidate, alike(candidate.skater, skater)) for candidate in candidates]
    certain = tuple(candidate for candidate, how in told if how is Alike.SAME)
    return certain or tuple(candidate for candidate, how in told if how is not Alike.OTHER)


def _by_number(bib: int, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return, of several, the candidate who goes through with this bib."""
    return _those(found, lambda candidate: candidate.number == bib)


def _by_through(_bib: int, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return, of several, those who go through."""
    return _those(found, lambda candidate: candidate.through)


def _those(found: tuple[Candidate, ...], tells: Callable[[Candidate], bool]) -> tuple[Candidate, ...]:
    """Return those of several for whom ``tells`` is true; if it is true for none, all of them."""
    return tuple(filter(tells, found)) or found if len(found) > 1 else found


def _settled(left: dict[int, tuple[Candidate, ...]]) -> dict[int, tuple[Candidate, ...]]:
    """Remove everyone who is recognised from the candidates of all others, until nothing changes."""
    while True:
        given = {key_of(only[0]) for only in left.values() if len(only) == 1}
        narrowed = {
            bib: found if len(found) == 1 else tuple(one for one in found if key_of(one) not in given)
            for bib, found in left.items()
        }
        if narrowed == left:
            return left
        left = narrowed
