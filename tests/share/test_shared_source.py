"""Tests of a shared race as a source of lines, compared with the file that was published."""

from __future__ import annotations

import gc
import logging
import socket
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Thread

import pytest

from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import NewLines, News, Notice, SourceNotice, StillToCome
from massstart_tui.share.address import Address
from massstart_tui.share.shared_source import SharedSource
from massstart_tui.share.shared_stream import Access, SharingTrouble
from massstart_tui.stream.recorded_race import load
from tests.share.natsserver import NatsServer
from tests.share.sharing import BRIEF, Publishing
from tests.streams import event, make_stream, race_of_sixteen

PATIENCE = 15.0


def heard(address: Address) -> Iterator[News]:
    """Yield what comes, for as long as a test waits."""
    end = time.monotonic() + PATIENCE
    yield from SharedSource(Access(address)).news(lambda _: time.monotonic() > end)


def followed(news: Iterator[News], events: int) -> GrowingRace:
    """Return a race that has taken in so many events."""
    race = GrowingRace("shared")
    for each in news:
        race.take(each)
        if race.views is not None and len(race.views.recording) >= events:
            return race
    raise AssertionError("the race did not come")


def test_a_late_follower_has_the_race_of_the_file(tmp_path: Path, address: Address) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()))
    events = len(race_of_sixteen())
    with Publishing(path, address) as publishing:
        publishing.shared(events)
        views = followed(heard(address), events).views
    assert views is not None
    assert views.now.state_at(len(views.now)) == load(path).at("end")


def test_a_start_sheet_that_is_edited_before_the_gun_comes_with_all_that_was_there(
    tmp_path: Path, address: Address
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("note", 0, text="cold")))
    with Publishing(path, address) as publishing:
        publishing.shared(1)
        news = heard(address)
        assert [each for each in (next(news), next(news)) if isinstance(each, NewLines)]
        beside = tmp_path / "beside"
        beside.write_bytes(make_stream(event("note", 0, text="cold"), title="Another title"))
        beside.replace(path)
        came = [each for each in until_replaced(news) if isinstance(each, NewLines)]
    assert b"Another title" in came[-1].lines
    assert b"cold" in came[-1].lines


def until_replaced(news: Iterator[News]) -> list[News]:
    """Return what comes up to the notice that the stream begins again."""
    came: list[News] = []
    for each in news:
        came.append(each)
        if came[-2:-1] == [SourceNotice(Notice.REPLACED)]:
            return came
    raise AssertionError(came)


def test_a_server_that_goes_and_comes_back_is_told(tmp_path: Path) -> None:
    server = NatsServer(tmp_path)
    path, address = tmp_path / "race.jsonl", server.address("away")
    path.write_bytes(make_stream(*race_of_sixteen()))
    try:
        with Publishing(path, address) as publishing:
            publishing.shared(len(race_of_sixteen()))
        news = heard(address)
        followed(news, len(race_of_sixteen()))
        server.kill()
        assert next(each.notice for each in news if isinstance(each, SourceNotice)) is Notice.SERVER_AWAY
        server.start()
        assert next(each.notice for each in news if isinstance(each, SourceNotice)) is Notice.SERVER_BACK
    finally:
        server.kill()


def test_how_much_is_still_to_come_is_told_until_it_is_there_and_what_is_unknown_while_the_server_is_away(
    tmp_path: Path,
) -> None:
    server = NatsServer(tmp_path)
    path, address = tmp_path / "race.jsonl", server.address("long")
    events = [event("note", 0, text="x" * 200) for _ in range(2000)]
    path.write_bytes(make_stream(*events))
    try:
        with Publishing(path, address) as publishing:
            publishing.shared(len(events))
        told: list[int] = []
        race = GrowingRace("shared")
        news = heard(address)
        for each in news:
            race.take(each)
            told += [each.messages] if isinstance(each, StillToCome) else []
            if told and not told[-1]:
                break
        # the header and the claim of the publisher are messages as well
        assert told[0] == len(events) + 2
        assert told == sorted(told, reverse=True)
        assert race.views is not None
        assert len(race.views.recording) == len(events)
        server.kill()
        assert next(each for each in news if isinstance(each, StillToCome)) == StillToCome(0, more=True)
        server.start()
        assert next(each for each in news if isinstance(each, StillToCome)) == StillToCome(0)
    finally:
        server.kill()


def test_another_reason_why_nothing_comes_is_told_too(tmp_path: Path) -> None:
    server = NatsServer(tmp_path)
    server.kill()
    news = heard(server.address("later"))
    try:
        assert next(each.trouble for each in news if isinstance(each, SourceNotice)) is SharingTrouble.UNREACHABLE
        server.start()
        told = [each.trouble for each in islice((each for each in news if isinstance(each, SourceNotice)), 1)]
        assert told == [SharingTrouble.NOT_SHARED]
    finally:
        server.kill()


def test_why_nothing_comes_is_told_as_what_it_is_and_not_as_a_text(address: Address) -> None:
    refused = SourceNotice(Notice.REFUSED, "", SharingTrouble.NO_TLS)
    assert list(heard(replace(address, scheme="tls"))) == [refused, StillToCome(0, more=True)]
    assert next(heard(address)) == SourceNotice(Notice.SERVER_AWAY, "", SharingTrouble.NOT_SHARED)


GREETING = (
    b'INFO {"server_id":"x","version":"2.10.0","proto":1,"headers":true,"max_payload":1048576,"jetstream":true}\r\n'
)
RESETS = {
    "at once": [],
    "after its greeting": [GREETING],
    "after nonsense": [b"\xff\x00nonsense\r\n" * 100],
    "once connected": [GREETING, b"PONG\r\n"],
    "in the middle of a message": [GREETING, b"PONG\r\nMSG a 1 100\r\nabc"],
    "after a greeting that is none": [GREETING, b"PONG\r\nINFO {not json\r\n"],
    "once that greeting is read": [GREETING, b"PONG\r\nINFO {not json\r\n", b""],
}


def resetting(listening: socket.socket, answers: list[bytes]) -> None:
    """Give each connection these answers, one for each time that it says something, and reset it."""
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                for number, answer in enumerate(answers):
                    if number:
                        connection.recv(1 << 16)
                    connection.sendall(answer)


@pytest.mark.parametrize("answers", RESETS.values(), ids=RESETS)
def test_a_server_that_resets_the_connection_is_told_as_away_without_a_word_of_the_library(
    answers: list[bytes], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The records that pytest captures do not show this: it also adds its handler to a logger that does not propagate.
    monkeypatch.setattr(logging.getLogger(), "handlers", [logging.StreamHandler(sys.stderr)])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=resetting, args=(listening, answers), daemon=True).start()
        access = Access(Address("nats", "127.0.0.1", listening.getsockname()[1], "race"), None, BRIEF)
        news = next(SharedSource(access).news(lambda _: False))
        gc.collect()
    assert isinstance(news, SourceNotice)
    assert news.notice is Notice.SERVER_AWAY
    assert capfd.readouterr().err == ""
