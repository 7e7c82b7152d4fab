"""Benchmark of the processor time of changing two rows of the points table, against Textual's own DataTable."""

from __future__ import annotations

import json

from tests.bench.figures import Figure, figure, interleave
from tests.bench.workbench import Workbench

SECONDS = 60


def update(bench: Workbench) -> list[Figure]:
    """Run each table in a process of its own, on a terminal, with each update painted."""
    rounds = interleave(lambda: _cost(bench, "massstart"), lambda: _cost(bench, "stock"), bench.enough(5))
    return [figure("two rows of the table", 0.05, rounds, "ms")]


def _cost(bench: Workbench, table: str) -> float:
    """Return the milliseconds of processor time for one update."""
    report = bench.home / "update.json"
    report.unlink(missing_ok=True)
    with bench.probe("update_table", table, report) as terminal:
        terminal.wait_end(SECONDS)
        if not report.exists():
            raise terminal.failure(f"the {table} table reports nothing")
    answer = json.loads(report.read_text())
    if answer["paints"] < answer["updates"]:
        raise terminal.failure(f"of {answer['updates']} updates only {answer['paints']} were painted")
    return float(answer["milliseconds"])
