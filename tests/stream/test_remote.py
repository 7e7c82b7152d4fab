"""What a server sends is checked like a file: a message that is wrong is told with its line, and crashes nothing."""

from __future__ import annotations

from pathlib import Path

from nats.aio.client import Client
from nats.js import api

from massstart_tui.stream.address import Address
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.sharing import Kind, Link, Trouble, event_of_id
from tests.stream.sharing import Follows, Publishing
from tests.stream.test_publishing import append
from tests.streams import make_header, make_line

START = make_line({"seq": 1, "t": 0, "type": "start"}).strip()


async def put(address: Address, *messages: tuple[str, bytes]) -> None:
    """Have somebody else than massstart write these to the stream, each under the last part of its subject."""
    client = Client()
    await client.connect(address.server)
    try:
        js = client.jetstream()
        config = api.StreamConfig(name=address.stream, subjects=[address.subject("*")])
        await js.add_stream(config)
        for kind, data in messages:
            await js.publish(address.subject(kind), data)
    finally:
        await client.close()


async def test_a_line_that_is_wrong_comes_with_its_number_and_what_is_wrong_and_those_behind_it_come(
    address: Address,
) -> None:
    events = [b"no json", b"", START, b'{"seq":\n4}', b'{"seq":5,"t":0,"type":"lap"}', b'{"seq":6,"t":0,"type":"gala"}']
    await put(address, (Kind.HEADER, b'{"format":"massstart"}'), *((Kind.EVENT, event) for event in events))
    with Follows(address) as follows:
        came = follows.lines(len(events) + 1)
    assert [(line.line, [fault.code for fault in line.faults]) for line in came] == [
        (1, [Flaw.MISSING, Flaw.MISSING]),
        (2, [Flaw.NOT_JSON]),
        (3, [Flaw.BLANK_LINE]),
        (4, [Flaw.SEQ_HOLE]),
        (5, [Flaw.NOT_JSON]),
        (6, [Flaw.MISSING]),
        (7, []),
    ]
    assert {fault.line for line in came for fault in line.faults} == {1, 2, 3, 4, 5, 6}


async def test_a_message_of_a_kind_that_is_not_known_is_passed_over(address: Address) -> None:
    header = make_header().strip()
    await put(address, (Kind.HEADER, header), ("weather", b"snow"), (Kind.EVENT, START))
    with Follows(address) as follows:
        assert [line.data for line in follows.lines(2)] == [header, START]
        follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)


async def test_a_race_that_was_taken_away_and_begun_anew_is_not_mixed_with_the_one_that_was_followed(
    address: Address,
) -> None:
    await put(address, (Kind.HEADER, make_header().strip()), (Kind.EVENT, START))
    with Follows(address) as follows:
        follows.lines(2)
        client = Client()
        await client.connect(address.server)
        await client.jetstream().delete_stream(address.stream)
        await put(address, (Kind.HEADER, make_header(title="Another").strip()))
        await client.close()
        told = follows.told.last(lambda stands: stands.link is Link.REFUSED)
    assert told.trouble is Trouble.BEGUN_ANEW
    assert len(follows.came.all) == 2


async def test_what_was_not_written_by_a_publisher_is_not_added_to(address: Address, tmp_path: Path) -> None:
    await put(address, (Kind.HEADER, make_header().strip()), (Kind.EVENT, START))
    assert event_of_id("") is event_of_id("event-x-00") is event_of_id("event-1-0g") is None
    path = tmp_path / "race.jsonl"
    append(path, make_header(), START + b"\n")
    with Publishing(path, address) as publishing:
        assert publishing.refused().trouble is Trouble.NOT_A_RACE
