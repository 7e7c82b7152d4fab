"""Property tests of a follower: it takes every message once and in order, however answers, hints and forgeries mix.

The server is a fake: a real one cannot be made to use every order.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.share.address import Address
from massstart_tui.share.shared_lines import SharedLine, _Follower
from massstart_tui.share.shared_stream import NO_EVENTS, Access, Away, MessageKind, Patience, event_id, linked
from tests.levels import examples

ADDRESS = Address("nats", "nowhere", 4222, "race")
BEAT, NEVER = 0.004, 1000.0
"""Seconds between two heartbeats."""
FORGERIES = ("old hint", "wild hint", "early hint", "empty hint", "end", "twice", "ahead", "of another race")
STEPS = ("store", "foreign", "send on", "lose", "answer", *FORGERIES)


def message(number: int, event: int, *, stream: str = ADDRESS.stream) -> tuple[bytes, bytes]:
    """Return headers and data of the stored message ``number``, which is event ``event``, or foreign if that is 0."""
    chain = NO_EVENTS
    for one in range(1, event + 1):
        chain = linked(chain, str(one).encode())
    headers = (
        f"NATS/1.0\r\nNats-Msg-Id: {event_id(event, chain)}\r\nNats-Stream: {stream}\r\n"
        f"Nats-Subject: {ADDRESS.subject(MessageKind.EVENT)}\r\nNats-Sequence: {number}\r\n"
        f"Nats-Time-Stamp: 2026-11-25T00:00:00Z\r\n\r\n"
    )
    return headers.encode(), str(event).encode()


NONE = (b"NATS/1.0 404 Message Not Found\r\n\r\n", b"")


@dataclass
class Server:
    """A fake server: the events that are stored, 0 for a foreign message, hints to be sent, and open questions."""

    stored: list[int] = field(default_factory=list)
    sent_on: deque[int] = field(default_factory=deque)
    asked: deque[int] = field(default_factory=deque)
    deliver: Callable[[bytes, bytes, bytes], bool] | None = None

    @property
    def events(self) -> int:
        """The number of events that are stored."""
        return max(self.stored, default=0)

    def does(self, step: str) -> None:
        """Take one step, if there is anything to do."""
        last = len(self.stored)
        match step:
            case "store" | "foreign":
                self.stored.append(self.events + 1 if step == "store" else 0)
                self.sent_on.append(last + 1)
            case "send on" if self.sent_on:
                number = self.sent_on.popleft()
                self._gives(ADDRESS.live(MessageKind.EVENT), *message(number, self.stored[number - 1]))
            case "lose" if self.sent_on:
                self.sent_on.popleft()
            case "answer" if self.asked:
                self._answers(self.asked.popleft())
            case _:
                self._forges(step)

    def _forges(self, step: str) -> None:
        """Send what somebody else could cause to be sent."""
        live, last = ADDRESS.live(MessageKind.EVENT), len(self.stored)
        match step:
            case "old hint":
                self._gives(live, *message(1, 7))
            case "wild hint":
                self._gives(live, *message(10**9, last + 5))
            case "early hint":
                self._gives(live, *message(last + 1, self.events + 1))
            case "empty hint":
                self._gives(live, b"", b"x" * 1000)
            case "end":
                self._gives("inbox", *NONE)
            case "twice" if last:
                self._gives("inbox", *message(1, self.stored[0]))
            case "ahead" if last:
                self._gives("inbox", *message(last, self.stored[-1]))
            case "of another race":
                self._gives("inbox", *message(last + 1, self.events + 1, stream="massstart-other"))
            case _:
                pass

    def _answers(self, number: int) -> None:
        """Answer a question for a message, 0 standing for the last event."""
        number = number or max((place for place, event in enumerate(self.stored, 1) if event), default=0)
        there = 1 <= number <= len(self.stored)
        self._gives("inbox", *(message(number, self.stored[number - 1]) if there else NONE))

    def _gives(self, subject: str, headers: bytes, data: bytes) -> None:
        if self.deliver is not None:
            self.deliver(subject.encode(), headers, data)


class Connection:
    """The part of a connection to a `Server` that a follower uses, including its client."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client = self
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def deliver_to(self, deliver: Callable[[bytes, bytes, bytes], bool]) -> None:
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

    async def subscribe(self, _: str, cb: object) -> None:
        assert cb

    async def publish(self, subject: str, question: bytes, reply: str) -> None:
        self.send_at_once(subject, question, reply)

    def send_at_once(self, subject: str, question: bytes, reply: str) -> None:
        assert reply == "inbox"
        if subject == ADDRESS.store_last(MessageKind.EVENT):
            assert not question
            self.server.asked.append(0)
        else:
            assert subject == ADDRESS.store
            self.server.asked.append(json.loads(question)["seq"])


async def followed(before: int, steps: list[str], heartbeat: float) -> tuple[int, list[int]]:
    """Return how many events there are in the end, and those that were taken."""
    server, taken = Server(stored=list(range(1, before + 1))), list[int]()

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
        while len(taken) < server.events:
            for step in ("send on", "answer"):
                server.does(step)
            await asyncio.sleep(BEAT / 8)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    return server.events, taken


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


async def test_nothing_is_taken_until_the_first_message_shows_that_the_stream_is_the_same() -> None:
    came: list[SharedLine] = []
    follower = _Follower(Access(ADDRESS), came.append, lambda _: None)
    follower._came(*message(1, 1))
    follower._is_same_stream = False  # as whenever the store is asked
    follower._came(*message(2, 2))
    assert len(came) == 1
    for number in (1, 2):
        follower._came(*message(number, number))
    assert len(came) == 2
