"""What of a race its outlook depends on: as long as that stays as it is, there is nothing to work out again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from massstart_tui.race.places import places_over_the_line
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unknown import open_sprints

_IN_THE_FIELD = (Status.RACING, Status.FINISHED)


def decisive(state: RaceState, rows: Sequence[Standing]) -> Hashable:
    """Equal for two states of one race whose chances are the same, but for the ranks of now.

    ``rows`` are the standings of ``state``. Two states that differ in it may still have the same chances.
    """
    over = places_over_the_line(state)
    skaters = sorted(
        (
            *(row.bib, row.status, row.total, row.laps_gained),
            *(over.get(row.bib), state.is_in(row.bib), _rank_that_counts(state, row)),
        )
        for row in rows
    )
    said = (state.advanced, state.relegations, len(state.finish), tuple(sorted(state.sums.items())))
    return (state.over, state.distance, tuple(open_sprints(state)), tuple(skaters), *said)


def _rank_that_counts(state: RaceState, row: Standing) -> int:
    """The rank where it is part of the outlook: of who is out, and of everyone once nobody is racing any more."""
    return row.rank if state.over or row.status not in _IN_THE_FIELD else 0
