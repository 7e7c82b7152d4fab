"""Tells the places of several skaters at the finish in one part of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import All, Sentence, did, say

MOST_PLACES: Final = 4
"""If there are more skaters than this, only the best of their places is told."""
OVER_THE_LINE: Final = "deed.over_line"
"""The beginning of the codes that tell the places of skaters at the finish."""


def in_finish_order(race: Chronicle, bibs: tuple[int, ...]) -> tuple[int, ...]:
    """Return these skaters in the order of the finish, with those who have no place last."""
    return tuple(sorted(bibs, key=lambda bib: race.places.get(bib, len(race.rows) + 1)))


def did_together(race: Chronicle, bibs: tuple[int, ...], deeds: Iterable[Sentence]) -> Sentence:
    """Return what these skaters did, with the skaters in the order of the finish if that tells their places."""
    told = tuple(deeds)
    placed = any(deed.code.startswith(OVER_THE_LINE) for deed in told)
    return did(in_finish_order(race, bibs) if placed else bibs, told)


def over_the_line_together(race: Chronicle, bibs: tuple[int, ...]) -> Sentence:
    """Return the places at the finish of several skaters who all have one."""
    bibs = in_finish_order(race, bibs)
    by, doubts = [seq for bib in bibs for seq in race.place_by(bib)], race.place_doubts(*bibs)
    if len(bibs) > MOST_PLACES:
        best = race.nth(bibs[0])._replace(doubtful=bool(doubts))
        return say(race.at_the_line("deed.over_line_best"), by, doubts, place=best)
    places = tuple(say("part.nth", place=race.nth(bib)) for bib in bibs)
    return say(race.at_the_line("deed.over_line_at"), by, doubts, places=All(places))
