"""Draw the lap chart, without a widget: the bibs by place and lap, with a line that joins those of one skater."""

from __future__ import annotations

from typing import Final, NamedTuple

from massstart_tui.view.chart_rows import ChartTone, TonePiece, ToneRow, joined
from massstart_tui.view.passed_laps import OverTheLine, PassedLap, PassedLaps

PLACES: Final = 6
"""The cells of the places, left of the chart."""
BETWEEN: Final = 2
"""The least number of cells between the bibs of two laps, in which the line runs."""
WIDEST: Final = 8
"""The most cells of a lap, with what is between it and the next."""
FELL: Final = "▼"
LAPPED: Final = "⟳"
OUT: Final = "×"
LAP_OPEN: Final = "~"
"""Behind a bib of which it is not known whether it stands at the right lap."""

Cells = list[list[TonePiece]]


class LapAxis(NamedTuple):
    """The scale of a lap chart: every ``step``-th lap, in ``digits`` cells, with ``between`` cells up to the next."""

    distance: int
    step: int
    digits: int
    between: int

    @property
    def cells(self) -> int:
        """The cells of a lap, with what is between it and the next."""
        return self.digits + self.between

    def shows(self, lap: int) -> bool:
        """Return whether this lap has a column."""
        return (self.distance - lap) % self.step == 0

    def begin(self, lap: int) -> int:
        """Return the first cell of the bibs of a lap that is shown."""
        first = self.distance - (self.distance - 1) // self.step * self.step
        return PLACES + (lap - first) // self.step * self.cells

    @property
    def width(self) -> int:
        """The number of cells of a row."""
        return self.begin(self.distance) + self.cells

    @property
    def laps(self) -> tuple[int, ...]:
        """The laps that are shown."""
        return tuple(lap for lap in range(1, self.distance + 1) if self.shows(lap))


def lap_axis(distance: int, bibs: tuple[int, ...], columns: int) -> LapAxis:
    """Return the scale on which ``distance`` laps of the skaters with these ``bibs`` fit into so many ``columns``."""
    digits = max(2, len(str(distance - 1)), *(len(str(bib)) for bib in bibs))
    most = max(1, (columns - PLACES) // (digits + BETWEEN))
    step = -(-distance // most)
    room = (columns - PLACES) // -(-distance // step)
    return LapAxis(distance, step, digits, max(BETWEEN, min(WIDEST, room) - digits))


def lap_chart(passed: PassedLaps, axis: LapAxis, rows: int, chosen: int | None) -> tuple[ToneRow, ...]:
    """Return the chart in ``rows`` rows, the first with the laps to go; the latest place of the chosen is in view."""
    laps = [lap for lap in passed.laps if axis.shows(lap.lap)]
    top = _top(laps, rows - 1, chosen)
    cells: Cells = [[(" ", ChartTone.OTHER)] * axis.width for _ in range(max(0, rows - 1))]
    for row in range(min(rows - 1, max((len(lap.order) for lap in laps), default=0) - top)):
        _write(cells, row, 0, f"{top + row + 1:>{PLACES - BETWEEN}}", ChartTone.NUMBER)
    for index, lap in enumerate(laps):
        _draw_lap(cells, axis, lap, chosen, top)
        if index and chosen is not None and laps[index - 1].lap == lap.lap - axis.step:
            _join(cells, axis, lap, (_row(laps[index - 1], chosen, top), _row(lap, chosen, top)), chosen)
    for lap in laps:
        _draw_signs(cells, passed, axis, lap, top)
    return (_heading(axis), *map(joined, cells))


def _top(laps: list[PassedLap], visible: int, chosen: int | None) -> int:
    """Return how many places are above the first one that is in view."""
    latest = next((at for lap in reversed(laps) if (at := _place(lap, chosen)) is not None), 0)
    return max(0, latest - visible + 1)


def _place(lap: PassedLap, bib: int | None) -> int | None:
    """Return the place of a skater on a lap, counted from 0; None if the skater did not complete it."""
    return next((at for at, over in enumerate(lap.order) if over.bib == bib), None)


def _row(lap: PassedLap, bib: int, top: int) -> int | None:
    at = _place(lap, bib)
    return None if at is None else at - top


def _heading(axis: LapAxis) -> ToneRow:
    to_go = "".join(str(axis.distance - lap).rjust(axis.digits) + " " * axis.between for lap in axis.laps)
    return ((" " * PLACES + to_go, ChartTone.NUMBER),)


def _draw_lap(cells: Cells, axis: LapAxis, lap: PassedLap, chosen: int | None, top: int) -> None:
    for at, over in enumerate(lap.order):
        tone = ChartTone.CHOSEN if over.bib == chosen else ChartTone.AWAY if over.away else ChartTone.OTHER
        _write(cells, at - top, axis.begin(lap.lap), f"{over.bib:>{axis.digits}}", tone)


def _draw_signs(cells: Cells, passed: PassedLaps, axis: LapAxis, lap: PassedLap, top: int) -> None:
    """Draw a sign behind who fell since the line before, and behind who was lapped or went out after this lap.

    Without one of these, behind who may have been at the end of another lap.
    """
    for at, over in enumerate(lap.order):
        sign = _ending(passed, over.bib, lap.lap) or (FELL if over.fell else "") or _doubt(passed, over, lap.lap)
        if sign:
            _write(cells, at - top, axis.begin(lap.lap) + axis.digits, sign, ChartTone.FALLEN)


def _ending(passed: PassedLaps, bib: int, lap: int) -> str:
    """Return the sign of who was lapped or went out, if ``lap`` is the last that they completed; else nothing."""
    sign = LAPPED if bib in passed.lapped else OUT if bib in passed.out else ""
    return sign if sign and passed.of(bib)[-1][0] == lap else ""


def _doubt(passed: PassedLaps, over: OverTheLine, lap: int) -> str:
    """Return the sign of who may have been at the end of another lap, or have passed the line since; else nothing."""
    since = over.bib in passed.laps_open and passed.of(over.bib)[-1][0] == lap
    return LAP_OPEN if over.lap_open or since else ""


def _join(cells: Cells, axis: LapAxis, lap: PassedLap, places: tuple[int | None, int | None], bib: int) -> None:
    """Draw the line of a skater to this lap, between their ``places`` in view at the lap shown before and at this one.

    There is no line if either is missing.
    """
    come, go = places
    if come is None or go is None:
        return
    at = axis.begin(lap.lap) - axis.between
    for row in range(min(come, go) + 1, max(come, go)):
        _write(cells, row, at + 1, "│", ChartTone.CHOSEN)
    turn, end = ("─", "─") if come == go else ("╮", "╰") if go > come else ("╯", "╭")
    _write(cells, come, at, f"─{turn}", ChartTone.CHOSEN)
    # The line goes on to the number, whose digits are on the right.
    _write(cells, go, at + 1, end + "─" * (axis.cells - BETWEEN - len(str(bib))), ChartTone.CHOSEN)


def _write(cells: Cells, row: int, column: int, text: str, tone: ChartTone) -> None:
    """Write ``text`` into a row; nothing if the row is not in view."""
    if 0 <= row < len(cells):
        cells[row][column : column + len(text)] = [(sign, tone) for sign in text]
