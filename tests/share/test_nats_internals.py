"""What is used of nats-py that it does not promise is as it was read."""

from __future__ import annotations

import inspect
from unittest.mock import patch

from nats.aio.client import Client
from nats.protocol import parser

from massstart_tui.share.nats_internals import DeliveringClient
from tests.share.natsserver import SECONDS, NatsServer


def test_the_client_is_given_each_message_in_the_parts_that_were_read() -> None:
    assert list(inspect.signature(Client._process_msg).parameters) == [
        *("self", "sid", "subject", "reply", "data", "headers"),
    ]
    assert "await self.nc._process_msg(sid, subject, reply, payload, hdr)" in inspect.getsource(parser)


async def test_a_message_goes_to_who_takes_it_and_any_other_to_the_library() -> None:
    came: list[tuple[bytes, bytes, bytes]] = []

    def deliver(subject: bytes, headers: bytes, data: bytes) -> bool:
        came.append((subject, headers, data))
        return subject == b"inbox"

    client = DeliveringClient()
    client.deliver = deliver
    passed_on: list[bytes] = []

    async def library(_sid: int, subject: bytes, _reply: bytes, _data: bytes, _headers: bytes) -> None:
        passed_on.append(subject)

    with patch.object(Client, "_process_msg", side_effect=library):
        for subject in (b"inbox", b"another"):
            await client._process_msg(1, subject, b"", b"{}", b"")
    assert came == [(b"inbox", b"", b"{}"), (b"another", b"", b"{}")]
    assert passed_on == [b"another"]


async def test_what_is_sent_at_once_is_a_message_like_any_other(nats_server: NatsServer) -> None:
    client = DeliveringClient()
    client.send_at_once("nobody is connected", b"", "and nothing is sent")
    await client.connect(f"nats://127.0.0.1:{nats_server.port}")
    heard = await client.subscribe("asked")
    await client.flush()
    client.send_at_once("asked", b"this", "answer-here")
    client.send_at_once("asked", b"", "or-here")
    came = [await heard.next_msg(SECONDS) for _ in range(2)]
    await client.close()
    assert [(message.data, message.reply) for message in came] == [(b"this", "answer-here"), (b"", "or-here")]
