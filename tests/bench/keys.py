"""Benchmark of key to paint: with the outlook computed in the background, against the same screen without it.

Two keys in turn: one that changes what is still possible, on a screen at rest, and one directly after its paint, while
that is being computed. The paint of a key is the one that changes the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tests.bench.figures import Figure, figure
from tests.bench.surface import LARGE_SAMPLE, LARGE_SAMPLE_ON_SCREEN, SEEKS
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

LIMIT: Final = 1.2
CLOCK: Final = rb"\x1b\[1;1[12][0-9]H(?:\x1b\[[0-9;]*m)*[-0-9:.]"
"""A cell of the clock at its place, the end of the first row of 120 columns: only cells that change are sent."""
TOUR: Final = ("s", "s", "s", "end", "[", "S", "S")
"""The keys; each changes what is still possible. From the end, the last three go back to before the second sprint."""
AT_ONCE: Final = "left"
Pair = tuple[float, float]


def keys(bench: Workbench) -> list[Figure]:
    """Run both programs side by side, paused, with the same keys."""
    with bench.probe("keys", "with", LARGE_SAMPLE) as ours, bench.probe("keys", "without", LARGE_SAMPLE) as theirs:
        for terminal in (ours, theirs):
            terminal.opening(LARGE_SAMPLE_ON_SCREEN)
            terminal.wait_idle()
        tours = [list(_tour(ours, theirs)) for _ in range(bench.enough(11) + 1)][1:]
    pressed = [pair for tour in tours for pair in tour]
    return [
        figure("key to paint with the outlook", LIMIT, (first for first, _ in pressed), "ms"),
        figure("key to paint while it is worked out", LIMIT, (second for _, second in pressed), "ms"),
    ]


def _tour(ours: Terminal, theirs: Terminal) -> Iterator[tuple[Pair, Pair]]:
    for terminal in (ours, theirs):
        terminal.press(SEEKS["home"])
    for name in TOUR:
        (first, second), (their_first, their_second) = _twice(ours, SEEKS[name]), _twice(theirs, SEEKS[name])
        yield (first, their_first), (second, their_second)


def _twice(terminal: Terminal, key: bytes) -> Pair:
    """Return the milliseconds to the paint of ``key``, and to that of the key that follows at once."""
    first = terminal.press_until(key, CLOCK, calm=True)
    second = terminal.press_until(SEEKS[AT_ONCE], CLOCK, calm=False)
    return first * 1000, second * 1000
