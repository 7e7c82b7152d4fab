"""Laps gained on the bunch and lost, by those who race on, and what they gave or cost."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.events import LapGained, LappedBy, Withdraw
from massstart_tui.report.story.chronicle import Chronicle, Happened
from massstart_tui.report.story.sentences import All, Count, Sentence, Who, agreed, say


def gained(race: Chronicle, it: Happened, bibs: tuple[int, ...]) -> Sentence:
    """That these gained a lap, and the points that it gave each."""
    by, doubts, when = [it.event.seq, *it.laps_by], race.doubts(it), race.when(it)
    if not (points := race.state.rules.lap_points):
        return say(agreed("deed.gained", bibs), by, doubts, when=when)
    return say(agreed("deed.gained_points", bibs), by, doubts, when=when, points=Count(points, "points"))


def lapped(race: Chronicle, it: Happened, bibs: tuple[int, ...]) -> Sentence:
    """That these were lapped: after how many laps where that was recorded, else when."""
    if (laps := laps_given(it)) is not None:
        return say(agreed("deed.out.lapped", bibs), [it.event.seq], race.fact_doubts(it), laps=Count(laps, "laps"))
    return say(agreed("deed.lapped", bibs), [it.event.seq, *it.laps_by], race.doubts(it), when=race.when(it))


def laps_given(it: Happened) -> int | None:
    """The laps completed that an event by which a skater was lapped or left the race has, if any."""
    return it.event.laps if isinstance(it.event, LappedBy | Withdraw) else None


def lost_a_lap(race: Chronicle, it: Happened) -> Iterator[Sentence]:
    """Who was lapped and races on, and the points that it cost; nothing where who is lapped is out of it."""
    if not isinstance(it.event, LappedBy) or race.state.rules.lapped != "races":
        return
    bibs, points = it.event.bibs, race.state.rules.lap_points
    cost = [say(agreed("deed.lost", bibs), [it.event.seq], points=Count(points, "points"))] if points else []
    yield say("story.did", who=Who(bibs), deeds=All((lapped(race, it, bibs), *cost)))


def gained_on_their_own(race: Chronicle, it: Happened, told: frozenset[int]) -> Iterator[Sentence]:
    """Who gained a lap; those in ``told`` are told of with their attack."""
    if not isinstance(it.event, LapGained):
        return
    if bibs := tuple(bib for bib in it.event.bibs if bib not in told):
        yield say("story.did", who=Who(bibs), deeds=All((gained(race, it, bibs),)))
