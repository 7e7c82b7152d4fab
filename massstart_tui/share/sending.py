"""Send the file of a race over one connection: claim the race, compare, and send the events that the server lacks.

Nothing is carried over from an earlier connection. The server says how many events it has, and the hash chain in the id
of the last message says which ones; the rest comes from the file. Each message names the one it must follow, so no
event is stored twice, out of order, or by two publishers. A message that was sent but never acknowledged is found again
by this comparison.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from nats.js import api
from nats.js.errors import APIError, NotFoundError

from massstart_tui.follow.growing_file import Changed, Tail
from massstart_tui.journal.writer_lock import Held, Holder, myself, signature, signed_by
from massstart_tui.race.record import WrongForm
from massstart_tui.share.address import Address
from massstart_tui.share.connection import Connection
from massstart_tui.share.shared_content import SharedContent
from massstart_tui.share.shared_stream import (
    CUT_OFF,
    NO_EVENTS,
    SOURCE,
    Away,
    Hindrance,
    MessageKind,
    SharingRefused,
    SharingTrouble,
    claim_id,
    event_id,
    event_of_id,
    header_id,
    linked,
)
from massstart_tui.stream.codec import BadLine, decode_event, decode_header

if TYPE_CHECKING:
    from nats.aio.msg import Msg

AT_ONCE: Final = 128
"""The maximum number of messages sent before their acknowledgements are awaited."""
TRIES: Final = 3
"""How often to try to claim a race while other publishers claim it at the same instant."""
WRONG_LAST_SEQUENCE: Final = 10071
"""JetStream's error code for a message that does not follow the one it names."""
NO_RESPONDERS: Final = "503"
"""The status that a NATS server answers with if it has no JetStream."""
_MSG_ID: Final = api.Header.MSG_ID.value
_MUST_FOLLOW: Final = api.Header.EXPECTED_LAST_SEQUENCE.value
_STATUS: Final = api.Header.STATUS.value


@dataclass
class PublisherClaim:
    """The claim of a publisher to a race: a token that is stored in the stream, and who answers for it.

    ``made`` is true once the token has been the last one in the stream.
    """

    token: str = field(default_factory=lambda: uuid4().hex)
    holder: Holder = field(default_factory=myself)
    made: bool = False


class Sending:
    """Sends one file over one connection.

    ``shared`` is how many of the file's events the server has, ``waiting`` how many of its lines it lacks.
    """

    def __init__(self, connection: Connection, address: Address, path: Path, claim: PublisherClaim) -> None:
        """Store the arguments; `begin` starts the exchange."""
        self.shared = 0
        self._connection = connection
        self._address = address
        self._path = path
        self._claim = claim
        self._tail = Tail(path)
        self._lines: deque[bytes] = deque()
        self._content = SharedContent(address)
        self._inbox = connection.client.new_inbox()
        self._awaited = self._round = 0
        self._all_there: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def waiting(self) -> int:
        """The number of lines that were read from the file and are not on the server."""
        return len(self._lines) + (self._tail.header not in (None, self._content.header))

    @property
    def foreign(self) -> int:
        """The number of messages that others wrote into the stream, as far as they were met."""
        return self._content.foreign

    async def begin(self) -> None:
        """Become the publisher of this race.

        Raises Hindrance; if another publisher holds the race, nothing is left on the server.
        """
        subject = self._address.subject(f"who.{self._claim.token}")
        ask, client = self._connection.ask, self._connection.client
        # Answer for the claim before it is made, so that no other publisher finds it unanswered.
        await ask(client.subscribe(subject, cb=self._answer))
        await ask(client.subscribe(f"{self._inbox}.>", cb=self._acknowledged))
        self._content = await self._look()
        for _ in range(TRIES):
            await self._refuse_if_held()
            await self._compare()
            # A reconnected publisher whose claim is still the last one need not claim again.
            if self._content.token == self._claim.token or await self._make_claim():
                self._claim.made = True
                return
            await self._read_on()
        raise Away(SharingTrouble.SERVER)

    async def _answer(self, asked: Msg) -> None:
        await asked.respond(signature(self._claim.holder))

    async def _look(self) -> SharedContent:
        """Return what the server has, from the last message of each kind; if one is foreign, from all messages."""
        try:
            info = await self._stream_info()
        except NotFoundError:
            info = await self._connection.ask(self._connection.js.add_stream(self._config()))
        if not info.config.allow_direct:  # begun by an earlier version
            info = await self._connection.ask(self._connection.js.update_stream(info.config.evolve(allow_direct=True)))
        last = info.state.last_seq
        while True:
            content = SharedContent(self._address, last)
            own = [self._note_last(content, kind, await self._last_of(kind)) for kind in MessageKind]
            # The server may still be storing what an earlier connection has sent.
            before, last = last, (await self._stream_info()).state.last_seq
            if before == last:
                return content if all(own) else await self._all()

    async def _stream_info(self) -> api.StreamInfo:
        return await self._connection.ask(self._connection.js.stream_info(self._address.stream))

    def _note_last(self, content: SharedContent, kind: MessageKind, message: api.RawStreamMsg | None) -> bool:
        """Note the last message of a kind; return False if it is foreign."""
        if message is None:
            return True
        identity, data, number = (message.headers or {}).get(_MSG_ID, ""), message.data or b"", message.seq or 0
        match kind:
            case MessageKind.EVENT if counted := event_of_id(identity):
                content.events, content.chain = counted
            case MessageKind.HEADER if identity == header_id(number, data):
                content.header = data
            case MessageKind.PUBLISHER if identity == claim_id(number, data):
                content.token = data.decode(errors="replace")
            case _:
                return False
        return True

    async def _all(self) -> SharedContent:
        """Return what the server has, from all messages."""
        self._content = SharedContent(self._address)
        await self._read_on()
        return self._content

    async def _read_on(self) -> None:
        """Read the messages that were stored since; raises Hindrance."""
        ask, js, content = self._connection.ask, self._connection.js, self._content
        for number in range(content.last + 1, (await self._stream_info()).state.last_seq + 1):
            message = await ask(js.get_msg(self._address.stream, number))
            identity = (message.headers or {}).get(_MSG_ID, "")
            content.add(number, message.subject or "", identity, message.data or b"")

    def _config(self) -> api.StreamConfig:
        """Return the configuration of the stream.

        A race is kept whole until somebody deletes the stream, and each message is republished to all subscribers.
        """
        return api.StreamConfig(
            name=self._address.stream,
            subjects=[self._address.subject(kind) for kind in MessageKind],
            storage=api.StorageType.FILE,
            discard=api.DiscardPolicy.NEW,
            # Followers ask for stored messages; a consumer for each of them would be a right to write elsewhere.
            allow_direct=True,
            deny_delete=True,
            deny_purge=True,
            republish=api.RePublish(self._address.subject("*"), self._address.live("{{wildcard(1)}}")),
        )

    async def _last_of(self, kind: MessageKind) -> api.RawStreamMsg | None:
        try:
            subject = self._address.subject(kind)
            return await self._connection.ask(self._connection.js.get_last_msg(self._address.stream, subject))
        except NotFoundError:
            return None

    async def _refuse_if_held(self) -> None:
        """Raise SharingRefused if another publisher answers, or has taken over the race meanwhile."""
        token = self._content.token
        if token in (None, self._claim.token):
            return
        held = await self._ask_who(f"{token}")
        if self._claim.made:
            raise SharingRefused(SharingTrouble.TAKEN_OVER, holder=None if held is None else held.holder)
        if held is not None:
            raise SharingRefused(SharingTrouble.HELD, holder=held.holder)

    async def _ask_who(self, token: str) -> Held | None:
        """Return who answers for this token; None if nobody does."""
        subject = self._address.subject(f"who.{token}")
        try:
            answer = await self._connection.ask(self._connection.client.request(subject, timeout=self._patience))
        except Away as error:
            if error.trouble in (SharingTrouble.NO_JETSTREAM, SharingTrouble.SILENT):
                return None
            raise
        return Held(signed_by(answer.data))

    @property
    def _patience(self) -> float:
        return self._connection.patience.answer

    async def _compare(self) -> None:
        """Find how much of the file the server has; raise SharingRefused if it has something else."""
        try:
            self._read_anew()
        except SharingRefused:
            # The last event may be foreign although its id has the form of one.
            self._content = await self._all()
            self._read_anew()

    def _read_anew(self) -> None:
        """Reread the file, and find in it the events that the server has."""
        there, events, chain = self._content.header, self._content.events, self._content.chain
        self._tail = Tail(self._path)
        lines = deque(self._grown())
        if there is not None and self._tail.header is not None:
            given = _race_of(there, SharingTrouble.NOT_A_RACE)
            if given != _race_of(self._tail.header, SharingTrouble.NOT_A_STREAM):
                raise SharingRefused(SharingTrouble.OTHER_RACE, given)
        if len(lines) < events:
            raise (
                SharingRefused(SharingTrouble.AHEAD)
                if self._path.exists()
                else Away(SharingTrouble.FILE, os.strerror(errno.ENOENT))
            )
        # Equal hash chains mean equal events, so the server's events need not be read back.
        own = NO_EVENTS
        for _ in range(events):
            own = linked(own, lines.popleft())
        if own != chain:
            raise SharingRefused(SharingTrouble.OTHER_HISTORY)
        self.shared, self._lines = events, lines

    def _grown(self) -> list[bytes]:
        try:
            return self._tail.grown()
        except OSError as error:
            raise Away(SharingTrouble.FILE, error.strerror or type(error).__name__) from error

    async def _make_claim(self) -> bool:
        """Store the claim in the stream; return False if another message came in between."""
        token = self._claim.token.encode()
        try:
            await self._put([(MessageKind.PUBLISHER, token, claim_id(self._content.last + 1, token))])
        except APIError as error:
            if error.err_code != WRONG_LAST_SEQUENCE:
                raise
            return False
        self._content.token = self._claim.token
        return True

    async def say_of_source(self, *, away: bool) -> None:
        """Say to whoever listens whether the source of the race is away; it is stored nowhere. Raises Hindrance."""
        client = self._connection.client
        await self._connection.ask(client.publish(self._address.live(SOURCE), CUT_OFF if away else b""))

    async def send(self, upto: int | None, told: Callable[[], None]) -> None:
        """Send the events of the file up to number ``upto``, or all if that is None.

        ``told`` is called each time the server confirms some of them. Raises Hindrance.
        """
        try:
            self._lines += self._grown()
        except Changed:
            self._read_anew()
        while True:
            try:
                await self._send_header()
                await self._send_events(upto, told)
            except APIError as error:
                if error.err_code != WRONG_LAST_SEQUENCE:
                    raise
                await self._go_on_after_others()
            else:
                return

    async def _go_on_after_others(self) -> None:
        """Find what another program has written into the stream; raise SharingRefused if it is another publisher."""
        await self._read_on()
        await self._refuse_if_held()
        await self._compare()

    async def _send_events(self, upto: int | None, told: Callable[[], None]) -> None:
        while events := self._next(upto):
            chain = self._content.chain
            messages = []
            for number, line in enumerate(events, self.shared + 1):
                if upto is None:
                    _refuse_what_is_no_event(number, line)
                chain = linked(chain, line)
                messages.append((MessageKind.EVENT, line, event_id(number, chain)))
            await self._put(messages)
            self._content.chain = chain
            self.shared += len(events)
            self._content.events = self.shared
            for _ in events:
                self._lines.popleft()
            told()

    def _next(self, upto: int | None) -> list[bytes]:
        most = len(self._lines) if upto is None else upto - self.shared
        return [self._lines[index] for index in range(min(most, len(self._lines), AT_ONCE))]

    async def _send_header(self) -> None:
        header = self._tail.header
        if header is None or header == self._content.header:
            return
        _race_of(header, SharingTrouble.NOT_A_STREAM)
        await self._put([(MessageKind.HEADER, header, header_id(self._content.last + 1, header))])
        self._content.header = header

    async def _put(self, messages: list[tuple[MessageKind, bytes, str]]) -> None:
        """Store these messages on the server's disk, after all that are there, or raise.

        The client has ``publish``, which needs a task for each message, and ``publish_async``, whose refusals never
        arrive.
        """
        first, self._awaited = self._content.last + 1, self._content.last + len(messages)
        self._all_there = asyncio.get_running_loop().create_future()
        self._round += 1
        client = self._connection.client
        for number, (kind, payload, identity) in enumerate(messages, first):
            headers = {_MSG_ID: identity, _MUST_FOLLOW: str(number - 1)}
            reply = f"{self._inbox}.{self._round}.{number}"
            await client.publish(self._address.subject(kind), payload, reply, headers)
        await self._connection.ask(self._all_there)
        self._content.last = self._awaited

    async def _acknowledged(self, message: Msg) -> None:
        """Handle JetStream's answer to one message.

        Answers come in order, and after a message that is refused all the following ones are refused. Those may come
        when other messages have been sent already.
        """
        if self._all_there.done() or not message.subject.startswith(f"{self._inbox}.{self._round}."):
            return
        try:
            if (message.headers or {}).get(_STATUS) == NO_RESPONDERS:
                raise Away(SharingTrouble.NO_JETSTREAM)
            answer = json.loads(message.data)
            if "error" in answer:
                raise APIError.from_error(answer["error"])
        except (Hindrance, APIError) as error:
            self._all_there.set_exception(error)
        else:
            # Answers come in order, so the last one stands for all.
            if answer["seq"] == self._awaited:
                self._all_there.set_result(None)


def _refuse_what_is_no_event(number: int, line: bytes) -> None:
    """Raise SharingRefused if a line that nothing else vouches for is not an event: what is shared cannot be taken
    back.
    """
    try:
        decode_event(line)
    except WrongForm as error:
        raise SharingRefused(SharingTrouble.NOT_A_STREAM, str(number + 1)) from error


def _race_of(header: bytes, trouble: SharingTrouble) -> str:
    """Return the id of the race in this header; raise SharingRefused with ``trouble`` if it is not a header."""
    try:
        return decode_header(header).race.id
    except BadLine as error:
        raise SharingRefused(trouble) from error
