"""Follow a shared race on a NATS server: every line in order, from the first on and then live.

Lines that exist already are read from the server's store, no faster than they are processed. Later lines are taken from
the messages that the server republishes as it stores them, which costs it less than a consumer for each follower. These
are sent only once, so only the next message in sequence is taken. If another one comes, or none for long, the follower
asks the server what it has and reads the missing lines from the store.

A follower knows the sequence number of the last message it has taken. If a connection is lost or behaves unexpectedly,
it is given up, and the next connection goes on after that message: no line is missed, and none comes twice.
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
"""Seconds by which a line may come later than it could before the follower reports it."""
SILENCE: Final = 2.5
"""The number of heartbeats that may be missed before a connection is given up."""
_STATUS: Final = api.Header.STATUS.value
_STALLED: Final = api.Header.CONSUMER_STALLED.value
_NEVER: Final = float("inf")


class FollowerStanding(NamedTuple):
    """The status of a follower.

    ``behind`` is how many messages that were on the server when this follower connected are still to come. ``late`` is
    by how many seconds it lags if it does not keep up. If it is connected and both are 0, it has everything.
    ``trouble`` says why nothing comes, ``reason`` gives the words of the server or the system if there are any.
    """

    link: Link
    behind: int = 0
    late: int = 0
    trouble: SharingTrouble | None = None
    reason: str = ""


class SharedLine(NamedTuple):
    """A line of a followed race: its number in the file, 1 being the header, and its bytes, unchecked and without line
    end.

    A header that comes again replaces the one before it; the events stay.
    """

    line: int
    data: bytes


async def follow(access: Access, take: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]) -> None:
    """Follow a race until refused or cancelled.

    ``take`` is called with each line; what it raises ends the following. Until it returns, nothing more is read, so
    that the server holds back what is still to come. ``told`` is called when the status changes, and must not raise.
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
    """Where lines are taken from: nowhere while the server is asked what it has, its store, or republished messages."""

    NONE = auto()
    STORE = auto()
    LIVE = auto()


class _Follower:
    """The state of a follower that is kept from one connection to the next."""

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
        # The sequence numbers of the last message that the server has, and of the last that was republished.
        self._upto = 0
        self._live = 0
        # The least by which the clock here was ahead of the server's when a message came; anything above it is
        # lateness.
        self._soonest = _NEVER

    def tell(self, stands: FollowerStanding) -> None:
        """Report the status if it has changed."""
        if stands != self.stands:
            self.stands = stands
            self._told(stands)

    async def on(self, connection: Connection) -> NoReturn:
        """Take what comes on this connection until it is lost; raises Hindrance, and whatever ``take`` raises."""
        self._live, self._soonest, self._source = 0, _NEVER, _Source.NONE

        def deliver(came: Delivered) -> None:
            try:
                self._arrived(came)
            except Exception as error:
                connection.lose(error)
                raise

        connection.client.deliver = deliver
        # Subscribe before asking what there is, so that nothing falls between the two.
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
        """Read from the server's store up to the last message that was republished; raises Hindrance."""

        async def status(message: Msg) -> None:
            self._heard = time.monotonic()
            if not message.headers or _STATUS not in message.headers:
                connection.lose(Away(SharingTrouble.SERVER))
            # a heartbeat, or flow control's question whether all messages up to here were processed, which they were
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
        """Wait while lines are taken from ``source`` and no silence lasts ``silence`` seconds; raises Hindrance."""
        self._heard = time.monotonic()
        while self._source is source and (left := self._heard + silence - time.monotonic()) > 0:
            self._turned = asyncio.get_running_loop().create_future()
            await connection.wait(self._turned, left)

    def _turn_to(self, source: _Source) -> None:
        self._source = source
        if not self._turned.done():
            self._turned.set_result(None)

    async def _last(self, connection: Connection) -> int:
        """Return the sequence number of the server's last message.

        Raises Hindrance, also if the stream is not the one that was followed before.
        """
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
        """Return the configuration of a consumer: every message from the current position on, in order, with flow
        control.

        It is kept in memory, so that the server forgets it together with this follower.
        """
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
        """Take a message if it is the next one from the current source.

        A republished message that is not the next one is a reason to ask the server what it has.
        """
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
        # Publisher messages count too: the position is one in the stream, not in the file.
        self._position = came.number
        # The two clocks have different origins, so only changes of their difference mean anything.
        ahead = self._heard - came.sent
        self._soonest = min(self._soonest, ahead)
        if self._position >= self._upto:
            self._say_how_far(ahead - self._soonest)
        if self._source is _Source.STORE and self._position >= max(self._upto, self._live):
            self._turn_to(_Source.LIVE)

    def _say_how_far(self, late: float) -> None:
        """Report how much is still to come, that lines come ``late`` seconds late, or that this is over."""
        behind = max(0, self._upto - self._position)
        if late > LATE and self.stands.link is not Link.LAGGING:
            self.tell(FollowerStanding(Link.LAGGING, 0, round(late)))
        # Half of the limit, so that a follower around the limit does not change its status with every line.
        elif late <= LATE / 2:
            self.tell(FollowerStanding(Link.CONNECTED, behind))


async def _passed_over(_: Msg) -> None:
    """Ignore a message on a live subject that does not come from the stream."""


class Follower:
    """Follows a race in a thread with its own event loop.

    Both callbacks are called in that thread. ``came`` may block, which makes the server hold back; ``told`` must not
    raise.
    """

    def __init__(
        self, access: Access, came: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]
    ) -> None:
        """Start the follower's thread."""
        self._told = told
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] = self._loop.create_task(follow(access, came, told))
        self._thread = Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_done())

    async def _until_done(self) -> None:
        """Follow until refused or closed; if a fault ends the thread, report it before raising it."""
        try:
            await self._task
        except asyncio.CancelledError:
            pass  # closed
        except BaseException as fault:
            self._told(FollowerStanding(Link.REFUSED, 0, 0, SharingTrouble.STOPPED, type(fault).__name__))
            raise

    def close(self, patience: float) -> None:
        """Stop following, and wait up to ``patience`` seconds for the thread to end."""
        with suppress(RuntimeError):  # the loop has ended, after a refusal
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(patience)
