"""Generate the stream of a timing system with a million events: 28 skaters, tens of thousands of laps.

Each crossing is an event. All skaters stay within the leader's lap, so nobody is lapped, and every sprint and the
finish are in the stream as well. The numbers are the same each time. The skaters are fictitious.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

EVENTS: Final = 1_000_000
GUN: Final = datetime(2026, 11, 23, 13, 45, tzinfo=UTC)
NATIONS: Final = ("NED", "NOR", "BEL", "KOR", "ITA", "CAN", "USA", "JPN", "GER", "POL", "KAZ", "CHN", "LAT", "DEN")
NAMES: Final = (
    *("Aalders", "Brekke", "Claes", "Doyun", "Esposito", "Fortier", "Garrison", "Hamada", "Iversen", "Jansma"),
    *("Kowal", "Lindqvist", "Moreau", "Nakata", "Okafor", "Pietersma", "Quist", "Rossi", "Seongmin", "Tveit"),
    *("Ulmanis", "Verbeke", "Walczak", "Xiang", "Yamane", "Zeller", "Abenov", "Berzins"),
)
ON_SCREEN: Final = NAMES[0]
"""The first skater of the sheet, who is on the screen as soon as the table is."""

SPRINTS: Final = 3
SPRINT_POINTS: Final = (3, 2, 1)
PER_LAP: Final = len(NAMES) + 1
"""The number of events of a lap: a crossing of each skater, and the leader's lap."""
OTHERS: Final = SPRINTS + 4
"""The number of other events: the gun, the second shot, the sprints, the finish, and the official result."""
EVENTS_PER_LAP_WITH_NOTES: Final = 32
SHORTEST_LAP, LONGEST_LAP = 28_000, 31_000
CLOSEST, WIDEST = 40, 400
"""Milliseconds between two skaters on the line; with 28 skaters they take less than half a lap."""

Happening = tuple[int, str, dict[str, Any]]


def laps_in(events: int) -> int:
    """Return the number of laps of a stream with so many events, some of which are notes."""
    return max(SPRINTS + 1, (events - OTHERS) // EVENTS_PER_LAP_WITH_NOTES)


def sprint_laps(laps: int) -> tuple[int, ...]:
    """Return the laps of the sprints, at each quarter of the race."""
    return tuple(laps * quarter // (SPRINTS + 1) for quarter in range(1, SPRINTS + 1))


def header(laps: int) -> dict[str, Any]:
    """Return the header: a start sheet with rules of its own, and no provenance, as in a live recording."""
    skaters = [
        {"bib": bib, "name": f"Skater {name}", "noc": NATIONS[bib % len(NATIONS)]} for bib, name in enumerate(NAMES, 1)
    ]
    race = {
        "id": "a-million-events",
        "title": "A million events",
        "competition": "Benchmark",
        "start": GUN.isoformat(),
        "laps": laps,
        "lap_length": 400,
        "qualify": 8,
        "rules": {
            "preset": "isu-2018",
            "sprints": [{"lap": lap, "points": list(SPRINT_POINTS)} for lap in sprint_laps(laps)],
        },
        "skaters": skaters,
    }
    return {"format": "massstart", "version": 1, "race": race, "created": _wall(0), "provenance": []}


def race(events: int = EVENTS) -> Iterator[Happening]:
    """Yield the race as (t, type, fields) in order of time, with no two events at the same moment."""
    laps = laps_in(events)
    sprints = frozenset(sprint_laps(laps))
    notes = Notes(events - OTHERS - laps * PER_LAP, laps)
    random = Random(28)
    order = list(range(1, len(NAMES) + 1))
    leader_at = 0
    yield 0, "start", {}
    for lap in range(1, laps + 1):
        leader_at += random.randrange(SHORTEST_LAP, LONGEST_LAP)
        if lap == 1:
            yield leader_at - 1000, "neutral_end", {}
        _overtake(order, random)
        times = _over_the_line(leader_at, random)
        yield from _crossings(lap, order, times)
        after: list[tuple[str, dict[str, Any]]] = [("note", {"text": text}) for text in notes.of(lap, order[0])]
        if lap in sprints:
            after.append(("sprint", {"lap": lap, "order": list(order)}))
        if lap == laps:
            after += [("finish", {"order": list(order), "times": times}), ("official", {})]
        yield from ((t, kind, fields) for t, (kind, fields) in enumerate(after, times[-1] + 1))


class Notes:
    """So many notes, spread over the laps."""

    def __init__(self, notes: int, laps: int) -> None:
        """Begin before the first note."""
        self.notes = notes
        self.laps = laps
        self.told = 0

    def of(self, lap: int, leader: int) -> list[str]:
        """Return the notes of this lap."""
        first, self.told = self.told + 1, self.notes * lap // self.laps
        return [f"Note {number}: {NAMES[leader - 1]} leads the bunch" for number in range(first, self.told + 1)]


def write(path: Path, events: int = EVENTS) -> None:
    """Write the stream line by line; the file appears only once it is complete."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(_line(header(laps_in(events))))
        for seq, (t, kind, fields) in enumerate(race(events), 1):
            by = "transponder" if kind == "crossing" else "timekeeper"
            file.write(_line({"seq": seq, "t": t, "type": kind, **fields, "wall": _wall(t), "by": by}))
    unfinished.replace(path)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"


def _over_the_line(leader_at: int, random: Random) -> list[int]:
    """Return when each skater crosses the line, first to last."""
    gaps = (random.randrange(CLOSEST, WIDEST) for _ in range(len(NAMES) - 1))
    return list(accumulate(gaps, initial=leader_at))


def _crossings(lap: int, order: list[int], times: list[int]) -> Iterator[Happening]:
    """Yield the crossing and the lap of the leader, and the crossings of the others."""
    for bib, t in zip(order, times, strict=True):
        yield t, "crossing", {"bib": bib}
        if bib == order[0]:
            yield t + 1, "lap", {"lap": lap, "bib": bib}


def _overtake(order: list[int], random: Random) -> None:
    """Let a few skaters move up a place; now and then the leader changes."""
    for _ in range(4):
        place = random.randrange(1, len(order))
        order[place - 1], order[place] = order[place], order[place - 1]


def _wall(t: int) -> str:
    moment = (GUN + timedelta(milliseconds=t)).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")
