"""Sentences about laps gained on the bunch or lost, and the points they gave or cost."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from massstart_tui.race.events import LapGained, LappedBy, Withdraw
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.happenings import Happened
from massstart_tui.report.story.sentences import Count, Sentence, agreed, did, say


def gained(race: Chronicle, it: Happened, bibs: tuple[int, ...]) -> Sentence:
    """Return that these skaters gained a lap, and the points each got for it."""
    by, doubts, when = [it.event.seq, *it.laps_by], race.doubts(it), race.when(it)
    if not (points := race.state.rules.lap_points):
        return say(agreed("deed.gained", bibs), by, doubts, when=when)
    return say(agreed("deed.gained_points", bibs), by, doubts, when=when, points=Count(points, "points"))


def lapped(race: Chronicle, it: Happened, bibs: tuple[int, ...]) -> Sentence:
    """Return that these skaters were lapped, after how many laps if that is recorded, else at which moment."""
    if (laps := laps_given(it)) is not None:
        return say(agreed("deed.out.lapped", bibs), [it.event.seq], race.fact_doubts(it), laps=Count(laps, "laps"))
    return say(agreed("deed.lapped", bibs), [it.event.seq, *it.laps_by], race.doubts(it), when=race.when(it))


def laps_given(it: Happened) -> int | None:
    """Return the laps completed by a skater who was lapped or left the race, if the event has them."""
    return it.event.laps if isinstance(it.event, LappedBy | Withdraw) else None


def lost_a_lap(race: Chronicle, it: Happened) -> Iterator[Sentence]:
    """Yield who was lapped and races on, and the points it cost; nothing if the rules take the lapped out."""
    if not isinstance(it.event, LappedBy) or race.state.rules.lapped != "races":
        return
    bibs, points = it.event.bibs, race.state.rules.lap_points
    cost = [say(agreed("deed.lost", bibs), [it.event.seq], points=Count(points, "points"))] if points else []
    yield did(bibs, (lapped(race, it, bibs), *cost))


def gained_on_their_own(race: Chronicle, it: Happened, told: AbstractSet[int]) -> Iterator[Sentence]:
    """Yield who gained a lap, except the skaters in ``told``, whose attack tells it."""
    if not isinstance(it.event, LapGained):
        return
    if bibs := tuple(bib for bib in it.event.bibs if bib not in told):
        yield did(bibs, (gained(race, it, bibs),))
