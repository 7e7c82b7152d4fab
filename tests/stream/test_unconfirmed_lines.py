"""Orders that only chips give have a line in the log, at the moment of the last in it, until somebody records them."""

from __future__ import annotations

from massstart_tui.race.events import Finish, SprintOrder
from massstart_tui.stream.log_lines import Stands
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.unconfirmed_lines import unconfirmed_lines, unconfirmed_orders
from tests.stream.timed_race import only_crossings_give_orders
from tests.streams import event

SPRINTS = {4: (10, 2, 7), 8: (7, 3, 2), 12: (3, 7, 13)}


def told(timeline: Timeline, position: int) -> dict[int, tuple[int, object]]:
    """Return where the lines stand at a position, and the orders in them, by lap."""
    orders = unconfirmed_orders(timeline.state_at(position))
    lines = unconfirmed_lines(timeline, orders, position)
    assert all(marked.line.stands is Stands.BY_CHIPS for marked in lines)
    found: dict[int, tuple[int, object]] = {}
    for marked in lines:
        said = marked.line.event
        assert isinstance(said, SprintOrder | Finish)
        assert said.t == timeline.time_at(marked.position)
        found[said.lap if isinstance(said, SprintOrder) else timeline.sheet.laps] = (marked.position, said.order)
    return found


def test_each_order_stands_where_it_became_whole_as_a_look_at_every_position_finds() -> None:
    timeline = only_crossings_give_orders()
    whole: dict[int, tuple[int, object]] = {}
    for position in range(1, len(timeline) + 1):
        for lap, order in unconfirmed_orders(timeline.state_at(position)).items():
            if whole.get(lap, (0, ()))[1] != order:
                whole[lap] = (position, order)
        assert told(timeline, position) == whole
    assert {lap: order for lap, (_, order) in whole.items() if lap in SPRINTS} == SPRINTS
    finish = whole[16][1]
    assert isinstance(finish, tuple)
    assert finish[:4] == (5, 10, 2, 7)


def test_an_order_that_somebody_recorded_has_no_such_line_and_an_official_result_has_none() -> None:
    late = 600_000
    timeline = only_crossings_give_orders(event("sprint", late, lap=8, order=[7, 3, 2]))
    assert set(told(timeline, len(timeline) - 1)) == {4, 8, 12, 16}
    assert set(told(timeline, len(timeline))) == {4, 12, 16}
    timeline = only_crossings_give_orders(event("finish", late, order=[5, 10]))
    _, rest = told(timeline, len(timeline))[16]
    assert isinstance(rest, tuple)
    assert rest[:2] == (2, 7)
    timeline = only_crossings_give_orders(event("official", late))
    assert told(timeline, len(timeline)) == {}
