"""Tests of following the feed of a timing system: its crossings, and what of it cannot be used."""

from __future__ import annotations

from io import BytesIO

import pytest

from massstart_tui.cli.feed_opening import FeedAsked
from massstart_tui.cli.followed_feed import FollowedFeed
from massstart_tui.cli.main import main
from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import Notice, SourceNotice
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Language, words
from massstart_tui.timing.feed_connection import StreamFeed
from tests.timing.invented_race import FEEDS, crossings_in_ms

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
