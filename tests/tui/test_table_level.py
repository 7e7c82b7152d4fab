"""Tests of who is level around the cut."""

from __future__ import annotations

import pytest

from massstart_tui.race.state import Status
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.cut_words import LEVEL, WITHIN
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.table_headings import TableLayout
from massstart_tui.view.scene import cut_in, level_at_cut, rows_up
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage
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
            table.lay_out(TableLayout(headings))
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


@pytest.mark.parametrize("race", RACES)
def test_who_were_level_and_stay_level_move_alike(race: str) -> None:
    shown = [scene.rows for scene, _ in scenes(sample(race))]
    for then in shown:
        for now in shown:
            was = {row.bib: (at, row) for at, row in enumerate(then)}
            moves: dict[tuple[int, int], set[int]] = {}
            for at, row in enumerate(now):
                before = was[row.bib][1]
                if before.rank != row.rank and before.total == row.total:
                    moves.setdefault((before.rank, row.rank), set()).add(rows_up(was[row.bib], (at, row)))
            assert all(len(found) == 1 for found in moves.values())


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36), (200, 60)])
async def test_the_line_of_keys_keeps_its_keys_when_a_skater_is_chosen(size: tuple[int, int]) -> None:
    async with on_stage(sample(KRAMERS), size=size, begin="8 to go") as stage:
        keys = stage.rows[-1]
        stage.race.show_skater(7)
        await stage.settle()
        assert stage.rows[-1] == keys
        if size < (110, 30):
            said = stage.row("9 skaters are level so far")
            assert "Rijhnen" in said
