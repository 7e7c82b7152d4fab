"""Draw the gaps behind the leader at the end of each lap in braille; laps go to the right, seconds down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from massstart_tui.text.prose import gap_told
from massstart_tui.text.words import Words
from massstart_tui.view.braille import DOT_BITS, braille
from massstart_tui.view.chart_rows import ChartTone, TonePiece, ToneRow, joined, lap_step
from massstart_tui.view.lap_chart import FELL, LAP_OPEN, LAPPED
from massstart_tui.view.passed_laps import OverTheLine, PassedLaps

SCALE_WIDTH: Final = 4
"""The width of the numbers of seconds left of the chart, in cells."""
LABEL_WIDTH: Final = 20
"""The width of the labels right of the finish, in cells."""
SCALES: Final = (5_000, 10_000, 20_000)
"""The largest gap of each scale, in ms; a larger gap than the last leaves the chart at the bottom."""
GRID_LINES: Final = 5
"""The number of grid lines below the line of the leader."""

_FREE_ROWS: Final = 3
"""How many rows away from the end of its line a label may stand."""

Cells = list[list[tuple[int, ChartTone]]]


class GapAxes(NamedTuple):
    """The scales of a chart: ``laps`` laps over ``columns`` cells, and gaps up to ``most`` ms over ``rows`` cells."""

    laps: int
    columns: int
    rows: int
    most: int

    def x(self, lap: int) -> int:
        """Return the column of dots of the end of a lap."""
        return (lap - 1) * (self.columns * 2 - 1) // max(1, self.laps - 1)

    def y(self, gap: int) -> int:
        """Return the row of dots of a gap; one below the chart if the gap is larger than its scale."""
        return gap * (self.rows * 4 - 1) // self.most if gap <= self.most else self.rows * 4


class GapLabel(NamedTuple):
    """What is written at the end of a line: who it is, and how far behind at their last line."""

    bibs: tuple[int, ...]
    lap: int
    behind: int
    tone: ChartTone
    away: bool = False
    down: bool = False
    lapped: bool = False
    lap_open: bool = False


def gap_axes(passed: PassedLaps, columns: int, rows: int) -> GapAxes:
    """Return the scales for a chart of this size, with its labels and the laps to go below it.

    The scale of the gaps is the smallest that holds all gaps so far.
    """
    largest = max((over.behind for _, order in passed.laps for over in order), default=0)
    most = next((scale for scale in SCALES if largest <= scale), SCALES[-1])
    return GapAxes(passed.distance, max(1, columns - SCALE_WIDTH - LABEL_WIDTH), max(1, rows - 1), most)


def gap_labels(passed: PassedLaps, chosen: int | None) -> tuple[GapLabel, ...]:
    """Return what the labels are about, the most important first: the chosen, who is away, who is down or far behind.

    Those who are away together share a label.
    """
    if not passed.laps:
        return ()
    last = {bib: passed.of(bib)[-1] for bib in passed.bibs}
    labels = [_label((bib,), last[bib], passed, ChartTone.CHOSEN) for bib in last if bib == chosen]
    away = tuple(bib for bib, (_, over) in last.items() if over.away and bib != chosen)
    if away:
        first = min(away, key=lambda bib: (-last[bib][0], last[bib][1].behind))
        labels.append(
            _label(tuple(sorted(away, key=lambda bib: last[bib][1].behind)), last[first], passed, ChartTone.AWAY)
        )
    others = [bib for bib in last if bib != chosen and bib not in away]
    labels += [_label((bib,), last[bib], passed, ChartTone.FALLEN) for bib in others if last[bib][1].down]
    off = [bib for bib in others if not last[bib][1].down and last[bib][1].behind > SCALES[-1]]
    return (*labels, *(_label((bib,), last[bib], passed, ChartTone.OTHER) for bib in off))


def _label(bibs: tuple[int, ...], last: tuple[int, OverTheLine], passed: PassedLaps, tone: ChartTone) -> GapLabel:
    lap, over = last
    lap_open = over.lap_open or not passed.laps_open.isdisjoint(bibs)
    return GapLabel(bibs, lap, over.behind, tone, over.away, over.down, not passed.lapped.isdisjoint(bibs), lap_open)


def label_told(label: GapLabel, names: Mapping[int, str], words: Words) -> str:
    """Return the text of a label: one skater by name, several by bib, and how far behind they are."""
    only = len(label.bibs) == 1
    who = f"{label.bibs[0]} {names[label.bibs[0]]}" if only else "·".join(map(str, label.bibs))
    signs = (FELL if label.down else "", LAPPED if label.lapped else "")
    away = words("state.away") if label.away else ""
    gap = f"+{gap_told(label.behind, words.language)}{LAP_OPEN if label.lap_open else ''}" if label.behind else ""
    lap_open = words("state.laps_open") if label.lap_open else ""
    return " ".join(part for part in (who, *signs, away, lap_open, gap) if part)


def gap_chart(
    passed: PassedLaps, axes: GapAxes, chosen: int | None, told: Callable[[GapLabel], str]
) -> tuple[ToneRow, ...]:
    """Return the chart: rows of ``axes.rows``, and one with the laps to go; ``told`` gives the text of a label."""
    dots: Cells = [[(0, ChartTone.GRID)] * axes.columns for _ in range(axes.rows)]
    for mark in range(GRID_LINES + 1):
        for column in range(0, axes.columns, 2):
            _light(dots, column * 2, axes.y(axes.most * mark // GRID_LINES), ChartTone.GRID)
    for bib in sorted(passed.bibs, key=lambda bib: _drawing_order(passed, bib, chosen)):
        _draw_curve(dots, axes, passed.of(bib), chosen=bib == chosen)
    rows: list[list[TonePiece]] = [[*_scale_cells(axes, row), *_braille_row(cells)] for row, cells in enumerate(dots)]
    for label in gap_labels(passed, chosen):
        _write_label(rows, axes, label, told(label))
    return (*(joined(row) for row in rows), _to_go_row(axes))


def _drawing_order(passed: PassedLaps, bib: int, chosen: int | None) -> tuple[bool, bool]:
    """Return the sort key of a curve: what is drawn last lies above the others."""
    return (bib == chosen, any(over.away or over.down for _, over in passed.of(bib)))


def _draw_curve(dots: Cells, axes: GapAxes, curve: tuple[tuple[int, OverTheLine], ...], *, chosen: bool) -> None:
    """Draw the gaps of one skater; where a lap has no passing, the curve is interrupted."""
    for (lap, over), (later, then) in pairwise(curve):
        if later == lap + 1:
            ends = ((axes.x(lap), axes.y(over.behind)), (axes.x(later), axes.y(then.behind)))
            for x, y in _between(*ends):
                _light(dots, x, y, _tone(then, chosen=chosen))
    for lap, over in curve[-1:]:
        _light(dots, axes.x(lap), axes.y(over.behind), _tone(over, chosen=chosen))


def _tone(over: OverTheLine, *, chosen: bool) -> ChartTone:
    if chosen:
        return ChartTone.CHOSEN
    return ChartTone.AWAY if over.away else ChartTone.FALLEN if over.down else ChartTone.OTHER


def _between(begin: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the dots of a straight line."""
    (x, y), (to_x, to_y) = begin, end
    steps = max(1, abs(to_x - x), abs(to_y - y))
    for step in range(steps + 1):
        yield (x + (to_x - x) * step // steps, y + (to_y - y) * step // steps)


def _light(dots: Cells, x: int, y: int, tone: ChartTone) -> None:
    """Light a dot, in this colour; one below the chart is left out."""
    row, column = y // 4, x // 2
    if row < len(dots):
        bits, _ = dots[row][column]
        dots[row][column] = (bits | DOT_BITS[y % 4][x % 2], tone)


def _braille_row(cells: list[tuple[int, ChartTone]]) -> Iterator[TonePiece]:
    yield from ((braille(bits), tone) for bits, tone in cells)
    yield from [(" ", ChartTone.NUMBER)] * LABEL_WIDTH


def _scale_cells(axes: GapAxes, row: int) -> list[TonePiece]:
    """Return the seconds left of a row, if one of the marked gaps is in it."""
    marks = (axes.most * mark // GRID_LINES for mark in range(GRID_LINES + 1))
    text = next((str(mark // 1000) for mark in marks if axes.y(mark) // 4 == row), "")
    return [(sign, ChartTone.NUMBER) for sign in f"{text:>{SCALE_WIDTH - 1}} "]


def _write_label(rows: list[list[TonePiece]], axes: GapAxes, label: GapLabel, text: str) -> None:
    """Write a label between blanks beside the end of its line, or in the nearest row that is free there.

    It is left out if none is.
    """
    column = SCALE_WIDTH + axes.x(label.lap) // 2 + 1
    room = len(rows[0]) - column - 2
    text = f" {text if len(text) <= room else f'{text[: room - 1]}…'} "
    at = min(axes.y(label.behind) // 4, len(rows) - 1)
    near = sorted(range(len(rows)), key=lambda row: abs(row - at))[: 2 * _FREE_ROWS + 1]
    for row in near:
        if all(tone in (ChartTone.GRID, ChartTone.NUMBER) for _, tone in rows[row][column : column + len(text)]):
            rows[row][column : column + len(text)] = [(sign, label.tone) for sign in text]
            return


def _to_go_row(axes: GapAxes) -> ToneRow:
    """Return the laps to go below the chart."""
    step = lap_step(lambda laps: axes.x(1 + laps) // 2, axes.laps)
    cells = [" "] * (SCALE_WIDTH + axes.columns + LABEL_WIDTH)
    for to_go in range(0, axes.laps, step):
        number = str(to_go)
        begin = SCALE_WIDTH + axes.x(axes.laps - to_go) // 2 - len(number) + 1
        cells[begin : begin + len(number)] = number
    return (("".join(cells), ChartTone.NUMBER),)
