"""The addresses of timing systems, and the connection that each of them means.

``tcp://HOST:PORT`` is any system that sends to whoever connects, ``raceresult://HOST[:PORT]`` a RACE RESULT decoder,
and ``mylaps://[HOST][:PORT]`` is where MYLAPS Timing & Scoring connects to us.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from massstart_tui.timing.feed_connection import FeedConnection
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.mylaps_listener import PORT as MYLAPS_PORT
from massstart_tui.timing.mylaps_listener import MylapsListener
from massstart_tui.timing.passings_of_mylaps import MYLAPS
from massstart_tui.timing.passings_of_raceresult import RACERESULT
from massstart_tui.timing.raceresult_dialogue import PORT as RACERESULT_PORT
from massstart_tui.timing.raceresult_dialogue import RaceResultDialogue
from massstart_tui.timing.tcp_feed import TcpFeed

LOOPBACK: Final = "127.0.0.1"
"""Where we listen unless another address is given: nobody but this machine can connect."""
PORTS: Final[dict[str, int | None]] = {"tcp": None, "raceresult": RACERESULT_PORT, "mylaps": MYLAPS_PORT}
"""The schemes, and the port of each if the address names none; None if it has to name one."""
_HOST: Final = re.compile(r"[A-Za-z0-9._:-]{1,253}")


class NotAFeedAddress(Exception):
    """Raised for a text that is not the address of a timing system."""


class FeedAddress(NamedTuple):
    """The address of a timing system, or ours if it connects to us."""

    scheme: str
    host: str
    port: int

    @property
    def format(self) -> FeedFormat | None:
        """The format of what comes from there; None if the first record has to tell."""
        return {"raceresult": RACERESULT, "mylaps": MYLAPS}.get(self.scheme)


def is_feed_address(text: str) -> bool:
    """Return whether this is an address, rather than a file."""
    return "://" in text


def parse_feed_address(text: str) -> FeedAddress:
    """Parse the address of a timing system; raises NotAFeedAddress."""
    try:
        parts = urlsplit(text)
        usual = PORTS[parts.scheme]
        port = usual if parts.port is None else parts.port
    except (ValueError, KeyError) as error:
        raise NotAFeedAddress from error
    host = parts.hostname or (LOOPBACK if parts.scheme == "mylaps" else "")
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    listens_anywhere = parts.scheme == "mylaps" and port == 0
    if port is None or (port == 0 and not listens_anywhere) or more or not _HOST.fullmatch(host):
        raise NotAFeedAddress
    return FeedAddress(parts.scheme, host, port)


def open_feed(address: FeedAddress) -> FeedConnection:
    """Return the connection for an address; raises OSError if we cannot listen there."""
    match address.scheme:
        case "mylaps":
            return MylapsListener(address.host, address.port)
        case "raceresult":
            return TcpFeed(address.host, address.port, RaceResultDialogue())
        case _:
            return TcpFeed(address.host, address.port)
