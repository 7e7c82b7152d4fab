"""The panels of what passings tell: who was where on each lap, and how far behind the leader."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

from rich.style import Style

from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.host import Host
from massstart_tui.tui.painting import Lines, Piece
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene
from massstart_tui.tui.widgets.text_panel import HEADING, TextPanel
from massstart_tui.view.chart_rows import ChartTone, ToneRow
from massstart_tui.view.gap_chart import gap_axes, gap_chart, label_told
from massstart_tui.view.lap_chart import lap_axis, lap_chart
from massstart_tui.view.passed_laps import PassedLaps
from massstart_tui.view.race_layout import LayoutClass
from massstart_tui.view.scene import Scene

LAP_CHART_COLUMNS: Final = 70
"""The columns of the lap chart: those of a race over 16 laps, with bibs of two digits."""
GAPS_COLUMNS: Final = 62
LEAST_GAPS_COLUMNS: Final = 50
ROWS: Final = 15
"""The rows of a chart of gaps; the lap chart has one for each skater."""


def passed_in(scene: Scene) -> PassedLaps | None:
    """Return who passed the line on each lap; None if there are no passings."""
    if scene.timeline is None or not scene.state.timed:
        return None
    from massstart_tui.view.passing_finder import passed_laps

    passed = passed_laps(scene.timeline, scene.position, scene.state)
    return passed if passed.laps else None


def lap_chart_in(passed: PassedLaps, seen: PanelScene, room: tuple[int, int], _words: Words) -> tuple[ToneRow, ...]:
    """Return the lap chart in a ``room`` of so many columns and rows."""
    columns, rows = room
    return lap_chart(passed, lap_axis(passed.distance, passed.bibs, columns), rows, seen.bib)


def gaps_in(passed: PassedLaps, seen: PanelScene, room: tuple[int, int], words: Words) -> tuple[ToneRow, ...]:
    """Return the chart of gaps in a ``room`` of so many columns and rows."""
    names = short_names_of(seen.scene.sheet.skaters)
    return gap_chart(passed, gap_axes(passed, *room), seen.bib, partial(label_told, names=names, words=words))


class ChartPanel(TextPanel):
    """A chart of passings, below the table."""

    stands = PanelPlace.BELOW
    of_outlook = False
    code = ""

    def told(self, seen: PanelScene, width: int) -> Lines:
        brush, words = self.palette.plain, self.words
        passed = passed_in(seen.scene)
        if passed is None:
            return []
        heading: list[Piece] = [(words(self.code), brush.ice), (f"  {words(f'{self.code}_told')}", brush.dim)]
        rows = self.chart(passed, seen, (width, self.size.height - HEADING), words)
        return [heading, *(tones(row, brush) for row in rows)]

    def chart(self, passed: PassedLaps, seen: PanelScene, room: tuple[int, int], words: Words) -> tuple[ToneRow, ...]:
        """Return the rows of the chart in a ``room`` of so many columns and rows."""
        raise NotImplementedError


def tones(row: ToneRow, brush: Brush) -> list[Piece]:
    """Return a row of a chart in its colours."""
    styles: dict[ChartTone, Style] = {
        ChartTone.OTHER: brush.dim,
        ChartTone.NUMBER: brush.dim,
        ChartTone.GRID: brush.grid,
        ChartTone.FALLEN: brush.red,
        ChartTone.AWAY: brush.ice,
        ChartTone.CHOSEN: brush.strong,
    }
    return [(text, styles[tone]) for text, tone in row]


class LapChart(ChartPanel):
    """The bibs by place and lap; a line joins those of the chosen skater, and who is away has the colour of ice."""

    code = "chart.laps"
    weight = 1

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a row for each skater in class L, if there are passings."""
        passed = passed_in(seen.scene) if size >= LayoutClass.L else None
        if passed is None:
            return (0, 0)
        axis = lap_axis(passed.distance, passed.bibs, min(columns, LAP_CHART_COLUMNS))
        return (axis.width, HEADING + 1 + len(passed.bibs))

    def chart(self, passed: PassedLaps, seen: PanelScene, room: tuple[int, int], words: Words) -> tuple[ToneRow, ...]:
        return lap_chart_in(passed, seen, room, words)


class Gaps(ChartPanel):
    """The seconds behind the leader at each line, in braille."""

    code = "chart.gaps"
    least = LEAST_GAPS_COLUMNS

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for its room in class L, if there are passings, and braille to draw them with."""
        if (
            not cast("Host", self.app).braille
            or size < LayoutClass.L
            or columns < LEAST_GAPS_COLUMNS
            or passed_in(seen.scene) is None
        ):
            return (0, 0)
        return (min(columns, GAPS_COLUMNS), HEADING + ROWS)

    def chart(self, passed: PassedLaps, seen: PanelScene, room: tuple[int, int], words: Words) -> tuple[ToneRow, ...]:
        return gaps_in(passed, seen, room, words)
