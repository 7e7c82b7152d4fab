"""Benchmark of what a screen costs that nobody touches: processor time against a bare app, and bytes over a network."""

from __future__ import annotations

from typing import Final

from tests.bench.figures import Figure, figure, interleave
from tests.bench.process import scheduled_seconds
from tests.bench.surface import LONG_SAMPLE, PAUSED, SAMPLE, TIMED_SAMPLE
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

WATCHED: Final = 10.0
"""Seconds for which a screen is watched."""
BEGUN: Final = 4.0
"""Seconds from the start after which what was done for the first pictures is over."""
KILOBYTE: Final = 1000.0
PERCENT: Final = 100.0
REMOTE: Final = "127.0.0.1 1 127.0.0.1 22"
"""A value of SSH_CONNECTION, by which massstart knows that its screen goes over a network."""
FAST: Final = ("--speed", "64")


RACES: Final = 200
"""The number of races of a long programme."""
KEYS: Final = 12
"""How often a key is pressed to measure what one sends."""
DOWN: Final = b"\x1b[B"
TWO_ROWS: Final = 0.8
"""The kB of two rows of 120 cells that change their colours."""


def light(bench: Workbench) -> list[Figure]:
    """Compare idle screens with a bare app; what moves has a limit of its own, as a ratio of 1 % or 1 kB/s."""
    run, at = bench.massstart, ("--from", "lap 7")
    idle = {
        "home, idle": run,
        "a paused replay, idle": lambda: run("replay", SAMPLE, *at, PAUSED),
        "an ended follow, idle": lambda: run("follow", SAMPLE),
    }
    figures = []
    for name, opened in idle.items():
        rounds = interleave(
            lambda opened=opened: _watched(opened())[0],  # type: ignore[misc] # the default binds the loop's value
            lambda: _watched(bench.probe("bare_app"))[0],
            bench.enough(3),
        )
        figures.append(figure(f"{name}: processor", 3.0, rounds, "%"))
    figures += _long_programme(bench)
    busy = [_watched(run("replay", LONG_SAMPLE, *FAST))[0] for _ in range(bench.enough(3))]
    figures.append(figure("replay at 64x: processor", 6.0, ((each, 1.0) for each in busy), "%"))
    for name, sample in (("without crossings", SAMPLE), ("with crossings", TIMED_SAMPLE)):
        sent = [_watched(run("replay", sample, *at, SSH_CONNECTION=REMOTE))[1] for _ in range(bench.enough(3))]
        figures.append(figure(f"replay over ssh, {name}: bytes", 1.0, ((each, 1.0) for each in sent), "kB/s"))
    return figures


def _long_programme(bench: Workbench) -> list[Figure]:
    """Measure a programme of many races: idle once all are read, and what a key sends."""
    meeting = bench.home / "long-programme.toml"
    (bench.home / "heat.jsonl").write_bytes(SAMPLE.read_bytes())
    races = (f'[[races]]\nid = "r{at}"\ntitle = "Race {at}"\nstream = "heat.jsonl"\n' for at in range(RACES))
    meeting.write_text('title = "A long programme"\n' + "".join(races), encoding="utf-8")
    idle: list[tuple[float, float]] = []
    sent: list[tuple[float, float]] = []
    for _ in range(bench.enough(3)):
        with bench.massstart("programme", meeting) as terminal:
            terminal.runs_for(BEGUN)
            terminal.wait_idle()
            before = scheduled_seconds(terminal.process.pid)
            terminal.runs_for(WATCHED)
            used = scheduled_seconds(terminal.process.pid) - before
            bare, _ = _watched(bench.probe("bare_app"))
            idle.append((used / WATCHED * PERCENT, bare))
            known = len(terminal.chunks)
            for _ in range(KEYS):
                terminal.press(DOWN)
            written = sum(len(data) for _, data in terminal.chunks[known:])
            sent.append((written / KEYS / KILOBYTE, 1.0))
    return [
        figure(f"a programme of {RACES} races, idle: processor", 3.0, idle, "%"),
        figure(f"a key in a programme of {RACES} races: bytes", TWO_ROWS, sent, "kB"),
    ]


def _watched(terminal: Terminal) -> tuple[float, float]:
    """Return the percentage of a core that a program uses while it is watched, and the kB that it writes a second."""
    with terminal:
        terminal.runs_for(BEGUN)
        before = scheduled_seconds(terminal.process.pid)
        _, written = terminal.runs_for(WATCHED)
        used = scheduled_seconds(terminal.process.pid) - before
    return used / WATCHED * PERCENT, written / WATCHED / KILOBYTE
