"""Create a small meeting in a folder: two semi-finals of six skaters, and the final that they fill."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from tests.streams import Fields, event, make_skaters, make_stream

MEETING = """\
title = "Cup"
venue = "Thialf"
time_zone = "Europe/Amsterdam"

[[races]]
id = "sf1"
title = "Semi-final 1"
time = 2026-03-01T10:00:00
stream = "sf1.jsonl"

[[races]]
id = "sf2"
title = "Semi-final 2"
time = 2026-03-01T10:30:00
stream = "sf2.jsonl"

[[races]]
id = "final"
title = "Final"
time = 2026-03-01T12:00:00
from = ["sf1", "sf2"]
"""
NATIONS = ("NED", "NOR", "ITA", "GER", "JPN", "USA")
NAMES = {
    "sf1": ("Anna", "Berit", "Chiara", "Dana", "Emi", "Fay"),
    "sf2": ("Gré", "Hege", "Ilse", "Jana", "Kaori", "Liz"),
}


def heat(name: str, *events: Fields, qualify: int | None = 2) -> bytes:
    """Return the stream of a semi-final over four laps, with one sprint at lap 2."""
    skaters = make_skaters(*((bib, NAMES[name][bib - 1], NATIONS[bib - 1]) for bib in range(1, 7)))
    rules = {"sprints": [{"lap": 2, "points": [3, 2, 1]}], "finish": [60, 40, 20], "neutral": False}
    return make_stream(*events, id=name, title=name, laps=4, skaters=skaters, rules=rules, qualify=qualify)


def skated(*order: int, until: int = 99_999_000) -> list[Fields]:
    """Return the events, up to time ``until`` in milliseconds, of a race with this ``order`` over the finish line.

    Bibs 6, 5 and 4 win the points of the sprint.
    """
    whole = [
        event("start"),
        event("lap", 30_000, lap=1),
        event("lap", 60_000, lap=2),
        event("sprint", 60_500, lap=2, order=[6, 5, 4]),
        event("lap", 90_000, lap=3),
        event("finish", 120_000, order=list(order)),
        event("official", 200_000),
    ]
    return [fields for fields in whole if int(str(fields["t"])) <= until]


def make_meeting(folder: Path, sf1: Sequence[Fields], sf2: Sequence[Fields], toml: str = MEETING) -> Path:
    """Write the meeting, with these events in its semi-finals, and return the path of its file."""
    (folder / "sf1.jsonl").write_bytes(heat("sf1", *sf1))
    (folder / "sf2.jsonl").write_bytes(heat("sf2", *sf2))
    path = folder / "cup.toml"
    path.write_text(toml, encoding="utf-8")
    for stream in folder.glob("*.jsonl"):
        recorded_at(stream, datetime.fromisoformat("2026-03-01T08:00:00+00:00"))
    return path


def recorded_at(path: Path, time: datetime) -> None:
    """Set the modification time of the file."""
    os.utime(path, (time.timestamp(), time.timestamp()))


PROTEST = event("disqualify", 300_000, bibs=[1])
"""An event after a semi-final in the order 1 2 3 …: the winner is disqualified."""


def make_protest(folder: Path, *more: Fields) -> Path:
    """Write the meeting with a start sheet for its final, and with the events ``more`` in semi-final 1 after that was
    written.
    """
    toml = MEETING + 'sheet = "final.toml"\nstream = "final.jsonl"\n'
    path = make_meeting(folder, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1), toml)
    assert main(["programme", str(path), "--final", "final", "-o", str(folder / "final.toml")]) == ExitCode.DONE
    (folder / "sf1.jsonl").write_bytes(heat("sf1", *skated(1, 2, 3, 4, 5, 6), *more))
    recorded_at(folder / "sf1.jsonl", datetime.fromisoformat("2026-03-01T08:00:00+00:00"))
    return path
