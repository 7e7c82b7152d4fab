"""What a publisher does with one connection: claim the race, compare, and send what the server does not have yet.

Nothing of an earlier connection is relied upon. The server says how many events it has, and by the chain in the id of
the last, which; the file says the rest. Every message names the one that it must follow, so that nothing comes in
twice, out of order, or from two publishers; what was sent and never heard of again is found by comparing.
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
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from nats.js import api
from nats.js.errors import APIError, NotFoundError
from pydantic import ValidationError

from massstart_tui.follow.growing_file import Changed, Tail
from massstart_tui.journal.writer_lock import Held, Holder, myself, signature, signed_by
from massstart_tui.share.address import Address
from massstart_tui.share.connection import Connection
from massstart_tui.share.shared_stream import (
    NO_EVENTS,
    Away,
    Hindrance,
    MessageKind,
    SharingRefused,
    SharingTrouble,
    event_id,
    event_of_id,
    linked,
)
from massstart_tui.stream.codec import BadLine, decode_event, decode_header

if TYPE_CHECKING:
    from nats.aio.msg import Msg

AT_ONCE: Final = 256
"""How many messages may be on their way."""
TRIES: Final = 3
"""How often to claim a race that others claim in the same instant."""
WRONG_LAST_SEQUENCE: Final = 10071
"""What JetStream answers to a message that does not follow the one it names."""
NO_RESPONDERS: Final = "503"
"""What a server answers in the place of JetStream where there is none."""
_MSG_ID: Final = api.Header.MSG_ID.value
_MUST_FOLLOW: Final = api.Header.EXPECTED_LAST_SEQUENCE.value
_STATUS: Final = api.Header.STATUS.value


@dataclass
class PublisherClaim:
    """Who publishes: a token that is in the stream, and who answers to it. ``made`` once it has been the last there."""

    token: str = field(default_factory=lambda: uuid4().hex)
    holder: Holder = field(default_factory=myself)
    made: bool = False


class There(NamedTuple):
    """What the server has: the last message, who claimed the race, the header, and the events by their chain."""

    last: int
    token: str | None
    header: bytes | None
    events: int
    chain: bytes


class Sending:
    """``shared`` is how many events the server has of the file, ``waiting`` how many lines it has not."""

    def __init__(self, connection: Connection, address: Address, path: Path, claim: PublisherClaim) -> None:
        """Nothing is done yet."""
        self.shared = 0
        self._connection = connection
        self._address = address
        self._path = path
        self._claim = claim
        self._tail = Tail(path)
        self._lines: deque[bytes] = deque()
        self._last = 0
        self._chain = NO_EVENTS
        self._header_there: bytes | None = None
        self._inbox = connection.client.new_inbox()
        self._awaited = 0
        self._all_there: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def waiting(self) -> int:
        """Lines that have been read from the file and are not on the server."""
        return len(self._lines) + (self._tail.header not in (None, self._header_there))

    async def begin(self) -> None:
        """Be the publisher of this race; raises Hindrance, and leaves no trace where another is."""
        subject = self._address.subject(f"who.{self._claim.token}")
        ask, client = self._connection.ask, self._connection.client
        await ask(client.subscribe(subject, cb=self._answer))
        await ask(client.subscribe(f"{self._inbox}.*", cb=self._acknowledged))
        for _ in range(TRIES):
            there = await self._look()
            await self._refuse_if_held(there)
            self._compare(there)
            if there.token == self._claim.token or await self._make_claim():
                self._claim.made = True
                return
        raise Away(SharingTrouble.SERVER)

    async def _answer(self, asked: Msg) -> None:
        await asked.respond(signature(self._claim.holder))

    async def _look(self) -> There:
        ask, js, name = self._connection.ask, self._connection.js, self._address.stream
        try:
            info = await ask(js.stream_info(name))
        except NotFoundError:
            info = await ask(js.add_stream(self._config()))
        token, header = await self._last_of(MessageKind.PUBLISHER), await self._last_of(MessageKind.HEADER)
        event = await self._last_of(MessageKind.EVENT)
        counted = (0, NO_EVENTS) if event is None else event_of_id((event.headers or {}).get(_MSG_ID, ""))
        if counted is None:
            raise SharingRefused(SharingTrouble.NOT_A_RACE)
        claimed = None if token is None else (token.data or b"").decode(errors="replace")
        return There(info.state.last_seq, claimed, None if header is None else header.data, *counted)

    def _config(self) -> api.StreamConfig:
        """A race is kept whole until somebody takes the stream away; each of its messages is sent on to everybody."""
        return api.StreamConfig(
            name=self._address.stream,
            subjects=[self._address.subject(kind) for kind in MessageKind],
            storage=api.StorageType.FILE,
            discard=api.DiscardPolicy.NEW,
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

    async def _refuse_if_held(self, there: There) -> None:
        """Raise Refused where another publisher answers, or has taken the race over meanwhile."""
        if there.token in (None, self._claim.token):
            return
        held = await self._ask_who(f"{there.token}")
        if self._claim.made:
            raise SharingRefused(SharingTrouble.TAKEN_OVER, holder=None if held is None else held.holder)
        if held is not None:
            raise SharingRefused(SharingTrouble.HELD, holder=held.holder)

    async def _ask_who(self, token: str) -> Held | None:
        """Who answers to this token; None where nobody does."""
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

    def _compare(self, there: There) -> None:
        """Find where in the file the server is; raises Refused where it has something else."""
        self._last, self._header_there = there.last, there.header
        self._read_anew(there.events, there.chain)

    def _read_anew(self, events: int, chain: bytes) -> None:
        """Read the file from its beginning, of which the server has so many events, which make this chain."""
        self._tail = Tail(self._path)
        lines = deque(self._grown())
        if self._header_there is not None and self._tail.header is not None:
            given = _race_of(self._header_there, SharingTrouble.NOT_A_RACE)
            if given != _race_of(self._tail.header, SharingTrouble.NOT_A_STREAM):
                raise SharingRefused(SharingTrouble.OTHER_RACE, given)
        if len(lines) < events:
            raise (
                SharingRefused(SharingTrouble.AHEAD)
                if self._path.exists()
                else Away(SharingTrouble.FILE, os.strerror(errno.ENOENT))
            )
        own = NO_EVENTS
        for _ in range(events):
            own = linked(own, lines.popleft())
        if own != chain:
            raise SharingRefused(SharingTrouble.OTHER_HISTORY)
        self.shared, self._chain, self._lines = events, chain, lines

    def _grown(self) -> list[bytes]:
        try:
            return self._tail.grown()
        except OSError as error:
            raise Away(SharingTrouble.FILE, error.strerror or type(error).__name__) from error

    async def _make_claim(self) -> bool:
        """Whether the claim is in the stream: not where another message came between."""
        token = self._claim.token
        try:
            await self._put([(MessageKind.PUBLISHER, token.encode(), f"{MessageKind.PUBLISHER}-{token}-{self._last}")])
        except APIError as error:
            if error.err_code != WRONG_LAST_SEQUENCE:
                raise
            return False
        return True

    async def send(self, upto: int | None, told: Callable[[], None]) -> None:
        """Send what the file has by now, the event ``upto`` and all before it, or all; ``told`` as the server confirms.

        Raises Hindrance.
        """
        try:
            self._lines += self._grown()
        except Changed:
            self._read_anew(self.shared, self._chain)
        await self._send_header()
        while events := self._next(upto):
            chain = self._chain
            messages = []
            for number, line in enumerate(events, self.shared + 1):
                if upto is None:
                    _refuse_what_is_no_event(number, line)
                chain = linked(chain, line)
                messages.append((MessageKind.EVENT, line, event_id(number, chain)))
            await self._put(messages)
            self._chain = chain
            self.shared += len(events)
            for _ in events:
                self._lines.popleft()
            told()

    def _next(self, upto: int | None) -> list[bytes]:
        most = len(self._lines) if upto is None else upto - self.shared
        return [self._lines[index] for index in range(min(most, len(self._lines), AT_ONCE))]

    async def _send_header(self) -> None:
        header = self._tail.header
        if header in (None, self._header_there):
            return
        _race_of(header, SharingTrouble.NOT_A_STREAM)
        digest = linked(NO_EVENTS, header).hex()
        await self._put([(MessageKind.HEADER, header, f"{MessageKind.HEADER}-{self._last + 1}-{digest}")])
        self._header_there = header

    async def _put(self, messages: list[tuple[MessageKind, bytes, str]]) -> None:
        """Have these on the server's disk, behind all that is there, or raise.

        The library has publish, which takes a task for every message, and publish_async, whose refusals never arrive.
        """
        first, self._awaited = self._last + 1, self._last + len(messages)
        self._all_there = asyncio.get_running_loop().create_future()
        client = self._connection.client
        for number, (kind, payload, identity) in enumerate(messages, first):
            headers = {_MSG_ID: identity, _MUST_FOLLOW: str(number - 1)}
            reply = f"{self._inbox}.{number}"
            await client.publish(self._address.subject(kind), payload, reply, headers)
        await self._connection.ask(self._all_there)
        self._last = self._awaited

    async def _acknowledged(self, message: Msg) -> None:
        """What JetStream says of one message: all there are in order, and after one that is refused all are."""
        if self._all_there.done():
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
            if answer["seq"] == self._awaited:
                self._all_there.set_result(None)


def _refuse_what_is_no_event(number: int, line: bytes) -> None:
    """Raise Refused where a line of which nobody knows is none: what is shared stays there for good."""
    try:
        decode_event(line)
    except ValidationError as error:
        raise SharingRefused(SharingTrouble.NOT_A_STREAM, str(number + 1)) from error


def _race_of(header: bytes, trouble: SharingTrouble) -> str:
    """The id of the race in this header; raises Refused with ``trouble`` where it is none."""
    try:
        return decode_header(header).race.id
    except BadLine as error:
        raise SharingRefused(trouble) from error
