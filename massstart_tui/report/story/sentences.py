"""The sentences of a report before they are put in words: a code, typed values, and the events that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from massstart_tui.stream.provenance import About

MOST_NAMED: Final = 12
"""If there are more skaters than this, their number is told, and not every name."""


class UnofficialFact(NamedTuple):
    """A fact that is neither official nor published: its kind, and its event (None for all events of that kind).

    An order that only crossings give, and nobody has confirmed, has no event, but the ``lap`` that it ends.
    """

    about: About
    seq: int | None
    lap: int | None = None


class Who(NamedTuple):
    """One or more skaters; ``doubted`` are those for whom it is doubtful.

    With ``by_number``, more than `MOST_NAMED` are told by their number, with the first of them by name.
    """

    bibs: tuple[int, ...]
    doubted: frozenset[int] = frozenset()
    by_number: bool = False


class Briefly(NamedTuple):
    """Skaters by their family names, for a headline."""

    bibs: tuple[int, ...]


class Nations(NamedTuple):
    """The nations of the skaters, one skater for each."""

    bibs: tuple[int, ...]


class Title(NamedTuple):
    """The title of the race."""


class Nth(NamedTuple):
    """A place, from 1."""

    place: int
    doubtful: bool = False


class Sprints(NamedTuple):
    """Intermediate sprints by number, from 1; ``each`` names them one by one, even if they are all there are."""

    numbers: tuple[int, ...]
    each: bool = False


class Count(NamedTuple):
    """A number ``of`` something: points, laps, skaters, nations; or a bare number if that is empty."""

    number: int
    of: str = ""
    doubtful: bool = False


class Numbers(NamedTuple):
    """A list of bare numbers."""

    numbers: tuple[int, ...]


class RaceTime(NamedTuple):
    """A race time in ms, with thousandths if ``exact``."""

    ms: int
    doubtful: bool = False
    exact: bool = False


class Gap(NamedTuple):
    """A difference between two race times in ms, with thousandths if ``exact``."""

    ms: int
    doubtful: bool = False
    exact: bool = False


class When(NamedTuple):
    """A moment as laps to go.

    ``first`` is in the first lap, ``last`` after the bell.
    """

    to_go: int
    first: bool = False
    last: bool = False
    doubtful: bool = False


class Aside(NamedTuple):
    """A reason or rule as it was given, in brackets; nothing if there is none."""

    text: str | None


class Quoted(NamedTuple):
    """A note as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a part of one: a ``code`` in the catalogue and its ``values``.

    ``events`` are the seqs that it rests on, in order: without any of them, the facts in it would be different. Laps
    are counted, so a crossing stands for those of the same skater before it. It is empty for facts on the start sheet.
    ``doubts`` are the facts in it that are neither official nor published.
    """

    code: str
    values: Mapping[str, Value]
    events: tuple[int, ...]
    doubts: frozenset[UnofficialFact] = frozenset()

    @property
    def doubtful(self) -> bool:
        """Return whether anything in it is neither official nor published."""
        return bool(self.doubts)


class All(NamedTuple):
    """Parts of a sentence, joined to a list."""

    parts: tuple[Sentence, ...]


Measured: TypeAlias = Nth | Count | RaceTime | Gap | When
Number: TypeAlias = Sprints | Numbers | Measured
Value: TypeAlias = str | Who | Title | Briefly | Nations | Number | Aside | Quoted | All | Sentence


class StoryPart(StrEnum):
    """The subject of a paragraph, which is its heading in formats with headings."""

    LEAD = "lead"
    COURSE = "course"
    SPRINTS = "sprints"
    MISHAPS = "mishaps"
    FINISH = "finish"
    THROUGH = "through"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences on one subject."""

    part: StoryPart
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole report: a headline, and paragraphs with at least one sentence each."""

    headline: Sentence
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence, the headline first."""
        yield self.headline
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


def say(code: str, events: Iterable[int] = (), doubts: Iterable[UnofficialFact] = (), **values: Value) -> Sentence:
    """Return a sentence that rests on ``events`` and on the events of the sentences among its ``values``."""
    seqs, unsure = set(events), set(doubts)
    for part in _inner(values.values()):
        seqs.update(part.events)
        unsure |= part.doubts
    return Sentence(code, values, tuple(sorted(seqs)), frozenset(unsure))


def did(bibs: tuple[int, ...], deeds: Iterable[Sentence], also: Iterable[int] = ()) -> Sentence:
    """Return what skaters did, one after another; ``also`` are more events that it rests on."""
    return say("story.did", also, who=Who(bibs, by_number=True), deeds=All(tuple(deeds)))


def _inner(values: Iterable[Value]) -> Iterator[Sentence]:
    for value in values:
        if isinstance(value, Sentence):
            yield value
        elif isinstance(value, All):
            yield from value.parts


def at_least(points: Value, *, more: bool) -> Value:
    """Return the points, as a minimum if there can be ``more``."""
    return say("part.at_least", points=points) if more else points


def meaning(sentence: Sentence) -> Sentence:
    """Return a sentence without events and doubts, for comparing what it says."""
    values = {name: _meaning(value) for name, value in sentence.values.items()}
    return replace(sentence, values=values, events=(), doubts=frozenset())


def _meaning(value: Value) -> Value:
    if isinstance(value, Sentence):
        return meaning(value)
    return All(tuple(meaning(part) for part in value.parts)) if isinstance(value, All) else value


def agreed(code: str, bibs: tuple[int, ...]) -> str:
    """Return the code for one skater or for several, as the verb needs it."""
    return f"{code}.alone" if len(bibs) == 1 else code
