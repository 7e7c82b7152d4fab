"""Tests of the arrows of a scene: who moved up or down the table a moment ago."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from massstart_tui.race.standings import Standing, standings
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.reading import read, read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.view.scene import Shown, scene_of
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.races import all_samples


class Still:
    """As much of a shown race as a scene is made of."""

    marks: Marks | None = None

    def __init__(self, timeline: Timeline) -> None:
        """Show the race of ``timeline``."""
        self.sheet = timeline.sheet


def moved(timeline: Timeline, position: int, earlier: int) -> dict[int, int]:
    shown: Shown = Still(timeline)  # type: ignore[assignment] # all that a scene reads
    return scene_of(shown, timeline, position, earlier).moved


def rows(timeline: Timeline, position: int) -> tuple[Standing, ...]:
    return standings(timeline.state_at(position))


@pytest.mark.parametrize("path", all_samples(), ids=lambda path: path.stem)
def test_no_arrow_says_other_than_the_rows_and_who_scored_never_falls(path: Path) -> None:
    timeline = Timeline(read(path))
    step = max(1, len(timeline.order) // 25)
    for position in range(2, len(timeline.order), step):
        earlier = position - min(position - 1, step)
        before = {row.bib: (at, row) for at, row in enumerate(rows(timeline, earlier))}
        now = {row.bib: (at, row) for at, row in enumerate(rows(timeline, position))}
        for bib, up in moved(timeline, position, earlier).items():
            (was, then), (at, row) = before[bib], now[bib]
            # Skaters who are level move with their rank, others with their row.
            assert up <= 0 or at < was or row.rank < then.rank
            assert up >= 0 or at > was or row.rank > then.rank
            assert up >= 0 or row.total <= then.total


def test_whoever_scores_first_comes_from_a_row_and_not_from_the_rank_that_all_share() -> None:
    told = [event("start"), *laps_of_thirty_seconds(4), event("sprint", 120_500, lap=4, order=[6, 2, 1])]
    timeline = Timeline(read_from(BytesIO(make_stream(*told)), "race"))
    last = len(timeline.order)
    assert moved(timeline, last, last - 1) == {6: 5, 2: 0, 1: 0}
