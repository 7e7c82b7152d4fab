"""Tests of the home page: what it lists, what it opens, and that nothing of a race is shown before it was watched."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from massstart_tui.journal.writer_lock import Lock, myself
from massstart_tui.stream.samples import sample_path
from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame
from massstart_tui.tui.screens.home_page import BEGINNINGS
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.view.watched_races import NOTHING, FileKind, SeenSoFar, WatchedRaces, beginning_of
from tests.meetings import heat, make_meeting, recorded_at, skated
from tests.streams import make_stream
from tests.tui.conftest import Album
from tests.tui.races import all_samples, with_incidents
from tests.tui.stage import MORNING, Stage, on_stage

SHEET = 'title = "Club race"\nlaps = 16\n\n[[skaters]]\nbib = 1\nname = "Anna Noord"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a race, a start sheet, and files that are none of massstart's."""
    below = tmp_path / "files"
    below.mkdir()
    (below / "club.jsonl").write_bytes(with_incidents())
    (below / "club.toml").write_text(SHEET)
    (below / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (below / "other.jsonl").write_text('{"a": 1}\n')
    return below


@pytest.fixture
def at_the_home_of_the_viewer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the path of the folder the same in every run: ``~/files``, with its files changed at known times."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder.parent))
    for hours, path in enumerate(sorted(folder.iterdir())):
        recorded_at(path, MORNING - timedelta(hours=hours))


@pytest.fixture
def watched(tmp_path: Path) -> WatchedRaces:
    """Return the remembered races: a sample seen to 9 to go, and one that was watched the day before."""
    found = WatchedRaces(tmp_path / "watched.sqlite3")
    for name, seen, days in (
        ("beijing-2022-men-sf1", SeenSoFar(238_000, 238_000, 9, over=False), 0),
        ("made-up-points-race", SeenSoFar(0, 9_000_000, 0, over=True), 1),
    ):
        path = sample_path(name)
        assert path is not None
        begins = beginning_of(path)
        assert begins is not None
        found.note(path, FileKind.RACE, begins, seen, MORNING - timedelta(days=days))
    return found


@asynccontextmanager
async def at_home(folder: Path, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage with the home page, whose files are looked at."""
    asked: dict[str, Any] = {"folder": folder, "races": tuple(all_samples())}
    async with on_stage(None, **asked | wanted) as stage:
        await stage.shows("BEGIN", "YOUR FILES")
        yield stage


async def choose(stage: Stage, name: str) -> None:
    """Move the cursor to the row with this name, which is among the first ten files."""
    stage.press("tab")
    for _ in range(10):
        await stage.settle()
        if name in stage.cursor:
            return
        stage.press("j")
    raise AssertionError(f"{name} is not chosen\n{stage.text}")


async def test_files_of_the_folder_are_listed_and_others_are_not(folder: Path) -> None:
    async with at_home(folder) as stage:
        assert stage.row("club.jsonl").split()[1:6] == ["race", "Test", "race", "6", "skaters"]
        assert stage.row("club.toml").split()[1:7] == ["start", "sheet", "Club", "race", "1", "skater"]
        assert "pyproject" not in stage.text
        assert "other.jsonl" not in stage.text
        assert "RECENT" not in stage.text


@pytest.mark.parametrize("language", list(Language))
async def test_at_sixty_columns_no_line_of_the_files_is_cut(
    folder: Path, watched: WatchedRaces, language: Language
) -> None:
    async with on_stage(
        None, folder=folder, races=tuple(all_samples()), watched=watched, size=(60, 40), language=language
    ) as stage:
        words = stage.app.words
        await stage.shows(words("home.begin"), words("home.files"))
        assert words("home.seen", count=9) in stage.row("beijing")
        assert words("home.today", time="10:30") in stage.row("beijing")
        assert words("home.entries.race", count=6) in stage.row("club.jsonl")
        assert [row for row in stage.text.split(words("home.begin"))[-1].splitlines()[1:5] if "…  " in row] == []
        assert [stage.row(words(f"home.begin.{what}.how.short")) for what in BEGINNINGS if what != "follow"]
        for key, asked in (("f", "follow"), ("e", "record"), ("n", "new")):
            stage.press(key)
            await stage.shows(f"{words(f'open.asked.{asked}')}:")
            assert "…" not in stage.row(words(f"open.asked.{asked}"))
            stage.press("escape")
            await stage.settle()


async def test_a_new_file_is_not_completed_to_one_that_is_there(folder: Path) -> None:
    (folder / "season").mkdir()
    async with at_home(folder) as stage:
        stage.press("n", "c")
        await stage.settle()
        stage.press("tab")
        await stage.settle()
        assert "club.jsonl  club.toml" not in stage.text
        stage.press("backspace", "s")
        await stage.settle()
        stage.press("tab")
        await stage.shows("season/")


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (80, 30)])
async def test_the_chosen_race_is_told_below_only_if_there_is_room(folder: Path, size: tuple[int, int]) -> None:
    async with at_home(folder, size=size) as stage:
        assert "START LIST" not in stage.text
        assert not stage.text.rstrip().splitlines()[-2].strip().startswith("Men")


async def test_what_was_opened_last_is_listed_with_how_far_it_was_watched(folder: Path, watched: WatchedRaces) -> None:
    async with at_home(folder, watched=watched) as stage:
        assert "seen to 9 to go" in stage.row("beijing-2022-men-sf1")
        assert "today 10:30" in stage.row("beijing-2022-men-sf1")
        assert "watched" in stage.row("made-up-points-race")
        assert "yesterday 10:30" in stage.row("made-up-points-race")
        await stage.shows("‖ seen to 9 to go", "━━━◆━━━◇╌╌╌◇╌╌╌╌")


async def test_eighty_columns_have_bars_of_what_was_watched_in_dutch_too(folder: Path, watched: WatchedRaces) -> None:
    async with at_home(folder, watched=watched, size=(80, 24)) as stage:
        await stage.shows("‖ seen to 9 to go", "━━━◆━━━◇╌╌╌◇╌╌╌╌")
        stage.press("L")
        await stage.shows("‖ gezien tot nog 9", "━━━◆━━━◇╌╌╌◇╌╌╌╌", "Vrouwen, halve finale 2 ")


async def test_before_anything_is_watched_nothing_of_a_result_is_shown(tmp_path: Path) -> None:
    seen = []
    for name, order in (("one", (1, 2, 3, 4, 5, 6)), ("other", (6, 1, 5, 2, 4, 3))):
        (tmp_path / name).mkdir()
        make_meeting(tmp_path / name, skated(*order), skated(*reversed(order)))
        async with at_home(tmp_path / name) as stage:
            seen.append(stage.text.replace(str(tmp_path / name), ""))
    assert seen[0] == seen[1]


async def test_a_sample_race_that_is_opened_at_once_still_tells_of_the_races_before_it(folder: Path) -> None:
    async with at_home(folder) as stage:
        await stage.shows("recorded")
        for _ in range(4):
            stage.press("j")
        await stage.settle()
        assert "final" in stage.cursor
        stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, RaceScreen) and stage.app.screen.replay.earlier)


async def test_x_shows_the_results_of_sample_races_that_were_not_read_until_then(folder: Path) -> None:
    async with at_home(folder) as stage:
        await stage.shows("▷ recorded")
        stage.press("x")
        await stage.shows("✓ official")


async def test_the_next_race_of_ones_own_meeting_has_its_start_in_large_digits(tmp_path: Path, folder: Path) -> None:
    async with at_home(folder) as stage:
        assert "██" not in stage.text
    (tmp_path / "own").mkdir()
    make_meeting(tmp_path / "own", skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    async with at_home(tmp_path / "own", wall=lambda: datetime(2026, 3, 1, 8, 40, tzinfo=UTC)) as stage:
        await stage.shows("██", "NEXT  ", "for you")


@pytest.mark.parametrize(("name", "place"), [("club.jsonl", "race"), ("cup.toml", "programme")])
async def test_a_file_is_opened_and_escape_comes_back(folder: Path, name: str, place: str) -> None:
    make_meeting(folder, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    async with at_home(folder) as stage:
        await choose(stage, name)
        stage.press("enter")
        await stage.until(lambda: stage.place == place)
        stage.press("escape")
        await stage.until(lambda: stage.place == "home")


async def test_e_records_with_the_chosen_start_sheet(folder: Path) -> None:
    async with at_home(folder) as stage:
        await choose(stage, "club.toml")
        stage.press("e")
        await stage.leaves()
        assert stage.app.next_command == ("enter", str(folder / "club.toml"))


async def test_r_rehearses_on_the_race_that_is_chosen_and_else_asks_for_one(folder: Path) -> None:
    async with at_home(folder) as stage:
        await choose(stage, "club.toml")
        stage.press("r")
        await stage.shows("race or sample to rehearse on")
        await stage.write("made-up-points-race")
        stage.press("enter")
        await stage.leaves()
        assert stage.app.next_command == ("enter", "--rehearse", str(sample_path("made-up-points-race")))


@pytest.mark.parametrize(
    ("seen", "official", "told"),
    [
        (SeenSoFar(60_000, 60_000, 14, over=False), False, "seen to 14 to go  "),
        (SeenSoFar(0, 900_000, 0, over=True), False, "watched, not official  "),
        (SeenSoFar(0, 900_000, 0, over=True), True, "watched  "),
    ],
)
async def test_of_a_watched_race_it_is_told_that_it_is_not_official_and_of_no_other(
    folder: Path, tmp_path: Path, seen: SeenSoFar, *, official: bool, told: str
) -> None:
    path, watched = tmp_path / "one.jsonl", WatchedRaces(tmp_path / "watched.sqlite3")
    path.write_bytes(heat("sf1", *skated(1, 2, 3, 4, 5, 6, until=200_000 if official else 199_000)))
    begins = beginning_of(path)
    assert begins is not None
    watched.note(path, FileKind.RACE, begins, seen, MORNING)
    async with at_home(folder, watched=watched) as stage:
        assert told in stage.row("one.jsonl")


async def test_of_a_race_that_is_being_recorded_the_laps_to_go_are_told(folder: Path, tmp_path: Path) -> None:
    path, watched = tmp_path / "one.jsonl", WatchedRaces(tmp_path / "watched.sqlite3")
    path.write_bytes(heat("sf1", *skated(1, 2, 3, 4, 5, 6, until=61_000)))
    begins = beginning_of(path)
    assert begins is not None
    watched.note(path, FileKind.RACE, begins, NOTHING, MORNING)
    writer = Lock(path, myself())
    writer.hold()
    try:
        async with at_home(folder, watched=watched) as stage:
            assert "● one.jsonl" in stage.row("one.jsonl")
            assert "recording, 2 to go, not official" in stage.row("one.jsonl")
    finally:
        writer.release()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_no_title_of_the_programme_is_cut(folder: Path, size: tuple[int, int]) -> None:
    async with at_home(folder, size=size) as stage:
        assert "╌" in stage.row("Women, semi-final 2 ")
        stage.press("L")
        await stage.shows("Vrouwen, halve finale 2")


async def test_the_programme_has_its_heading_and_says_what_the_signs_of_its_bars_mean(folder: Path) -> None:
    async with at_home(folder) as stage:
        assert "PROGRAMME   ━ watched   ◆ sprint seen   ◇ to see" in stage.row("PROGRAMME")
    async with at_home(folder, size=(60, 40)) as stage:
        assert stage.row("PROGRAMME").strip() == "PROGRAMME"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nowhere.jsonl", "nowhere.jsonl is not"),
        ("pyproject.toml", "pyproject.toml is no race"),
        ("list.csv", "list.csv: looks like a list"),
        ("club.toml", "is a start sheet"),
        ("pipe.jsonl", "no regular file"),
        ("broken.jsonl", "broken.jsonl:"),
    ],
)
async def test_what_cannot_be_opened_is_told_and_the_page_stays(folder: Path, typed: str, said: str) -> None:
    if typed == "pipe.jsonl":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(folder / typed)
    (folder / "broken.jsonl").write_bytes(make_stream() + b"{}\n{}\n")
    (folder / "list.csv").write_text("bib,name,noc\n1,Anna Noord,NED\n")
    async with at_home(folder, size=(160, 40)) as stage:
        stage.press("o")
        await stage.shows("a path or a sample")
        await stage.write(typed)
        stage.press("enter")
        await stage.shows(said)
        await stage.until(lambda: stage.place == "home")


async def test_tab_completes_what_is_typed(folder: Path) -> None:
    async with at_home(folder) as stage:
        stage.press("o")
        await stage.shows("a path or a sample")
        await stage.write("club.j")
        stage.press("tab", "enter")
        await stage.until(lambda: stage.place == "race")


async def test_a_page_in_a_browser_opens_no_files_of_this_machine(folder: Path, race: Path) -> None:
    async with on_stage(race, local=False) as stage:
        stage.press("ctrl+o")
        await stage.shows("files of this machine")
        assert "a path or a sample" not in stage.text
    assert folder.is_dir()


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with at_home(tmp_path / "gone") as stage:
        await stage.shows("cannot be listed: No such file or directory")


@pytest.mark.parametrize(("size", "listed"), [((80, 24), 4), ((120, 36), 13), ((200, 60), 37)])
async def test_as_many_files_are_listed_as_leave_room_for_what_can_be_begun(
    tmp_path: Path, size: tuple[int, int], listed: int
) -> None:
    for number in range(10, 60):
        (tmp_path / f"sheet{number}.toml").write_text(SHEET)
    async with at_home(tmp_path, size=size) as stage:
        assert stage.text.count(".toml") == listed
        assert f"{50 - listed} more" in stage.text
        assert stage.row(stage.app.words("home.begin.other"))


@pytest.mark.parametrize("number", [4, 5, 6, 7])
async def test_a_list_that_fits_is_whole(tmp_path: Path, number: int) -> None:
    for each in range(number):
        (tmp_path / f"sheet{each}.toml").write_text(SHEET)
    async with at_home(tmp_path, size=(80, 24)) as stage:
        assert ("more, with" in stage.text) is (number > 5)
        assert stage.row(stage.app.words("home.begin.other"))


async def test_a_click_opens_a_file(folder: Path) -> None:
    async with at_home(folder) as stage:
        stage.click(stage.places_of("club.jsonl"))
        await stage.until(lambda: stage.place == "race")


@pytest.mark.parametrize(
    ("size", "language"),
    [
        *(((60, 24), Language.EN), ((80, 24), Language.EN), ((120, 36), Language.EN), ((200, 60), Language.EN)),
        ((120, 36), Language.NL),
    ],
)
@pytest.mark.usefixtures("at_the_home_of_the_viewer")
def test_the_home_page(
    album: Album, folder: Path, watched: WatchedRaces, size: tuple[int, int], language: Language
) -> None:
    """The programme with a bar for each race where there is room, recent and own files, and what to begin.

    From 110 columns the start list, the rules and the final are beside it; the first race is shown as far as it was
    seen. Only names too long for their column are cut off.
    """
    wanted: dict[str, Any] = {"folder": folder, "watched": watched, "language": language}
    wanted |= {"wall": lambda: MORNING, "own_zone": ZoneInfo("Europe/Amsterdam")}
    width, height = size
    text = album.shows(f"home-{width}x{height}-{language}", Frame("home", width, height), **wanted)
    assert "RECENT" in text or "ONLANGS" in text
