"""The private parts of nats-py that are used here, as they were read in nats-py 2.16.0.

`Client._process_msg` is called with the parts of every message as soon as they are read from the socket. The library
then puts the message in a queue of its subscription, for a task of its own, with headers that nobody here needs: of the
work of 500 followers on one machine that is a third. No public method gives a message before that queue.
"""

from __future__ import annotations

from collections.abc import Callable

from nats.aio.client import Client

from massstart_tui.share.delivery import Delivered, delivered


class DeliveringClient(Client):
    """The client, which hands the messages of a stream to ``deliver``, if set, as soon as they are read."""

    deliver: Callable[[Delivered], None] | None = None

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes) -> None:
        came = None if self.deliver is None else delivered(subject, reply, headers or b"", data)
        if self.deliver is None or came is None:
            await super()._process_msg(sid, subject, reply, data, headers)
        else:
            self.deliver(came)
