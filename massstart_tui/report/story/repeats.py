"""Finds out what sentences tell already, so that no other part of the report repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from massstart_tui.report.story.sentences import All, Sentence, Who

_PLACED: Final = {
    "story.first": ("who", "others"),
    "story.placed_first": ("who", "others"),
    "part.came": ("who",),
    "part.place": ("who",),
    "story.dead_heat": ("who",),
}
"""The beginnings of codes that tell a place at the finish, and the values that say whose."""
_PLACES: Final = ("deed.over_line", "how.place")
"""The beginnings of codes that tell a place at the finish of the skaters in the enclosing sentence."""
_OUT: Final = ("how.eliminated", "how.out")
"""The codes that tell how the skaters in the enclosing sentence left the race."""
_MISSED: Final = ("story.missed", "story.shut_out")
"""The beginnings of codes that tell who did not advance."""


class AlreadyTold(NamedTuple):
    """The skaters whose place at the finish, whose failure to advance, and whose exit is told already."""

    placed: frozenset[int]
    missed: frozenset[int]
    out: frozenset[int]


def told_in(sentences: Iterable[Sentence]) -> AlreadyTold:
    """Return what these sentences tell."""
    whole = tuple(sentences)
    missed = frozenset(bib for s in whole if s.code.startswith(_MISSED) for bib in _who(s))
    return AlreadyTold(placed_in(whole), missed, frozenset(bib for s in whole for bib in _about(s, _OUT, ())))


def placed_in(sentences: Iterable[Sentence]) -> frozenset[int]:
    """Return the skaters whose place at the finish these sentences tell."""
    return frozenset(bib for sentence in sentences for bib in (*_named(sentence), *_about(sentence, _PLACES, ())))


def _named(sentence: Sentence) -> Iterator[int]:
    """Yield the skaters whose place a sentence, or a part of it, gives by itself."""
    for beginning, names in _PLACED.items():
        if sentence.code.startswith(beginning):
            yield from (bib for name in names for bib in _who(sentence, name))
    for part in _parts(sentence):
        yield from _named(part)


def _about(sentence: Sentence, beginnings: tuple[str, ...], around: tuple[int, ...]) -> Iterator[int]:
    """Yield the skaters of parts with such codes: the skaters of the enclosing sentence, ``around``."""
    if sentence.code.startswith(beginnings):
        yield from around
    for part in _parts(sentence):
        # A part is about the skaters of the innermost sentence around it that names any.
        yield from _about(part, beginnings, _who(sentence) or around)


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the parts of a sentence that are sentences themselves."""
    for value in sentence.values.values():
        parts = value.parts if isinstance(value, All) else (value,)
        yield from (part for part in parts if isinstance(part, Sentence))


def _who(sentence: Sentence, name: str = "who") -> tuple[int, ...]:
    """Return the bibs in one value of a sentence."""
    value = sentence.values.get(name)
    return value.bibs if isinstance(value, Who) else ()
