"""What the story tells of a race: an event, or a sprint, each with the events that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from massstart_tui.race.events import Known, bibs_of
from massstart_tui.race.state import SprintResult


class Happened(NamedTuple):
    """An event to be told, with its laps to go and the events that this number rests on (``laps_by``).

    ``late`` is set if it came after the lap began, not at that moment. ``first`` is set before the first lap is
    completed.
    """

    event: Known
    to_go: int
    late: bool
    first: bool
    laps_by: tuple[int, ...]

    @property
    def at(self) -> tuple[int, int]:
        """Return its sort key in the order of the race."""
        return self.event.t, self.event.seq


class SprintTold(NamedTuple):
    """An intermediate sprint that was held: its number from 1, its result, and the events that it rests on."""

    number: int
    result: SprintResult
    points: tuple[int, ...]
    by: tuple[int, ...]

    @property
    def at(self) -> tuple[int, int]:
        """Return its sort key in the order of the race."""
        return self.result.t, self.by[0] if self.by else 0

    def places(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each place, from 1, with its skaters; none if nobody published who."""
        place = 1
        for bibs in self.result.order:
            yield place, bibs
            place += max(1, len(bibs))

    def points_of(self, bib: int) -> int:
        """Return the points that this skater won here."""
        places = (place for place, bibs in self.places() if bib in bibs)
        return next((self.points[place - 1] for place in places if place <= len(self.points)), 0)


def concerns(it: Happened, bib: int) -> bool:
    """Return whether an event is about this skater."""
    return bib in bibs_of(it.event)
