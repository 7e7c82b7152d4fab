"""Tests of bookmarks: set and removed by a key, listed with their moment, and never telling what is to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.screen_svg import screen_svg
from massstart_tui.tui.textual_internals import text_rows
from massstart_tui.view.watched_races import WatchedRaces
from tests.streams import event, make_stream, race_of_sixteen
from tests.tui.conftest import Album
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage


@pytest.fixture
def watched(tmp_path: Path) -> WatchedRaces:
    """Return the remembered races in a file that does not exist yet."""
    return WatchedRaces(tmp_path / "watched.sqlite3")


async def marks(stage: Stage, moment: str) -> None:
    """Go to this moment and set a bookmark."""
    stage.press("g")
    await stage.until(lambda: stage.rows[-1].strip().startswith("go to"))
    await stage.write(moment)
    stage.press("enter")
    await stage.until(lambda: "q leave" in stage.rows[-1])
    stage.press("m")
    await stage.shows("Bookmark at")
    stage.app.clear_notifications()
    await stage.hides("Bookmark at")


async def lists(stage: Stage) -> None:
    """Open the list."""
    stage.press("M")
    await stage.until(lambda: stage.place == "BookmarkList")


async def test_bookmarks_are_listed_with_their_moment_and_enter_goes_there(race: Path, watched: WatchedRaces) -> None:
    async with on_stage(race, watched=watched) as stage:
        await marks(stage, "2:30")
        await marks(stage, "5:05")
        await lists(stage)
        await stage.shows("11 to go · 2:30.0 · sprint 1", "6 to go · 5:05.0 · fall: 6")
        await stage.write("2:30")
        await stage.hides("6 to go · 5:05.0")
        stage.press("enter")
        await stage.comes_to("2:30.0")
        stage.press("m")
        await stage.shows("No bookmark at 11 to go · 2:30.0 any more")
    async with on_stage(race, watched=watched, begin="end") as stage:
        await lists(stage)
        await stage.shows("6 to go · 5:05.0")
        assert "2:30.0" not in "\n".join(stage.rows[1:])


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
async def test_the_list_over_the_race(album: Album, watched: WatchedRaces, width: int, height: int) -> None:
    """Two bookmarks with their moment and what happened there; the race stays in view above and below the list."""
    async with on_stage(sample(KRAMERS), size=(width, height), watched=watched) as stage:
        await marks(stage, "9 to go")
        await marks(stage, "8 to go")
        await lists(stage)
        await stage.shows("9 to go · 3:28.5", "8 to go · 3:58.3")
        await stage.settle()
        # The keys of the race behind the list cannot be clicked meanwhile.
        album.holds(f"bookmarks-{width}x{height}", screen_svg(stage.app))


async def test_whoever_reads_the_list_first_also_gets_the_race_behind_it(watched: WatchedRaces) -> None:
    async with on_stage(sample(KRAMERS), size=(80, 24), watched=watched) as stage:
        await marks(stage, "9 to go")
        await lists(stage)
        await stage.settle()
        above = text_rows(stage.app.screen_stack[-2])[0]
        assert "semi-final" in above
        stage.app.screen.refresh()
        assert text_rows(stage.app.screen)[0] == above
        assert "semi-final" in screen_svg(stage.app).replace("&#160;", " ")


async def test_what_happens_at_a_bookmark_later_than_now_is_not_told(race: Path, watched: WatchedRaces) -> None:
    async with on_stage(race, watched=watched) as stage:
        await marks(stage, "5:05")
        stage.press("home")
        await stage.comes_to("-0:05")
        await lists(stage)
        await stage.shows("5:05.0 · later than now")
        assert "fall" not in stage.text
        assert "Hill ·" not in stage.text
    async with on_stage(race, watched=watched, spoilers=True, begin="1:00") as stage:
        await lists(stage)
        await stage.shows("5:05.0 · fall: 6")


async def test_what_stands_in_a_note_is_shown_and_does_nothing(tmp_path: Path, watched: WatchedRaces) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen(event("note", 61_000, text="[b]bold[/b] [@click=app.exit]x[/]"))))
    async with on_stage(path, watched=watched) as stage:
        await marks(stage, "1:01")
        await lists(stage)
        await stage.shows("[b]bold[/b] [@click=app.exit]x[/]")
        await stage.write("[b]")
        await stage.shows("[b]bold[/b]")


@pytest.mark.parametrize(
    ("language", "told", "none"),
    [
        (Language.EN, "Bookmarks of this race are not kept", "No bookmarks in this race"),
        (Language.NL, "Bladwijzers van deze race worden niet bewaard", "Nog geen bladwijzers"),
    ],
)
async def test_where_nothing_is_remembered_that_is_told(race: Path, language: Language, told: str, none: str) -> None:
    async with on_stage(race, begin="3:00", language=language) as stage:
        stage.press("m")
        await stage.shows(told)
        stage.press("M")
        await stage.shows(none)
        assert stage.place == "race"


async def test_a_broken_file_is_told_once_and_left_alone(race: Path, watched: WatchedRaces) -> None:
    async with on_stage(race, begin="3:00", watched=watched) as stage:
        watched.path.write_bytes(b"not a database, but longer than sixteen bytes")
        stage.press("m")
        await stage.shows("watched.sqlite3", "and 1 more: ctrl p")
        stage.press("ctrl+p")
        await stage.write("are not kept")
        await stage.shows("told before: Bookmarks of this race are not kept")
    assert watched.path.read_bytes().startswith(b"not a database")
