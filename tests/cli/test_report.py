"""Tests of ``massstart report``."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_by_default_it_is_text_of_the_whole_race(race: Path, capsys: Captured) -> None:
    assert main(["report", str(race)]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert out.startswith(
        "Müller wins ahead of Hill\nTest race · Test cup\n\nDana Müller (GER) was first over the line"
    )
    assert max(map(len, out.splitlines())) <= 79


def test_it_tells_the_race_as_far_as_asked_for(race: Path, capsys: Captured) -> None:
    assert main(["report", str(race), "--at", "9 to go", "--lang", "nl"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith("Met nog negen ronden te gaan: Vik aan de leiding op punten\n")


@pytest.mark.parametrize(("format_", "begins"), [("markdown", "# Müller wins"), ("html", "<!doctype html>")])
def test_it_is_written_in_the_format_asked_for(race: Path, format_: str, begins: str, capsys: Captured) -> None:
    assert main(["report", str(race), "--format", format_]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith(begins)


def test_a_moment_that_is_not_there_is_a_wrong_use(race: Path, capsys: Captured) -> None:
    assert main(["report", str(race), "--at", "lap 40"]) == ExitCode.USAGE
    assert not capsys.readouterr().out


@pytest.mark.parametrize("command", ["report", "results", "outlook"])
def test_every_command_that_writes_a_text_writes_it_to_a_file_as_well(
    command: str, race: Path, tmp_path: Path, capsys: Captured
) -> None:
    asked = [command, str(race), "--at", "9 to go"]
    assert main(asked) == ExitCode.DONE
    printed, out = capsys.readouterr().out, tmp_path / "out.txt"
    assert main([*asked, "-o", str(out)]) == ExitCode.DONE
    assert capsys.readouterr() == ("", "")
    assert out.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("command", ["report", "results", "outlook"])
def test_no_such_command_writes_over_a_race_or_with_an_ending_that_says_no_format(
    command: str, race: Path, tmp_path: Path, capsys: Captured
) -> None:
    before = race.read_bytes()
    other = race.with_suffix(".txt")
    other.write_bytes(before)
    for file in (race, other, tmp_path / "out.docx"):
        assert main([command, str(race), "--at", "9 to go", "-o", str(file)]) == ExitCode.USAGE
        assert file.name in capsys.readouterr().err
    assert race.read_bytes() == other.read_bytes() == before


def test_the_ending_of_a_report_says_its_format(race: Path, tmp_path: Path) -> None:
    for ending, begins in ((".md", "# Müller wins"), (".html", "<!doctype html>")):
        out = tmp_path / f"out{ending}"
        assert main(["report", str(race), "-o", str(out)]) == ExitCode.DONE
        assert out.read_text(encoding="utf-8").startswith(begins)
