"""Send lines from one writer to many readers, through a shared race or plain TCP.

Usage: ``fan_out.py WAY FOLDER READERS LAPS SPEED TO FROM``. ``WAY`` is ``massstart`` (a file, its publisher, which
sends ``TO`` an address, followers at the address ``FROM``) or ``tcp`` (asyncio streams: a server that writes every line
to every connection, and stores nothing). The race consists of laps of thirty seconds, in each of which a bunch of 24
passes within three seconds, ``SPEED`` times as fast. The readers are in two processes. It prints, as JSON, the
milliseconds from publishing to receiving, over every reader and line, and how many lines were missed or out of order.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from massstart_tui.share.address import parse_address
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_lines import SharedLine, follow
from massstart_tui.share.shared_stream import Access

PROCESSES: Final = 2
BUNCH: Final = 24
LAP_SECONDS: Final = 30.0
BUNCH_SECONDS: Final = 3.0
SKATERS: Final = [{"bib": bib, "name": f"Skater {bib}", "noc": "NED"} for bib in range(1, BUNCH + 1)]
SHEET: Final = {"id": "bench", "title": "Bench", "laps": 16, "skaters": SKATERS}
HEADER: Final = {"format": "massstart", "version": 1, "race": SHEET}
PATIENCE: Final = 60
"""Seconds to wait before the measurement fails."""


def line(seq: int) -> bytes:
    """Return a crossing with the moment at which it was published."""
    fields = {"seq": seq, "t": seq * 100, "type": "crossing", "bib": (seq - 1) % BUNCH + 1, "by": time.monotonic_ns()}
    return json.dumps(fields | {"by": str(fields["by"])}).encode()


def late(data: bytes) -> float:
    """Return how many milliseconds this line took."""
    return (time.monotonic_ns() - int(data[data.rindex(b'"by": "') + 7 : -2])) / 1e6


class Reader:
    """What one reader received."""

    def __init__(self, events: int) -> None:
        self.events = events
        self.took: list[float] = []
        self.wrong = 0
        self.done = asyncio.Event()

    def take(self, data: bytes) -> None:
        self.took.append(late(data))
        self.wrong += int(data[8 : data.index(b",")]) != len(self.took)
        if len(self.took) == self.events:
            self.done.set()


async def over_massstart(reader: Reader, at: str, ready: Callable[[], None]) -> None:
    def take(came: SharedLine) -> None:
        if came.line == 1:
            ready()
        else:
            reader.take(came.data)

    access = Access(parse_address(at))
    following = asyncio.create_task(follow(access, take, lambda _: None))
    await reader.done.wait()
    following.cancel()


async def over_tcp(reader: Reader, at: str, ready: Callable[[], None]) -> None:
    lines, connection = await asyncio.open_connection("127.0.0.1", int(at))
    await lines.readline()
    ready()
    while not reader.done.is_set():
        reader.take((await lines.readline())[:-1])
    connection.close()


WAYS: Final[dict[str, Callable[[Reader, str, Callable[[], None]], Awaitable[None]]]] = {
    "massstart": over_massstart,
    "tcp": over_tcp,
}


def read(way: str, at: str, readers: int, events: int, told: Any) -> None:
    """Run so many readers in this process.

    ``told`` is a queue that gets a message once they are ready, and then what they received.
    """

    async def all_of_them() -> None:
        there = 0

        def ready() -> None:
            nonlocal there
            there += 1
            if there == readers:
                told.put("there")

        every = [Reader(events) for _ in range(readers)]
        await asyncio.gather(*(WAYS[way](reader, at, ready) for reader in every))
        told.put(([took for reader in every for took in reader.took], sum(reader.wrong for reader in every)))

    asyncio.run(all_of_them())


def free_ports() -> tuple[int, int]:
    """Return two free ports of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as another:
        return int(one.getsockname()[1]), int(another.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until a server listens there."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    sys.exit("no server")


def fan_out(readers: int, writer: int) -> None:
    """Run a server that writes a header, and what comes in at one port, to every connection at another port."""

    async def serve() -> None:
        connections: list[asyncio.StreamWriter] = []

        async def come(_: asyncio.StreamReader, connection: asyncio.StreamWriter) -> None:
            connection.write(b"header\n")
            connections.append(connection)

        async def write(lines: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
            while data := await lines.readline():
                for connection in connections:
                    connection.write(data)

        await asyncio.start_server(come, "127.0.0.1", readers, backlog=1000)
        await (await asyncio.start_server(write, "127.0.0.1", writer)).serve_forever()

    asyncio.run(serve())


@contextmanager
def publishing_massstart(folder: Path, to: str) -> Iterator[Callable[[int], None]]:
    """Yield a function that publishes one more event: it appends to the file and notifies the publisher, as live entry
    does.
    """
    path = folder / "race.jsonl"
    path.write_bytes(json.dumps(HEADER).encode() + b"\n")
    access = Access(parse_address(to))
    publisher = Publisher(path, access, lambda _: None, confirmed=0)
    with path.open("ab", buffering=0) as file:

        def publish(seq: int) -> None:
            file.write(line(seq) + b"\n")
            publisher.confirm(seq)

        yield publish
    publisher.close(10)


@contextmanager
def publishing_tcp(port: int) -> Iterator[Callable[[int], None]]:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield lambda seq: connection.sendall(line(seq) + b"\n")


@contextmanager
def fanned_out() -> Iterator[tuple[int, int]]:
    """Yield the ports for readers and for the writer."""
    port, writer = free_ports()
    server = multiprocessing.Process(target=fan_out, args=(port, writer), daemon=True)
    server.start()
    try:
        wait_for(writer)
        yield port, writer
    finally:
        server.kill()


def race(laps: int, speed: float, publish: Callable[[int], None]) -> None:
    """Publish every crossing at its moment."""
    begun = time.monotonic()
    for seq in range(1, laps * BUNCH + 1):
        lap, place = divmod(seq - 1, BUNCH)
        moment = begun + (lap * LAP_SECONDS + place * BUNCH_SECONDS / BUNCH) / speed
        time.sleep(max(0.0, moment - time.monotonic()))
        publish(seq)


def main(way: str, folder: Path, readers: int, pace: tuple[int, float], ends: tuple[str, str]) -> dict[str, float]:
    """Run one race of so many laps, so many times as fast."""
    laps, speed = pace
    told: Any = multiprocessing.Queue()
    events = laps * BUNCH
    shared = [readers // PROCESSES] * PROCESSES
    with ExitStack() as stack:
        to, at = ends
        if way == "tcp":
            at, to = map(str, stack.enter_context(fanned_out()))
        for count in shared:
            multiprocessing.Process(target=read, args=(way, at, count, events, told), daemon=True).start()
        opened = publishing_tcp(int(to)) if way == "tcp" else publishing_massstart(folder, to)
        publish = stack.enter_context(opened)
        for _ in shared:
            told.get(timeout=PATIENCE)
        race(laps, speed, publish)
        answers = [told.get(timeout=PATIENCE) for _ in shared]
    took = [each for answer, _ in answers for each in answer]
    wrong = sum(shared) * events - len(took) + sum(wrong for _, wrong in answers)
    return {"p50": median(took), "p99": sorted(took)[len(took) * 99 // 100], "received": len(took), "wrong": wrong}


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    _, way, folder, readers, laps, speed, *ends = sys.argv
    to, at = ends
    sys.stdout.write(json.dumps(main(way, Path(folder), int(readers), (int(laps), float(speed)), (to, at))))
