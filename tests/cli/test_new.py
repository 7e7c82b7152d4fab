"""Tests of ``massstart new``: a start sheet from a list, from a pipe, or from answers on a terminal."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.cli import new
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.race.rules import PRESETS, RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.sheet_file import read_sheet
from tests.cli.conftest import Answer, Pipe
from tests.cli.running import TOP
from tests.patience import PATIENCE

Captured = pytest.CaptureFixture[str]

ALL_PRESETS = ", ".join(PRESETS)
TWO = (Skater(13, "Sven Kramer", "NED", notes=("club: Thialf",)), Skater(1, "Bart Swings", "BEL"))


def test_a_list_becomes_a_sheet_and_how_to_go_on_is_told(out: Path, listed: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", "Men's final: Thialf", "-o", str(out)]) == ExitCode.DONE
    expected = Sheet("mens-final-thialf", "Men's final: Thialf", 16, TWO, rules=RulesTable("isu-2018"))
    assert read_sheet(out).sheet == expected
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        f"{out}: written; skaters: 2, laps: 16",
        f"go on with: massstart enter {out}",
    ]
    assert main(["check", str(out)]) == ExitCode.DONE


def test_the_options_say_what_a_list_does_not(out: Path, listed: Path, pipe: Pipe) -> None:
    pipe("")
    asked = ["--title", "Halve finale", "--competition", "NK", "--venue", "Thialf", "--preset", "isu-junior"]
    asked += ["--start", "2026-11-23 14:45+01:00", "--qualify", "2", "-o", str(out)]
    assert main(["new", "--from-csv", str(listed), *asked]) == ExitCode.DONE
    start = datetime(2026, 11, 23, 14, 45, tzinfo=timezone(timedelta(hours=1)))
    about: dict[str, Any] = {"competition": "NK", "venue": "Thialf", "start": start, "qualify": 2}
    about["rules"] = RulesTable("isu-junior")
    assert read_sheet(out).sheet == Sheet("halve-finale", "Halve finale", 10, TWO, **about)


def test_a_cut_behind_the_last_skater_is_refused_and_nothing_written(
    out: Path, listed: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("")
    asked = ["new", "--from-csv", str(listed), "--title", "T"]
    assert main([*asked, "--qualify", "99", "-o", str(out)]) == ExitCode.USAGE
    told = "--qualify 99 is more than the 2 skaters on the start sheet; expected 2 at most\n"
    assert capsys.readouterr().err.endswith(told)
    assert not out.exists()
    assert main([*asked, "--qualify", "2", "-o", str(out.with_stem("two"))]) == ExitCode.DONE
    assert "--qualify" not in capsys.readouterr().err


@pytest.mark.parametrize(("title", "id_"), [("Årets ÜBER-løp 2", "arets-uber-lp-2"), ("高木", "sheet"), ("’s", "s")])
def test_the_name_of_the_race_comes_from_its_title_else_from_the_file(
    title: str, id_: str, out: Path, listed: Path, pipe: Pipe
) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", title, "-o", str(out)]) == ExitCode.DONE
    assert read_sheet(out).sheet.id == id_


def test_every_fault_of_a_list_is_a_line_with_its_place_and_nothing_is_written(
    out: Path, listed: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("")
    listed.write_text("nr,naam\n1,A\n1,B\nx,C\n2\n")
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err.splitlines() == [
        f"{listed}:3: nr: bib 1 is there more than once; expected it once",
        f"{listed}:4: nr: ‘x’ is not a bib; expected a whole number from 1 to 999",
        f"{listed}:5: the row has 1 field; expected at least 2",
    ]
    assert not out.exists()


def test_what_can_be_lived_with_in_a_list_is_told(out: Path, listed: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    listed.write_bytes("naam\nJürgen\n".encode("cp1252"))
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out), "--lang", "nl"]) == ExitCode.DONE
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{listed}:2: geen UTF-8, dus gelezen als Windows-1252")
    assert told[1].startswith(f"{listed}: geen kolom heeft nummers, dus ze zijn 1 tot en met 1")
    assert read_sheet(out).sheet.skaters == (Skater(1, "Jürgen"),)


def test_a_list_that_is_not_there_is_told(out: Path, tmp_path: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(tmp_path / "no.csv"), "--title", "T", "-o", str(out)]) == ExitCode.BAD_DATA
    assert f"{tmp_path / 'no.csv'}: there is no such file" in capsys.readouterr().err


def test_skaters_come_from_a_pipe_a_line_each(out: Path, pipe: Pipe) -> None:
    pipe("13 Sven Kramer NED\n\n  1 Bart Swings BEL\r\n2 Šárka Nováková\n")
    assert main(["new", "--title", "T", "-o", str(out)]) == ExitCode.DONE
    skaters = (Skater(1, "Bart Swings", "BEL"), Skater(2, "Šárka Nováková"), Skater(13, "Sven Kramer", "NED"))
    assert read_sheet(out).sheet.skaters == skaters


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "13\nx A\n\n5 A\n5 B\n",
            [
                "-:1: there is no name; expected one",
                "-:2: ‘x’ is not a bib; expected a whole number from 1 to 999",
                "-:5: bib 5 is that of A; expected one that is free",
            ],
        ),
        ("", ["-: there is no skater in it; expected a line for each, such as 13 Sven Kramer NED"]),
        (b"1 A\0\n", ["-:1: not text; expected lines of text, such as a list saved as csv"]),
    ],
)
def test_everything_that_is_wrong_in_a_pipe_is_told_and_nothing_is_written(
    content: str | bytes, told: list[str], out: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe(content)
    assert main(["new", "--title", "T", "-o", str(out)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err.splitlines() == told
    assert not out.exists()


def test_what_lacks_without_a_terminal_is_told_beside_what_is_wrong(out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("1 A\n")
    asked = ["--laps", "x", "--preset", "isu-2019", "--start", "2026-11-23", "--qualify", "0"]
    assert main(["new", *asked, "-o", str(out)]) == ExitCode.USAGE
    assert capsys.readouterr().err.splitlines() == [
        '--start: "2026-11-23" is not a date or a time; expected the likes of 2022-02-19 or 2022-02-19T15:00:00+08:00',
        f"--preset: ‘isu-2019’ is not a preset; expected one of {ALL_PRESETS}",
        '--laps: "x" is of the wrong kind; expected a whole number',
        '--qualify: "0" is out of range; expected 1 – 1000000',
        "--title: is missing; expected a value, it is required",
    ]
    assert not out.exists()


def test_an_elimination_race_has_no_usual_distance_since_it_depends_on_how_many_start(
    out: Path, pipe: Pipe, capsys: Captured
) -> None:
    asked = ["new", "--title", "T", "--preset", "elimination", "-o", str(out)]
    pipe("1 A\n")
    assert main(asked) == ExitCode.USAGE
    assert capsys.readouterr().err.splitlines() == ["--laps: is missing; expected a value, it is required"]
    pipe("1 A\n")
    assert main([*asked, "--laps", "18"]) == ExitCode.DONE
    assert read_sheet(out).sheet.rules_in_force().eliminations == (2, 4, 6, 8, 10, 12, 14, 16)


@pytest.mark.parametrize("start", ["soon:", "2026-11-23", "2026-13-01 10:00", "25:00"])
def test_a_time_of_the_gun_that_is_none_is_told(start: str, out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "--start", start, "-o", str(out)]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith(f'--start: "{start}" is not a date or a time')


def test_a_time_of_the_gun_without_an_offset_gets_that_of_this_computer(out: Path, pipe: Pipe) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "--start", "2026-11-23 14:45", "-o", str(out)]) == ExitCode.DONE
    start = read_sheet(out).sheet.start
    assert start is not None
    assert start.tzinfo is not None
    assert start == datetime(2026, 11, 23, 14, 45).astimezone()


@pytest.mark.parametrize("title", ["", "  ", "\udcff"])
def test_a_title_of_nothing_or_of_bytes_that_are_no_text_is_told_once(
    title: str, out: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", title, "-o", str(out)]) == ExitCode.USAGE
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()] == ["--title"]


def test_a_file_that_is_there_is_never_overwritten_and_nothing_is_asked(
    out: Path, answer: Answer, capsys: Captured
) -> None:
    out.write_text("mine")
    questions = answer("Final")
    assert main(["new", "-o", str(out)]) == ExitCode.USAGE
    assert capsys.readouterr().err == f"{out}: is there already, and is not overwritten; choose another name\n"
    assert (out.read_text(), questions) == ("mine", [])


@pytest.mark.parametrize(
    ("name", "why"), [("sheet.txt", "a start sheet ends in .toml"), ("no/sheet.toml", "there is no such folder")]
)
def test_where_no_sheet_can_go_is_told_before_anything_is_asked(
    name: str, why: str, tmp_path: Path, answer: Answer, capsys: Captured
) -> None:
    questions = answer("Final")
    assert main(["new", "-o", str(tmp_path / name)]) == ExitCode.USAGE
    assert why in capsys.readouterr().err
    assert questions == []


def test_a_file_with_a_space_in_its_name_can_be_gone_on_with_as_told(
    tmp_path: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "-o", str(tmp_path / "my sheet.toml")]) == ExitCode.DONE
    assert f"massstart enter '{tmp_path / 'my sheet.toml'}'" in capsys.readouterr().err


def test_no_escape_in_a_name_acts_when_it_is_told(out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("5 \x1b[31mA\n5 B\n")
    assert main(["new", "--title", "T", "-o", str(out)]) == ExitCode.BAD_DATA
    assert "\x1b" not in capsys.readouterr().err


def test_every_question_is_an_option() -> None:
    from massstart_tui.cli.sheet_questions import QUESTIONS

    assert sorted(new.METAVARS) == sorted(question.name for question in QUESTIONS)


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal there")
def test_it_asks_on_a_real_terminal_and_ctrl_c_leaves_nothing(out: Path) -> None:
    from tests.tui.terminal import Terminal as RealTerminal

    with RealTerminal("new", "--lang", "en", "-o", out) as terminal:
        terminal.shows("Title:")
        terminal.press(b"Final\n")
        terminal.shows("Competition")
        terminal.press(b"\x03")
        terminal.shows("nothing was written")
        assert terminal.ends() == 130
    assert list(out.parent.iterdir()) == []


def test_it_takes_a_pipe_as_its_own_process_and_never_loads_textual(out: Path) -> None:
    code = (
        "import sys; from massstart_tui.cli.main import main; code = main(sys.argv[1:]); "
        "print('textual' in sys.modules); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "new", "--title", "T", "-o", out],
        input=b"1 Anna Noord NED\n",
        cwd=TOP,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout.decode().strip()) == (0, "False")
    assert read_sheet(out).sheet.skaters == (Skater(1, "Anna Noord", "NED"),)


def test_what_is_asked_is_no_part_of_what_is_written_out(
    out: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    answer()

    def typed(prompt: str) -> str:
        sys.stdout.write(prompt)
        raise EOFError

    monkeypatch.setattr(builtins, "input", typed)
    main(["new", "-o", str(out)])
    captured = capsys.readouterr()
    assert not captured.out
    assert "Title" in captured.err
