"""The data of the lap chart and the gap chart: who completed each lap, and how far behind.

`passing_finder` computes the data. It needs the models of events, which the first picture of a race does without.
"""

from __future__ import annotations

from typing import NamedTuple


class OverTheLine(NamedTuple):
    """One skater who completed a lap ``behind`` ms after the first.

    ``away`` says that they were away from the bunch then, ``down`` that they were not back after a fall, and ``fell``
    that they fell since they passed the line before. ``lap_open`` says that a pass before it was probably not read, so
    that it may have ended a later lap.
    """

    bib: int
    behind: int
    away: bool = False
    down: bool = False
    fell: bool = False
    lap_open: bool = False


class PassedLap(NamedTuple):
    """The skaters who completed ``lap``, in the order over the line."""

    lap: int
    order: tuple[OverTheLine, ...]


class PassedLaps(NamedTuple):
    """All passings up to a moment, by lap; of a skater who was ``lapped`` or is ``out``, only those before that.

    ``laps_open`` are those of whom a pass was probably not read, so that nobody knows whether they are lapped.
    """

    distance: int
    laps: tuple[PassedLap, ...]
    lapped: frozenset[int] = frozenset()
    out: frozenset[int] = frozenset()
    laps_open: frozenset[int] = frozenset()

    def of(self, bib: int) -> tuple[tuple[int, OverTheLine], ...]:
        """Return the passings of one skater, each with its lap."""
        return tuple((lap, over) for lap, order in self.laps for over in order if over.bib == bib)

    @property
    def bibs(self) -> tuple[int, ...]:
        """Everybody who passed the line, in the order of the first passing."""
        return tuple(dict.fromkeys(over.bib for _, order in self.laps for over in order))
