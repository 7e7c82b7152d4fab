"""Tests of ``massstart new`` on a terminal: its questions, and what happens to answers that cannot be written."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.race.rules import PRESETS
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream import sheet_file
from massstart_tui.stream.sheet_file import read_sheet, sheet_as_toml, sheet_from_toml
from tests.cli.conftest import Answer, Pipe

Captured = pytest.CaptureFixture[str]

ALL_PRESETS = ", ".join(PRESETS)
TWO = (Skater(13, "Sven Kramer", "NED", notes=("club: Thialf",)), Skater(1, "Bart Swings", "BEL"))


def test_on_a_terminal_everything_is_asked_for_with_the_default_shown(
    out: Path, answer: Answer, capsys: Captured
) -> None:
    race = ["Final", "", "Thialf", "2026-11-23 14:45+01:00", "isu-junior", "", ""]
    questions = answer(*race, "13 Sven Kramer NED", "5 Kai", "")
    assert main(["new", "-o", str(out)]) == ExitCode.DONE
    assert questions == [
        "Title: ",
        "Competition (may stay empty): ",
        "Venue (may stay empty): ",
        "Start, such as 2026-11-23 14:45 (may stay empty): ",
        f"Rules: {ALL_PRESETS} [isu-2018]: ",
        "Laps [10]: ",
        "How many go through (empty in a final): ",
        "Skater 1: ",
        "Skater 2: ",
        "Skater 3: ",
    ]
    sheet = read_sheet(out).sheet
    assert (sheet.title, sheet.venue, sheet.laps, sheet.qualify) == ("Final", "Thialf", 10, None)
    assert sheet.skaters == (Skater(5, "Kai"), Skater(13, "Sven Kramer", "NED"))
    assert "an empty line ends" in capsys.readouterr().err


def test_what_the_options_say_is_not_asked_and_skaters_of_a_list_neither(
    out: Path, listed: Path, answer: Answer
) -> None:
    questions = answer("", "", "", "", "8")
    asked = ["--title", "T", "--laps", "12", "--from-csv", str(listed)]
    assert main(["new", *asked, "-o", str(out), "--lang", "nl"]) == ExitCode.DONE
    assert [question.partition(" ")[0].strip(":") for question in questions] == [
        *("Toernooi", "Baan", "Start,", "Reglement", "Hoeveel")
    ]
    assert (read_sheet(out).sheet.laps, read_sheet(out).sheet.qualify) == (12, 8)


def test_an_answer_that_does_not_do_is_told_and_asked_again(out: Path, answer: Answer, capsys: Captured) -> None:
    race = ["", "T", "", "", "nooit:", "", "isu", "", "0", "16", "-1", ""]
    answer(*race, "", "Sven", "13", "13 Sven", "13 Bart", "\udcff", "")
    assert main(["new", "-o", str(out)]) == ExitCode.DONE
    assert capsys.readouterr().err.splitlines()[:-2] == [
        "is missing; expected a value, it is required",
        '"nooit:" is not a date or a time; expected the likes of 2022-02-19 or 2022-02-19T15:00:00+08:00',
        f"‘isu’ is not a preset; expected one of {ALL_PRESETS}",
        '"0" is out of range; expected 1 – 1000000',
        '"-1" is of the wrong kind; expected a whole number',
        "The skaters, a line each, such as 13 Sven Kramer NED; an empty line ends.",
        "‘’ is not a bib; expected a whole number from 1 to 999",
        "‘Sven’ is not a bib; expected a whole number from 1 to 999",
        "there is no name; expected one",
        "bib 13 is that of Sven; expected one that is free",
        '"\\udcff" does not fit here; expected what the format asks for (UTF-8)',
    ]
    assert read_sheet(out).sheet.skaters == (Skater(13, "Sven"),)


@pytest.mark.parametrize("ends", [EOFError, KeyboardInterrupt])
@pytest.mark.parametrize("answers", [[], ["T", "", "", "", "", "", "", "13 Sven Kramer NED"]])
def test_an_end_before_the_end_leaves_nothing_behind(
    ends: type[BaseException], answers: list[str], out: Path, answer: Answer, capsys: Captured
) -> None:
    answer(*answers, ends=ends)
    assert main(["new", "-o", str(out)]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == "nothing was written"
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), ExitCode.FAILED, "massstart: it failed: No space left"),
        (FileExistsError(errno.EEXIST, "File exists"), ExitCode.USAGE, "is there already, and is not overwritten"),
    ],
)
def test_what_was_typed_is_not_lost_where_it_cannot_be_written(  # noqa: PLR0913, PLR0917 - fixtures
    error: OSError,
    code: ExitCode,
    why: str,
    out: Path,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    def full(_path: Path, _sheet: Sheet) -> None:
        raise error

    monkeypatch.setattr(sheet_file, "write_new_sheet", full)
    answer("T", "", "", "", "", "", "", "13 Sven Kramer NED", "")
    assert main(["new", "-o", str(out)]) == code
    captured = capsys.readouterr()
    assert 'name = "Sven Kramer"' in captured.out
    assert "what it would have held is on standard output" in captured.err
    assert why in captured.err


HOSTILE = "\x9b7m\u202eneD\u200d\ufeff\U000e0001 高木 \x7f"


def a_sheet_that_cannot_be_written(out: Path, monkeypatch: pytest.MonkeyPatch, pipe: Pipe) -> Sheet:
    """Make a sheet from a list with hostile text while the disk is full."""
    sheets: list[Sheet] = []

    def full(_path: Path, sheet: Sheet) -> None:
        sheets.append(sheet)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sheet_file, "write_new_sheet", full)
    listed = out.with_name("list.csv")
    listed.write_text(f"nr,naam,club\n1,A,{HOSTILE}\n", encoding="utf-8")
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out)]) == ExitCode.FAILED
    assert sheets[0].skaters[0].notes == (f"club: {HOSTILE}",)
    return sheets[0]


def test_what_could_not_be_written_acts_on_no_terminal_and_reads_the_same(
    out: Path, monkeypatch: pytest.MonkeyPatch, pipe: Pipe, capsys: Captured
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    sheet = a_sheet_that_cannot_be_written(out, monkeypatch, pipe)
    shown = capsys.readouterr().out
    assert all(line.isprintable() for line in shown.split("\n"))
    assert "高木" in shown
    assert sheet_from_toml(shown.encode()).sheet == sheet


def test_what_could_not_be_written_goes_to_a_pipe_as_it_would_be_in_the_file(
    out: Path, monkeypatch: pytest.MonkeyPatch, pipe: Pipe, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    sheet = a_sheet_that_cannot_be_written(out, monkeypatch, pipe)
    assert capsysbinary.readouterr().out == sheet_as_toml(sheet).encode()
