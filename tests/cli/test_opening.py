"""Tests of a file without a command: a race is replayed, a meeting shows its programme, a sheet is explained."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from massstart_tui.cli import programme
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.cli.screen_run import Viewing
from massstart_tui.stream.meeting_file import MeetingFile
from tests.meetings import make_meeting, skated

Captured = pytest.CaptureFixture[str]
SHEET = 'id = "club"\ntitle = "Club race"\nlaps = 2\n[[skaters]]\nbib = 1\nname = "Anna"\n'


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Return the small meeting after its semi-finals."""
    return make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))


@pytest.mark.parametrize("before", [[], ["replay"]])
@pytest.mark.parametrize("options", [[], ["--spoilers"]])
def test_a_meeting_alone_is_its_programme(
    meeting: Path, capsys: Captured, before: list[str], options: list[str]
) -> None:
    assert main(["programme", str(meeting), *options]) == ExitCode.DONE
    lines = capsys.readouterr().out
    assert main([*before, str(meeting), *options]) == ExitCode.DONE
    assert capsys.readouterr().out == lines
    assert lines.count("\n") == 3


def test_on_a_terminal_a_meeting_alone_shows_its_programme(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[Viewing, MeetingFile]] = []

    def show(file: MeetingFile, viewing: Viewing) -> int:
        shown.append((viewing, file))
        return ExitCode.DONE

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(programme, "show_programme", show)
    assert main([str(meeting)]) == ExitCode.DONE
    assert main([str(meeting), "--spoilers", "--speed", "4"]) == ExitCode.DONE
    assert [(file.path, viewing.spoilers, viewing.speed) for viewing, file in shown] == [
        (meeting, False, None),
        (meeting, True, 4.0),
    ]


def test_a_start_sheet_alone_says_what_it_is_and_how_to_enter_it(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "my sheet.toml"
    sheet.write_text(SHEET)
    assert main([str(sheet)]) == ExitCode.USAGE
    assert capsys.readouterr().err == (
        f"{sheet}: a start sheet, of a race still to be skated; enter it live with: massstart enter"
        f" {shlex.quote(str(sheet))}\n"
    )
    assert main(["replay", str(sheet), "--lang", "nl"]) == ExitCode.USAGE
    assert "een startlijst" in capsys.readouterr().err


def test_what_is_neither_a_meeting_nor_a_sheet_is_told_as_such(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("id = \n")
    assert main([str(path)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err.startswith(f"{path}:1: not TOML")


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("start", "16 to go\t0:00.0\tstart"),
        ("9 to go", "8 to go\t4:00.5\tsprint 2"),
        ("sprint 3", "4 to go\t6:00.5\tsprint 3"),
        ("end", "0 to go\t10:00.0\tofficial"),
    ],
)
def test_without_a_terminal_the_log_begins_at_the_moment_asked_for(
    moment: str, first: str, race: Path, capsys: Captured
) -> None:
    assert main(["replay", str(race)]) == ExitCode.DONE
    whole = capsys.readouterr().out.splitlines()
    assert main(["replay", str(race), "--from", moment]) == ExitCode.DONE
    told = capsys.readouterr().out.splitlines()
    assert told == whole[len(whole) - len(told) :]
    assert told[0].startswith(first)


def test_a_moment_that_the_race_has_not_is_a_wrong_use_also_without_a_terminal(race: Path, capsys: Captured) -> None:
    assert main(["replay", str(race), "--from", "17 to go"]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert not captured.out
    assert "17" in captured.err
