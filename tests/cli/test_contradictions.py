"""Tests that contradictions in a race are reported by check and beside the result, and refuse nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.stream.contradicted_lines import contradictions_in
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from tests.streams import event, make_stream

TOLD = "2 in 8:00.10 is behind 1 in 8:00.50; expected no faster time behind"


@pytest.fixture
def against_the_order(tmp_path: Path) -> Path:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("start"), event("finish", 480_000, order=[1, 2], times=[480_500, 480_100])))
    return path


def test_check_tells_it_with_its_line_and_field_and_its_code_is_that_of_bad_data(
    against_the_order: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(against_the_order)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [f"{against_the_order}:3: times: {TOLD}"]


def test_the_result_has_it_as_a_footnote_from_the_moment_of_it_on(
    against_the_order: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(against_the_order)]) == ExitCode.DONE
    assert f"! event 2: {TOLD}" in capsys.readouterr().out.splitlines()
    assert main(["results", str(against_the_order), "--at", "1:00"]) == ExitCode.DONE
    assert "!" not in capsys.readouterr().out


def test_the_report_has_it_as_a_footnote(against_the_order: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(against_the_order)]) == ExitCode.DONE
    assert f"! event 2: {TOLD}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("name", sample_names())
def test_no_sample_contradicts_itself(name: str) -> None:
    path = sample_path(name)
    assert path
    assert contradictions_in(load(path).timeline) == ()
