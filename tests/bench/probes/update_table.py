"""Measure the processor time of updates of two rows, on a terminal: ``update_table.py massstart|stock REPORT``.

Each update is painted before the next. The cost of the same loop without updates is subtracted.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable

from massstart_tui.race.fold import Fold
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import standings
from massstart_tui.race.state import Phase
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.view.scene import Scene

SKATERS = 24
HEADINGS = ("#", "bib", "skater", "noc", "S1", "S2", "S3", "F", "total", "enough")
CHANGED = (4, 9)
"""The indices of the rows that change."""
BREATH = 0.05
"""Seconds between two updates: three frames."""
WARM_UP = 5
UPDATES = 30

Change = Callable[[int], object]
Contender = tuple[Widget, Change]
"""A table of 24 skaters, and a function that makes the n-th change in two of its rows."""


def stock() -> Contender:
    """Return a DataTable in which the points of a sprint and the totals of two skaters change."""
    table: DataTable[str] = DataTable(cursor_type="row")

    def change(number: int) -> None:
        for row in CHANGED:
            points = str((number + row) % 3 + 1)
            table.update_cell(str(row), "S3", points)
            table.update_cell(str(row), "total", points)

    table.add_columns(*((heading, heading) for heading in HEADINGS))
    for row in range(SKATERS):
        cells = (row + 1, row + 1, f"Skater {row:<16}", "NED", 0, 0, 0, 0, 0, "top 6")
        table.add_row(*map(str, cells), key=str(row))
    return table, change


def massstart() -> Contender:
    """Return massstart's points table, in which the same points change; the scenes are created beforehand."""
    table = PointsTable()
    skaters = tuple(Skater(row + 1, f"Skater {row:<16}", "NED") for row in range(SKATERS))
    sheet = Sheet(id="update", title="Update", laps=16, skaters=skaters)
    scenes = [_scene(sheet, number) for number in range(3)]

    def change(number: int) -> None:
        table.show(scenes[number % 3])

    table.show(scenes[-1])
    return table, change


def _scene(sheet: Sheet, number: int) -> Scene:
    """Return a race in lap 12; the points of the two skaters in the last sprint depend on ``number``."""
    state = Fold(sheet).snapshot()._replace(phase=Phase.RACING, lap=12)
    rows = list(standings(state))
    for row in CHANGED:
        points = (number + row) % 3 + 1
        rows[row] = rows[row]._replace(sprints=(0, 0, points), won=points, total=points)
    return Scene(sheet, state, tuple(rows), {}, {}, 0, number, None, None)


CONTENDERS: dict[str, Callable[[], Contender]] = {"stock": stock, "massstart": massstart}


class Updates(App[None]):
    """An app with one table and nothing else."""

    def __init__(self, contender: str, report: Path) -> None:
        """Store the arguments; the report is written at the end."""
        super().__init__()
        self.contender = contender
        self.report = report
        self.paints = 0

    def compose(self) -> ComposeResult:
        """Yield the table."""
        table, self.change = CONTENDERS[self.contender]()
        yield table

    def post_display_hook(self) -> None:
        """Count the paints."""
        self.paints += 1

    def on_ready(self) -> None:
        """Start to measure in a worker, beside the messages that the updates cause."""
        self.run_worker(self.measure())

    async def measure(self) -> None:
        """Warm up, idle, then update."""
        await self.spend(self.change, WARM_UP)
        idle = await self.spend(lambda _: None, UPDATES)
        painted = self.paints
        busy = await self.spend(self.change, UPDATES)
        answer: dict[str, Any] = {"milliseconds": (busy - idle) / UPDATES * 1000}
        answer |= {"updates": UPDATES, "paints": self.paints - painted}
        self.report.write_text(json.dumps(answer))
        self.exit()

    async def spend(self, change: Change, times: int) -> float:
        """Return the seconds of processor time, of all threads, that so many changes take."""
        await asyncio.sleep(BREATH)
        begun = time.process_time()
        for number in range(times):
            change(number)
            await asyncio.sleep(BREATH)
        return time.process_time() - begun


if __name__ == "__main__":
    Updates(sys.argv[1], Path(sys.argv[2])).run()
