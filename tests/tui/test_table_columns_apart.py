"""Tests that no column of the table overlaps another one, and that none is cut off without saying so, at any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from massstart_tui.race.contenders import uncovered
from massstart_tui.race.outlook import Chance, outlook
from massstart_tui.race.state import Phase
from massstart_tui.report.open_places import total_cell
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.reading import read
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets import points_table
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_columns import LEAST_WHY
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.tui.widgets.rank_reasons_told import reasons_in
from massstart_tui.tui.widgets.table_headings import TableLayout
from massstart_tui.view.race_layout import beside_of, cells_for_a_lap
from massstart_tui.view.scene import Scene, Shown, scene_of
from tests.tui.races import KRAMERS, WITH_LAPPED, sample

RACES = [KRAMERS, WITH_LAPPED, "beijing-2022-women-sf1", "made-up-points-race", "made-up-elimination-race"]
MOMENTS = (0.0, 0.3, 0.55, 0.8, 1.0)
COLUMNS = (40, 60, 71, 72, 80, 96, 109, 110, 120, 134, 135, 159, 160, 199, 220)


class Still:
    """As much of a shown race as a scene is made of."""

    def __init__(self, timeline: Timeline, marks: Marks) -> None:
        """Store the arguments."""
        self.sheet = timeline.sheet
        self.marks = marks


@cache
def scenes(path: Path) -> list[tuple[Scene, dict[int, Chance]]]:
    """Return scenes of this race, each with what can still be reached."""
    recording = read(path)
    timeline = Timeline(recording)
    shown: Shown = Still(timeline, Marks(recording.header.provenance))  # type: ignore[assignment] # all that is read
    found = []
    for part in MOMENTS:
        position = round(part * len(timeline.order))
        scene = scene_of(shown, timeline, position, max(0, position - 2))
        covered = scene.state.under_way and not uncovered(scene.state)
        chances = {chance.bib: chance for chance in outlook(scene.state)} if covered else {}
        found.append((scene, chances))
    return found


def lines_of(
    scene: Scene, chances: dict[int, Chance], columns: int, language: Language
) -> tuple[PointsTable, list[str]]:
    """Return the table, and its lines with headings, as on a screen of so many columns."""
    table = PointsTable()
    table.words = words(language)
    lap = cells_for_a_lap(columns, scene.state.distance)
    table.lay_out(TableLayout(2 if lap else 1, lap, reach=columns >= 160))
    table.show(scene, chances)
    width = columns - beside_of(columns, scene.state.distance)
    return table, [table.draw(y, width).text for y in range(table.rows_wanted)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("race", RACES)
def test_every_value_stands_whole_and_apart_from_the_next_at_any_width(race: str, language: Language) -> None:
    wrong: list[tuple[object, ...]] = []
    for scene, chances in scenes(sample(race)):
        for columns in COLUMNS:
            table, lines = lines_of(scene, chances, columns, language)
            width = columns - beside_of(columns, scene.state.distance)
            wrong += [(width, "width", line) for line in lines if cell_len(line) != width]
            if scene.state.phase is not Phase.SCHEDULED:
                wrong += faults_in(table, lines, scene, width)
    assert not wrong


def cut_off(text: str, width: int) -> str:
    """Return ``text`` in ``width`` cells, cut without a sign."""
    return text[:width].ljust(width)


def joined(text: str, width: int) -> str:
    """Return ``text`` without the blanks at its end, moved to the right of its cells."""
    return text.rstrip()[:width].rjust(width)


@pytest.mark.parametrize("fault", [cut_off, joined])
def test_a_table_that_cuts_or_joins_its_cells_is_noticed(fault: Callable[[str, int], str]) -> None:
    found: set[object] = set()
    with patch.object(points_table, "fit", fault):
        for scene, chances in scenes(sample(KRAMERS)):
            for columns in (40, 60, 72, 80):
                table, lines = lines_of(scene, chances, columns, Language.EN)
                if scene.state.phase is not Phase.SCHEDULED:
                    width = columns - beside_of(columns, scene.state.distance)
                    found |= {kind for _, kind, *_ in faults_in(table, lines, scene, width)}
    assert "name" in found


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("race", RACES)
def test_a_blank_stands_between_any_two_headings_and_before_every_bib_and_name(race: str, language: Language) -> None:
    wrong: list[tuple[object, ...]] = []
    said = words(language)
    heads = [said(f"table.{code}") for code in ("bib", "skater", "noc", "gained", "finish", "out", "time", "enough")]
    known = {
        *heads,
        f"{said('table.bib')}~",
        "#",
        "Σ",
        "↓",
        *said("enough.in_reach").split(),
        *said("result.why_here").split(),
        *said("table.out").split(),
    }
    known |= {f"S{number}" for number in range(1, 40)} | set(map(str, range(500)))
    known |= set(said("enough.all", place=1).split())
    known |= {"┃", "┆", *said("table.cut", cut=8).split(), *said("table.level_sign", count=9).split()}
    known |= set(said("table.start_sheet").split()) | set(said("table.skaters", count=2).split())
    for scene, chances in scenes(sample(race)):
        for columns in COLUMNS:
            table, lines = lines_of(scene, chances, columns, language)
            head = next(line for line in lines if "#" in line)
            if not head.endswith(" ") or set(head.split()) - known:
                wrong.append((columns, head))
            lay = table.columns_at(len(head))
            for line in lines:
                end = lay.before_name - 1
                if line[end - lay.marks : end - lay.marks + 1].isdigit() and line[end] != " ":
                    wrong.append((columns, line))
    assert not wrong


@pytest.mark.parametrize("columns", [160, 180, 200, 260])
@pytest.mark.parametrize("race", RACES)
def test_a_large_table_without_a_chart_uses_its_room_and_says_why_each_skater_is_there(race: str, columns: int) -> None:
    for scene, chances in scenes(sample(race)):
        if scene.state.phase is Phase.SCHEDULED:
            continue
        table = PointsTable()
        table.lay_out(TableLayout(2, 0, reach=True))
        width = columns - beside_of(columns, scene.state.distance)
        with patch.object(PointsTable, "size", Size(width, 60)):
            table.show(scene, chances)
            lines = [table.draw(y, width).text for y in range(table.rows_wanted)]
        lay = table.columns_at(width)
        assert lay.cells > width - LEAST_WHY
        if lay.why:
            first = next(line for line in lines if f" {scene.rows[0].bib} {plain(scene.rows[0].name)}" in line)
            whole, short = reasons_in(scene, scene.rows[0], words(Language.EN))
            assert whole in first or short[: lay.why - 4] in first


def faults_in(table: PointsTable, lines: list[str], scene: Scene, width: int) -> Iterator[tuple[object, ...]]:
    """Yield what is cut off without a sign, or does not stand apart, in the lines of the skaters."""
    lay = table.columns_at(width)
    named = slice(lay.before_name, lay.before_name + lay.name)
    totals = {row.bib: str(total_cell(row)) for row in scene.rows}
    rows = {row.bib: row for row in scene.rows}
    skaters = [line for line in lines if line[lay.before_name - lay.marks - 1 : lay.before_name - lay.marks].isdigit()]
    if len(skaters) != len(rows):
        yield (width, "rows", len(skaters))
    for line in skaters:
        bib = int(line[lay.before_name - lay.marks - lay.bib : lay.before_name - lay.marks])
        name, rest = line[named], line[named.stop :]
        if not name.endswith(" ") or (
            f" {name.strip()} " not in f" {plain(rows[bib].name)} " and "…" not in name and ". " not in name
        ):
            yield (width, "name", line)
        if "…" in rest.split("  ")[0] or (lay.noc and rest[:4].strip() != rows[bib].noc):
            yield (width, "noc", line)
        if lay.total and totals[bib] not in rest.replace("~", " ").split():
            yield (width, "total", line)
        if lay.enough and "…" in rest[-lay.enough - lay.reach :]:
            yield (width, "enough", line)


@pytest.mark.parametrize("width", [20, 34, 55, 77])
@pytest.mark.parametrize("race", RACES)
def test_a_blank_stands_between_the_head_rows_and_what_is_beside_them(race: str, width: int) -> None:
    for scene, _ in scenes(sample(race)):
        strip = RaceStrip()
        strip.words = words(Language.EN)
        strip.show(scene, scene.state.t)
        assert all(strip.draw(y, width).text.endswith(" ") for y in range(9))
