"""Following a race that is shared: every line in order, from the start and then live, whatever happens on the way.

A follower knows the number of the last message it has had. Where a connection is lost, or anything on it is not as it
should be, it is given up, and the race gone on with on another, behind that message: none is missed, and none twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from nats.errors import Error
from nats.js import api
from nats.js.errors import NotFoundError
from pydantic import ValidationError

from massstart_tui.stream.codec import BadLine, decode_event, decode_header
from massstart_tui.stream.connection import Connection, connected
from massstart_tui.stream.faults import Fault, Flaw, form_faults
from massstart_tui.stream.sharing import Access, Away, Kind, Link, Refused, Trouble

if TYPE_CHECKING:
    from nats.aio.msg import Msg

MANY: Final = 256
"""How many messages behind the server a follower may be before it says so."""
SILENCE: Final = 2.5
"""How many heartbeats may be missed before a connection is given up."""
_STATUS: Final = api.Header.STATUS.value
_STALLED: Final = api.Header.CONSUMER_STALLED.value
_PARTS: Final = 9
"""Of the subject that a message of JetStream is answered to: $JS.ACK, and seven more; others have its domain too."""


class Following(NamedTuple):
    """How it stands: ``behind`` messages are on the server and have not been taken; ``trouble`` is why there are none.

    ``reason`` is in the words of whoever gives one. Connected and 0 behind, a follower has all there is.
    """

    link: Link
    behind: int = 0
    trouble: Trouble | None = None
    reason: str = ""


class Came(NamedTuple):
    """A line that came: which of the file's, 1 being the header, its bytes without the line end, and what is wrong.

    A header that comes again takes the place of the one before; the events stay.
    """

    line: int
    data: bytes
    faults: tuple[Fault, ...] = ()


Take = Callable[[Came], Awaitable[None]]
"""Takes a line; the next comes when it has returned, so that a server sends no faster than that."""


async def follow(access: Access, take: Take, told: Callable[[Following], None]) -> None:
    """Follow a race until refused or cancelled; ``told`` must not raise. What ``take`` raises ends it."""
    follower = _Follower(access, take, told)
    pause = 0.0
    while True:
        try:
            async with connected(access) as connection:
                await follower.on(connection)
        except Away as error:
            pause = access.patience.after(pause if follower.stands.link is Link.AWAY else 0)
            follower.tell(Following(Link.AWAY, 0, error.trouble, error.reason))
        except Refused as error:
            follower.tell(Following(Link.REFUSED, 0, error.trouble, error.reason))
            return
        await asyncio.sleep(pause)


class _Follower:
    """What is known from one connection to the next."""

    def __init__(self, access: Access, take: Take, told: Callable[[Following], None]) -> None:
        self.stands = Following(Link.CONNECTING)
        self._address = access.address
        self._heartbeat = access.patience.heartbeat
        self._kinds = {access.address.subject(kind): kind for kind in Kind}
        self._take = take
        self._told = told
        self._position = 0
        self._events = 0
        self._created: datetime | None = None
        self._heard = 0.0

    def tell(self, stands: Following) -> None:
        if stands != self.stands:
            self.stands = stands
            self._told(stands)

    async def on(self, connection: Connection) -> NoReturn:
        """Take what comes on this connection until it is lost: raises Hindrance, and what whoever takes it raises."""
        upto = await self._last(connection)

        async def arrived(message: Msg) -> None:
            try:
                await self._arrived(connection, message, coming.pending_msgs)
            except Exception as error:
                connection.lose(error)
                raise

        inbox = connection.client.new_inbox()
        coming = await connection.ask(connection.client.subscribe(inbox, cb=arrived))
        self._say_how_far(max(0, upto - self._position))
        await connection.ask(connection.js.add_consumer(self._address.stream, self._wanted(inbox)))
        self._heard = time.monotonic()
        silence = SILENCE * self._heartbeat
        forever = asyncio.get_running_loop().create_future()
        while (left := self._heard + silence - time.monotonic()) > 0:
            await connection.wait(forever, left)
        raise Away(Trouble.SILENT)

    async def _last(self, connection: Connection) -> int:
        """The number of the last message that the server has; raises Hindrance, also where it is another stream."""
        try:
            info = await connection.ask(connection.js.stream_info(self._address.stream))
        except NotFoundError as error:
            raise Away(Trouble.NOT_SHARED) from error
        if self._created not in (None, info.created) or info.state.last_seq < self._position:
            raise Refused(Trouble.BEGUN_ANEW)
        self._created = info.created
        return info.state.last_seq

    def _wanted(self, inbox: str) -> api.ConsumerConfig:
        """Everything from where we are, in order, no faster than it is taken; the server forgets it with us."""
        return api.ConsumerConfig(
            deliver_subject=inbox,
            deliver_policy=api.DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=self._position + 1,
            ack_policy=api.AckPolicy.NONE,
            max_deliver=1,
            flow_control=True,
            idle_heartbeat=self._heartbeat,
            mem_storage=True,
            num_replicas=1,
        )

    async def _arrived(self, connection: Connection, message: Msg, queued: int) -> None:
        """Take one message, behind which so many wait here that have not been looked at."""
        self._heard = time.monotonic()
        headers = message.headers
        if headers and _STATUS in headers:
            # a heartbeat, or the question whether all up to here was taken: it was
            if reply := message.reply or headers.get(_STALLED):
                await connection.client.publish(reply)
            return
        number, pending = _place(message)
        if number != self._position + 1:
            raise Away(Trouble.SERVER)
        kind = self._kinds.get(message.subject)
        if kind is Kind.EVENT:
            self._events += 1
            await self._take(_event(self._events, message.data))
        elif kind is Kind.HEADER:
            await self._take(_header(message.data))
        self._position = number
        if pending or queued or self.stands.behind:
            self._say_how_far(pending + queued)

    def _say_how_far(self, behind: int) -> None:
        """Tell that it lags, and when that is over; what goes by in between is not told."""
        if not behind:
            self.tell(Following(Link.CONNECTED))
        elif behind >= MANY and self.stands.link is not Link.LAGGING:
            self.tell(Following(Link.LAGGING, behind))
        elif self.stands.link not in (Link.CONNECTED, Link.LAGGING):
            self.tell(Following(Link.CONNECTED, behind))


def _place(message: Msg) -> tuple[int, int]:
    """The number of a message in its stream, and how many come behind it; raises Away where it does not say."""
    parts = message.reply.split(".")
    try:
        if len(parts) == _PARTS:
            return int(parts[5]), int(parts[8])
        said = message.metadata
    except (Error, ValueError, IndexError) as error:
        raise Away(Trouble.SERVER) from error
    return said.sequence.stream, said.num_pending


def _header(data: bytes) -> Came:
    if b"\n" in data:
        return Came(1, data, (Fault(1, "", Flaw.NOT_JSON),))
    try:
        decode_header(data)
    except BadLine as error:
        return Came(1, data, tuple(error.faults))
    return Came(1, data)


def _event(number: int, data: bytes) -> Came:
    """The event that should have this seq, checked as a line of a file is; what is wrong comes along."""
    line = number + 1
    if b"\n" in data or not data.strip():
        flaw = Flaw.NOT_JSON if data.strip() else Flaw.BLANK_LINE
        return Came(line, data, (Fault(line, "", flaw),))
    try:
        event = decode_event(data)
    except ValidationError as error:
        return Came(line, data, tuple(form_faults(line, error)))
    if event.seq != number:
        return Came(line, data, (Fault(line, "seq", Flaw.SEQ_HOLE, {"given": event.seq, "wanted": number}),))
    return Came(line, data)


class Follower:
    """Follows a race in a thread of its own, for whoever has another loop, or none. Both callbacks are called there.

    ``came`` may wait, which holds the server back; ``told`` must not raise.
    """

    def __init__(self, access: Access, came: Callable[[Came], None], told: Callable[[Following], None]) -> None:
        """Start to follow."""
        self._loop = asyncio.new_event_loop()

        async def take(line: Came) -> None:
            came(line)

        self._task: asyncio.Task[None] = self._loop.create_task(follow(access, take, told))
        self._thread = Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_done())

    async def _until_done(self) -> None:
        with suppress(asyncio.CancelledError):
            await self._task

    def close(self, patience: float) -> None:
        """Stop, and wait for that no longer than ``patience`` seconds."""
        with suppress(RuntimeError):  # the loop has ended: it was refused
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(patience)
