"""Tests that the table works out the lines that are asked for, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.race.state import Phase
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.points_rows import PointsRows, RowsShown
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.table_headings import TableLayout
from massstart_tui.view.scene import Scene, cut_in
from tests.tui.races import KRAMERS, WITH_LAPPED, sample
from tests.tui.test_table_columns_apart import scenes

HEIGHT = 12


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("race", [KRAMERS, WITH_LAPPED])
def test_there_is_a_line_for_each_skater_in_order_and_one_below_the_cut(race: str, *, marked: bool) -> None:
    for scene, chances in scenes(sample(race)):
        for bib in (scene.rows[0].bib, scene.rows[-1].bib):
            lines = PointsRows(scene, chances, bib, words(Language.EN), RowsShown(marked, charts=True, reasons=True))
            shown = [lines[at] for at in range(len(lines))]
            assert [row.standing for row in shown if row.standing] == [*scene.rows]
            assert [row.standing for row in shown] == [lines.standing(at) for at in range(len(lines))]
            cut = None if marked else cut_in(scene)
            assert [at for at, row in enumerate(shown) if row.standing is None] == ([] if cut is None else [cut])
            assert [at for at, row in enumerate(shown) if row.chosen] == [lines.cursor]
            assert any(row.why for row in shown) == (scene.state.phase is not Phase.SCHEDULED)


def test_a_table_works_out_the_lines_in_view_only(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[int] = []
    get = PointsRows._row

    def noted(rows: PointsRows, index: int, standing: Any) -> Any:
        worked_out.append(index)
        return get(rows, index, standing)

    monkeypatch.setattr(PointsRows, "_row", noted)
    for many in (40, 400):
        table = PointsTable()
        table.lay_out(TableLayout(1))
        for scene, chances in scenes(sample(KRAMERS)):
            table.show(of_many(scene, many), chances)
            for y in range(1, 1 + HEIGHT):
                table.draw(y, 100)
    assert worked_out
    assert max(worked_out) < HEIGHT


def of_many(scene: Scene, many: int) -> Scene:
    """Return the scene with its last row so often that there are ``many``."""
    return scene._replace(rows=(*scene.rows, *(scene.rows[-1] for _ in range(many - len(scene.rows)))))
