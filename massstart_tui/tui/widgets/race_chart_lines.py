"""The race chart on the whole screen: a row for each skater, with what happened to them at its lap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.open_places import rank_cell, through_cell, total_cell
from massstart_tui.report.race_chart import Axis, SignSort, SkaterRow, axis_of, rows_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import CURSOR, Piece, fit, right, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.chart_cells import axis_heading, pieces_of
from massstart_tui.tui.widgets.cut_words import cut_told
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.view.scene import Scene, cut_in

WIDEST_LAP: Final = 8
"""The most cells of a lap, of a race over 16 laps."""
NUMBERS: Final = 10
"""The cells of the cursor, the rank and the bib, and of the blank before the name."""
NOC: Final = 5
BEFORE_CHART: Final = 2
TOTAL: Final = 6
OUTCOME: Final = 10
GOOD_NAME: Final = 20
LEAST_NAME: Final = 10
LONGEST_NAME: Final = 30
LEGEND_FROM: Final = 12
"""The rows from which the signs are explained."""
LEGEND: Final = {
    "away": frozenset({SignSort.ATTACK, SignSort.AWAY, SignSort.CAUGHT}),
    "points": frozenset({SignSort.POINTS}),
    "fall": frozenset({SignSort.FALL}),
    "back": frozenset({SignSort.BACK}),
    "lapped": frozenset({SignSort.LAPPED}),
    "gained": frozenset({SignSort.GAINED}),
    "out": frozenset({SignSort.OUT}),
    "card": frozenset({SignSort.CARD}),
    "place": frozenset({SignSort.PLACE}),
    "sprint_lap": frozenset({SignSort.SPRINT_LAP}),
}
"""What the explained signs are about, by the code of the explanation."""
APART: Final = 3
"""The blank cells between two signs that are explained side by side."""
_TOLD: Final = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED, Status.ELIMINATED)


class ChartColumns(NamedTuple):
    """The widths of the columns; 0 for one that is left out."""

    name: int
    noc: int
    total: int
    axis: Axis


def chart_columns(state: RaceState, width: int) -> ChartColumns:
    """Return the columns that fit: the widest laps with which names have enough room; nations give way first."""
    total = TOTAL if state.rules.on_points else 0
    for least, noc, narrowest in ((GOOD_NAME, NOC, 2), (LEAST_NAME, NOC, 2), (LEAST_NAME, 0, 2), (LEAST_NAME, 0, 1)):
        for lap in range(WIDEST_LAP, narrowest - 1, -1):
            axis = axis_of(state, lap)
            left = width - NUMBERS - noc - BEFORE_CHART - axis.width - total - OUTCOME
            if left >= least:
                return ChartColumns(min(left, LONGEST_NAME), noc, total, axis)
    return ChartColumns(LEAST_NAME, 0, total, axis_of(state, 1))


def race_chart_lines(seen: PanelScene, room: tuple[int, int], brush: Brush, words: Words) -> list[list[Piece]]:
    """Return the chart in a ``room`` of so many columns and rows, with the chosen skater in view."""
    scene, (width, rows) = seen.scene, room
    if scene.timeline is None:
        return []
    columns = chart_columns(scene.state, width)
    charted = rows_of(scene.timeline, scene.position, scene.state, scene.rows, scene.doubts)
    body = _body(scene)
    legend = _legend(scene.state, charted, (width, rows - 1 - len(body)), brush, words) if rows >= LEGEND_FROM else []
    visible = max(1, rows - 1 - len(legend))
    chosen = next((at for at, row in enumerate(body) if row is not None and row.bib == seen.bib), 0)
    top = max(0, min(chosen - visible + 1, len(body) - visible))
    shown = [None if row is None else (row, charted[row.bib]) for row in body[top : top + visible]]
    return [_heading(columns, brush, words), *_drawn(seen, shown, columns, brush, words), *legend]


def _body(scene: Scene) -> list[Standing | None]:
    """Return the rows of all skaters, with None for the line of the cut."""
    body: list[Standing | None] = [*scene.rows]
    if (cut := cut_in(scene)) is not None:
        body.insert(cut, None)
    return body


def _drawn(
    seen: PanelScene,
    body: Iterable[tuple[Standing, SkaterRow] | None],
    columns: ChartColumns,
    brush: Brush,
    words: Words,
) -> Iterator[list[Piece]]:
    """Yield these rows as they are drawn, each with its chart; None is the line of the cut."""
    scene = seen.scene
    names = short_names_of(scene.sheet.skaters)
    for each in body:
        if each is None:
            yield _cut_line(scene, columns, brush, words)
            continue
        row, chart = each
        who = _who(scene, row, columns, names[row.bib], brush, chosen=row.bib == seen.bib)
        yield [*who, *pieces_of(chart, columns.axis, brush), *_outcome(scene, row, columns, brush, words)]


def _who(  # noqa: PLR0913 - what a row of the table is made of
    scene: Scene, row: Standing, columns: ChartColumns, short: str, brush: Brush, *, chosen: bool
) -> list[Piece]:
    rank = "" if scene.state.phase is Phase.SCHEDULED else rank_cell(row)
    whole = plain(row.name)
    name = whole if cell_len(whole) <= columns.name else short
    noc = fit(f" {plain(scene.sheet.by_bib()[row.bib].noc)}", columns.noc) if columns.noc else ""
    return [
        (CURSOR if chosen else " ", brush.ice),
        (right(rank, 4), brush.dim),
        (right(str(row.bib), 4) + " ", brush.ice),
        (fit(name, columns.name), brush.strong if chosen else brush.text),
        (noc + " " * BEFORE_CHART, brush.dim),
    ]


def _outcome(scene: Scene, row: Standing, columns: ChartColumns, brush: Brush, words: Words) -> list[Piece]:
    doubts = scene.doubts.get(row.bib)
    doubt = DOUBT if doubts is not None and doubts.total else " "
    total = [(right(f"{total_cell(row)}{doubt}", columns.total), brush.strong)] if columns.total else []
    if row.through:
        unsure = doubts is not None and doubts.through
        told = f" {through_cell(row, doubts)} {words('enough.through')}"
        return [*total, (told, brush.text if unsure else brush.green)]
    if row.status in _TOLD:
        return [*total, (f" {words(f'state.{row.status}')}", brush.red)]
    return [*total, (f" {words('state.laps_open')}", brush.amber)] if row.laps_open else total


def _cut_line(scene: Scene, columns: ChartColumns, brush: Brush, words: Words) -> list[Piece]:
    said = f"  ─── {cut_told(scene, words)} "
    width = NUMBERS + columns.name + columns.noc + BEFORE_CHART + columns.axis.width + columns.total + OUTCOME
    return [(said + "─" * max(0, width - cell_len(said)), brush.dim)]


def _heading(columns: ChartColumns, brush: Brush, words: Words) -> list[Piece]:
    noc = fit(f" {words('table.noc')}", columns.noc) if columns.noc else ""
    start = f" {right('#', 4)}{right(words('table.bib'), 4)} {fit(words('table.skater'), columns.name)}{noc}"
    total = [(right("Σ ", columns.total), brush.dim)] if columns.total else []
    return [(start, brush.dim), *axis_heading(columns.axis, BEFORE_CHART, brush), *total]


def _legend(
    state: RaceState, charted: Mapping[int, SkaterRow], room: tuple[int, int], brush: Brush, words: Words
) -> list[list[Piece]]:
    """Return what the signs mean, in lines of ``room[0]`` cells, below a blank one if ``room[1]`` rows are enough.

    Those of the rules of the race are explained. If all of them have no room, only those that stand in the chart are.
    """
    width, rows = room
    there = _sorts_in(charted)
    known = _known(state, there)
    lines = _explained(known, width, brush, words)
    if len(lines) > rows:
        there |= LEGEND["sprint_lap"]
        lines = _explained([code for code in known if LEGEND[code] & there], width, brush, words)
    return [[], *lines] if len(lines) < rows else lines


def explained_signs(state: RaceState, width: int, brush: Brush, words: Words) -> list[list[Piece]]:
    """Return what the signs mean that a race by these rules can have, in lines of ``width`` cells."""
    return _explained(_known(state, frozenset()), width, brush, words)


def _known(state: RaceState, there: frozenset[SignSort]) -> list[str]:
    """Return the explanations of the signs that the rules know, and of those that are ``there``."""
    rules = state.rules
    barred = frozenset[SignSort]() if rules.sprint_laps() else LEGEND["points"] | LEGEND["sprint_lap"]
    barred |= frozenset() if rules.laps_gained_count or rules.lap_points else LEGEND["gained"]
    return [code for code, sorts in LEGEND.items() if not sorts & barred or sorts & there]


def _sorts_in(charted: Mapping[int, SkaterRow]) -> frozenset[SignSort]:
    """Return what the signs in these rows are about."""
    found = {mark.sort for row in charted.values() for mark in row.marks}
    found |= {SignSort.PLACE for row in charted.values() if row.place}
    return frozenset(found)


def _explained(codes: Iterable[str], width: int, brush: Brush, words: Words) -> list[list[Piece]]:
    """Return the explanations with these codes, as many in a line as have room in ``width`` cells."""
    lines: list[list[Piece]] = []
    for code in codes:
        signs, _, meaning = words(f"chart.sign.{code}").partition("|")
        told: list[Piece] = [(signs, brush.text), (f" {meaning}", brush.dim)]
        if lines and width_of(lines[-1]) + APART + width_of(told) <= width:
            lines[-1] += [(" " * APART, brush.dim), *told]
        else:
            lines.append(told)
    return lines
