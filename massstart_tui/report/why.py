"""Why a skater stands where they stand, in words, against the one who makes the difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import RaceState
from massstart_tui.race.why import Why
from massstart_tui.report.reasons import reason
from massstart_tui.report.results import HUNDREDTHS, THOUSANDTHS
from massstart_tui.text.clock import seconds
from massstart_tui.text.words import Words

A_HUNDREDTH_MS: Final = 10
_COUNTED: Final = {Because.POINTS: "apart", Because.EQUAL_POINTS_FINISH: "points", Because.ON_THE_ICE: "points"}


def why_sentence(row: Standing, why: Why, state: RaceState, names: Mapping[int, str], words: Words) -> str:
    """``equal on 3 points with Ichinohe, 0.32 s behind at the finish``; without another skater the bare `reason`.

    ``names`` are those under which skaters are shown, by bib.
    """
    code = f"why.{why.because}"
    if not words.has(code):
        code += ".ahead" if not why.ahead else ".behind"
    nothing_to_count = why.because is Because.ON_THE_ICE and not state.rules.on_points
    if why.other is None or nothing_to_count or not words.has(code):
        return reason(row, state, words)
    return words(
        code,
        count=getattr(why, _COUNTED.get(why.because, "points")),
        other=names.get(why.other) or str(why.other),
        margin=_margin(why.margin, words),
        laps=why.laps,
        other_laps=why.other_laps,
    )


def _margin(ms: int | None, words: Words) -> str:
    """A margin in hundredths, in thousandths where there are less than one; none where they were not told apart."""
    return words("why.margin", seconds=seconds(ms, HUNDREDTHS if ms >= A_HUNDREDTH_MS else THOUSANDTHS)) if ms else ""
