"""Tests that a race goes on in the next run where it was left, and that nothing else of it is told or remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.screen_run import remembered_setup
from massstart_tui.follow.line_source import FileSource
from massstart_tui.settings import save
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.text.words import Language, words
from massstart_tui.tui.modes import FollowSource
from massstart_tui.view.watched_races import WatchedRaces
from tests.meetings import make_meeting, skated
from tests.streams import make_stream
from tests.tui.stage import on_stage


@pytest.fixture
def watched(tmp_path: Path) -> WatchedRaces:
    """Return the remembered races, of which there are none yet."""
    return WatchedRaces(tmp_path / "watched.sqlite3")


async def watch(race: Path, watched: WatchedRaces, *keys: str) -> None:
    """Open the race, press these keys, and leave."""
    async with on_stage(race, watched=watched) as stage:
        stage.press(*keys)
        await stage.settle()
        stage.press("q")
        await stage.leaves()


async def test_a_race_goes_on_where_it_was_left_and_says_so(race: Path, watched: WatchedRaces) -> None:
    async with on_stage(race, watched=watched) as stage:
        stage.press("s", "right")
        await stage.settle()
        left = stage.at
        assert "where you left it" not in stage.text
        stage.press("q")
        await stage.leaves()
    assert not left.startswith("-")
    async with on_stage(race, watched=watched) as stage:
        await stage.comes_to(left)
        await stage.shows("goes on at 12 to go", "home: from")
        stage.press("home")
        await stage.comes_to("-0:05")


@pytest.mark.parametrize("keys", [("end",), ("s", "home"), ()])
async def test_a_race_that_was_seen_to_the_end_or_not_begun_begins_at_the_start(
    race: Path, watched: WatchedRaces, keys: tuple[str, ...]
) -> None:
    await watch(race, watched, *keys)
    async with on_stage(race, watched=watched) as stage:
        await stage.comes_to("-0:05")
        assert "where you left it" not in stage.text


async def test_a_moment_that_is_asked_for_wins(race: Path, watched: WatchedRaces) -> None:
    await watch(race, watched, "s")
    async with on_stage(race, watched=watched, begin="3:00") as stage:
        await stage.comes_to("3:00.0")
        assert "where you left it" not in stage.text


async def test_another_race_in_the_same_file_begins_at_its_start(race: Path, watched: WatchedRaces) -> None:
    await watch(race, watched, "s")
    race.write_bytes(make_stream())
    async with on_stage(race, watched=watched) as stage:
        await stage.comes_to("-0:05")


async def test_how_far_it_was_seen_is_kept_when_one_goes_back(race: Path, watched: WatchedRaces) -> None:
    await watch(race, watched, "end", "home", "right", "right", "right")
    seen = watched.seen_of(race)
    assert seen is not None
    assert seen.over
    assert 0 < seen.left_at < seen.furthest


async def test_a_race_that_is_followed_is_remembered(race: Path, watched: WatchedRaces) -> None:
    async with on_stage(None, follow=FollowSource(FileSource(race), quick_look(race)), watched=watched) as stage:
        await stage.until(lambda: watched.recent(1))
        stage.press("q")
        await stage.leaves()
    seen = watched.seen_of(race)
    assert seen is not None
    assert seen.furthest > 0


async def test_a_file_that_cannot_be_used_is_told_once_and_stops_nothing(race: Path, watched: WatchedRaces) -> None:
    watched.path.write_bytes(b"not a database" * 99)
    async with on_stage(race, watched=watched) as stage:
        await stage.shows("remembered", "database")
        stage.press("s", "q")
        await stage.leaves()
    assert watched.path.read_bytes() == b"not a database" * 99


def test_a_setting_turns_it_off_and_a_page_in_a_browser_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, english = tmp_path / "settings.toml", words(Language.EN)
    monkeypatch.setenv("MASSSTART_SETTINGS", str(settings))
    found = remembered_setup(None, english).watched
    assert found == tmp_path / "watched.sqlite3"
    monkeypatch.setenv("TEXTUAL_DRIVER", "a.page:Driver")
    assert remembered_setup(None, english).watched is None
    monkeypatch.delenv("TEXTUAL_DRIVER")
    save(settings, {"watched": "forgotten"})
    assert remembered_setup(None, english).watched is None


async def test_the_programme_shows_what_was_watched_in_an_earlier_run_and_no_more(
    tmp_path: Path, watched: WatchedRaces
) -> None:
    meeting = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    async with on_stage(None, meeting=read_meeting(meeting), watched=watched) as stage:
        stage.press("enter")
        await stage.until(lambda: stage.place == "race" and stage.race.replay.views is not None)
        stage.press("s", "q")
        await stage.leaves()
    async with on_stage(None, meeting=read_meeting(meeting), watched=watched) as stage:
        await stage.shows("‖ seen to 2 to go", "STANDINGS", "▷ recorded")
        assert "60" not in stage.text
        stage.press("enter")
        await stage.comes_to("1:00.5")
