"""Tests of commands that read a race from standard input."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from tests.cli.conftest import Pipe
from tests.streams import make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", ["results", "report", "outlook"])
def test_a_race_on_standard_input_is_read_like_a_file(command: str, race: Path, pipe: Pipe, capsys: Captured) -> None:
    code = main([command, str(race)])
    of_file = capsys.readouterr()
    pipe(race.read_bytes())
    assert main([command, "-"]) == code
    assert capsys.readouterr() == of_file


def test_a_picture_of_a_race_on_standard_input_is_that_of_the_file(race: Path, pipe: Pipe, tmp_path: Path) -> None:
    of_file, of_pipe = tmp_path / "file.txt", tmp_path / "pipe.txt"
    assert main(["snapshot", str(race), "-o", str(of_file)]) == ExitCode.DONE
    pipe(race.read_bytes())
    assert main(["snapshot", "-", "-o", str(of_pipe)]) == ExitCode.DONE
    assert of_pipe.read_bytes() == of_file.read_bytes()


@pytest.mark.parametrize("command", ["results", "report", "outlook"])
def test_a_fault_on_standard_input_names_it(command: str, pipe: Pipe, capsys: Captured) -> None:
    pipe(make_stream(*race_of_sixteen()) + b"{}\n")
    assert main([command, "-"]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err.startswith("standard input:")


def test_a_result_of_standard_input_can_be_written_to_a_file(race: Path, pipe: Pipe, tmp_path: Path) -> None:
    pipe(race.read_bytes())
    target = tmp_path / "result.csv"
    assert main(["results", "-", "-o", str(target)]) == ExitCode.DONE
    assert target.read_bytes()


def test_a_race_on_standard_input_is_checked(race: Path, pipe: Pipe, capsys: Captured) -> None:
    code = main(["check", str(race)])
    of_file = capsys.readouterr().out
    pipe(race.read_bytes())
    assert main(["check", "-"]) == code
    assert capsys.readouterr().out == of_file.replace(str(race), "standard input")
    pipe(make_stream(*race_of_sixteen()) + b"{}\n")
    assert main(["check", "-"]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.startswith("standard input:")
