"""Tests of ``massstart passings`` with feeds that have start lists and several heats."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.stream.reading import read
from tests.timing.invented_race import FEEDS

RECORDED = (FEEDS / "vantage-recorded.json").read_bytes()
HEAT, OTHER = b'"heat":{"number":1,"round":1}', b'"heat":{"number":2,"round":1}'
TWO_HEATS = RECORDED + RECORDED.replace(HEAT, OTHER)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def feed(tmp_path: Path) -> str:
    path = tmp_path / "feed.ndjson"
    path.write_bytes(TWO_HEATS)
    return str(path)


def test_a_race_is_made_of_the_feed_alone(tmp_path: Path, capsys: Captured) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", str(FEEDS / "vantage-recorded.json"), "-o", str(race)]) == ExitCode.DONE
    said = capsys.readouterr().err
    assert "heat 4-1.1, Women Mass Start, with the start list of the feed" in said
    assert "isu-2018" in said
    recording = read(race)
    assert recording.sheet.by_bib()[12].name == "Lotte van der Kleij"
    assert main(["passings", str(FEEDS / "vantage-recorded.json"), "-o", str(race)]) == ExitCode.DONE
    assert len(read(race)) == len(recording)
    assert "was missed" not in capsys.readouterr().err


def test_of_several_heats_the_last_is_taken_and_the_others_are_told(
    feed: str, tmp_path: Path, capsys: Captured
) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", feed, "-o", str(race)]) == ExitCode.DONE
    assert "heat 4-1.2 is recorded; the feed also has 4-1.1; " in capsys.readouterr().err
    assert read(race).sheet.id.endswith("4-1.2")


def test_a_heat_is_named(feed: str, tmp_path: Path, capsys: Captured) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", feed, "--heat", "4-1.1", "-o", str(race)]) == ExitCode.DONE
    assert read(race).sheet.id.endswith("4-1.1")
    assert main(["passings", feed, "--heat", "9", "-o", str(tmp_path / "no.jsonl")]) == ExitCode.USAGE
    assert "there is no heat 9; expected one of 4-1.1, 4-1.2" in capsys.readouterr().err
    assert not (tmp_path / "no.jsonl").exists()


def test_a_folder_takes_every_heat(feed: str, tmp_path: Path) -> None:
    folder = tmp_path / "heats"
    assert main(["passings", feed, "-o", f"{folder}/"]) == ExitCode.DONE
    assert sorted(path.name for path in folder.iterdir()) == ["4-1.1.jsonl", "4-1.2.jsonl"]
    assert len(read(folder / "4-1.1.jsonl")) == len(read(folder / "4-1.2.jsonl")) > 50


def test_from_a_pipe_the_heat_that_begins_is_taken(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(TWO_HEATS)))
    monkeypatch.setattr(sys, "stdin", piped)
    race = tmp_path / "race.jsonl"
    assert main(["passings", "-", "-o", str(race)]) == ExitCode.DONE
    assert "heat 4-1.2 begins, and is not recorded" in capsys.readouterr().err
    assert read(race).sheet.id.endswith("4-1.1")


SECOND = b"".join(
    line.replace(HEAT, OTHER).replace(b"2026-02-07T14:", b"2026-02-07T15:")
    for line in RECORDED.splitlines(keepends=True)
)
SHEET = ["--sheet", str(FEEDS / "sheet.toml")]


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize(
    "feeds",
    [(RECORDED, RECORDED + SECOND), (SECOND, RECORDED + SECOND), (RECORDED, SECOND)],
    ids=["grown", "last", "next"],
)
def test_a_file_that_goes_on_keeps_its_heat(
    feeds: tuple[bytes, bytes], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, *, piped: bool
) -> None:
    race, feed = tmp_path / "race.jsonl", tmp_path / "feed.ndjson"
    before = None
    for data in feeds:
        feed.write_bytes(data)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data))))
        before = race.read_bytes() if race.exists() else None
        main(["passings", "-" if piped else str(feed), *SHEET, "-o", str(race)])
    assert before is not None
    assert race.read_bytes() == before
    assert "is not recorded; --heat names it" in capsys.readouterr().err


def test_a_file_that_does_not_say_its_heat_takes_none_unless_it_is_named(
    feed: str, tmp_path: Path, capsys: Captured
) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", feed, *SHEET, "--heat", "4-1.1", "-o", str(race)]) == ExitCode.DONE
    noted = race.read_bytes()
    said_nothing = noted.replace(b',"heat":"4-1.1"', b"")
    assert said_nothing != noted
    race.write_bytes(said_nothing)
    main(["passings", feed, *SHEET, "-o", str(race)])
    assert "heat 4-1.1 begins, and is not recorded; --heat names it" in capsys.readouterr().err
    assert race.read_bytes() == said_nothing
    assert main(["passings", feed, *SHEET, "--heat", "4-1.1", "-o", str(race)]) == ExitCode.DONE
    assert b'"heat":"4-1.1"' in race.read_bytes()


def test_another_heat_than_that_of_the_file_is_refused(feed: str, tmp_path: Path, capsys: Captured) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", feed, *SHEET, "--heat", "4-1.1", "-o", str(race)]) == ExitCode.DONE
    before = race.read_bytes()
    assert main(["passings", feed, *SHEET, "--heat", "4-1.2", "-o", str(race)]) == ExitCode.USAGE
    assert "heat 4-1.1 is recorded in it" in capsys.readouterr().err
    assert race.read_bytes() == before


@pytest.mark.parametrize(
    ("sample", "options", "said"),
    [
        ("p3-decoded.csv", [], "says nothing about who skates; expected --sheet"),
        ("vantage-recorded.json", ["--sheet", str(FEEDS / "sheet.toml")], "expected a file, or no --sheet"),
    ],
)
def test_what_lacks_a_start_list_or_has_two_is_refused(
    sample: str, options: list[str], said: str, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["passings", str(FEEDS / sample), *options, "-o", f"{tmp_path}/out/"]) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
