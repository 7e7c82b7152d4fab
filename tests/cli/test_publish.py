"""Tests of ``massstart publish``."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from massstart_tui.cli import publish
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from tests.share.natsserver import SECONDS, NatsServer, free_port
from tests.share.sharing import Follows, Publishing
from tests.streams import event, make_line, make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path_factory.mktemp("nats"))
    yield server
    server.kill()


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path_factory.mktemp("nats"))
    yield server
    server.kill()


def test_a_whole_race_is_shared_and_said_to_be(race: Path, server: NatsServer, capsys: Captured) -> None:
    address = server.address("whole")
    for _ in range(2):
        assert main(["publish", str(race), str(address)]) == ExitCode.DONE
        assert capsys.readouterr().err.splitlines()[-1] == f"shared at {address}, {len(race_of_sixteen())} events"
    with Follows(address) as follows:
        follows.lines(len(race_of_sixteen()) + 1)
        assert follows.content() == race.read_bytes()


def test_a_race_that_grows_is_shared_until_its_result_is_official(tmp_path: Path, server: NatsServer) -> None:
    path, address = tmp_path / "race.jsonl", server.address("growing")
    *events, official = race_of_sixteen()
    assert official["type"] == "official"
    path.write_bytes(make_stream(*events, event("note", 0, text='not "official" yet')))
    codes: list[int] = []
    command = Thread(target=lambda: codes.append(main(["publish", str(path), str(address), "--follow"])), daemon=True)
    command.start()
    with Follows(address) as follows:
        follows.lines(len(events) + 2)
        assert not codes
        with path.open("ab") as file:
            file.write(make_line({"seq": len(events) + 2, **official}))
        follows.lines(len(events) + 3)
    command.join(30)
    assert codes == [ExitCode.DONE]


def test_another_race_at_the_address_is_refused_and_named(
    race: Path, tmp_path: Path, server: NatsServer, capsys: Captured
) -> None:
    address = str(server.address("taken"))
    assert main(["publish", str(race), address]) == ExitCode.DONE
    other = tmp_path / "other.jsonl"
    other.write_bytes(make_stream(*race_of_sixteen(), id="another"))
    assert main(["publish", str(other), address]) == ExitCode.FAILED
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("not shared: another race is shared there, ‘test-race’")


def test_a_server_that_stays_away_is_given_up_and_said_to_be_away(
    race: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(publish, "GIVE_UP", 0.5)
    monkeypatch.setattr(publish, "LOOK_EVERY", 0.1)
    assert main(["publish", str(race), f"nats://127.0.0.1:{free_port()}/race"]) == ExitCode.FAILED
    assert capsys.readouterr().err.splitlines()[-1].startswith("the server is away: it cannot be reached")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("localhost/race", "not an address"),
        ("nats:///race", "no server in it"),
        ("nats://localhost:99999/race", "not a port"),
        ("nats://localhost", "no name for the race"),
        ("nats://localhost/a.b", "no name for the race"),
    ],
)
def test_what_is_no_address_is_a_wrong_use(address: str, said: str, race: Path, capsys: Captured) -> None:
    assert main(["publish", str(race), address]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith(f"{address}: {said}")


def test_a_file_that_is_no_race_is_bad_data(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "no.jsonl"
    path.write_text("no race\n")
    assert main(["publish", str(path), "nats://localhost/race"]) == ExitCode.BAD_DATA
    assert "not a massstart stream" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it(race: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    imported = builtins.__import__

    def without_nats(name: str, *rest: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "nats":
            raise ImportError(name)
        return imported(name, *rest, **named)

    for name in [name for name in sys.modules if name.startswith("massstart_tui.share.")]:
        if name.endswith((".publisher", ".sending", ".connection")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without_nats)
    assert main(["publish", str(race), "nats://localhost/race"]) == ExitCode.FAILED
    assert "pip install 'massstart-tui[share]'" in capsys.readouterr().err


def test_a_race_of_another_server_is_relayed_as_it_is(
    race: Path, server: NatsServer, other_server: NatsServer, capsys: Captured
) -> None:
    there, here = server.address("relayed"), other_server.address("relayed")
    assert main(["publish", str(race), str(there)]) == ExitCode.DONE
    assert main(["publish", str(there), str(here)]) == ExitCode.DONE
    assert capsys.readouterr().err.splitlines()[-1] == f"shared at {here}, {len(race_of_sixteen())} events"
    with Follows(here) as follows:
        follows.lines(len(race_of_sixteen()) + 1)
        assert follows.content() == race.read_bytes()


def test_a_race_of_another_server_is_relayed_until_its_result_is_official(
    tmp_path: Path, server: NatsServer, other_server: NatsServer
) -> None:
    path, there, here = tmp_path / "race.jsonl", server.address("grows"), other_server.address("grows")
    *events, official = race_of_sixteen()
    path.write_bytes(make_stream(*events))
    codes: list[int] = []
    relay = Thread(target=lambda: codes.append(main(["publish", str(there), str(here), "--follow"])), daemon=True)
    relay.start()
    with Publishing(path, there), Follows(here) as follows:
        follows.lines(len(events) + 1)
        assert not codes
        with path.open("ab") as file:
            file.write(make_line({"seq": len(events) + 1, **official}))
        follows.lines(len(events) + 2)
        relay.join(30)
    assert codes == [ExitCode.DONE]


def test_a_race_that_nobody_shares_is_not_relayed_and_said_to_be_missing(
    server: NatsServer, other_server: NatsServer, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(publish, "GIVE_UP", 0.5)
    monkeypatch.setattr(publish, "LOOK_EVERY", 0.1)
    there = str(server.address("nobodys"))
    assert main(["publish", there, str(other_server.address("nobodys"))]) == ExitCode.FAILED
    assert "nobody shares this race there yet" in capsys.readouterr().err


def test_a_race_is_not_relayed_onto_itself(race: Path, server: NatsServer, capsys: Captured) -> None:
    address = str(server.address("itself"))
    assert main(["publish", str(race), address]) == ExitCode.DONE
    assert main(["publish", address, address]) == ExitCode.USAGE
    assert "itself" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["nats://localhost", "http://localhost/race"])
def test_a_wrong_address_of_a_race_to_relay_is_a_wrong_use(address: str, capsys: Captured) -> None:
    assert main(["publish", address, "nats://localhost/race"]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith(address)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_relay_that_is_ended_by_a_signal_leaves_nothing_behind(
    number: signal.Signals, tmp_path: Path, server: NatsServer, other_server: NatsServer
) -> None:
    path, temporary = tmp_path / "race.jsonl", tmp_path / "temporary"
    path.write_bytes(make_stream(*race_of_sixteen()[:-1]))
    temporary.mkdir()
    there, here = server.address(f"ended-{number}"), other_server.address(f"ended-{number}")
    command = [sys.executable, "-m", "massstart_tui", "publish", str(there), str(here), "--follow"]
    with Publishing(path, there), Follows(here) as follows:
        relay = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(temporary)}, stderr=subprocess.DEVNULL)
        follows.lines(len(race_of_sixteen()))
        assert list(temporary.iterdir())
        relay.send_signal(number)
        assert relay.wait(SECONDS) == 128 + number
    assert not list(temporary.iterdir())
