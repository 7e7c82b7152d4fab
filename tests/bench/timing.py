"""Benchmark of the processor time of live timing: 28 skaters with two chips, recorded a passing at a time; without a
screen for a whole race, and on the screen of live entry for a lap.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
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
from tests.bench.process import scheduled_seconds
from tests.bench.workbench import Workbench

SKATERS: Final = 28
BIBS: Final = range(1, SKATERS + 1)
LAPS: Final = 16
LAP: Final = 34
"""Seconds of a lap."""
UNTIL_THE_GUN: Final = 5
"""Seconds from the start of the program to the gun."""
FIRST: Final = 14.0
"""Seconds from the gun to the first passing; one within ten seconds is not taken for a lap."""
LIMIT: Final = 0.02
"""The part of a core that the timing may take."""


def timing(bench: Workbench) -> list[Figure]:
    """Compare the processor time of a race with how long the race takes, and of a lap on the screen with one per cent
    of a core.
    """
    rounds = [(_cost(bench.home / f"timing-{number}.jsonl"), LAPS * LAP * 1000.0) for number in range(bench.enough(5))]
    shown = [(_shown(bench, number), 1.0) for number in range(bench.enough(2))]
    return [
        figure("28 skaters with two chips, recorded live", LIMIT, rounds, "ms"),
        figure("28 skaters with two chips, with the screen: processor", LIMIT * 100, shown, "%"),
    ]


def _shown(bench: Workbench, number: int) -> float:
    """Return the percentage of a core that the screen of live entry takes for a lap with all its passings."""
    sheet, feed = bench.home / f"shown-{number}.toml", bench.home / f"shown-{number}.feed"
    skaters = (
        f'[[skaters]]\nbib = {bib}\nname = "Skater {bib}"\ntransponders = ["1{bib}", "2{bib}"]\n' for bib in BIBS
    )
    sheet.write_text(f'id = "shown-{number}"\ntitle = "Bench"\nlaps = {LAPS}\n{"".join(skaters)}', encoding="utf-8")
    feed.touch()
    gun = datetime.now().replace(microsecond=0) + timedelta(seconds=UNTIL_THE_GUN)  # noqa: DTZ005 - as a clock at the rink
    day = gun.strftime("%H:%M:%S")
    with bench.massstart("enter", sheet, "--timing", feed, "--from", "plain", "--gun", day) as terminal:
        terminal.wait_for("Bench")
        terminal.runs_for((gun - datetime.now()).total_seconds())  # noqa: DTZ005 - as above
        terminal.send(b" ")
        terminal.runs_for(FIRST)
        used = scheduled_seconds(terminal.process.pid)
        with feed.open("a", buffering=1, encoding="utf-8") as writing:
            for at, chip in sorted((FIRST + bib * 0.3 + chip * 0.1, f"{chip}{bib}") for bib in BIBS for chip in (1, 2)):
                moment = gun + timedelta(seconds=at)
                terminal.runs_for((moment - datetime.now()).total_seconds())  # noqa: DTZ005 - as above
                writing.write(f"{chip};{moment:%H:%M:%S.%f}\n")
        terminal.runs_for((gun + timedelta(seconds=FIRST + LAP) - datetime.now()).total_seconds())  # noqa: DTZ005 - as above
        spent = scheduled_seconds(terminal.process.pid) - used
        recorded = [path.read_bytes().count(b'"crossing"') for path in bench.home.rglob(f"shown-{number}*.jsonl")]
    if recorded != [SKATERS]:
        raise terminal.failure(f"not every skater was recorded once: {recorded}")
    return 100 * spent / LAP


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
