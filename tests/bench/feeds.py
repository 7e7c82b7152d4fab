"""Benchmark of reading 100,000 passings of a timing system against `json.loads` over as many bytes of a stream."""

from __future__ import annotations

from functools import partial

from tests.bench.figures import Figure, figure, interleave
from tests.bench.workbench import Workbench


def feeds(bench: Workbench) -> list[Figure]:
    """Run each reading in a process of its own: to records, and to the crossings that they are."""
    figures = []
    for name, reader in (("to reads of chips", "records"), ("to crossings", "events")):
        ours = partial(_seconds, bench, reader)
        rounds = interleave(ours, partial(_seconds, bench, "json"), bench.enough(5))
        figures.append(figure(f"100,000 passings: {name}", 1.5, rounds, "s"))
    return figures


def _seconds(bench: Workbench, reader: str) -> float:
    return float(bench.ask("read_feed", reader)["seconds"])
