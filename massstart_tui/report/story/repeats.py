"""What one part of the story has told, so that no other part tells it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from massstart_tui.report.story.sentences import All, Sentence, Who

_PLACED: Final = {
    "story.first": ("who", "others"),
    "story.placed_first": ("who", "others"),
    "part.came": ("who",),
    "part.place": ("who",),
}
"""The beginning of each code that gives a place over the line, and the values that say whose."""
_PLACES: Final = ("deed.over_line", "how.place")
"""The beginnings of codes that give a place over the line of whom the sentence around them is about."""
_OUT: Final = ("how.eliminated", "how.out")
"""Codes that tell how such a skater left the race."""
_MISSED: Final = ("story.missed", "story.shut_out")


class AlreadyTold(NamedTuple):
    """Of whom it is told where they came over the line, that they did not go through, and how they left the race."""

    placed: frozenset[int]
    missed: frozenset[int]
    out: frozenset[int]


def told_in(sentences: Iterable[Sentence]) -> AlreadyTold:
    """What these sentences tell."""
    whole = tuple(sentences)
    missed = frozenset(bib for s in whole if s.code.startswith(_MISSED) for bib in _who(s))
    return AlreadyTold(placed_in(whole), missed, frozenset(bib for s in whole for bib in _about(s, _OUT, ())))


def placed_in(sentences: Iterable[Sentence]) -> frozenset[int]:
    """Everybody whose place over the line these sentences tell."""
    return frozenset(bib for sentence in sentences for bib in (*_named(sentence), *_about(sentence, _PLACES, ())))


def _named(sentence: Sentence) -> Iterator[int]:
    """Whose place a sentence or a part of it gives by itself."""
    for beginning, names in _PLACED.items():
        if sentence.code.startswith(beginning):
            yield from (bib for name in names for bib in _who(sentence, name))
    for part in _parts(sentence):
        yield from _named(part)


def _about(sentence: Sentence, beginnings: tuple[str, ...], around: tuple[int, ...]) -> Iterator[int]:
    """Whom parts whose codes begin so are about: who is named ``around`` them."""
    if sentence.code.startswith(beginnings):
        yield from around
    for part in _parts(sentence):
        yield from _about(part, beginnings, _who(sentence) or around)


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    for value in sentence.values.values():
        parts = value.parts if isinstance(value, All) else (value,)
        yield from (part for part in parts if isinstance(part, Sentence))


def _who(sentence: Sentence, name: str = "who") -> tuple[int, ...]:
    value = sentence.values.get(name)
    return value.bibs if isinstance(value, Who) else ()
