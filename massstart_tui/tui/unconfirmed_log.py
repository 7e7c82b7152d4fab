"""What chips alone decided, as lines of the log of a screen: they stand there until somebody records the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from massstart_tui.race.state import RaceState
    from massstart_tui.stream.log_lines import Marked, VerdictChange
    from massstart_tui.stream.timeline import Timeline
    from massstart_tui.stream.unconfirmed_lines import Orders
    from massstart_tui.view.scene import Scene


class UnconfirmedInLog:
    """Finds the lines for the moment that is shown, again only if the state there is another."""

    def __init__(self) -> None:
        """Begin without lines."""
        self._state: RaceState | None = None
        self._orders: Orders = {}
        self._of: tuple[Timeline, Orders] | None = None
        self._lines: tuple[Marked, ...] = ()

    def lines(self, scene: Scene, timeline: Timeline) -> tuple[Marked, ...]:
        """Return a line for each order that only chips give at the moment of ``scene``."""
        if not (scene.state.line_sprints or scene.state.line_finish):
            self._orders = {}
            return ()
        # The first picture of most races needs no models of events.
        from massstart_tui.stream.unconfirmed_lines import unconfirmed_lines, unconfirmed_orders

        if scene.state is not self._state:
            self._state, self._orders = scene.state, unconfirmed_orders(scene.state)
        if self._of is None or self._of[0] is not timeline or self._of[1] != self._orders:
            self._of = (timeline, self._orders)
            self._lines = unconfirmed_lines(timeline, self._orders, scene.position)
        return self._lines

    def turns(self, turns: tuple[VerdictChange, ...]) -> tuple[VerdictChange, ...]:
        """Return those of ``turns`` that rest on no order by chips, or on one of the last lines."""
        return tuple(turn for turn in turns if not turn.by_chips or any(lap in self._orders for lap in turn.by_chips))
