"""Tests of a leaf node with `share/leaf.conf`: its followers have the race of the hub, also if it was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from massstart_tui.follow.line_source import Notice, SourceNotice
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.relay import RaceRelay
from massstart_tui.share.shared_source import SharedSource
from massstart_tui.share.shared_stream import Access, Link, Sharing, SharingTrouble
from tests.share.leaf import Rink
from tests.share.sharing import BRIEF, Follows, Publishing, Told
from tests.streams import event, make_header, make_line, make_stream


@pytest.fixture
def rink(tmp_path: Path) -> Iterator[Rink]:
    """Return a server with a leaf node."""
    rink = Rink(tmp_path)
    yield rink
    rink.close()


class Relaying:
    """A relay from the hub to the leaf node, and what it reports."""

    def __init__(self, rink: Rink, path: Path) -> None:
        self.told: Told[Sharing] = Told()
        self.noticed: Told[SourceNotice] = Told()
        self._path, self._to = path, Access(rink.leaf.address("club", "publisher"), None, BRIEF)
        source = SharedSource(Access(rink.leaf.address("club", "hub"), None, BRIEF))
        self.relay = RaceRelay(source, path, self._begin, self.told, self.noticed)

    def _begin(self, events: int) -> Publisher:
        return Publisher(self._path, self._to, self.told, events)

    def away(self) -> None:
        self.noticed.last(lambda said: said.notice is Notice.SERVER_AWAY)

    def back(self) -> None:
        self.noticed.last(lambda said: said.notice is Notice.SERVER_BACK)

    def refused(self) -> Sharing:
        return self.told.last(lambda sharing: sharing.link is Link.REFUSED)


@contextmanager
def relaying(rink: Rink, path: Path) -> Iterator[Relaying]:
    relaying = Relaying(rink, path)
    yield relaying
    relaying.relay.close(0)


def notes(first: int, last: int) -> list[bytes]:
    return [make_line({"seq": seq} | event("note", 0, text=f"note {seq}")) for seq in range(first, last + 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*[event("note", 0, text="cold")] * 10))
    return path


def grow(path: Path, first: int, last: int) -> None:
    with path.open("ab") as file:
        file.writelines(notes(first, last))


def has_all(follows: Follows, path: Path) -> None:
    follows.lines(path.read_bytes().count(b"\n"))
    follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
    assert follows.content() == path.read_bytes()


def test_the_followers_of_a_leaf_have_the_race_and_what_was_missed_when_it_was_cut_off(
    tmp_path: Path, rink: Rink, path: Path
) -> None:
    with (
        Publishing(path, rink.hub.address("club", "publisher")) as publishing,
        relaying(rink, tmp_path / "relayed.jsonl") as relay,
        Follows(rink.leaf.address("club")) as here,
        Follows(rink.leaf.address("club")) as there,
    ):
        for follows in (here, there):
            has_all(follows, path)
        rink.wire.cut()
        grow(path, 11, 40)
        publishing.shared(40)
        relay.away()
        for follows in (here, there):
            assert follows.told.last(lambda stands: stands.cut_off).link is Link.CONNECTED
        with Follows(rink.leaf.address("club")) as later:
            later.told.last(lambda stands: stands.cut_off)
        rink.wire.mend()
        relay.back()
        for follows in (here, there):
            follows.told.last(lambda stands: not stands.cut_off)
        for follows in (here, there):
            has_all(follows, path)


def test_a_hub_a_leaf_and_a_relay_that_were_killed_go_on_where_they_were(
    tmp_path: Path, rink: Rink, path: Path
) -> None:
    with (
        Publishing(path, rink.hub.address("club", "publisher")) as publishing,
        Follows(rink.leaf.address("club")) as follows,
    ):
        with relaying(rink, tmp_path / "relayed.jsonl"):
            has_all(follows, path)
            for number, server in enumerate((rink.hub, rink.leaf)):
                server.kill()
                grow(path, 11 + 5 * number, 15 + 5 * number)
                server.start()
                publishing.shared(15 + 5 * number)
                has_all(follows, path)
        grow(path, 21, 30)
        with relaying(rink, tmp_path / "relayed anew.jsonl"):
            has_all(follows, path)


def test_a_race_that_was_only_claimed_is_relayed_once_it_begins(tmp_path: Path, rink: Rink, path: Path) -> None:
    empty = tmp_path / "not there yet.jsonl"
    with (
        Publishing(empty, rink.hub.address("club", "publisher")) as publishing,
        relaying(rink, tmp_path / "relayed.jsonl"),
        Follows(rink.leaf.address("club")) as follows,
        Follows(rink.leaf.address("club", "hub")) as directly,
    ):
        publishing.shared(0)
        directly.told.last(lambda stands: stands.link is Link.CONNECTED)
        empty.write_bytes(path.read_bytes())
        has_all(follows, empty)


def test_a_header_that_comes_again_is_relayed(tmp_path: Path, rink: Rink, path: Path) -> None:
    with (
        Publishing(path, rink.hub.address("club", "publisher")),
        relaying(rink, tmp_path / "relayed.jsonl"),
        Follows(rink.leaf.address("club")) as follows,
    ):
        has_all(follows, path)
        whole = path.read_bytes().split(b"\n", 1)[1]
        beside = path.with_suffix(".new")
        beside.write_bytes(make_header(title="another") + whole)
        beside.replace(path)
        grow(path, 11, 11)
        follows.lines(13)
        assert follows.content() == path.read_bytes()


def test_another_race_under_the_same_name_is_not_relayed(tmp_path: Path, rink: Rink, path: Path) -> None:
    with Publishing(path, rink.leaf.address("club", "publisher")) as publishing:
        publishing.shared(10)
    other = tmp_path / "other.jsonl"
    other.write_bytes(make_stream(event("note", 0, text="warm"), id="another"))
    with (
        Publishing(other, rink.hub.address("club", "publisher")),
        relaying(rink, tmp_path / "relayed.jsonl") as relay,
    ):
        assert relay.refused().trouble in (SharingTrouble.OTHER_RACE, SharingTrouble.AHEAD)


def test_a_relay_that_may_not_read_is_refused(tmp_path: Path, rink: Rink) -> None:
    told: Told[Sharing] = Told()
    noticed: Told[SourceNotice] = Told()
    source = SharedSource(Access(rink.leaf.address("club", "publisher"), None, BRIEF))
    RaceRelay(source, tmp_path / "relayed.jsonl", lambda _: pytest.fail("begun"), told, noticed)
    assert told.last(lambda sharing: sharing.link is Link.REFUSED).trouble is SharingTrouble.NO_RIGHTS
    assert noticed.all[-1].notice is Notice.REFUSED


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, rink: Rink, path: Path) -> None:
    with (
        Publishing(path, rink.hub.address("club", "publisher")),
        relaying(rink, tmp_path / "no folder" / "relayed.jsonl") as relay,
    ):
        assert relay.refused().trouble is SharingTrouble.FILE


def test_who_reads_the_hub_for_a_relay_may_only_read(rink: Rink, path: Path) -> None:
    with Publishing(path, rink.leaf.address("club", "hub")) as publishing:
        assert publishing.refused().trouble is SharingTrouble.NO_RIGHTS


def test_a_follower_of_a_leaf_does_not_reach_the_hub(rink: Rink, path: Path) -> None:
    with Publishing(path, rink.hub.address("club", "publisher")) as publishing:
        publishing.shared(10)
        with Follows(rink.leaf.address("club", "follower")) as follows:
            assert follows.told.last(lambda stands: stands.link is Link.AWAY).trouble is SharingTrouble.NOT_SHARED
            assert not follows.came.all
