"""Live entry beside MYLAPS and RACE RESULT on loopback, with devices that misbehave: nothing twice, nothing lost."""

from __future__ import annotations

import socket
from asyncio import to_thread
from pathlib import Path
from threading import Thread

import pytest

from massstart_tui.timing import tcp_feed
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.feed_framing import LONGEST_RECORD
from massstart_tui.timing.mylaps_listener import MylapsListener
from massstart_tui.timing.raceresult_dialogue import RaceResultDialogue
from massstart_tui.timing.tcp_feed import TcpFeed
from massstart_tui.tui.timing_feed import TimingSource
from tests.patience import PATIENCE
from tests.tui.test_entry_timing_socket import crossings, reaches, wanted
from tests.tui.timing_room import SHEET, lap_time
from tests.tui.typing import typing

PONG = b"Finish@Pong@$"


def clock(lap: int, bib: int) -> str:
    minutes, seconds = divmod(lap_time(lap) + (bib - 1) * 0.2, 60)
    return f"10:{30 + int(minutes):02d}:{seconds:06.3f}"


def frame(lap: int, number: int, location: str = "Finish") -> bytes:
    """Return the frame of MYLAPS with the reads of this lap."""
    reads = "@".join(f"c=10{bib}|t={clock(lap, bib)}|d=260301" for bib in (1, 2, 3))
    return f"{location}@Passing@{reads}@{number}@$".encode()


def peer(listener: MylapsListener) -> socket.socket:
    connected = socket.create_connection(("127.0.0.1", listener.port), PATIENCE)
    connected.sendall(PONG)
    return connected


def hears(connected: socket.socket, text: bytes) -> None:
    """Wait until the peer is told this."""
    found = b""
    while text not in found:
        found += connected.recv(4096)


async def test_mylaps_that_is_cut_off_in_a_frame_sends_again_floods_and_is_another_device(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    listener = MylapsListener("127.0.0.1", 0)
    source = TimingSource(listener, "mylaps", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        with await to_thread(peer, listener) as cut:
            cut.sendall(frame(0, 1) + frame(1, 2) + frame(2, 3)[:-9])
            await reaches(typist, 1)
        await typist.enters("f 2")
        with await to_thread(peer, listener) as again, await to_thread(peer, listener) as other:
            await typist.writes("f 3")
            # The other stands at another place of the track, and its frames have the same numbers.
            other.sendall(frame(2, 2, "Corner"))
            again.sendall(frame(1, 1) + frame(2, 2))
            await reaches(typist, 2)
            await to_thread(hears, again, b"AckPassing@2")
            await to_thread(again.sendall, frame(2, 2) * 500 + frame(3, 3))
            await reaches(typist, 3)
            assert typist.line == "f 3"
        assert crossings(path) == wanted(1, 2, 3)


async def test_mylaps_without_an_end_of_a_frame_is_let_go_and_the_next_connection_counts(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    listener = MylapsListener("127.0.0.1", 0)
    async with typing(SHEET, path, timing=TimingSource(listener, "mylaps", of_day("10:30:00"))) as typist:
        with await to_thread(peer, listener) as endless:
            endless.sendall(frame(0, 1) + frame(1, 2))
            await reaches(typist, 1)
            await to_thread(sent_in_vain, endless)
        await typist.enters("f 2")
        with await to_thread(peer, listener) as again:
            again.sendall(frame(2, 1))
            await reaches(typist, 2)
        assert crossings(path) == wanted(1, 2)


def sent_in_vain(connected: socket.socket) -> None:
    """Send more than any frame has, until the listener lets go."""
    try:
        while True:
            connected.sendall(b"x" * (LONGEST_RECORD // 2))
    except OSError:
        return


class RaceResult:
    """A decoder that is asked for its passings; its first connection is cut off in the middle of one."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.laps = [0, 1]
        self.asked: list[str] = []

    def passing(self, number: int) -> str:
        lap, bib = divmod(number - 1, 3)
        when = f"2026-03-01;{clock(lap, bib + 1)}"
        return ";".join((str(number), f"10{bib + 1}", when, "0;6;92;7F;1;1;1;00;0;0;0;0;00;1;0;0"))

    def run(self) -> None:
        self._serve(pushed=[f"#P;{self.passing(7)}"[:-20]])
        self.laps = [0, 1, 2, 3]
        flood = [f"#P;{self.passing(12)}\r\n"] * 500
        self._serve(pushed=[*flood, "no passing at all\r\n", f"#P;{self.passing(13)}\r\n"], stays=True)

    def _serve(self, pushed: list[str], *, stays: bool = False) -> None:
        connected, _ = self._server.accept()
        with connected, connected.makefile("rwb", newline=None) as lines:
            for asked in iter(lines.readline, b""):
                text = asked.decode().strip()
                self.asked.append(text)
                lines.write(self._answer(text))
                lines.flush()
                if ":" in text and pushed:
                    connected.sendall("".join(pushed).encode())
                    pushed = []
                    if not stays:
                        return

    def _answer(self, text: str) -> bytes:
        if text == "PASSINGS":
            return f"PASSINGS;{3 * len(self.laps)};12\r\n".encode()
        if ":" in text:
            first, count = map(int, text.split(":"))
            rows = [self.passing(number) for number in range(first, first + count)]
            return "".join(f"{row}\r\n" for row in (*rows, "")).encode()
        return f"{text};3.2\r\n".encode()


async def test_race_result_that_is_cut_off_in_a_passing_floods_and_says_what_nobody_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    path = tmp_path / "race.jsonl"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        decoder = RaceResult(server)
        serving = Thread(target=decoder.run)
        serving.start()
        feed = TcpFeed("127.0.0.1", server.getsockname()[1], RaceResultDialogue())
        async with typing(SHEET, path, timing=TimingSource(feed, "raceresult", of_day("10:30:00"))) as typist:
            await typist.enters("f 2")
            await reaches(typist, 3)
            await typist.stage.until(lambda: typist.recorder.state.laps.get(1) == 4)
            await typist.on_disk()
            assert crossings(path) == [*wanted(1, 2, 3), wanted(4)[0]]
        await to_thread(serving.join, PATIENCE)
    changing = ("STOP", "SET", "CLEAR", "START")
    assert not [text for text in decoder.asked if text.startswith(changing) and not text.startswith(("SETP",))]
