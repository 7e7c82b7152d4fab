"""The standings of other race formats: each has the columns that its rules use, in every output format."""

from __future__ import annotations

import csv
import io
import json

import pytest

from massstart_tui.report.results_page import Results, ResultsFormat, page_of, write
from massstart_tui.text.words import Language, words
from tests.report.races import results_at
from tests.streams import event, laps_of_thirty_seconds

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)


def points_race(moment: str = "end") -> Results:
    return results_at(
        moment,
        event("start"),
        *laps_of_thirty_seconds(10),
        event("sprint", 300_000, lap=10, order=[1, 2, 3, 4]),
        *laps_of_thirty_seconds(14, first=11),
        event("lap_gained", 425_000, bibs=[2]),
        event("lapped", 430_000, bibs=[6]),
        *laps_of_thirty_seconds(20, first=15),
        event("finish", 601_000, order=[4, 5, 2, 6, 1, 3]),
        laps=20,
        rules={"preset": "track-points"},
    )


def elimination() -> Results:
    return results_at(
        "end",
        event("start"),
        *laps_of_thirty_seconds(2),
        event("eliminated", 60_000, bibs=[3]),
        *laps_of_thirty_seconds(4, first=3),
        event("eliminated", 120_000, bibs=[1]),
        *laps_of_thirty_seconds(6, first=5),
        event("finish", 180_000, order=[2, 4]),
        laps=6,
        rules={"preset": "elimination"},
        skaters=[{"bib": bib, "name": f"Rider {bib}"} for bib in (1, 2, 3, 4)],
    )


def columns(results: Results) -> dict[str, tuple[str, ...]]:
    return {column.heading: column.cells for column in page_of(results, ENGLISH).columns}


def test_a_points_race_has_a_column_of_laps_gained_and_lost() -> None:
    told = columns(points_race())
    assert told["Bib"] == ("2", "4", "5", "1", "3", "6")
    assert told["Laps"] == ("+1", "", "", "", "", "-1")
    assert told["Finish"] == ("4", "10", "6", "", "", "2")
    assert told["Total"] == ("27", "11", "6", "5", "2", "-18")


def test_an_elimination_race_has_a_column_of_who_went_out_when_instead_of_points() -> None:
    told = columns(elimination())
    assert told["Bib"] == ("2", "4", "1", "3")
    assert told["Eliminated"] == ("", "", "lap 4", "lap 2")
    assert told["Decided by"] == (
        "1st over the line",
        "2nd over the line",
        "eliminated after 4 laps",
        "eliminated after 2 laps",
    )
    assert not {"Total", "Finish", "Laps"} & set(told)


@pytest.mark.parametrize("format_", [ResultsFormat.TABLE, ResultsFormat.MARKDOWN, ResultsFormat.HTML])
def test_what_is_read_has_the_columns_in_dutch_too(format_: ResultsFormat) -> None:
    assert "Ronden" in write(points_race(), format_, DUTCH)
    told = write(elimination(), format_, DUTCH)
    assert "Afgevallen" in told
    assert "ronde 4" in told


def test_the_data_have_laps_gained_only_where_the_rules_have_a_use_for_them() -> None:
    rows = {row["bib"]: row for row in json.loads(write(points_race(), ResultsFormat.JSON, ENGLISH))["standings"]}
    assert (rows[2]["laps_gained"], rows[2]["lap_points"], rows[2]["won"], rows[2]["total"]) == (1, 20, 27, 27)
    assert (rows[6]["laps_gained"], rows[6]["lap_points"], rows[6]["total"]) == (-1, -20, -18)
    assert rows[6]["status"] == "finished"
    out = json.loads(write(elimination(), ResultsFormat.JSON, ENGLISH))["standings"]
    assert [row["status"] for row in out] == ["finished", "finished", "eliminated", "eliminated"]
    assert "laps_gained" not in out[0]


def test_csv_has_them_as_well() -> None:
    rows = {row["bib"]: row for row in csv.DictReader(io.StringIO(write(points_race(), ResultsFormat.CSV, ENGLISH)))}
    assert (rows["2"]["laps_gained"], rows["2"]["lap_points"], rows["2"]["sprint_1"]) == ("1", "20", "3")
