"""The reason for a skater's rank in a sentence, compared with the skater who makes the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from massstart_tui.race.rank_reasons import Why, why
from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import RaceState
from massstart_tui.report.rank_phrases import given_and_cost, reason
from massstart_tui.report.results_page import HUNDREDTHS, THOUSANDTHS
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.prose import gap_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words

A_HUNDREDTH_MS: Final = 10
A_PAIR: Final = 2
_COUNTED: Final = {Because.POINTS: "apart", Because.EQUAL_POINTS_FINISH: "points", Because.ON_THE_ICE: "points"}
"""The attribute of `Why` that a sentence counts, by reason."""


def why_told(rows: Sequence[Standing], bib: int, state: RaceState, words: Words, *, doubtful: bool) -> str:
    """Return why ``bib`` has their rank in ``rows``, the standings of ``state``; ``doubtful`` as in `why_sentence`."""
    row = next(row for row in rows if row.bib == bib)
    level = sum(1 for other in rows if other.rank == row.rank)
    if row.because is Because.LEVEL and level > A_PAIR:
        return words("why.level_with_many", count=level)
    names = short_names_of(state.sheet.skaters)
    return why_sentence(row, why(rows, bib), state, names, words, doubtful=doubtful)


def why_sentence(  # noqa: PLR0913 - a row, its reason, and the four that every sentence about a race needs
    row: Standing, by: Why, state: RaceState, names: Mapping[int, str], words: Words, *, doubtful: bool = False
) -> str:
    """Return ``equal on 3 points with Ichinohe, 0.32 s behind at the finish``, or a similar sentence.

    If there is no other skater to compare with, return only the `reason`. ``names`` are the names to show by bib;
    ``doubtful`` marks the place as neither official nor published.
    """
    code = f"why.{by.because}"
    if not words.has(code):
        code += ".ahead" if not by.ahead else ".behind"
    nothing_to_count = by.because is Because.ON_THE_ICE and not state.rules.on_points
    no_laps = by.laps is None or by.other_laps is None
    if by.other is None or no_laps or nothing_to_count or not words.has(code):
        return reason(row, state, words, doubtful=doubtful)
    said = words(
        code,
        count=getattr(by, _COUNTED.get(by.because, "points")),
        other=names.get(by.other) or str(by.other),
        margin=_margin(by.margin, words),
        laps=by.laps or 0,
        other_laps=by.other_laps or 0,
    )
    return said + (DOUBT if doubtful else "") + given_and_cost(row, state, words)


def _margin(ms: int | None, words: Words) -> str:
    """Return a margin in hundredths, or thousandths if it is less than one; empty if there is none."""
    return (
        words("why.margin", seconds=gap_told(ms, words.language, HUNDREDTHS if ms >= A_HUNDREDTH_MS else THOUSANDTHS))
        if ms
        else ""
    )
