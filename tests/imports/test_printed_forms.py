"""The real results as they are printed: the form of a federation and that of Wikipedia come in, and come out again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massstart_tui.imports.csvresults import results_from_csv
from massstart_tui.imports.nations import _NAMES
from massstart_tui.imports.resultrace import ResultRace
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from sample_races.tables import FOLDER, Row, table
from tests.imports.results_in_csv import SHEET, race_from, result_of, written

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
NATIONS = {
    line[:3]: next(n.strip() for n in line[4:].split(",") if len(n.strip()) > 3) for line in _NAMES.split("\n") if line
}
WORDS = {"finished": "", "lapped_inferred": "LAP", "DNF_or_taken_off": "DNF", "DQ": "DSQ"}
"""How a table says what it tells of a skater; whose fall or lapping a source tells in a sentence did not finish."""


def sheet_of(name: str) -> Sheet:
    preset = "isu-2014" if "2018" in name else "isu-2018"
    return replace(SHEET, laps=table(name).distance_laps, rules=RulesTable(preset))


def status_of(row: Row) -> str:
    if row.status.startswith("lapped,"):
        return "LAP"
    return WORDS.get(row.status, "DNF")


def federation(name: str) -> bytes:
    """Capitals, bibs, empty fields for no points, and points of the World Cup behind the time."""
    rows = table(name).results
    lines = [
        [
            *(row.rank, row.bib, f"{row.name.rpartition(' ')[0]} {row.name.rpartition(' ')[2].upper()}".strip()),
            *(row.noc, row.laps, *[points or None for points in row.sprint_points or (None,) * 4]),
            *(row.total_points, row.time if status_of(row) != "DSQ" else None, 60 - at, status_of(row)),
        ]
        for at, row in enumerate(rows)
    ]
    return written(
        [("Rnk", "Nr", "Name", "Country", "Laps", "S1", "S2", "S3", "S4", "Total", "Time", "Points", "IRM"), *lines]
    )


def wikipedia(name: str) -> bytes:
    """Nations by name, totals alone, times behind the winner, and notes."""
    rows = table(name).results
    first = next((row for row in rows if row.rank == 1), rows[0])
    lines = []
    for row in rows:
        behind = row.ms is not None and first.ms is not None and row is not first and status_of(row) == ""
        time = f"+{((row.ms or 0) // 10 - (first.ms or 0) // 10) / 100:.2f}" if behind else row.time
        notes = ", ".join(filter(None, (row.qualified, status_of(row))))
        lines.append(
            [row.rank, row.name, NATIONS[row.noc], row.total_points, time if not status_of(row) else None, notes]
        )
    return written([("", "Name", "Country", "Points", "Time", "Notes"), *lines], ";")


def made_by_name(race: ResultRace) -> dict[str, Standing]:
    return {row.name.casefold(): row for row in result_of(race)}


def rank_fits(row: Row, made: Standing, missing: int) -> bool:
    """Whether a rank is the published one, or between the best and the worst that it can be."""
    if row.rank is None or (made.open_rank and made.best is None):
        return True
    best, worst = (made.best, made.worst) if made.open_rank else (made.rank, made.rank)
    assert best is not None
    assert worst is not None
    return best <= row.rank <= worst + missing


@pytest.mark.parametrize("form", [federation, wikipedia])
@pytest.mark.parametrize("name", NAMES)
def test_a_real_result_comes_in_as_it_is_printed_and_says_no_more_than_it(name: str, form: object) -> None:
    assert callable(form)
    found = results_from_csv(form(name))
    told = found.told_of_the_race()
    race = race_from(found, replace(sheet_of(name), qualify=told.get("qualify")))
    made = made_by_name(race)
    missing = 8
    for row in table(name).results:
        is_ours = made[row.name.casefold()]
        assert is_ours.noc == row.noc
        assert rank_fits(row, is_ours, missing)
        if row.total_points is not None and status_of(row) == "":
            assert is_ours.total == row.total_points or (is_ours.at_least and is_ours.total <= row.total_points)
        if row.ms is not None and is_ours.status is Status.FINISHED and is_ours.finish_place:
            assert is_ours.time == row.ms // 10 * 10
    assert all(skater.notes == () for skater in found.skaters)
