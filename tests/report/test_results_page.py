"""The standings in every output format, none of which a hostile name can break."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.formula_signs import FORMULA_SIGNS
from massstart_tui.report.results_page import (
    Results,
    ResultsFormat,
    clocks_of,
    moment_line,
    not_a_formula,
    page_of,
    write,
)
from massstart_tui.report.table_page import TablePage
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, words
from tests.report.races import results_at
from tests.streams import Fields, event, make_skaters, race_of_sixteen

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
hostile = st.sampled_from(['=HYPERLINK("x")', "+1", "@a", "a,b", 'a"b', "a\nb", "\x1b[2J", "\u202e", "a;b", " =1"])
names = hostile | st.text(min_size=1)

INCIDENTS = (
    event("withdraw", 300_000, bibs=[5], reason="fell"),
    event("lapped", 410_000, bibs=[2]),
    event("disqualify", 590_000, bibs=[3], rule="obstruction"),
)


def with_names(*given_names: str) -> Results:
    skaters = make_skaters(*((bib, name, "NED") for bib, name in enumerate(given_names, 1)))
    return results_at("end", event("start"), skaters=skaters)


def as_data(results: Results) -> dict[str, Any]:
    data = json.loads(write(results, ResultsFormat.JSON, ENGLISH))
    assert isinstance(data, dict)
    return data


def column(page: TablePage, heading: str) -> list[str]:
    return list(next(column.cells for column in page.columns if column.heading == heading))


CHIPS = sorted(
    (event("crossing", lap * 30_000 + 100 * bib, bib=bib) for lap in range(1, 17) for bib in range(1, 7)),
    key=lambda each: int(str(each["t"])),
)
"""Six skaters who pass the line in the order of their bibs, sixteen times."""
SPRINTS = [event("sprint", 490_000 + lap, lap=lap, order=[1, 2, 3]) for lap in (4, 8, 12)]
FINISH = event("finish", 491_000, order=[1, 2, 3, 4, 5, 6])


@pytest.mark.parametrize(
    ("more", "unconfirmed", "leader"),
    [
        ([], "12, 8, 4, 0", ["3~", "3~", "3~", "60~"]),
        (SPRINTS[:1], "8, 4, 0", ["3", "3~", "3~", "60~"]),
        (SPRINTS, "0", ["3", "3", "3", "60~"]),
        ([*SPRINTS, FINISH], "", ["3", "3", "3", "60"]),
        ([event("official", 492_000)], "", ["3", "3", "3", "60"]),
    ],
    ids=["none", "a sprint", "the sprints", "all", "official"],
)
def test_points_of_an_order_that_only_chips_gave_are_marked_until_somebody_confirms_it(
    more: list[Fields], unconfirmed: str, leader: list[str]
) -> None:
    page = page_of(results_at("end", event("start"), *CHIPS, *more), ENGLISH)
    assert [column(page, heading)[0] for heading in ("S1", "S2", "S3", "Finish")] == leader
    told = [note for note in page.notes if "that of the chips" in note]
    assert told == ([ENGLISH("results.unconfirmed", to_go=unconfirmed)] if unconfirmed else [])


def test_json_has_the_race_the_moment_and_a_row_for_every_skater() -> None:
    data = as_data(results_at("end", *race_of_sixteen(*INCIDENTS), qualify=2))
    assert data["race"] == {"id": "test-race", "title": "Test race", "competition": "Test cup"}
    assert data["at"] == {"t": 600_000, "seq": 25, "lap": 16, "to_go": 0, "phase": "official"}
    assert [(row["rank"], row["bib"], row["total"], row["through"]) for row in data["standings"]] == [
        (1, 4, 60, "Q"),
        (2, 6, 41, "Q"),
        (3, 1, 24, None),
        (4, 2, 0, None),
        (5, 5, 0, None),
        (6, 3, 0, None),
    ]


def test_a_row_of_the_json_has_the_fields_that_were_promised() -> None:
    row = as_data(results_at("end", *race_of_sixteen(*INCIDENTS)))["standings"][3]
    assert row == {
        "rank": 4,
        "bib": 2,
        "name": "Berit Vik",
        "noc": "NOR",
        "sprints": [3, 1, 0],
        "finish": 0,
        "won": 4,
        "total": 0,
        "laps": 15,
        "time": 481_300,
        "finish_place": None,
        "status": "lapped",
        "through": None,
        "because": "lapped",
        "reviewed": False,
        "doubtful": [],
    }


def test_json_says_at_which_moment_it_was_asked_also_between_two_events() -> None:
    data = as_data(results_at("3:58.1", *race_of_sixteen()))
    assert data["at"] == {"t": 238_100, "seq": 9, "lap": 7, "to_go": 9, "phase": "racing"}


@given(st.lists(names, min_size=1, max_size=4))
def test_json_gives_every_name_back_and_nothing_in_it_acts_on_a_terminal(given_names: list[str]) -> None:
    results = with_names(*given_names)
    text = write(results, ResultsFormat.JSON, ENGLISH)
    assert sorted(row["name"] for row in as_data(results)["standings"]) == sorted(given_names)
    assert all(plain(line) == line for line in text.split("\n"))


@given(st.lists(names, min_size=1, max_size=4))
def test_csv_reads_back_and_no_cell_of_it_is_a_formula(given_names: list[str]) -> None:
    text = write(with_names(*given_names), ResultsFormat.CSV, ENGLISH)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sorted(row["name"] for row in rows) == sorted(not_a_formula(name) for name in given_names)
    assert not any(cell.lstrip().startswith(FORMULA_SIGNS) for row in rows for cell in row.values())
    assert {len(row) for row in rows} == {19}


def test_csv_in_dutch_is_what_a_dutch_spreadsheet_opens_and_has_the_same_values() -> None:
    results = results_at("end", *race_of_sixteen(*INCIDENTS))
    text = write(results, ResultsFormat.CSV, DUTCH)
    assert text.startswith("\ufeffrank;bib;name;")
    dutch = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    english = list(csv.DictReader(io.StringIO(write(results, ResultsFormat.CSV, ENGLISH))))
    assert [row["time"] for row in dutch][:2] == ["8:00,00", "8:00,121"]
    assert [row | {"time": row["time"].replace(",", ".")} for row in dutch] == english


@pytest.mark.parametrize(
    ("name", "cell"), [("=1+1", "'=1+1"), (" @x", "' @x"), ("Jean-Luc", "Jean-Luc"), ("O'Neil", "O'Neil")]
)
def test_only_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe(name: str, cell: str) -> None:
    assert not_a_formula(name) == cell


def test_csv_has_the_values_of_the_json_and_the_time_as_a_clock_shows_it() -> None:
    results = results_at("end", *race_of_sixteen(*INCIDENTS))
    rows = list(csv.DictReader(io.StringIO(write(results, ResultsFormat.CSV, ENGLISH))))
    data = as_data(results)["standings"]
    for name in ("rank", "bib", "name", "noc", "finish", "won", "total", "laps", "status", "because"):
        assert [row[name] for row in rows] == [str(row[name]) for row in data]
    assert [row["time_ms"] for row in rows] == [str(row["time"] or "") for row in data]
    assert [row["time"] for row in rows] == ["8:00.00", "8:00.121", "8:00.127", "8:01.30", "", "8:02.00"]
    assert [[row[f"sprint_{number}"] for number in (1, 2, 3)] for row in rows] == [
        [str(points) for points in row["sprints"]] for row in data
    ]


def test_the_table_shows_points_times_status_and_what_decided() -> None:
    page = page_of(results_at("end", *race_of_sixteen(*INCIDENTS), qualify=2), ENGLISH)
    assert page.title == "Test race"
    assert page.lines == ("Test cup", "Official result")
    assert column(page, "S1") == ["", "", "2", "3", "", "1"]
    assert column(page, "Total") == ["60", "41", "24", "0", "0", "0"]
    assert column(page, "Time") == ["8:00.00", "8:00.121", "8:00.127", "8:01.30", "", "8:02.00"]
    assert column(page, "Status") == ["", "", "", "LAP", "DNF", "DQ"]
    assert column(page, "Through") == ["Q", "Q", "", "", "", ""]
    assert column(page, "Decided by") == [
        "",
        "",
        "",
        "lapped: by laps, then by when they crossed the line; 4 points forfeited",
        "10 laps completed (fell); 5 points forfeited",
        "disqualified (obstruction); 4 points forfeited",
    ]


def test_a_column_that_is_empty_for_everybody_is_left_out() -> None:
    page = page_of(results_at("end", *race_of_sixteen()), ENGLISH)
    assert [column.heading for column in page.columns] == [
        "Rank", "Bib", "Name", "Nation", "S1", "S2", "S3", "Finish", "Total", "Time",
    ]  # fmt: skip


def test_the_page_speaks_dutch() -> None:
    page = page_of(results_at("nog 6", *race_of_sixteen(*INCIDENTS)), DUTCH)
    assert page.language == "nl"
    assert page.lines[1] == "Onderweg, nog 6 ronden te gaan, 5.00,00"
    assert [column.heading for column in page.columns][:4] == ["Pl.", "Nr.", "Naam", "Land"]
    assert "10 ronden gereden (fell); 3 punten vervallen" in column(page, "Beslist door")


def test_ties_say_what_separates_them() -> None:
    events = [
        event("start"),
        event("sprint", 120_000, lap=4, order=[2, 1, 3]),
        event("sprint", 240_000, lap=8, order=[1, 2, 3]),
        event("finish", 480_000, order=[4, 5, [6, 1], 3, 2]),
        event("official", 480_000),
    ]
    two_sprints = [{"lap": lap, "points": [3, 2, 1]} for lap in (4, 8)]
    page = page_of(results_at("end", *events, rules={"sprints": two_sprints, "finish": [9]}), ENGLISH)
    assert list(zip(column(page, "Name"), column(page, "Decided by"), strict=True)) == [
        ("Dana Müller", ""),
        ("Anna Noord", "equal points, 3rd over the line"),
        ("Berit Vik", "equal points, 6th over the line"),
        ("Chiara Valle", ""),
        ("Emi Sato", "no points, 2nd over the line"),
        ("Fay Hill", "no points, 3rd over the line"),
    ]


def test_points_of_a_disqualified_skater_are_said_not_to_be_handed_on_only_where_there_are_any() -> None:
    note = ENGLISH("results.not_handed_on")
    assert note in page_of(results_at("end", *race_of_sixteen(INCIDENTS[2])), ENGLISH).notes
    pointless = event("disqualify", 590_000, bibs=[4])
    assert note not in page_of(results_at("end", *race_of_sixteen(pointless)), ENGLISH).notes


def test_a_small_q_is_explained() -> None:
    page = page_of(results_at("end", *race_of_sixteen(event("advance", 590_000, bibs=[5])), qualify=2), ENGLISH)
    assert column(page, "Through") == ["Q", "Q", "", "", "", "q"]
    assert "q let through by the referee" in page.notes


PROVENANCE: tuple[Fields, ...] = (
    {"about": "sprint orders", "kind": "reconstructed", "source": "totals", "bibs": [1]},
    {"about": "finish order", "kind": "official", "source": "protocol"},
    {"about": "lap times", "kind": "interpolated", "source": "two splits"},
    {"about": "incidents", "kind": "reconstructed", "source": "press"},
)


def test_values_neither_official_nor_published_are_marked_and_their_source_is_told() -> None:
    page = page_of(results_at("end", *race_of_sixteen(), provenance=PROVENANCE), ENGLISH)
    assert column(page, "S1") == ["", "", "2~", "3", "1", ""]
    assert column(page, "Total") == ["60", "41", "24~", "14", "10", "8"]
    assert page.notes == (
        "~ partly reconstructed; behind what no source has, and was reconstructed or interpolated:",
        "~ sprint orders: reconstructed (totals)",
    )


def test_a_source_is_told_once_and_in_its_own_words_only_when_they_can_tell_nothing_to_come() -> None:
    provenance: list[Fields] = [
        {"about": "sprint orders", "kind": "reconstructed", "source": "first", "events": [6], "bibs": [2]},
        {"about": "sprint orders", "kind": "reconstructed", "source": "first", "events": [6], "bibs": [1]},
        {"about": "sprint orders", "kind": "reconstructed", "source": "second", "events": [11]},
    ]
    page = page_of(results_at("lap 5", *race_of_sixteen(), provenance=provenance), ENGLISH)
    assert column(page, "S1") == ["3~", "2~", "1", "", "", ""]
    assert page.notes[1:] == ("~ sprint orders: reconstructed",)
    at_the_end = page_of(results_at("end", *race_of_sixteen(), provenance=provenance), ENGLISH)
    assert at_the_end.notes[1:] == (
        "~ sprint orders: reconstructed (first)",
        "~ sprint orders: reconstructed (second)",
    )


def test_a_source_is_not_told_before_its_event_has_happened() -> None:
    provenance: list[Fields] = [
        {"about": "sprint orders", "kind": "reconstructed", "events": [6]},
        {"about": "sprint orders", "kind": "interpolated", "events": [11]},
    ]
    page = page_of(results_at("lap 5", *race_of_sixteen(), provenance=provenance), ENGLISH)
    assert page.notes[1:] == ("~ sprint orders: reconstructed",)
    later = page_of(results_at("lap 9", *race_of_sixteen(), provenance=provenance), ENGLISH)
    assert later.notes[2:] == ("~ sprint orders: interpolated",)


def test_a_clock_that_rests_on_interpolated_laps_is_marked_while_the_race_runs() -> None:
    page = page_of(results_at("9 to go", *race_of_sixteen(), provenance=PROVENANCE[2:3]), ENGLISH)
    assert page.lines[1] == "Racing, 9 laps to go, 3:30.00~"
    assert page.notes[1:] == ("~ lap times: interpolated",)


def test_a_place_over_the_line_that_is_reconstructed_is_marked_where_it_decides() -> None:
    doubt: Fields = {"about": "finish order", "kind": "reconstructed"}
    events = [event("start"), event("finish", 480_000, order=[4, 5, 6, 1, 2, 3]), event("official", 480_000)]
    page = page_of(results_at("end", *events, provenance=[doubt], rules={"finish": [9], "sprints": []}), ENGLISH)
    assert column(page, "Finish") == ["9~", "", "", "", "", ""]
    assert column(page, "Decided by")[1] == "no points, 2nd~ over the line"
    assert page.notes[1:] == ("~ finish order: reconstructed",)


def test_json_and_csv_name_the_doubtful_fields() -> None:
    provenance: list[Fields] = [
        PROVENANCE[0],
        {"about": "bibs", "kind": "reconstructed", "bibs": [1]},
        {"about": "finish times", "kind": "interpolated", "bibs": [1]},
    ]
    results = results_at("end", *race_of_sixteen(), provenance=provenance)
    doubtful = {row["bib"]: row["doubtful"] for row in as_data(results)["standings"]}
    assert doubtful[1] == ["bib", "sprints[0]", "sprints[1]", "total", "time"]
    assert doubtful[2] == []
    rows = list(csv.DictReader(io.StringIO(write(results, ResultsFormat.CSV, ENGLISH))))
    assert next(row["doubtful"] for row in rows if row["bib"] == "1") == "bib sprints[0] sprints[1] total time"


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        ([480_000, 480_120], ["8:00.00", "8:00.12"]),
        ([480_121, 480_127, 480_130], ["8:00.121", "8:00.127", "8:00.13"]),
        ([480_121, 480_121], ["8:00.12", "8:00.12"]),
        ([None, 480_129], ["", "8:00.12"]),
    ],
)
def test_thousandths_are_shown_only_where_they_alone_tell_two_apart(times: list[int | None], shown: list[str]) -> None:
    clocks = clocks_of(times)
    assert ["" if time is None else clocks[time] for time in times] == shown


@given(st.lists(st.integers(0, 600_000), min_size=2))
def test_two_different_times_never_look_the_same(times: list[int]) -> None:
    assert len(set(clocks_of(times).values())) == len(set(times))


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("start", "Neutral lap, 16 laps to go, 0:00.00"),
        ("1 to go", "Racing, last lap, 7:30.00"),
        ("lap 16", "Finishing, 8:00.00"),
        ("8:05.6", "Finished, not yet official"),
        ("end", "Official result"),
    ],
)
def test_the_page_says_how_far_the_race_is(moment: str, line: str) -> None:
    assert page_of(results_at(moment, *race_of_sixteen()), ENGLISH).lines[1] == line


def test_before_the_gun_there_is_a_row_for_everybody_and_no_clock() -> None:
    page = page_of(results_at("start"), ENGLISH)
    assert page.lines[1] == "Before the gun"
    assert len(page.rows()) == 6


@pytest.mark.parametrize("format_", list(ResultsFormat))
def test_every_format_ends_its_last_line_and_shows_every_skater(format_: ResultsFormat) -> None:
    text = write(results_at("end", *race_of_sixteen()), format_, ENGLISH)
    assert text.endswith("\n")
    assert all(name in text for name in ("Anna Noord", "Dana Müller", "Emi Sato"))


def test_the_clock_of_the_moment_is_since_the_gun_that_counts_and_the_t_of_the_data_stays() -> None:
    stopped = [event("start"), event("stop", 80_000), event("restart", 400_000)]
    results = results_at("0:31.5", *stopped, event("lap", 430_000, lap=1))
    assert moment_line(results, words(Language.EN)).endswith("0:31.50")
    assert json.loads(write(results, ResultsFormat.JSON, words(Language.EN)))["at"]["t"] == 431_500


def test_a_time_is_written_as_the_language_of_the_page_has_it_and_data_is_the_same_for_all() -> None:
    results = results_at("end", *race_of_sixteen())
    pages = (ResultsFormat.TABLE, ResultsFormat.MARKDOWN, ResultsFormat.HTML)
    for format_ in pages:
        assert "8:01.30" in write(results, format_, words(Language.EN))
        dutch = write(results, format_, words(Language.NL)).replace("\\", "")
        assert "8.01,30" in dutch
        assert "8:01" not in dutch
    assert "8:01,30" in write(results, ResultsFormat.CSV, words(Language.NL))
    for format_ in set(ResultsFormat) - {*pages, ResultsFormat.CSV}:
        assert write(results, format_, words(Language.EN)) == write(results, format_, words(Language.NL))
