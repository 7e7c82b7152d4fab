"""Tests of parsing a message on the wire: its place in the stream."""

from __future__ import annotations

import pytest

from massstart_tui.share.delivery import Delivered, delivered

SUBJECT, DATA = b"massstart.final.event", b"{}"
PLACE = b"massstart-final.consumer.1.12.3.1795588140132159621.0"
SENT = pytest.approx(1795588140.132159)
HEADERS = (
    b"NATS/1.0\r\nNats-Msg-Id: event-1-ab\r\nNats-Sequence: 12\r\n"
    b"Nats-Time-Stamp: 2026-11-25T06:29:00.132159621Z\r\nNats-Last-Sequence: 0\r\n\r\n"
)


@pytest.mark.parametrize("before", [b"$JS.ACK.", b"$JS.ACK.domain.account."])
def test_one_from_the_store_says_it_in_the_subject_that_it_is_answered_to(before: bytes) -> None:
    random = b"" if before == b"$JS.ACK." else b".random"
    came = delivered(SUBJECT, before + PLACE + random, b"NATS/1.0\r\nNats-Msg-Id: event-1-ab\r\n\r\n", DATA)
    assert came is not None
    assert came == Delivered("massstart.final.event", 12, came.sent, DATA, live=False)
    assert came.sent == SENT


def test_one_that_is_sent_on_says_it_in_its_headers() -> None:
    came = delivered(SUBJECT, b"", HEADERS, DATA)
    assert came is not None
    assert came == Delivered("massstart.final.event", 12, came.sent, DATA, live=True)
    assert came.sent == SENT


@pytest.mark.parametrize("time", [b"2026-11-25T06:29:00Z", b"2026-11-25T06:29:00.5Z", b"2026-11-25T06:29:00.12345678Z"])
def test_a_time_is_read_with_as_many_digits_as_it_has(time: bytes) -> None:
    came = delivered(SUBJECT, b"", HEADERS.replace(b"2026-11-25T06:29:00.132159621Z", time), DATA)
    assert came is not None
    assert 0 <= came.sent - 1795588140 < 1


@pytest.mark.parametrize(
    ("reply", "headers"),
    [
        (b"", b""),
        (b"_INBOX.1", b""),
        (b"$JS.ACK." + PLACE, b"NATS/1.0 100 Idle Heartbeat\r\n\r\n"),
        (b"$JS.ACK.too.short", b""),
        (b"$JS.ACK." + PLACE.replace(b".12.", b".twelve."), b""),
        (b"", HEADERS.replace(b": 12\r", b": twelve\r")),
        (b"", HEADERS.replace(b"Nats-Time-Stamp", b"Time")),
        (b"", HEADERS.replace(b"2026", b"MMXXVI")),
        (b"", b"NATS/1.0\r\nNats-Sequence: 12"),
    ],
)
def test_anything_else_is_no_message_of_a_stream(reply: bytes, headers: bytes) -> None:
    assert delivered(SUBJECT, reply, headers, DATA) is None
    assert delivered(b"\xff", b"$JS.ACK." + PLACE, b"", DATA) is None
