"""Tests that a rank left open by unknown places is the same range wherever the program shows it, never a number."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.race.standings import Standing, standings
from massstart_tui.report.open_places import place_told, rank_cell
from massstart_tui.report.overlay_data import overlay
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import write_new_sheet
from massstart_tui.text.words import Language, words
from tests.cli.conftest import Pipe
from tests.levels import first_quick
from tests.meetings import NAMES, NATIONS, make_meeting, skated
from tests.streams import SKATERS, event, make_skaters, make_stream

Captured = pytest.CaptureFixture[str]
BOTH: Final = pytest.mark.parametrize("language", list(Language))
OPEN: Final = {"Anna": "1–2", "Berit": "1–3", "Chiara": "2–4", "Dana": "3–6", "Emi": "3–6", "Fay": "3–6"}
"""The ranks of a race with 60, 40 and 20 points at the finish.

Nobody recorded who won the 30, 20 and 1 points of the only sprint. The skaters finished in this order.
"""
IN_ORDINALS: Final = {
    Language.EN: {"Anna": "1st–2nd", "Berit": "1st–3rd", "Chiara": "2nd–4th", "Dana": "3rd–6th"},
    Language.NL: {"Anna": "1e–2e", "Berit": "1e–3e", "Chiara": "2e–4e", "Dana": "3e–6e"},
}


@pytest.fixture
def semi_final(tmp_path: Path) -> Path:
    """Write a meeting in which five go through to a final."""
    make_meeting(tmp_path, [], skated(1, 2, 3, 4, 5, 6))
    told = [fields for fields in skated(1, 2, 3, 4, 5, 6) if fields["type"] != "sprint"]
    skaters = make_skaters(*((bib, NAMES["sf1"][bib - 1], NATIONS[bib - 1]) for bib in range(1, 7)))
    rules = {"sprints": [{"lap": 2, "points": [30, 20, 1]}], "finish": [60, 40, 20], "neutral": False}
    path = tmp_path / "sf1.jsonl"
    path.write_bytes(make_stream(*told, id="sf1", title="sf1", laps=4, skaters=skaters, rules=rules, qualify=3))
    return path


def rows_of(path: Path) -> tuple[Standing, ...]:
    return standings(load(path).at("end"))


def printed(capsys: Captured, *arguments: str | Path) -> str:
    capsys.readouterr()
    main(list(map(str, arguments)))
    return capsys.readouterr().out


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if name in line)


def test_the_race_of_these_tests_is_as_open_as_they_say(semi_final: Path) -> None:
    assert {row.name: rank_cell(row) for row in rows_of(semi_final)} == OPEN


@BOTH
@pytest.mark.parametrize("format_", ["table", "markdown", "html"])
def test_the_results_on_a_page(format_: str, language: Language, semi_final: Path, capsys: Captured) -> None:
    told = printed(capsys, "results", semi_final, "--format", format_, "--lang", language)
    for name, ranks in OPEN.items():
        assert ranks in line_of(told, name)


@BOTH
def test_the_results_in_csv(language: Language, semi_final: Path, capsys: Captured) -> None:
    told = printed(capsys, "results", semi_final, "--format", "csv", "--lang", language)
    rows = csv.DictReader(io.StringIO(told.removeprefix("\ufeff")), delimiter=";" if language is Language.NL else ",")
    assert {row["name"]: (row["rank"], row["because"]) for row in rows} == {n: (r, "open") for n, r in OPEN.items()}


def from_json(rows: list[dict[str, Any]], names: dict[int, str]) -> dict[str, str]:
    return {names[row["bib"]]: f"{row['best']}–{row['worst']}" for row in rows if row["open_rank"]}


def test_data_says_that_a_rank_is_open_and_between_which_it_is(semi_final: Path, capsys: Captured, pipe: Pipe) -> None:
    names = {row.bib: row.name for row in rows_of(semi_final)}
    results = json.loads(printed(capsys, "results", semi_final, "--format", "json"))["standings"]
    outlook = json.loads(printed(capsys, "outlook", semi_final, "--format", "json"))["outlook"]
    pipe(semi_final.read_bytes())
    followed = [json.loads(line) for line in printed(capsys, "follow", "-", "--format", "jsonl").splitlines()]
    live = [change["standings"] for change in followed if change["type"] == "standings"][-1]
    assert from_json(results, names) == from_json(outlook, names) == from_json(live, names) == OPEN
    assert {row["because"] for row in (*results, *live)} == {"open"}


@BOTH
def test_the_outlook_in_a_table(language: Language, semi_final: Path, capsys: Captured) -> None:
    told = printed(capsys, "outlook", semi_final, "--lang", language)
    for name, ranks in OPEN.items():
        assert line_of(told, name).split()[0] == ranks


def test_the_overlay(semi_final: Path) -> None:
    shown: Any = overlay(load(semi_final).at("end"), Marks(()), words(Language.EN))["rows"]
    assert {row["name"]: row["rank"] for row in shown} == {name: OPEN[name] for name in ("Anna", "Berit", "Chiara")}


@BOTH
@pytest.mark.parametrize("size", first_quick(["60x24", "80x24", "120x36", "200x60"]))
@pytest.mark.parametrize("screen", ["race", "result"])
def test_the_tables_of_the_screens(screen: str, size: str, language: Language, semi_final: Path) -> None:
    text = picture(semi_final, screen, size, language)
    for name, ranks in OPEN.items():
        assert re.search(rf"\s{ranks}\s+\d\s+{name}\s", text)


def picture(path: Path, screen: str, size: str, language: Language, *more: str) -> str:
    out = path.parent / "screen.txt"
    arguments = ["snapshot", str(path), "--screen", screen, "--size", size, "--lang", str(language), "-o", str(out)]
    assert main([*arguments, *more]) == ExitCode.DONE
    return out.read_text(encoding="utf-8")


@BOTH
def test_a_result_says_whether_who_goes_through_is_open(language: Language, semi_final: Path, capsys: Captured) -> None:
    told = words(language)("programme.open_heats", skaters="Chiara, Dana, Emi, Fay")
    assert told in printed(capsys, "results", semi_final, "--lang", language)
    assert told in " ".join(picture(semi_final, "result", "120x60", language).split())


def test_where_no_outlook_is_possible_the_result_says_what_is_open(tmp_path: Path, capsys: Captured) -> None:
    """Only the finish of a points race was recorded; it has eleven sprints, each with points for four."""
    race, out = tmp_path / "race.jsonl", [event("start"), event("finish", 10**6, order=[*range(1, 7)])]
    race.write_bytes(make_stream(*out, event("official", 10**6), laps=120, rules={"preset": "track-points"}, qualify=2))
    assert main(["outlook", str(race)]) == ExitCode.FAILED
    told = printed(capsys, "results", race)
    assert words(Language.EN)("results.not_worked_out") in told
    names = ", ".join(name for _, name, _ in SKATERS)
    assert words(Language.EN)("programme.open_heats", skaters=names) in told
    assert picture(race, "result", "120x60", Language.EN).count(" ?  ") >= len(SKATERS)


@BOTH
def test_who_won_is_not_told_where_that_is_open(language: Language, semi_final: Path) -> None:
    text = picture(semi_final, "race", "120x36", language)
    assert words(language)("strip.first_open") in text


@pytest.mark.thorough  # takes seconds
@BOTH
def test_the_screen_of_a_skater(language: Language, semi_final: Path) -> None:
    speak = words(language)
    for bib, (name, ranks) in enumerate(IN_ORDINALS[language].items(), 1):
        text = picture(semi_final, "skater", "100x36", language, "--skater", str(bib))
        assert speak("skater.place", rank=ranks, skaters=6) in text, name
        assert speak("because.open") in text


@BOTH
def test_the_programme(language: Language, semi_final: Path, capsys: Captured) -> None:
    text = picture(semi_final.with_name("cup.toml"), "programme", "120x36", language, "--spoilers")
    for name, ranks in OPEN.items():
        assert ranks in line_of(text, name).split()
    starts = printed(capsys, "programme", semi_final.with_name("cup.toml"), "--final", "final", "--lang", language)
    assert IN_ORDINALS[language]["Anna"] in line_of(starts, "Anna")
    assert "60+" in line_of(starts, "Anna")


@BOTH
def test_a_place_in_an_earlier_race(language: Language, semi_final: Path) -> None:
    for row in rows_of(semi_final)[:4]:
        told = place_told("skater.earlier_row", row, words(language))
        assert told.startswith(IN_ORDINALS[language][row.name])
        assert f"{row.total}+" in told


@BOTH
def test_no_reason_rests_on_points_that_may_be_others(language: Language, semi_final: Path) -> None:
    state, rows = load(semi_final).at("end"), rows_of(semi_final)
    for row in rows:
        assert why_told(rows, row.bib, state, words(language), doubtful=False) == words(language)("because.open")


def test_a_result_with_open_ranks_comes_back_as_the_same_race(semi_final: Path, capsys: Captured) -> None:
    table, again = semi_final.with_name("table.csv"), semi_final.with_name("again.jsonl")
    table.write_text(printed(capsys, "results", semi_final, "--format", "csv"), encoding="utf-8")
    sheet = semi_final.with_name("sheet.toml")
    write_new_sheet(sheet, load(semi_final).sheet)
    arguments = ["new", "--from-results", str(table), "--sheet", str(sheet), "-o", str(again)]
    assert main(arguments) == ExitCode.DONE
    assert compared(rows_of(again)) == compared(rows_of(semi_final))


def compared(rows: tuple[Standing, ...]) -> list[Standing]:
    return [row._replace(time=None) for row in rows]
