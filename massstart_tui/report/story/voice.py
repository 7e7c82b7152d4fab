"""Puts a story in words of one language. A skater's name is full at the first mention, then the family name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.race_titles import sex_of, text_of, title_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.report.story.sentences import (
    MOST_NAMED,
    All,
    Aside,
    Briefly,
    Count,
    Gap,
    Measured,
    Nations,
    Nth,
    Number,
    Numbers,
    Quoted,
    RaceTime,
    Sentence,
    Sprints,
    Title,
    Value,
    When,
    Who,
)
from massstart_tui.stream.provenance import About
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import gap_in_prose, listed, opened, spelled, spelled_place, spelled_places, time_in_prose
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words

HUNDREDTHS, THOUSANDTHS = 2, 3
BOTH: Final = 2
_CLOSED: Final = (".", *(f"{stop}”" for stop in ".!?…"))
"""The ends of a text that needs no full stop: one, or a quotation with a stop of its own."""
MOST_POINTS_IN_WORDS: Final = 12
"""More points than this are written in digits."""
NAMED_OF_MANY: Final = 3
"""So many skaters are named where their number is told."""
SECONDS_IN_THE_PLURAL: Final = 2000
"""From this gap on, in ms, Dutch has the plural of second."""


class Voice:
    """Puts the sentences of one story in words, in order."""

    def __init__(self, words: Words, sheet: Sheet) -> None:
        """Begin without anybody mentioned."""
        self._words = words
        self._sheet = sheet
        self._sex = sex_of(sheet)
        self._skaters = sheet.by_bib()
        self._short = short_names_of(sheet.skaters)
        self._all_sprints = len(sheet.rules_in_force().sprints)
        self._mentioned: set[int] = set()

    def headline(self, sentence: Sentence) -> str:
        """Return a headline, without a full stop; skaters in it do not count as mentioned.

        It is marked where it rests on an order by chips that nobody has confirmed.
        """
        unconfirmed = any(doubt.lap is not None for doubt in sentence.doubts)
        return marked(opened(self._text(sentence)), doubtful=unconfirmed)

    def sentence(self, sentence: Sentence) -> str:
        """Return a whole sentence with its capital and full stop."""
        text = opened(self._text(sentence))
        return text if text.endswith(_CLOSED) else f"{text}."

    def _text(self, sentence: Sentence) -> str:
        # The order of the values is the order in the sentence, so the full name comes with the first mention.
        values = {name: self._value(value) for name, value in sentence.values.items()}
        text = self._words(sentence.code, **values)
        if not sentence.doubts:
            return text
        fact = any(doubt.about == About.INCIDENTS for doubt in sentence.doubts)
        # The parts of a sentence have marks of their own.
        part_of_it = any(isinstance(value, All | Sentence) for value in sentence.values.values())
        return marked(text, doubtful=fact and not part_of_it)

    def _value(self, value: Value) -> str:
        """Return one value of a sentence in words."""
        match value:
            case str():
                return value
            case Sentence():
                return self._text(value)
            case All():
                return self._and(self._text(part) for part in value.parts)
            case Aside():
                return f" (“{self._given(value.text)}”)" if value.text and value.text.strip() else ""
            case Quoted():
                return self._given(value.text)
            case Who():
                return self._who(value)
            case Title():
                return title_of(self._sheet, self._words.language) or self._sheet.id
            case Briefly():
                return self._and(self._short[bib] for bib in value.bibs)
            case Nations():
                return self._and(plain(self._skaters[bib].noc) for bib in value.bibs)
            case _:
                return self._number(value)

    def _who(self, who: Who) -> str:
        if not who.by_number or len(who.bibs) <= MOST_NAMED:
            return self._and(marked(self._name(bib), doubtful=bib in who.doubted) for bib in who.bibs)
        named = self._who(Who(who.bibs[:NAMED_OF_MANY], who.doubted))
        return self._words("part.many", skaters=self._count(Count(len(who.bibs), "skaters")), named=named)

    def _given(self, text: str) -> str:
        return plain(text_of(text, self._sheet.texts_nl, self._words.language))

    def _number(self, value: Number) -> str:
        match value:
            case Numbers():
                return self._and(map(str, value.numbers))
            case Sprints():
                return self._sprints(value)
            case _:
                return marked(self._measured(value), doubtful=value.doubtful)

    def _measured(self, value: Measured) -> str:
        """Return a place, count, time, gap or moment in words, without a mark of doubt."""
        language = self._words.language
        match value:
            case Nth():
                return spelled_place(value.place, language)
            case Count():
                return self._count(value)
            case RaceTime():
                return time_in_prose(value.ms, language, _digits(exact=value.exact))
            case Gap():
                return self._gap(value)
            case When():
                return self._when(value)

    def _and(self, parts: Iterable[str]) -> str:
        return listed(list(parts), self._words.language)

    def _name(self, bib: int) -> str:
        if bib in self._mentioned:
            return self._short[bib]
        self._mentioned.add(bib)
        skater = self._skaters[bib]
        return f"{plain(skater.name)} ({plain(skater.noc)})" if skater.noc else plain(skater.name)

    def _count(self, count: Count) -> str:
        """Return a number of things in words, in the gender of the race where the language needs it."""
        size = abs(count.number)
        in_digits = count.of == "points" and size > MOST_POINTS_IN_WORDS
        number = str(size) if in_digits else spelled(size, self._words.language)
        if count.number < 0:
            number = self._words("count.below_nought", number=number)
        if not count.of:
            return number
        code = f"count.{count.of}.{self._sex}" if count.of == "skaters" and self._sex else f"count.{count.of}"
        return self._words(f"{code}.alone" if size == 1 else code, number=number)

    def _sprints(self, sprints: Sprints) -> str:
        language, numbers = self._words.language, sprints.numbers
        if not sprints.each and len(numbers) == self._all_sprints and len(numbers) > 1:
            if len(numbers) == BOTH:
                return self._words("sprints.both")
            return self._words("sprints.all", number=spelled(len(numbers), language))
        which = self._and(spelled_places(numbers, language))
        return self._words("sprints.alone" if len(numbers) == 1 else "sprints", which=which)

    def _gap(self, gap: Gap) -> str:
        text = gap_in_prose(gap.ms, self._words.language, _digits(exact=gap.exact))
        return self._words("gap.short" if gap.ms < SECONDS_IN_THE_PLURAL else "gap", gap=text)

    def _when(self, when: When) -> str:
        if when.first:
            return self._words("when.first_lap")
        if when.last:
            return self._words("when.last_lap")
        if not when.to_go:
            return self._words("when.finish")
        number = spelled(when.to_go, self._words.language)
        return self._words("when.to_go.alone" if when.to_go == 1 else "when.to_go", number=number)


def _digits(*, exact: bool) -> int:
    return THOUSANDTHS if exact else HUNDREDTHS


def marked(text: str, *, doubtful: bool) -> str:
    """Return ``text`` with the mark of doubt behind it if it is doubtful; never twice."""
    return f"{text}{DOUBT}" if doubtful and not text.endswith(DOUBT) else text
