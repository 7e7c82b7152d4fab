"""``massstart new``: a start sheet from a list, from a pipe, or asked for on a terminal."""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.cli import new
from massstart_tui.cli.exits import Exit
from massstart_tui.cli.main import main
from massstart_tui.race.rules import PRESETS, RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream import sheetwriting
from massstart_tui.stream.sheetfile import read_sheet, sheet_from_toml
from massstart_tui.stream.sheetwriting import sheet_as_toml
from tests.cli.running import TOP

Captured = pytest.CaptureFixture[str]
Pipe = Callable[[str | bytes], None]
Answer = Callable[..., list[str]]

ALL_PRESETS = ", ".join(PRESETS)
LIST = "nr;naam;land;club\n13;Sven Kramer;NED;Thialf\n1;Bart Swings;BEL;\n"
TWO = (Skater(13, "Sven Kramer", "NED", notes=("club: Thialf",)), Skater(1, "Bart Swings", "BEL"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the sheet is to go."""
    return tmp_path / "sheet.toml"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of two."""
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Puts a text on standard input; nothing, until it is used."""

    def put(content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))

    put("")
    return put


class Terminal(io.StringIO):
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Gives these answers on a terminal, and the list in which the questions are kept; then it ends, as told."""

    def give(*answers: str, ends: type[BaseException] = EOFError) -> list[str]:
        questions: list[str] = []
        left: Iterator[str] = iter(answers)

        def typed(prompt: str) -> str:
            questions.append(prompt)
            for line in left:
                return line
            raise ends

        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(builtins, "input", typed)
        return questions

    return give


def test_a_list_becomes_a_sheet_and_how_to_go_on_is_told(out: Path, listed: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", "Men's final: Thialf", "-o", str(out)]) == Exit.DONE
    expected = Sheet("mens-final-thialf", "Men's final: Thialf", 16, TWO, rules=RulesTable("isu-2018"))
    assert read_sheet(out).sheet == expected
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        f"{out}: written; skaters: 2, laps: 16",
        f"go on with: massstart enter {out}",
    ]
    assert main(["check", str(out)]) == Exit.DONE


def test_the_options_say_what_a_list_does_not(out: Path, listed: Path, pipe: Pipe) -> None:
    pipe("")
    asked = ["--title", "Halve finale", "--competition", "NK", "--venue", "Thialf", "--preset", "isu-junior"]
    asked += ["--start", "2026-11-23 14:45+01:00", "--qualify", "8", "-o", str(out)]
    assert main(["new", "--from-csv", str(listed), *asked]) == Exit.DONE
    start = datetime(2026, 11, 23, 14, 45, tzinfo=timezone(timedelta(hours=1)))
    about: dict[str, Any] = {"competition": "NK", "venue": "Thialf", "start": start, "qualify": 8}
    about["rules"] = RulesTable("isu-junior")
    assert read_sheet(out).sheet == Sheet("halve-finale", "Halve finale", 10, TWO, **about)


@pytest.mark.parametrize(("title", "id_"), [("Årets ÜBER-løp 2", "arets-uber-lp-2"), ("高木", "sheet"), ("’s", "s")])
def test_the_name_of_the_race_comes_from_its_title_else_from_the_file(
    title: str, id_: str, out: Path, listed: Path, pipe: Pipe
) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", title, "-o", str(out)]) == Exit.DONE
    assert read_sheet(out).sheet.id == id_


def test_every_fault_of_a_list_is_a_line_with_its_place_and_nothing_is_written(
    out: Path, listed: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("")
    listed.write_text("nr,naam\n1,A\n1,B\nx,C\n2\n")
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out)]) == Exit.BAD_DATA
    assert capsys.readouterr().err.splitlines() == [
        f"{listed}:3: nr: bib 1 is there more than once; expected it once",
        f"{listed}:4: nr: ‘x’ is not a bib; expected a whole number from 1 to 999",
        f"{listed}:5: the row has 1 field; expected at least 2",
    ]
    assert not out.exists()


def test_what_can_be_lived_with_in_a_list_is_told(out: Path, listed: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    listed.write_bytes("naam\nJürgen\n".encode("cp1252"))
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out), "--lang", "nl"]) == Exit.DONE
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{listed}:2: geen UTF-8, dus gelezen als westers")
    assert told[1].startswith(f"{listed}: geen kolom heeft nummers, dus ze zijn 1 tot en met 1")
    assert read_sheet(out).sheet.skaters == (Skater(1, "Jürgen"),)


def test_a_list_that_is_not_there_is_told(out: Path, tmp_path: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("")
    assert main(["new", "--from-csv", str(tmp_path / "no.csv"), "--title", "T", "-o", str(out)]) == Exit.BAD_DATA
    assert f"{tmp_path / 'no.csv'}: there is no such file" in capsys.readouterr().err


def test_skaters_come_from_a_pipe_a_line_each(out: Path, pipe: Pipe) -> None:
    pipe("13 Sven Kramer NED\n\n  1 Bart Swings BEL\r\n2 Šárka Nováková\n")
    assert main(["new", "--title", "T", "-o", str(out)]) == Exit.DONE
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
    assert main(["new", "--title", "T", "-o", str(out)]) == Exit.BAD_DATA
    assert capsys.readouterr().err.splitlines() == told
    assert not out.exists()


def test_what_lacks_without_a_terminal_is_told_beside_what_is_wrong(out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("1 A\n")
    asked = ["--laps", "x", "--preset", "isu-2019", "--start", "2026-11-23", "--qualify", "0"]
    assert main(["new", *asked, "-o", str(out)]) == Exit.USAGE
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
    assert main(asked) == Exit.USAGE
    assert capsys.readouterr().err.splitlines() == ["--laps: is missing; expected a value, it is required"]
    pipe("1 A\n")
    assert main([*asked, "--laps", "18"]) == Exit.DONE
    assert read_sheet(out).sheet.rules_in_force().eliminations == (2, 4, 6, 8, 10, 12, 14, 16)


@pytest.mark.parametrize("start", ["soon:", "2026-11-23", "2026-13-01 10:00", "25:00"])
def test_a_time_of_the_gun_that_is_none_is_told(start: str, out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "--start", start, "-o", str(out)]) == Exit.USAGE
    assert capsys.readouterr().err.startswith(f'--start: "{start}" is not a date or a time')


def test_a_time_of_the_gun_without_an_offset_gets_that_of_this_computer(out: Path, pipe: Pipe) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "--start", "2026-11-23 14:45", "-o", str(out)]) == Exit.DONE
    start = read_sheet(out).sheet.start
    assert start is not None
    assert start.tzinfo is not None
    assert start == datetime(2026, 11, 23, 14, 45).astimezone()


@pytest.mark.parametrize("title", ["", "  ", "\udcff"])
def test_a_title_of_nothing_or_of_bytes_that_are_no_text_is_told_once(
    title: str, out: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", title, "-o", str(out)]) == Exit.USAGE
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()] == ["--title"]


def test_a_file_that_is_there_is_never_overwritten_and_nothing_is_asked(
    out: Path, answer: Answer, capsys: Captured
) -> None:
    out.write_text("mine")
    questions = answer("Final")
    assert main(["new", "-o", str(out)]) == Exit.USAGE
    assert capsys.readouterr().err == f"{out}: is there already, and is not overwritten; choose another name\n"
    assert (out.read_text(), questions) == ("mine", [])


@pytest.mark.parametrize(
    ("name", "why"), [("sheet.txt", "a start sheet ends in .toml"), ("no/sheet.toml", "there is no such folder")]
)
def test_where_no_sheet_can_go_is_told_before_anything_is_asked(
    name: str, why: str, tmp_path: Path, answer: Answer, capsys: Captured
) -> None:
    questions = answer("Final")
    assert main(["new", "-o", str(tmp_path / name)]) == Exit.USAGE
    assert why in capsys.readouterr().err
    assert questions == []


def test_on_a_terminal_everything_is_asked_for_with_the_default_shown(
    out: Path, answer: Answer, capsys: Captured
) -> None:
    race = ["Final", "", "Thialf", "2026-11-23 14:45+01:00", "isu-junior", "", ""]
    questions = answer(*race, "13 Sven Kramer NED", "5 Kai", "")
    assert main(["new", "-o", str(out)]) == Exit.DONE
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
    assert main(["new", *asked, "-o", str(out), "--lang", "nl"]) == Exit.DONE
    assert [question.partition(" ")[0].strip(":") for question in questions] == [
        *("Toernooi", "Baan", "Start,", "Reglement", "Hoeveel")
    ]
    assert (read_sheet(out).sheet.laps, read_sheet(out).sheet.qualify) == (12, 8)


def test_an_answer_that_does_not_do_is_told_and_asked_again(out: Path, answer: Answer, capsys: Captured) -> None:
    race = ["", "T", "", "", "nooit:", "", "isu", "", "0", "16", "-1", ""]
    answer(*race, "", "Sven", "13", "13 Sven", "13 Bart", "\udcff", "")
    assert main(["new", "-o", str(out)]) == Exit.DONE
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
    assert main(["new", "-o", str(out)]) == Exit.INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == "nothing was written"
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Exit.FAILED, "massstart: it failed: No space left"),
        (FileExistsError(errno.EEXIST, "File exists"), Exit.USAGE, "is there already, and is not overwritten"),
    ],
)
def test_what_was_typed_is_not_lost_where_it_cannot_be_written(  # noqa: PLR0913, PLR0917 - fixtures
    error: OSError, code: Exit, why: str, out: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def full(_path: Path, _sheet: Sheet) -> None:
        raise error

    monkeypatch.setattr(sheetwriting, "write_new_sheet", full)
    answer("T", "", "", "", "", "", "", "13 Sven Kramer NED", "")
    assert main(["new", "-o", str(out)]) == code
    captured = capsys.readouterr()
    assert 'name = "Sven Kramer"' in captured.out
    assert "what it would have held is on standard output" in captured.err
    assert why in captured.err


HOSTILE = "\x9b7m\u202eneD\u200d\ufeff\U000e0001 高木 \x7f"


def a_sheet_that_cannot_be_written(out: Path, monkeypatch: pytest.MonkeyPatch, pipe: Pipe) -> Sheet:
    """The sheet of a list with such a text, for which the disk is full."""
    sheets: list[Sheet] = []

    def full(_path: Path, sheet: Sheet) -> None:
        sheets.append(sheet)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sheetwriting, "write_new_sheet", full)
    listed = out.with_name("list.csv")
    listed.write_text(f"nr,naam,club\n1,A,{HOSTILE}\n", encoding="utf-8")
    pipe("")
    assert main(["new", "--from-csv", str(listed), "--title", "T", "-o", str(out)]) == Exit.FAILED
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


def test_a_file_with_a_space_in_its_name_can_be_gone_on_with_as_told(
    tmp_path: Path, pipe: Pipe, capsys: Captured
) -> None:
    pipe("1 A\n")
    assert main(["new", "--title", "T", "-o", str(tmp_path / "my sheet.toml")]) == Exit.DONE
    assert f"massstart enter '{tmp_path / 'my sheet.toml'}'" in capsys.readouterr().err


def test_no_escape_in_a_name_acts_when_it_is_told(out: Path, pipe: Pipe, capsys: Captured) -> None:
    pipe("5 \x1b[31mA\n5 B\n")
    assert main(["new", "--title", "T", "-o", str(out)]) == Exit.BAD_DATA
    assert "\x1b" not in capsys.readouterr().err


def test_every_question_is_an_option() -> None:
    from massstart_tui.cli.asking import QUESTIONS

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
        timeout=60,
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
