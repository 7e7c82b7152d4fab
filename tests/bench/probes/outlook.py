"""Measure a fold and outlooks: ``outlook.py STREAM COUNT...``; prints the milliseconds of each as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from massstart_tui.race.fold import Fold, fold_all
from massstart_tui.race.outlook import outlook
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.state import RaceState, SprintResult
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.recorded_race import load

ROUNDS = 7


def with_all_to_come(skaters: int) -> RaceState:
    """Return the state of a race under the present rules before the first sprint."""
    listed = tuple(Skater(bib, f"Skater {bib}") for bib in range(1, skaters + 1))
    return Fold(Sheet("made-up", "Made up", 16, listed, qualify=8)).snapshot()


def with_one_held(skaters: int) -> RaceState:
    """Return the state after the first sprint: the skaters differ, and two sprints are to come."""
    held = {4: SprintResult(4, ((1,), (2,), (3,)), 120_000, 1)}
    return with_all_to_come(skaters)._replace(lap=5, given_sprints=held)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the fastest of some rounds, because noise only adds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def main(stream: str, *counts: str) -> None:
    """Measure everything in one process, one after the other."""
    race = load(Path(stream))
    events = [decode_event(line) for line in Path(stream).read_bytes().splitlines()[1:]]
    fold = milliseconds(lambda: fold_all(race.sheet, events))  # type: ignore[arg-type] # a sample has no correction
    fields = {"all to come": with_all_to_come, "one held": with_one_held}
    curves = {
        name: {count: milliseconds(partial(outlook, field(int(count)))) for count in counts}
        for name, field in fields.items()
    }
    json.dump({"fold": fold, "curves": curves}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
