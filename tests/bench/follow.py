"""Benchmark of following: the time from an append to its paint, in 60ths of a second, and the growth of memory."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import million
from tests.bench.figures import Figure, figure
from tests.bench.process import resident_mib
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

FRAME_MS: Final = 1000 / 60
APPENDED: Final = 200
FEW: Final = 1_000
MANY: Final = 100_000
BATCH: Final = 400
"""The number of lines appended at once: some ten laps of a race of 28 skaters."""
LIVE: Final = "LIVE"
SETTLED: Final = 2.0
"""Seconds after which everything has been loaded that a follower needs as a race goes on."""
LONGEST: Final = 600.0
"""Seconds from the start of the program within which everything must happen."""


def follow(bench: Workbench) -> list[Figure]:
    """Measure on a terminal, from a growing file."""
    return [_append_to_paint(bench), _memory(bench)]


def _append_to_paint(bench: Workbench) -> Figure:
    """Measure the time from an append to its paint.

    Each note has a word of its own, and comes at a random moment within a frame and between two looks at the file.
    """
    path = bench.home / "appended.jsonl"
    million.write(path, FEW)
    seq, took = _cut_to(path, FEW - million.OTHERS), []
    with bench.massstart("follow", path) as terminal:
        terminal.wait_for(LIVE)
        terminal.wait_idle()
        for number in range(bench.enough(APPENDED)):
            terminal.chunks.clear()
            seq += 1
            note = {"seq": seq, "t": 3_600_000 + seq, "type": "note", "text": f"word{number:04d}"}
            begun = time.perf_counter() - terminal.begun
            _append(path, [json.dumps(note) + "\n"])
            took.append((terminal.wait_for(f"word{number:04d}", LONGEST) - begun) * 1000)
            _let_pass(terminal, 0.05 + number % 17 / 300)
    return figure("append to paint, in frames", 1.5, [(median(took), FRAME_MS)], "ms")


def _memory(bench: Workbench) -> Figure:
    """Compare the memory of one program after a few events, of which it has followed the last ones, and after many."""
    whole, path = bench.home / "whole.jsonl", bench.home / "growing.jsonl"
    million.write(whole, MANY)
    with whole.open(encoding="utf-8") as lines:
        _append(path, list(islice(lines, FEW + 1)))
        with bench.massstart("follow", path) as terminal:
            terminal.wait_for(LIVE)
            _append(path, list(islice(lines, BATCH)))
            _let_pass(terminal, SETTLED)
            terminal.wait_idle()
            few = resident_mib(terminal.process.pid)
            while batch := list(islice(lines, BATCH)):
                _append(path, batch)
                _let_pass(terminal, 0.05)
                terminal.chunks.clear()
            _append(path, [json.dumps({"seq": MANY + 1, "t": 10**9, "type": "note", "text": "wordlast"}) + "\n"])
            terminal.wait_for("wordlast", LONGEST)
            terminal.wait_idle()
            many = resident_mib(terminal.process.pid)
    return figure("memory of a follower: 100,000 events", 1.25, [(many, few)], "MiB")


def _append(path: Path, lines: list[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(lines)


def _cut_to(path: Path, events: int) -> int:
    """Truncate a stream to so many events, so that the race goes on; return the last seq."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[: events + 1]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines) - 1


def _let_pass(terminal: Terminal, seconds: float) -> None:
    """Read what is painted for so many seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.pump(left)
