"""What is used of nats-py that it does not promise is as it was read."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from massstart_tui.share.nats_internals import DeliveringClient, MessagesFirst
from tests.levels import examples
from tests.share.natsserver import SECONDS, NatsServer

INBOX, ANOTHER = b"inbox", b"another"
WIRE: Final = [
    b"PING\r\n",
    b"MSG inbox 1 5\r\na\r\nbc\r\n",
    b"HMSG inbox 1 reply 13 15\r\nNATS/1.0\r\nA\r\n{}\r\n",
    b"MSG another 2 2\r\nhi\r\n",
    b"MSG inbox 1 0\r\n\r\n",
    b"HMSG another 2 12 12\r\nNATS/1.0\r\n\r\n\r\n",
    b"HMSG inbox 1 12 12\r\nNATS/1.0\r\n\r\n\r\n",
    b"MSG inbox 1 6000\r\n" + b"m" * 6000 + b"\r\n",
    b"-ERR 'Permissions Violation'\r\n",
    b"\r\n",
    b"MSG inbox 1 x\r\n",
    b"MSG inbox 1 " + b"9" * 5000 + b"\r\n",
    b"HMSG inbox 1 9\r\n",
    b"MSG\r\n",
    b"x" * 5000 + b"\r\n",
    b"PONG\r\n",
]
"""What a server can send; ends of lines in a message, no message, and commands that are wrong."""
TAKEN: Final = [
    (INBOX, b"", b"a\r\nbc"),
    (INBOX, b"NATS/1.0\r\nA\r\n", b"{}"),
    (ANOTHER, b"", b"hi"),
    (INBOX, b"", b""),
    (ANOTHER, b"NATS/1.0\r\n\r\n", b""),
    (INBOX, b"NATS/1.0\r\n\r\n", b""),
    (INBOX, b"", b"m" * 6000),
]


class Library(asyncio.Protocol):
    """What the library is given."""

    def __init__(self) -> None:
        self.came = b""

    def data_received(self, data: bytes) -> None:
        self.came += data


@settings(max_examples=examples(20))
@given(st.lists(st.integers(0, len(b"".join(WIRE))), max_size=20))
@example(list(range(len(b"".join(WIRE)))))
def test_messages_go_to_who_takes_them_and_all_else_to_the_library_however_it_is_cut(cuts: list[int]) -> None:
    came: list[tuple[bytes, bytes, bytes]] = []

    def deliver(subject: bytes, headers: bytes, data: bytes) -> bool:
        came.append((subject, headers, data))
        return subject == INBOX

    library, wire = Library(), b"".join(WIRE)
    reading = MessagesFirst(deliver, library)
    for first, end in pairwise(sorted({0, *cuts, len(wire)})):
        reading.data_received(wire[first:end])
    assert came == TAKEN
    left = b"".join(command for command in WIRE if not _is_for_a_follower(command))
    assert library.came == left


def _is_for_a_follower(command: bytes) -> bool:
    return command in (WIRE[1], WIRE[2], WIRE[4], WIRE[6], WIRE[7])


async def test_messages_come_first_on_a_connection_that_goes_on_as_before(nats_server: NatsServer) -> None:
    client, came, ended = DeliveringClient(), list[bytes](), asyncio.Event()

    def deliver(subject: bytes, _: bytes, data: bytes) -> bool:
        came.append(data)
        return subject == INBOX

    async def close() -> None:
        ended.set()

    client.deliver_to(deliver)  # nobody is connected, and nothing is done
    await client.connect(f"nats://127.0.0.1:{nats_server.port}", allow_reconnect=False, closed_cb=close)
    client.deliver_to(deliver)
    taken, heard = await client.subscribe("inbox"), await client.subscribe("another")
    await client.publish("inbox", b"x" * 500_000)
    await client.publish("another", b"this")
    assert (await heard.next_msg(SECONDS)).data == b"this"
    await client.flush()
    assert not taken.pending_msgs
    assert came == [b"x" * 500_000, b"this"]
    await client.close()
    await asyncio.wait_for(ended.wait(), SECONDS)


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
