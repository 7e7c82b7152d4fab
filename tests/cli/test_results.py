"""Tests of ``massstart results``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.stream.samples import sample_names
from massstart_tui.text.words import Language
from tests.streams import make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]


def test_by_default_it_is_a_table_of_the_end(race: Path, capsys: Captured) -> None:
    assert main(["results", str(race)]) == ExitCode.DONE
    out = capsys.readouterr().out.splitlines()
    assert out[2] == "Official result"
    assert out[5].split() == ["1", "4", "Dana", "Müller", "GER", "60", "60", "8:00.00"]


@pytest.mark.parametrize(
    ("moment", "t", "lap"),
    [("start", 0, 0), ("9 to go", 210_000, 7), ("nog 9", 210_000, 7), ("sprint 2", 240_500, 8), ("0:30", 30_000, 1)],
)
def test_it_shows_the_moment_that_was_asked_for(race: Path, moment: str, t: int, lap: int, capsys: Captured) -> None:
    assert main(["results", str(race), "--at", moment, "--format", "json"]) == ExitCode.DONE
    at = json.loads(capsys.readouterr().out)["at"]
    assert (at["t"], at["lap"]) == (t, lap)


@pytest.mark.parametrize("moment", ["halfway", "lap 40", "sprint 9", "incident 1", ""])
def test_a_moment_that_is_not_there_is_a_wrong_use(race: Path, moment: str, capsys: Captured) -> None:
    assert main(["results", str(race), "--at", moment]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert not captured.out


def test_a_sample_is_found_by_its_name_and_a_file_before_it(
    own_samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert own_samples.is_dir()
    assert main(["results", "thialf-2"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith("Race 2\n")
    (tmp_path / "thialf-2").write_bytes(make_stream(title="My own"))
    monkeypatch.chdir(tmp_path)
    assert main(["results", "thialf-2"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith("My own\n")


def test_a_name_that_is_nearly_a_sample_is_told_the_nearest(own_samples: Path, capsys: Captured) -> None:
    assert own_samples.is_dir()
    assert main(["results", "tialf-2"]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err == "tialf-2: there is no such file or sample; perhaps ‘thialf-2’\n"


@pytest.mark.parametrize("language", list(Language))
def test_what_is_told_to_list_the_samples_lists_them_also_on_a_terminal(language: Language, capsys: Captured) -> None:
    assert main(["results", "--lang", language, "zork"]) == ExitCode.BAD_DATA
    told = capsys.readouterr().err.partition("‘")[2].partition("’")[0]
    # On a terminal the command alone opens the home page; through a pipe it has none.
    assert told == "massstart | more"
    assert main([]) == ExitCode.DONE
    assert [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()] == [*sample_names()]


@pytest.mark.parametrize("command", ["new", "programme"])
def test_where_no_sample_race_is_taken_none_is_offered(command: str, tmp_path: Path, capsys: Captured) -> None:
    output = ["-o", str(tmp_path / "sheet.toml"), "--from-csv"] if command == "new" else []
    assert main([command, *output, "zork"]) == ExitCode.BAD_DATA
    expected = "the path of one" if command == "new" else "a meeting, such as ‘beijing-2022’"
    assert capsys.readouterr().err.endswith(f"; expected {expected}\n")


@pytest.mark.parametrize("command", ["results", "report", "outlook", "publish"])
def test_the_name_of_a_sample_meeting_is_told_to_be_one(command: str, capsys: Captured) -> None:
    address = ["nats://localhost/club"] if command == "publish" else []
    assert main([command, "beijing-2022", *address]) == ExitCode.BAD_DATA
    told = capsys.readouterr().err
    assert told.startswith("beijing-2022: is the name of a sample meeting; expected a race, such as ‘beijing-2022-")


def test_the_name_of_a_sample_race_is_told_to_be_no_meeting(tmp_path: Path, capsys: Captured) -> None:
    for command in (["programme"], ["snapshot", "-o", str(tmp_path / "p.svg"), "--screen", "programme"]):
        assert main([*command, "beijing-2022-men-sf1"]) == ExitCode.BAD_DATA
        told = capsys.readouterr().err
        assert told.startswith("beijing-2022-men-sf1: is the name of a sample race; expected a meeting, such as ‘beij")


def test_a_torn_last_line_is_told_beside_the_results(race: Path, capsys: Captured) -> None:
    race.write_bytes(make_stream(*race_of_sixteen()) + b'{"seq":23,"t"')
    assert main(["results", str(race)]) == ExitCode.DONE
    captured = capsys.readouterr()
    assert captured.out.startswith("Test race\n")
    assert captured.err.splitlines() == [
        f"{race}:24: the last line is cut short (13 bytes), what stands before it is read; expected a whole line"
    ]


def test_the_results_speak_dutch(race: Path, capsys: Captured) -> None:
    assert main(["results", str(race), "--lang", "nl"]) == ExitCode.DONE
    out = capsys.readouterr().out.splitlines()
    assert out[2] == "Officiële uitslag"
    assert out[4].split()[:3] == ["Pl.", "Nr.", "Naam"]


def test_a_pdf_is_written_to_the_file_that_was_asked_for(race: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "protocol.pdf"
    assert main(["results", str(race), "--format", "pdf", "-o", str(target)]) == ExitCode.DONE
    assert target.read_bytes().startswith(b"%PDF-")
    assert not capsys.readouterr().out


def test_a_pdf_without_a_file_is_a_wrong_use(race: Path, capsys: Captured) -> None:
    assert main(["results", str(race), "--format", "pdf"]) == ExitCode.USAGE
    assert capsys.readouterr().err == "a pdf is not for a terminal; expected -o FILE\n"


def test_without_the_extra_a_pdf_says_how_to_get_it(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "fpdf", None)
    monkeypatch.delitem(sys.modules, "massstart_tui.report.pdf", raising=False)
    assert main(["results", str(race), "--format", "pdf", "-o", str(tmp_path / "x.pdf")]) == ExitCode.FAILED
    assert "massstart-tui[pdf]" in capsys.readouterr().err


def test_any_format_can_go_to_a_file(race: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "result.md"
    assert main(["results", str(race), "--format", "markdown", "-o", str(target)]) == ExitCode.DONE
    assert target.read_text("utf-8").startswith("# Test race\n")
    assert not capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_the_race_that_is_read_is_never_overwritten(race: Path, form: str, tmp_path: Path, capsys: Captured) -> None:
    before = race.read_bytes()
    (tmp_path / "link").symlink_to(race)
    for output in (str(race), str(tmp_path / "link")):
        assert main(["results", str(race), "--format", form, "-o", output]) == ExitCode.USAGE
        assert f"{output} is a recorded race, which is never overwritten" in capsys.readouterr().err
    assert race.read_bytes() == before


@pytest.mark.parametrize("stream", [make_stream(), make_stream()[:60], b"\xef\xbb\xbf" + make_stream()])
def test_nor_is_any_other_race_even_a_damaged_one(race: Path, stream: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(stream)
    assert main(["results", str(race), "-o", str(other)]) == ExitCode.USAGE
    assert other.read_bytes() == stream


def test_a_result_that_was_written_before_is_written_again(race: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    for _ in range(2):
        assert main(["results", str(race), "-o", str(target)]) == ExitCode.DONE
    assert json.loads(target.read_bytes())["race"]["id"] == "test-race"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.txt", b"Test race\n"),
        ("r.json", b"{"),
        ("r.csv", b"rank,bib"),
        ("r.md", b"# Test race"),
        ("r.HTML", b"<!doctype html>"),
        ("r.pdf", b"%PDF-"),
        ("r", b"Test race\n"),
    ],
)
def test_without_a_format_the_ending_of_the_file_says_which(
    race: Path, name: str, begins: bytes, tmp_path: Path
) -> None:
    assert main(["results", str(race), "-o", str(tmp_path / name)]) == ExitCode.DONE
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["r.doc", "r.out", "r.html.bak", "r.xlsx"])
def test_an_ending_that_says_no_format_is_refused_unless_a_format_is_given(
    race: Path, name: str, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / name
    assert main(["results", str(race), "-o", str(out)]) == ExitCode.USAGE
    assert ".txt, .json, .csv, .md, .html, .pdf; or --format" in capsys.readouterr().err
    assert not out.exists()
    assert main(["results", str(race), "--format", "table", "-o", str(out)]) == ExitCode.DONE
    assert out.read_bytes().startswith(b"Test race\n")


@pytest.mark.parametrize(("name", "form"), [("r.pdf", "csv"), ("r.csv", "pdf"), ("r.json", "table")])
def test_an_ending_that_says_another_format_is_a_wrong_use(
    race: Path, name: str, form: str, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["results", str(race), "--format", form, "-o", str(tmp_path / name)]) == ExitCode.USAGE
    assert f"--format {form} and an ending that says" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
