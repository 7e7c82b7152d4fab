"""Tests of the limits of the documented servers: one follower takes no more of the server than others leave it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from massstart_tui.share.shared_stream import Link, Patience
from tests.share.natsserver import CONFIGURATIONS, PASSWORDS, SECONDS, NatsServer
from tests.share.sharing import Follows, Publishing
from tests.share.test_publishing import append
from tests.streams import event, make_header, make_line

RACE: Final = "race"
READ: Final = f"$JS.API.DIRECT.GET.massstart-{RACE}"
FEW: Final = 5
"""As many connections as the followers of the test may have."""


def users(folder: Path, replaced: str, by: str) -> Path:
    """Return the configuration with users, in which one limit, which has to be there, has another value."""
    text = (CONFIGURATIONS / "nats-server-users.conf").read_text(encoding="utf-8")
    assert len(re.findall(replaced, text)) == 1
    (folder / "nats-server.conf").write_bytes((CONFIGURATIONS / "nats-server.conf").read_bytes())
    (folder / "users.conf").write_text(re.sub(replaced, by, text), encoding="utf-8")
    return folder / "users.conf"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """Run a server with users, where followers may have few connections."""
    folder = tmp_path_factory.mktemp("nats")
    server = NatsServer(folder, users(folder, r"max_connections: 1000", f"max_connections: {FEW}"))
    yield server
    server.kill()


class Attacker:
    """A connection of a follower that keeps to no rule of the client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, *lines: bytes) -> None:
        self._writer.write(b"".join(line + b"\r\n" for line in lines))
        await self._writer.drain()

    async def ask(self, subject: str, question: bytes, reply: str) -> None:
        await self.send(b"PUB %s %s %d" % (subject.encode(), reply.encode(), len(question)), question)

    async def heard(self, until: Callable[[bytes], bool]) -> bytes:
        """Return what the server has said, once it is as wanted or the server has closed the connection."""
        heard = b""
        async with asyncio.timeout(SECONDS):
            while not until(heard) and (data := await self._reader.read(1 << 16)):
                heard += data
        return heard

    async def answered(self) -> bytes:
        """Return what the server has said until it answers a ping, or has closed the connection."""
        await self.send(b"PING")
        return await self.heard(lambda heard: b"PONG\r\n" in heard)


@asynccontextmanager
async def attacker(server: NatsServer) -> AsyncIterator[Attacker]:
    """Connect and log in as a follower."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    login = {"user": "follower", "pass": PASSWORDS["follower"], "headers": True, "verbose": False, "pedantic": False}
    attacker = Attacker(reader, writer)
    await attacker.send(b"CONNECT " + json.dumps(login).encode())
    try:
        yield attacker
    finally:
        writer.close()


@pytest.fixture(scope="module")
def race(server: NatsServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Share a race whose lines are long."""
    path = tmp_path_factory.mktemp("race") / "race.jsonl"
    append(
        path, make_header(), *(make_line({"seq": seq} | event("note", seq, text="x" * 9000)) for seq in range(1, 41))
    )
    with Publishing(path, server.address(RACE, "publisher"), patience=Patience()) as publishing:
        publishing.shared(40)
        yield path


def grown(path: Path) -> int:
    """Add a note to the race; return the number of its lines."""
    lines = path.read_bytes().count(b"\n")
    append(path, make_line({"seq": lines} | event("note", lines, text="on")))
    return lines + 1


QUESTIONS: Final = [
    b'{"seq":1,"batch":9}',
    b'{"batch":9,"seq":1}',
    b'{"seq":1,"batch":1000000}',
    b'{"multi_last":[">"]}',
    b'{"start_time":"2026-11-25T06:29:00Z","batch":100}',
    b'{"seq":1}' + b" " * 100,
]
"""Questions that one message would not answer, and one that is only long."""


@pytest.mark.parametrize("asked", QUESTIONS)
async def test_nobody_asks_for_more_than_one_message_at_once(asked: bytes, race: Path, server: NatsServer) -> None:
    async with attacker(server) as one:
        await one.send(b"SUB _INBOX.mine 1")
        await one.ask(READ, b'{"seq":9}', "_INBOX.mine")
        assert (await one.heard(lambda heard: b"x" * 9000 in heard)).count(b"Nats-Sequence") == 1
        await one.ask(READ, asked, "_INBOX.mine")
        told = await one.heard(lambda heard: b"Nats-Sequence" in heard)
    assert b"Maximum Payload Violation" in told
    assert b"Nats-Sequence" not in told
    assert race.exists()


async def test_a_follower_has_few_subscriptions(server: NatsServer) -> None:
    async with attacker(server) as one:
        await one.send(*(b"SUB _INBOX.%d %d" % (number, number) for number in range(1, 9)))
        assert (await one.answered()).lower().count(b"maximum subscriptions exceeded") == 8 - 4


async def test_where_followers_have_all_their_connections_the_publisher_is_still_let_in(
    server: NatsServer, tmp_path: Path
) -> None:
    path = tmp_path / "other.jsonl"
    append(path, make_header(id="other"), make_line({"seq": 1} | event("note", 1, text="in")))
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(FEW)]
    login = json.dumps({"user": "follower", "pass": PASSWORDS["follower"], "verbose": True})
    for connection in held:
        connection.sendall(b"CONNECT " + login.encode() + b"\r\n")
        said = b""
        while b"+OK" not in said:
            said += connection.recv(1 << 16)
    async with attacker(server) as one:
        assert b"maximum account active connections exceeded" in (await one.answered()).lower()
    with Publishing(path, server.address("other", "publisher")) as publishing:
        await asyncio.to_thread(publishing.shared, 1)
    for connection in held:
        connection.close()


async def flooding(one: Attacker) -> None:
    """Ask until the server closes the connection."""
    async with asyncio.timeout(SECONDS):
        while True:
            await one.send(*[b"PUB %s _INBOX.mine 9" % READ.encode(), b'{"seq":9}'] * 100)


async def test_a_flood_of_questions_stops_nobody(race: Path, server: NatsServer) -> None:
    with Follows(server.address(RACE, "follower"), patience=Patience()) as follows:
        async with attacker(server) as reading, attacker(server) as deaf:
            await reading.send(b"SUB _INBOX.mine 1")
            listening = asyncio.create_task(reading.heard(lambda _: False))
            for _ in range(5):
                for one in (reading, deaf):
                    await one.send(*[b"PUB %s _INBOX.mine 9" % READ.encode(), b'{"seq":9}'] * 400)
                lines = grown(race)
                await asyncio.to_thread(follows.lines, lines)
            listening.cancel()
        assert {stands.link for stands in follows.told.all} <= {Link.CONNECTED, Link.LAGGING}
        assert follows.content() == race.read_bytes()


async def test_who_asks_and_does_not_read_the_answers_is_cut_off(race: Path, server: NatsServer) -> None:
    """The answers are more than what the server holds for one connection and what the system's buffers take."""
    with Follows(server.address(RACE, "follower"), patience=Patience()) as follows:
        async with attacker(server) as one:
            await one.send(b"SUB _INBOX.mine 1")
            with pytest.raises(ConnectionError):
                await flooding(one)
        lines = grown(race)
        await asyncio.to_thread(follows.lines, lines)
