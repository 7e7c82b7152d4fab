"""Sentences about what a skater can still reach, and what that takes."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.requirements import InSprint, Takes
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.prose import ordinal
from massstart_tui.text.words import Words


def enough_told(chance: Chance, words: Words, *, podium: bool = False) -> str:
    """Return what is enough for a skater in a word or two: ``top 7``, ``maybe 8``, or the verdict.

    What rests on an order by chips that nobody has confirmed is marked: ``through~``. ``podium`` says that the race is
    about the podium instead of a cut.
    """
    return _enough(chance, words, podium=podium) + (DOUBT if chance.unconfirmed else "")


def _enough(chance: Chance, words: Words, *, podium: bool) -> str:
    """Return the same without the mark, as if every order by chips stood."""
    if chance.as_it_stands is Verdict.IN:
        return words("enough.podium" if podium else "enough.through")
    if chance.as_it_stands is Verdict.OUT:
        return words("enough.out")
    if chance.sure is not None:
        return words("enough.top", place=chance.sure)
    return words("verdict.open") if chance.possible is None else words("enough.maybe", place=chance.possible)


def in_reach_told(chance: Chance, last: int, words: Words) -> str:
    """Return the last place at the finish that can be enough, if that is behind the last that surely is.

    Empty if no place is sure, if both are the same, or if the verdict is not open. ``last`` is the number of the last
    place at the finish.
    """
    if chance.as_it_stands is not Verdict.OPEN or chance.sure is None or chance.possible in (None, chance.sure):
        return ""
    doubt = DOUBT if chance.unconfirmed else ""
    if chance.possible == last:
        return words("enough.any_place") + doubt
    return words("enough.to", place=ordinal(chance.possible or 0, words.language)) + doubt


def takes_sentence(takes: Takes, words: Words) -> str:
    """Return what it takes for a skater to get through, or to a medal.

    For example ``7th is surely enough; 15th can still do, if the three ahead on points score at the finish``. What
    rests on an order by chips that nobody has confirmed is said to: ``through by chips, unconfirmed``.
    """
    about = "podium" if takes.medals else "cut"
    if takes.chance.unconfirmed:
        verdict = takes.chance.as_it_stands
        if verdict is not Verdict.OPEN:
            return words(f"takes.by_chips.{verdict}.{about}")
        return words("takes.by_chips", takes=_it_takes(takes, about, words))
    return _it_takes(takes, about, words)


def _it_takes(takes: Takes, about: str, words: Words) -> str:
    """Return the sentence as if every order by chips stood."""
    verdict = takes.chance.as_it_stands
    if verdict is Verdict.IN:
        return words(f"takes.in.{about}" if takes.racing else f"takes.is_in.{about}")
    if verdict is Verdict.OUT:
        return words(f"takes.out.{about}")
    if not takes.racing:
        return words("takes.waits")
    return "; ".join(_parts(takes, about, words))


def _parts(takes: Takes, about: str, words: Words) -> Iterator[str]:
    """Yield the parts of the sentence of an open chance."""
    chance = takes.chance
    if unless := _out_unless(takes):
        yield words(f"takes.out_unless.{about}", result=_result(takes, unless, words))
    if chance.possible is not None and chance.sure == chance.possible:
        yield words("takes.needs", place=ordinal(chance.possible, words.language))
    else:
        if chance.sure is not None:
            yield words("takes.sure", place=ordinal(chance.sure, words.language))
        elif not unless:
            yield words("takes.nothing_sure")
        yield _possible(takes, words, named=unless is not None)
    if points := _points_sentence(takes, about, words):
        yield points


def _out_unless(takes: Takes) -> InSprint | None:
    """Return the least result in the next sprint that keeps the chance; None if any result does."""
    enough = [result for result in takes.results if result.possible is not None]
    # Results are sorted from the best to the worst, so the last one that is enough is the least.
    return enough[-1] if enough and len(enough) < len(takes.results) else None


def _possible(takes: Takes, words: Words, *, named: bool) -> str:
    """Return the sentence about the worst place at the finish that can be enough, and under which conditions."""
    place = takes.chance.possible or 0
    # The worst result in the next sprint after which ``place`` is still possible. It is named unless that is the
    # worst of all results, or ``named``: another part of the sentence has named it.
    needed = next(result for result in (*reversed(takes.results), None) if not result or result.possible == place)
    is_needed = needed is not None and needed.place is not None and needed != takes.results[-1] and not named
    with_ = words("takes.with", result=_result(takes, needed, words)) if needed and is_needed else ""
    code = "takes.possible_last" if place == takes.last else "takes.possible"
    return words(code, place=ordinal(place, words.language), with_=with_, if_=_if_they_score(takes, words))


def _if_they_score(takes: Takes, words: Words) -> str:
    if not takes.must_score:
        return ""
    if takes.must_score == takes.ahead == 1:
        return words("takes.score.one")
    if takes.must_score == takes.ahead:
        return words("takes.score", count=_number_word(takes.ahead, words))
    return words(
        "takes.score_some", needed=_number_word(takes.must_score, words), count=_number_word(takes.ahead, words)
    )


def _number_word(number: int, words: Words) -> str:
    return words(f"number.{number}") if words.has(f"number.{number}") else str(number)


def _result(takes: Takes, result: InSprint, words: Words) -> str:
    """Return a result in the next sprint in words."""
    number = takes.sprint or 0
    if result.place is None or result.place == takes.results[0].place == 1:
        return words("takes.result_first", number=number)
    return words("takes.result", place=ordinal(result.place, words.language), number=number)


def _points_sentence(takes: Takes, about: str, words: Words) -> str:
    """Return the fewest points in the next sprint with which more places are surely enough; empty if there are none."""
    number = takes.sprint or 0
    least = min(takes.results, key=lambda result: result.points, default=None)
    better = [result for result in takes.results if least and (result.sure or 0) > (least.sure or 0)]
    if not better:
        return ""
    first = min(better, key=lambda result: result.points)
    points = words("takes.points", count=first.points)
    if first.sure == takes.last:
        return words(f"takes.points_settle.{about}", points=points, number=number)
    return words("takes.points_make", points=points, number=number, place=first.sure or 0)
