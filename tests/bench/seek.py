"""Benchmark of seeks, from the key to the end of its paint: in a million events against a sample.

Both programs run side by side, paused, and get the same keys in turn. The processor is idle between two keys.
"""

from __future__ import annotations

from statistics import quantiles

from tests.bench.figures import Figure, figure
from tests.bench.paint import MILLION_ON_SCREEN
from tests.bench.surface import LARGE_SAMPLE, LARGE_SAMPLE_ON_SCREEN, PAUSED, SEEKS
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

LIMIT = 1.2
Pairs = dict[str, list[tuple[float, float]]]


def seek(bench: Workbench) -> list[Figure]:
    """Measure all seeks together, and the slowest kind of seek."""
    with bench.massstart(bench.million, PAUSED) as long, bench.massstart(LARGE_SAMPLE, PAUSED) as short:
        long.opening(MILLION_ON_SCREEN)
        short.opening(LARGE_SAMPLE_ON_SCREEN)
        for terminal in (long, short):
            terminal.wait_idle()
        tours = [_tour(long, short) for _ in range(bench.enough(11) + 1)][1:]
    pairs = {name: [tour[name] for tour in tours] for name in SEEKS}
    return [
        figure("a million events: seek", LIMIT, (pair for tour in tours for pair in tour.values()), "ms"),
        _worst(pairs),
    ]


def _tour(long: Terminal, short: Terminal) -> dict[str, tuple[float, float]]:
    """Return the milliseconds of each seek in both programs, once."""
    return {name: (_press(long, name), _press(short, name)) for name in SEEKS}


def _press(terminal: Terminal, name: str) -> float:
    seconds = terminal.press(SEEKS[name])
    if seconds is None:
        raise terminal.failure(f"the key {name} paints nothing")
    return seconds * 1000


def _worst(pairs: Pairs) -> Figure:
    """Return the kind of seek with the highest ratio, each taken at its lower quartile because noise only adds."""
    kinds = {name: [_lower_quartile(side) for side in zip(*several, strict=True)] for name, several in pairs.items()}
    name = max(kinds, key=lambda name: kinds[name][0] / kinds[name][1])
    ours, theirs = kinds[name]
    return Figure(f"a million events: worst ({name})", LIMIT, ours / theirs, ours, theirs, "ms")


def _lower_quartile(values: tuple[float, ...]) -> float:
    return quantiles(values, n=4)[0] if len(values) > 1 else values[0]
