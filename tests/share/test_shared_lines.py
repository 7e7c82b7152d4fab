"""Tests of following: what a server sends is checked like a file, whether it comes live or from the store."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js import api

from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import Notice, SourceNotice
from massstart_tui.share.address import Address
from massstart_tui.share.shared_content import SharedContent
from massstart_tui.share.shared_source import SharedSource
from massstart_tui.share.shared_stream import (
    NO_EVENTS,
    Access,
    Link,
    MessageKind,
    SharingTrouble,
    event_id,
    event_of_id,
    header_id,
    linked,
)
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
    """Write messages to the stream as another program may, each under the last token of its subject."""
    client = Client()
    await client.connect(address.server)
    try:
        js = client.jetstream()
        sent_on = api.RePublish(address.subject(live), address.live("{{wildcard(1)}}" if live == ALL else live))
        info = await js.add_stream(
            api.StreamConfig(
                name=address.stream,
                subjects=[address.subject("*")],
                allow_direct=True,
                republish=sent_on if live else None,
            )
        )
        content = SharedContent(address)
        for number in range(1, info.state.last_seq + 1):
            message = await js.get_msg(address.stream, number)
            identity = (message.headers or {}).get("Nats-Msg-Id", "")
            content.add(number, f"{message.subject}", identity, message.data or b"")
        for number, (kind, data) in enumerate(messages, info.state.last_seq + 1):
            identity = header_id(number, data)
            if kind == MessageKind.EVENT:
                identity = event_id(content.events + 1, linked(content.chain, data))
            content.add(number, address.subject(kind), identity, data)
            await js.publish(address.subject(kind), data, headers={"Nats-Msg-Id": identity})
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
    race = GrowingRace("shared")
    for news in SharedSource(Access(address)).news(lambda _: race.wrong_lines == 4):
        race.take(news)
    assert [fault.line for fault in race.faults] == [3, 4, 5, 6]
    assert race.views is not None
    assert race.views.recording.lines.event(1).type == "start"


async def test_what_cannot_be_a_header_is_told_at_the_first_line(address: Address) -> None:
    await put(address, (MessageKind.HEADER, b'{"format":"massstart"}'))
    race = GrowingRace("shared")
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


async def scribble(address: Address, *messages: tuple[str, bytes, str]) -> None:
    """Write messages that no publisher wrote into the stream, each with a kind and an id."""
    client = Client()
    await client.connect(address.server)
    try:
        for kind, data, identity in messages:
            await client.jetstream().publish(address.subject(kind), data, headers={"Nats-Msg-Id": identity})
    finally:
        await client.close()


FOREIGN = [
    (MessageKind.EVENT, b"not an event", ""),
    (MessageKind.EVENT, NOTES[-1], event_id(2, bytes(16))),
    (MessageKind.HEADER, make_header(title="Another").strip(), ""),
    (MessageKind.HEADER, b"not a header", "header-1-00"),
    (MessageKind.PUBLISHER, b"nobody", ""),
    (MessageKind.EVENT, b"", "event-9-x"),
]
"""Messages of each kind that are not of the publisher, with no id and with one that is wrong in one place."""


@pytest.mark.parametrize("messages", [*([one] for one in FOREIGN), FOREIGN])
async def test_a_foreign_message_in_the_stream_stops_neither_publisher_nor_followers_and_is_told(
    messages: list[tuple[str, bytes, str]], address: Address, tmp_path: Path
) -> None:
    path = tmp_path / "race.jsonl"
    append(path, make_header(), START + b"\n")
    with Publishing(path, address) as publishing, Follows(address) as follows:
        publishing.shared(1)
        follows.lines(2)
        await scribble(address, *messages)
        append(path, NOTES[0] + b"\n")
        publishing.shared(2)
        follows.lines(3)
        assert follows.told.last(lambda stands: stands.foreign == len(messages)).link is Link.CONNECTED
        assert publishing.told.all[-1].foreign == len(messages)
        assert {sharing.link for sharing in publishing.told.all} == {Link.CONNECTED}
        # another connection finds what is of the race, also where the foreign message is the last one
        await scribble(address, *[(kind, data + b" ", identity) for kind, data, identity in messages])
    append(path, NOTES[1] + b"\n")
    with Publishing(path, address) as publishing, Follows(address) as follows:
        publishing.shared(3)
        follows.lines(4)
        assert follows.content() == path.read_bytes()


async def test_a_race_that_an_earlier_version_began_is_made_to_be_followed(address: Address, tmp_path: Path) -> None:
    client = Client()
    await client.connect(address.server)
    subjects = [address.subject(kind) for kind in MessageKind]
    await client.jetstream().add_stream(api.StreamConfig(name=address.stream, subjects=subjects))
    await client.close()
    append(tmp_path / "race.jsonl", make_header(), START + b"\n")
    with Publishing(tmp_path / "race.jsonl", address) as publishing, Follows(address) as follows:
        publishing.shared(1)
        follows.lines(2)


async def test_foreign_messages_are_told_a_few_times_however_many_they_are(address: Address) -> None:
    await put(address, (MessageKind.HEADER, HEADER), (MessageKind.EVENT, START))
    await scribble(address, *[(MessageKind.EVENT, str(number).encode(), f"{number}") for number in range(20)])
    told: list[SourceNotice] = []
    for news in SharedSource(Access(address)).news(lambda _: bool(told) and int(told[-1].reason) >= 16):
        if isinstance(news, SourceNotice):
            assert news.notice is Notice.FOREIGN
            told.append(news)
    assert 1 <= len(told) <= 5


@pytest.mark.parametrize("data", [b"", NOTES[0], b"x" * 1_000_000], ids=["empty", "a line", "a megabyte"])
async def test_a_forged_hint_is_never_shown_and_ends_nothing(data: bytes, address: Address, tmp_path: Path) -> None:
    """With the headers of a true one, of an old one, of one far ahead, of a status, and with none."""
    path = tmp_path / "race.jsonl"
    append(path, make_header(), START + b"\n")
    with Publishing(path, address) as publishing, Follows(address) as follows:
        publishing.shared(1)
        follows.lines(2)
        before = len(follows.told.all)
        client = Client()
        await client.connect(address.server)
        for number in ("4", "1", "999999999999999999999", "-1", "x", None):
            true = {
                "Nats-Stream": address.stream,
                "Nats-Subject": address.subject(MessageKind.EVENT),
                "Nats-Time-Stamp": "2026-11-25T06:29:00Z",
                "Nats-Msg-Id": event_id(2, linked(linked(NO_EVENTS, START), data)),
            }
            headers = None if number is None else true | {"Nats-Sequence": number}
            for subject in (MessageKind.EVENT, MessageKind.HEADER, "x"):
                await client.publish(address.live(subject), data, headers=headers)
        await client.close()
        append(path, NOTES[1] + b"\n")
        publishing.shared(2)
        follows.lines(3)
        assert follows.content() == path.read_bytes()
        assert not any(stands.trouble for stands in follows.told.all[before:])


def test_an_id_that_is_none_is_not_read_as_one() -> None:
    assert event_of_id("") is event_of_id("event-x-00") is event_of_id("event-1-0g") is None
