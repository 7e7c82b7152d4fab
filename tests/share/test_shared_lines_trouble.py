"""Tests of a killed server, a cut wire and a slow follower: nothing that was acknowledged is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from massstart_tui.share.sending import Sending
from massstart_tui.share.shared_lines import Follower, FollowerStanding, SharedLine
from massstart_tui.share.shared_stream import Access, Link, Patience, SharingTrouble
from tests.share.natsserver import NatsServer
from tests.share.sharing import BRIEF, Follows, Publishing, Told
from tests.share.test_publishing import append
from tests.share.wire import Wire
from tests.streams import event, make_header, make_line

RACE = "race"


def notes(first: int, last: int, text: str = "") -> list[bytes]:
    """Return the lines of notes ``first`` to ``last`` inclusive, valid in any race."""
    return [make_line({"seq": seq} | event("note", seq, text=text)) for seq in range(first, last + 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "race.jsonl"
    append(path, make_header(), *notes(1, 10))
    return path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NatsServer]:
    """Run a server that the test may kill."""
    store = tmp_path / "store"
    store.mkdir()
    server = NatsServer(store)
    yield server
    server.kill()


@pytest.fixture
def wire(server: NatsServer) -> Iterator[Wire]:
    wire = Wire(server.port)
    yield wire
    wire.close()


def test_a_server_that_is_killed_in_mid_race_has_everything_when_it_is_back(path: Path, server: NatsServer) -> None:
    address = server.address(RACE)
    with Publishing(path, address) as publishing, Follows(address) as follows:
        follows.lines(11)
        for seq in (10, 20, 30):
            append(path, *notes(seq + 1, seq + 5))
            server.kill()
            publishing.away()
            follows.told.last(lambda stands: stands.link is Link.AWAY)
            append(path, *notes(seq + 6, seq + 10))
            server.start()
            publishing.shared(seq + 10)
            follows.lines(seq + 11)
        with Follows(address) as late:
            late.lines(41)
        assert follows.content() == late.content() == path.read_bytes()


def test_a_server_that_is_killed_while_much_is_sent_gets_every_event_once_and_in_order(
    path: Path, server: NatsServer
) -> None:
    address = server.address(RACE)
    append(path, *notes(11, 3000))
    with Publishing(path, address) as publishing, Follows(address) as follows:
        publishing.told.last(lambda s: s.shared > 200)
        server.kill()
        publishing.away()
        server.start()
        publishing.shared(3000)
        follows.lines(3001)
        assert follows.content() == path.read_bytes()


def test_a_publisher_whose_wire_is_cut_goes_on_without_and_sends_what_was_missed(
    path: Path, server: NatsServer, wire: Wire
) -> None:
    with Publishing(path, server.address(RACE, port=wire.port)) as publishing, Follows(server.address(RACE)) as near:
        publishing.shared(10)
        wire.cut()
        append(path, *notes(11, 40))
        away = publishing.away()
        assert (away.trouble, away.shared) == (SharingTrouble.SILENT, 10)
        publishing.told.last(lambda s: s.behind == 30)
        wire.mend()
        publishing.shared(40)
        near.lines(41)
        assert near.content() == path.read_bytes()


def test_a_follower_whose_wire_is_cut_says_so_and_gets_what_it_missed(
    path: Path, server: NatsServer, wire: Wire
) -> None:
    with Publishing(path, server.address(RACE)) as publishing:
        publishing.shared(10)
        with Follows(server.address(RACE, port=wire.port)) as far:
            far.lines(11)
            wire.cut()
            append(path, *notes(11, 40))
            far.told.last(lambda stands: stands.link is Link.AWAY)
            assert len(far.came.all) == 11
            wire.mend()
            far.lines(41)
            far.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
            assert far.content() == path.read_bytes()


@pytest.mark.thorough  # takes as long as the wire is cut
def test_twenty_seconds_without_the_wire_cost_nobody_a_line(path: Path, server: NatsServer, wire: Wire) -> None:
    """With the program's own timeouts, not the shorter ones of the other tests: the pauses grow to their longest."""
    there, patience = server.address(RACE, port=wire.port), Patience()
    with (
        Publishing(path, there, patience=patience) as publishing,
        Follows(there, patience=patience) as far,
        Follows(server.address(RACE)) as near,
    ):
        publishing.shared(10)
        far.lines(11)
        wire.cut()
        mended = time.monotonic() + 20
        for seq in range(11, 41):
            append(path, *notes(seq, seq))
            time.sleep(0.1)
        publishing.away()
        far.told.last(lambda stands: stands.link is Link.AWAY)
        time.sleep(max(0.0, mended - time.monotonic()))
        assert [len(follows.came.all) for follows in (far, near)] == [11, 11]
        wire.mend()
        publishing.shared(40)
        for follows in (far, near):
            follows.lines(41)
            assert follows.content() == path.read_bytes()


def test_a_server_whose_disk_is_full_is_told_with_its_own_words_and_gets_the_rest_once_there_is_room(
    path: Path, tmp_path: Path
) -> None:
    store, small = tmp_path / "store", tmp_path / "small.conf"
    store.mkdir()
    small.write_text('jetstream { store_dir: "massstart-races", sync_interval: always, max_file_store: 8000 }')
    server = NatsServer(store, small)
    try:
        with Publishing(path, server.address(RACE)) as publishing:
            publishing.shared(10)
            append(path, *notes(11, 100))
            away = publishing.away()
            assert (away.trouble, away.shared) == (SharingTrouble.SERVER, 10)
            assert "resource" in away.reason
            server.kill()
            server.start("nats-server.conf")
            publishing.shared(100)
            with Follows(server.address(RACE)) as follows:
                follows.lines(101)
                assert follows.content() == path.read_bytes()
    finally:
        server.kill()


@pytest.mark.parametrize("confirmed", [None, 10])
def test_a_file_that_is_gone_for_a_while_is_waited_for(path: Path, server: NatsServer, confirmed: int | None) -> None:
    away = path.with_name("away.jsonl")
    with Publishing(path, server.address(RACE), confirmed) as publishing:
        publishing.shared(10)
        path.rename(away)
        if confirmed:
            publishing.publisher.confirm(11)
        told = publishing.away()
        assert (told.trouble, told.shared) == (SharingTrouble.FILE, 10)
        append(away, *notes(11, 12))
        away.rename(path)
        if confirmed:
            publishing.publisher.confirm(12)
        publishing.shared(12)


def test_a_file_that_is_edited_in_its_place_sends_nothing_that_is_no_event(path: Path, server: NatsServer) -> None:
    with Publishing(path, server.address(RACE)) as publishing, Follows(server.address(RACE)) as follows:
        publishing.shared(10)
        follows.lines(11)
        events = path.read_bytes().splitlines(keepends=True)[1:]
        path.write_bytes(
            b"".join([make_header(title="A longer title than the one that was there"), *events, *notes(11, 11)])
        )
        publishing.shared(11)
        follows.lines(13)
        assert follows.content() == path.read_bytes()
        append(path, b"half a line\n")
        refused = publishing.refused()
        assert (refused.trouble, refused.reason, refused.shared) == (SharingTrouble.NOT_A_STREAM, "13", 11)
        assert len(follows.came.all) == 13


def test_a_publisher_that_is_refused_goes_on_counting_what_is_not_shared(path: Path, server: NatsServer) -> None:
    with Publishing(path, server.address(RACE)) as first:
        first.shared(10)
        with Publishing(path, server.address(RACE), confirmed=10) as second:
            assert second.refused().trouble is SharingTrouble.HELD
            second.publisher.confirm(13)
            assert second.told.last(lambda s: s.behind == 13).link is Link.REFUSED
            assert second.publisher.close(1).behind == 13


def test_credentials_whose_key_is_broken_are_told(tmp_path: Path) -> None:
    nonce, store, credentials = tmp_path / "nonce.conf", tmp_path / "store", tmp_path / "user.creds"
    nonce.write_text("authorization { users = [ { nkey: UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4 } ] }")
    store.mkdir()
    credentials.write_text(
        "-----BEGIN NATS USER JWT-----\nabc\n------END NATS USER JWT------\n\n"
        "-----BEGIN USER NKEY SEED-----\nSUAGARBAGE\n------END USER NKEY SEED------\n"
    )
    server = NatsServer(store, nonce)
    access = Access(server.address(RACE), credentials, BRIEF)
    try:
        told: Told[FollowerStanding] = Told()
        Follower(access, lambda _: None, told)
        assert told.last(lambda stands: stands.link is Link.REFUSED).trouble is SharingTrouble.BAD_CREDENTIALS
    finally:
        server.kill()


def test_a_fault_that_ends_a_follower_or_a_publisher_is_told_and_goes_on(
    path: Path, server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    with Publishing(path, server.address(RACE)) as publishing:
        publishing.shared(10)
        with Follows(server.address(RACE), fails) as follows:
            told = follows.told.last(lambda stands: stands.link is Link.REFUSED)
            assert (told.trouble, told.reason) == (SharingTrouble.STOPPED, "ZeroDivisionError")
        monkeypatch.setattr(Sending, "send", fails)
        append(path, *notes(11, 11))
        refused = publishing.refused()
        assert (refused.trouble, refused.reason) == (SharingTrouble.STOPPED, "ZeroDivisionError")
    assert [fault.exc_type for fault in faults] == [ZeroDivisionError] * 2


def test_who_takes_a_race_over_while_its_publisher_is_cut_off_keeps_it(
    path: Path, server: NatsServer, wire: Wire
) -> None:
    with Publishing(path, server.address(RACE, port=wire.port)) as first:
        first.shared(10)
        wire.cut()
        copy = path.with_name("copy.jsonl")
        copy.write_bytes(path.read_bytes())
        append(path, *notes(11, 12, "the first"))
        with Publishing(copy, server.address(RACE)) as second, Follows(server.address(RACE)) as follows:
            append(copy, *notes(11, 15, "the second"))
            second.shared(15)
            wire.mend()
            refused = first.refused()
            assert refused.trouble is SharingTrouble.TAKEN_OVER
            assert refused.holder == second.publisher._claim.holder
            follows.lines(16)
            append(copy, *notes(16, 20, "the second"))
            second.shared(20)
            follows.lines(21)
            assert follows.content() == copy.read_bytes()


def test_a_slow_follower_says_that_it_lags_and_misses_nothing(path: Path, server: NatsServer) -> None:
    append(path, *notes(11, 2000, "x" * 500))
    hurry = Event()

    def dawdle(_: SharedLine) -> None:
        """Take a line at a time, slower than any machine publishes them, until that was said."""
        hurry.wait(0.05)

    with Publishing(path, server.address(RACE)) as publishing, Follows(server.address(RACE), dawdle) as slow:
        slow.told.wait_for(lambda told: any(stands.link is Link.LAGGING for stands in told))
        publishing.shared(2000)
        hurry.set()
        slow.lines(2001)
        slow.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
        assert slow.content() == path.read_bytes()


def test_a_race_that_nobody_shares_yet_is_waited_for(path: Path, server: NatsServer) -> None:
    with Follows(server.address(RACE)) as follows:
        assert follows.told.last(lambda stands: stands.link is Link.AWAY).trouble is SharingTrouble.NOT_SHARED
        with Publishing(path, server.address(RACE)):
            follows.lines(11)


def test_a_publisher_that_is_closed_while_the_server_is_away_says_how_many_lines_it_lacks(
    path: Path, server: NatsServer
) -> None:
    server.kill()
    with Publishing(path, server.address(RACE)) as publishing:
        assert publishing.away().trouble is SharingTrouble.UNREACHABLE
        publishing.told.last(lambda s: s.behind == 10)
        assert publishing.publisher.close(0.1).link is Link.AWAY
