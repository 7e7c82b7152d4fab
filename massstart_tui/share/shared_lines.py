"""Following a race that is shared: every line in order, from the start and then live, whatever happens on the way.

What there is, is read from the server's store, no faster than it is taken. What comes then is what the server sends on
to everybody as it stores it, which costs it less than an account of every follower. That is sent once: so only what is
the next is taken from it. Where something else comes, or nothing for long, the follower asks what there is, and reads
from the store what it has not had.

A follower knows the number of the last message it has had. Where a connection is lost, or anything on it is not as it
should be, it is given up, and the race gone on with on another, behind that message: none is missed, and none twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import Enum, auto
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from nats.js import api
from nats.js.errors import NotFoundError

from massstart_tui.share.connection import Connection, connected
from massstart_tui.share.delivery import Delivered
from massstart_tui.share.shared_stream import Access, Away, Link, MessageKind, SharingRefused, SharingTrouble

if TYPE_CHECKING:
    from nats.aio.msg import Msg

LATE: Final = 1.0
"""Seconds that a follower may take a line later than it could, before it says so."""
SILENCE: Final = 2.5
"""How many heartbeats may be missed before a connection is given up."""
_STATUS: Final = api.Header.STATUS.value
_STALLED: Final = api.Header.CONSUMER_STALLED.value
_NEVER: Final = float("inf")


class FollowerStanding(NamedTuple):
    """How it stands: so many messages ``behind``, which were on the server when this follower came; so many seconds
    ``late``, where it does not keep up. Connected with neither, it has all there is.

    ``trouble`` is why nothing comes, with the ``reason`` in the words of whoever gives one.
    """

    link: Link
    behind: int = 0
    late: int = 0
    trouble: SharingTrouble | None = None
    reason: str = ""


class SharedLine(NamedTuple):
    """A line that came: which of the file's, 1 being the header, and its bytes without the line end, not yet checked.

    A header that comes again takes the place of the one before; the events stay.
    """

    line: int
    data: bytes


async def follow(access: Access, take: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]) -> None:
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
            follower.tell(FollowerStanding(Link.AWAY, 0, 0, error.trouble, error.reason))
        except SharingRefused as error:
            follower.tell(FollowerStanding(Link.REFUSED, 0, 0, error.trouble, error.reason))
            return
        await asyncio.sleep(pause)


class _Source(Enum):
    """What lines are taken from: nothing, while it is asked what there is; the server's store; or what it sends on."""

    NONE = auto()
    STORE = auto()
    LIVE = auto()


class _Follower:
    """What is known from one connection to the next."""

    def __init__(
        self, access: Access, take: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]
    ) -> None:
        self.stands = FollowerStanding(Link.CONNECTING)
        self._address = access.address
        self._heartbeat = access.patience.heartbeat
        self._kinds = {
            subject(kind): kind for kind in MessageKind for subject in (self._address.subject, self._address.live)
        }
        self._take = take
        self._told = told
        self._position = 0
        self._events = 0
        self._created: datetime | None = None
        self._heard = 0.0
        self._source = _Source.NONE
        self._turned: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # The last message that there is, and the last that was sent on.
        self._upto = 0
        self._live = 0
        # The least that the clock here has been ahead of the server's when a message came: what is more is lateness.
        self._soonest = _NEVER

    def tell(self, stands: FollowerStanding) -> None:
        if stands != self.stands:
            self.stands = stands
            self._told(stands)

    async def on(self, connection: Connection) -> NoReturn:
        """Take what comes on this connection until it is lost: raises Hindrance, and what whoever takes it raises."""
        self._live, self._soonest, self._source = 0, _NEVER, _Source.NONE

        def deliver(came: Delivered) -> None:
            try:
                self._arrived(came)
            except Exception as error:
                connection.lose(error)
                raise

        connection.client.deliver = deliver
        await connection.ask(connection.client.subscribe(self._address.live("*"), cb=_passed_over))
        while True:
            self._source = _Source.NONE
            self._upto = max(await self._last(connection), self._live)
            if self._position < self._upto:
                await self._catch_up(connection)
            else:
                self._source = _Source.LIVE
                self._say_how_far(0)
            await self._stay(connection, _Source.LIVE, self._heartbeat)

    async def _catch_up(self, connection: Connection) -> None:
        """Read from the server's store, until that is no more than was sent on; raises Hindrance."""

        async def status(message: Msg) -> None:
            self._heard = time.monotonic()
            if not message.headers or _STATUS not in message.headers:
                connection.lose(Away(SharingTrouble.SERVER))
            # a heartbeat, or the question whether all up to here was taken: it was
            elif asked := message.reply or message.headers.get(_STALLED):
                await connection.client.publish(asked)
            else:
                self._say_how_far(0)

        inbox = connection.client.new_inbox()
        subscription = await connection.ask(connection.client.subscribe(inbox, cb=status))
        self._source = _Source.STORE
        self._say_how_far(0)
        await connection.ask(connection.js.add_consumer(self._address.stream, self._wanted(inbox)))
        await self._stay(connection, _Source.STORE, SILENCE * self._heartbeat)
        if self._source is _Source.STORE:
            raise Away(SharingTrouble.SILENT)
        await connection.ask(subscription.unsubscribe())

    async def _stay(self, connection: Connection, source: _Source, silence: float) -> None:
        """Wait as long as lines are taken from there and no silence is so long; raises Hindrance."""
        self._heard = time.monotonic()
        while self._source is source and (left := self._heard + silence - time.monotonic()) > 0:
            self._turned = asyncio.get_running_loop().create_future()
            await connection.wait(self._turned, left)

    def _turn_to(self, source: _Source) -> None:
        self._source = source
        if not self._turned.done():
            self._turned.set_result(None)

    async def _last(self, connection: Connection) -> int:
        """The number of the last message that the server has; raises Hindrance, also where it is another stream."""
        had = self._position
        try:
            info = await connection.ask(connection.js.stream_info(self._address.stream))
        except NotFoundError as error:
            raise Away(SharingTrouble.NOT_SHARED) from error
        if self._created not in (None, info.created) or info.state.last_seq < had:
            raise SharingRefused(SharingTrouble.BEGUN_ANEW)
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

    def _arrived(self, came: Delivered) -> None:
        """Take the next from where lines are taken; of what was sent on, anything else is a reason to ask."""
        if came.live:
            self._live = came.number
        if self._source is not (_Source.LIVE if came.live else _Source.STORE):
            return
        if came.number == self._position + 1:
            self._accept(came)
        elif came.live:
            self._turn_to(_Source.NONE)
        else:
            raise Away(SharingTrouble.SERVER)

    def _accept(self, came: Delivered) -> None:
        self._heard = time.monotonic()
        kind = self._kinds.get(came.subject)
        if kind is MessageKind.EVENT:
            self._events += 1
            self._take(SharedLine(self._events + 1, came.data))
        elif kind is MessageKind.HEADER:
            self._take(SharedLine(1, came.data))
        self._position = came.number
        ahead = self._heard - came.sent
        self._soonest = min(self._soonest, ahead)
        if self._position >= self._upto:
            self._say_how_far(ahead - self._soonest)
        if self._source is _Source.STORE and self._position >= max(self._upto, self._live):
            self._turn_to(_Source.LIVE)

    def _say_how_far(self, late: float) -> None:
        """Tell that there is more to come, that it comes late, or when that is over."""
        behind = max(0, self._upto - self._position)
        if late > LATE and self.stands.link is not Link.LAGGING:
            self.tell(FollowerStanding(Link.LAGGING, 0, round(late)))
        elif late <= LATE / 2:
            self.tell(FollowerStanding(Link.CONNECTED, behind))


async def _passed_over(_: Msg) -> None:
    """What comes where the server sends on, and is not from the stream."""


class Follower:
    """Follows a race in a thread of its own, for whoever has another loop, or none. Both callbacks are called there.

    ``came`` may wait, which holds the server back; ``told`` must not raise.
    """

    def __init__(
        self, access: Access, came: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]
    ) -> None:
        """Start to follow."""
        self._told = told
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] = self._loop.create_task(follow(access, came, told))
        self._thread = Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_done())

    async def _until_done(self) -> None:
        """Until it is refused or closed; that a fault has put an end to it is told."""
        try:
            await self._task
        except asyncio.CancelledError:
            pass  # it was closed
        except BaseException as fault:
            self._told(FollowerStanding(Link.REFUSED, 0, 0, SharingTrouble.STOPPED, type(fault).__name__))
            raise

    def close(self, patience: float) -> None:
        """Stop, and wait for that no longer than ``patience`` seconds."""
        with suppress(RuntimeError):  # the loop has ended: it was refused
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(patience)
