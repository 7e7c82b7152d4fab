"""Tests of ``massstart snapshot``: every screen, the same picture everywhere, and comparing with one that is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from tests.patience import PATIENCE

RACE = "beijing-2022-men-sf1"
SMALL = ["--at", "8 to go", "--size", "60x24"]
Captured = pytest.CaptureFixture[str]


def snapshot(*arguments: str | Path, race: str = RACE) -> int:
    return main(["snapshot", race, *map(str, arguments)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.txt"


@pytest.mark.thorough  # takes seconds
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--screen", "race", "--skater", "13"], "▶┃ 1▲ 13 Kramer"),
        (["--screen", "race", "--layout", "log"], "INCIDENTS"),
        (["--screen", "entry"], "on disk"),
        (["--screen", "entry", "--typed", "f 9"], "Fall: 9 Morozov"),
        (["--screen", "entry", "--typed", " f 9 , é김 "], "f 9 , é김"),
        (["--screen", "what-if", "--typed", "s3 13 9"], "WHAT IF"),
        (["--screen", "follow"], "● LIVE"),
        (["--screen", "sheet"], "Bart Swings"),
        (["--screen", "palette", "--typed", "prot"], "prot"),
        (["--screen", "skater", "--skater", "9"], "Dmitry Morozov"),
        (["--screen", "result", "--lang", "nl"], "Uitslag"),
        (["--screen", "help"], "Help"),
    ],
)
def test_every_screen_can_be_drawn(arguments: list[str], shown: str, out: Path) -> None:
    assert snapshot("--at", "8 to go", "--size", "80x24", *arguments, "-o", out) == ExitCode.DONE
    assert shown in out.read_text(encoding="utf-8")


def test_an_entry_screen_has_what_was_recorded_by_then_and_nothing_of_later(out: Path) -> None:
    snapshot("--screen", "entry", "--at", "lap 5", "-o", out)
    text = out.read_text(encoding="utf-8")
    assert "sprint 1" in text
    assert "sprint 2~" not in text


def test_the_view_as_known_then(corrected_race: Path, tmp_path: Path) -> None:
    """The attack that was taken back later is struck through in the one view, and still holds in the other."""
    texts = []
    for view in ("now", "then"):
        out = tmp_path / f"{view}.txt"
        assert snapshot("--at", "4:30", "--view", view, "-o", out, race=str(corrected_race)) == ExitCode.DONE
        texts.append(out.read_text(encoding="utf-8"))
    assert "as known then" in texts[1]
    assert texts[0] != texts[1]


@pytest.fixture
def corrected_race(tmp_path: Path) -> Path:
    from tests.tui.races import with_corrections

    path = tmp_path / "race.jsonl"
    path.write_bytes(with_corrections())
    return path


OTHERWISE = {
    "LANG": "nl_NL.UTF-8",
    "LC_ALL": "nl_NL.UTF-8",
    "TZ": "Asia/Tokyo",
    "NO_COLOR": "1",
    "FORCE_COLOR": "1",
    "COLORTERM": "",
    "TERM": "dumb",
    "COLUMNS": "40",
    "LINES": "10",
    "TEXTUAL_FILTERS": "dim",
    "TEXTUAL_DIM_FACTOR": "10",
    "TEXTUAL_THEME": "textual-light",
    "TEXTUAL_ANIMATIONS": "none",
    "UNICODE_VERSION": "4.1.0",
}


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        (RACE, ["--at", "8 to go"]),
        pytest.param(RACE, ["--screen", "entry", "--typed", "13"], marks=pytest.mark.thorough),
        pytest.param("PROGRAMME", ["--screen", "programme"], marks=pytest.mark.thorough),
    ],
)
def test_neither_environment_nor_settings_change_a_picture(file: str, arguments: list[str], tmp_path: Path) -> None:
    from massstart_tui.stream.samples import meeting_path

    race = str(meeting_path()) if file == "PROGRAMME" else file
    settings = tmp_path / "settings.toml"
    settings.write_text('theme = "light"\nlanguage = "nl"\nlayout = "log"\n')
    plain = {name: value for name, value in os.environ.items() if name not in OTHERWISE}
    changed = plain | OTHERWISE | {"HOME": str(tmp_path), "MASSSTART_SETTINGS": str(settings)}
    pictures = []
    for number, environment in enumerate((plain | {"LANG": "C.UTF-8"}, changed)):
        out = tmp_path / f"{number}.svg"
        command = [sys.executable, "-m", "massstart_tui", "snapshot", race, *arguments, "-o", str(out)]
        subprocess.run(command, env=environment, check=True, timeout=PATIENCE)
        pictures.append(out.read_text(encoding="utf-8"))
    assert pictures[0] == pictures[1]


def test_a_missing_picture_a_difference_and_the_same_have_exit_codes_of_their_own(out: Path, capsys: Captured) -> None:
    assert snapshot(*SMALL, "--check", out) == ExitCode.NO_PICTURE
    assert "there is no such picture yet; --update writes it" in capsys.readouterr().err
    assert not out.exists()
    assert snapshot(*SMALL, "--check", out, "--update") == ExitCode.DONE
    assert "was not there, and is written" in capsys.readouterr().err
    assert snapshot(*SMALL, "--check", out) == ExitCode.DONE
    assert capsys.readouterr() == ("", "")
    kept = out.read_text(encoding="utf-8")
    out.write_text(kept.replace("Kramer", "Cramer"), encoding="utf-8")
    assert snapshot(*SMALL, "--check", out) == ExitCode.DIFFERENT
    told = capsys.readouterr().out
    assert "the screen is not what the picture has" in told
    assert "- " in told
    assert "^" in told
    assert snapshot(*SMALL, "--check", out, "--update") == ExitCode.DONE
    assert "was another, and is written anew" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == kept


def test_a_failure_is_no_difference(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "race.svg"
    folder.mkdir()
    assert snapshot(*SMALL, "--check", folder) == ExitCode.FAILED
    assert "Traceback" not in capsys.readouterr().err


def test_a_difference_is_written_as_a_picture(tmp_path: Path, capsys: Captured) -> None:
    kept, difference = tmp_path / "race.svg", tmp_path / "difference.svg"
    snapshot(*SMALL, "-o", kept)
    kept.write_text(kept.read_text(encoding="utf-8").replace("Kramer", "Cramer"), encoding="utf-8")
    assert snapshot(*SMALL, "--check", kept, "--difference", difference) == ExitCode.DIFFERENT
    assert "13 Cramer" in capsys.readouterr().out
    drawn = difference.read_text(encoding="utf-8")
    assert all(f">{heading}</text>" in drawn for heading in ("before", "now", "what has changed"))
    assert "Cramer" in drawn


@pytest.mark.thorough  # takes seconds
def test_the_difference_of_a_png_is_a_picture_only(tmp_path: Path, capsys: Captured) -> None:
    kept, difference = tmp_path / "race.png", tmp_path / "difference.png"
    snapshot(*SMALL, "-o", kept)
    assert snapshot(*SMALL, "--check", kept) == ExitCode.DONE
    assert snapshot(*SMALL, "--theme", "light", "--check", kept, "--difference", difference) == ExitCode.DIFFERENT
    assert "--difference shows what has changed" in capsys.readouterr().out
    assert difference.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.svg", "--update"], "--update goes with --check"),
        (["-o", "a.svg", "--difference", "b.svg"], "--difference goes with --check"),
        (["--check", "a.svg", "--difference", "b.gif"], "a picture ends in one of .svg, .png"),
        (["--check", "a.txt", "--difference", "b.svg"], "can be drawn of a .svg or a .png only"),
        (["-o", "a.gif"], "a picture ends in one of .svg, .txt, .png"),
        (["-o", "a.svg", "--skater", "99"], "bib 99 is not on the start sheet"),
        (["-o", "a.svg", "--typed", "x"], "the screen race has no input line"),
        (["-o", "a.svg", "--screen", "entry", "--typed", "f\t9"], "cannot be typed on the line of that screen"),
        (["-o", "a.svg", "--at", "sprint 9"], "sprint"),
        (["-o", "a.svg", "--at", "noon"], "noon"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    assert snapshot(*arguments) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".svg", ".txt", ".png"])
def test_a_picture_of_another_size_is_told_as_such(ending: str, tmp_path: Path, capsys: Captured) -> None:
    kept = tmp_path / f"kept{ending}"
    assert snapshot(*SMALL, "-o", kept) == ExitCode.DONE
    assert snapshot("--at", "8 to go", "--size", "62x25", "--check", kept) == ExitCode.DIFFERENT
    told = capsys.readouterr().out
    has = "24 rows of at most 58 cells" if ending == ".txt" else "60x24 cells"
    assert f"the picture has {has}, the screen 62x25" in told
    assert len(told.splitlines()) == 2


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".svg", b"<svg></svg>"),
        (".svg", b"\xff\xfe"),
        (".svg", b""),
        (".png", b"not a png"),
        (".png", b"\x89PNG\r\n\x1a\n"),
        (".txt", b"\x00\x01"),
        (".txt", b"\xff\xfe"),
    ],
)
def test_a_file_that_is_no_picture_is_wrong_and_not_a_difference(
    ending: str, content: bytes, tmp_path: Path, capsys: Captured
) -> None:
    kept, drawn = tmp_path / f"kept{ending}", tmp_path / "difference.svg"
    kept.write_bytes(content)
    difference: list[str | Path] = [] if ending == ".txt" else ["--difference", drawn]
    assert snapshot(*SMALL, "--check", kept, *difference) == ExitCode.BAD_DATA
    assert "not a picture of a screen" in capsys.readouterr().err
    assert not drawn.exists()
    assert kept.read_bytes() == content
    assert snapshot(*SMALL, "--check", kept, "--update") == ExitCode.DONE
    assert snapshot(*SMALL, "--check", kept) == ExitCode.DONE
