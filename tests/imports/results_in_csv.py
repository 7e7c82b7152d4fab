"""Helpers for the import tests: result tables as csv, rendered from the sample tables or from any race."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from massstart_tui.imports.result_facts import Basis
from massstart_tui.imports.result_race import ResultRace, race_of
from massstart_tui.imports.results_table import ResultTable, results_from_csv
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing, standings
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from sample_races.tables import Row, table

HEADINGS = ("Rank", "No.", "Name", "Nat", "S1", "S2", "S3", "S4", "Total", "Laps", "Time", "Q", "Status")
"""The headings that the ISU uses: the fourth sprint is the finish."""
SHEET = Sheet("made-up", "Made up", laps=16, skaters=(), rules=RulesTable("isu-2018"))
SOURCE = "the-table.csv"


def written(rows: Iterable[Iterable[object]], delimiter: str = ",") -> bytes:
    """Return these rows as csv; None is an empty cell."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode()


def rendered(name: str, statuses: dict[str, str], delimiter: str = ";") -> bytes:
    """Return a sample table as csv, with a word for each status except ``finished``; without bibs if it lacks any."""
    results = table(name).results
    numbered = all(row.bib is not None for row in results)
    rows = [HEADINGS, *(_cells(row, statuses) for row in results)]
    return written([[cell for at, cell in enumerate(row) if numbered or at != 1] for row in rows], delimiter)


def _cells(row: Row, statuses: dict[str, str]) -> list[object]:
    points = row.sprint_points or (None, None, None, None)
    status = "" if row.status == "finished" else statuses[row.status]
    front = [row.rank, row.bib, row.name, row.noc, *points, row.total_points]
    thousandths = "" if row.time_thousandths_digit is None else row.time_thousandths_digit
    return [*front, row.laps, f"{row.time}{thousandths}" if row.time else None, row.qualified, status]


def race_in(content: bytes, sheet: Sheet = SHEET) -> ResultRace:
    """Import a result from csv; the sentences of its provenance are their codes."""
    return race_from(results_from_csv(content), sheet)


def race_from(result: ResultTable, sheet: Sheet = SHEET) -> ResultRace:
    """Import a result."""
    return race_of(result, sheet, SOURCE, _code)


def _code(basis: Basis) -> str:
    return str(basis)


def timeline_of(race: ResultRace) -> Timeline:
    """Return the timeline of an imported race."""
    return Timeline(read_from(io.BytesIO(race.stream), "race.jsonl"))


def result_of(race: ResultRace) -> tuple[Standing, ...]:
    """Return the standings of an imported race."""
    timeline = timeline_of(race)
    return standings(timeline.state_at(len(timeline)))
