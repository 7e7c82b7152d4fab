"""Real results in the form of a federation and in that of Wikipedia: imported, they give the same result again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.nations import _NAMES
from massstart_tui.imports.result_facts import Basis
from massstart_tui.imports.result_race import ResultRace
from massstart_tui.imports.results_table import ResultTable, results_from_csv
from massstart_tui.race.published_totals import missing_ranks
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import Status
from massstart_tui.report.results_page import Results, as_csv
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.provenance import About
from massstart_tui.text.words import Language
from sample_races.tables import FOLDER, Row, table
from tests.imports.results_in_csv import SHEET, race_from, race_in, result_of, timeline_of, written

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
NATIONS = {
    line[:3]: next(n.strip() for n in line[4:].split(",") if len(n.strip()) > 3) for line in _NAMES.split("\n") if line
}
WORDS = {"finished": "", "lapped_inferred": "LAP", "DNF_or_taken_off": "DNF", "DQ": "DSQ"}
"""The word for each status. A skater whose fall or lapping a source tells in a sentence counts as not finished."""


def sheet_of(name: str) -> Sheet:
    preset = "isu-2014" if "2018" in name else "isu-2018"
    return replace(SHEET, laps=table(name).distance_laps, rules=RulesTable(preset))


def status_of(row: Row) -> str:
    if row.status.startswith("lapped,"):
        return "LAP"
    return WORDS.get(row.status, "DNF")


def federation(name: str) -> bytes:
    """Return a result with names in capitals, bibs, empty cells for no points, and World Cup points behind the time."""
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
    """Return a result with nations by name, totals only, times behind the winner, and notes."""
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


def rank_fits(row: Row, made: Standing, missing: int, lapped: int) -> bool:
    """Return whether a rank is the published one, or one between the best and the worst that it can be.

    Some ranks ahead of it may be missing. Where the lapped rank, a table without laps does not tell.
    """
    if row.rank is None or (made.open_rank and made.best is None):
        return True
    best, worst = (made.best, made.worst) if made.open_rank else (made.rank, made.rank)
    assert best is not None
    assert worst is not None
    return best - lapped <= row.rank <= worst + missing + lapped


@pytest.mark.parametrize("form", [federation, wikipedia])
@pytest.mark.parametrize("name", NAMES)
def test_a_real_result_comes_in_as_it_is_printed_and_says_no_more_than_it(name: str, form: object) -> None:
    assert callable(form)
    found = results_from_csv(form(name))
    told = found.told_of_the_race()
    race = race_from(found, replace(sheet_of(name), qualify=told.get("qualify")))
    made = made_by_name(race)
    ranked = [row.rank for row in table(name).results if row.rank is not None]
    missing = max(ranked) - len(ranked)
    lapped = sum(status_of(row) == "LAP" and row.rank is not None for row in table(name).results)
    for row in table(name).results:
        is_ours = made[row.name.casefold()]
        assert is_ours.noc == row.noc
        assert rank_fits(row, is_ours, missing, lapped if form is wikipedia else 0)
        if row.total_points is not None and status_of(row) == "":
            assert is_ours.total == row.total_points or (is_ours.at_least and is_ours.total <= row.total_points)
        if row.ms is not None and is_ours.status is Status.FINISHED and is_ours.finish_place:
            assert is_ours.time == row.ms // 10 * 10
    assert all(skater.notes == () for skater in found.skaters)


NOT_EXACT: dict[tuple[str, Callable[[str], bytes]], int] = {
    ("beijing2022_men_final", federation): 0,
    ("beijing2022_men_final", wikipedia): 8,
    ("beijing2022_men_sf2", federation): 6,
    ("beijing2022_men_sf2", wikipedia): 6,
    ("beijing2022_women_final", wikipedia): 7,
    ("beijing2022_women_sf2", federation): 9,
    ("beijing2022_women_sf2", wikipedia): 9,
    ("wc2526_calgary_men_A", wikipedia): 2,
    ("wc2526_calgary_men_B", wikipedia): 2,
}
"""How many rows do not give the same rank and total: the table lacks points or laps, so they are left open."""


@pytest.mark.parametrize("form", [federation, wikipedia])
@pytest.mark.parametrize("name", NAMES)
def test_printed_ranks_and_totals_come_back_exactly_or_the_race_leaves_them_open_or_it_is_told(
    name: str, form: Callable[[str], bytes]
) -> None:
    found = results_from_csv(form(name))
    race = race_from(found, replace(sheet_of(name), qualify=found.told_of_the_race().get("qualify")))
    made = {row.bib: row for row in result_of(race)}
    missing = missing_ranks(found.rows)
    told = {(fault.line, fault.code): fault.values for fault in race.faults}
    differing = 0
    for row in found.rows:
        ours, line = made[row.bib], found.lines[row.bib]
        rank = ours.rank + sum(lacking < (row.rank or 0) for lacking in missing)
        whole = row.total in (None, ours.total) and not (ours.at_least and row.total is not None)
        exact = whole and (row.rank is None or (row.rank == rank and not ours.open_rank))
        differing += not exact
        unheld = told.get((line, Flaw.RANK_WITHOUT_LAPS), {})
        assert exact or ours.open_rank or unheld == {"given": row.rank, "wanted": rank}
        assert whole or (line, Flaw.TOTAL_OPEN) in told
    assert differing == NOT_EXACT.get((name, form), 0)


@given(st.lists(st.sampled_from([("LAP", False), ("DNF", False), ("", False), ("LAP", True)]), max_size=6))
def test_whoever_stopped_without_laps_has_the_printed_rank_or_the_other_is_told(ends: list[tuple[str, bool]]) -> None:
    rows = [f"{at},{'PQRSTU'[at - 1]},{points},8:0{at}.0," for at, points in enumerate((60, 40, 20, 10, 6, 3), 1)]
    rank = len(rows)
    for at, (status, shares) in enumerate(ends):
        shared = shares and at > 0 and ends[at - 1][0] == "LAP"
        rank = rank if shared else len(rows) + 1
        time = "" if status else f"8:{10 + at}.0"
        rows.append(f"{rank},{'CDEFGH'[at]},{'' if status else 0},{time},{status}")
    found = results_from_csv("\n".join(["Rank,Name,Points,Time,Notes", *rows]).encode())
    race = race_from(found)
    told = {fault.line: fault.values["wanted"] for fault in race.faults if fault.code == Flaw.RANK_WITHOUT_LAPS}
    ranks = {row.bib: row.rank for row in result_of(race)}
    assert all(ranks[row.bib] == told.get(found.lines[row.bib], row.rank) for row in found.rows)
    statuses = [status for status, _ in ends]
    if statuses == sorted(statuses) and len(set(statuses) - {""}) == 1:
        assert not told, "the order of those who stopped alike is that of their ranks"


NEWSPAPER = (
    "Rank,Name,Country,Points,Time,Notes\n1,Ada Aarden,Netherlands,60,8:12.18,Q\n2,Bea Brouwer,Belgium,44,+0.13,Q\n"
    "3,Cis McCormack,United States,23,+0.22,Q\n4,Dee Dahl,Norway,14,+0.37,Q\n5,Eva Ek,Sweden,10,+0.43,Q\n"
    "6,Fie Funk,Germany,6,+0.72,Q\n8,Gro Gran,Norway,0,+0.84,Q\n9,Hil Hart,Canada,,,LAP\n,Isa Ito,Japan,,,DNF\n"
)


def test_a_gap_in_the_ranks_is_told_here_and_in_the_race_and_those_behind_are_compared_with_it() -> None:
    found = results_from_csv(NEWSPAPER.encode())
    race = race_from(found, replace(SHEET, qualify=found.told_of_the_race()["qualify"]))
    made = {row.name: row for row in result_of(race)}
    assert [(made[name].rank, made[name].total) for name in ("Fie Funk", "Gro Gran")] == [(6, 6), (7, 0)]
    assert [made[name].finish_place for name in ("Fie Funk", "Gro Gran")] == [6, 8], (
        "the place of whoever lacks is open"
    )
    assert all(entry.source != Basis.BEHIND_THE_MISSING for entry in race.header.provenance), "all points are won"
    unheld = [(fault.line, dict(fault.values)) for fault in race.faults if fault.code == Flaw.RANK_WITHOUT_LAPS]
    assert unheld == [(9, {"given": 9, "wanted": made["Hil Hart"].rank + 1})]
    assert [row.through for row in made.values()] == ["Q"] * 7 + [None] * 2
    assert [dict(fault.values) for fault in race.faults if fault.code == Flaw.RANKS_MISSING] == [{"ranks": "7"}]
    assert (About.START_SHEET, Basis.LACKING) in [(entry.about, entry.source) for entry in race.header.provenance]


def as_told(content: bytes, name: str) -> tuple[ResultTable, ResultRace]:
    """Return a result and its race, in which as many advance as in the result."""
    found = results_from_csv(content)
    return found, race_from(found, replace(sheet_of(name), qualify=found.told_of_the_race().get("qualify")))


@pytest.mark.parametrize("form", [federation, wikipedia])
@pytest.mark.parametrize("name", ["wc2526_heerenveen_men_A", "pyeongchang2018_men_sf1", "beijing2022_women_sf1"])
def test_whoever_is_left_out_of_a_table_moves_nobody_up_over_the_line_who_is_not_marked(
    name: str, form: Callable[[str], bytes]
) -> None:
    head, *lines = form(name).splitlines(keepends=True)
    places = {row.name: row.finish_place for row in result_of(as_told(head + b"".join(lines), name)[1])}
    for at in range(1, len(lines)):
        found, race = as_told(head + b"".join(lines[:at] + lines[at + 1 :]), name)
        marked: set[int] = set()
        for entry in race.header.provenance:
            if entry.source == Basis.BEHIND_THE_MISSING:
                marked |= set(entry.bibs or (row.bib for row in found.rows))
        for row in result_of(race):
            lacking = missing_ranks(found.rows) != ()
            assert not lacking or row.finish_place == places[row.name] or row.bib in marked


@pytest.mark.parametrize(("wrong", "given", "wanted"), [("\n8,Gro", 9, 8), ("\n2,Bea", 4, 2)])
def test_a_rank_against_the_points_is_told_with_both_also_behind_a_gap(wrong: str, given: int, wanted: int) -> None:
    text = NEWSPAPER.replace(wrong, f"\n{given},{wrong.rpartition(',')[2]}").replace(",,,LAP", ",0,+1.00,")
    text = text.replace("9,Hil", "8,Hil") if given == 9 else text.replace("4,Dee", "2,Dee")
    with pytest.raises(BadLine) as caught:
        race_in(text.encode(), SHEET)
    told = [(fault.code, dict(fault.values)) for fault in caught.value.faults if fault.field == "Rank"]
    assert (Flaw.OTHER_RANK, {"given": given, "wanted": wanted}) in told


def test_the_points_at_a_sprint_that_is_not_known_are_worked_out_where_the_total_tells_them() -> None:
    head = "Rank,Nr,Name,S1,S2,S3,S4,Total,Time\n"
    rows = "1,1,A,?,0,0,60,63,8:00.00\n2,2,B,0,?,?,40,45,8:00.10\n3,3,C,,,3,20,23,8:00.20\n"
    race = race_in((head + rows).encode(), SHEET)
    assert [row.total for row in result_of(race)] == [63, 45, 23]
    told = [(fault.line, fault.field, fault.code) for fault in race.faults if fault.code != Flaw.PLACE_OPEN]
    assert told == [
        (None, "S1, S2", Flaw.EMPTY_IS_NOTHING),
        (2, "S1", Flaw.SPRINT_WORKED_OUT),
        (None, "Total", Flaw.TOTALS_NOT_SPLIT),
    ]


def test_what_is_not_known_is_not_called_empty_where_the_total_tells_it() -> None:
    race = race_in(b"Rank,Nr,Name,S1,S2,S3,S4,Total,Time\n1,1,A,?,?,?,60,60,8:00.00\n", SHEET)
    assert Flaw.EMPTY_IS_NOTHING not in {fault.code for fault in race.faults}
    assert result_of(race)[0].total == 60


def test_a_total_that_can_be_split_in_several_ways_is_left_open_and_told() -> None:
    table = "Rank,Name,Points\n1,A,60\n2,B,40\n3,C,20\n4,D,10\n5,E,6\n6,F,6\n7,G,4\n"
    race = race_in(table.encode(), SHEET)
    told = [(fault.line, fault.values["given"]) for fault in race.faults if fault.code == Flaw.TOTAL_OPEN]
    assert told == [(7, 6), (8, 4)], "of 6 and 6 the better rank was ahead over the line: 6 for fifth"
    made = {row.name: row for row in result_of(race)}
    assert [made[name].total for name in "ABCDE"] == [60, 40, 20, 10, 6]
    assert all(made[name].at_least for name in "FG")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", [federation, wikipedia])
@pytest.mark.parametrize("name", NAMES)
def test_what_came_in_goes_out_and_comes_in_again(name: str, form: object, language: Language) -> None:
    assert callable(form)
    found = results_from_csv(form(name))
    sheet = replace(sheet_of(name), qualify=found.told_of_the_race().get("qualify"))
    race = race_from(found, sheet)
    timeline = timeline_of(race)
    results = Results(timeline.state_at(len(timeline)), 0, race.header)
    again = race_in(as_csv(results, language).encode(), sheet)
    assert [row._replace(because=Because.POINTS) for row in result_of(again)] == [
        row._replace(because=Because.POINTS) for row in results.rows
    ]
