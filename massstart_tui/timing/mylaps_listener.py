"""Let MYLAPS Timing & Scoring connect to us, and acknowledge what it sends once that is on disk.

Each location may have a connection of its own. Only whole frames become the feed, so connections do not mix, and what a
lost connection cut off is not read: as it was not acknowledged, it comes again.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from massstart_tui.timing.feed_connection import CHUNK, FeedNews, LinkNews, LinkState
from massstart_tui.timing.feed_framing import FRAME_ENDS, Framing
from massstart_tui.timing.passings_of_mylaps import NUMBERED, MylapsFrame
from massstart_tui.timing.socket_waiting import CALLS, TAKES, SocketWaiting

PORT: Final = 3097
MOST_PEERS: Final = 16
"""Connections at a time: one for each location, and some that were not closed properly."""
MOST_UNSENT: Final = 1 << 16
"""Bytes of answers to a peer that does not read them; then its connection is ended."""
MOST_DUE: Final = 10_000
"""Acknowledgements that wait for the disk. Of more the oldest are left out: their frames come again."""
_US: Final = "massstart"
_FIELDS: Final = "c|t|d"
"""What a passing is asked to have: the chip, the time and the day."""


class _Peer:
    """One connection: what of it has no end yet, and what is still to be sent."""

    def __init__(self, connected: socket.socket, name: str) -> None:
        self.socket = connected
        self.name = name
        self.framing = Framing(FRAME_ENDS)
        self.unsent = b""


class _Due(NamedTuple):
    """An acknowledgement that is sent once the first ``upto`` bytes of the feed are on disk."""

    upto: int
    peer: _Peer
    answer: bytes


class MylapsListener:
    """Listens at ``host`` and ``port``; port 0 is any that is free."""

    def __init__(self, host: str, port: int) -> None:
        """Listen from now on; raises OSError."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._server = socket.create_server((host, port), family=family)
        self._server.setblocking(False)
        self.port: int = self._server.getsockname()[1]
        self._address = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        self._waiting = SocketWaiting()
        self._peers: dict[socket.socket, _Peer] = {}
        self._due: deque[_Due] = deque(maxlen=MOST_DUE)
        self._given = 0
        self._stored = 0
        self._begun = False

    def chunks(self) -> Iterator[FeedNews]:
        """Yield each frame, and who connects; answer and acknowledge meanwhile."""
        self._begun = True
        try:
            with self._waiting:
                if self._waiting.closed:
                    return
                self._waiting.watch(self._server)
                yield LinkNews(LinkState.LISTENING, self._address)
                while not self._waiting.closed:
                    yield from self._turn()
        finally:
            self._release()

    def _turn(self) -> Iterator[FeedNews]:
        """Wait once, and yield what has come."""
        for connected, events in self._waiting.ready():
            if connected is self._server:
                yield from self._accept()
            elif (peer := self._peers.get(connected)) is not None and events & CALLS:
                yield from self._read(peer)
        self._acknowledge()
        for peer in [*self._peers.values()]:
            yield from self._send(peer)

    def _accept(self) -> Iterator[LinkNews]:
        try:
            connected, address = self._server.accept()
        except OSError:  # it has gone already
            return
        peer = _Peer(connected, f"{address[0]}:{address[1]}")
        if len(self._peers) >= MOST_PEERS:
            connected.close()
            yield LinkNews(LinkState.REFUSED, peer.name)
            return
        connected.setblocking(False)
        # A system that lost its power says nothing: the keep-alive notices.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._peers[connected] = peer
        self._waiting.watch(connected)
        yield LinkNews(LinkState.CONNECTED, peer.name)

    def _read(self, peer: _Peer) -> Iterator[FeedNews]:
        try:
            data = peer.socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            yield self._ended(peer, LinkState.LOST, error.strerror or type(error).__name__)
            return
        if not data:
            yield self._ended(peer, LinkState.LOST)
            return
        for piece in peer.framing.pieces(data):
            if piece.text is None:
                yield self._ended(peer, LinkState.OVERLONG)
                return
            if piece.text.strip():
                yield self._framed(peer, MylapsFrame(piece.text.strip()))

    def _framed(self, peer: _Peer, frame: MylapsFrame) -> bytes:
        """Answer a frame, or note that it is to be acknowledged; return its bytes."""
        data = f"{frame.text}$\r\n".encode()
        self._given += len(data)
        if frame.function == "Pong":
            peer.unsent += _frame("AckPong", "Version2.1", _FIELDS)
        elif frame.function == "Ping":
            peer.unsent += _frame("AckPing")
        elif frame.function in NUMBERED and frame.number:
            self._due.append(_Due(self._given, peer, _frame(f"Ack{frame.function}", frame.number)))
        return data

    def _acknowledge(self) -> None:
        while self._due and self._due[0].upto <= self._stored:
            due = self._due.popleft()
            due.peer.unsent += due.answer

    def _send(self, peer: _Peer) -> Iterator[FeedNews]:
        """Send as much as the peer takes; end the connection of one that takes nothing."""
        try:
            while peer.unsent:
                peer.unsent = peer.unsent[peer.socket.send(peer.unsent) :]
        except BlockingIOError:
            if len(peer.unsent) > MOST_UNSENT:
                yield self._ended(peer, LinkState.LOST)
                return
        except OSError as error:
            yield self._ended(peer, LinkState.LOST, error.strerror or type(error).__name__)
            return
        self._waiting.watch(peer.socket, CALLS | TAKES if peer.unsent else CALLS)

    def _ended(self, peer: _Peer, state: LinkState, reason: str = "") -> LinkNews:
        self._waiting.forget(peer.socket)
        self._peers.pop(peer.socket, None)
        peer.socket.close()
        return LinkNews(state, peer.name, reason)

    def stored(self, upto: int) -> None:
        """Acknowledge what is in the first ``upto`` bytes."""
        self._stored = max(self._stored, upto)
        self._waiting.wake()

    def close(self) -> None:
        """End `chunks` at once."""
        self._waiting.close()
        if not self._begun:
            self._waiting.release()
            self._release()

    def _release(self) -> None:
        self._server.close()
        for peer in self._peers.values():
            peer.socket.close()


def _frame(*parts: str) -> bytes:
    return "".join(f"{part}@" for part in (_US, *parts)).encode() + b"$"
