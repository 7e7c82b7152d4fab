"""Measure the milliseconds from an event to its confirmation: ``record_lines.py FOLDER BEFORE EVENTS``.

Each event is recorded once the one before is confirmed; the ``BEFORE`` events that exist already are not measured.
Alternating with this, the same bytes are written to another file, and synced, by nothing but these two calls.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from typing import Any, Final

from massstart_tui.journal.journal import Condition, Journal
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.codec import Header, decode_event, encode_event

WARM_UP: Final = 50
SKATERS: Final = tuple(Skater(bib, f"Skater {bib}", "NED") for bib in range(1, 25))


def event(seq: int) -> Any:
    """Return a crossing as a timing system or a commentator records it."""
    fields = {"seq": seq, "t": seq * 400, "type": "crossing", "bib": seq % len(SKATERS) + 1, "by": "commentator"}
    return decode_event(json.dumps(fields).encode())


def wait(told: SimpleQueue[Condition], seq: int) -> None:
    """Wait until this event is confirmed."""
    condition = told.get()
    while condition.confirmed < seq:
        condition = told.get()
    if condition.trouble:
        sys.exit(condition.reason)


def main(folder: Path, before: int, events: int) -> dict[str, float]:
    """Return the medians of both, in milliseconds."""
    sheet = Sheet(id="bench", title="Bench", laps=150, skaters=SKATERS)
    told: SimpleQueue[Condition] = SimpleQueue()
    journal = Journal.open(folder / "race.jsonl", Header(race=sheet), told.put)
    journal.append([event(seq) for seq in range(1, before + 2)])
    wait(told, before + 1)
    ours, theirs = [], []
    plain = os.open(folder / "plain.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for seq in range(before + 2, before + 2 + WARM_UP + events):
        recorded = event(seq)
        begun = time.perf_counter()
        journal.append([recorded])
        wait(told, seq)
        ours.append(time.perf_counter() - begun)
        line = encode_event(recorded)
        begun = time.perf_counter()
        os.write(plain, line)
        os.fdatasync(plain)
        theirs.append(time.perf_counter() - begun)
    os.close(plain)
    journal.close(1)
    return {"journal": median(ours[WARM_UP:]) * 1000, "plain": median(theirs[WARM_UP:]) * 1000}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1]) as own:
        sys.stdout.write(json.dumps(main(Path(own), int(sys.argv[2]), int(sys.argv[3]))))
