"""Benchmark of every way into a screen: first full paint, settled and memory, against a bare Textual app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.bench import million
from tests.bench.figures import Figure, figure, interleave
from tests.bench.paint import BARE_ON_SCREEN, Start, start
from tests.bench.surface import PAUSED, SAMPLE, SAMPLE_ON_SCREEN
from tests.bench.terminal import Terminal
from tests.bench.workbench import Workbench

LONG_JOURNAL: Final = 100_000
HOME_ON_SCREEN: Final = (r"(?i)beijing", r"(?i)record")
ENTRY_ON_SCREEN: Final = (r"(?i)16 laps", r"Kramer")
DUTCH_ON_SCREEN: Final = (r"(?i)ronden", r"Kramer")
NO_SERVER: Final = "nats://127.0.0.1:1/race"
"""A shared race at an address where no server listens: the first picture comes before the connection."""
NO_SERVER_ON_SCREEN: Final = (r"127\.0\.0\.1",)
JOURNAL_ON_SCREEN: Final = (f"(?i){million.ON_SCREEN}",)


@dataclass(frozen=True)
class Door:
    """A way into a screen: its ``name``, how it is opened, and what is on the screen once it is painted.

    A screen whose clock ``runs`` never settles.
    """

    name: str
    opened: Callable[[], Terminal]
    on_screen: tuple[str, ...]
    runs: bool = False


def doors(bench: Workbench) -> list[Figure]:
    """Measure the doors one by one, each against the bare app in turn."""
    return [measured for door in _doors(bench) for measured in _measured(bench, door)]


def _measured(bench: Workbench, door: Door) -> list[Figure]:
    if door.runs:
        opened = interleave(
            lambda: _first_paint(door.opened(), door.on_screen),
            lambda: _first_paint(bench.probe("bare_app"), BARE_ON_SCREEN),
            bench.enough(7),
        )
        return [figure(f"{door.name}: first paint", 1.2, opened, "ms")]
    rounds: list[tuple[Start, Start]] = interleave(
        lambda: start(door.opened(), door.on_screen),
        lambda: start(bench.probe("bare_app"), BARE_ON_SCREEN),
        bench.enough(7),
    )
    return [
        figure(f"{door.name}: first paint", 1.2, ((ours.first, bare.first) for ours, bare in rounds), "ms"),
        figure(f"{door.name}: settled", 1.35, ((ours.settled, bare.settled) for ours, bare in rounds), "ms"),
        figure(f"{door.name}: memory", 1.5, ((ours.memory, bare.memory) for ours, bare in rounds), "MiB"),
    ]


def _first_paint(terminal: Terminal, marks: tuple[str, ...]) -> float:
    """Return the milliseconds until all marks are painted."""
    with terminal:
        return max(terminal.wait_for(mark) for mark in marks) * 1000


def _doors(bench: Workbench) -> list[Door]:
    run = bench.massstart
    sheet, journal = bench.home / "sheet.jsonl", bench.home / "journal.jsonl"
    sheet.write_bytes(SAMPLE.read_bytes().splitlines(keepends=True)[0])
    million.write(journal, LONG_JOURNAL)

    return [
        Door("massstart alone", run, HOME_ON_SCREEN),
        Door("replay", lambda: run("replay", SAMPLE), SAMPLE_ON_SCREEN),
        Door("replay --from 'lap 7'", lambda: run("replay", SAMPLE, "--from", "lap 7"), ("Kramer",), runs=True),
        Door("replay --paused", lambda: run("replay", SAMPLE, PAUSED), SAMPLE_ON_SCREEN),
        Door("replay --lang nl", lambda: run("replay", SAMPLE, "--lang", "nl"), DUTCH_ON_SCREEN),
        Door("enter", lambda: run("enter", sheet), ENTRY_ON_SCREEN),
        Door("enter, 100,000 events", lambda: run("enter", journal), JOURNAL_ON_SCREEN, runs=True),
        Door("follow FILE", lambda: run("follow", SAMPLE), ("Kramer",)),
        Door("follow nats://", lambda: run("follow", NO_SERVER), NO_SERVER_ON_SCREEN, runs=True),
    ]
