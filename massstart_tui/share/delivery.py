"""Parse messages of a stream as the NATS server delivers them.

The server delivers a message either from its store, to one consumer, or by republishing it to every subscriber.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

_DELIVERED: Final = b"$JS.ACK."
_SAYS_HOW_IT_IS: Final = b"NATS/1.0 "
_NUMBER: Final = b"\r\nNats-Sequence: "
_TIME: Final = b"\r\nNats-Time-Stamp: "
_PARTS: Final = 9
"""The number of tokens in the reply subject of a JetStream message.

If there are more, a domain and an account precede the others.
"""
_NANOSECONDS: Final = 1e9


class Delivered(NamedTuple):
    """A message of a stream: its subject, its stream sequence number, when the server stored it, and its data.

    ``sent`` is in seconds since the epoch by the server's clock. ``live`` is true if the message was republished to all
    subscribers, false if it was read from the store.
    """

    subject: str
    number: int
    sent: float
    data: bytes
    live: bool


def delivered(subject: bytes, reply: bytes, headers: bytes, data: bytes) -> Delivered | None:
    """Parse the parts of a message on the wire; return None if it is not a message of a stream.

    A message from the store carries its sequence number in its reply subject, a republished one in its headers.
    """
    try:
        if reply.startswith(_DELIVERED) and not headers.startswith(_SAYS_HOW_IT_IS):
            return Delivered(subject.decode(), *_place(reply.split(b".")), data, live=False)
        if _NUMBER in headers:
            sent = datetime.fromisoformat(_value(headers, _TIME).decode()).timestamp()
            return Delivered(subject.decode(), int(_value(headers, _NUMBER)), sent, data, live=True)
    except (ValueError, IndexError):
        pass  # it resembles such a message but is malformed
    return None


def _place(parts: list[bytes]) -> tuple[int, float]:
    # The subject is $JS.ACK.[domain.account.]stream.consumer.delivered.stream_seq.consumer_seq.timestamp.pending.
    first = 5 if len(parts) == _PARTS else 7
    return int(parts[first]), int(parts[first + 2]) / _NANOSECONDS


def _value(headers: bytes, name: bytes) -> bytes:
    begin = headers.index(name) + len(name)
    return headers[begin : headers.index(b"\r", begin)]
