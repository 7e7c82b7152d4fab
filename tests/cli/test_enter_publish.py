"""Tests of a race that is shared while it is entered: the journal first, then the server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from massstart_tui.cli import enter, follow
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.follow.line_source import Source
from massstart_tui.stream.sheet_file import SheetOnDisk
from massstart_tui.tui.opened_race import Entering
from tests.journal.recording import an_event
from tests.race.builders import a_sheet
from tests.share.natsserver import NatsServer
from tests.share.sharing import Follows

Captured = pytest.CaptureFixture[str]


def entering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the screen by one that records the gun and a fall."""

    def show(_: object, race: Entering, __: object) -> int:
        recorder = race.recorder
        recorder.record([an_event("start", 0)], recorder.clock.steady())
        recorder.record([an_event("fall", 5, bibs=[3])], recorder.clock.steady())
        return ExitCode.DONE

    monkeypatch.setattr(enter, "_show", show)
    on_a_terminal(monkeypatch)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def arguments(tmp_path: Path, address: object) -> list[str]:
    sheet = tmp_path / "race.toml"
    SheetOnDisk(sheet).write(a_sheet(6))
    return ["enter", str(sheet), "--publish", str(address)]


def test_what_is_recorded_is_on_the_server_when_the_race_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = NatsServer(tmp_path)
    entering(monkeypatch)
    try:
        address = server.address("live")
        assert main(arguments(tmp_path, address)) == ExitCode.DONE
        with Follows(address) as follows:
            follows.lines(3)
            assert follows.content() == (tmp_path / "race.jsonl").read_bytes()
    finally:
        server.kill()


def test_whoever_follows_has_the_start_sheet_before_the_gun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = NatsServer(tmp_path)
    address = server.address("early")

    def show(*_: object) -> int:
        with Follows(address) as follows:
            assert follows.lines(1)[0].data + b"\n" == (tmp_path / "race.jsonl").read_bytes()
        return ExitCode.DONE

    monkeypatch.setattr(enter, "_show", show)
    on_a_terminal(monkeypatch)
    try:
        assert main(arguments(tmp_path, address)) == ExitCode.DONE
    finally:
        server.kill()


def test_with_the_server_away_the_race_goes_on_and_what_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    entering(monkeypatch)
    monkeypatch.setattr(enter, "PATIENCE", 0.5)
    assert main(arguments(tmp_path, "nats://127.0.0.1:9/away")) == ExitCode.FAILED
    assert len((tmp_path / "race.jsonl").read_bytes().splitlines()) == 3
    assert "\n2 lines are not on the server: it cannot be reached" in capsys.readouterr().err


def test_an_address_that_is_none_is_refused_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    on_a_terminal(monkeypatch)
    assert main(arguments(tmp_path, "the internet")) == ExitCode.USAGE
    assert "the internet" in capsys.readouterr().err
    assert not (tmp_path / "race.jsonl").exists()


def test_a_race_on_a_server_is_followed_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = NatsServer(tmp_path)
    entering(monkeypatch)
    told: list[str] = []

    def tell(source: Source, *_: object, **__: object) -> int:
        told.append(source.name)
        return ExitCode.DONE

    try:
        address = str(server.address("told"))
        assert main(arguments(tmp_path, address)) == ExitCode.DONE
        monkeypatch.setattr(follow, "_tell", tell)
        assert main(["follow", address, "--format", "jsonl"]) == ExitCode.DONE
    finally:
        server.kill()
    assert told == [address]
