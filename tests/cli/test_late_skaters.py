"""Tests that every command that shows a race shows late skaters, and corrected names and bibs."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from tests.streams import event, make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]
LISTED = (
    event("skater", 1_000, skater={"bib": 31, "name": "Late Comer", "noc": "NED"}),
    event("skater", 490_000, skater={"bib": 41, "name": "Dana Corrected", "noc": "GER"}, replaces=4),
)


@pytest.mark.parametrize(
    "command", [["results"], ["results", "--format", "json"], ["outlook"], ["report"], ["report", "--format", "html"]]
)
def test_they_are_in_what_it_prints(command: list[str], tmp_path: Path, capsys: Captured) -> None:
    race = tmp_path / "race.jsonl"
    race.write_bytes(make_stream(*race_of_sixteen(*LISTED)))
    name, *options = command
    assert main([name, str(race), *options]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "Comer" in out
    assert "Corrected" in out
    assert "Müller" not in out
