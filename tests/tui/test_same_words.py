"""Tests that live entry, a follower and a replay say the same of a race at the same moment of the same stream."""

from __future__ import annotations

import pytest

from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.tui.race_picture import picture
from massstart_tui.view.race_layout import beside_of
from tests.tui.races import sample

SIZE = (200, 130)
"""Room for all panels, also above the lines of live entry, and beside its log, which does not fold finishers."""
HEAD_ROWS = 19
FOOT_ROWS = 8
"""The rows at the bottom that are not the same: the bar, the entry line and the keys."""
MOMENTS = 4
RACES = (
    "beijing-2022-men-sf1",
    "heerenveen-2025-men-a",
    "made-up-elimination-race",
    "made-up-scratch-race",
    "made-up-tempo-race",
    "made-up-timed-race",
)


def told(race: Race, screen: str, seq: int) -> dict[str, list[str]]:
    """Return what a screen says after so many events, by part; the log, which folds finishers, is left out.

    The last row of the table and the first one of what stands below it are apart by a blank row.
    """
    view = "then" if screen == "race" else "now"
    shown = picture(race, at=f"event {seq}", screen=screen, size=SIZE, view=view)
    rows = shown.text.split("\n")[: SIZE[1] - FOOT_ROWS]
    left = SIZE[0] - beside_of(SIZE[0], race.sheet.laps)
    table = [row[:left].rstrip() for row in rows[HEAD_ROWS + 1 :]]
    end = table.index("", 1)
    below = [rows[HEAD_ROWS + 1 + at].rstrip() for at, row in enumerate(table) if at > end and row]
    # Beside the counter stand the words, and the ice.
    return {"head": [row.rstrip() for row in rows[1:HEAD_ROWS]], "table": table[:end], "below": below}


def moments_of(race: Race) -> list[int]:
    """Return some numbers of events: the first ones, the last ones, and some between."""
    count = len(race.recording)
    return sorted({1, 2, count - 1, count, *range(3, count, max(1, count // MOMENTS))})


@pytest.mark.parametrize("name", RACES)
@pytest.mark.parametrize("other", ["follow", "entry"])
def test_the_words_about_a_race_are_the_same_on_every_screen(name: str, other: str) -> None:
    race = load(sample(name))
    for seq in moments_of(race):
        replayed, elsewhere = (told(race, screen, seq) for screen in ("race", other))
        for part, rows in replayed.items():
            assert rows == elsewhere[part], f"{name}, event {seq}: {part}"
