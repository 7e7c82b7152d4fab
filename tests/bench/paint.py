"""Benchmark of the start: first full paint, settled, and memory; a sample against a bare app, a million events against
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench import million
from tests.bench.figures import Figure, figure, interleave
from tests.bench.process import resident_mib
from tests.bench.surface import PANELS, PAUSED, SAMPLE, SAMPLE_ON_SCREEN
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

BARE_ON_SCREEN: Final = ("READY x+",)
MILLION_ON_SCREEN: Final = (*PANELS, f"(?i){million.ON_SCREEN}")


@dataclass(frozen=True)
class Start:
    """Milliseconds to the first full paint and to settled, and MiB once the program is idle."""

    first: float
    settled: float
    memory: float


def paint(bench: Workbench) -> list[Figure]:
    """Compare a sample with a bare Textual app."""
    rounds = interleave(
        lambda: start(bench.massstart(SAMPLE), SAMPLE_ON_SCREEN),
        lambda: start(bench.probe("bare_app"), BARE_ON_SCREEN),
        bench.enough(9),
    )
    return [
        figure("sample: first paint", 1.15, ((ours.first, bare.first) for ours, bare in rounds), "ms"),
        figure("sample: settled", 1.3, ((ours.settled, bare.settled) for ours, bare in rounds), "ms"),
        figure("sample: memory", 1.5, ((ours.memory, bare.memory) for ours, bare in rounds), "MiB"),
    ]


def a_million(bench: Workbench) -> list[Figure]:
    """Compare a million events with a sample; memory is measured once all of it has been read."""
    stream = bench.million
    rounds = interleave(
        lambda: start(bench.massstart(stream, PAUSED), MILLION_ON_SCREEN),
        lambda: start(bench.massstart(SAMPLE, PAUSED), SAMPLE_ON_SCREEN),
        bench.enough(5),
    )
    return [
        figure("a million events: first paint", 1.2, ((ours.first, few.first) for ours, few in rounds), "ms"),
        figure("a million events: memory", 2.0, ((ours.memory, few.memory) for ours, few in rounds), "MiB"),
    ]


def start(terminal: Terminal, marks: Sequence[str]) -> Start:
    """Measure a program until it is idle; ``marks`` are on the screen once it is painted."""
    with terminal:
        opening = terminal.opening(marks)
        terminal.wait_idle()
        return Start(opening.first * 1000, opening.settled * 1000, resident_mib(terminal.process.pid))
