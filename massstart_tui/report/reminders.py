"""Reminders for a commentator: who is still to finish, what comes next, and notes about skaters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from massstart_tui.race.groups import still_racing
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.race_titles import notes_of
from massstart_tui.text.words import Language, Words

_SOON = 2
"""How many laps before the end of its lap a sprint is announced."""


class SkaterNote(NamedTuple):
    """A note from the start sheet, without control characters, about the skater with this bib."""

    bib: int
    text: str


def notes_at_hand(sheet: Sheet, bibs: Iterable[int], language: Language) -> tuple[SkaterNote, ...]:
    """Return the notes about these skaters in ``language``, in the order of ``bibs`` and of the sheet.

    A bib that is not on the sheet has none.
    """
    skaters = sheet.by_bib()
    known = (skaters[bib] for bib in dict.fromkeys(bibs) if bib in skaters)
    return tuple(SkaterNote(skater.bib, text) for skater in known for text in notes_of(skater, sheet, language))


def missing_in_finish(state: RaceState) -> tuple[int, ...]:
    """Return the bibs of those who are racing and not over the line; before the finish that is everyone in the race."""
    return tuple(sorted(still_racing(state)))


def orders_missing(state: RaceState) -> tuple[int, ...]:
    """Return the numbers, from 1, of the intermediate sprints that were passed and have no order."""
    passed = min(state.lap, state.distance - 1)
    laps = enumerate(state.rules.sprint_laps(), 1)
    return tuple(number for number, lap in laps if lap <= passed and lap not in state.sprints)


def expected_line(state: RaceState, words: Words) -> str:
    """Return what comes next: missing orders, then the next sprint or the finish."""
    match state.phase:
        case Phase.NEUTRAL | Phase.RACING:
            orders = [words("expected.order", number=number) for number in orders_missing(state)]
            return " · ".join((*orders, coming_line(state, words)))
        case Phase.FINISHING:
            entered = sum(len(place.bibs) for place in state.finish)
            return words("expected.finish", entered=entered, count=len(still_racing(state)))
        case _:
            return words(f"phase.{state.phase}")


def coming_line(state: RaceState, words: Words) -> str:
    """Return the next sprint or the finish, and in how many laps it comes."""
    number = state.next_sprint()
    if number is None:
        return words("strip.finish_now" if state.to_go == 1 else "strip.finish_next")
    left = state.rules.sprint_laps()[number - 1] - state.lap
    if left == 1:
        return words("strip.sprint_now", number=number)
    if left == _SOON:
        return words("strip.sprint_soon", number=number)
    return words("strip.sprint_later", number=number, count=left)
