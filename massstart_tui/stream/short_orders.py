"""The orders at the intermediate sprints that a stream gives, and which of them are too short as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from massstart_tui.race.events import Amend, Official, SprintOrder
from massstart_tui.stream.corrections import Corrections
from massstart_tui.stream.faults import Fault


class _Given(NamedTuple):
    """An order for the sprint at ``lap``, or, where that is 0, that the result is official; ``fault``: it is too short.

    ``seq`` is that of the event, ``amends`` what it came by, the outermost first, where it was amended.
    """

    lap: int
    seq: int
    amends: tuple[Amend, ...]
    fault: Fault | None

    def stands(self, corrections: Corrections) -> bool:
        """Whether it still is what its event was."""
        if not self.amends:
            return self.seq not in corrections.by
        return all(corrections.by.get(amend.target) == amend.seq for amend in self.amends)


class SprintOrders:
    """Every order in the order of recording: one that comes in parts is given anew, and longer, by each event."""

    def __init__(self) -> None:
        """None was given yet."""
        self._given: list[_Given] = []
        self._official: list[_Given] = []

    def add(self, event: SprintOrder, amends: tuple[Amend, ...], fault: Fault | None) -> None:
        """Next comes this order, by ``amends`` where it was amended; ``fault`` where it is too short."""
        self._given.append(_Given(event.lap, event.seq, amends, fault))

    def end(self, event: Official, amends: tuple[Amend, ...]) -> None:
        """Next comes that the result is official: no order is to be had in parts any more."""
        self._official.append(_Given(0, event.seq, amends, None))

    def too_short(self, corrections: Corrections) -> Iterator[Fault]:
        """What is wrong with the last order of each sprint that stands after ``corrections``.

        Nothing is as long as the result is not official: the rest of an order may still come.
        """
        if not any(official.stands(corrections) for official in self._official):
            return iter(())
        last = {given.lap: given for given in self._given if given.stands(corrections)}
        return (given.fault for given in last.values() if given.fault is not None)
