"""A sentence before it is put in words: what it says, of whom, and the events that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from massstart_tui.stream.provenance import About


class UnofficialFact(NamedTuple):
    """A fact that is neither official nor published: of what sort, and by which event (None: of all of that sort)."""

    about: About
    seq: int | None


class Who(NamedTuple):
    """One or more skaters; ``doubted`` are those of them of whom it is doubtful."""

    bibs: tuple[int, ...]
    doubted: frozenset[int] = frozenset()


class Briefly(NamedTuple):
    """Skaters by their family names, as a headline has them."""

    bibs: tuple[int, ...]


class Nations(NamedTuple):
    """The nation of one skater of each."""

    bibs: tuple[int, ...]


class Title(NamedTuple):
    """What the race is called."""


class Nth(NamedTuple):
    """A place, from 1."""

    place: int
    doubtful: bool = False


class Sprints(NamedTuple):
    """Intermediate sprints by number, from 1; ``each`` names them one by one, also where they are all there are."""

    numbers: tuple[int, ...]
    each: bool = False


class Count(NamedTuple):
    """So many ``of`` something: points, laps, skaters, nations; or a bare number where it is empty."""

    number: int
    of: str = ""
    doubtful: bool = False


class Numbers(NamedTuple):
    """Bare numbers, one after the other."""

    numbers: tuple[int, ...]


class RaceTime(NamedTuple):
    """A race time in ms; ``exact`` with its thousandths."""

    ms: int
    doubtful: bool = False
    exact: bool = False


class Gap(NamedTuple):
    """A difference between two race times in ms; ``exact`` with its thousandths."""

    ms: int
    doubtful: bool = False
    exact: bool = False


class When(NamedTuple):
    """A moment as people speak of it: by the laps that were left.

    ``first`` is in the first lap, ``last`` after the bell had gone.
    """

    to_go: int
    first: bool = False
    last: bool = False
    doubtful: bool = False


class Aside(NamedTuple):
    """A reason or rule as it was given, between brackets; nothing where there is none."""

    text: str | None


class Quoted(NamedTuple):
    """A note as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or a part of one: a ``code`` of the texts and its ``values``.

    ``events`` are the seqs that it rests on, in order: the facts that it tells would be others without them. Laps are
    counted, so that a crossing stands for those before it of the same skater. Empty where it tells of the start sheet.
    ``doubts`` are those of its facts that are neither official nor published.
    """

    code: str
    values: Mapping[str, Value]
    events: tuple[int, ...]
    doubts: frozenset[UnofficialFact] = frozenset()

    @property
    def doubtful(self) -> bool:
        """Whether anything in it is neither official nor published."""
        return bool(self.doubts)


class All(NamedTuple):
    """Parts of a sentence, one after the other."""

    parts: tuple[Sentence, ...]


Measured: TypeAlias = Nth | Count | RaceTime | Gap | When
Number: TypeAlias = Sprints | Numbers | Measured
Value: TypeAlias = str | Who | Title | Briefly | Nations | Number | Aside | Quoted | All | Sentence


class StoryPart(StrEnum):
    """What a paragraph is about; each has a heading where the report has headings."""

    LEAD = "lead"
    COURSE = "course"
    SPRINTS = "sprints"
    MISHAPS = "mishaps"
    FINISH = "finish"
    THROUGH = "through"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    part: StoryPart
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A race told: a headline, and paragraphs with at least a sentence each."""

    headline: Sentence
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, the headline first."""
        yield self.headline
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


def say(code: str, events: Iterable[int] = (), doubts: Iterable[UnofficialFact] = (), **values: Value) -> Sentence:
    """A sentence that rests on ``events``, and on what the parts of sentences among its ``values`` rest on."""
    inner = list(_inner(values.values()))
    seqs = {*events, *(seq for part in inner for seq in part.events)}
    unsure = {*doubts, *(doubt for part in inner for doubt in part.doubts)}
    return Sentence(code, values, tuple(sorted(seqs)), frozenset(unsure))


def _inner(values: Iterable[Value]) -> Iterator[Sentence]:
    for value in values:
        if isinstance(value, Sentence):
            yield value
        elif isinstance(value, All):
            yield from value.parts


def at_least(points: Value, *, more: bool) -> Value:
    """These points, or that they are at least so many where they can be ``more``."""
    return say("part.at_least", points=points) if more else points


def meaning(sentence: Sentence) -> Sentence:
    """What a sentence says, whatever it rests on."""
    values = {name: _meaning(value) for name, value in sentence.values.items()}
    return replace(sentence, values=values, events=(), doubts=frozenset())


def _meaning(value: Value) -> Value:
    if isinstance(value, Sentence):
        return meaning(value)
    return All(tuple(meaning(part) for part in value.parts)) if isinstance(value, All) else value


def agreed(code: str, bibs: tuple[int, ...]) -> str:
    """The code whose verb agrees with so many skaters."""
    return f"{code}.alone" if len(bibs) == 1 else code
