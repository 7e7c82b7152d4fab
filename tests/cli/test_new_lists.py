"""Tests of ``massstart new`` with lists and results of other systems: transponders, groups, JSON and PDF."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.stream.sheet_file import read_sheet
from tests.imports.printed_pages import as_pdf
from tests.timing.invented_race import FEEDS, sheet

Captured = pytest.CaptureFixture[str]
TRANSPONDERS = str(FEEDS / "knsb-transponders.csv")
ORBITS = str(FEEDS / "orbits-groups.xml")


@pytest.fixture(autouse=True)
def nothing_on_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run without a terminal for questions."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))


def test_a_sheet_gets_the_transponders_of_a_list_and_keeps_all_else(tmp_path: Path, capsys: Captured) -> None:
    bare, out = tmp_path / "bare.toml", tmp_path / "out.toml"
    lines = (FEEDS / "sheet.toml").read_text("utf-8").splitlines(keepends=True)
    bare.write_text("".join(line for line in lines if not line.startswith("transponders")), "utf-8")
    assert main(["new", "--from-csv", TRANSPONDERS, "--sheet", str(bare), "-o", str(out)]) == ExitCode.DONE
    made = read_sheet(out).sheet
    assert made.skaters[0].transponders == ("XW-10011", "XW-10012")
    assert (made.rules, made.title, made.start) == (sheet().rules, sheet().title, sheet().start)
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_transponders_without_names_say_what_is_needed(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.toml"
    assert main(["new", "--from-csv", TRANSPONDERS, "--title", "A", "-o", str(out)]) == ExitCode.BAD_DATA
    assert "--sheet" in capsys.readouterr().err
    assert not out.exists()


def test_a_group_has_its_title_and_laps_and_one_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.toml"
    asked = ["new", "--from-csv", ORBITS, "-o", str(out)]
    assert main([*asked, "--group", "Men"]) == ExitCode.BAD_DATA
    assert "04. Women Mass Start" in capsys.readouterr().err
    assert main([*asked, "--group", "04. Women Mass Start"]) == ExitCode.DONE
    assert (read_sheet(out).sheet.title, read_sheet(out).sheet.laps) == ("04. Women Mass Start", 8)


@pytest.mark.parametrize("options", [["--group", "A"], ["--sheet", "a.toml"]])
def test_an_option_of_a_list_without_a_list_is_refused(tmp_path: Path, options: list[str]) -> None:
    assert main(["new", "--title", "A", "-o", str(tmp_path / "out.toml"), *options]) == ExitCode.USAGE


def test_a_pdf_takes_its_title_from_above_the_table(tmp_path: Path) -> None:
    paper, out = tmp_path / "result.pdf", tmp_path / "race.jsonl"
    paper.write_bytes(as_pdf((FEEDS / "isu-result-layout.txt").read_text("utf-8")))
    assert main(["new", "--from-results", str(paper), "-o", str(out)]) == ExitCode.DONE
    assert b'"title":"Mass Start Men"' in out.read_bytes()


def test_a_pdf_without_the_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    paper, out = tmp_path / "result.pdf", tmp_path / "race.jsonl"
    paper.write_bytes(b"%PDF-1.7\n")
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert main(["new", "--from-results", str(paper), "-o", str(out)]) == ExitCode.FAILED
    assert "massstart-tui[pdf-results]" in capsys.readouterr().err


def test_the_laps_of_a_json_result_are_crossings(tmp_path: Path) -> None:
    out = tmp_path / "race.jsonl"
    asked = ["new", "--from-results", str(FEEDS / "isu-results.json"), "--sheet", str(FEEDS / "sheet.toml")]
    assert main([*asked, "-o", str(out)]) == ExitCode.DONE
    assert out.read_bytes().count(b'"type":"crossing"') == 44
    assert main(["check", str(out)]) == ExitCode.DONE


def test_a_fault_in_the_race_made_of_a_result_is_told_with_the_file_of_the_result(
    tmp_path: Path, capsys: Captured
) -> None:
    given = FEEDS / "isu-results.json"
    assert main(["new", "--from-results", str(given), "--title", "J", "-o", str(tmp_path / "race.jsonl")]) != 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{given}:4: id: id SSNED20302200101 is there more than once; expected it with one skater")
