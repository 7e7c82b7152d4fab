"""Property tests of a follower: it takes every message once and in order, however store, live messages and answers mix.

The server is a fake: a real one cannot be made to use every order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.share.address import Address
from massstart_tui.share.delivery import Delivered
from massstart_tui.share.shared_lines import SharedLine, _Follower
from massstart_tui.share.shared_stream import Access, Away, MessageKind, Patience
from tests.levels import examples

ADDRESS = Address("nats", "nowhere", 4222, "race")
BEAT, NEVER = 0.004, 1000.0
"""Seconds between two heartbeats."""
STEPS = ("store", "send on", "lose", "deliver", "answer")
CREATED = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass
class Server:
    """A fake server: stored messages, messages to be republished, the position in the store, and open questions."""

    stored: int = 0
    sent_on: deque[int] = field(default_factory=deque)
    listening: bool = False
    reading: int | None = None
    asked: deque[tuple[asyncio.Future[int], int]] = field(default_factory=deque)
    deliver: Callable[[Delivered], None] | None = None

    def does(self, step: str) -> None:
        """Take one step, if there is anything to do."""
        match step:
            case "store":
                self.stored += 1
                if self.listening:
                    self.sent_on.append(self.stored)
            case "send on" if self.sent_on:
                self._gives(self.sent_on.popleft(), live=True)
            case "lose" if self.sent_on:
                self.sent_on.popleft()
            case "deliver" if self.reading is not None and self.reading <= self.stored:
                self.reading += 1
                self._gives(self.reading - 1, live=False)
            case "answer" if self.asked:
                answer, there = self.asked.popleft()
                answer.set_result(there)
            case _:
                pass

    def _gives(self, number: int, *, live: bool) -> None:
        assert self.deliver is not None
        subject = (ADDRESS.live if live else ADDRESS.subject)(MessageKind.EVENT)
        self.deliver(Delivered(subject, number, 0.0, str(number).encode(), live))


class Connection:
    """The part of a connection to a `Server` that a follower uses, including client and stream context."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client = self.js = self
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def deliver(self) -> Callable[[Delivered], None] | None:
        return self.server.deliver

    @deliver.setter
    def deliver(self, deliver: Callable[[Delivered], None]) -> None:
        self.server.deliver = deliver

    def new_inbox(self) -> str:
        return "inbox"

    async def ask(self, work: Awaitable[Any]) -> Any:
        return await work

    async def wait(self, until: asyncio.Future[Any], patience: float) -> None:
        await asyncio.wait({until, self.lost}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if self.lost.done():
            self.lost.result()

    def lose(self, error: Exception) -> None:
        self.lost.set_exception(error)

    async def subscribe(self, subject: str, cb: object) -> Connection:
        assert cb
        self.server.listening |= subject.startswith(ADDRESS.live(""))
        return self

    async def unsubscribe(self) -> None:
        self.server.reading = None

    async def stream_info(self, _: str) -> object:
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.server.asked.append((answer, self.server.stored))
        return SimpleNamespace(created=CREATED, state=SimpleNamespace(last_seq=await answer))

    async def add_consumer(self, _: str, config: Any) -> None:
        self.server.reading = config.opt_start_seq


async def followed(before: int, steps: list[str], heartbeat: float) -> tuple[int, list[int]]:
    """Return how many messages there are in the end, and those that were taken."""
    server, taken = Server(stored=before), list[int]()

    def take(came: SharedLine) -> None:
        taken.append(int(came.data))
        assert taken == list(range(1, len(taken) + 1))

    follower = _Follower(Access(ADDRESS, None, Patience(heartbeat=heartbeat)), take, lambda _: None)

    async def follow() -> None:
        """Reconnect again and again: on a busy machine the fake server is silent for too long."""
        while True:
            connection: Any = Connection(server)
            with suppress(Away):
                await follower.on(connection)

    following = asyncio.create_task(follow())
    for step in steps:
        server.does(step)
        for _ in range(3):
            await asyncio.sleep(0)
    async with asyncio.timeout(10):
        while len(taken) < server.stored:
            for step in ("send on", "deliver", "answer"):
                server.does(step)
            await asyncio.sleep(BEAT / 8)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    return server.stored, taken


@settings(max_examples=examples(5))
@given(st.integers(0, 5), st.lists(st.sampled_from(STEPS), max_size=60))
def test_every_message_is_taken_once_and_in_order_also_where_some_are_lost(before: int, steps: list[str]) -> None:
    stored, taken = asyncio.run(followed(before, steps, BEAT))
    assert taken == list(range(1, stored + 1))


@settings(max_examples=examples(5))
@given(st.integers(0, 5), st.lists(st.sampled_from([step for step in STEPS if step != "lose"]), max_size=60))
def test_where_none_is_lost_none_waits_for_a_heartbeat(before: int, steps: list[str]) -> None:
    stored, taken = asyncio.run(followed(before, steps, NEVER))
    assert taken == list(range(1, stored + 1))
