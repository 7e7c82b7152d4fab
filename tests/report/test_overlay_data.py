"""The data of the overlay: the lap counter and the top five."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.report.overlay_data import overlay
from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.text.words import Language, words
from tests.streams import event, make_skaters, make_stream, race_of_sixteen


@pytest.fixture
def race(tmp_path: Path) -> Race:
    path = tmp_path / "race.jsonl"
    doubt: dict[str, object] = {"about": "sprint orders", "kind": "reconstructed", "events": [6]}
    path.write_bytes(make_stream(*race_of_sixteen(), provenance=[doubt]))
    return load(path)


def shown(race: Race, moment: str, language: Language = Language.EN) -> dict[str, object]:
    return overlay(race.at(moment), race.marks, words(language))


def test_before_the_first_sprint_there_is_only_the_counter(race: Race) -> None:
    assert shown(race, "lap 3") == {"counter": "13", "word": "to go", "bell": False, "rows": [], "doubt": ""}


def test_who_has_points_is_shown_with_what_is_not_official_marked(race: Race) -> None:
    told = shown(race, "sprint 1", Language.NL)
    assert (told["counter"], told["word"], told["doubt"]) == ("12", "te gaan", "~ deels gereconstrueerd")
    assert told["rows"] == [
        {"rank": "1", "bib": "2", "name": "Vik", "noc": "NOR", "points": "3~"},
        {"rank": "2", "bib": "1", "name": "Noord", "noc": "NED", "points": "2~"},
        {"rank": "3", "bib": "3", "name": "Valle", "noc": "ITA", "points": "1~"},
    ]


def test_points_of_an_order_that_only_chips_gave_are_said_to_be_unconfirmed(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    passes = [event("crossing", lap * 30_000 + bib * 100, bib=bib) for lap in range(1, 6) for bib in range(1, 7)]
    path.write_bytes(make_stream(event("start"), *passes))
    told = shown(load(path), "end")
    rows = told["rows"]
    assert isinstance(rows, list)
    assert [row["points"] for row in rows] == ["3~", "2~", "1~"]
    assert told["doubt"] == "~ by chips, unconfirmed"


def test_at_the_end_the_top_five_are_those_of_the_result(race: Race) -> None:
    told = shown(race, "end")
    rows = told["rows"]
    assert isinstance(rows, list)
    assert [(row["bib"], row["points"]) for row in rows] == [
        ("4", "60"),
        ("6", "41"),
        ("1", "24~"),
        ("2", "14~"),
        ("3", "10~"),
    ]
    assert told["word"] == "finished"


def test_the_bell_rings_in_the_last_lap_alone(race: Race) -> None:
    assert [shown(race, moment)["bell"] for moment in ("2 to go", "1 to go", "end")] == [False, True, False]


def test_nothing_in_a_name_acts(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    skaters = make_skaters((1, "Anna \x1b[31mRed\u202e", "N\x07"), *((bib, f"B {bib}", "NOR") for bib in range(2, 7)))
    path.write_bytes(make_stream(*race_of_sixteen(), skaters=skaters))
    rows = shown(load(path), "sprint 1")["rows"]
    assert isinstance(rows, list)
    assert rows[1]["name"] == "\N{REPLACEMENT CHARACTER}[31mRed\N{REPLACEMENT CHARACTER}"
    assert rows[1]["noc"] == "N\N{REPLACEMENT CHARACTER}"
