"""Tests of ``massstart passings`` with a timing system on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from massstart_tui.cli import passings
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.timing.feed_connection import FeedConnection, FeedNews, LinkNews, LinkState
from tests.patience import PATIENCE
from tests.timing.invented_race import FEEDS

SHEET = str(FEEDS / "sheet.toml")


def interrupted_once_lost(connection: FeedConnection) -> Iterator[FeedNews]:
    """Yield what comes, and then what comes after ctrl c, which is pressed when the connection was lost."""
    for news in connection.chunks():
        yield news
        if isinstance(news, LinkNews) and news.state is LinkState.LOST:
            return


def test_passings_come_from_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passings, "_until_interrupted", interrupted_once_lost)
    race = tmp_path / "race.jsonl"
    with socket.create_server(("127.0.0.1", 0)) as server:
        at = f"127.0.0.1:{server.getsockname()[1]}"
        sender = Thread(target=send, args=(server, (FEEDS / "raceresult-file.txt").read_bytes() + b"100;1213"))
        sender.start()
        asked = ["passings", f"tcp://{at}", "--sheet", SHEET, "--gun", "15:05:00.25", "-o", str(race)]
        assert main(asked) == ExitCode.BAD_DATA
        sender.join(PATIENCE)
    said = capsys.readouterr().err.splitlines()
    assert said[:2] == [f"{at}: connected", f"tcp://{at}: read as raceresult-file"]
    assert f"{at}: the connection was lost; it is made again as soon as possible" in said
    assert any("the last 8 bytes have no line end" in line for line in said)
    assert f"{race}: 43 crossings" in said


def send(server: socket.socket, data: bytes) -> None:
    server.settimeout(PATIENCE)
    connected, _ = server.accept()
    with connected:
        connected.sendall(data)


def test_an_interrupt_ends_a_live_feed_as_its_end_would() -> None:
    class Interrupted:
        closed = False

        def chunks(self) -> Iterator[FeedNews]:
            yield b"7;15:00:31\n"
            raise KeyboardInterrupt

        def stored(self, upto: int) -> None:
            raise AssertionError(upto)

        def close(self) -> None:
            self.closed = True

    connection = Interrupted()
    assert list(passings._until_interrupted(connection)) == [b"7;15:00:31\n"]
    assert connection.closed


@pytest.mark.parametrize("address", ["tcp://decoder", "http://decoder:80", "tcp://:1"])
def test_an_address_that_is_none_is_told(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", address, "--sheet", SHEET, "-o", str(race)]) == ExitCode.USAGE
    assert f"‘{address}’ is no address of a timing system; expected " in capsys.readouterr().err
    assert not race.exists()
