"""Tests of a feed over TCP, on loopback, with a peer that misbehaves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from massstart_tui.timing import tcp_feed
from massstart_tui.timing.feed_address import FeedAddress, NotAFeedAddress, open_feed, parse_feed_address
from massstart_tui.timing.feed_connection import FeedNews, LinkNews, LinkState
from massstart_tui.timing.tcp_feed import TcpFeed
from tests.patience import PATIENCE


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(tcp_feed, "LONGEST_PAUSE", 0.001)


def feed_from(server: socket.socket) -> TcpFeed:
    host, port = server.getsockname()
    return TcpFeed(host, port)


def state(news: FeedNews) -> LinkState | bytes:
    return news.state if isinstance(news, LinkNews) else news


def test_bytes_come_as_they_are_sent_and_a_lost_connection_is_made_again(server: socket.socket) -> None:
    chunks = feed_from(server).chunks()
    assert state(next(chunks)) is LinkState.CONNECTED
    first, _ = server.accept()
    with first:
        first.sendall(b"7;15:00:31\n7;15:0")
        assert next(chunks) == b"7;15:00:31\n7;15:0"
    lost = next(chunks)
    assert isinstance(lost, LinkNews)
    assert (lost.state, lost.breaks_off) == (LinkState.LOST, True)
    assert state(next(chunks)) is LinkState.CONNECTED
    second, _ = server.accept()
    with second:
        second.sendall(b"7;15:01:05\n")
        assert next(chunks) == b"7;15:01:05\n"


def test_a_peer_that_resets_the_connection_is_only_a_lost_connection(server: socket.socket) -> None:
    chunks = feed_from(server).chunks()
    assert state(next(chunks)) is LinkState.CONNECTED
    first, _ = server.accept()
    # Closed with a linger of nothing, a connection ends with a reset.
    first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    first.close()
    assert state(next(chunks)) is LinkState.LOST
    assert state(next(chunks)) is LinkState.CONNECTED


def test_many_attempts_in_vain_are_told_once(server: socket.socket) -> None:
    host, port = server.getsockname()
    server.close()
    feed = TcpFeed(host, port)
    told: list[FeedNews] = []
    reading = Thread(target=lambda: told.extend(feed.chunks()))
    attempts = 0

    def no_connection(*_: object) -> socket.socket:
        nonlocal attempts
        attempts += 1
        if attempts == 5:
            feed.close()
        raise ConnectionRefusedError(111, "Connection refused")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket, "create_connection", no_connection)
        reading.start()
        reading.join(PATIENCE)
    assert not reading.is_alive()
    assert told == [LinkNews(LinkState.AWAY, f"{host}:{port}", "Connection refused")]


def test_a_feed_that_waits_is_ended_from_another_thread(server: socket.socket) -> None:
    feed = feed_from(server)
    told: list[FeedNews] = []
    reading = Thread(target=lambda: told.extend(feed.chunks()))
    reading.start()
    connected, _ = server.accept()
    with connected:
        feed.close()
        reading.join(PATIENCE)
    assert not reading.is_alive()
    assert [state(news) for news in told] in ([LinkState.CONNECTED], [])


def test_a_feed_that_never_began_can_be_closed() -> None:
    feed = TcpFeed("127.0.0.1", 1)
    feed.close()
    assert list(feed.chunks()) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://decoder.local:10000", FeedAddress("tcp", "decoder.local", 10000)),
        ("tcp://[::1]:5403/", FeedAddress("tcp", "::1", 5403)),
        ("raceresult://decoder", FeedAddress("raceresult", "decoder", 3601)),
        ("raceresult://decoder:1", FeedAddress("raceresult", "decoder", 1)),
        ("mylaps://:0", FeedAddress("mylaps", "127.0.0.1", 0)),
        ("mylaps://[::1]:0", FeedAddress("mylaps", "::1", 0)),
        ("raceresult://", None),
        ("raceresult://decoder:0", None),
        ("mylaps:///x", None),
        ("tcp://decoder", None),
        ("tcp://decoder:0", None),
        ("tcp://decoder:70000", None),
        ("tcp://:10000", None),
        ("tcp://a b:10000", None),
        ("tcp://me@decoder:10000", None),
        ("tcp://decoder:10000/race", None),
        ("tcp://[::1:10000", None),
        ("http://decoder:10000", None),
        ("://", None),
    ],
)
def test_an_address_has_what_is_needed_to_connect_and_nothing_else(text: str, address: FeedAddress | None) -> None:
    if address is None:
        with pytest.raises(NotAFeedAddress):
            parse_feed_address(text)
    else:
        assert parse_feed_address(text) == address
        open_feed(address).close()


def test_we_listen_on_loopback_unless_an_address_is_given() -> None:
    assert parse_feed_address("mylaps://") == FeedAddress("mylaps", "127.0.0.1", 3097)
    assert parse_feed_address("mylaps://192.0.2.1") == FeedAddress("mylaps", "192.0.2.1", 3097)
