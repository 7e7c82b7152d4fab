"""Tests of following: what a server sends is checked like a file, whether it comes live or from the store."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js import api

from massstart_tui.follow.growing_race import Followed
from massstart_tui.share.address import Address
from massstart_tui.share.shared_source import SharedSource
from massstart_tui.share.shared_stream import Access, Link, MessageKind, SharingTrouble, event_of_id
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.reading import read_from
from tests.share.sharing import Follows, Publishing
from tests.share.test_publishing import append
from tests.streams import event, make_header, make_line

HEADER = make_header().strip()
START = make_line({"seq": 1, "t": 0, "type": "start"}).strip()
NOTES = [make_line({"seq": seq} | event("note", seq, text="snow")).strip() for seq in range(2, 7)]
NOTHING, ONLY_EVENTS, ALL = "", "event", "*"
"""Which subjects the server republishes as it stores their messages."""


async def put(address: Address, *messages: tuple[str, bytes], live: str = ALL) -> None:
    """Write messages to the stream without massstart, each under the last token of its subject."""
    client = Client()
    await client.connect(address.server)
    try:
        js = client.jetstream()
        sent_on = api.RePublish(address.subject(live), address.live("{{wildcard(1)}}" if live == ALL else live))
        await js.add_stream(
            api.StreamConfig(name=address.stream, subjects=[address.subject("*")], republish=sent_on if live else None)
        )
        for kind, data in messages:
            await js.publish(address.subject(kind), data)
    finally:
        await client.close()


async def test_a_line_that_is_wrong_is_told_as_in_a_file_and_passed_over(address: Address) -> None:
    events = [START, b'{"seq":\n4}', b"no json", b"", NOTES[0]]
    await put(address, (MessageKind.HEADER, HEADER), *((MessageKind.EVENT, line) for line in events))
    with Follows(address) as follows:
        follows.lines(len(events) + 1)
        content = follows.content()
    assert content == b"\n".join((HEADER, *events, b""))
    with pytest.raises(BadData) as read:
        read_from(io.BytesIO(content), "shared")
    assert [fault.line for fault in read.value.faults if fault.code is Flaw.NOT_JSON][:3] == [3, 4, 5]
    race = Followed("shared")
    for news in SharedSource(Access(address)).news(lambda _: race.wrong == 4):
        race.take(news)
    assert [fault.line for fault in race.faults] == [3, 4, 5, 6]
    assert race.views is not None
    assert race.views.recording.lines.event(1).type == "start"


async def test_what_cannot_be_a_header_is_told_at_the_first_line(address: Address) -> None:
    await put(address, (MessageKind.HEADER, b'{"format":"massstart"}'))
    race = Followed("shared")
    for news in SharedSource(Access(address)).news(lambda _: bool(race.faults)):
        race.take(news)
    assert {fault.line for fault in race.faults} == {1}


@pytest.mark.parametrize("live", [NOTHING, ONLY_EVENTS, ALL])
async def test_what_the_server_does_not_send_on_is_read_from_its_store(live: str, address: Address) -> None:
    """A message that is never republished stands for one that was lost on the way."""
    await put(address, (MessageKind.HEADER, HEADER), (MessageKind.EVENT, START), live=live)
    with Follows(address) as follows:
        follows.lines(2)
        lines = 2
        for note in NOTES:
            await put(address, ("weather", b"snow"), (MessageKind.HEADER, HEADER), (MessageKind.EVENT, note), live=live)
            lines += 2
            follows.lines(lines)
        assert follows.content() == b"\n".join((HEADER, START, *NOTES, b""))
        assert not any(stands.trouble for stands in follows.told.all)


async def test_a_message_of_a_kind_that_is_not_known_is_passed_over(address: Address) -> None:
    await put(address, (MessageKind.HEADER, HEADER), ("weather", b"snow"), (MessageKind.EVENT, START))
    with Follows(address) as follows:
        assert [line.data for line in follows.lines(2)] == [HEADER, START]
        follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)


@pytest.mark.parametrize("events", [[], [START, *NOTES]], ids=["with less", "with more"])
async def test_a_race_that_was_taken_away_and_begun_anew_is_not_mixed_with_the_one_that_was_followed(
    events: list[bytes], address: Address
) -> None:
    await put(address, (MessageKind.HEADER, HEADER), (MessageKind.EVENT, START))
    with Follows(address) as follows:
        follows.lines(2)
        follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
        client = Client()
        await client.connect(address.server)
        await client.jetstream().delete_stream(address.stream)
        another = make_header(title="Another").strip()
        await put(address, (MessageKind.HEADER, another), *((MessageKind.EVENT, line) for line in events))
        await client.close()
        told = follows.told.last(lambda stands: stands.link is Link.REFUSED)
    assert told.trouble is SharingTrouble.BEGUN_ANEW
    assert len(follows.came.all) == 2


async def test_what_was_not_written_by_a_publisher_is_not_added_to(address: Address, tmp_path: Path) -> None:
    await put(address, (MessageKind.HEADER, HEADER), (MessageKind.EVENT, START))
    assert event_of_id("") is event_of_id("event-x-00") is event_of_id("event-1-0g") is None
    path = tmp_path / "race.jsonl"
    append(path, make_header(), START + b"\n")
    with Publishing(path, address) as publishing:
        assert publishing.refused().trouble is SharingTrouble.NOT_A_RACE
