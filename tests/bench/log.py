"""Benchmark of an incident log of 100,000 lines: time until it is painted and answers a key, against an empty one."""

from __future__ import annotations

import json

from tests.bench.figures import Figure, figure, interleave
from tests.bench.workbench import Workbench

LINES = 100_000


def log(bench: Workbench) -> list[Figure]:
    """Run each in a process of its own; the clock starts once Textual is loaded and the lines exist."""
    rounds = interleave(lambda: _ready(bench, LINES), lambda: _ready(bench, 0), bench.enough(21))
    return [figure("a log of 100,000 lines: ready", 1.1, rounds, "ms")]


def _ready(bench: Workbench, lines: int) -> float:
    """Return the milliseconds until the log is on the screen and the program answers."""
    report = bench.home / "log.json"
    report.unlink(missing_ok=True)
    with bench.probe("open_log", str(lines), report) as terminal:
        terminal.wait_for("READY")
        if lines:
            terminal.wait_for(f"line {lines - 1}")
        terminal.send(b"a")
        answered = terminal.wait_for("ANSWERED")
    begun = float(json.loads(report.read_text())["begun"])
    return (terminal.begun + answered - begun) * 1000
