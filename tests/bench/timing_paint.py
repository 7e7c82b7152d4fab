"""Benchmark of live timing on a terminal: the time from a line of a feed to its paint, in 60ths of a second."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from string import ascii_lowercase
from typing import Final

from tests.bench.figures import Figure, figure
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

FRAME_MS: Final = 1000 / 60
"""A frame of Textual, which paints at most 60 times a second."""
LINES: Final = 100
LONGEST: Final = 60.0
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
    """Measure from a growing file and from a named pipe, of which each writer may be another program."""
    return [_from_source(bench, "a growing file", Path.touch), _from_source(bench, "a pipe", os.mkfifo)]


def _from_source(bench: Workbench, kind: str, make: Callable[[Path], None]) -> Figure:
    """Measure from one source: each line has a chip of its own that nobody wears, which is told on the screen."""
    sheet, feed = bench.home / "timed.toml", bench.home / f"timed {kind}"
    sheet.write_text(SHEET, encoding="utf-8")
    make(feed)
    took: list[float] = []
    with bench.massstart("enter", sheet, "--timing", feed, "--from", "plain", "--gun", "15:00:00") as terminal:
        terminal.wait_for("Bench")
        terminal.wait_idle()
        writing = os.open(feed, os.O_RDWR | os.O_APPEND)  # to read as well, so that a pipe opens at once
        for number in range(bench.enough(LINES)):
            terminal.chunks.clear()
            begun = time.perf_counter() - terminal.begun
            os.write(writing, f"{_chip(number)};15:00:38\n".encode())
            took.append((terminal.wait_for(_chip(number), LONGEST) - begun) * 1000)
            _let_pass(terminal, 0.05 + number % 17 / 300)
        os.close(writing)
    return figure(f"line of a feed to paint, in frames, from {kind}", 1.5, [(median(took), FRAME_MS)], "ms")


def _chip(number: int) -> str:
    """Return a chip that has no letter where the chip before it has the same: only what differs is painted."""
    turn, letter = divmod(number, len(ascii_lowercase))
    return 4 * ascii_lowercase[letter] + 4 * ascii_lowercase[(number + turn + 1) % len(ascii_lowercase)]


def _let_pass(terminal: Terminal, seconds: float) -> None:
    """Read what the program paints meanwhile, so that lines come at any moment within a frame."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        terminal.pump(left)
