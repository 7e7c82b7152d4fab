"""The lines of a log for orders that only crossings give: they are no events, and stand until somebody records one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import partial
from typing import Any

from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Event, Finish, SprintOrder
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.stream.log_lines import LogLine, Marked, Stands
from massstart_tui.stream.timeline import Timeline

Order = tuple[int | tuple[int, ...], ...]
"""Bibs from first to last; a tuple of bibs is a dead heat."""
Orders = dict[int, Order]
"""Orders by the lap at the end of which they are."""


def unconfirmed_orders(state: RaceState) -> Orders:
    """Return the orders that crossings alone give; none once the result is official.

    That of a sprint has the places with points, and is given once it is whole or the next lap is done.
    """
    laps = () if state.phase is Phase.OFFICIAL else orders_unconfirmed(state)
    orders = {lap: _at_the_finish(state) if lap == state.distance else _of_sprint(state, lap) for lap in laps}
    return {lap: order for lap, order in orders.items() if order}


def _at_the_finish(state: RaceState) -> Order:
    given = {bib for place in state.given_finish for bib in place.bibs}
    return _places(place.bibs for place in state.line_finish if given.isdisjoint(place.bibs))


def _of_sprint(state: RaceState, lap: int) -> Order:
    result, count = state.line_sprints.get(lap), len(state.rules.points_at(lap))
    if result is None or (len(result.order) < count and state.lap <= lap):
        return ()
    return _places(result.order[:count])


def _places(places: Iterable[tuple[int, ...]]) -> Order:
    return tuple(place[0] if len(place) == 1 else place for place in places if place)


def unconfirmed_lines(timeline: Timeline, orders: Orders, position: int) -> tuple[Marked, ...]:
    """Return a line for each of these ``orders``, which are those at ``position``, at the moment of the last in it."""

    def is_whole(position: int, lap: int, order: Order) -> bool:
        return unconfirmed_orders(timeline.state_at(position)).get(lap) == order

    lines = []
    for lap, order in orders.items():
        at = bisect_left(range(position), True, key=partial(is_whole, lap=lap, order=order))
        lines.append(Marked(at, line_by_chips(timeline, lap, order, at)))
    return tuple(lines)


def line_by_chips(timeline: Timeline, lap: int, order: Order, position: int) -> LogLine:
    """Return the line that says at ``position`` that chips give this ``order`` at the end of ``lap``."""
    fields: dict[str, Any] = {"seq": timeline.order[position - 1], "t": timeline.time_at(position), "by": TIMING}
    if lap == timeline.state_at(position).distance:
        event: Event = Finish(type="finish", order=order, **fields)
    else:
        event = SprintOrder(type="sprint", lap=lap, order=order, **fields)
    return LogLine(event, timeline.to_go_at(position), Stands.BY_CHIPS, None, timeline.gun_at(position))
