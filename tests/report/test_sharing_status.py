"""Sentences about the state of a shared race."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from massstart_tui.follow.line_source import Notice, SourceNotice
from massstart_tui.journal.writer_lock import Holder
from massstart_tui.report.sharing_status import hindrance, sharing_line, source_line, unfinished
from massstart_tui.share.shared_stream import Link, Sharing, SharingTrouble
from massstart_tui.text.words import Language, words

WORDS = words(Language.EN)
ADDRESS = "nats://host:4222/race"


@pytest.mark.parametrize(
    ("sharing", "said"),
    [
        (Sharing(Link.CONNECTING), "looking for the server"),
        (Sharing(Link.CONNECTED, 12), f"shared at {ADDRESS}, 12 events"),
        (Sharing(Link.CONNECTED, 12, 1), f"being shared at {ADDRESS}, one line to go"),
        (
            Sharing(Link.CONNECTED, 12, foreign=3),
            f"shared at {ADDRESS}, 12 events; messages of others in the stream, passed over: 3",
        ),
        (Sharing(Link.AWAY, 12, 0, SharingTrouble.SILENT), "the server is away: it does not answer"),
        (
            Sharing(Link.AWAY, 12, 3, SharingTrouble.SILENT),
            "the server is away: it does not answer; 3 lines wait for it",
        ),
        (Sharing(Link.REFUSED, 0, 3, SharingTrouble.HELD), "not shared: somebody else publishes this race already"),
    ],
)
def test_who_publishes_is_told_how_it_stands(sharing: Sharing, said: str) -> None:
    assert sharing_line(sharing, ADDRESS, WORDS) == said


@pytest.mark.parametrize(
    ("said", "english", "dutch"),
    [
        (
            SourceNotice(Notice.SERVER_AWAY, "Connection refused", SharingTrouble.UNREACHABLE),
            f"{ADDRESS}: nothing comes from the server: it cannot be reached (Connection refused); what came so far",
            f"{ADDRESS}: er komt niets van de server: hij is niet te bereiken (Connection refused); wat er al was",
        ),
        (
            SourceNotice(Notice.SERVER_AWAY, "", SharingTrouble.NOT_SHARED),
            f"{ADDRESS}: nothing comes from the server: nobody shares this race there yet; what came so far",
            f"{ADDRESS}: er komt niets van de server: niemand deelt deze race daar nog; wat er al was",
        ),
        (
            SourceNotice(Notice.REFUSED, "", SharingTrouble.BEGUN_ANEW),
            f"{ADDRESS} cannot be followed: the race that was followed is gone from the server",
            f"{ADDRESS} is niet te volgen: de race die werd gevolgd is weg van de server",
        ),
        (
            SourceNotice(Notice.UNREADABLE, "Is a directory"),
            f"{ADDRESS} cannot be read (Is a",
            f"{ADDRESS} is niet te lezen (het systeem zegt: Is a directory)",
        ),
        (
            SourceNotice(Notice.FOREIGN, "3"),
            f"{ADDRESS}: messages in the stream that are not of its publisher were passed over; so far 3",
            f"{ADDRESS}: berichten in de stream die niet van de publiceerder zijn, zijn overgeslagen; tot nu toe 3",
        ),
        (
            SourceNotice(Notice.SERVER_AWAY),
            f"{ADDRESS}: the connection was ended there; what came so far",
            f"{ADDRESS}: de verbinding is daar verbroken; wat er al was",
        ),
        (SourceNotice(Notice.SERVER_BACK), f"{ADDRESS}: the server is back", f"{ADDRESS}: de server is terug"),
    ],
)
def test_who_follows_is_told_what_befalls_the_source(said: SourceNotice, english: str, dutch: str) -> None:
    assert source_line(ADDRESS, said, WORDS).startswith(english)
    assert source_line(ADDRESS, said, words(Language.NL)).startswith(dutch)


def test_what_is_not_on_the_server_is_told_when_it_is_over() -> None:
    assert not unfinished(Sharing(Link.CONNECTED, 12), WORDS)
    refused = Sharing(Link.REFUSED, 0, 0, SharingTrouble.NO_TLS)
    assert unfinished(refused, WORDS).startswith("not shared: the server has no TLS")
    no_file = Sharing(Link.AWAY, 12, 0, SharingTrouble.FILE, "No such file or directory")
    assert sharing_line(no_file, "", WORDS) == "sharing waits: the file cannot be read (No such file or directory)"
    left = Sharing(Link.AWAY, 12, 3, SharingTrouble.UNREACHABLE)
    assert unfinished(left, WORDS) == "3 lines are not on the server: it cannot be reached"


def test_another_publisher_is_named_and_nothing_that_it_says_acts() -> None:
    holder = Holder(7, "rink\x1b[2J", "anna", datetime(2026, 11, 23, 13, 45, tzinfo=UTC))
    said = hindrance(SharingTrouble.HELD, "", holder, WORDS)
    assert (
        said == "this race is published already, by PID 7 of user anna on rink\N{REPLACEMENT CHARACTER}[2J, since 13:45"
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("trouble", list(SharingTrouble))
def test_every_hindrance_is_told_with_a_reason_and_without(trouble: SharingTrouble, language: Language) -> None:
    for reason in ("", "because"):
        assert "{" not in hindrance(trouble, reason, None, words(language))
