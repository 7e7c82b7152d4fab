"""Compute which final ranks each skater can still reach, and which places are certainly enough to get within the cut.

The answers are exact over all ways in which the race can go on.

Assumptions (see `assumptions`): whoever is still racing completes the distance and is not lapped. The sprints and the
finish to come have no dead heat. A lapped skater who may finish comes in behind all who are racing, or not at all.
Nobody who is out has more laps than the distance. Given orders stand as they are. A sprint that nobody has recorded is
still to come until the race is over, even when its lap has been passed; one that crossings have in part goes on behind
those who have crossed. A skater let through by the referee is through. Where laps can be gained on the bunch, nobody
gains or loses another one. A skater of whom a pass was probably not read is not lapped, and an order by crossings that
may lack such a skater counts as not recorded. A skater under review is classified as if the review came to nothing, and
nobody is relegated any more.

Some races have no outlook (`contenders.uncovered`): those in which skaters are eliminated, those with so many sprints
to come that the search would take too long, and those in which somebody is relegated who, or behind somebody who, is
not in yet.

For a race that is over, the same is computed over what nobody recorded. Each place at a sprint that nobody is known to
have is a prize of that sprint for whoever was racing then and has no place there (`unknown_places`). A skater who
completed the distance at a place that nobody recorded has one of those places. Points published as a sum take prizes
away: of all ways in which they can have done so (`unknown_places.shared_out`), the best and the worst count.

Why it is exact. Let X finish at place p with total T. Another skater is ahead of X with more than T, or with T and a
place before p. So a place before p is worth its points and one more, and a place behind p its points; a skater who has
b has to win T + 1 - b to be ahead, or may win at most T - b to stay behind.

(1) The worst for X is to be last in every sprint and last over the line, the best to be first. To see it, let X trade
places with whoever has the place that X should have: X does no better (no worse), that skater no worse (no better), and
nobody else changes. The same trade, with the next skater over the line, shows that a place further back never helps; so
the last place that is enough can be found by bisection.

(2) With X fixed, a sprint and the finish each give every other skater at most one prize. The question is then how many
of them can be put ahead of X (for the worst rank) or kept behind (for the best; the same question with every sign
reversed). `covering` answers it without trying the outcomes one by one, and gives the sources.

Tests compare all of it with the classification of every outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.race.contenders import Field, Me, NoOutlook, facts
from massstart_tui.race.fold import Fold
from massstart_tui.race.reachable_ranks import Reach, reach_of
from massstart_tui.race.standings import Standing, in_order, standings
from massstart_tui.race.state import RaceState, Status

if TYPE_CHECKING:
    from massstart_tui.race.events import Happening

from massstart_tui.race.finish_places import places_over_the_line
from massstart_tui.race.unknown_laps import Ahead, ahead_by_unknown_laps, stopped_with_unknown_laps
from massstart_tui.race.unknown_places import open_sprints
from massstart_tui.race.unread_passes import (
    laps_in_doubt,
    orders_in_doubt,
    orders_unconfirmed,
    without_orders_in_doubt,
    without_orders_unconfirmed,
)


class Assumption(StrEnum):
    """What the outlook assumes; each code has its sentence in the catalogue of sentences."""

    COMPLETES = "completes"
    NO_DEAD_HEAT = "no_dead_heat"
    LAPPED_BEHIND = "lapped_behind"
    NO_LAPS_GAINED = "no_laps_gained"
    NOT_LAPPED = "not_lapped"
    CHIPS_STAND = "chips_stand"


class Verdict(StrEnum):
    """Whether a skater is certainly through (or on the podium), certainly not, or neither."""

    IN = "in"
    OUT = "out"
    OPEN = "open"


class Chance(NamedTuple):
    """What a skater can still reach: ``rank`` now, ``best`` and ``worst`` final rank.

    ``sure`` is the last place at the finish that is enough whatever the others do, ``possible`` the last that can be
    enough. Each is None if there is no such place, and for a skater who is not racing any more.

    ``by_chips`` is None if all of it holds whatever the orders that only crossings give turn out to be. Otherwise it is
    the verdict if they stand, as the ranks and places assume; ``verdict`` is open then, unless it holds in any case.
    """

    bib: int
    rank: int
    best: int
    worst: int
    verdict: Verdict
    sure: int | None
    possible: int | None
    by_chips: Verdict | None = None

    @property
    def as_it_stands(self) -> Verdict:
        """Return the verdict if the orders that only crossings give stand."""
        return self.by_chips or self.verdict

    @property
    def unconfirmed(self) -> bool:
        """Whether the verdict as it stands, or while it is open what is enough, rests on an order by crossings."""
        return self.by_chips is not None and self.verdict is Verdict.OPEN

    def after(self, verdict: Verdict, sure: int | None, possible: int | None) -> Chance:
        """Return this open chance after something that changes its verdict; what it rests on stays unconfirmed."""
        if self.by_chips is None:
            return self._replace(verdict=verdict, sure=sure, possible=possible)
        return self._replace(by_chips=verdict, sure=sure, possible=possible)


def outlook(state: RaceState, stop: Callable[[], bool] | None = None) -> tuple[Chance, ...]:
    """Return what each skater on the start sheet can still reach, in the order of the standings.

    ``stop`` is called now and then; if it returns true, Stopped is raised. Raises NoOutlook where there is no outlook.
    """
    return chances(state, Field(facts(state), stop), stop)


def chances(state: RaceState, field: Field, stop: Callable[[], bool] | None = None) -> tuple[Chance, ...]:
    """Return the outlook from a ``field`` that is already prepared; ``stop`` as for `outlook`."""
    found = _as_orders_stand(state, field)
    confirmed = without_orders_unconfirmed(state)
    if confirmed is state:
        return found
    try:
        certain = {chance.bib: chance for chance in _as_orders_stand(confirmed, Field(facts(confirmed), stop))}
    except NoOutlook:
        certain = {}
    return tuple(_judged(state, chance, certain.get(chance.bib)) for chance in found)


def _as_orders_stand(state: RaceState, field: Field) -> tuple[Chance, ...]:
    """Return the outlook in which every order stands, also one that crossings alone give."""
    rows = standings(state)
    reached: dict[Me, Reach] = {}
    unknown = _ahead_by_unknown_laps(state, rows)
    return tuple(
        _chance(
            state,
            field,
            row,
            _reach(state, field, row, reached) or _reach_of_who_is_out(state, field, row, rows, unknown),
        )
        for row in rows
    )


def _judged(state: RaceState, chance: Chance, certain: Chance | None) -> Chance:
    """Return ``chance`` with the verdict that holds in any case.

    ``certain`` is the chance without the orders that only crossings give; None if it cannot be worked out.
    """
    if state.status_of(chance.bib) in (Status.DISQUALIFIED, Status.DNS) or let_through(state, chance.bib):
        return chance
    if certain is not None and certain._replace(rank=chance.rank) == chance:
        return chance
    holds = certain is not None and certain.verdict is chance.verdict
    return chance._replace(verdict=chance.verdict if holds else Verdict.OPEN, by_chips=chance.verdict)


def with_what_if(state: RaceState, events: Iterable[Happening]) -> RaceState:
    """Return ``state`` as it would be after ``events``, such as a sprint to come; ``state`` itself does not change.

    The events are folded in the order given; their ``seq`` and ``t`` do not matter.
    """
    fold = Fold.resume(state)
    for event in events:
        fold.apply(event)
    return fold.snapshot()


def assumptions(state: RaceState) -> tuple[Assumption, ...]:
    """Return what the outlook of ``state`` assumes; nothing if the race is over."""
    if state.over:
        return ()
    lapped = any(_may_come_in(state, skater.bib) for skater in state.sheet.skaters)
    gained = state.rules.laps_gained_count
    return (
        Assumption.COMPLETES,
        Assumption.NO_DEAD_HEAT,
        *((Assumption.LAPPED_BEHIND,) if lapped else ()),
        *((Assumption.NO_LAPS_GAINED,) if gained else ()),
        *((Assumption.NOT_LAPPED,) if laps_in_doubt(state) else ()),
        *((Assumption.CHIPS_STAND,) if without_orders_unconfirmed(state) is not state else ()),
    )


def decided_at_the_finish(state: RaceState, rows: Sequence[Chance]) -> bool:
    """Return whether only the place at the finish decides who is within the cut, and no sprint can change that."""
    racing = [chance for chance in rows if state.status_of(chance.bib) is Status.RACING]
    return bool(racing) and all(chance.sure == chance.possible and chance.by_chips is None for chance in racing)


def _chance(state: RaceState, field: Field, row: Standing, reach: Reach) -> Chance:
    if row.status in (Status.DISQUALIFIED, Status.DNS):
        verdict = Verdict.OUT
    elif reach.worst <= field.cut or let_through(state, row.bib):
        verdict = Verdict.IN
    else:
        verdict = Verdict.OUT if reach.best > field.cut else Verdict.OPEN
    return Chance(row.bib, row.rank, reach.best, reach.worst, verdict, reach.sure, reach.possible)


def let_through(state: RaceState, bib: int) -> bool:
    """Return whether the referee has let this skater through, in a race from which skaters can go through."""
    return state.sheet.qualify is not None and bib in state.advanced


def _reach(state: RaceState, field: Field, row: Standing, reached: dict[Me, Reach]) -> Reach | None:
    """Return the ranks that the skater of ``row`` can reach; None for who is out of a race that is on.

    ``reached`` caches them for skaters with equal values.
    """
    me = field.skaters.get(row.bib)
    if state.over or row.status in (Status.DISQUALIFIED, Status.DNS):
        return Reach(row.best or row.rank, row.worst or row.rank)
    if me is None:
        return None
    if me not in reached:
        reached[me] = reach_of(field, me)
    # Through by the referee, so that every place is enough.
    if me.place is None and let_through(state, row.bib):
        return reached[me]._replace(sure=field.places[-1], possible=field.places[-1])
    return reached[me]


def _reach_of_who_is_out(
    state: RaceState, field: Field, row: Standing, rows: tuple[Standing, ...], unknown: Mapping[int, Ahead]
) -> Reach:
    """Return the ranks of a skater who is out: behind all who complete the distance.

    Lapped skaters may still come in, and then pass those who do not. Where the laps of one are unknown, it is open who
    is ahead.
    """
    complete = len(field.skaters)
    others = [other for other in rows if other.bib not in field.skaters and other.bib != row.bib]
    by_rank = frozenset(other.bib for other in others if other.rank < row.rank)
    ahead = unknown.get(row.bib, Ahead(by_rank, by_rank))
    lapped = {other.bib for other in others if _may_come_in(state, other.bib)}
    best = 1 + complete + (0 if _may_come_in(state, row.bib) else len(ahead.surely))
    return Reach(best, 1 + complete + len(ahead.perhaps | lapped))


def _ahead_by_unknown_laps(state: RaceState, rows: Sequence[Standing]) -> Mapping[int, Ahead]:
    """Return, by bib, who of those who are out is ahead of each, if the laps of one are unknown; else nothing."""
    return ahead_by_unknown_laps(state, in_order(state)) if _laps_are_unknown(rows) else {}


def _laps_are_unknown(rows: Sequence[Standing]) -> bool:
    return any(row.laps is None and row.status not in _IN_THE_FIELD for row in rows)


def _may_come_in(state: RaceState, bib: int) -> bool:
    """Return whether this skater was lapped and may still finish."""
    return (
        state.rules.lapped == "finishes"
        and not state.over
        and state.status_of(bib) is Status.LAPPED
        and not state.is_in(bib)
    )


_IN_THE_FIELD = (Status.RACING, Status.FINISHED)


def decisive(state: RaceState, rows: Sequence[Standing]) -> Hashable:
    """Return a cache key for the chances in ``state``: equal keys mean equal chances, except for current ranks.

    ``rows`` are the standings of ``state``. Two states of one race with different keys may still have the same chances.
    """
    over = places_over_the_line(state)
    skaters = sorted(
        (
            *(row.bib, row.status, row.total, row.laps_gained),
            *(over.get(row.bib), state.is_in(row.bib), _rank_that_counts(state, row)),
        )
        for row in rows
    )
    said = (state.advanced, state.relegations, len(state.finish), tuple(sorted(state.sums.items())))
    unread = (orders_in_doubt(state), laps_in_doubt(state), *_by_crossings(state))
    still_open = tuple(open_sprints(without_orders_in_doubt(state)))
    return (state.over, state.distance, still_open, tuple(skaters), _unknown_laps(state, rows), *said, *unread)


def _by_crossings(state: RaceState) -> Iterator[Hashable]:
    """Yield the orders that nobody confirmed, as far as they give points, and the finish as far as it is given."""
    for lap in orders_unconfirmed(state):
        result = state.line_sprints.get(lap)
        yield (lap, result.order[: len(state.rules.points_at(lap))] if result else ())
    yield tuple(place.bibs for place in state.given_finish)


def _rank_that_counts(state: RaceState, row: Standing) -> int:
    """Return the rank if the outlook depends on it: for skaters who are out, and for all once nobody is racing."""
    return row.rank if state.over or row.status not in _IN_THE_FIELD else 0


def _unknown_laps(state: RaceState, rows: Sequence[Standing]) -> Hashable:
    """Return those who are out, in order, if the laps of one are unknown."""
    return tuple(stopped_with_unknown_laps(state, in_order(state)) if _laps_are_unknown(rows) else ())
