"""The messages of a shared race's stream, their hash chain, and the errors of sharing.

Each message is one line of the file without its line end: the header, then the events. A header that comes again
replaces the one before it, as in the file. Messages of kind ``publisher`` say who may add to the stream.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Final

from massstart_tui.journal.writer_lock import Holder
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.share.address import Address


class MessageKind(StrEnum):
    """The kinds of message; each is the last token of the message's subject."""

    HEADER = "header"
    EVENT = "event"
    PUBLISHER = "publisher"


class Link(StrEnum):
    """The status of a connection between a publisher or a follower and the server."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LAGGING = "lagging"
    AWAY = "away"
    REFUSED = "refused"


class SharingTrouble(StrEnum):
    """Why a race is not published, or not followed; each code has a sentence in the catalogue."""

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


SOURCE: Final = "source"
"""The kind of the messages by which a relay says, to whoever listens, that it is cut off from what it relays."""
CUT_OFF: Final = b"away"
"""The data of such a message, which is repeated for as long as that lasts; any other says that it is over."""


class Sharing(NamedTuple):
    """The status of a publisher: ``shared`` events are on the server's disk, ``behind`` lines are not.

    ``trouble`` says why not, ``reason`` gives the words of the server or the system if there are any, and ``holder`` is
    the other publisher if one answered. ``foreign`` messages of others in the stream were met, and passed over.
    """

    link: Link
    shared: int = 0
    behind: int = 0
    trouble: SharingTrouble | None = None
    reason: str = ""
    holder: Holder | None = None
    foreign: int = 0


class Hindrance(Exception):
    """Raised if a race cannot be published or followed.

    ``trouble`` is the code, ``reason`` gives the words of the server or the system if there are any, and ``holder`` is
    the other publisher, if there is one.
    """

    def __init__(self, trouble: SharingTrouble, reason: str = "", holder: Holder | None = None) -> None:
        """Store what is to be reported."""
        self.trouble = trouble
        self.reason = reason
        self.holder = holder
        super().__init__(trouble, reason)


class Away(Hindrance):
    """Raised for an obstacle that may pass: the operation is tried again."""


class SharingRefused(Hindrance):
    """Raised for an obstacle that does not pass by itself: the operation is not tried again."""


class Patience(NamedTuple):
    """Timeouts, in seconds.

    ``connect`` and ``answer`` are how long a connection and an answer may take, ``heartbeat`` is the interval at which
    server and client show that they are alive, ``first_pause`` and ``longest_pause`` bound the pause between two
    attempts.
    """

    connect: float = 5.0
    answer: float = 5.0
    heartbeat: float = 2.0
    first_pause: float = 0.2
    longest_pause: float = 5.0

    def after(self, pause: float) -> float:
        """Return the pause that follows one of ``pause`` seconds; 0 stands for no pause yet."""
        return min(max(2 * pause, self.first_pause), self.longest_pause)


class Access(NamedTuple):
    """What is needed to connect to a shared race: its address, a file of credentials if one is needed, and timeouts."""

    address: Address
    credentials: Path | None = None
    patience: Patience = Patience()


NO_EVENTS: Final = b""
"""The hash chain of no events."""


def linked(chain: bytes, line: bytes) -> bytes:
    """Return the hash chain of events extended by one line.

    Two races have the same chain only if every line is the same, byte for byte.
    """
    return blake2b(chain + line, digest_size=16).digest()


def event_id(number: int, chain: bytes) -> str:
    """Return the message id of event ``number``; with the hash ``chain`` it identifies this event and all before it."""
    return f"{MessageKind.EVENT}-{number}-{chain.hex()}"


def header_id(number: int, header: bytes) -> str:
    """Return the message id of a header with this sequence number.

    It has the number, because JetStream drops a second message with the same id as a duplicate.
    """
    return f"{MessageKind.HEADER}-{number}-{linked(NO_EVENTS, header).hex()}"


def claim_id(number: int, token: bytes) -> str:
    """Return the message id of a publisher's claim with this sequence number; it names the message before."""
    return f"{MessageKind.PUBLISHER}-{token.decode(errors='replace')}-{number - 1}"


def event_of_id(text: str) -> tuple[int, bytes] | None:
    """Return the number of events and their hash chain from a message id; None if it is not the id of an event."""
    kind, *rest = text.split("-")
    if kind != MessageKind.EVENT or len(rest) != len(("number", "chain")):
        return None
    try:
        return int(rest[0]), bytes.fromhex(rest[1])
    except ValueError:
        return None
