"""The reason for a skater's rank in a few words."""

from __future__ import annotations

from typing import Final

from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import RaceState, Status
from massstart_tui.report.open_places import laps_cell
from massstart_tui.report.race_titles import text_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import ordinal
from massstart_tui.text.words import Words

BY_LAPS: Final = (Because.LAPS, Because.LAPS_TIME)
"""Reasons of skaters who did not finish."""
OPEN: Final = "open"
"""The code for a rank that is open."""
ANYWAY: Final = "anyway"
"""The code for a rank that is certain although the skater may have more points."""
_BY_KNOWN_POINTS: Final = (Because.EQUAL_POINTS_FINISH, Because.FINISH)
"""Reasons that rest on known points, and that unknown points could contradict."""


def reason(row: Standing, state: RaceState, words: Words, *, doubtful: bool = False) -> str:
    """Return what decided this rank, the rule or reason given with it, and the points that it cost.

    ``doubtful`` marks the place at the finish as neither official nor published.
    """
    code = f"reason.{decided_by(row)}"
    if row.because in BY_LAPS and row.laps is None:
        code = "reason.no_laps"
    if row.open_rank and not state.over:
        text = words("because.reads_missing")
    elif not words.has(code):
        text = words(f"because.{decided_by(row)}")
    elif row.finish_place is None:
        text = words(code, count=laps_cell(row))
    else:
        text = words(code, place=ordinal(row.finish_place, words.language) + (DOUBT if doubtful else ""))
    return text + given_and_cost(row, state, words)


def given_and_cost(row: Standing, state: RaceState, words: Words) -> str:
    """Return the rule or reason given for leaving the race, and the points it cost; empty if there is neither."""
    exit_ = state.exits.get(row.bib)
    told = plain(text_of(exit_.reason if exit_ else None, state.sheet.texts_nl, words.language))
    given = f" ({told})" if told else ""
    lost = row.won - row.total
    return given + (f"; {words('forfeited', count=lost)}" if lost > 0 else "")


def tells_more_than_points(row: Standing) -> bool:
    """Return whether the points in the table do not explain this rank."""
    return decided_by(row) != Because.POINTS or row.status in (Status.LAPPED, Status.WITHDREW)


def decided_by(row: Standing) -> str:
    """Return the code of what decided a rank: a `Because`, `OPEN` if unknown places decide it, or `ANYWAY`.

    A rank that is open because the place at the finish is not recorded keeps that as its reason.
    """
    if row.open_rank and row.because is not Because.UNRECORDED:
        return OPEN
    return ANYWAY if row.at_least and row.because in _BY_KNOWN_POINTS and row.best is not None else row.because
