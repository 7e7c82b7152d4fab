"""A message of a stream as the server delivers it: from its store, or as it sends it on to everybody who listens."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

_DELIVERED: Final = b"$JS.ACK."
_SAYS_HOW_IT_IS: Final = b"NATS/1.0 "
_NUMBER: Final = b"\r\nNats-Sequence: "
_TIME: Final = b"\r\nNats-Time-Stamp: "
_PARTS: Final = 9
"""Of the subject that a message of JetStream is answered to; where it has more, a domain and an account come first."""
_NANOSECONDS: Final = 1e9


class Delivered(NamedTuple):
    """Its subject, its number in the stream, when the server got it, in seconds by its own clock, and its data.

    ``live`` where the server sent it on to everybody.
    """

    subject: str
    number: int
    sent: float
    data: bytes
    live: bool


def delivered(subject: bytes, reply: bytes, headers: bytes, data: bytes) -> Delivered | None:
    """What these parts of a message on the wire say; None where they are not those of a message of a stream.

    One from the store says which it is in the subject that it would be answered to, one that is sent on in its headers.
    """
    try:
        if reply.startswith(_DELIVERED) and not headers.startswith(_SAYS_HOW_IT_IS):
            return Delivered(subject.decode(), *_place(reply.split(b".")), data, live=False)
        if _NUMBER in headers:
            sent = datetime.fromisoformat(_value(headers, _TIME).decode()).timestamp()
            return Delivered(subject.decode(), int(_value(headers, _NUMBER)), sent, data, live=True)
    except (ValueError, IndexError):
        pass  # it looks like one, and is none
    return None


def _place(parts: list[bytes]) -> tuple[int, float]:
    first = 5 if len(parts) == _PARTS else 7
    return int(parts[first]), int(parts[first + 2]) / _NANOSECONDS


def _value(headers: bytes, name: bytes) -> bytes:
    begin = headers.index(name) + len(name)
    return headers[begin : headers.index(b"\r", begin)]
