"""Following a race that is shared: every line in order, from the start and then live, whatever happens on the way.

A follower knows the number of the last message it has had. Where a connection is lost, or anything on it is not as it
should be, it is given up, and the race gone on with on another, behind that message: none is missed, and none twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from nats.js import api
from nats.js.errors import NotFoundError
from pydantic import ValidationError

from massstart_tui.stream.codec import BadLine, decode_event, decode_header
from massstart_tui.stream.connection import Connection, connected
from massstart_tui.stream.faults import Fault, Flaw, form_faults
from massstart_tui.stream.sharing import Access, Away, Kind, Link, Refused, Trouble

if TYPE_CHECKING:
    from nats.aio.msg import Msg

LATE: Final = 1.0
"""Seconds that a follower may take a line later than it could, before it says so."""
SILENCE: Final = 2.5
"""How many heartbeats may be missed before a connection is given up."""
_STATUS: Final = api.Header.STATUS.value
_STALLED: Final = api.Header.CONSUMER_STALLED.value
_PARTS: Final = 9
"""Of the subject that a message of JetStream is answered to; where it has more, a domain and an account come first."""
_NANOSECONDS: Final = 1e9
_NEVER: Final = float("inf")


class Following(NamedTuple):
    """How it stands: so many messages ``behind``, which were on the server when this follower came; so many seconds
    ``late``, where it does not keep up. Connected with neither, it has all there is.

    ``trouble`` is why nothing comes, with the ``reason`` in the words of whoever gives one.
    """

    link: Link
    behind: int = 0
    late: int = 0
    trouble: Trouble | None = None
    reason: str = ""


class Came(NamedTuple):
    """A line that came: which of the file's, 1 being the header, its bytes without the line end, and what is wrong.

    A header that comes again takes the place of the one before; the events stay.
    """

    line: int
    data: bytes
    faults: tuple[Fault, ...] = ()


async def follow(access: Access, take: Callable[[Came], None], told: Callable[[Following], None]) -> None:
    """Follow a race until refused or cancelled; ``told`` must not raise. What ``take`` raises ends it.

    While ``take`` has not returned nothing more is read, so that the server holds back what is still to come.
    """
    follower = _Follower(access, take, told)
    pause = 0.0
    while True:
        try:
            async with connected(access) as connection:
                await follower.on(connection)
        except Away as error:
            pause = access.patience.after(pause if follower.stands.link is Link.AWAY else 0)
            follower.tell(Following(Link.AWAY, 0, 0, error.trouble, error.reason))
        except Refused as error:
            follower.tell(Following(Link.REFUSED, 0, 0, error.trouble, error.reason))
            return
        await asyncio.sleep(pause)


class _Follower:
    """What is known from one connection to the next."""

    def __init__(self, access: Access, take: Callable[[Came], None], told: Callable[[Following], None]) -> None:
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
        self._upto = 0
        # The least that the clock here has been ahead of the server's when a message came: what is more is lateness.
        self._soonest = _NEVER

    def tell(self, stands: Following) -> None:
        if stands != self.stands:
            self.stands = stands
            self._told(stands)

    async def on(self, connection: Connection) -> NoReturn:
        """Take what comes on this connection until it is lost: raises Hindrance, and what whoever takes it raises."""
        self._upto, self._soonest = await self._last(connection), _NEVER

        def deliver(subject: str, reply: str, data: bytes) -> None:
            try:
                self._arrived(subject, reply, data)
            except Exception as error:
                connection.lose(error)
                raise

        async def other(message: Msg) -> None:
            self._heard = time.monotonic()
            if message.headers and _STATUS in message.headers:
                # a heartbeat, or the question whether all up to here was taken: it was
                if asked := message.reply or message.headers.get(_STALLED):
                    await connection.client.publish(asked)
                else:
                    self._say_how_far(0)
            else:
                deliver(message.subject, message.reply, message.data)

        inbox = connection.client.new_inbox()
        connection.client.deliver = deliver
        await connection.ask(connection.client.subscribe(inbox, cb=other))
        self._say_how_far(0)
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

    def _arrived(self, subject: str, reply: str, data: bytes) -> None:
        self._heard = time.monotonic()
        number, sent = _place(reply)
        if number != self._position + 1:
            raise Away(Trouble.SERVER)
        kind = self._kinds.get(subject)
        if kind is Kind.EVENT:
            self._take(_event(self._events + 1, data))
            self._events += 1
        elif kind is Kind.HEADER:
            self._take(_header(data))
        self._position = number
        ahead = self._heard - sent
        self._soonest = min(self._soonest, ahead)
        if number >= self._upto:
            self._say_how_far(ahead - self._soonest)

    def _say_how_far(self, late: float) -> None:
        """Tell that there is more to come, that it comes late, or when that is over."""
        behind = max(0, self._upto - self._position)
        if late > LATE and self.stands.link is not Link.LAGGING:
            self.tell(Following(Link.LAGGING, 0, round(late)))
        elif late <= LATE / 2:
            self.tell(Following(Link.CONNECTED, behind))


def _place(reply: str) -> tuple[int, float]:
    """The number of a message in its stream, and when the server got it, in seconds by its own clock.

    Both are in the subject that it is answered to. Raises Away where it does not say.
    """
    parts = reply.split(".")
    try:
        if len(parts) == _PARTS:
            return int(parts[5]), int(parts[7]) / _NANOSECONDS
        return int(parts[7]), int(parts[9]) / _NANOSECONDS
    except (ValueError, IndexError) as error:
        raise Away(Trouble.SERVER) from error


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

        self._task: asyncio.Task[None] = self._loop.create_task(follow(access, came, told))
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
