"""Between which ranks a skater can end up, and what over the line is enough: worked out once for who is alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from massstart_tui.race.contenders import NOTHING_SAID, Field, Me, NoOutlook, RankFacts, anything_unknown, facts
from massstart_tui.race.state import RaceState
from massstart_tui.race.unknown_places import could_have_finished


class Ranks(NamedTuple):
    """Between which ranks a skater is."""

    best: int
    worst: int


class Reach(NamedTuple):
    """Best and worst final rank, and the last places over the line that are surely enough, and possibly."""

    best: int
    worst: int
    sure: int | None = None
    possible: int | None = None


def reach_of(field: Field, me: Me) -> Reach:
    """What a skater in the race, or over the line, can reach."""
    best, worst = _ranks_from(field, me)
    if me.place is not None or best > field.cut:
        return Reach(best, worst)
    if worst <= field.cut:
        return Reach(best, worst, field.places[-1], field.places[-1])
    return Reach(best, worst, *enough(field, me))


def _ranks_from(field: Field, me: Me) -> Ranks:
    """From the places over the line that are left; from the one that this skater has, where it is known."""
    if me.place is not None:
        return Ranks(field.best(me, me.place), field.worst(me, me.place))
    places = field.places if not field.a_place_further_back_gives_no_more else (field.places[0], field.places[-1])
    return Ranks(min(field.best(me, place) for place in places), max(field.worst(me, place) for place in places))


def enough(field: Field, me: Me, own: Mapping[int, int] = NOTHING_SAID) -> tuple[int | None, int | None]:
    """The last place over the line that is surely enough, and the last that possibly is; None where none is.

    ``own`` has prizes of one's own by sprint, where they are settled.
    """
    sure = _last(field, lambda place: field.surely(me, place, own))
    return sure, _last(field, lambda place: field.possibly(me, place, own))


def _last(field: Field, holds: Callable[[int], bool]) -> int | None:
    """The last place of which something holds; where places get no better further back, it holds of all before it."""
    if not field.a_place_further_back_gives_no_more:
        return next((place for place in reversed(field.places) if holds(place)), None)
    index = bisect_left(field.places, True, key=lambda place: not holds(place))
    return field.places[index - 1] if index else None


def ranks_when_over(state: RaceState) -> Mapping[int, Ranks] | None:
    """Of a race that is over, the ranks of those who completed the distance, by bib; None where nobody can tell.

    They are the ones in the classification where nothing is unknown, and then left out.
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
    """The classification is asked for many times over: the same facts are looked through once."""
    field = Field(known)
    each = {me: _ranks_from(field, me) for me in field.skaters.values()}
    return {bib: each[me] for bib, me in field.skaters.items()}
