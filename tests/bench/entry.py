"""Benchmark of typing on the entry screen: from a key to its echo on the screen, and from Enter to the disk.

The programs that are compared run side by side, each on a terminal of its own, and get the same keys in turn. The race
is under way, so that the clock is drawn ten times a second meanwhile; keys come at any moment between two ticks.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Final

from tests.bench import million
from tests.bench.figures import Figure
from tests.bench.terminal import ANSI, Terminal
from tests.bench.workbench import Workbench

MEDIAN_LIMIT: Final = 1.5
WORST_LIMIT: Final = 3.0
MARATHON_LIMIT: Final = 1.1
MARATHON: Final = 15_000
"""The number of events of a marathon on ice."""
RACE: Final = 200
"""The number of events that 28 skaters cause in six laps."""
TYPED: Final = ("f quist", "a 13 jansma ulm", "n the pace goes up", "x 21: broken skate", "g 3 4 / 5 6 7 / *")
"""Lines that are typed, and not recorded."""
RECORDED: Final = ("a 4", "c", "f 3", "r 3", "n the pace goes up")
SOONEST, LATEST = 0.05, 0.17
"""Seconds between two keys, chosen so that every moment between two ticks of the clock occurs."""
TICKING: Final = r"([0-9]+) on disk"
DELETE_ALL: Final = b"\x15"
"""Ctrl+U, which clears every Input; after Escape the parser would wait for the rest of a sequence."""
PATIENCE: Final = 5.0

Pairs = list[tuple[float, float]]


def entry(bench: Workbench) -> list[Figure]:
    """Compare with a bare Input, and the journal of a marathon with one that has just begun."""
    return [*_against_bare(bench), *_marathon(bench)]


def _against_bare(bench: Workbench) -> list[Figure]:
    with _entering(bench, RACE) as ours, bench.probe("bare_input") as bare:
        ours.wait_for(TICKING)
        bare.wait_for("READY")
        pairs = _type(ours, bare, bench.enough(12))
    return [
        _at_percentile("a key on the entry line: p50", MEDIAN_LIMIT, pairs, 50),
        _at_percentile("a key on the entry line: p99", WORST_LIMIT, pairs, 99),
    ]


def _marathon(bench: Workbench) -> list[Figure]:
    with _entering(bench, MARATHON) as long, _entering(bench, 1) as short:
        for terminal in (long, short):
            terminal.wait_for(TICKING, timeout=30)
        typed = _type(long, short, bench.enough(8))
        recorded, retracted = _record(long, short, bench.enough(16))
    return [
        _at_percentile("15,000 events: a key on the entry line", MARATHON_LIMIT, typed, 50),
        _at_percentile("15,000 events: from Enter to on disk", MARATHON_LIMIT, recorded, 50),
        _at_percentile("15,000 events: a retract", MARATHON_LIMIT, retracted, 50),
    ]


def _entering(bench: Workbench, events: int) -> Terminal:
    path = bench.home / f"entered-{events}.jsonl"
    _under_way(path, events)
    return bench.massstart("enter", path)


def _under_way(path: Path, events: int) -> None:
    """Write the first ``events`` of a marathon of 28 skaters, with a clock just after the last of them."""
    happened = list(islice(million.race(MARATHON + MARATHON // 10), events))
    gun = datetime.now(UTC) - timedelta(milliseconds=happened[-1][0] + 20_000)
    lines = [million.header(million.laps_in(MARATHON + MARATHON // 10))]
    for seq, (t, kind, fields) in enumerate(happened, 1):
        lines.append(
            {"seq": seq, "t": t, "type": kind, **fields, "wall": (gun + timedelta(milliseconds=t)).isoformat()}
        )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _type(one: Terminal, other: Terminal, rounds: int) -> Pairs:
    """Return the milliseconds of each key in both, without a first round."""
    random = Random(28)
    kept: Pairs = []
    for number in range(rounds + 1):
        pairs = [pair for text in TYPED for pair in _type_a_line(one, other, text, random)]
        kept += pairs if number else []
    return kept


def _type_a_line(one: Terminal, other: Terminal, text: str, random: Random) -> Iterator[tuple[float, float]]:
    """Type a line key by key, and yield the times.

    The first two keys are not timed, because their paint may have another cause.
    """
    for terminal in (one, other):
        terminal.send(text[:2].encode())
    for at in range(2, len(text)):
        echo = text[max(0, at - 7) : at + 1].encode()
        yield _until_painted(one, text[at], echo, random), _until_painted(other, text[at], echo, random)
    for terminal in (one, other):
        _rest(terminal, random)
        terminal.send(DELETE_ALL)
        _rest(terminal, random)


def _until_painted(terminal: Terminal, key: str, echo: bytes, random: Random) -> float:
    """Return the milliseconds from the key to the chunk that completes its echo."""
    _rest(terminal, random)
    before = len(terminal.chunks)
    pressed = time.perf_counter()
    terminal.send(key.encode())
    while time.perf_counter() < pressed + PATIENCE:
        terminal.pump(PATIENCE)
        came = b"".join(data for _, data in terminal.chunks[before:])
        # Of the entry line only the cell that has changed is sent; a bare Input sends all of its line.
        if echo in ANSI.sub(b"", came) or re.search(_CELL % re.escape(key.encode()), came):
            return (terminal.begun + terminal.chunks[-1][0] - pressed) * 1000
    raise terminal.failure(f"never painted: {echo!r}")


_CELL: Final = rb"\x1b\[35;\d+H(?:\x1b\[[0-9;]*m)*%s"
"""A letter at its place on the entry line, which is the last row but one of 36."""


def _rest(terminal: Terminal, random: Random) -> None:
    end = time.perf_counter() + random.uniform(SOONEST, LATEST)
    while (left := end - time.perf_counter()) > 0:
        terminal.pump(left)


def _record(one: Terminal, other: Terminal, rounds: int) -> tuple[Pairs, Pairs]:
    """Return the milliseconds from Enter to the confirmation, of a line and of its undo."""
    random = Random(28)
    recorded: Pairs = []
    retracted: Pairs = []
    for _ in range(rounds):
        for text in RECORDED:
            recorded.append((_enter(one, text, random), _enter(other, text, random)))
            retracted.append((_enter(one, "u", random), _enter(other, "u", random)))
            for terminal in (one, other):
                _enter(terminal, text, random)
    return recorded, retracted


def _enter(terminal: Terminal, text: str, random: Random) -> float:
    terminal.send(text.encode())
    _rest(terminal, random)
    confirmed = re.search(TICKING, terminal.first_row())
    if confirmed is None:
        raise terminal.failure(f"not in the first row: {TICKING}")
    pressed = time.perf_counter() - terminal.begun
    terminal.send(b"\r")
    return (terminal.first_row_has(f" {int(confirmed[1]) + 1} on disk") - pressed) * 1000


def _at_percentile(name: str, limit: float, pairs: Pairs, percentile: int) -> Figure:
    """Return the ratio of the same percentile of both.

    The worst delays of the two are unrelated, so they are not compared pair by pair.
    """
    ours, theirs = (quantiles(side, n=100)[percentile - 1] for side in zip(*pairs, strict=True))
    return Figure(name, limit, ours / theirs, ours, theirs, "ms")
