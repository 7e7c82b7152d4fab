"""The private parts of nats-py that are used here, as they were read in nats-py 2.16.0.

`Client._transport` is the library's own wrapping of the connection, whose ``_io_writer`` is a writer of asyncio. The
library reads the socket in a task that is woken for each piece, and puts each message in a queue of its subscription,
for another task, with headers that nobody here needs. Of the work of 500 followers on one machine that was the most. It
leaves writing to one more task. No public method gives a message before that queue, or writes at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from nats.aio.client import Client
from nats.aio.transport import TcpTransport

Deliver = Callable[[bytes, bytes, bytes], bool]
"""A function that is given subject, headers and data of a message; it returns false for one that it does not take."""

_END: Final = b"\r\n"
_LONGEST_COMMAND: Final = 4096
"""The bytes of a server's longest command; what is longer is left to the library, whatever it is."""
_LONGEST_NUMBER: Final = 9
"""The digits of the number of bytes of the longest message."""


class DeliveringClient(Client):
    """The client, which can hand over messages as soon as they are read from the socket."""

    def deliver_to(self, deliver: Deliver) -> None:
        """Give each message from now on to ``deliver``; one that it does not take goes to the library.

        Call it on an open connection before anything is subscribed to. ``deliver`` must not raise.
        """
        writer = self._transport._io_writer if isinstance(self._transport, TcpTransport) else None  # noqa: SLF001 - see above
        library = None if writer is None else writer.transport.get_protocol()
        # A connection that has been lost meanwhile has none.
        if writer is not None and isinstance(library, asyncio.Protocol):
            writer.transport.set_protocol(MessagesFirst(deliver, library))

    def send_at_once(self, subject: str, data: bytes, reply: str) -> None:
        """Write a short message to the socket, also before what `publish` has not written yet."""
        if self._transport is not None:
            self._transport.write(b"PUB %s %s %d\r\n%s\r\n" % (subject.encode(), reply.encode(), len(data), data))


class MessagesFirst(asyncio.Protocol):
    """Takes whole messages out of what a server sends, and passes everything else on to the library, unchanged.

    The commands of the NATS protocol with a message are ``MSG SUBJECT SID [REPLY] BYTES`` and
    ``HMSG SUBJECT SID [REPLY] BYTES_OF_HEADERS BYTES_OF_BOTH``, with the message on the next line.
    """

    def __init__(self, deliver: Deliver, library: asyncio.Protocol) -> None:
        """Give messages to ``deliver``, and what it does not take to ``library``."""
        self._deliver = deliver
        self._library = library
        # What came of a command that is not complete, and how many bytes it has, as far as is known.
        self._begun: list[bytes] = []
        self._came = self._needed = 0

    def data_received(self, data: bytes) -> None:
        """Handle the commands that are complete now, and keep the rest."""
        if self._begun:
            self._keep(data)
            if self._came < self._needed:
                return
            data = b"".join(self._begun)
            self._begun, self._came = [], 0
        self._keep(data[self._handle(data) :])

    def pause_writing(self) -> None:
        """Pass it on."""
        self._library.pause_writing()

    def resume_writing(self) -> None:
        """Pass it on."""
        self._library.resume_writing()

    def eof_received(self) -> bool | None:
        """Pass it on."""
        return self._library.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass it on."""
        self._library.connection_lost(exc)

    def _keep(self, data: bytes) -> None:
        if data:
            self._begun.append(data)
            self._came += len(data)

    def _handle(self, data: bytes) -> int:
        """Handle the commands that are complete; return where the first one begins that is not."""
        at, self._needed = 0, 0
        while (end := data.find(_END, at)) >= 0:
            words, first = data[at:end].split(), end + len(_END)
            headers, size = _sizes(words)
            after = first if size is None else first + size + len(_END)
            if after > len(data):
                self._needed = after - at
                return at
            message = (data[first : first + headers], data[first + headers : after - len(_END)])
            if size is None or not self._deliver(words[1], *message):
                self._library.data_received(data[at:after])
            at = after
        if len(data) - at > _LONGEST_COMMAND:
            self._library.data_received(data[at:])
            return len(data)
        return at


def _sizes(words: list[bytes]) -> tuple[int, int | None]:
    """Return the bytes of the headers and of the whole message of a command; None if it has no message."""
    match words:
        case [b"HMSG", _, _, *_, headers, size] if _is_size(headers) and _is_size(size):
            return int(headers), int(size)
        case [b"MSG", _, _, *_, size] if _is_size(size):
            return 0, int(size)
        case _:
            return 0, None


def _is_size(word: bytes) -> bool:
    return word.isdigit() and len(word) <= _LONGEST_NUMBER
