"""Tests of what is said to a RACE RESULT decoder, and of a decoder on loopback that misbehaves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.timing import raceresult_dialogue, tcp_feed
from massstart_tui.timing.feed_connection import LinkNews, LinkState
from massstart_tui.timing.feed_framing import LONGEST_RECORD
from massstart_tui.timing.raceresult_dialogue import MOST_HELD, RaceResultDialogue
from massstart_tui.timing.tcp_feed import Exchange, Overlong, TcpFeed
from tests.patience import PATIENCE
from tests.timing.raceresult_decoder import MAY_BE_SAID, Decoder, line, passing


def joined(count: int = 0) -> RaceResultDialogue:
    """Return a dialogue that has come to where passings are sent, after ``count`` passings of before."""
    dialogue = RaceResultDialogue()
    assert dialogue.opened() == b"GETPROTOCOL\r\n"
    assert dialogue.heard(b"GETPROTOCOL;1.0;1.0;3.2\r\n").answer == b"SETPROTOCOL;3.2\r\n"
    assert dialogue.heard(b"SETPROTOCOL;3.2\r\n").answer == b"SETPUSHPASSINGS;1;0\r\n"
    assert dialogue.heard(b"SETPUSHPASSINGS;1;0\r\n").answer == b"PASSINGS\r\n"
    came = dialogue.heard(line(f"PASSINGS;{count};12"))
    assert came == Exchange(b"", f"1:{count}\r\n".encode() if count else b"")
    if count:
        before = line(*map(passing, range(1, count + 1)))
        assert dialogue.heard(before + b"\r\n") == Exchange(before)
    return dialogue


def test_passings_of_before_the_connection_come_without_the_mark_of_those_that_are_sent() -> None:
    assert joined(3).heard(line("#P;" + passing(4))) == Exchange(line("#P;" + passing(4)))


def test_what_is_sent_before_the_count_is_known_waits_for_what_was_before_it() -> None:
    dialogue = RaceResultDialogue()
    assert dialogue.heard(line("#P;" + passing(3))) == Exchange()
    assert dialogue.heard(line("PASSINGS;2;12")).answer == b"1:2\r\n"
    assert dialogue.heard(line(passing(1), passing(2), "")).feed == line(passing(1), passing(2), "#P;" + passing(3))


def test_missing_passings_are_asked_for_and_come_in_order() -> None:
    dialogue = joined(3)
    assert dialogue.heard(line("#P;" + passing(7))) == Exchange(b"", b"4:3\r\n")
    assert dialogue.heard(line("#P;" + passing(8))) == Exchange()
    came = dialogue.heard(line(*map(passing, (4, 5, 6)), ""))
    assert came == Exchange(line(*(f"#P;{passing(number)}" for number in (4, 5, 6, 7, 8))))
    assert dialogue.heard(line("#P;" + passing(9))) == Exchange(line("#P;" + passing(9)))


def test_missing_passings_that_do_not_come_hold_nothing_up_for_long() -> None:
    dialogue = joined(3)
    dialogue.heard(line("#P;" + passing(7)))
    assert dialogue.quiet() == Exchange(line("#P;" + passing(7)))
    assert dialogue.quiet() == Exchange()
    dialogue.heard(line("#P;" + passing(9)))
    assert dialogue.heard(line("ONLY 8 PASSINGS")) == Exchange(line("#P;" + passing(9)))
    dialogue.heard(line("#P;" + passing(20)))
    flood = [f"#P;{passing(21 + number)}" for number in range(MOST_HELD)]
    assert dialogue.heard(line(*flood)).feed == line("#P;" + passing(20), *flood)


def test_many_passings_are_asked_for_in_parts() -> None:
    dialogue = joined()
    first = dialogue.heard(line("#P;" + passing(1202)))
    assert first == Exchange(b"", b"1:500\r\n")
    asked = [dialogue.heard(line(*map(passing, range(at + 1, at + 501)), "")).answer for at in (0, 500)]
    assert asked == [b"501:500\r\n", b"1001:201\r\n"]


def test_after_a_break_only_what_was_missed_is_asked_for() -> None:
    dialogue = joined(3)
    dialogue.heard(line("#P;" + passing(4)))
    dialogue.opened()
    assert dialogue.heard(line("PASSINGS;6;12")) == Exchange(b"", b"5:2\r\n")
    missed = dialogue.heard(line(passing(5), passing(6), ""))
    assert missed == Exchange(line("#P;" + passing(5), "#P;" + passing(6)))
    dialogue.opened()
    assert dialogue.heard(line("PASSINGS;2;13")) == Exchange(b"", b"1:2\r\n")  # another file


def test_another_file_begins_at_one() -> None:
    dialogue = joined(3)
    assert dialogue.heard(line("#P;" + passing(1), "#P;" + passing(2))).answer == b""
    assert dialogue.heard(line("#P;" + passing(4))).answer == b"3:1\r\n"


def test_a_record_without_an_end_is_refused() -> None:
    with pytest.raises(Overlong):
        joined().heard(b"x" * (LONGEST_RECORD + 1))


said_by_a_decoder = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(["GETPROTOCOL", "SETPROTOCOL", "SETPUSHPASSINGS", "PASSINGS", "STOPOPERATION", ""]).map(line),
    st.integers(-5, 10**15).map(lambda count: line(f"PASSINGS;{count};1")),
    st.integers(0, 40).map(lambda number: line("#P;" + passing(number))),
    st.integers(0, 40).map(lambda number: line(passing(number))),
    st.none(),
)


@given(st.lists(said_by_a_decoder, max_size=30))
def test_whatever_a_decoder_says_nothing_is_said_that_changes_the_race(said: list[bytes | None]) -> None:
    dialogue = RaceResultDialogue()
    answers = dialogue.opened()
    for data in said:
        answers += (dialogue.quiet() if data is None else dialogue.heard(data)).answer
    assert [text for text in answers.decode().splitlines() if not MAY_BE_SAID.fullmatch(text)] == []
    assert len(dialogue._held) <= MOST_HELD


@pytest.fixture
def decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Decoder]:
    monkeypatch.setattr(tcp_feed, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(raceresult_dialogue.RaceResultDialogue, "patience", PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        yield Decoder(server, [passing(number) for number in range(1, 11)])


def test_what_a_lost_connection_cut_off_is_fetched_by_the_next(decoder: Decoder) -> None:
    host, port = decoder.server.getsockname()
    feed = TcpFeed(host, port, RaceResultDialogue())
    decoder_thread = Thread(target=twice, args=(decoder,))
    decoder_thread.start()
    given, lost = b"", 0
    for news in feed.chunks():
        if isinstance(news, LinkNews):
            lost += news.state is LinkState.LOST
            if lost == 2:
                feed.close()
        else:
            given += news
    decoder_thread.join(PATIENCE)
    expected = [*decoder.passings[:10], *(f"#P;{text}" for text in decoder.passings[10:])]
    assert given == line(*expected)
    greeting = ["GETPROTOCOL", "SETPROTOCOL;3.2", "SETPUSHPASSINGS;1;0", "PASSINGS"]
    assert decoder.asked == [*greeting, "1:10", *greeting, "12:3"]


def twice(decoder: Decoder) -> None:
    """Send a passing and half of the next; have two more once the connection is made again."""
    half = line("#P;" + passing(12))[:20]
    decoder.serve(line("#P;" + passing(11)) + half)
    decoder.passings += [passing(number) for number in (11, 12, 13, 14)]
    decoder.serve(b"")
