"""Tests of the bell and the desktop notices of a replay: for what is played over, not for what is jumped over."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.settings import Settings
from tests.tui.stage import Stage, on_stage

DESKTOP = Settings(notices="desktop")


async def plays_on(stage: Stage, ms: int) -> None:
    """Let the clock of the replay run on, and wait until that is drawn."""
    before = stage.at
    stage.clock.advance(ms)
    await stage.until(lambda: stage.at != before)
    await stage.settle()


async def test_a_replay_tells_nothing_until_that_is_asked_for(race: Path, rung: list[str]) -> None:
    async with on_stage(race, begin="1:59") as stage:
        stage.press("space")
        await stage.shows("▶ 1×")
        await plays_on(stage, 4_000)
        assert rung == []


async def test_it_tells_of_sprints_falls_and_the_bell_lap_and_of_nothing_else(race: Path, rung: list[str]) -> None:
    async with on_stage(race, begin="1:59", settings=DESKTOP) as stage:
        stage.press("space")
        await stage.shows("▶ 1×")
        for ms in (4_000, 75_000, 110_000, 120_000):
            await plays_on(stage, ms)
        falls = [text for text in rung if "fall: 6" in text]
        assert rung[0].startswith("sprint 1")
        assert len(falls) == 1
        assert not any("attack" in text or "Soft ice" in text for text in rung)
        await plays_on(stage, 160_000)
        assert any("bell: the last lap" in text for text in rung)


async def test_the_bell_of_the_terminal_rings_once_for_a_look(race: Path, rung: list[str]) -> None:
    async with on_stage(race, begin="1:59", settings=Settings(notices="bell")) as stage:
        stage.press("space")
        await stage.shows("▶ 1×")
        await plays_on(stage, 4_000)
        assert rung == ["bell"]


async def test_what_is_jumped_over_is_not_told(race: Path, rung: list[str]) -> None:
    async with on_stage(race, begin="1:59", settings=DESKTOP) as stage:
        for key in ("shift+right", "end", "home", "s", "i", "full_stop", "comma"):
            stage.press(key)
            await stage.settle()
        assert rung == []


async def test_what_is_played_is_told_also_when_the_speed_changes(race: Path, rung: list[str]) -> None:
    async with on_stage(race, begin="1:59", settings=DESKTOP) as stage:
        stage.press("space", "up")
        await stage.shows("▶ 2×")
        stage.clock.advance(2_000)
        stage.press("up")
        await stage.shows("▶ 4×", "2:03.0")
        assert len(rung) == 1
