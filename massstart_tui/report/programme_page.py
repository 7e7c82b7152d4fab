"""A programme and a final's start list in words, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.agreement import Numbering, numbered
from massstart_tui.race.meeting import Band, Finalist, MeetingRace, arm_bands, final_sheet, finalists
from massstart_tui.race.rule_checks import Misfit
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.open_places import place_told
from massstart_tui.report.table_page import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.race.agreement import SheetDifference
    from massstart_tui.race.sheet import Sheet, Skater
    from massstart_tui.stream.meeting_races import Programme
    from massstart_tui.stream.programme_race import ProgrammeRace

SIGNS: Final = {
    "broken": "×",
    "nothing": "·",
    "heats": "○",
    "scheduled": "○",
    "reading": "…",
    "recorded": "▷",
    "watched": "‖",
    "live": "●",
    "stopped": "●",
    "finishing": "●",
    "finished": "✓",
    "official": "✓",
}
"""The sign beside the word for how far a race is."""
_PHASES: Final = {Phase.STOPPED: "stopped", Phase.FINISHING: "finishing"}


class HowFar(NamedTuple):
    """How far a race is, as far as it may be told: a code of SIGNS, and the words for it."""

    code: str
    text: str


def how_far(programme: Programme, entry: ProgrammeRace, words: Words) -> HowFar:
    """What the programme says of a race."""
    state = programme.known(entry)
    code = _code(programme, entry, state)
    count = state.to_go if state else 0
    return HowFar(code, words(f"programme.{code}", count=count) if code in ("live", "watched") else _word(code, words))


def _word(code: str, words: Words) -> str:
    return words(f"programme.{code}")


def _code(programme: Programme, entry: ProgrammeRace, state: RaceState | None) -> str:
    if entry.broken:
        return "broken"
    if entry.opened is None and entry.path is not None:
        return "reading"
    if entry.latest is None:
        return "heats" if entry.race.heats else "nothing"
    if state is None:
        return "recorded"
    if state.phase is Phase.SCHEDULED:
        return "scheduled"
    if state.over:
        return state.phase.value
    if entry.race.id in programme.followed:
        return _PHASES.get(state.phase, "live")
    return "watched"


def clock(time: datetime | None) -> str:
    """The time of day at the place, as ``15:00``."""
    return "" if time is None else f"{time:%H:%M}"


def own_clock(time: datetime | None, zone: tzinfo | None) -> str:
    """The time of day in ``zone``, that of the system where it is None, with the days by which its date is another."""
    if time is None or time.tzinfo is None:
        return ""
    own = time.astimezone(zone)
    days = (own.date() - time.date()).days
    return f"{own:%H:%M}" + (f"{days:+d}" if days else "")


_ORDER_TOLD: Final = (
    *(Misfit.NOT_THROUGH, Misfit.IN_NO_HEAT, Misfit.NOT_ON_SHEET, Misfit.NAMESAKES),
    Misfit.OTHER_NUMBER,
)
"""Who skates comes first, and the numbers last: there may be many of them."""


def differences_told(wrong: Sequence[SheetDifference], words: Words) -> str:
    """That the start sheet of a final differs from its heats, and a sentence for each kind; empty where it does not."""
    kinds = sorted({one.misfit for one in wrong}, key=_ORDER_TOLD.index)
    told = " ".join(
        words(f"differs.{kind}", skaters=", ".join(_who_differs(one) for one in wrong if one.misfit is kind))
        for kind in kinds
    )
    return words("programme.differs", told=told) if told else ""


def _who_differs(one: SheetDifference) -> str:
    if one.misfit is Misfit.NOT_ON_SHEET:
        return one.skater.name
    number = f" → {one.number}" if one.misfit is Misfit.OTHER_NUMBER else ""
    return f"{one.skater.name} ({one.skater.bib}{number})"


class Starter(NamedTuple):
    """One line of a final's start list: ``doubtful`` where the helmet number is reconstructed."""

    entry: Finalist
    place: str
    heat: str
    band: str
    doubtful: bool


def starters(
    programme: Programme,
    final: ProgrammeRace,
    words: Words,
    *,
    whole: bool = False,
    numbering: Numbering = Numbering.BY_RANK,
) -> list[Starter]:
    """Who starts in a final, or would if its heats ended now; from the ``whole`` of the heats where asked for."""
    entered = numbered(finalists(programme.heats_of(final.race, whole=whole)), numbering)
    bands = _bands(final.race, entered)
    heats = {entry.race.id: plain(entry.title) for entry in programme.entries}
    return [
        Starter(
            finalist,
            _place(programme, finalist, words),
            heats[finalist.heat],
            band_text(bands[finalist.bib], words) if finalist.bib in bands else "",
            programme.doubtful(final, finalist),
        )
        for finalist in entered
    ]


def _place(programme: Programme, finalist: Finalist, words: Words) -> str:
    mark = DOUBT if programme.rank_doubtful(finalist) else ""
    return place_told("programme.place", finalist.row, words) + mark


def _bands(race: MeetingRace, entered: Sequence[Finalist]) -> dict[int, Band]:
    return arm_bands(((finalist.bib, finalist.skater.noc) for finalist in entered), race.arm_bands)


def band_text(band: Band, words: Words) -> str:
    """An arm band by its colour, or by its number where no colour is known."""
    return (
        words("programme.band_colour", number=band.number, colour=band.colour)
        if band.colour
        else words("programme.band", number=band.number)
    )


def sheet_of_final(
    programme: Programme, final: ProgrammeRace, words: Words, numbering: Numbering = Numbering.BY_RANK
) -> Sheet:
    """The start sheet of a final, with what everyone did in the heat, and the arm bands, as notes.

    Raises ValueError where nobody goes through.
    """
    heats = programme.heats_of(final.race, whole=True)
    lines = [line for _, line in lines_of_final(programme, final, words, numbering)]
    return final_sheet(programme.file.meeting, final.race, heats, lines, programme.time_of(final))


def lines_of_final(
    programme: Programme, final: ProgrammeRace, words: Words, numbering: Numbering
) -> list[tuple[Finalist, Skater]]:
    """Who goes through to a final, each with a line of its start sheet."""
    entered = numbered(finalists(programme.heats_of(final.race, whole=True)), numbering)
    bands = _bands(final.race, entered)
    titles = {entry.race.id: entry.title for entry in programme.entries}
    lines = []
    for finalist in entered:
        notes = _notes(finalist, titles[finalist.heat], _place(programme, finalist, words), bands, words)
        lines.append((finalist, replace(finalist.skater, bib=finalist.bib, notes=(*notes, *finalist.skater.notes))))
    return lines


def _notes(finalist: Finalist, heat: str, place: str, bands: dict[int, Band], words: Words) -> Iterator[str]:
    yield words("note.heat", race=heat, place=place, through=finalist.through)
    if band := bands.get(finalist.bib):
        code = "note.arm_band_colour" if band.colour else "note.arm_band"
        yield words(code, number=band.number, colour=band.colour, noc=finalist.skater.noc)
