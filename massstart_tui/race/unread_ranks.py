"""Compute between which ranks a skater is while passes of the line were probably not read.

A skater of whom a pass is missing may be lapped, and may have a place in an order by crossings, so that those behind
have one less. Each skater's points are between two numbers then. Of two skaters whose numbers overlap, either may be
ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.tally import Tally
from massstart_tui.race.unread_passes import laps_in_doubt, may_be_in, orders_in_doubt

_OUT_OF_THE_RANKING = (Status.DISQUALIFIED, Status.DNS)


class OpenRank(NamedTuple):
    """How many of those ahead of a skater may be behind, and how many of those behind may be ahead."""

    up: int
    down: int


class _Between(NamedTuple):
    """The points of a skater: at least ``low`` and at most ``high``; and whether anything about them is in doubt."""

    low: int
    high: int
    doubted: bool


def ranks_while_unread(state: RaceState, ranked: Sequence[Tally]) -> dict[int, OpenRank]:
    """Return by how much each rank is open, by bib; only open ones, so nothing if no pass is known to be missing.

    ``ranked`` are the skaters in the order of the classification.
    """
    unread, orders = laps_in_doubt(state), orders_in_doubt(state)
    if not unread and not orders:
        return {}
    could = {lap: may_be_in(state, lap) for lap in orders}
    counted = [entry for entry in ranked if entry.status not in _OUT_OF_THE_RANKING]
    between = [_between(state, entry, unread, could) for entry in counted]
    found = {}
    for at, (entry, mine) in enumerate(zip(counted, between, strict=True)):
        up = sum(1 for other in between[:at] if not _surely_ahead(other, mine))
        down = sum(1 for other in between[at + 1 :] if not _surely_ahead(mine, other))
        if up or down:
            found[entry.bib] = OpenRank(up, down)
    return found


def _surely_ahead(first: _Between, second: _Between) -> bool:
    """Return whether it is certain that ``first``, who is ranked ahead of ``second``, stays so.

    It is if ``first`` has at least as many points whatever the passes that were not read turn out to be, or if neither
    rests on such a pass.
    """
    return first.low >= second.high or not (first.doubted or second.doubted)


def _between(state: RaceState, entry: Tally, unread: frozenset[int], could: dict[int, frozenset[int]]) -> _Between:
    bib, rules = entry.bib, state.rules
    low = high = entry.total
    doubted = bib in unread
    for lap, missing in could.items():
        table = rules.finish if lap == state.distance else rules.points_at(lap)
        if bib in missing:
            # At the finish a place ahead of others is worth one more than its points.
            high += max(table, default=0) + (lap == state.distance)
            doubted = True
        elif place := _place_by_crossing(state, bib, lap):
            low -= _points(table, place) - _points(table, place + len(missing))
    if bib in unread and rules.lapped != "races":
        # Behind everybody, with or without points, if it turns out that the skater was lapped.
        low = -1
    return _Between(low, high, doubted or low != high)


def _place_by_crossing(state: RaceState, bib: int, lap: int) -> int:
    """Return the place that crossings alone give a skater at the end of ``lap``, from 1; 0 if they give none."""
    if lap == state.distance:
        given = any(bib in place.bibs for place in state.given_finish)
        order = () if given else tuple(place.bibs for place in state.finish)
    else:
        order = state.line_sprints[lap].order if lap in state.line_sprints else ()
    return next((at for at, bibs in enumerate(order, 1) if bib in bibs), 0)


def _points(table: tuple[int, ...], place: int) -> int:
    return table[place - 1] if place <= len(table) else 0
