"""Collect what the skaters of a race did in earlier races of its meeting, and how sure it is that it was them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.agreement import Numbering, candidates, numbering_of
from massstart_tui.race.identity import Alike, Candidate, alike, claimed_twice, recognised
from massstart_tui.race.meeting import Heat, Meeting, made_from, same_round
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings

if TYPE_CHECKING:
    from massstart_tui.stream.programme_race import ProgrammeRace


class Earlier(NamedTuple):
    """What a skater did in an earlier race; ``sure`` is False if it may have been another skater of that name.

    ``title_nl`` is the title of the race for a Dutch reader, empty if there is none.
    """

    title: str
    row: Standing
    sure: bool = True
    title_nl: str = ""


def earlier_rows(
    meeting: Meeting, entries: Sequence[ProgrammeRace], shown: Collection[str]
) -> dict[Skater, list[Earlier]]:
    """Return what the skaters of the last of the ``entries`` did in the races before it that are over.

    Only of a race whose id is among those ``shown`` it may be told.

    The heats of one race are matched together, since nobody is in two of them. For the same reason, races of this
    race's own round are left out.
    """
    *before, entry = entries
    sheet = entry.listed
    if sheet is None:
        return {}
    made_of = made_from(meeting, entry.race.id)
    told: dict[Skater, list[Earlier]] = {}
    for heats in _rounds(meeting, entry, before):
        found = _recognised_in(sheet, heats, entry.race.heats)
        twice, hang_together = claimed_twice(found), heats[0].race.id in made_of
        for skater in sheet.skaters:
            may_be = found[skater.bib]
            certain = hang_together or any(alike(one.skater, skater) is Alike.SAME for one in may_be)
            sure = certain and len(may_be) == 1 and skater.bib not in twice
            told.setdefault(skater, []).extend(_told(heats, one, sure=sure) for one in may_be if one.race in shown)
    return told


def _rounds(meeting: Meeting, entry: ProgrammeRace, before: Sequence[ProgrammeRace]) -> list[list[ProgrammeRace]]:
    """Return the races that are over, grouped by round."""
    rounds: list[list[ProgrammeRace]] = []
    for one in before:
        if one.latest is None or not one.latest.over or same_round(meeting, one.race.id, entry.race.id):
            continue
        for other in rounds:
            if same_round(meeting, other[0].race.id, one.race.id):
                other.append(one)
                break
        else:
            rounds.append([one])
    return rounds


def _recognised_in(
    sheet: Sheet, entries: Sequence[ProgrammeRace], made_of: Sequence[str]
) -> dict[int, tuple[Candidate, ...]]:
    """Return, by bib, who of a round each skater on ``sheet`` can be.

    If this race is made from the round, the bibs are used as well.
    """
    heats = [Heat(entry.race.id, entry.latest) for entry in entries]
    fills = [heat.id for heat in heats] == list(made_of)
    numbering = numbering_of(sheet, heats) if fills else Numbering.BY_HAND
    return recognised(sheet.skaters, candidates(heats, numbering))


def _told(entries: Sequence[ProgrammeRace], candidate: Candidate, *, sure: bool) -> Earlier:
    """Return what a candidate did in their race."""
    entry = next(one for one in entries if one.race.id == candidate.race)
    rows = standings(entry.latest) if entry.latest is not None else ()
    return Earlier(entry.title, next(row for row in rows if row.bib == candidate.skater.bib), sure, entry.title_nl)
