"""What of a result stands whoever holds the places that nobody recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import FinishPlace, RaceState, SprintResult, Status


class Certain(NamedTuple):
    """How many ``rows`` of a classification, from the first, stand, and the bibs whose points could be others."""

    rows: int
    open_totals: frozenset[int]


def certain_of(state: RaceState, rows: tuple[Standing, ...]) -> Certain:
    """What stands of ``rows``, the classification of ``state``, a race that is over.

    A place over the line or at a sprint that was recorded without its skater can be held by whoever has none there;
    who finished without a place can also have come in right behind the last who has one.
    """
    stand, open_totals = len(rows), set()
    for row in rows:
        for could in _as_it_could_be(state, row.bib):
            other = standings(could)
            stand = _alike(rows[:stand], other)
            if any(instead.total != row.total for instead in other if instead.bib == row.bib):
                open_totals.add(row.bib)
    return Certain(stand, frozenset(open_totals))


def _alike(rows: tuple[Standing, ...], others: tuple[Standing, ...]) -> int:
    """How many rows, from the first, have the same skater in both."""
    pairs = enumerate(zip(rows, others, strict=False))
    return next((at for at, (row, other) in pairs if (row.bib, row.shared) != (other.bib, other.shared)), len(rows))


def _as_it_could_be(state: RaceState, bib: int) -> Iterator[RaceState]:
    """The race with this skater in the best unknown place of each sprint, and in one over the line or in none.

    Nothing is lost by more points, so that a sprint need not be looked at without them.
    """
    sprints = {lap: _with(result, state.rules.points_at(lap), bib) for lap, result in state.sprints.items()}
    state = state._replace(given_sprints=sprints)
    yield state
    left = {other: exit_ for other, exit_ in state.exits.items() if other != bib}
    for finish in _finishes(state, bib):
        yield state._replace(given_finish=finish, line_finish=(), exits=left)


def _with(result: SprintResult, points: tuple[int, ...], bib: int) -> SprintResult:
    if any(bib in bibs for bibs in result.order):
        return result
    worth: Mapping[int, int] = dict(_unknown_places(result, points))
    if not worth:
        return result
    best = max(worth, key=lambda index: worth[index])
    return result._replace(order=(*result.order[:best], (bib,), *result.order[best + 1 :]))


def _unknown_places(result: SprintResult, points: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Where in the order nobody is named, and the points that are won there."""
    place = 1
    for index, bibs in enumerate(result.order):
        if not bibs:
            yield index, points[place - 1] if place <= len(points) else 0
        place += max(1, len(bibs))


def _finishes(state: RaceState, bib: int) -> Iterator[tuple[FinishPlace, ...]]:
    """The finish with this skater in each place that it could hold."""
    if bib not in _without_a_place(state):
        return
    finish = state.finish
    for index, place in enumerate(finish):
        if not place.bibs:
            yield (*finish[:index], place._replace(bibs=(bib,)), *finish[index + 1 :])
    if state.status_of(bib) is Status.FINISHED:
        yield (*finish, FinishPlace((bib,), None))


def _without_a_place(state: RaceState) -> list[int]:
    """Who finished without a place; where nobody did, someone of whom it was recorded otherwise must have."""
    unplaced = [skater.bib for skater in state.sheet.skaters if not state.is_in(skater.bib)]
    return [bib for bib in unplaced if state.status_of(bib) is Status.FINISHED] or unplaced
