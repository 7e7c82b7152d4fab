"""List who left an elimination race and when, and the eliminations to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from massstart_tui.race.state import Departure, RaceState, Status

_Row = tuple[int, int | None, Status | None]
"""Laps completed, and who left and how."""


class Leaving(NamedTuple):
    """One skater who left the race, or one elimination of which nobody is known yet.

    ``lap`` is the number of laps completed. ``bib`` and ``status`` are None for an elimination that is to come, or that
    was due and is not recorded. ``left`` is the number of skaters in the race after it; None if that is not known. Of
    what is to come it is the number if nobody else leaves.
    """

    lap: int
    bib: int | None
    status: Status | None
    left: int | None


def leavings(state: RaceState) -> tuple[Leaving, ...]:
    """Return who left the race, and the eliminations that were due or are to come, in the order of the laps.

    Whoever stops between two eliminations takes the place of the one who would go out at the second of them.
    """
    gone = sorted(
        ((bib, exit_) for bib, exit_ in state.exits.items() if exit_.status is not Status.DNS),
        key=lambda entry: (entry[1].laps, entry[1].t),
    )
    unsure = set(_not_recorded(state, [exit_ for _, exit_ in gone]))
    rows: list[_Row] = [(exit_.laps, bib, exit_.status) for bib, exit_ in gone]
    rows += [(lap, None, None) for lap in state.rules.eliminations if lap in unsure or state.lap < lap < state.distance]
    return tuple(_counted(state, sorted(rows, key=lambda row: row[0]), unsure))


def _counted(state: RaceState, rows: list[_Row], unsure: set[int]) -> Iterator[Leaving]:
    """Yield the rows with how many are left after each; that is not known once an elimination is not recorded."""
    absent = sum(1 for exit_ in state.exits.values() if exit_.status is Status.DNS)
    left = len(state.sheet.skaters) - absent
    known = not state.missing
    for lap, bib, status in rows:
        known = known and not (bib is None and lap in unsure)
        left -= 1
        yield Leaving(lap, bib, status, left if known and left > 0 else None)


def _not_recorded(state: RaceState, exits: list[Departure]) -> Iterator[int]:
    """Yield the laps that ended in an elimination of which nobody is recorded."""
    laps = state.rules.eliminations
    for index, lap in enumerate(laps):
        before = laps[index - 1] if index else 0
        after = laps[index + 1] if index + 1 < len(laps) else state.distance
        told = any(
            lap <= exit_.laps < after if exit_.status is Status.ELIMINATED else before <= exit_.laps <= lap
            for exit_ in exits
        )
        if lap <= state.lap and not told:
            yield lap
