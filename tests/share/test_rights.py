"""Tests of who may publish and who may only follow, and of the message to those who may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from massstart_tui.share.address import Address
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_lines import Follower, FollowerStanding
from massstart_tui.share.shared_stream import Access, Link, Sharing, SharingTrouble
from tests.share.natsserver import NatsServer
from tests.share.sharing import BRIEF, Follows, Publishing, Told
from tests.share.test_publishing import append
from tests.streams import event, make_line, make_stream, race_of_sixteen

RACE = "race"
TLS = Path(__file__).parent / "tls"
"""A certificate for localhost and 127.0.0.1, valid for a hundred years, and its key, which protects no secret."""
EVENTS = race_of_sixteen()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """Run a server with a publishing and a following user."""
    server = NatsServer(tmp_path_factory.mktemp("nats"), "nats-server-users.conf")
    yield server
    server.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "race.jsonl"
    append(path, make_stream(*EVENTS))
    return path


def test_who_may_only_follow_follows_but_cannot_publish(path: Path, guarded: NatsServer) -> None:
    with Publishing(path, guarded.address(RACE, "publisher")) as publishing:
        publishing.shared(len(EVENTS))
        with Follows(guarded.address(RACE, "follower")) as follows:
            follows.lines(len(EVENTS) + 1)
            append(path, make_line({"seq": len(EVENTS) + 1} | event("note", 10**6, text="live")))
            follows.lines(len(EVENTS) + 2)
            assert follows.content() == path.read_bytes()
    with Publishing(path, guarded.address(RACE, "follower")) as publishing:
        assert publishing.refused().trouble is SharingTrouble.NO_RIGHTS


def test_a_second_publisher_with_the_same_rights_is_told_who_the_first_is(path: Path, guarded: NatsServer) -> None:
    address = guarded.address("another", "publisher")
    with Publishing(path, address) as first:
        first.shared(len(EVENTS))
        with Publishing(path, address) as second:
            assert second.refused().holder == first.publisher._claim.holder


def test_who_may_not_follow_is_told_so(guarded: NatsServer) -> None:
    with Follows(guarded.address(RACE, "publisher")) as follows:
        assert follows.told.last(lambda stands: stands.link is Link.REFUSED).trouble is SharingTrouble.NO_RIGHTS


@pytest.mark.parametrize("user", [None, "token", "nobody"])
def test_who_is_not_known_is_not_let_in(user: str | None, path: Path, guarded: NatsServer) -> None:
    password = "wrong" if user == "nobody" else None
    address = replace(guarded.address(RACE), user=user, password=password)
    with Publishing(path, address) as publishing:
        assert publishing.refused().trouble is SharingTrouble.NOT_LET_IN
    with Follows(address) as follows:
        assert follows.told.last(lambda stands: stands.link is Link.REFUSED).trouble is SharingTrouble.NOT_LET_IN


def test_where_tls_is_asked_for_no_password_and_no_race_goes_over_a_connection_without(
    path: Path, guarded: NatsServer, address: Address
) -> None:
    with Publishing(path, replace(guarded.address(RACE, "publisher"), scheme="tls")) as publishing:
        assert publishing.refused().trouble is SharingTrouble.NO_TLS
    with Follows(replace(address, scheme="tls")) as follows:
        assert follows.told.last(lambda stands: stands.link is Link.REFUSED).trouble is SharingTrouble.NO_TLS


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """Run a server that requires TLS, with a self-signed certificate for this machine."""
    options = ("--tls", "--tlscert", TLS / "certificate.pem", "--tlskey", TLS / "key.pem")
    server = NatsServer(tmp_path_factory.mktemp("nats"), "nats-server-users.conf", *options)
    yield server
    server.kill()


@pytest.mark.parametrize("scheme", ["tls", "nats"])
def test_a_certificate_that_is_trusted_is_enough_to_share_over_tls(
    scheme: str, path: Path, encrypted: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
    with Publishing(path, replace(encrypted.address(scheme, "publisher"), scheme=scheme)) as publishing:
        publishing.shared(len(EVENTS))
        with Follows(replace(encrypted.address(scheme, "follower"), scheme=scheme)) as follows:
            follows.lines(len(EVENTS) + 1)
            assert follows.content() == path.read_bytes()


def test_a_certificate_that_is_not_trusted_is_refused(path: Path, encrypted: NatsServer) -> None:
    with Publishing(path, replace(encrypted.address(RACE, "publisher"), scheme="tls")) as publishing:
        refused = publishing.refused()
    assert (refused.trouble, refused.reason) == (SharingTrouble.CERTIFICATE, "self-signed certificate")


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN NATS USER JWT-----\nabc\n"])
def test_credentials_that_are_none_are_refused_before_anything_is_sent(
    content: bytes | None, path: Path, guarded: NatsServer
) -> None:
    credentials = path.with_name("user.creds")
    if content is not None:
        credentials.write_bytes(content)
    access = Access(guarded.address(RACE), credentials, BRIEF)
    sharing: Told[Sharing] = Told()
    Publisher(path, access, sharing)
    assert sharing.last(lambda s: s.link is Link.REFUSED).trouble is SharingTrouble.BAD_CREDENTIALS
    following: Told[FollowerStanding] = Told()
    Follower(access, lambda _: None, following)
    assert following.last(lambda s: s.link is Link.REFUSED).trouble is SharingTrouble.BAD_CREDENTIALS
