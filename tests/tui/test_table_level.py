"""Tests of who is level around the cut."""

from __future__ import annotations

import pytest

from massstart_tui.race.state import Status
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.cut_words import LEVEL, WITHIN
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.table_headings import TableSetting
from massstart_tui.view.scene import cut_in, level_at_cut
from tests.tui.races import KRAMERS, sample
from tests.tui.test_table_columns_apart import scenes

RACES = [KRAMERS, "beijing-2022-men-sf2", "beijing-2022-women-sf1", "beijing-2022-women-sf2"]


@pytest.mark.parametrize("race", RACES)
def test_only_who_is_certainly_above_the_tie_is_shown_as_within_the_cut(race: str) -> None:
    tied = 0
    for scene, chances in scenes(sample(race)):
        cut = cut_in(scene)
        if cut is None:
            continue
        level = level_at_cut(scene)
        ranks = [row.rank for row in scene.rows]
        split = ranks[cut - 1] == ranks[cut] and not scene.state.over
        assert bool(level) == (split and scene.rows[cut].status is Status.RACING)
        assert not level or level[0] < cut <= level[-1]
        assert {ranks[at] for at in level} <= {ranks[cut]}
        for headings in (1, 2):
            table = PointsTable()
            table.words = words(Language.EN)
            table.lay_out(TableSetting(headings))
            table.show(scene, chances)
            lines = [table.draw(y, 60).text for y in range(table.rows_wanted)]
            signs = [line[1] for line in lines[headings:]]
            if headings == 1:
                within = level[0] if level else cut
                after = len(ranks) - within - len(level)
                assert signs == [WITHIN] * within + [LEVEL] * len(level) + [" "] * after
                assert (f"{LEVEL} {len(level)}" in lines[0]) == bool(level)
                assert f"{WITHIN} " in lines[0]
            else:
                said = next(line for line in lines if "go through ─" in line or "around it" in line)
                assert (f"{len(level)} level on" in said) == bool(level)
        tied += bool(level)
    assert tied
