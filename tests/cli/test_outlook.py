"""Tests of ``massstart outlook``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_by_default_it_is_a_table_of_the_end(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race)]) == ExitCode.DONE
    out = capsys.readouterr().out.splitlines()
    assert out[2:4] == ["Official result", "For the podium"]
    assert out[6].split() == ["1", "4", "Dana", "Müller", "60", "1", "1", "in", "on", "the", "podium"]


def test_it_shows_the_moment_that_was_asked_for(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "4 to go", "--format", "json"]) == ExitCode.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["at"]["t"], data["at"]["to_go"]) == (360_000, 4)
    assert {row["verdict"] for row in data["outlook"]} == {"open"}


def test_it_speaks_dutch(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "sprint 3", "--lang", "nl"]) == ExitCode.DONE
    assert "de 3e plaats of beter is genoeg, minder niet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("race", "moment", "said"),
    [
        ("made-up-elimination-race", "lap 5", "no outlook: who is eliminated when is not worked out"),
        ("made-up-points-race", "lap 5", "no outlook: there is one from 4 sprints to go"),
    ],
)
def test_where_there_is_no_outlook_it_says_so_and_shows_none(
    race: str, moment: str, said: str, capsys: Captured
) -> None:
    assert main(["outlook", race, "--at", moment]) == ExitCode.FAILED
    told = capsys.readouterr()
    assert told.err.startswith(said)
    assert not told.out


def test_what_is_assumed_of_laps_is_told(capsys: Captured) -> None:
    assert main(["outlook", "made-up-points-race", "--at", "lap 111"]) == ExitCode.DONE
    assert "nobody gains or loses a lap on the bunch any more" in " ".join(capsys.readouterr().out.split())


def test_a_moment_that_is_not_there_is_a_wrong_use(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "lap 40"]) == ExitCode.USAGE
    assert not capsys.readouterr().out


def test_it_shows_what_would_be(race: Path, capsys: Captured) -> None:
    supposed = "sprint 3: 6 1 2; finish: 5 1 6"
    assert main(["outlook", str(race), "--at", "4 to go", "--if", supposed, "--format", "json"]) == ExitCode.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["at"]["to_go"], data["if"]) == (4, supposed)
    assert [(row["bib"], row["verdict"]) for row in data["outlook"][:2]] == [(5, "in"), (1, "in")]
    assert main(["outlook", str(race), "--at", "4 to go", "--if", supposed]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "4 laps to go" in out
    assert "What if: Sprint 3: 6 Hill 3 · 1 Noord 2 · 2 Vik 1; Finish: 5 Sato · 1 Noord · 6 Hill\n" in out
    assert "\nThen surely on the podium: 5 Sato, 1 Noord, 6 Hill.\n" in out


def test_what_cannot_be_supposed_is_a_wrong_use_with_its_place(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "lap 2", "--if", "finish: 5; sprint 3: 99"]) == ExitCode.USAGE
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("--if: 99: bib 99 is not on the start sheet; nearest are ")
    assert main(["outlook", str(race), "--if", " "]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith("--if: nothing typed; ")


def test_of_an_elimination_race_there_is_none_whatever_is_supposed(capsys: Captured) -> None:
    asked = ["outlook", "made-up-elimination-race", "--at", "lap 9", "--if", "withdraw 1"]
    assert main(asked) == ExitCode.FAILED
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("no outlook: ")


def test_what_is_supposed_can_make_an_outlook_of_a_race_that_has_none_yet(capsys: Captured) -> None:
    asked = ["outlook", "made-up-points-race", "--at", "lap 62"]
    assert main(asked) == ExitCode.FAILED
    assert "no outlook: " in capsys.readouterr().err
    assert main([*asked, "--if", "sprint lap 70: 7 3 5 9"]) == ExitCode.DONE
    assert "surely" not in capsys.readouterr().out.partition("Then")[2]
