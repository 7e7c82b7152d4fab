"""One invented race in every format: eight laps, a sprint at lap 4, six skaters, and what each feed of it must give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.timing.feed_records import ReadRun, Record

FEEDS: Final = Path(__file__).parent / "feeds"
"""The samples; all names in them are invented. `expected.json` says what each must give."""
GUN: Final = "15:05:00.25"


def expected() -> dict[str, Any]:
    """Return what every sample tells."""
    found: dict[str, Any] = json.loads((FEEDS / "expected.json").read_text(encoding="utf-8"))
    return found


def sheet() -> Sheet:
    """Return the start sheet of the race."""
    return read_sheet(FEEDS / "sheet.toml").sheet


def crossings_in_ms(*, all_read: bool) -> dict[int, list[float]]:
    """Return the crossings that a feed gives: without the line just after the start, and without missed reads.

    A system that counts laps itself has ``all_read``.
    """
    told = expected()
    missed = {} if all_read else told["raw_passings"]["missed_read"]
    crossings = {int(bib): times[1:] for bib, times in told["crossings_ms"].items()}
    for bib, lap in missed.items():
        del crossings[int(bib)][lap - 1]
    return crossings


def single_reads(records: Iterable[tuple[int | None, Record]]) -> Iterator[tuple[int | None, Record]]:
    """Yield numbered records with a `ChipRead` for each read of a run."""
    for line, record in records:
        if isinstance(record, ReadRun):
            yield from record.reads()
        else:
            yield line, record
