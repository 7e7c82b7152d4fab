"""Tests of the documented users as an attacker would use them: what they may not do has no effect on any race.

The attacks are made with the library of NATS itself, on the real server with the configuration from ``share``.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.request import urlopen

import pytest
from nats.aio.client import Client

from massstart_tui.share.shared_stream import Link
from tests.share.natsserver import SECONDS, NatsServer, free_port
from tests.share.sharing import Follows, Publishing
from tests.share.test_publishing import append
from tests.streams import event, make_header, make_line

if TYPE_CHECKING:
    from nats.aio.msg import Msg

ONE, OTHER = "one", "other"
INTO: Final = f"massstart.{OTHER}.event"
"""The subject of a stream, into which the attacks try to write."""
CONSUMER: Final = {"deliver_subject": INTO, "deliver_policy": "all", "ack_policy": "none"}
READ: Final = f"$JS.API.DIRECT.GET.massstart-{ONE}"
READ_LAST: Final = f"{READ}.massstart.{ONE}.event"
"""The only subjects on which a follower may publish: for any message of a race, and for its last event."""


LONGEST: Final = 18
"""The bytes of a follower's longest message; a longer one is refused whatever its subject."""


class SharedRace:
    """A race that is shared by its publisher, and grows."""

    def __init__(self, race: str, folder: Path, server: NatsServer) -> None:
        """Share a race of a start sheet and two notes."""
        self.path = folder / race
        self.publishing = Publishing(self.path, server.address(race, "publisher"))
        self.address = server.address(race, "follower")
        self.events = 0
        append(self.path, make_header(id=race))
        self.grow(2)

    def grow(self, notes: int = 1) -> None:
        """Add notes to the race, and wait until they are shared."""
        append(self.path, *(note(seq, "live") for seq in range(self.events + 1, self.events + notes + 1)))
        self.events += notes
        self.publishing.shared(self.events)

    def is_what_came(self, follows: Follows) -> None:
        """Wait for the whole race, and check that nothing else came and that nothing went wrong meanwhile."""
        follows.lines(self.events + 1)
        assert follows.content() == self.path.read_bytes()
        assert {stands.link for stands in follows.told.all} == {Link.CONNECTED}
        assert not any(stands.cut_off for stands in follows.told.all)


class Races(NamedTuple):
    """A server with two shared races."""

    server: NatsServer
    monitor: int
    one: SharedRace
    other: SharedRace

    def state(self) -> dict[str, tuple[int, int]]:
        """Return the numbers of messages and of consumers of each stream, as the server's own monitor has them."""
        address = f"http://127.0.0.1:{self.monitor}/jsz?acc=RACES&streams=true"
        with urlopen(address, timeout=SECONDS) as answer:
            account = json.load(answer)["account_details"][0]
        streams = {one["name"]: one["state"] for one in account["stream_detail"]}
        return {name: (state["messages"], state["consumer_count"]) for name, state in streams.items()}


@pytest.fixture(scope="module", params=["nats-server-users.conf", "leaf.conf"])
def races(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Races]:
    """Run a server with a publishing and a following user, on which two races are shared."""
    monitor, folder = free_port(), tmp_path_factory.mktemp("races")
    nowhere = f"nats-leaf://127.0.0.1:{free_port()}"
    server = NatsServer(tmp_path_factory.mktemp("nats"), request.param, "-m", str(monitor), HUB=nowhere)
    one, other = (SharedRace(race, folder, server) for race in (ONE, OTHER))
    yield Races(server, monitor, one, other)
    for race in (one, other):
        race.publishing.publisher.close(0)
    server.kill()


def note(seq: int, text: str) -> bytes:
    return make_line({"seq": seq} | event("note", seq, text=text))


@asynccontextmanager
async def logged_in(server: NatsServer, user: str) -> AsyncIterator[tuple[Client, list[str]]]:
    """Connect as this user; yield the connection, and what the server refuses it."""
    client, refused = Client(), list[str]()

    async def note_refusal(error: Exception) -> None:
        refused.append(str(error))

    at, password = f"nats://127.0.0.1:{server.port}", server.passwords[user]
    await client.connect(at, user=user, password=password, error_cb=note_refusal)
    try:
        yield client, refused
    finally:
        await client.close()


async def settle(client: Client) -> None:
    """Wait until the server has done what it was asked before, and has answered."""
    await client.flush()
    await asyncio.sleep(0.1)
    await client.flush()


def question(number: int = 1) -> bytes:
    return b'{"seq":%d}' % number


WRITING: Final = [
    (f"massstart.{ONE}.event", note(4, "forged")),
    (f"massstart.{ONE}.header", make_header()),
    (f"massstart.{ONE}.publisher", b"me"),
    (f"massstart.{ONE}.live.event", b""),
    (f"massstart.{ONE}.live.source", b"away"),
    (f"massstart.{ONE}.who.x", b""),
    (f"$JS.API.STREAM.PURGE.massstart-{ONE}", b"{}"),
    (f"$JS.API.STREAM.DELETE.massstart-{ONE}", b""),
    (f"$JS.API.STREAM.UPDATE.massstart-{ONE}", b'{"name":"massstart-one","subjects":["x"]}'),
    ("$JS.API.STREAM.CREATE.mine", b'{"name":"mine","subjects":["mine"]}'),
    (f"$JS.API.STREAM.MSG.DELETE.massstart-{ONE}", b'{"seq":1}'),
    (f"$JS.API.STREAM.SNAPSHOT.massstart-{ONE}", b'{"deliver_subject":"massstart.other.event"}'),
    ("$JS.API.STREAM.RESTORE.mine", b"{}"),
    (f"$JS.API.STREAM.INFO.massstart-{ONE}", b""),
    ("$JS.API.STREAM.LIST", b""),
    ("$JS.API.STREAM.NAMES", b""),
    ("$JS.API.INFO", b""),
    (
        f"$JS.API.CONSUMER.CREATE.massstart-{ONE}",
        json.dumps({"stream_name": f"massstart-{ONE}", "config": CONSUMER}).encode(),
    ),
    (
        f"$JS.API.CONSUMER.CREATE.massstart-{ONE}.mine.massstart.{ONE}.event",
        json.dumps({"stream_name": f"massstart-{ONE}", "config": CONSUMER | {"name": "mine"}}).encode(),
    ),
    (f"$JS.API.CONSUMER.DURABLE.CREATE.massstart-{ONE}.mine", b"{}"),
    (f"$JS.API.CONSUMER.NAMES.massstart-{ONE}", b""),
    (f"$JS.API.CONSUMER.MSG.NEXT.massstart-{ONE}.mine", b""),
    (f"$JS.ACK.massstart-{ONE}.mine.1.1.1.1.1", b""),
    (f"$JS.FC.massstart-{ONE}.mine.x", b""),
    ("$SYS.REQ.SERVER.PING", b""),
    ("_INBOX.somebody", b""),
    ("_R_.x.y", b""),
    (f"$JS.API.DIRECT.GET.massstart-{ONE}.massstart.{ONE}.header", b""),
    (f"massstart-store.massstart-{ONE}", question()),
]
"""What nobody may publish who may only follow."""
FORBIDDEN: Final = [
    (subject, data)
    for subject, data in WRITING
    if subject.startswith(("$JS.API.CONSUMER", "$JS.FC", "$JS.ACK", "$SYS", "_"))
    or any(word in subject for word in ("PURGE", "DELETE", "UPDATE", "SNAPSHOT", "RESTORE"))
]
"""What a publisher may not publish either."""


@pytest.mark.parametrize(
    ("user", "subject", "data"),
    [("follower", subject, data[:LONGEST]) for subject, data in WRITING] + [("publisher", *each) for each in FORBIDDEN],
)
@pytest.mark.parametrize("reply", ["", INTO])
async def test_what_is_not_allowed_is_refused_and_changes_nothing(
    user: str, subject: str, data: bytes, reply: str, races: Races
) -> None:
    before = races.state()
    async with logged_in(races.server, user) as (client, refused):
        await client.publish(subject, data, reply)
        await settle(client)
    assert ["permissions violation" in text for text in refused] == [True]
    assert races.state() == before


@pytest.mark.parametrize(
    "subject",
    [">", "massstart.>", "massstart.one.event", "massstart.one.who.*", "$JS.>", "$SYS.>", "_R_.>", "massstart.*.*.*"],
)
async def test_a_follower_listens_to_nothing_but_hints_and_answers(subject: str, races: Races) -> None:
    heard: list[str] = []

    async def hear(message: Msg) -> None:
        heard.append(message.subject)

    async with logged_in(races.server, "follower") as (client, refused):
        await client.subscribe(subject, cb=hear)
        await client.flush()
        await asyncio.to_thread(races.one.grow)
        await settle(client)
    assert ["permissions violation" in text for text in refused] == [True]
    assert not heard


ASKED: Final = [
    *((READ, data) for data in (question(), question(10**6), b'{"seq":0}', b"{", b"")),
    *((READ_LAST, data) for data in (b"", b'{"seq":1}', b"{")),
]
"""Questions of each kind that the server answers, with messages and with errors."""


@pytest.mark.parametrize(("read", "asked"), ASKED)
@pytest.mark.parametrize(
    "reply",
    [
        INTO,
        f"massstart.{OTHER}.header",
        f"massstart.{OTHER}.publisher",
        f"massstart.{OTHER}.live.event",
        f"massstart.{OTHER}.live.source",
        f"massstart.{OTHER}.who.x",
        f"$JS.API.STREAM.PURGE.massstart-{OTHER}",
        f"$JS.API.DIRECT.GET.massstart-{OTHER}",
        f"massstart-store.massstart-{OTHER}",
    ],
)
async def test_an_answer_that_is_asked_for_elsewhere_reaches_no_race(
    read: str, asked: bytes, reply: str, races: Races
) -> None:
    before = races.state()
    with Follows(races.other.address) as follows:
        await asyncio.to_thread(follows.lines, races.other.events + 1)
        async with logged_in(races.server, "follower") as (client, _):
            for _ in range(5):
                await client.publish(read, asked, reply)
            await settle(client)
        assert races.state() == before
        await asyncio.to_thread(races.other.grow)
        await asyncio.to_thread(races.other.is_what_came, follows)


@pytest.mark.parametrize(("read", "asked"), ASKED)
async def test_answers_that_somebody_else_has_asked_for_disturb_no_follower(
    read: str, asked: bytes, races: Races
) -> None:
    """The attacker hears all inboxes, and has answers sent to whoever uses one: of the same race, and of another."""
    seen: set[str] = set()
    attacks: list[str] = []
    async with logged_in(races.server, "follower") as (client, _):

        async def attack(message: Msg) -> None:
            if message.subject in seen:
                return
            seen.add(message.subject)
            attacks.append(message.subject)
            for race in (ONE, OTHER):
                for _ in range(20):
                    await client.publish(read.replace(ONE, race), asked, message.subject)

        await client.subscribe("_INBOX.>", cb=attack)
        await client.subscribe(f"massstart.{OTHER}.live.*", "queue")
        await client.flush()
        with Follows(races.other.address) as follows:
            for _ in range(5):
                await asyncio.to_thread(races.other.grow)
                seen.clear()
            await asyncio.to_thread(races.other.is_what_came, follows)
            assert not races.state()["massstart-other"][1], "a consumer"
    assert attacks
