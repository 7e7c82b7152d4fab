"""Read a feed from a timing system that waits for connections; connect again whenever the connection is lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from massstart_tui.timing.feed_connection import CHUNK, FeedNews, LinkNews, LinkState
from massstart_tui.timing.socket_waiting import SocketWaiting

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 5.0
"""Seconds between two attempts to connect: each pause is twice the one before it, up to this."""
ANSWERS_WITHIN: Final = 2.0
"""Seconds that connecting or sending may take; a connection that is being closed may take as long to end."""


class Exchange(NamedTuple):
    """What follows from bytes that came: those that are the feed, and what is answered."""

    feed: bytes = b""
    answer: bytes = b""


class Overlong(Exception):
    """Raised if a record had no end."""


class Dialogue(Protocol):
    """What is said between us and one kind of timing system."""

    patience: float | None
    """Seconds after which `quiet` is called if nothing came; None if it need not be."""

    def opened(self) -> bytes:
        """Return what we say first on a new connection."""
        ...

    def heard(self, data: bytes) -> Exchange:
        """Return what follows from ``data``; raises Overlong."""
        ...

    def quiet(self) -> Exchange:
        """Return what follows from silence."""
        ...


class OnlyListening:
    """No dialogue: everything that comes is the feed."""

    patience: float | None = None

    def opened(self) -> bytes:
        """Return nothing to say."""
        return b""

    def heard(self, data: bytes) -> Exchange:
        """Return the bytes as they are."""
        return Exchange(data)

    def quiet(self) -> Exchange:
        """Return nothing."""
        return Exchange()


class TcpFeed:
    """A feed from ``host`` and ``port``."""

    def __init__(self, host: str, port: int, dialogue: Dialogue | None = None) -> None:
        """Store the address; `chunks` connects."""
        self._at = (host, port)
        self._peer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._dialogue: Dialogue = dialogue or OnlyListening()
        self._waiting = SocketWaiting()
        self._begun = False
        self._told: LinkNews | None = None

    def chunks(self) -> Iterator[FeedNews]:
        """Yield what comes, from one connection after the other."""
        self._begun = True
        pause = FIRST_PAUSE
        with self._waiting:
            while not self._waiting.closed:
                try:
                    connected = socket.create_connection(self._at, ANSWERS_WITHIN)
                except (OSError, UnicodeError) as error:  # a host name that is none is a UnicodeError
                    yield from self._tell(LinkNews(LinkState.AWAY, self._peer, _reason(error)))
                else:
                    for news in self._while_connected(connected):
                        yield news
                        pause = FIRST_PAUSE if isinstance(news, bytes) else pause
                self._waiting.pause(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _tell(self, news: LinkNews) -> Iterator[LinkNews]:
        """Yield what was not told last: of many attempts in vain one is told."""
        if news != self._told:
            self._told = news
            yield news

    def _while_connected(self, connected: socket.socket) -> Iterator[FeedNews]:
        state, reason = LinkState.LOST, ""
        with connected:
            try:
                yield from self._tell(LinkNews(LinkState.CONNECTED, self._peer))
                yield from self._received(connected)
            except OSError as error:
                reason = _reason(error)
            except Overlong:
                state = LinkState.OVERLONG
            finally:
                self._waiting.forget(connected)
        if not self._waiting.closed:
            yield from self._tell(LinkNews(state, self._peer, reason, breaks_off=True))

    def _received(self, connected: socket.socket) -> Iterator[bytes]:
        """Yield what is the feed until the other side ends; raises OSError and Overlong."""
        # A system that lost its power says nothing: the keep-alive notices.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._waiting.watch(connected)
        connected.sendall(self._dialogue.opened())
        while not self._waiting.closed:
            if self._waiting.ready(self._dialogue.patience):
                data = connected.recv(CHUNK)
                if not data:
                    return
                heard = self._dialogue.heard(data)
            else:
                heard = self._dialogue.quiet()
            connected.sendall(heard.answer)
            if heard.feed:
                yield heard.feed

    def stored(self, upto: int) -> None:
        """Do nothing: these systems are not told what is on disk."""

    def close(self) -> None:
        """End `chunks`, which may take `ANSWERS_WITHIN`."""
        self._waiting.close()
        if not self._begun:
            self._waiting.release()


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
