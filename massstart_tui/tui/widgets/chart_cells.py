"""Draw the rows of the race chart, and the laps to go above them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.style import Style

from massstart_tui.report.race_chart import Axis, ChartCell, SignSort, SkaterRow, cells_of
from massstart_tui.tui.painting import Piece
from massstart_tui.tui.themes import Brush
from massstart_tui.view.chart_rows import lap_step

FINISH: Final = "F"


def axis_heading(axis: Axis, before: int, brush: Brush) -> list[Piece]:
    """Return the laps to go above a chart, which ``before`` free cells precede; those that end in a sprint in amber."""
    step = lap_step(lambda laps: axis.cell(laps) - axis.cell(0), axis.laps)
    labels = {axis.last: (FINISH, brush.dim)}
    for to_go in range(step, axis.laps, step):
        lap = axis.laps - to_go
        labels[axis.cell(lap)] = (str(to_go), brush.amber if lap in axis.sprints else brush.dim)
    labels[0] = (str(axis.laps), brush.dim)
    pieces: list[Piece] = []
    done = -before
    for cell, (text, style) in sorted(labels.items()):
        # A number ends in the cell of its lap.
        begin = cell - len(text) + 1
        if begin > done or (begin == done == -before):
            pieces += [(" " * (begin - done), brush.dim), (text, style)]
            done = cell + 1
    return [*pieces, (" " * (axis.width - done), brush.dim)]


def pieces_of(row: SkaterRow, axis: Axis, brush: Brush) -> list[Piece]:
    """Return a skater's row of the chart."""
    styles = _styles(brush)
    return [(cell.text, _style(cell, brush, styles)) for cell in cells_of(row, axis)]


def _style(cell: ChartCell, brush: Brush, styles: Mapping[SignSort, Style]) -> Style:
    if cell.void:
        return brush.struck
    if cell.sort is SignSort.PLACE:
        return brush.strong if cell.scores else brush.dim
    return styles.get(cell.sort, brush.ice)


def _styles(brush: Brush) -> dict[SignSort, Style]:
    """Return the style of each sign that has one of its own."""
    return {
        SignSort.OUT: brush.red,
        SignSort.FALL: brush.red,
        SignSort.LAPPED: brush.red,
        SignSort.POINTS: brush.amber_strong,
        SignSort.CARD: brush.amber,
        SignSort.SPRINT_LAP: brush.grid,
        SignSort.SKATED: brush.grid,
        SignSort.AWAY: brush.track,
    }
