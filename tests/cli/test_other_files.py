"""Tests of the recognition of files of another kind than was expected, and of what is told of them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import COMMANDS, main
from massstart_tui.report.other_files import kind_of
from massstart_tui.stream.faults import Flaw
from massstart_tui.text.words import Language, words
from tests.streams import make_stream

Captured = pytest.CaptureFixture[str]
KINDS = {
    "list.csv": (b"bib,name,noc\n1,Anna Noord,NED\n2,Berit Vik,NOR\n", Flaw.IS_A_START_LIST),
    "unnamed.csv": (b"1;Anna Noord;NED\n2;Berit Vik;NOR\n", Flaw.IS_A_START_LIST),
    "starters.json": (b'[{"id": 1, "competitor": {"number": 1}}]', None),
    "chips.csv": (b"0;11;XW-10011;XW-10012\n1;12;XW-10021;XW-10022\n", Flaw.IS_A_CHIP_LIST),
    "result.csv": (b"Rnk,Nr,Name,Country,Laps,Total\n1,14,Ada Brinkhof,NED,16,60\n", Flaw.IS_A_RESULT),
    "result.pdf": (b"%PDF-1.7\n\xff\xfe", Flaw.IS_A_PDF),
    "impinj.csv": (b"Tag,Timestamp\n0580,\t2026-02-07 15:04:28.850\n", Flaw.IS_PASSINGS),
    "passings.txt": (b"0580 15:04:28.850\n0581 15:04:29.100\n", Flaw.IS_PASSINGS),
    "feed.json": (b'{"competition":{},"typeName":"HeatActivatedEvent"}\n', Flaw.IS_PASSINGS_OF_HEATS),
    "sheet.toml": (b'id = "a"\ntitle = "A"\nlaps = 4\n[[skaters]]\nbib = 1\nname = "B"\n', Flaw.IS_A_SHEET),
    "meeting.toml": (b'title = "A"\n[[races]]\nid = "a"\n', Flaw.IS_A_MEETING),
    "race.jsonl": (make_stream(), Flaw.IS_A_STREAM),
    "prose.txt": (b"a shopping list\n", None),
    "noise": (bytes(range(256)) * 40, None),
    "some.json": (b'{"a": 1}\n', None),
    "empty": (b"", None),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_recognised_by_what_it_has(name: str) -> None:
    content, kind = KINDS[name]
    assert kind_of(content) is kind


OTHERS = [
    (name, command)
    for name, (_, kind) in KINDS.items()
    for command in ("replay", "results", "report", "outlook", "check")
    # Both read start sheets and meetings as well.
    if kind and name != "race.jsonl" and not (name.endswith(".toml") and command in ("replay", "check"))
]
"""The files that a command does not read."""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("name", "command"), OTHERS)
def test_where_a_race_is_read_another_file_is_told_with_the_command_for_it(
    name: str, command: str, language: Language, tmp_path: Path, capsys: Captured
) -> None:
    content, kind = KINDS[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert main([command, "--lang", language, str(path)]) == ExitCode.BAD_DATA
    captured = capsys.readouterr()
    told = captured.out if command == "check" else captured.err
    assert told == f"{path}: {words(language)(f'fault.{kind}', file=str(path))}\n"
    program, wanted, *arguments = shlex.split(told.rpartition(": ")[2])
    assert (program, wanted in COMMANDS) == ("massstart", True)
    assert str(path) in arguments


@pytest.mark.parametrize("command", ["replay", "results", "report", "outlook", "check"])
@pytest.mark.parametrize(
    "in_the_header",
    ["Müller".encode("latin-1"), b'", "x": ' + b"[" * 500 + b"]" * 500 + b', "y": "', b"\xff", b"\\ud800", b"\0"],
    ids=["another encoding", "nested deep", "no text", "half a character", "a control character"],
)
def test_a_race_with_a_wrong_header_is_not_told_as_a_file_of_another_kind(
    command: str, in_the_header: bytes, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(title="Club race").replace(b"Club race", in_the_header, 1))
    assert main([command, str(path)]) == ExitCode.BAD_DATA
    told = "".join(capsys.readouterr())
    assert told.startswith(f"{path}:1: ")
    assert "replay" not in told


def test_the_command_that_is_told_takes_the_list(tmp_path: Path, capsys: Captured) -> None:
    path, sheet = tmp_path / "my list.csv", tmp_path / "SHEET.toml"
    path.write_bytes(KINDS["list.csv"][0])
    main(["check", str(path)])
    told = shlex.split(capsys.readouterr().out.rpartition(": ")[2])[1:-1]
    assert main([*told, str(sheet), "--title", "Final", "--laps", "16"]) == ExitCode.DONE


@pytest.mark.parametrize("name", ["list.csv", "race.jsonl"])
def test_where_a_meeting_is_read_another_file_is_told_too(name: str, tmp_path: Path, capsys: Captured) -> None:
    content, kind = KINDS[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["programme", str(path)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err == f"{path}: {words(Language.EN)(f'fault.{kind}', file=str(path))}\n"
