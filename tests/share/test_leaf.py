"""Tests of a leaf node with `share/leaf.conf`: its followers have the race of the other server, cut off and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from massstart_tui.share.shared_stream import Link
from tests.share.leaf import Rink
from tests.share.sharing import Follows, Publishing
from tests.streams import event, make_line, make_stream


@pytest.fixture
def rink(tmp_path: Path) -> Iterator[Rink]:
    """Return a server with a leaf node."""
    rink = Rink(tmp_path)
    yield rink
    rink.close()


def test_the_followers_of_a_leaf_have_the_race_and_what_was_missed_when_it_was_cut_off(
    tmp_path: Path, rink: Rink
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*[event("note", 0, text="cold")] * 10))
    with (
        Publishing(path, rink.hub.address("club", user="publisher")) as publishing,
        Follows(rink.leaf.address("club")) as here,
        Follows(rink.leaf.address("club")) as there,
    ):
        publishing.shared(10)
        for follows in (here, there):
            follows.lines(11)
        rink.wire.cut()
        with path.open("ab") as file:
            file.writelines(make_line({"seq": seq} | event("note", 0, text="warm")) for seq in range(11, 41))
        publishing.shared(40)
        for follows in (here, there):
            follows.told.last(lambda stands: stands.link is Link.AWAY)
        rink.wire.mend()
        for follows in (here, there):
            follows.lines(41)
            follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
            assert follows.content() == path.read_bytes()
