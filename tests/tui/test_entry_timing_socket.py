"""Live entry with a timing system on loopback that misbehaves: keys go on, nothing comes twice, nothing is lost."""

from __future__ import annotations

import socket
from asyncio import to_thread
from collections.abc import Iterator
from pathlib import Path

import pytest

from massstart_tui.race.events import Crossing
from massstart_tui.stream.recorded_race import load
from massstart_tui.timing import tcp_feed
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.tcp_feed import TcpFeed
from massstart_tui.tui.timing_feed import TimingSource
from tests.patience import PATIENCE
from tests.tui.timing_room import SHEET, lap_time
from tests.tui.typing import Typist, typing


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(tcp_feed, "LONGEST_PAUSE", 0.001)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


def rows(*laps: int) -> bytes:
    """Return the reads of these laps: all three skaters, 0.2 s apart."""
    text = ""
    for lap in laps:
        for place, bib in enumerate((1, 2, 3)):
            minutes, seconds = divmod(lap_time(lap) + place * 0.2, 60)
            text += f"10{bib};10:{30 + int(minutes):02d}:{seconds:06.3f}\n"
    return text.encode()


def crossings(path: Path) -> list[tuple[int, int]]:
    events = load(path).timeline
    found = (events.event(seq) for seq in events.order)
    return [(event.t, event.bib) for event in found if isinstance(event, Crossing)]


def wanted(*laps: int) -> list[tuple[int, int]]:
    return [(round(lap_time(lap) * 1000) + 200 * (bib - 1), bib) for lap in laps for bib in (1, 2, 3)]


async def reaches(typist: Typist, lap: int) -> None:
    await typist.stage.until(lambda: typist.recorder.state.laps.get(3) == lap)
    await typist.on_disk()


async def test_a_connection_that_is_cut_in_a_record_and_comes_back_tells_everything_again(
    tmp_path: Path, server: socket.socket
) -> None:
    path = tmp_path / "race.jsonl"
    source = TimingSource(TcpFeed(*server.getsockname()), "plain", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        first, _ = await to_thread(server.accept)
        with first:
            first.sendall(rows(0, 1, 2) + rows(3)[:-7])
            await reaches(typist, 2)
            await typist.enters("f 2")
        again, _ = await to_thread(server.accept)
        with again:
            await typist.writes("f 3")
            again.sendall(rows(0, 1, 2, 3) + rows(3))
            await reaches(typist, 3)
            assert typist.line == "f 3"
            assert crossings(path) == wanted(1, 2, 3)


async def test_a_flood_without_an_end_is_told_and_what_comes_after_it_counts(
    tmp_path: Path, server: socket.socket
) -> None:
    path = tmp_path / "race.jsonl"
    source = TimingSource(TcpFeed(*server.getsockname()), "plain", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        connected, _ = await to_thread(server.accept)
        with connected:
            await to_thread(connected.sendall, rows(0, 1) + b"x" * 600_000)
            await typist.stage.shows("256 KB")
            await typist.enters("f 2")
            await to_thread(connected.sendall, b"\n" + rows(2) * 2_000)
            await reaches(typist, 2)
            assert crossings(path) == wanted(1, 2)


async def test_a_system_that_goes_away_is_told_while_keys_go_on(tmp_path: Path, server: socket.socket) -> None:
    path = tmp_path / "race.jsonl"
    source = TimingSource(TcpFeed(*server.getsockname()), "plain", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        connected, _ = await to_thread(server.accept)
        with connected:
            connected.sendall(rows(0, 1))
            await reaches(typist, 1)
            server.close()
        await typist.stage.shows("× timing lost")
        await typist.enters("f 2")
        await typist.on_disk()
        assert b'"type":"fall"' in path.read_bytes()


async def test_what_comes_late_over_a_connection_is_told_at_once_while_a_line_is_typed(
    tmp_path: Path, server: socket.socket
) -> None:
    path = tmp_path / "race.jsonl"
    source = TimingSource(TcpFeed(*server.getsockname()), "plain", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        connected, _ = await to_thread(server.accept)
        with connected:
            connected.sendall(rows(0, 1))
            await reaches(typist, 1)
            typist.at(round(lap_time(2) * 1000))
            # The third is told a lap after the others; the clock of the race is where they are.
            connected.sendall(b"".join(rows(2).splitlines(keepends=True)[:2]))
            await typist.stage.until(lambda: typist.recorder.state.laps.get(2) == 2)
            typist.at(round(lap_time(3) * 1000))
            connected.sendall(b"".join(rows(3).splitlines(keepends=True)[:2]))
            await typist.stage.until(lambda: typist.recorder.state.laps.get(2) == 3)
            await typist.writes("f 3")
            typist.at(round(lap_time(3) * 1000) + 5_000)
            connected.sendall(b"".join(rows(2).splitlines(keepends=True)[2:]))
            await typist.stage.shows("s late")
            assert typist.line == "f 3"
            await typist.on_disk()
        assert sorted(crossings(path)) == sorted([*wanted(1, 2), *wanted(3)[:2]])


async def test_timing_that_lags_behind_the_race_clock_is_told_and_keys_go_on(
    tmp_path: Path, server: socket.socket
) -> None:
    path = tmp_path / "race.jsonl"
    source = TimingSource(TcpFeed(*server.getsockname()), "plain", of_day("10:30:00"))
    async with typing(SHEET, path, timing=source) as typist:
        connected, _ = await to_thread(server.accept)
        with connected:
            connected.sendall(rows(0, 1))
            await reaches(typist, 1)
            for lap in (2, 3, 4):
                typist.at(round(lap_time(lap) * 1000) + 6_000)
                connected.sendall(rows(lap))
                await reaches(typist, lap)
            await typist.stage.shows("behind the race clock")
            await typist.enters("f 2")
            await typist.on_disk()
        assert b'"type":"fall"' in path.read_bytes()
