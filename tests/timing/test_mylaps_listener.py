"""Tests of the listener for MYLAPS Timing & Scoring, on loopback, with peers that misbehave."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest

from massstart_tui.timing import mylaps_listener
from massstart_tui.timing.feed_connection import FeedNews, LinkNews, LinkState
from massstart_tui.timing.feed_framing import LONGEST_RECORD
from massstart_tui.timing.mylaps_listener import MOST_PEERS, MylapsListener
from tests.patience import PATIENCE

PASSING = b"Finish@Passing@c=7|t=15:05:38.051|d=260207@2@$"


class Running:
    """A listener whose thread runs, and what it gave."""

    def __init__(self) -> None:
        self.listener = MylapsListener("127.0.0.1", 0)
        self.given: Queue[FeedNews] = Queue()
        self.size = 0
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        for news in self.listener.chunks():
            self.given.put(news)

    def news(self) -> LinkState | bytes:
        news = self.given.get(timeout=PATIENCE)
        if isinstance(news, LinkNews):
            return news.state
        self.size += len(news)
        return news

    def until(self, wanted: LinkState | bytes) -> list[LinkState | bytes]:
        """Return what comes up to this."""
        found = [self.news()]
        while found[-1] != wanted:
            found.append(self.news())
        return found

    def connect(self) -> socket.socket:
        connected = socket.create_connection(("127.0.0.1", self.listener.port), PATIENCE)
        assert self.news() is LinkState.CONNECTED
        return connected

    def end(self) -> None:
        self.listener.close()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def running() -> Iterator[Running]:
    found = Running()
    assert found.news() is LinkState.LISTENING
    yield found
    found.end()


def answer(connected: socket.socket, size: int) -> bytes:
    """Return the next ``size`` bytes that the peer gets."""
    found = b""
    while len(found) < size:
        more = connected.recv(size - len(found))
        assert more
        found += more
    return found


def says(connected: socket.socket, text: bytes) -> None:
    assert answer(connected, len(text)) == text


def test_a_system_that_connects_is_asked_for_what_is_needed(running: Running) -> None:
    with running.connect() as peer:
        peer.sendall(b"Finish@Pong@$\r\nT&S@Ping@$")
        says(peer, b"massstart@AckPong@Version2.1@c|t|d@$massstart@AckPing@$")


@pytest.mark.parametrize("function", [b"Passing", b"Marker", b"Store"])
def test_a_frame_is_acknowledged_once_it_is_on_disk_and_no_sooner(running: Running, function: bytes) -> None:
    with running.connect() as peer:
        peer.sendall(b"Finish@" + function + b"@x=7@2@$\r\nFinish@" + function + b"@x=7@3@$")
        running.until(b"Finish@" + function + b"@x=7@2@$\r\n")
        first = running.size
        running.until(b"Finish@" + function + b"@x=7@3@$\r\n")
        peer.sendall(b"T&S@Ping@$")
        says(peer, b"massstart@AckPing@$")  # and nothing before it
        running.listener.stored(first)
        says(peer, b"massstart@Ack" + function + b"@2@$")
        running.listener.stored(first + 1)
        peer.sendall(b"T&S@Ping@$")
        says(peer, b"massstart@AckPing@$")
        running.listener.stored(running.size)
        says(peer, b"massstart@Ack" + function + b"@3@$")


def test_a_frame_that_was_cut_off_is_no_part_of_the_feed_and_comes_again(running: Running) -> None:
    peer = running.connect()
    peer.sendall(PASSING + PASSING[:30])
    assert running.news() == PASSING + b"\r\n"
    peer.close()
    assert running.news() is LinkState.LOST
    running.listener.stored(running.size)  # nobody is there to be told
    with running.connect() as again:
        again.sendall(PASSING)
        assert running.news() == PASSING + b"\r\n"
        running.listener.stored(running.size)
        says(again, b"massstart@AckPassing@2@$")


def test_frames_of_several_connections_do_not_mix(running: Running) -> None:
    with running.connect() as one, running.connect() as other:
        one.sendall(PASSING[:20])
        other.sendall(b"Halfway@Passing@c=8|t=15:05:20@1@$")
        assert running.news() == b"Halfway@Passing@c=8|t=15:05:20@1@$\r\n"
        one.sendall(PASSING[20:])
        assert running.news() == PASSING + b"\r\n"
        running.listener.stored(running.size)
        says(other, b"massstart@AckPassing@1@$")
        says(one, b"massstart@AckPassing@2@$")


def test_a_record_without_an_end_ends_the_connection(running: Running) -> None:
    with running.connect() as peer, running.connect() as other:
        peer.sendall(b"x" * (LONGEST_RECORD + 1))
        assert running.news() is LinkState.OVERLONG
        other.sendall(PASSING)
        assert running.news() == PASSING + b"\r\n"


def test_what_another_device_sends_is_given_to_be_told_and_not_acknowledged(running: Running) -> None:
    with running.connect() as peer:
        peer.sendall(b"#P;1;99999;2026-02-07$aa000580073c02850a2a$Finish@Passing@c=7|t=15:05@x@$T&S@Ping@$")
        running.until(b"T&S@Ping@$\r\n")
        running.listener.stored(running.size)
        says(peer, b"massstart@AckPing@$")
        peer.sendall(b"T&S@Ping@$")
        says(peer, b"massstart@AckPing@$")


def test_a_flood_is_read_and_every_frame_acknowledged(running: Running) -> None:
    frames = [f"Finish@Passing@c=7|t=15:05:38.051|d=260207@{number}@$".encode() for number in range(1, 2001)]
    with running.connect() as peer:
        sending = Thread(target=peer.sendall, args=(b"".join(frames),))
        sending.start()
        running.until(frames[-1] + b"\r\n")
        running.listener.stored(running.size)
        says(peer, b"".join(f"massstart@AckPassing@{number}@$".encode() for number in range(1, 2001)))
        sending.join(PATIENCE)


def test_a_peer_that_does_not_read_its_answers_is_let_go() -> None:
    listener = MylapsListener("127.0.0.1", 0)
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    peer = mylaps_listener._Peer(ours, "peer")
    listener._peers[ours] = peer
    with theirs:
        peer.unsent = b"x" * (1 << 24)  # more than the system takes
        assert [news for news in listener._send(peer) if isinstance(news, LinkNews)] == [
            LinkNews(LinkState.LOST, "peer")
        ]
    assert listener._peers == {}
    listener.close()


def test_there_are_only_so_many_connections(running: Running) -> None:
    peers = [running.connect() for _ in range(MOST_PEERS)]
    with socket.create_connection(("127.0.0.1", running.listener.port), PATIENCE) as one_more:
        assert running.news() is LinkState.REFUSED
        assert one_more.recv(1) == b""
    for peer in peers:
        peer.close()


def test_it_ends_while_a_peer_is_connected_and_the_peer_notices() -> None:
    running = Running()
    running.news()
    with running.connect() as peer:
        running.end()
        assert peer.recv(1) == b""


def test_a_listener_that_never_began_can_be_closed() -> None:
    listener = MylapsListener("127.0.0.1", 0)
    listener.close()
    assert list(listener.chunks()) == []
    MylapsListener("127.0.0.1", listener.port).close()
