"""What a shared race is made of: the messages of its stream, how they are chained, and what can keep them from coming.

Every message is one line of the file, without its line end: the header, then the events. A header that comes again
takes the place of the one before, as it does in the file. Messages of the publisher say who may add to the stream.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.journal.writer_lock import Holder
from massstart_tui.share.address import Address


class MessageKind(StrEnum):
    """The kinds of message, which are the last part of their subject."""

    HEADER = "header"
    EVENT = "event"
    PUBLISHER = "publisher"


class Link(StrEnum):
    """How a publisher or a follower stands with the server."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LAGGING = "lagging"
    AWAY = "away"
    REFUSED = "refused"


class SharingTrouble(StrEnum):
    """Why a race is not shared, or not followed; every code has its sentence in the texts."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    NO_JETSTREAM = "no_jetstream"
    NOT_SHARED = "not_shared"
    SERVER = "server"
    NOT_LET_IN = "not_let_in"
    NO_RIGHTS = "no_rights"
    NO_TLS = "no_tls"
    CERTIFICATE = "certificate"
    BAD_CREDENTIALS = "bad_credentials"
    HELD = "held"
    TAKEN_OVER = "taken_over"
    OTHER_RACE = "other_race"
    OTHER_HISTORY = "other_history"
    AHEAD = "ahead"
    NOT_A_RACE = "not_a_race"
    NOT_A_STREAM = "not_a_stream"
    BEGUN_ANEW = "begun_anew"
    TOO_LONG = "too_long"
    FILE = "file"
    STOPPED = "stopped"


class Hindrance(Exception):
    """What is in the way: the trouble, the reason in the words of whoever gives one, and who else publishes."""

    def __init__(self, trouble: SharingTrouble, reason: str = "", holder: Holder | None = None) -> None:
        """Keep what is to be told."""
        self.trouble = trouble
        self.reason = reason
        self.holder = holder
        super().__init__(trouble, reason)


class Away(Hindrance):
    """What may pass: it is tried again."""


class SharingRefused(Hindrance):
    """What does not pass by itself: it is not tried again."""


class Patience(NamedTuple):
    """In seconds: how long a connection and an answer may take, how often the server and the client show that they are
    there, and how long the first and the longest pause are between two tries.
    """

    connect: float = 5.0
    answer: float = 5.0
    heartbeat: float = 5.0
    first_pause: float = 0.2
    longest_pause: float = 5.0

    def after(self, pause: float) -> float:
        """The pause after one of ``pause`` seconds, 0 being none yet."""
        return min(max(2 * pause, self.first_pause), self.longest_pause)


class Access(NamedTuple):
    """How to get at a shared race: its address, a file of credentials where one is needed, and how long to try."""

    address: Address
    credentials: Path | None = None
    patience: Patience = Patience()


NO_EVENTS: Final = b""
"""Where a chain begins."""


def linked(chain: bytes, line: bytes) -> bytes:
    """The chain of events with one more: two races have the same only where every line is the same, to the byte."""
    return blake2b(chain + line, digest_size=16).digest()


def event_id(number: int, chain: bytes) -> str:
    """The message id of an event, which says how many there are and, by their ``chain``, which."""
    return f"{MessageKind.EVENT}-{number}-{chain.hex()}"


def event_of_id(text: str) -> tuple[int, bytes] | None:
    """How many events, and their chain, from a message id; None where it is not that of an event."""
    kind, *rest = text.split("-")
    if kind != MessageKind.EVENT or len(rest) != len(("number", "chain")):
        return None
    try:
        return int(rest[0]), bytes.fromhex(rest[1])
    except ValueError:
        return None
