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
