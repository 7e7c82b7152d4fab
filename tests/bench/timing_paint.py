"""Benchmark of live timing on a terminal: the time from a line of a feed to its paint, in 60ths of a second."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from tests.bench.figures import Figure, figure
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

FRAME_MS: Final = 1000 / 60
"""A frame of Textual, which paints at most 60 times a second."""
LINES: Final = 100
LONGEST: Final = 600.0
"""Seconds from the start of the program within which everything must happen."""
SHEET: Final = """id = "bench"
title = "Bench"
laps = 8
[[skaters]]
bib = 1
name = "Ada Brinkhof"
transponders = ["101"]
"""


def timing_paint(bench: Workbench) -> list[Figure]:
    """Measure from a growing file: each line has a chip of its own that nobody wears, which is told on the screen."""
    sheet, feed = bench.home / "timed.toml", bench.home / "timed.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    feed.write_bytes(b"")
    took: list[float] = []
    with bench.massstart("enter", sheet, "--timing", feed, "--from", "plain", "--gun", "15:00:00") as terminal:
        terminal.wait_for("Bench")
        terminal.wait_idle()
        for number in range(bench.enough(LINES)):
            terminal.chunks.clear()
            begun = time.perf_counter() - terminal.begun
            with feed.open("a", encoding="utf-8") as file:
                file.write(f"chip{number:04d};15:00:38\n")
            took.append((terminal.wait_for(f"chip{number:04d}", LONGEST) - begun) * 1000)
            _let_pass(terminal, 0.05 + number % 17 / 300)
    return [figure("line of a feed to paint, in frames", 1.5, [(median(took), FRAME_MS)], "ms")]


def _let_pass(terminal: Terminal, seconds: float) -> None:
    """Read what the program paints meanwhile, so that lines come at any moment within a frame."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        terminal.pump(left)
