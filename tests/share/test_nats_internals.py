"""What is used of nats-py that it does not promise is as it was read."""

from __future__ import annotations

import inspect

from nats.aio.client import Client
from nats.protocol import parser

from massstart_tui.share.delivery import Delivered
from massstart_tui.share.nats_internals import DeliveringClient


def test_the_client_is_given_each_message_in_the_parts_that_were_read() -> None:
    assert list(inspect.signature(Client._process_msg).parameters) == [
        *("self", "sid", "subject", "reply", "data", "headers"),
    ]
    assert "await self.nc._process_msg(sid, subject, reply, payload, hdr)" in inspect.getsource(parser)


async def test_a_message_of_a_stream_goes_to_who_takes_it_and_any_other_to_the_library() -> None:
    came: list[Delivered] = []
    client = DeliveringClient()
    client.deliver = came.append
    reply = b"$JS.ACK.race.follower.1.7.3.1700000000000000000.0"
    await client._process_msg(1, b"race.event", reply, b"{}", b"")
    await client._process_msg(1, b"race.event", b"", b"other", b"")
    assert [(one.number, one.data) for one in came] == [(7, b"{}")]
