"""Find sprint orders that have fewer places than the sprint gives points, and are not completed by later events.

They are reported once the result is official.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from massstart_tui.race.events import Amend, Official, SprintOrder
from massstart_tui.stream.corrections import Corrections
from massstart_tui.stream.faults import Fault


class _Given(NamedTuple):
    """An order for the sprint at ``lap``, or, if ``lap`` is 0, the event that makes the result official.

    ``fault`` is set if the order is too short. ``seq`` is that of the event; ``amends`` are the amends that gave it,
    the outermost first.
    """

    lap: int
    seq: int
    amends: tuple[Amend, ...]
    fault: Fault | None

    def stands(self, corrections: Corrections) -> bool:
        """Return whether this is still what its event says."""
        if not self.amends:
            return self.seq not in corrections.corrected_by
        return all(corrections.corrected_by.get(amend.target) == amend.seq for amend in self.amends)


class SprintOrders:
    """All sprint orders in the order of recording.

    An order that comes in parts is given again, and longer, by each event.
    """

    def __init__(self) -> None:
        """Start without orders."""
        self._given: list[_Given] = []
        self._official: list[_Given] = []

    def add(self, event: SprintOrder, amends: tuple[Amend, ...], fault: Fault | None) -> None:
        """Add an order, given by ``amends`` if it was amended; ``fault`` is set if it is too short."""
        self._given.append(_Given(event.lap, event.seq, amends, fault))

    def end(self, event: Official, amends: tuple[Amend, ...]) -> None:
        """Add the event that makes the result official: after it, no further parts of an order can come."""
        self._official.append(_Given(0, event.seq, amends, None))

    def too_short(self, corrections: Corrections) -> Iterator[Fault]:
        """Yield the fault of each sprint whose last order, after ``corrections``, is too short.

        There is none until the result is official, since the rest of an order may still come.
        """
        if not any(official.stands(corrections) for official in self._official):
            return iter(())
        last = {given.lap: given for given in self._given if given.stands(corrections)}
        return (given.fault for given in last.values() if given.fault is not None)
