"""What cannot be known of a heat that is over: nobody recorded some of its places, so who goes through may be open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from massstart_tui.race.field import NoOutlook
from massstart_tui.race.meeting import Heat
from massstart_tui.race.outlook import Verdict, outlook
from massstart_tui.race.standings import Standing, standings


class Undecided(NamedTuple):
    """A heat that is over: ``through`` is who may go through or not, ``ranks`` who does, under a rank that is open."""

    heat: str
    through: tuple[Standing, ...]
    ranks: tuple[Standing, ...]


def undecided(heats: Sequence[Heat]) -> tuple[Undecided, ...]:
    """The heats of which it is open who goes through, or as which of them."""
    return tuple(found for heat in heats if (found := _in(heat)).through or found.ranks)


def _in(heat: Heat) -> Undecided:
    state = heat.state
    if state is None or not state.over or state.sheet.qualify is None:
        return Undecided(heat.id, (), ())
    rows = standings(state)
    try:
        chances = {chance.bib: chance for chance in outlook(state)}
    except NoOutlook:
        return Undecided(heat.id, tuple(row for row in rows if row.through is None and row.open_rank), ())
    return Undecided(
        heat.id,
        tuple(row for row in rows if row.through is None and chances[row.bib].verdict is Verdict.OPEN),
        tuple(row for row in rows if row.through == "Q" and chances[row.bib].best != chances[row.bib].worst),
    )
