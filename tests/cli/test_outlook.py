"""``massstart outlook``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.cli.exits import Exit
from massstart_tui.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_by_default_it_is_a_table_of_the_end(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race)]) == Exit.DONE
    out = capsys.readouterr().out.splitlines()
    assert out[2:4] == ["Official result", "For the podium"]
    assert out[6].split() == ["1", "4", "Dana", "Müller", "60", "1", "1", "in", "on", "the", "podium"]


def test_it_shows_the_moment_that_was_asked_for(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "4 to go", "--format", "json"]) == Exit.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["at"]["t"], data["at"]["to_go"]) == (360_000, 4)
    assert {row["verdict"] for row in data["outlook"]} == {"open"}


def test_it_speaks_dutch(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "sprint 3", "--lang", "nl"]) == Exit.DONE
    assert "de 3e plaats of beter is genoeg, en nodig" in capsys.readouterr().out


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
    assert main(["outlook", race, "--at", moment]) == Exit.FAILED
    told = capsys.readouterr()
    assert told.err.startswith(said)
    assert not told.out


def test_what_is_assumed_of_laps_is_told(capsys: Captured) -> None:
    assert main(["outlook", "made-up-points-race", "--at", "lap 111"]) == Exit.DONE
    assert "nobody gains or loses a lap on the bunch any more" in " ".join(capsys.readouterr().out.split())


def test_a_moment_that_is_not_there_is_a_wrong_use(race: Path, capsys: Captured) -> None:
    assert main(["outlook", str(race), "--at", "lap 40"]) == Exit.USAGE
    assert not capsys.readouterr().out
