"""The programme of a meeting with the progress of each race, and the start list of a final from its heats, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.agreement import Numbering, differences, numbered
from massstart_tui.race.meeting import Band, Finalist, MeetingRace, arm_bands, final_sheet, finalists
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.open_places import place_told
from massstart_tui.report.race_titles import title_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.stream.heat_files import heats_beside
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from pathlib import Path

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
"""The sign beside the word for the progress of a race."""
_PHASES: Final = {Phase.STOPPED: "stopped", Phase.FINISHING: "finishing"}


class HowFar(NamedTuple):
    """The progress of a race, without giving anything away: a code of SIGNS, and the words for it."""

    code: str
    text: str


def how_far(programme: Programme, entry: ProgrammeRace, words: Words) -> HowFar:
    """Return the progress of a race as the programme shows it."""
    state = programme.known(entry)
    code = _code(programme, entry, state)
    count = state.to_go if state else 0
    return HowFar(code, words(f"programme.{code}", count=count) if code in ("live", "watched") else _word(code, words))


def _word(code: str, words: Words) -> str:
    return words(f"programme.{code}")


def _code(programme: Programme, entry: ProgrammeRace, state: RaceState | None) -> str:
    """Return the code of the progress; ``state`` is the race as far as it may be shown."""
    if entry.broken:
        return "broken"
    if entry.waits and not programme.spoilers and entry.race.id not in programme.seen:
        return "recorded"
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
    """Return the local time of day at the venue as ``15:00``."""
    return "" if time is None else f"{time:%H:%M}"


def own_clock(time: datetime | None, zone: tzinfo | None) -> str:
    """Return the time of day in ``zone`` (None for the system's), with the number of days by which its date differs."""
    if time is None or time.tzinfo is None:
        return ""
    own = time.astimezone(zone)
    days = (own.date() - time.date()).days
    return f"{own:%H:%M}" + (f"{days:+d}" if days else "")


_ORDER_TOLD: Final = (
    *(Misfit.NOT_THROUGH, Misfit.IN_NO_HEAT, Misfit.NOT_ON_SHEET, Misfit.NAMESAKES),
    Misfit.OTHER_NUMBER,
)
"""The order of the sentences: who skates first, and helmet numbers last because there may be many."""


def differences_told(wrong: Sequence[SheetDifference], words: Words) -> str:
    """Return how the start sheet of a final differs from its heats, a sentence for each kind; empty if it agrees."""
    kinds = sorted({one.misfit for one in wrong}, key=_ORDER_TOLD.index)
    told = " ".join(
        words(f"differs.{kind}", skaters=", ".join(_who_differs(one) for one in wrong if one.misfit is kind))
        for kind in kinds
    )
    return words("programme.differs", told=told) if told else ""


def heats_differ(path: Path, sheet: Sheet, words: Words) -> str:
    """Return how the ``sheet`` of the race at ``path`` differs from the results of its heats; empty if it agrees.

    It is for a race that is opened by its own file: its meeting is looked for beside it.
    """
    return differences_told(differences(sheet, heats_beside(path)), words)


def _who_differs(one: SheetDifference) -> str:
    if one.misfit is Misfit.NOT_ON_SHEET:
        return one.skater.name
    number = f" → {one.number}" if one.misfit is Misfit.OTHER_NUMBER else ""
    return f"{one.skater.name} ({one.skater.bib}{number})"


class Starter(NamedTuple):
    """One line of a final's start list; ``doubtful`` is set if the helmet number is reconstructed."""

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
    """Return who starts in a final, or would if its heats ended now.

    If ``whole`` is set, the complete heats are used, even if the programme does not show them that far.
    """
    entered = numbered(finalists(programme.heats_of(final.race, whole=whole)), numbering)
    bands = _bands(final.race, entered)
    heats = {entry.race.id: plain(title_of(entry, words.language)) for entry in programme.entries}
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
    """Return the place in the heat in words, with a mark of doubt if it rests on doubtful facts."""
    mark = DOUBT if programme.rank_doubtful(finalist) else ""
    return place_told("programme.place", finalist.row, words) + mark


def _bands(race: MeetingRace, entered: Sequence[Finalist]) -> dict[int, Band]:
    """Return the arm bands of a race by bib."""
    return arm_bands(((finalist.bib, finalist.skater.noc) for finalist in entered), race.arm_bands)


def band_text(band: Band, words: Words) -> str:
    """Return an arm band by its colour, or by its number if the colour is unknown."""
    return (
        words("programme.band_colour", number=band.number, colour=band.colour)
        if band.colour
        else words("programme.band", number=band.number)
    )


def sheet_of_final(
    programme: Programme, final: ProgrammeRace, words: Words, numbering: Numbering = Numbering.BY_RANK
) -> Sheet:
    """Return the start sheet of a final, with each skater's place in the heat and arm band as notes.

    Raises ValueError if nobody advances.
    """
    heats = programme.heats_of(final.race, whole=True)
    lines = [line for _, line in lines_of_final(programme, final, words, numbering)]
    return final_sheet(programme.file.meeting, final.race, heats, lines, programme.time_of(final))


def lines_of_final(
    programme: Programme, final: ProgrammeRace, words: Words, numbering: Numbering
) -> list[tuple[Finalist, Skater]]:
    """Return the skaters who advance to a final, each with a line of its start sheet."""
    entered = numbered(finalists(programme.heats_of(final.race, whole=True)), numbering)
    bands = _bands(final.race, entered)
    titles = {entry.race.id: title_of(entry, words.language) for entry in programme.entries}
    lines = []
    for finalist in entered:
        notes = _notes(finalist, titles[finalist.heat], _place(programme, finalist, words), bands, words)
        lines.append((finalist, replace(finalist.skater, bib=finalist.bib, notes=(*notes, *finalist.skater.notes))))
    return lines


def _notes(finalist: Finalist, heat: str, place: str, bands: dict[int, Band], words: Words) -> Iterator[str]:
    """Yield the notes of a finalist: the place in the heat, and the arm band."""
    yield words("note.heat", race=heat, place=place, through=finalist.through)
    if band := bands.get(finalist.bib):
        code = "note.arm_band_colour" if band.colour else "note.arm_band"
        yield words(code, number=band.number, colour=band.colour, noc=finalist.skater.noc)
