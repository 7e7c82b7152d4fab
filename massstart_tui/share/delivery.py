"""Parse messages of a stream as the NATS server hands them out: as answers from its store, and as hints.

The server itself writes the headers that say from which stream a message is and which place it has there. It writes
them after those of the message, so that the last one of each name counts.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

_STATUS: Final = b"NATS/1.0 "
_STREAM: Final = b"\r\nNats-Stream: "
_SUBJECT: Final = b"\r\nNats-Subject: "
_NUMBER: Final = b"\r\nNats-Sequence: "
_TIME: Final = b"\r\nNats-Time-Stamp: "
_IDENTITY: Final = b"\r\nNats-Msg-Id: "


class Delivered(NamedTuple):
    """A message of a stream: its subject, its stream sequence number, when the server stored it, its id and its data.

    ``stream`` is the name of the stream. ``stamp`` is the server's time as it is written.
    """

    stream: str
    subject: str
    number: int
    stamp: str
    identity: str
    data: bytes

    @property
    def sent(self) -> float:
        """When the server stored the message, in seconds since the epoch by its clock; raises ValueError."""
        return datetime.fromisoformat(self.stamp).timestamp()


def delivered(headers: bytes, data: bytes) -> Delivered | None:
    """Parse the headers of a message on the wire; return None if it is not a message of a stream."""
    if headers.startswith(_STATUS):
        return None
    try:
        came = Delivered(
            _value(headers, _STREAM).decode(),
            _value(headers, _SUBJECT).decode(),
            int(_value(headers, _NUMBER)),
            _value(headers, _TIME).decode(),
            _value(headers, _IDENTITY).decode() if _IDENTITY in headers else "",
            data,
        )
        datetime.fromisoformat(came.stamp)
    except ValueError:
        return None  # it resembles such a message but is malformed
    return came


def status(headers: bytes) -> str:
    """Return the status that stands in the place of a message, such as 404; empty if there is none."""
    return headers.removeprefix(_STATUS)[:3].decode(errors="replace") if headers.startswith(_STATUS) else ""


def place_in_stream(headers: bytes) -> int | None:
    """Return the sequence number that a hint names; None if it names none."""
    try:
        return int(_value(headers, _NUMBER))
    except ValueError:
        return None


def _value(headers: bytes, name: bytes) -> bytes:
    begin = headers.rindex(name) + len(name)
    return headers[begin : headers.index(b"\r", begin)]
