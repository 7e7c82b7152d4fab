"""Benchmark of reading 100,000 passings of a timing system against `json.loads` over as many bytes of a stream."""

from __future__ import annotations

from functools import partial
from typing import Final

from tests.bench.figures import Figure, figure, interleave
from tests.bench.probes.read_feed import FORMATS
from tests.bench.workbench import Workbench

LIMIT: Final = 1.5


def feeds(bench: Workbench) -> list[Figure]:
    """Run each reading in a process of its own: to reads of each format, and of the slowest step after it, crossings.

    The step from reads to crossings is the same for all formats, so one format shows it.
    """
    readings = [(f"100,000 passings, {feed}: to reads of chips", "records", feed) for feed in FORMATS]
    readings.append(("100,000 passings, plain: to crossings", "crossings", "plain"))
    figures = []
    for name, reader, feed in readings:
        ours, theirs = partial(_seconds, bench, reader, feed), partial(_seconds, bench, "json", feed)
        figures.append(figure(name, LIMIT, interleave(ours, theirs, bench.enough(5)), "s"))
    return figures


def _seconds(bench: Workbench, reader: str, feed: str) -> float:
    return float(bench.ask("read_feed", reader, feed)["seconds"])
