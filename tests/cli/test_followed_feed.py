"""Tests of following the feed of a timing system: its crossings, and what of it cannot be used."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from threading import Thread, Timer

import pytest

from massstart_tui.cli.feed_opening import FeedAsked, timing_of
from massstart_tui.cli.followed_feed import FollowedFeed
from massstart_tui.cli.main import main
from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import Notice, SourceNotice
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Language, words
from massstart_tui.timing import tcp_feed
from massstart_tui.timing.feed_connection import FeedConnection, FeedNews, StreamFeed
from massstart_tui.timing.mylaps_listener import MylapsListener
from massstart_tui.timing.raceresult_dialogue import RaceResultDialogue
from massstart_tui.timing.tcp_feed import TcpFeed
from tests.patience import PATIENCE
from tests.timing.invented_race import FEEDS, crossings_in_ms
from tests.timing.raceresult_decoder import MAY_BE_SAID, Decoder, line

EN = words(Language.EN)


def test_a_feed_is_followed_with_its_crossings_and_what_cannot_be_used() -> None:
    followed, told = GrowingRace("feed"), []
    sheet = read_sheet(str(FEEDS / "sheet.toml")).sheet
    with (FEEDS / "raceresult-push.txt").open("rb") as feed:
        source = FollowedFeed("feed", StreamFeed(feed), sheet, FeedAsked("feed", None, None, None), EN)
        for news in source.news(lambda _: False):
            followed.take(news)
            told += [news] if isinstance(news, SourceNotice) else []
    assert followed.views is not None
    now = followed.views.now
    wanted = crossings_in_ms(all_read=False)
    assert now.state_at(len(now)).laps == {bib: len(times) for bib, times in wanted.items()}
    assert [notice.notice for notice in told] == [Notice.FEED_FAULT, Notice.FEED_FAULT, Notice.ENDED]
    assert "121383295" in told[0].reason
    assert "37 Ines Østvang passed at 2:54.8, then at 4:02.2: one passing may be missing" in told[1].reason


@pytest.mark.parametrize("option", ["--from", "--gun", "--loop", "--heat"])
def test_what_is_about_a_feed_needs_the_start_sheet(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    value = "plain" if option == "--from" else "15:00:00"
    with pytest.raises(SystemExit, match="2"):
        raise SystemExit(main(["follow", "race.jsonl", option, value]))
    assert f"{option} is about a timing system" in capsys.readouterr().err


def test_of_several_heats_one_is_followed_and_the_others_are_told() -> None:
    one = (FEEDS / "vantage-recorded.json").read_bytes()
    two = one.replace(b'"heat":{"number":1,"round":1}', b'"heat":{"number":2,"round":1}')
    followed, told = GrowingRace("feed"), []
    sheet = read_sheet(str(FEEDS / "sheet.toml")).sheet
    source = FollowedFeed("feed", StreamFeed(BytesIO(one + two)), sheet, FeedAsked("feed", None, None, None), EN)
    for news in source.news(lambda _: False):
        followed.take(news)
        told += [news.reason] if isinstance(news, SourceNotice) else []
    assert followed.views is not None
    now = followed.views.now
    wanted = crossings_in_ms(all_read=True)
    assert now.state_at(len(now)).laps == {bib: len(times) for bib, times in wanted.items()}
    assert "timing: heat 4-1.1 is taken to be this race" in told
    assert "timing: heat 4-1.2 of the feed is another race, and is left out; --heat 4-1.2 takes it instead" in told


SHEET = read_sheet(str(FEEDS / "sheet.toml")).sheet


def followed_until_all_is_there(connection: FeedConnection, format_name: str) -> tuple[GrowingRace, list[Notice]]:
    """Follow a connection until all crossings that were read are there; return the race and what was told."""
    followed, told = GrowingRace("feed"), list[Notice]()
    wanted = {bib: len(times) for bib, times in crossings_in_ms(all_read=False).items()}

    def done(_: float) -> bool:
        return followed.views is not None and followed.views.now.state_at(len(followed.views.now)).laps == wanted

    source = FollowedFeed("feed", connection, SHEET, FeedAsked("feed", format_name, "15:05:00.25", None), EN)
    ends = Timer(PATIENCE, connection.close)
    ends.start()
    for news in source.news(done):
        followed.take(news)
        told += [news.notice] if isinstance(news, SourceNotice) else []
    ends.cancel()
    assert done(0)
    return followed, told


def test_an_address_that_cuts_off_floods_and_tells_everything_again_is_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    data = (FEEDS / "raceresult-file.txt").read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        sent = [data[: len(data) // 2 - 7], b"x" * 600_000 + b"\n" + data * 20]
        sender = Thread(target=sends_on_each_connection, args=(server, sent))
        sender.start()
        followed, told = followed_until_all_is_there(TcpFeed(*server.getsockname()), "raceresult-file")
        sender.join(PATIENCE)
    assert followed.views is not None
    assert len(followed.views.now.order) == 1 + sum(map(len, crossings_in_ms(all_read=False).values()))
    assert {Notice.SERVER_AWAY, Notice.SERVER_BACK, Notice.FEED_FAULT} <= {*told}


def sends_on_each_connection(server: socket.socket, sent: list[bytes]) -> None:
    for data in sent:
        connected, _ = server.accept()
        # Whoever follows lets go once all is there.
        with connected, suppress(OSError):
            connected.sendall(data)


def test_mylaps_that_is_cut_off_in_a_frame_and_sends_again_is_followed() -> None:
    data = (FEEDS / "mylaps-ts.txt").read_bytes()
    listener = MylapsListener("127.0.0.1", 0)

    def send() -> None:
        for part in (data[: len(data) // 2 - 7], b"Corner@Passing@c=7@1@$" + data):
            with socket.create_connection(("127.0.0.1", listener.port), PATIENCE) as peer, suppress(OSError):
                peer.sendall(part)
                peer.settimeout(PATIENCE)
                peer.shutdown(socket.SHUT_WR)
                while peer.recv(4096):
                    pass

    sender = Thread(target=send)
    sender.start()
    followed, _ = followed_until_all_is_there(listener, "mylaps")
    sender.join(PATIENCE)
    assert followed.views is not None
    assert len(followed.views.now.order) == 1 + sum(map(len, crossings_in_ms(all_read=False).values()))


def test_race_result_that_is_cut_off_in_a_passing_floods_and_says_what_nobody_asked_is_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    pushed = [text for text in (FEEDS / "raceresult-push.txt").read_text().splitlines() if text.startswith("#P;")]
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        decoder = Decoder(server, [text.removeprefix("#P;") for text in pushed[:70]])

        def serve() -> None:
            decoder.serve(line(*pushed[70:80], pushed[80])[:-30])
            decoder.passings += [text.removeprefix("#P;") for text in pushed[70:100]]
            decoder.serve(line("no passing at all", *pushed[99:100] * 500, *pushed[100:]))

        serving = Thread(target=serve)
        serving.start()
        host, port = server.getsockname()
        feed = TcpFeed(host, port, RaceResultDialogue())
        followed, told = followed_until_all_is_there(feed, "raceresult")
        serving.join(PATIENCE)
    assert followed.views is not None
    assert len(followed.views.now.order) == 1 + sum(map(len, crossings_in_ms(all_read=False).values()))
    assert {Notice.SERVER_AWAY, Notice.SERVER_BACK} <= {*told}
    assert [text for text in decoder.asked if not MAY_BE_SAID.fullmatch(text)] == []
    assert [text for text in decoder.asked if ":" in text] == ["1:70", "81:20"]


@pytest.mark.parametrize(
    ("source", "format_name"), [("raceresult://127.0.0.1:1", "raceresult"), ("mylaps://:0", "mylaps")]
)
def test_the_address_of_a_system_says_the_format_at_every_door(source: str, format_name: str) -> None:
    """What a decoder tells of before the connection looks like rows of a table."""
    earlier = b"1;121373307;2026-02-07;15:05:38.051;0;1;9F;;1;1;;0;40;;00;D-1;;;;0\r\n"
    pushed = b"#P;2;121373317;2026-02-07;15:05:39.051;0;1;9F;;1;1;;0;40;;00;D-1;;;;0\r\n"
    frame = b"Finish@Passing@c=121373307|t=15:05:38.051|d=260207@1@$Finish@Passing@c=121373317|t=15:05:39|d=260207@2@$"
    data = {"raceresult": earlier + pushed, "mylaps": b"1;15:05:37\r\n$" + frame}[format_name]
    asked = FeedAsked(source, None, "15:05:00.25", None)
    timing = timing_of(asked, EN)
    assert timing is not None
    timing.connection.close()
    assert timing.format == format_name
    followed = GrowingRace("feed")
    for news in FollowedFeed(source, StreamFeed(BytesIO(data)), SHEET, asked, EN).news(lambda _: False):
        followed.take(news)
    assert followed.views is not None
    assert [event.type for event in map(followed.views.now.event, followed.views.now.order)] == [
        "start",
        *2 * ["crossing"],
    ]


def test_passings_that_wait_for_the_gun_are_told_while_the_feed_goes_on() -> None:
    feed = StreamFeed(BytesIO(b"chip;time\n121373307;15:05:38.051\n"))
    source = FollowedFeed("feed", feed, SHEET, FeedAsked("feed", None, None, None), EN)
    told: list[str] = []

    def has_been_told(_: float) -> bool:
        return bool(told)

    for news in source.news(has_been_told):  # whoever follows stops before the feed has ended
        told += [news.reason] if isinstance(news, SourceNotice) else []
    assert len(told) == 1
    assert "waits for the gun" in told[0]
    assert "--gun" in told[0]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (FeedAsked("feed", None, None, "9Z"), "nobody was read at loop 9Z; expected --loop with one of 0A, 0B"),
        (
            FeedAsked("feed", None, "16:05:00", None),
            "passings are from before the gun, and are left out; expected another --gun",
        ),
    ],
)
def test_a_wrong_option_is_told_while_the_feed_goes_on_and_once(asked: FeedAsked, why: str) -> None:
    sheet = read_sheet(str(FEEDS / "sheet.toml")).sheet
    feed = (FEEDS / "wiclax.txt").read_bytes()
    half = len(feed) // 2
    told: list[list[str]] = []

    class Halves(StreamFeed):
        def chunks(self) -> Iterator[FeedNews]:
            for part in (feed[:half], feed[half:]):
                told.append([])
                yield part
            told.append([])

    for news in FollowedFeed("feed", Halves(BytesIO()), sheet, asked, EN).news(lambda _: False):
        if isinstance(news, SourceNotice) and why in news.reason:
            told[-1].append(news.reason)
    assert [len(reasons) for reasons in told] == [1, 0, 0]
