"""Follow a shared race on a NATS server: every line in order, from the first on and then live.

Every line is read from the server's store, with questions that need no right but to ask for messages. A question is for
one message, so that a server can refuse longer ones, one of which could ask for a whole race. What the server
republishes as it stores a message is only a hint that there is more to read: a forged one can make a follower ask, and
nothing else. The same holds for the answers: what is taken is the next message of this stream, by the headers that the
server writes, whoever it was that asked for it.

A follower knows the sequence number of the last message it has taken. If a connection is lost or behaves unexpectedly,
it is given up, and the next connection goes on after that message: no line is missed, and none comes twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from massstart_tui.share.connection import Connection, connected
from massstart_tui.share.delivery import Delivered, delivered, place_in_stream, status
from massstart_tui.share.shared_content import SharedContent
from massstart_tui.share.shared_stream import (
    CUT_OFF,
    SOURCE,
    Access,
    Away,
    Link,
    MessageKind,
    SharingRefused,
    SharingTrouble,
)

if TYPE_CHECKING:
    from nats.aio.msg import Msg

LATE: Final = 1.0
"""Seconds by which a line may come later than it could before the follower reports it."""
SILENCE: Final = 1.5
"""The number of heartbeats that an answer may take before a connection is given up.

With the heartbeat before it, a server that fell silent is noticed after at most 5 seconds.
"""
STILL_CUT_OFF: Final = 3.0
"""The number of heartbeats for which a publisher that said that it is cut off is taken to be so."""
AT_ONCE: Final = 256
"""The number of messages that are asked for at once; fewer if they are long."""
BYTES_AT_ONCE: Final = 1 << 20
"""The number of bytes that are asked for at once, if messages are no longer than those before; one comes whole."""
_NO_RESPONDERS: Final = "503"
_NEVER: Final = float("inf")
_UNNAMED: Final = 1 << 63
"""The number in the place of one that a hint does not name: higher than that of any message."""


class FollowerStanding(NamedTuple):
    """The status of a follower.

    ``behind`` is how many messages that were on the server when it last said so are still to come; if the server is
    away, there can be more. ``late`` is by how many seconds it lags if it does not keep up. If it is connected and both
    are 0, it has everything. ``trouble`` says why nothing comes, ``reason`` gives the words of the server or the system
    if there are any. ``foreign`` is how many messages of the stream were passed over, because they are not of the
    race's publisher. ``cut_off`` says that who publishes is cut off from where the race comes from.
    """

    link: Link
    behind: int = 0
    late: int = 0
    trouble: SharingTrouble | None = None
    reason: str = ""
    foreign: int = 0
    cut_off: bool = False


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
            follower.tell(FollowerStanding(Link.AWAY, follower.behind, 0, error.trouble, error.reason))
        except SharingRefused as error:
            follower.tell(FollowerStanding(Link.REFUSED, follower.behind, 0, error.trouble, error.reason))
            return
        await asyncio.sleep(pause)


class _Follower:
    """The state of a follower that is kept from one connection to the next."""

    def __init__(
        self, access: Access, take: Callable[[SharedLine], None], told: Callable[[FollowerStanding], None]
    ) -> None:
        self.stands = FollowerStanding(Link.CONNECTING)
        self._address = access.address
        self._store, self._stream = access.address.store, access.address.stream
        self._hints_on = access.address.live("").encode()
        self._source_on = access.address.live(SOURCE).encode()
        # Until when the source is taken to be away, because that was said.
        self._cut_off_until = 0.0
        self._heartbeat = access.patience.heartbeat
        self._take = take
        self._told = told
        self._content = SharedContent(access.address)
        self._heard = 0.0
        # The server's time of the first message, which no other stream of this name has, and whether the stream is
        # known to be the same since it was last asked. Until then nothing is taken.
        self._first = ""
        self._is_same_stream = False
        # The last message that the store is known to have, and the size in bytes of the longest that came.
        self._upto = 0
        self._longest = 1
        self._greeted = False
        # The message that ends the answer that is awaited, and whether it has come, or a status in its place.
        self._turned: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._awaited = 0
        self._answered = True
        # While nothing else is awaited, what a hint names is asked for by this function, as soon as the hint comes; the
        # last message that was asked for so; and when the last message was taken.
        self._ask_at_once: Callable[[int], None] | None = None
        self._asked = 0
        self._took = 0.0
        # The last message that a hint named, how many hints have come since the store was asked, and what to do.
        self._hinted_upto = self._hints = 0
        self._to_read = self._to_check = False
        # The least by which the clock here was ahead of the server's when a message came; anything above it is
        # lateness.
        self._soonest = _NEVER

    def tell(self, stands: FollowerStanding) -> None:
        """Report the status if it has changed."""
        cut_off = time.monotonic() < self._cut_off_until
        stands = stands._replace(foreign=self._content.foreign, cut_off=cut_off)
        if stands != self.stands:
            self.stands = stands
            self._told(stands)

    @property
    def behind(self) -> int:
        """How many messages are still to come, of those that the server was known to have."""
        return max(0, self._upto - self._content.last)

    async def on(self, connection: Connection) -> NoReturn:
        """Take what comes on this connection until it is lost; raises Hindrance, and whatever ``take`` raises."""
        self._soonest, self._greeted, self._ask_at_once = _NEVER, False, None
        inbox = connection.client.new_inbox()
        connection.client.deliver_to(partial(self._deliver, connection, inbox.encode()))
        # Subscribe before asking what there is, so that nothing falls between the two.
        for subject in (inbox, self._address.live("*")):
            await connection.ask(connection.client.subscribe(subject, cb=_passed_over))
        self._to_check = True
        while True:
            check, self._to_check, self._to_read = self._to_check, False, False
            if check:
                await self._check(connection, inbox)
            await self._read(connection, inbox)
            self._ask_at_once, self._asked = partial(self._send_question, connection, inbox), self._content.last
            if not await self._hint(connection):
                self._to_check = True
            self._ask_at_once = None

    def _deliver(self, connection: Connection, inbox: bytes, subject: bytes, headers: bytes, data: bytes) -> bool:
        """Take a message from the wire; return False if it is not for a follower."""
        if connection.lost.done():
            return True  # what ended the connection may have come before
        try:
            if subject == inbox:
                self._came(headers, data)
            elif subject == self._source_on:
                self._note_source(data)
            elif subject.startswith(self._hints_on):
                self._note_hint(headers)
            else:
                return False
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the connection is awaited
            connection.lose(error)
        return True

    def _send_question(self, connection: Connection, inbox: str, number: int) -> None:
        connection.client.send_at_once(*self._question(number), inbox)

    async def _check(self, connection: Connection, inbox: str) -> None:
        """Ask whether the stream is still the same, how far it goes, and for the next message; raises Hindrance."""
        following = self._content.last + 1
        last_event = (self._address.store_last(MessageKind.EVENT), b"")
        self._is_same_stream = False
        await self._ask(connection, inbox, following, [last_event, *map(self._question, sorted({1, following}))])
        if not self.behind:
            self._say_how_far(0)
        if self._content.last >= following:
            self._hinted_upto = _UNNAMED

    async def _read(self, connection: Connection, inbox: str) -> None:
        """Read what the store is known or hinted to have after the last message that was taken; raises Hindrance."""
        while (more := self._more()) > 0:
            upto = self._content.last + more
            numbers = range(self._content.last + 1, upto + 1)
            await self._ask(connection, inbox, upto, [self._question(number) for number in numbers])
            self._say_how_far(0)
            if self._content.last < upto:
                self._hinted_upto = 0
                return

    def _more(self) -> int:
        """Return how many messages to ask for, at most 0 for none.

        A hint is believed for one message: a forged one can name any number.
        """
        last, hints, self._hints = self._content.last, max(1, self._hints), 0
        longest, self._longest = self._longest, 1
        wanted = max(self._upto - last, min(self._hinted_upto - last, hints))
        return min(wanted, AT_ONCE, max(1, BYTES_AT_ONCE // longest))

    def _question(self, number: int) -> tuple[str, bytes]:
        """Return the subject and the data of the question for one message."""
        return self._store, b'{"seq":%d}' % number

    async def _ask(self, connection: Connection, inbox: str, upto: int, questions: list[tuple[str, bytes]]) -> None:
        """Ask the store, and wait for message number ``upto`` or a status in its place; raises Hindrance."""
        self._awaited, self._answered = upto, False
        self._heard = time.monotonic()
        await connection.ask(_send(connection, inbox, questions))
        while not self._answered:
            left = self._heard + SILENCE * self._heartbeat - time.monotonic()
            if left <= 0:
                raise Away(SharingTrouble.SILENT)
            await self._turn(connection, left)

    async def _hint(self, connection: Connection) -> bool:
        """Wait until there is a reason to ask the store again; return False if none came. Raises Hindrance."""
        self._took = time.monotonic()
        while not (self._to_read or self._to_check) and (left := self._took + self._heartbeat - time.monotonic()) > 0:
            await self._turn(connection, left)
        return self._to_read or self._to_check

    async def _turn(self, connection: Connection, patience: float) -> None:
        self._turned = asyncio.get_running_loop().create_future()
        await connection.wait(self._turned, patience)

    def _wake(self) -> None:
        if not self._turned.done():
            self._turned.set_result(None)

    def _note_hint(self, headers: bytes) -> None:
        """Note that the store may have more, or, if the hint names a message that was taken, that it is another one."""
        number = place_in_stream(headers)
        if self._ask_at_once is not None and number == self._asked + 1 > self._content.last:
            self._asked = number
            self._ask_at_once(number)
            return
        if number is not None and number <= self._content.last:
            self._to_check = True
        else:
            self._hinted_upto = max(self._hinted_upto, number or _UNNAMED)
            self._hints += 1
            self._to_read = True
        self._wake()

    def _note_source(self, data: bytes) -> None:
        """Note whether the publisher is cut off; it says so again and again, or is cut off from here itself."""
        lasts = STILL_CUT_OFF * self._heartbeat
        self._cut_off_until = time.monotonic() + lasts if data == CUT_OFF else 0.0
        self.tell(self.stands)

    def _came(self, headers: bytes, data: bytes) -> None:
        """Take a part of an answer: a message of the store, or a status, which ends it.

        A status can come from a question that somebody else has asked. It ends the waiting, but says nothing.
        """
        self._heard = time.monotonic()
        came = delivered(headers, data)
        if came is None:
            self._end(headers)
        elif came.stream == self._stream:
            self._stored(came)

    def _end(self, headers: bytes) -> None:
        # Only who asks is answered that nobody is there.
        if status(headers) == _NO_RESPONDERS:
            raise Away(SharingTrouble.NOT_SHARED)
        self._answered = True
        self._wake()

    def _stored(self, came: Delivered) -> None:
        """Take a message of this stream if it is the next one.

        Raises SharingRefused if it shows that the stream is not the one that was followed before.
        """
        if came.number == 1:
            if self._first not in ("", came.stamp):
                raise SharingRefused(SharingTrouble.BEGUN_ANEW)
            self._first, self._is_same_stream = came.stamp, True
        self._upto, self._longest = max(self._upto, came.number), max(self._longest, len(came.data))
        if not self._greeted:
            self._greeted = True
            self._say_how_far(0)
        if came.number == self._content.last + 1 and self._is_same_stream:
            self._accept(came)
            # The answer comes after one that somebody else has asked for was taken for it: there may be more.
            if self._answered and came.number > self._asked:
                self._to_check = True
        if self._content.last >= self._awaited:
            self._answered = True
        if self._ask_at_once is None or self._to_check:
            self._wake()

    def _accept(self, came: Delivered) -> None:
        self._took = self._heard
        kind = self._content.add(came.number, came.subject, came.identity, came.data)
        if kind is MessageKind.EVENT:
            self._take(SharedLine(self._content.events + 1, came.data))
        elif kind is MessageKind.HEADER:
            self._take(SharedLine(1, came.data))
        # The two clocks have different origins, so only changes of their difference mean anything.
        ahead = self._heard - came.sent
        self._soonest = min(self._soonest, ahead)
        if came.number >= self._upto:
            self._say_how_far(ahead - self._soonest)

    def _say_how_far(self, late: float) -> None:
        """Report how much is still to come, that lines come ``late`` seconds late, or that this is over."""
        if late > LATE and self.stands.link is not Link.LAGGING:
            self.tell(FollowerStanding(Link.LAGGING, self.behind, round(late)))
        # Half of the limit, so that a follower around the limit does not change its status with every line.
        elif late <= LATE / 2:
            self.tell(FollowerStanding(Link.CONNECTED, self.behind))


async def _send(connection: Connection, inbox: str, questions: list[tuple[str, bytes]]) -> None:
    for subject, question in questions:
        await connection.client.publish(subject, question, reply=inbox)


async def _passed_over(_: Msg) -> None:
    """Ignore a message that was not taken from the wire."""


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
