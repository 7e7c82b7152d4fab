"""What each skater can still reach, and what is surely enough: exact, over every way in which a race can go on.

What is taken for granted (`assumptions`): whoever is still racing completes the distance and is not lapped; the sprints
and the finish to come end without a dead heat; whoever has been lapped and may finish comes in behind all who are
racing, or not at all. Nobody who is out has more laps than the distance. Orders that are given stand as they are. A
sprint that nobody has recorded is still to come, also when its lap has been passed, until the race is over; one that
crossings have in part goes on behind those who have crossed. Who is let through by the referee is through. Where laps
can be gained on the bunch, nobody gains or loses another one. Who is under review is classified as if that came to
nothing, and nobody is relegated any more. Of some races there is no outlook (`field.uncovered`): of one in which
skaters are eliminated, of one with so many sprints to come that looking through all of them would take too long, and of
one in which somebody is relegated who, or behind somebody who, is not in yet.

Of a race that is over the same is asked of what nobody recorded: each place at a sprint that nobody is known to have is
a prize of that sprint for whoever was on the ice then and has no place there (`unknown`); who completed the distance at
a place that nobody recorded comes in at one of those. Points published as a sum take prizes out: of every way in which
they can have (`unknown.shared_out`) the best and the worst count.

Why it is exact. Let X finish at place p with the total T. Another skater is ahead of X with more than T, or with T and
a place before p; so a place before p is worth its points and one more, a place behind p its points, and who has b has
to win T + 1 - b to be ahead, or may win T - b at most to stay behind. (1) The worst for X is to be last in every sprint
and last over the line, the best to be first: trade places with whoever has the place that X should have, and X does no
better (no worse), that skater no worse (no better), and nobody else changes. The same trade, with the next skater over
the line, shows that a place further back never helps: so the last place that is enough is found by halving. (2) With X
settled, a sprint and the finish each give every other skater one prize at most, and the question is how many of them
can be put ahead of X (the worst), or kept behind (the best: the same question with every sign turned round). That is
`covering`, which answers it without trying outcomes one by one, and gives the sources. Tests hold all of it against the
classification of every outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.race.contenders import Field, Me, facts
from massstart_tui.race.fold import Fold
from massstart_tui.race.reachable_ranks import Reach, reach_of
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState, Status

if TYPE_CHECKING:
    from massstart_tui.race.events import Happening

from collections.abc import Hashable

from massstart_tui.race.finish_places import places_over_the_line
from massstart_tui.race.unknown_places import open_sprints


class Assumption(StrEnum):
    """What the outlook takes for granted."""

    COMPLETES = "completes"
    NO_DEAD_HEAT = "no_dead_heat"
    LAPPED_BEHIND = "lapped_behind"
    NO_LAPS_GAINED = "no_laps_gained"


class Verdict(StrEnum):
    """Whether a skater is through (or on the podium) whatever happens, cannot be any more, or neither."""

    IN = "in"
    OUT = "out"
    OPEN = "open"


class Chance(NamedTuple):
    """What a skater can still reach: ``rank`` now, ``best`` and ``worst`` final rank.

    ``sure`` is the last place over the line that is enough whatever the others do, ``possible`` the last that still can
    be; None where there is none, and for who is not racing any more.
    """

    bib: int
    rank: int
    best: int
    worst: int
    verdict: Verdict
    sure: int | None
    possible: int | None


def outlook(state: RaceState, stop: Callable[[], bool] | None = None) -> tuple[Chance, ...]:
    """What each skater on the start sheet can still reach, in the order of the standings.

    ``stop`` is asked now and then whether to give up; then Stopped is raised. Raises NoOutlook where there is none.
    """
    return chances(state, standings(state), Field(facts(state), stop))


def chances(state: RaceState, rows: tuple[Standing, ...], field: Field) -> tuple[Chance, ...]:
    """The outlook of a ``field`` that is looked at already; ``rows`` are the standings of ``state``."""
    reached: dict[Me, Reach] = {}
    return tuple(_chance(state, field, row, _reach(state, field, row, rows, reached)) for row in rows)


def with_what_if(state: RaceState, events: Iterable[Happening]) -> RaceState:
    """``state`` as it would be after ``events``, say a sprint or a finish that has not been; it stays as it is itself.

    The order of their ``seq`` and ``t`` does not matter: they are taken as they come.
    """
    fold = Fold.resume(state)
    for event in events:
        fold.apply(event)
    return fold.snapshot()


def assumptions(state: RaceState) -> tuple[Assumption, ...]:
    """What the outlook of ``state`` takes for granted; nothing where the race is over."""
    if state.over:
        return ()
    lapped = any(_may_come_in(state, skater.bib) for skater in state.sheet.skaters)
    gained = state.rules.laps_gained_count
    return (
        Assumption.COMPLETES,
        Assumption.NO_DEAD_HEAT,
        *((Assumption.LAPPED_BEHIND,) if lapped else ()),
        *((Assumption.NO_LAPS_GAINED,) if gained else ()),
    )


def decided_at_the_finish(state: RaceState, rows: Sequence[Chance]) -> bool:
    """Whether the place over the line alone settles who is within the cut: no sprint can change that any more."""
    racing = [chance for chance in rows if state.status_of(chance.bib) is Status.RACING]
    return bool(racing) and all(chance.sure == chance.possible for chance in racing)


def _chance(state: RaceState, field: Field, row: Standing, reach: Reach) -> Chance:
    if row.status in (Status.DISQUALIFIED, Status.DNS):
        verdict = Verdict.OUT
    elif reach.worst <= field.cut or let_through(state, row.bib):
        verdict = Verdict.IN
    else:
        verdict = Verdict.OUT if reach.best > field.cut else Verdict.OPEN
    return Chance(row.bib, row.rank, reach.best, reach.worst, verdict, reach.sure, reach.possible)


def let_through(state: RaceState, bib: int) -> bool:
    """Whether the referee has let this skater through, wherever there is something to go through to."""
    return state.sheet.qualify is not None and bib in state.advanced


def _reach(
    state: RaceState, field: Field, row: Standing, rows: tuple[Standing, ...], reached: dict[Me, Reach]
) -> Reach:
    """Skaters of whom all the same can be said are worked out once."""
    me = field.skaters.get(row.bib)
    if state.over or row.status in (Status.DISQUALIFIED, Status.DNS):
        return Reach(row.best or row.rank, row.worst or row.rank)
    if me is None:
        return _reach_of_who_is_out(state, field, row, rows)
    if me not in reached:
        reached[me] = reach_of(field, me)
    if me.place is None and let_through(state, row.bib):
        return reached[me]._replace(sure=field.places[-1], possible=field.places[-1])
    return reached[me]


def _reach_of_who_is_out(state: RaceState, field: Field, row: Standing, rows: tuple[Standing, ...]) -> Reach:
    """Behind all who complete the distance; who was lapped may still come in, and who did not is ahead or behind."""
    complete = len(field.skaters)
    others = [other for other in rows if other.bib not in field.skaters and other.bib != row.bib]
    ahead = [other for other in others if other.rank < row.rank]
    lapped = [other for other in others if _may_come_in(state, other.bib)]
    stays = 1 + complete + len(ahead)
    best = 1 + complete if _may_come_in(state, row.bib) else stays
    return Reach(best, 1 + complete + len({other.bib for other in (*ahead, *lapped)}))


def _may_come_in(state: RaceState, bib: int) -> bool:
    return (
        state.rules.lapped == "finishes"
        and not state.over
        and state.status_of(bib) is Status.LAPPED
        and not state.is_in(bib)
    )


_IN_THE_FIELD = (Status.RACING, Status.FINISHED)


def decisive(state: RaceState, rows: Sequence[Standing]) -> Hashable:
    """Equal for two states of one race whose chances are the same, but for the ranks of now.

    ``rows`` are the standings of ``state``. Two states that differ in it may still have the same chances.
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
    return (state.over, state.distance, tuple(open_sprints(state)), tuple(skaters), *said)


def _rank_that_counts(state: RaceState, row: Standing) -> int:
    """The rank where it is part of the outlook: of who is out, and of everyone once nobody is racing any more."""
    return row.rank if state.over or row.status not in _IN_THE_FIELD else 0
