"""Find the places at intermediate sprints that nobody is known to have, and the points that can still be won with them.

A place is unknown if an order leaves it open, if the order has fewer places than the sprint has points, or if the
sprint was not recorded at all. Whoever was racing at the end of that lap and has no place in the order may have it. A
sprint to come is treated in the same way. An order that is short because nobody else was left is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, islice
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.rules import Sprint
from massstart_tui.race.state import RaceState, SprintResult, Status

MOST_WAYS: Final = 400
"""The most ways in which published sums may share out the prizes of unknown places; beyond it, the search stops."""

Prizes = tuple[tuple[int, ...], ...]
"""The prizes of each open sprint that are not known to be anybody's."""


class OpenSprint(NamedTuple):
    """An intermediate sprint at the end of ``lap``, its ``number`` from 1, with places that nobody is known to have.

    ``prizes`` are the points of those places, with a 0 for having no place: one prize at least for each of the
    ``takers``, who can have one, and for each of those who have ``left`` since. The latter may have won a prize, which
    then counts for nobody. ``first`` is the first of those places, where the places are consecutive. ``recorded`` says
    that there is an order, with gaps; otherwise the sprint is to come, was not recorded, or is known in part from
    crossings.
    """

    number: int
    lap: int
    first: int
    prizes: tuple[int, ...]
    takers: frozenset[int]
    left: frozenset[int]
    recorded: bool


def open_sprints(state: RaceState) -> Iterator[OpenSprint]:
    """Yield the sprints with places that nobody is known to have; while the race is on, also those to come."""
    return _open(state, lambda _lap, _recorded: True)


def skated_sprints(state: RaceState) -> Iterator[OpenSprint]:
    """Yield those of `open_sprints` that have been skated, so that their places are unknown and not to come.

    While the race is on, a sprint without an order counts as skated when the leader has completed one more lap: until
    then its order may still be on its way.
    """
    return _open(state, lambda lap, recorded: state.over or recorded or state.lap > lap)


def awaited_sprints(state: RaceState) -> tuple[OpenSprint, ...]:
    """Return those of `open_sprints` whose lap the leader has completed, and whose order was not recorded yet.

    It may still come: the sprint just ended, or somebody has yet to enter it. What crossings show of it is known.
    """
    return tuple(_open(state, lambda lap, recorded: lap <= state.lap and not recorded))


def _open(state: RaceState, asked_for: Callable[[int, bool], bool]) -> Iterator[OpenSprint]:
    """Yield the sprints with unknown places for which ``asked_for(lap, recorded)`` is true."""
    results = state.sprints if state.rules.on_points else {}
    for number, sprint in enumerate(state.rules.sprints, 1):
        result = results.get(sprint.lap)
        recorded = result is not None and result.seq is not None
        if not state.rules.on_points or sprint.lap >= state.distance or _complete(result, sprint.points):
            continue
        if asked_for(sprint.lap, recorded) and (found := _open_sprint(state, number, sprint, result)):
            yield found


def _open_sprint(state: RaceState, number: int, sprint: Sprint, result: SprintResult | None) -> OpenSprint | None:
    """Return what is open in this sprint; None if nobody can have it, or if it gives no points.

    A sprint that only skaters who have left can have won is returned as well. It is of no use to anybody, but a
    published sum may have come from it.
    """
    recorded = result is not None and result.seq is not None
    order = result.order if result else ()
    placed = {bib for bibs in order for bib in bibs}
    if result is not None and not recorded:
        # Whoever crosses this line from here on is behind those who have crossed it.
        placed |= {bib for bib in state.crossed_at if state.laps[bib] >= sprint.lap}
    in_it = {s.bib for s in state.sheet.skaters if state.status_of(s.bib) in (Status.RACING, Status.FINISHED)}
    takers, left = frozenset(in_it - placed), frozenset(_passed_and_left(state, sprint.lap) - placed)
    prizes = _prizes(order, sprint.points, len(takers) + len(left))
    first = 1 + sum(max(1, len(bibs)) for bibs in order)
    found = OpenSprint(number, sprint.lap, first, prizes, takers, left, recorded)
    return found if any(prizes) else None


def _complete(result: SprintResult | None, points: tuple[int, ...]) -> bool:
    """Return whether an order has somebody at each place with points.

    This is a shortcut: most orders are complete, and need no further work.
    """
    if result is None or not all(result.order):
        return False
    return sum(len(bibs) for bibs in result.order) >= len(points)


def _prizes(order: tuple[tuple[int, ...], ...], points: tuple[int, ...], skaters: int) -> tuple[int, ...]:
    """Return the points of the places that nobody is known to have, with zeros up to one for each skater."""
    gaps, place = [], 1
    for bibs in order:
        if not bibs:
            gaps.append(points[place - 1] if place <= len(points) else 0)
        place += max(1, len(bibs))
    behind = (*points[place - 1 :], *(0 for _ in range(skaters)))
    return (*gaps, *behind[: max(0, skaters - len(gaps))])


def _passed_and_left(state: RaceState, lap: int) -> set[int]:
    """Return who completed this lap and has left the race, or was lapped, since."""
    return {bib for bib, exit_ in state.exits.items() if exit_.status is not Status.DNS and exit_.laps >= lap}


def could_have_finished(state: RaceState) -> Iterator[RaceState]:
    """Yield the race as it is, and once for each set of gaps at the finish that disqualified skaters can have had.

    A disqualified skater without a place may have crossed the line at a place that nobody recorded, if nobody else is
    left to have it. Then those behind move up, as they do when the place is known; such gaps are removed.
    """
    yield state
    bibs = [skater.bib for skater in state.sheet.skaters if not state.is_in(skater.bib)]
    unplaced = sum(1 for bib in bibs if state.status_of(bib) in (Status.RACING, Status.FINISHED))
    out = sum(1 for bib in bibs if state.status_of(bib) is Status.DISQUALIFIED)
    finish = state.finish
    gaps = [index for index, place in enumerate(finish) if not place.bibs]
    # Finishers without a place need gaps as well; only the others can be those of disqualified skaters.
    for count in range(1, min(out, len(gaps) - unplaced) + 1):
        for taken in islice(combinations(gaps, count), MOST_WAYS):
            left = tuple(place for index, place in enumerate(finish) if index not in taken)
            yield state._replace(given_finish=left, line_finish=())


class Shared(NamedTuple):
    """The open sprints of skaters without a published sum, and the ways in which prizes are left for them.

    If there were too many ways, ``exact`` is false and all prizes are left, which is more than there can be.
    """

    sprints: tuple[OpenSprint, ...]
    ways: tuple[Prizes, ...]
    exact: bool


def shared_out(state: RaceState, owed: dict[int, int]) -> Shared:
    """Return what is left of the open sprints when the published sums are taken out of them.

    ``owed`` has, by bib, the points of a published sum that no known place gives. Prizes of unknown places, at the
    sprints that the sum is about, have to add up to them. If none do, sum and places contradict each other: then the
    sum counts, and any prize may be anybody's.
    """
    sprints = tuple(open_sprints(state))
    everything = tuple(sprint.prizes for sprint in sprints)
    about = {bib: _sprints_of(state, bib, sprints) for bib in owed}
    ways: set[Prizes] | None = {everything}
    for bib, points in owed.items():
        ways = _with_one_more(ways, about[bib], points) if ways is not None else None
    left = tuple(
        sprint._replace(takers=sprint.takers - {bib for bib in owed if index in about[bib]})
        for index, sprint in enumerate(sprints)
    )
    to_somebody = [index for index, sprint in enumerate(left) if sprint.takers]
    # Ways that differ only at sprints that nobody can use any more are one.
    different = {tuple(way[index] for index in to_somebody) for way in ways or {everything}}
    return Shared(tuple(left[index] for index in to_somebody), tuple(sorted(different)), exact=ways is not None)


def _sprints_of(state: RaceState, bib: int, sprints: tuple[OpenSprint, ...]) -> tuple[int, ...]:
    """Return the indices of the open sprints at which the sum of this skater may have been won."""
    laps = state.sums[bib].laps
    return tuple(
        index
        for index, sprint in enumerate(sprints)
        if sprint.lap <= laps and (bib in sprint.takers or bib in sprint.left)
    )


def _with_one_more(ways: set[Prizes], at: tuple[int, ...], points: int) -> set[Prizes] | None:
    """Return the ways that are left after one more skater has won ``points``; None if there are too many."""
    # Pairs of what is left and the points still owed; a set, because different choices can leave the same.
    partly = {(way, points) for way in ways}
    for index in at:
        partly = {
            ((*way[:index], _less(way[index], prize), *way[index + 1 :]), owed - prize)
            for way, owed in partly
            for prize in set(way[index])
            if prize <= owed
        }
        if len(partly) > MOST_WAYS:
            return None
    return {way for way, owed in partly if not owed}


def _less(prizes: tuple[int, ...], prize: int) -> tuple[int, ...]:
    """Return ``prizes`` without one ``prize``."""
    at = prizes.index(prize)
    return prizes[:at] + prizes[at + 1 :]
