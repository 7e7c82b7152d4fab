"""Benchmark of the processor time of live timing: 28 skaters with two chips, recorded a passing at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from massstart_tui.entry.timing_desk import TimingDesk
from massstart_tui.journal.journal import Journal
from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.text.words import Language, words
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.feed_reader import FeedReader, format_called
from tests.bench.figures import Figure, figure
from tests.bench.workbench import Workbench

SKATERS: Final = 28
LAPS: Final = 16
LAP: Final = 34
"""Seconds of a lap."""
LIMIT: Final = 0.02
"""The part of a core that the timing may take."""


def timing(bench: Workbench) -> list[Figure]:
    """Compare the processor time of a race with how long the race takes; the screen is not part of it."""
    rounds = [(_cost(bench.home / f"timing-{number}.jsonl"), LAPS * LAP * 1000.0) for number in range(bench.enough(5))]
    return [figure("28 skaters with two chips, recorded live", LIMIT, rounds, "ms")]


def _cost(path: Path) -> float:
    """Return the milliseconds of processor time, of all threads, for recording a race."""
    path.unlink(missing_ok=True)
    skaters = tuple(Skater(bib, f"Skater {bib}", transponders=(f"1{bib}", f"2{bib}")) for bib in range(1, SKATERS + 1))
    sheet = Sheet("bench", "Bench", LAPS, skaters, lap_length=400)
    recorder, reader = _recorder(path, sheet), FeedReader(format_called("plain"))
    desk = TimingDesk(recorder, of_day("15:00:00"))
    began = time.process_time()
    for line in _lines():
        desk.take(reader.records(line), recorder.clock.steady(), words(Language.EN))
    recorder.journal.close(10.0)
    spent = time.process_time() - began
    assert recorder.state.lap == LAPS
    return spent * 1000


def _recorder(path: Path, sheet: Sheet) -> Recorder:
    from massstart_tui.journal.system_clocks import system_clocks

    clocks = system_clocks()
    return Recorder(Journal.open(path, header_of(sheet, clocks[1]()), lambda _: None), *clocks)


def _lines() -> Iterator[bytes]:
    for lap in range(1, LAPS + 1):
        for bib in range(1, SKATERS + 1):
            for chip in (1, 2):
                minutes, seconds = divmod(lap * LAP + bib * 0.3 + chip * 0.1, 60)
                yield f"{chip}{bib};15:{int(minutes):02d}:{seconds:06.3f}\n".encode()
