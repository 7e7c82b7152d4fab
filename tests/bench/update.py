"""The processor time of an update that changes two rows of the points table, against a stock DataTable's."""

from __future__ import annotations

import json

from tests.bench.figures import Figure, figure, interleave
from tests.bench.workbench import Workbench

SECONDS = 60


def update(bench: Workbench) -> list[Figure]:
    """Each table in a process of its own, on a terminal, each update painted."""
    rounds = interleave(lambda: _cost(bench, "massstart"), lambda: _cost(bench, "stock"), bench.enough(5))
    return [figure("two rows of the table", 0.05, rounds, "ms")]


def _cost(bench: Workbench, table: str) -> float:
    """Milliseconds of processor time an update."""
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
