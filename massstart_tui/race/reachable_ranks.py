"""Compute the best and worst rank that a skater can end up with, and which places at the finish are enough."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from massstart_tui.race.contenders import NOTHING_SAID, Field, Me, NoOutlook, RankFacts, anything_unknown, facts
from massstart_tui.race.state import RaceState
from massstart_tui.race.unknown_places import could_have_finished


class Ranks(NamedTuple):
    """The best and the worst rank of a skater."""

    best: int
    worst: int


class Reach(NamedTuple):
    """The best and worst final rank, and the last places at the finish that are certainly and possibly enough."""

    best: int
    worst: int
    sure: int | None = None
    possible: int | None = None


def reach_of(field: Field, me: Me) -> Reach:
    """Return what a skater who is racing or has finished can reach."""
    best, worst = _ranks_from(field, me)
    if me.place is not None or best > field.cut:
        return Reach(best, worst)
    if worst <= field.cut:
        return Reach(best, worst, field.places[-1], field.places[-1])
    return Reach(best, worst, *enough(field, me))


def _ranks_from(field: Field, me: Me) -> Ranks:
    """Return the ranks over all places at the finish that the skater can have."""
    if me.place is not None:
        return Ranks(field.best(me, me.place), field.worst(me, me.place))
    # Where a place further back never gives more points, the first and the last place give the extremes.
    places = field.places if not field.a_place_further_back_gives_no_more else (field.places[0], field.places[-1])
    return Ranks(min(field.best(me, place) for place in places), max(field.worst(me, place) for place in places))


def enough(field: Field, me: Me, own: Mapping[int, int] = NOTHING_SAID) -> tuple[int | None, int | None]:
    """Return the last place at the finish that is certainly enough, and the last that possibly is; None if none is.

    ``own`` fixes the skater's own prizes by sprint index.
    """
    sure = _last(field, lambda place: field.surely(me, place, own))
    return sure, _last(field, lambda place: field.possibly(me, place, own))


def _last(field: Field, holds: Callable[[int], bool]) -> int | None:
    """Return the last open place for which ``holds`` is true; None if there is none.

    If a place further back never gives more, it is true of all places before the last one, so that bisection finds it.
    """
    if not field.a_place_further_back_gives_no_more:
        return next((place for place in reversed(field.places) if holds(place)), None)
    index = bisect_left(field.places, True, key=lambda place: not holds(place))
    return field.places[index - 1] if index else None


def ranks_when_over(state: RaceState) -> Mapping[int, Ranks] | None:
    """Return, for a race that is over, the ranks of those who completed the distance, by bib.

    The mapping is empty if nothing is unknown: then the ranks are those of the classification. The value is None if too
    much is unknown to tell.
    """
    if not state.over or not anything_unknown(state):
        return {}
    try:
        each = [_ranks(facts(could)) for could in could_have_finished(state)]
    except NoOutlook:
        return None
    return {
        bib: Ranks(min(ranks[bib].best for ranks in each), max(ranks[bib].worst for ranks in each)) for bib in each[0]
    }


@lru_cache(maxsize=16)
def _ranks(known: RankFacts) -> Mapping[int, Ranks]:
    """Return the ranks by bib; cached, since the classification of a moment is computed many times."""
    field = Field(known)
    each = {me: _ranks_from(field, me) for me in field.skaters.values()}
    return {bib: each[me] for bib, me in field.skaters.items()}
