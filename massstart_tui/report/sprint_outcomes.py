"""What each result in the next sprint, or each place at the finish, would mean for one skater, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.requirements import InSprint, Takes
from massstart_tui.race.rules import Rules
from massstart_tui.report.requirement_phrases import enough_told
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.prose import ordinal
from massstart_tui.text.words import Words


class Outcome(NamedTuple):
    """A result and what it would mean: the place, the points, what is enough after it, and the verdict then."""

    place: str
    points: str
    then: str
    verdict: Verdict


def after_the_sprint(takes: Takes, words: Words) -> tuple[Outcome, ...]:
    """Return what each result in the next sprint would mean, from the first place to no points.

    It is empty if no sprint is to come, or if the verdict is settled.
    """
    return tuple(_outcome(takes, result, words) for result in takes.results)


def best_in_the_sprint(takes: Takes, words: Words) -> str:
    """Return what the most points in the next sprint would mean, such as ``3 in S3 → top 7``; empty if none is."""
    if not takes.results or not takes.results[0].points:
        return ""
    best = takes.results[0]
    then = _outcome(takes, best, words).then
    return words("needs.in_sprint", points=best.points, number=takes.sprint or 0, then=then)


def _outcome(takes: Takes, result: InSprint, words: Words) -> Outcome:
    then = _after(takes, result)
    if result.place is None:
        place, points = words("needs.none"), "·"
    else:
        place, points = ordinal(result.place, words.language), words("needs.points", count=result.points)
    return Outcome(place, points, enough_told(then, words, podium=takes.medals), then.verdict)


def _after(takes: Takes, result: InSprint) -> Chance:
    """Return what the skater could reach after this result."""
    settled = Verdict.OUT if result.possible is None else Verdict.IN if result.sure == takes.last else Verdict.OPEN
    return takes.chance.after(settled, result.sure, result.possible)


def at_the_finish(takes: Takes, rules: Rules, words: Words) -> tuple[Outcome, ...]:
    """Return what the places at the finish would mean, if no sprint is to come; empty if the verdict is settled.

    It is empty as well where a place further back can give more points: then an answer for the last place of a range
    does not hold for the whole range.
    """
    worth = (*rules.finish, 0)
    falling = all(points >= behind for points, behind in pairwise(worth))
    if takes.results or takes.chance.as_it_stands is not Verdict.OPEN or not takes.racing or not falling:
        return ()
    return tuple(_ranges(takes, words))


def _ranges(takes: Takes, words: Words) -> Iterator[Outcome]:
    chance = takes.chance
    sure, possible, last = takes.chance.sure or 0, takes.chance.possible or 0, takes.last or 0

    def place(code: str, first: int, to: int) -> str:
        return words(code, first=ordinal(first, words.language), last=ordinal(to, words.language))

    if sure:
        within = chance.after(Verdict.IN, chance.sure, chance.possible)
        told = enough_told(within, words, podium=takes.medals)
        yield Outcome(place("needs.to", 1, sure), "", told, within.verdict)
    if possible > sure:
        between = "needs.to" if not sure else "needs.place" if possible == sure + 1 else "needs.places"
        told = words("needs.others_decide") + (DOUBT if chance.unconfirmed else "")
        yield Outcome(place(between, sure + 1, possible), "", told, Verdict.OPEN)
    if last > possible:
        out = chance.after(Verdict.OUT, chance.sure, chance.possible)
        told = enough_told(out, words, podium=takes.medals)
        yield Outcome(place("needs.from", possible + 1, last), "", told, out.verdict)
