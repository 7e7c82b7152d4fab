"""Check the races of a meeting against each other, and find heats in which it is open who goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.identity import Alike, alike
from massstart_tui.race.meeting import FROM, Heat, Meeting, way_round
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.sheet import Skater
from massstart_tui.race.standings import Standing, standings

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance


class Undecided(NamedTuple):
    """A heat that is over and leaves something open.

    ``through`` are skaters who may or may not go through, also those who do only if an order by chips that nobody has
    confirmed stands; ``ranks`` are those who do, but whose rank is open.
    """

    heat: str
    through: tuple[Standing, ...]
    ranks: tuple[Standing, ...]


def undecided(heats: Sequence[Heat]) -> tuple[Undecided, ...]:
    """Return the heats in which it is open who goes through, or with which rank."""
    return tuple(found for heat in heats if (found := _in(heat)).through or found.ranks)


def _in(heat: Heat) -> Undecided:
    """Return what is open in one heat."""
    state = heat.state
    if state is None or not state.over or state.sheet.qualify is None:
        return Undecided(heat.id, (), ())
    # A programme is drawn before any heat of it is over.
    from massstart_tui.race.contenders import NoOutlook  # noqa: PLC0415 - as above
    from massstart_tui.race.outlook import Verdict, outlook  # noqa: PLC0415 - as above

    rows = standings(state)
    try:
        chances = {chance.bib: chance for chance in outlook(state)}
    except NoOutlook:
        return Undecided(heat.id, tuple(row for row in rows if row.through is None and row.open_rank), ())
    return Undecided(
        heat.id,
        tuple(row for row in rows if row.through != "q" and chances[row.bib].verdict is Verdict.OPEN),
        tuple(row for row in rows if row.through == "Q" and _may_rank_elsewhere(chances[row.bib])),
    )


def _may_rank_elsewhere(chance: Chance) -> bool:
    """Return whether a skater goes through for certain, with a rank that is open."""
    from massstart_tui.race.outlook import Verdict  # noqa: PLC0415 - the chance was worked out there

    return chance.verdict is Verdict.IN and chance.best != chance.worst


def wrong_with_meeting(meeting: Meeting) -> Iterator[Wrong]:
    """Yield every error in how the races of a meeting refer to each other."""
    ids = [race.id for race in meeting.races]
    streams = [race.stream for race in meeting.races]
    for index, race in enumerate(meeting.races):
        if race.id in ids[:index]:
            yield Wrong(f"races[{index}].id", Misfit.RACE_TWICE, {"race": race.id})
        if race.stream and race.stream in streams[:index]:
            yield Wrong(f"races[{index}].stream", Misfit.RACE_TWICE, {"race": race.stream})
        for place, heat in enumerate(race.heats):
            where = f"races[{index}].{FROM}[{place}]"
            if heat not in ids:
                yield Wrong(where, Misfit.UNKNOWN_HEAT, {"race": heat, "races": ", ".join(dict.fromkeys(ids))})
            elif heat in race.heats[:place] or ids.count(heat) > 1:
                yield Wrong(where, Misfit.RACE_TWICE, {"race": heat})
        if race.heats and (way := way_round(meeting, race.id)):
            yield Wrong(f"races[{index}].{FROM}", Misfit.CIRCLE, {"races": " ← ".join(way)})


def open_in_heats(index: int, heats: Sequence[Heat]) -> Iterator[Wrong]:
    """Yield what is not known about the heats of a race because places were not recorded.

    ``index`` is that of the race in the meeting.
    """
    places = {heat.id: place for place, heat in enumerate(heats)}
    for one in undecided(heats):
        where = f"races[{index}].{FROM}[{places[one.heat]}]"
        for misfit, rows in ((Misfit.THROUGH_OPEN, one.through), (Misfit.RANK_OPEN, one.ranks)):
            if rows:
                skaters = ", ".join(f"{row.name} ({row.bib})" for row in rows)
                yield Wrong(where, misfit, {"race": one.heat, "skaters": skaters}, harmless=True)


def wrong_with_heats(index: int, heats: Sequence[Heat]) -> Iterator[Wrong]:
    """Yield what prevents making the race with this ``index`` from its heats, in their present state."""
    where = f"races[{index}].{FROM}"
    seen: list[tuple[str, Skater]] = []
    for place, heat in enumerate(heats):
        if not heat.over:
            yield Wrong(f"{where}[{place}]", Misfit.HEAT_NOT_OVER, {"race": heat.id}, harmless=True)
        if heat.state is None:
            continue
        if heat.state.sheet.qualify is None:
            yield Wrong(f"{where}[{place}]", Misfit.NO_CUT, {"race": heat.id})
        for skater in heat.state.sheet.skaters:
            for other, another in seen:
                # Only SAME counts: equal names alone mean two skaters here, since nobody is in two heats.
                if alike(skater, another) is Alike.SAME:
                    values: dict[str, str | int] = {"skater": skater.name, "race": other, "other": heat.id}
                    yield Wrong(where, Misfit.SKATER_TWICE, values)
        seen += ((heat.id, skater) for skater in heat.state.sheet.skaters)
    yield from open_in_heats(index, heats)
