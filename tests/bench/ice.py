"""Benchmark of the ice: what its motion adds to the processor time and to the output of a replay that plays."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.bench.figures import Figure, figure, interleave
from tests.bench.surface import ICE, STILL, TIMED_SAMPLE
from tests.bench.workbench import Workbench

SECONDS: Final = 20.0
"""How long each replay is measured: most of a lap, without an event at its beginning."""
SIZES: Final = {"36x8": (120, 36), "92x17": (200, 60)}
"""The screens, by the size of the ice on them."""


class Played(NamedTuple):
    """The processor time in % of a core, and the output in kB a second."""

    processor: float
    output: float


def ice(bench: Workbench) -> list[Figure]:
    """Compare the ice that moves with the one that stands still between passings, in the same race."""
    figures: list[Figure] = []
    for name, size in SIZES.items():
        rounds = interleave(lambda: _played(bench, size), lambda: _played(bench, size, **STILL), bench.enough(3))  # noqa: B023 - called within this round
        figures += [
            figure(f"ice {name}: processor", 1.5, ((moves.processor, still.processor) for moves, still in rounds), "%"),
            figure(f"ice {name}: output", 3.5, ((moves.output, still.output) for moves, still in rounds), "kB/s"),
        ]
    return figures


def _played(bench: Workbench, size: tuple[int, int], **variables: str) -> Played:
    """Play the race at its own speed from a moment at which two are away, once everything is painted."""
    with bench.massstart(TIMED_SAMPLE, "--from", "4:45", size=size, **variables) as terminal:
        terminal.wait_for(ICE)
        terminal.wait_idle()
        seconds, written = terminal.runs_for(SECONDS)
    return Played(100 * seconds / SECONDS, written / SECONDS / 1000)
