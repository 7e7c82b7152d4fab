"""Tests that settings changed on a screen, and races that were recorded, are remembered in the next run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from massstart_tui.report.rehearsal import Caption
from massstart_tui.settings import Settings, load, save
from massstart_tui.stream.recorded_race import load as read_race
from massstart_tui.text.words import Language
from massstart_tui.view.watched_races import FileKind, SeenSoFar, WatchedRaces
from tests.race.builders import a_sheet
from tests.tui.gallery import small
from tests.tui.stage import on_stage
from tests.tui.typing import typing


async def test_theme_and_language_are_kept_in_the_file_and_the_next_run_begins_with_them_but_a_layout_is_of_one_race(
    race: Path, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    async with on_stage(race, begin="3:00", remember=partial(save, file)) as stage:
        stage.press("T", "L")
        await stage.until(lambda: load(file) == (Settings("light", "nl"), []))
        before = stage.app.export_screenshot(simplify=True)
        stage.press("v", "v")
        await stage.hides("VERLOOP")
        assert load(file) == (Settings("light", "nl"), [])
    settings, _ = load(file)
    language, speed = Language(settings.language), settings.speed
    async with on_stage(race, begin="3:00", settings=settings, language=language, speed=speed) as stage:
        await stage.until(lambda: small(stage.app.export_screenshot(simplify=True)) == small(before))
        await stage.shows("‖ 1×", "PUNTEN")


async def test_nothing_is_written_as_long_as_nothing_is_changed(race: Path) -> None:
    async with on_stage(race, begin="3:00", speed=8.0) as stage:
        stage.press("s", "space", "space", "r", "escape", "end")
        await stage.comes_to("10:00.0")
        assert stage.kept == []


async def test_a_speed_is_of_one_race_and_is_not_kept_for_the_next(race: Path) -> None:
    async with on_stage(race, begin="3:00", speed=3.0) as stage:
        await stage.shows("‖ 3×")
        stage.press("T")
        await stage.until(lambda: len(stage.kept) == 1)
        assert stage.kept[-1] == Settings(theme="light")
        stage.press("up")
        await stage.shows("‖ 4×")
        stage.press("plus")
        await stage.shows("‖ 8×")
        assert stage.kept[-1] == Settings(theme="light")


async def test_settings_that_cannot_be_kept_are_told_and_hold_for_this_run(race: Path) -> None:
    def full(_: Mapping[str, str | float]) -> None:
        raise OSError(28, "No space left on device")

    async with on_stage(race, begin="3:00", remember=full) as stage:
        stage.press("T")
        await stage.shows("settings could not be saved: No space left on device")
        assert stage.app.settings.theme == "light"


async def test_in_entry_what_is_wrong_with_the_settings_is_said_above_the_line_and_nothing_lies_over_it(
    tmp_path: Path,
) -> None:
    def full(_: Mapping[str, str | float]) -> None:
        raise OSError(28, "No space left on device")

    _, complaints = load(tmp_path)
    async with typing(a_sheet(6), tmp_path / "race.jsonl", remember=full, complaints=tuple(complaints)) as typist:
        await typist.stage.until(lambda: typist.said.endswith("could not be read: Is a directory"))
        await typist.presses("a")
        assert "could not" not in typist.said
        await typist.presses("escape", "f7")
        assert typist.said == "settings could not be saved: No space left on device"
        assert not typist.stage.app._notifications


@pytest.mark.parametrize(
    ("layout", "shown", "hidden"), [("table", "skater", "INCIDENTS"), ("log", "INCIDENTS", " noc ")]
)
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36)])
async def test_a_layout_fills_the_screen_at_every_size(
    race: Path, layout: str, shown: str, hidden: str, size: tuple[int, int]
) -> None:
    async with on_stage(race, begin="3:00", settings=Settings(layout=layout), size=size) as stage:
        await stage.shows(shown)
        assert hidden not in stage.text
        assert (
            stage.app.screen.query_one("PointsTable" if layout == "table" else "IncidentLog").size.width >= size[0] - 2
        )


async def test_a_race_that_is_recorded_is_remembered_as_far_as_it_is_recorded(tmp_path: Path) -> None:
    watched, path = WatchedRaces(tmp_path / "watched.sqlite3"), tmp_path / "race.jsonl"
    async with typing(a_sheet(6), path, watched=watched) as typist:
        assert watched.recent(1) == []
        await typist.laps()
        typist.at(30_000)
        await typist.laps()
        typist.stage.app.exit()
        await typist.stage.leaves()
        last, to_go = read_race(path).timeline.times[-1], typist.recorder.state.to_go
    (one,) = watched.recent(5)
    assert (one.path, one.kind, one.seen) == (path, FileKind.RACE, SeenSoFar(last, last, to_go, over=False))


@pytest.mark.parametrize("practised", [True, False])
async def test_practice_and_a_race_before_the_gun_are_not_remembered(tmp_path: Path, *, practised: bool) -> None:
    watched = WatchedRaces(tmp_path / "watched.sqlite3")
    captions = (Caption(0, "●", "the gun"),) if practised else ()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", watched=watched, captions=captions) as typist:
        if practised:
            await typist.laps()
        typist.stage.app.exit()
        await typist.stage.leaves()
    assert watched.recent(5) == []
