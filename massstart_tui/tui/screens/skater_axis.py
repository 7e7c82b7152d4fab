"""One skater's race on an axis of laps over the whole width, with the place and the points after each sprint."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from rich.cells import cell_len

from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.open_places import rank_cell, total_cell
from massstart_tui.report.race_chart import PLACE, USUAL_LAPS, Axis, axis_of, rows_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, Piece, fit
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.chart_cells import axis_heading, pieces_of
from massstart_tui.view.scene import Scene

_BEFORE: Final = 3
"""The free cells before the axis, in which the number of the first lap begins."""
_FEWEST: Final = 2
"""The least number of cells for a lap."""


class _After(NamedTuple):
    """The place and the points of a skater after the sprint at ``lap``."""

    lap: int
    place: str
    points: str


def skater_axis(scene: Scene, bib: int, brush: Brush, words: Words, width: int) -> Lines:
    """Return the race of a skater as a heading, a row of signs, and two rows of numbers; nothing before the gun."""
    timeline = scene.timeline
    labels = [words("skater.race"), words("skater.compare.place"), words("skater.compare.points")]
    before = max(map(cell_len, labels)) + 1
    room = (width - before - _BEFORE - PLACE) // USUAL_LAPS
    if timeline is None or scene.state.phase is Phase.SCHEDULED or room < _FEWEST:
        return []
    axis = axis_of(scene.state, room)
    row = rows_of(timeline, scene.position, scene.state, scene.rows, scene.doubts)[bib]
    lines: Lines = [[(fit(labels[0], before), brush.ice), *axis_heading(axis, _BEFORE, brush)]]
    lines.append([(" " * (before + _BEFORE), brush.text), *pieces_of(row, axis, brush)])
    after = _with_room(_after_each_sprint(scene, timeline, bib), axis)
    places = [(axis.cell(one.lap), one.place) for one in after]
    points = [(axis.cell(one.lap), one.points) for one in after]
    for label, numbers in zip(labels[1:], (places, points) if after else (), strict=False):
        lines.append([(fit(label, before + _BEFORE), brush.dim), *_placed(numbers, brush)])
    return lines


def _begin(cell: int, text: str) -> int:
    """Return the cell in which a number begins that ends at ``cell``; the mark of doubt stands behind that."""
    return cell + 1 - cell_len(text.rstrip(DOUBT))


def _with_room(after: list[_After], axis: Axis) -> list[_After]:
    """Return those whose numbers have a blank on both sides, the latest first to be kept."""
    kept: list[_After] = []
    free: float = inf
    for one in reversed(after):
        cell, texts = axis.cell(one.lap), (one.place, one.points)
        begin = min(_begin(cell, text) for text in texts)
        end = max(_begin(cell, text) + cell_len(text) for text in texts)
        if begin >= 0 and end < free:
            kept.append(one)
            free = begin
    return kept[::-1]


def _placed(placed: list[tuple[int, str]], brush: Brush) -> list[Piece]:
    """Return numbers, each of which ends in its cell."""
    pieces: list[Piece] = []
    done = 0
    for cell, text in placed:
        begin = _begin(cell, text)
        pieces += [(" " * (begin - done), brush.text), (text, brush.strong)]
        done = begin + cell_len(text)
    return pieces


def _after_each_sprint(scene: Scene, timeline: Timeline, bib: int) -> list[_After]:
    """Return what a skater had after each sprint so far; nothing in a race that points do not decide."""
    if not scene.state.rules.on_points:
        return []
    found = []
    laps = scene.state.rules.sprint_laps()
    for number, t in sorted(timeline.sprints):
        position = timeline.position_at(t)
        if position > scene.position or number > len(laps):
            continue
        state, rows = _standings_at(timeline, position)
        row = next((row for row in rows if row.bib == bib), None)
        if row is not None:
            found.append(_After(laps[number - 1], _place(rows, row), _points(scene, state, row)))
    return found


@lru_cache(maxsize=64)
def _standings_at(timeline: Timeline, position: int) -> tuple[RaceState, tuple[Standing, ...]]:
    state = timeline.state_at(position)
    return state, standings(state)


def _place(rows: tuple[Standing, ...], row: Standing) -> str:
    """Return a rank, with a sign in front if it is shared."""
    shared = sum(other.rank == row.rank for other in rows) > 1
    return f"={rank_cell(row)}" if shared else rank_cell(row)


def _points(scene: Scene, state: RaceState, row: Standing) -> str:
    doubtful = scene.marks is not None and scene.marks.of(state, row).total
    return f"{total_cell(row)}{DOUBT if doubtful else ''}"
