"""Tests of parsing a message on the wire: its place in the stream."""

from __future__ import annotations

import pytest

from massstart_tui.share.delivery import Delivered, delivered, place_in_stream, status

DATA = b"{}"
TIME = "2026-11-25T06:29:00.132159621Z"
SENT = pytest.approx(1795588140.132159)
HEADERS = (
    b"NATS/1.0\r\nNats-Msg-Id: event-1-ab\r\nNats-Stream: massstart-final\r\nNats-Subject: massstart.final.event\r\n"
    b"Nats-Sequence: 12\r\nNats-Time-Stamp: 2026-11-25T06:29:00.132159621Z\r\n\r\n"
)
EMPTY = b"NATS/1.0 404 Message Not Found\r\n\r\n"


def test_the_headers_of_the_server_say_where_a_message_belongs() -> None:
    came = delivered(HEADERS, DATA)
    assert came == Delivered("massstart-final", "massstart.final.event", 12, TIME, "event-1-ab", DATA)
    assert came is not None
    assert came.sent == SENT
    assert place_in_stream(HEADERS) == 12


def test_headers_that_a_message_has_itself_count_for_nothing_where_the_server_has_its_own() -> None:
    forged = b"NATS/1.0\r\nNats-Stream: massstart-other\r\nNats-Sequence: 1\r\n"
    assert delivered(HEADERS.replace(b"NATS/1.0\r\n", forged), DATA) == delivered(HEADERS, DATA)


def test_an_id_need_not_be_there() -> None:
    bare = HEADERS.replace(b"Nats-Msg-Id: event-1-ab\r\n", b"")
    came = delivered(bare, DATA)
    assert came is not None
    assert came.identity == ""


@pytest.mark.parametrize("time", [b"2026-11-25T06:29:00Z", b"2026-11-25T06:29:00.5Z", b"2026-11-25T06:29:00.12345678Z"])
def test_a_time_is_read_with_as_many_digits_as_it_has(time: bytes) -> None:
    came = delivered(HEADERS.replace(TIME.encode(), time), DATA)
    assert came is not None
    assert 0 <= came.sent - 1795588140 < 1


@pytest.mark.parametrize(
    "headers",
    [
        b"",
        EMPTY,
        HEADERS.replace(b": 12\r", b": twelve\r"),
        HEADERS.replace(b"Nats-Time-Stamp", b"Time"),
        HEADERS.replace(b"Nats-Stream", b"Stream"),
        HEADERS.replace(b"2026", b"MMXXVI"),
        HEADERS.replace(b"final\r", b"\xff\r"),
        b"NATS/1.0\r\nNats-Sequence: 12",
    ],
)
def test_anything_else_is_no_message_of_a_stream(headers: bytes) -> None:
    assert delivered(headers, DATA) is None


def test_a_status_stands_in_the_place_of_a_message() -> None:
    assert (status(EMPTY), status(HEADERS), status(b"")) == ("404", "", "")
    assert place_in_stream(EMPTY) is None
