"""Compare the start sheet of a final with its heats, since a protest can change who goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.identity import Alike, Candidate, alike, claimed_twice, key_of, recognised
from massstart_tui.race.meeting import FROM, Finalist, Heat, finalists
from massstart_tui.race.meeting_checks import undecided
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.sheet import Sheet, Skater


class Numbering(Enum):
    """Where the bibs of a final come from: the ranks in the heats, the bibs in the heats, or a person."""

    BY_RANK = auto()
    KEPT = auto()
    BY_HAND = auto()


class SheetDifference(NamedTuple):
    """One difference between the start sheet of a final and its heats.

    ``skater`` is as the sheet has them, or for NOT_ON_SHEET as the heat has them. ``heats`` are the ids of the heats
    that they are in, or may be in; ``number`` is the bib that they would have.
    """

    misfit: Misfit
    skater: Skater
    heats: tuple[str, ...] = ()
    number: int | None = None


def numbering_of(sheet: Sheet, heats: Sequence[Heat]) -> Numbering:
    """Return where the bibs on ``sheet`` come from.

    The numbering is the one that most bibs agree with, since a few may be out of date.
    """
    known = [(index, heat.state) for index, heat in enumerate(heats) if heat.state is not None]
    inside = [(index, skater) for index, state in known for skater in state.sheet.skaters]
    number = {(one.heat, one.skater.bib): one.bib for one in finalists(heats)}
    matched = kept = as_now = in_turn = 0
    for skater in sheet.skaters:
        found = [(index, other) for index, other in inside if alike(skater, other) is not Alike.OTHER]
        matched += bool(found)
        kept += any(other.bib == skater.bib for _, other in found)
        as_now += any(number.get((heats[index].id, other.bib)) == skater.bib for index, other in found)
        in_turn += any((skater.bib - 1) % len(heats) == index for index, _ in found)
    numbered_from_one = max(skater.bib for skater in sheet.skaters) <= len(sheet.skaters) + len(heats)
    # By rank, heat i of k gets the bibs that leave remainder i when divided by k (`meeting.finalists`). If that holds
    # for every skater, the sheet was numbered by rank, even where a few ranks have changed since.
    all_in_turn = numbered_from_one and in_turn == matched > kept
    if 2 * kept > matched and kept > as_now and not all_in_turn:
        return Numbering.KEPT
    if 2 * as_now >= matched or (numbered_from_one and 4 * in_turn >= 3 * matched):
        return Numbering.BY_RANK
    return Numbering.BY_HAND


def candidates(heats: Sequence[Heat], numbering: Numbering = Numbering.BY_RANK) -> tuple[Candidate, ...]:
    """Return the skaters of the heats; those who go through have their bib in the final, if ``numbering`` gives one."""
    entered = {(one.heat, one.skater.bib): one for one in finalists(heats)}
    return tuple(
        Candidate(heat.id, skater, through is not None, through and number_of(through, numbering))
        for heat in heats
        if heat.state is not None
        for skater in heat.state.sheet.skaters
        for through in [entered.get((heat.id, skater.bib))]
    )


def number_of(finalist: Finalist, numbering: Numbering) -> int | None:
    """Return the bib of a finalist; None if a person gives the bibs."""
    if numbering is Numbering.BY_HAND:
        return None
    return finalist.skater.bib if numbering is Numbering.KEPT else finalist.bib


def numbered(entered: Sequence[Finalist], numbering: Numbering) -> tuple[Finalist, ...]:
    """Return the finalists with the bibs of this ``numbering``, sorted by bib; if a person gives those, by rank."""
    if numbering is Numbering.KEPT:
        entered = [finalist._replace(bib=finalist.skater.bib) for finalist in entered]
    return tuple(sorted(entered, key=lambda finalist: finalist.bib))


def wrong_with_kept_bibs(index: int, heats: Sequence[Heat]) -> Iterator[Wrong]:
    """Yield each bib that two of the finalists have in their heats, so that both cannot keep it.

    ``index`` is that of the final in the meeting.
    """
    holders: dict[int, Finalist] = {}
    for finalist in finalists(heats):
        bib = finalist.skater.bib
        if bib in holders:
            other = holders[bib]
            values: dict[str, str | int] = {"bib": bib, "skater": other.skater.name, "race": other.heat}
            values |= {"another": finalist.skater.name, "other": finalist.heat}
            yield Wrong(f"races[{index}].{FROM}", Misfit.BIB_IN_TWO_HEATS, values)
        holders.setdefault(bib, finalist)


def differences(sheet: Sheet, heats: Sequence[Heat]) -> tuple[SheetDifference, ...]:
    """Return how the start sheet of a final differs from what its heats now say; nothing until all heats are over.

    A skater who may or may not go through, because places were not recorded, is not reported; nor is a bib that depends
    on a rank that is open.
    """
    if not heats or not all(heat.over and heat.state and heat.state.sheet.qualify for heat in heats):
        return ()
    unknown = undecided(heats)
    open_ = {(one.heat, row.bib) for one in unknown for row in one.through}
    numbering = Numbering.BY_HAND if unknown else numbering_of(sheet, heats)
    listed = candidates(heats, numbering)
    found = recognised(sheet.skaters, listed)
    twice = claimed_twice(found)
    on_sheet = {(one.race, one.skater.bib) for may_be in found.values() for one in may_be}
    told = [
        difference
        for skater in sheet.skaters
        for difference in _of_skater(skater, found[skater.bib], claimed=skater.bib in twice)
        if difference.misfit is not Misfit.NOT_THROUGH or open_.isdisjoint(map(key_of, found[skater.bib]))
    ]
    missing = (
        SheetDifference(Misfit.NOT_ON_SHEET, one.skater, (one.race,), one.number)
        for one in listed
        if one.through and (one.race, one.skater.bib) not in on_sheet
    )
    return (*told, *sorted(missing, key=lambda difference: difference.number or 0))


def _of_skater(skater: Skater, found: Sequence[Candidate], *, claimed: bool) -> Iterator[SheetDifference]:
    """Yield what is wrong with one line of the sheet, given who of the heats it can be about."""
    heats = tuple(dict.fromkeys(one.race for one in found))
    if claimed or len(found) > 1:
        yield SheetDifference(Misfit.NAMESAKES, skater, heats)
    elif not found:
        yield SheetDifference(Misfit.IN_NO_HEAT, skater)
    elif not found[0].through:
        yield SheetDifference(Misfit.NOT_THROUGH, skater, heats)
    elif found[0].number is not None and found[0].number != skater.bib:
        yield SheetDifference(Misfit.OTHER_NUMBER, skater, heats, found[0].number)


def wrong_with_final(sheet: Sheet, heats: Sequence[Heat]) -> Iterator[Wrong]:
    """Yield the `differences`, each with its field of the sheet."""
    places = {skater.bib: f"skaters[{index}]" for index, skater in enumerate(sheet.skaters)}
    for one in differences(sheet, heats):
        missing = one.misfit is Misfit.NOT_ON_SHEET
        values: dict[str, str | int] = {"skater": one.skater.name, "bib": one.skater.bib}
        values |= {"race": ", ".join(one.heats)} | ({} if one.number is None else {"number": one.number})
        yield Wrong("skaters" if missing else places[one.skater.bib], one.misfit, values)
