"""The private parts of nats-py that are used here, as they were read in nats-py 2.16.0.

`Client._process_msg` is called with the parts of every message as soon as they are read from the socket. The library
then puts the message in a queue of its subscription, for a task of its own, with headers that nobody here needs: of the
work of 500 followers on one machine that is a third. No public method gives a message before that queue.

`Client._transport` writes to the socket. The library's `publish` leaves that to another task, which has to be woken for
each message.
"""

from __future__ import annotations

from collections.abc import Callable

from nats.aio.client import Client


class DeliveringClient(Client):
    """The client, which gives subject, headers and data of each message to ``deliver``, if set, as soon as it is read.

    A message for which ``deliver`` returns false goes to the library.
    """

    deliver: Callable[[bytes, bytes, bytes], bool] | None = None

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes) -> None:
        if self.deliver is None or not self.deliver(bytes(subject), bytes(headers or b""), data):
            await super()._process_msg(sid, subject, reply, data, headers)

    def send_at_once(self, subject: str, data: bytes, reply: str) -> None:
        """Write a short message to the socket, also before what `publish` has not written yet."""
        if self._transport is not None:
            self._transport.write(b"PUB %s %s %d\r\n%s\r\n" % (subject.encode(), reply.encode(), len(data), data))
