"""Tests of ``massstart passings`` with a timing system on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pytest

from massstart_tui.cli import passings
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.timing.feed_connection import FeedConnection, FeedNews, LinkNews, LinkState
from tests.patience import PATIENCE
from tests.timing.invented_race import FEEDS
from tests.timing.test_passing_samples import converted

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
    assert f"{at}: the connection was lost; it goes on with the next" in said
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


@pytest.mark.parametrize("address", ["tcp://decoder", "http://decoder:80", "tcp://:1", "raceresult://"])
def test_an_address_that_is_none_is_told(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    race = tmp_path / "race.jsonl"
    assert main(["passings", address, "--sheet", SHEET, "-o", str(race)]) == ExitCode.USAGE
    assert f"‘{address}’ is no address; expected " in capsys.readouterr().err
    assert not race.exists()


class TimingAndScoring:
    """What connects to the listener of the command, sends frames, and notes the answers and what is on disk then."""

    def __init__(self, race: Path) -> None:
        self.race = race
        self.answered: list[str] = []
        self.on_disk: list[int] = []

    def send(self, at: str, frames: list[str]) -> None:
        host, _, port = at.rpartition(":")
        with socket.create_connection((host, int(port)), PATIENCE) as connected, connected.makefile("rb") as answers:
            for frame in frames:
                connected.sendall(frame.encode())
                if not frame.endswith("no answer"):
                    self.note(answers)

    def note(self, answers: BinaryIO) -> None:
        """Note the next answer, and how many crossings are on disk."""
        text = b""
        while not text.endswith(b"$"):
            more = answers.read(1)
            assert more
            text += more
        self.answered.append(text.decode())
        there = self.race.read_bytes() if self.race.exists() else b""
        self.on_disk.append(there.count(b'"type":"crossing"'))


def run_with(system: TimingAndScoring, frames: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command until the timing system has sent all and is gone."""

    def until_gone(connection: FeedConnection) -> Iterator[FeedNews]:
        sending = Thread()
        for news in interrupted_once_lost(connection):
            yield news
            if isinstance(news, LinkNews) and news.state is LinkState.LISTENING:
                sending = Thread(target=system.send, args=(news.peer, frames))
                sending.start()
        assert sending.ident is not None
        sending.join(PATIENCE)

    monkeypatch.setattr(passings, "_until_interrupted", until_gone)
    return main(["passings", "mylaps://:0", "--sheet", SHEET, "-o", str(system.race)])


def test_mylaps_is_told_that_a_passing_came_once_it_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = TimingAndScoring(tmp_path / "race.jsonl")
    frames = [f"{frame}$" for frame in (FEEDS / "mylaps-ts.txt").read_text(encoding="utf-8").split("$\n")[:-1]]
    assert run_with(system, frames, monkeypatch) == ExitCode.DONE
    assert len(system.answered) == len(frames)
    assert system.answered[:3] == [
        "massstart@AckPong@Version2.1@c|t|d@$",
        "massstart@AckMarker@1@$",
        "massstart@AckPassing@2@$",
    ]
    chunks = [f"{frame}\r\n".encode() for frame in frames]
    recorded = [converted(chunks[:count], gun=None)[0] for count in range(1, len(chunks) + 1)]
    assert system.on_disk == [sum(event.type == "crossing" for event in events) for events in recorded]


def test_what_waits_for_the_gun_is_not_on_disk_and_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = TimingAndScoring(tmp_path / "race.jsonl")
    passing = "Finish@Passing@c=121373307|t=15:05:38.051|d=260207@1@$"
    frames = [f"{passing}Finish@Ping@$", "Finish@Marker@t=15:05:00.250|mt=Gunshot@2@$", "Finish@Ping@$"]
    assert run_with(system, frames, monkeypatch) == ExitCode.DONE
    assert system.answered == ["massstart@AckPing@$", "massstart@AckPassing@1@$", "massstart@AckMarker@2@$"]
    assert system.on_disk == [0, 1, 1]


def taken(feed: str, *options: str, to: Path, code: ExitCode, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what is said about a sample feed that is taken with these options."""
    assert main(["passings", str(FEEDS / feed), "--sheet", SHEET, *options, "-o", str(to)]) == code
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("feed", "options", "why"),
    [
        ("wiclax.txt", ["--loop", "9Z"], "loop: nobody was read at loop 9Z; expected --loop with one of 0A, 0B"),
        ("wiclax.txt", ["--gun", "16:05:00"], "gun: all 144 passings are from before the gun"),
        ("ipico.txt", ["--gun", "0:00:00"], "gun: all 98 passings are from before the gun"),
        (
            "ipico.txt",
            ["--gun", "15:05:00", "--from", "wiclax"],
            "nothing in it is wiclax, and it looks like ipico; expected --from ipico",
        ),
    ],
)
def test_an_option_that_leaves_no_passing_is_told_with_what_would_mend_it(
    feed: str, options: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = taken(feed, *options, to=tmp_path / "race.jsonl", code=ExitCode.BAD_DATA, capsys=capsys)
    assert any(why in line for line in said), said
    assert said[-1].endswith("race.jsonl: 0 crossings")


@pytest.mark.parametrize("gun", ["14:05:00", "14:59:00"])
def test_a_gun_long_before_the_first_passing_of_all_is_told_once(
    gun: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = taken("wiclax.txt", "--gun", gun, to=tmp_path / "race.jsonl", code=ExitCode.DONE, capsys=capsys)
    assert len([line for line in said if "nobody passed in the first " in line]) == 1
    assert not any(" first; if one was missed" in line for line in said)


@pytest.mark.parametrize("feed", ["wiclax.txt", "rmonitor.txt", "vantage-recorded.json", "mylaps-ts.txt"])
def test_the_crossings_that_a_feed_goes_on_after_are_those_that_are_there(
    feed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    race = tmp_path / "race.jsonl"
    first = taken(feed, to=race, code=ExitCode.DONE, capsys=capsys)
    count = first[-1].removeprefix(f"{race}: ")
    again = taken(feed, to=race, code=ExitCode.DONE, capsys=capsys)
    assert again[0].endswith(f"goes on after the {count} that are there")


def test_a_device_is_no_file_of_passings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passings", "/dev/null", "--sheet", SHEET, "-o", str(tmp_path / "race.jsonl")]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err == "/dev/null: is a pipe or a device; expected a file\n"
