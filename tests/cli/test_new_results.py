"""Tests of ``massstart new --from-results``: a published result becomes a race for all other commands."""

from __future__ import annotations

import builtins
import csv
import errno
import io
import shlex
import sys
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.stream.disk import Disk
from massstart_tui.stream.recorded_race import load
from tests.imports.results_in_csv import rendered

Captured = pytest.CaptureFixture[str]
STATUSES = {"lapped_inferred": "LAP", "DNF_or_taken_off": "DNF", "DQ": "DQT25"}


@pytest.fixture(autouse=True)
def nothing_on_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run without a terminal for questions."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a real result as a spreadsheet saves it."""
    path = tmp_path / "calgary.csv"
    path.write_bytes(rendered("wc2526_calgary_men_B", STATUSES))
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the path at which the race is to be written."""
    return tmp_path / "race.jsonl"


def asked(table: Path, out: Path, *options: str) -> list[str]:
    return ["new", "--from-results", str(table), "-o", str(out), "--title", "Men’s division B", *options]


def test_a_result_becomes_a_race_and_what_is_worked_out_is_told(table: Path, out: Path, capsys: Captured) -> None:
    assert main(asked(table, out)) == ExitCode.DONE
    captured = capsys.readouterr()
    assert captured.out == ""
    told = captured.err.splitlines()
    assert told[0].startswith("lap times: interpolated (not published: ")
    assert told[-2:] == [f"{out}: written; skaters: 27, laps: 16", f"replay it with: massstart {shlex.quote(str(out))}"]
    race = load(out)
    assert (race.sheet.id, race.sheet.title) == ("mens-division-b", "Men’s division B")
    assert {entry.source for entry in race.recording.header.provenance if entry.kind == "published"} == {table.name}


def test_the_race_is_in_order_and_its_results_are_those_that_were_published(
    table: Path, out: Path, capsys: Captured
) -> None:
    assert main(asked(table, out)) == ExitCode.DONE
    assert main(["check", str(out)]) == ExitCode.DONE
    capsys.readouterr()
    assert main(["results", str(out), "--format", "csv"]) == ExitCode.DONE
    made = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    published = list(csv.DictReader(io.StringIO(table.read_text("utf-8")), delimiter=";"))
    assert [(row["rank"], row["bib"], row["total"], row["laps"]) for row in made] == [
        (row["Rank"], row["No."], row["Total"], row["Laps"]) for row in published
    ]


def test_the_results_of_a_race_make_the_same_race_again(table: Path, out: Path) -> None:
    assert main(asked(table, out)) == ExitCode.DONE
    again, first, second = (out.with_name(name) for name in ("again.jsonl", "first.csv", "second.csv"))
    assert main(["results", str(out), "--format", "csv", "-o", str(first)]) == ExitCode.DONE
    assert main(asked(first, again)) == ExitCode.DONE
    assert main(["results", str(again), "--format", "csv", "-o", str(second)]) == ExitCode.DONE
    assert second.read_text("utf-8") == first.read_text("utf-8")


def test_the_options_say_what_a_table_does_not_have(table: Path, out: Path) -> None:
    options = ["--competition", "World Cup", "--venue", "Calgary", "--qualify", "8", "--source", "the ISU’s protocol"]
    assert main(asked(table, out, *options)) == ExitCode.DONE
    race = load(out)
    assert (race.sheet.competition, race.sheet.venue, race.sheet.qualify) == ("World Cup", "Calgary", 8)
    assert race.recording.header.provenance[0].source == "the ISU’s protocol"


def test_the_sentences_of_the_provenance_are_in_the_language_asked_for(
    table: Path, out: Path, capsys: Captured
) -> None:
    assert main(asked(table, out, "--lang", "nl")) == ExitCode.DONE
    assert "speel af met: massstart" in capsys.readouterr().err
    assert any("niet gepubliceerd" in entry.source for entry in load(out).recording.header.provenance)


def test_on_a_terminal_only_what_neither_options_nor_table_tell_is_asked(
    table: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []

    def typed(question: str) -> str:
        questions.append(question)
        return ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(builtins, "input", typed)
    assert main(asked(table, out)) == ExitCode.DONE
    assert [question.split()[0] for question in questions] == ["Competition", "Venue", "Start,", "Rules:", "How"]


def test_a_table_at_odds_with_itself_is_told_whole_and_leaves_no_race(table: Path, out: Path, capsys: Captured) -> None:
    text = table.read_text("utf-8").replace(";60;60;", ";60;61;").replace(";40;40;", ";40;41;")
    table.write_text(text, "utf-8")
    assert main(asked(table, out)) == ExitCode.BAD_DATA
    wrong = (
        "{where}: Total: {given} is not what the points of this skater come to; expected {wanted}, the points of a"
        " sprint that lack, or a status by which points are lost: LAP, DNF or DQ"
    )
    assert capsys.readouterr().err.splitlines() == [
        wrong.format(where=f"{table}:2", given=61, wanted=60),
        wrong.format(where=f"{table}:3", given=41, wanted=40),
    ]
    assert not out.exists()


def test_a_table_that_cannot_be_read_is_told_and_leaves_no_race(table: Path, out: Path, capsys: Captured) -> None:
    table.write_text("rank,bib,name,time\n1,x,A,7.56\n", "utf-8")
    assert main(asked(table, out)) == ExitCode.BAD_DATA
    assert [line.split(";")[0] for line in capsys.readouterr().err.splitlines()] == [
        f"{table}:2: bib: ‘x’ is not a bib",
        f'{table}:2: time: "7.56" is not a race time',
    ]
    assert not out.exists()
    assert main(asked(table.with_name("no.csv"), out)) == ExitCode.BAD_DATA


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """Return a start sheet with rules of its own."""
    path = tmp_path / "own.toml"
    path.write_text(
        'id = "club"\ntitle = "Club race"\nlaps = 9\n'
        "[rules]\nsprints = [{lap = 3, points = [7, 4]}]\nfinish = [11, 5]\n"
        '[[skaters]]\nbib = 4\nname = "Ada Aa"\nnoc = "NED"\nnotes = ["Has won it before"]\n',
        "utf-8",
    )
    return path


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_sheet_gives_a_result_its_own_rules_and_it_comes_back_the_same(
    tmp_path: Path, own_rules: Path, out: Path, lang: str
) -> None:
    table = tmp_path / "club.csv"
    table.write_text("Pl,Nr,Naam,S1,Totaal,Tijd\n1,4,ADA AA,4,15,5:00.00\n2,9,BEA BO,7,12,+0.20\n", "utf-8")
    options = ["new", "--sheet", str(own_rules), "-o"]
    assert main([*options, str(out), "--from-results", str(table)]) == ExitCode.DONE
    race = load(out)
    assert (race.sheet.id, race.sheet.laps) == ("club", 9)
    assert [(skater.bib, skater.name, skater.notes) for skater in race.sheet.skaters] == [
        (4, "Ada Aa", ("Has won it before",)),
        (9, "Bea Bo", ()),
    ]
    first, again, second = (out.with_name(name) for name in ("first.csv", "again.jsonl", "second.csv"))
    assert main(["results", str(out), "--lang", lang, "-o", str(first)]) == ExitCode.DONE
    assert main([*options, str(again), "--from-results", str(first)]) == ExitCode.DONE
    assert main(["results", str(again), "--lang", lang, "-o", str(second)]) == ExitCode.DONE
    assert second.read_bytes() == first.read_bytes()
    assert first.read_bytes().startswith(b"rank,bib" if lang == "en" else b"\xef\xbb\xbfrank;bib")


def test_another_name_on_the_sheet_is_told_with_both(
    tmp_path: Path, own_rules: Path, out: Path, capsys: Captured
) -> None:
    table = tmp_path / "club.csv"
    table.write_text("Pl,Nr,Naam,S1,Totaal,Tijd\n1,4,Zoë Zet,4,15,5:00.00\n2,9,BEA BO,7,12,+0.20\n", "utf-8")
    assert main(["new", "--from-results", str(table), "--sheet", str(own_rules), "-o", str(out)]) == ExitCode.BAD_DATA
    told = capsys.readouterr().err
    assert "Zoë Zet" in told
    assert "Ada Aa" in told


@pytest.mark.parametrize(
    "options",
    [
        ["--sheet", "S.toml", "-o", "sheet.toml", "--title", "T"],
        ["--from-results", "TABLE", "--sheet", "S.toml", "-o", "race.jsonl", "--preset", "isu-2014"],
        ["--from-results", "TABLE", "-o", "race.toml", "--title", "T"],
        ["--from-results", "TABLE", "--from-csv", "TABLE", "-o", "race.jsonl", "--title", "T"],
        ["--source", "me", "-o", "sheet.toml", "--title", "T"],
        ["--from-results", "TABLE", "-o", "nowhere/race.jsonl", "--title", "T"],
        ["--from-results", "TABLE", "-o", "TABLE.jsonl", "--title", "T"],
        ["--from-results", "TABLE", "-o", "race.jsonl"],
        ["--from-results", "TABLE", "-o", "race.jsonl", "--title", "T", "--laps", "many"],
    ],
)
def test_what_does_not_go_together_is_told_and_writes_nothing(
    table: Path, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(table.parent)
    taken = Path(f"{table}.jsonl")
    taken.write_bytes(b"mine")
    assert main(["new", *(option.replace("TABLE", str(table)) for option in options)]) == ExitCode.USAGE
    assert capsys.readouterr().err
    assert taken.read_bytes() == b"mine"
    assert sorted(path.name for path in table.parent.iterdir()) == [table.name, taken.name]


def test_a_race_that_cannot_be_written_whole_is_not_there(
    table: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def full(_disk: Disk, _file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Disk, "sync", full)
    assert main(asked(table, out)) == ExitCode.FAILED
    assert "No space left on device" in capsys.readouterr().err
    assert not out.exists()
