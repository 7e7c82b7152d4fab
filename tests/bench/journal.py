"""Benchmark of the journal: from Enter to confirmed on disk, against a plain write and fdatasync of the same bytes."""

from __future__ import annotations

from tests.bench.figures import Figure, figure
from tests.bench.workbench import Workbench

LIMIT = 2.5
EVENTS = 2_000
MARATHON = 15_000
"""The number of events of a marathon on ice."""


def journal(bench: Workbench) -> list[Figure]:
    """Measure line by line, alternating with the plain write, in a journal that begins and in that of a marathon."""
    events = bench.enough(EVENTS)
    names = {0: "a line of the journal: confirmed", MARATHON: "the same, behind 15,000 events"}
    return [_median(bench, name, before, events) for before, name in names.items()]


def _median(bench: Workbench, name: str, before: int, events: int) -> Figure:
    """Return the ratio of the medians, because the time of a single sync varies on its own."""
    answer = bench.ask("record_lines", str(bench.home), str(before), str(events))
    return figure(name, LIMIT, [(answer["journal"], answer["plain"])], "ms")
