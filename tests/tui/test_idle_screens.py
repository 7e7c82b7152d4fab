"""Tests that a screen on which nothing moves does nothing, and goes on at once when something does."""

from __future__ import annotations

import asyncio
import os
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import pytest
from textual.timer import Timer

from massstart_tui.follow.line_source import FileSource
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.tui.modes import FollowSource
from tests.patience import PATIENCE
from tests.streams import event, laps_of_thirty_seconds, make_line, make_stream
from tests.tui.races import sample
from tests.tui.stage import Stage, on_stage

RACE = sample("beijing-2022-men-sf1")
IDLE = 0.5
"""Seconds for which an idle screen is watched; a timer of a tenth of a second would be seen a few times."""
SLOW = 1.0
"""Seconds between two beats of a timer from which on it may run on an idle screen."""


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a list to which each beat of a timer appends its interval, unless it is a slow one."""
    found: list[float] = []
    beat = Timer._tick

    async def noted(timer: Timer, *, next_timer: float, count: int) -> None:
        if timer._interval < SLOW:
            found.append(timer._interval)
        await beat(timer, next_timer=next_timer, count=count)

    monkeypatch.setattr(Timer, "_tick", noted)
    return found


async def rests(stage: Stage, beats: list[float]) -> None:
    """Wait until no timer beats for a while."""
    await stage.settle()

    async def beaten() -> int:
        beats.clear()
        await asyncio.sleep(IDLE)
        return len(beats)

    for _ in range(int(PATIENCE / IDLE)):
        if not await beaten():
            return
    raise AssertionError(f"timers beat on an idle screen: {beats}")


@asynccontextmanager
async def followed(path: Path, *events: dict[str, object]) -> AsyncIterator[Stage]:
    """Yield a stage that follows a file with these events."""
    path.write_bytes(make_stream(*events))
    async with on_stage(None, follow=FollowSource(FileSource(path), quick_look(path), 0)) as stage:
        await stage.shows("INCIDENTS", "start")
        yield stage


async def test_a_paused_replay_rests_and_plays_on(beats: list[float]) -> None:
    async with on_stage(RACE) as stage:
        await rests(stage, beats)
        at = stage.at
        stage.press("space")
        await stage.settle()
        stage.clock.advance(12_000)
        await stage.until(lambda: stage.at != at)
        stage.press("space")
        await rests(stage, beats)


async def test_a_replay_that_comes_to_its_end_draws_it_and_rests(beats: list[float]) -> None:
    async with on_stage(RACE) as stage:
        stage.press("end")
        await stage.settle()
        end = stage.at
        stage.press("left", "space")
        await stage.settle()
        assert stage.at != end
        stage.clock.advance(60_000)
        await stage.comes_to(end)
        await rests(stage, beats)


@pytest.mark.parametrize("key", ["r", "P"])
async def test_a_page_over_a_paused_replay_leads_back_to_what_it_left(beats: list[float], key: str) -> None:
    async with on_stage(RACE) as stage:
        stage.press("end")
        await rests(stage, beats)
        before = stage.text
        stage.press(key)
        await stage.settle()
        stage.press("escape")
        await stage.until(lambda: stage.text == before)
        await rests(stage, beats)


async def test_the_keys_of_the_part_with_the_focus_are_shown_at_rest(beats: list[float]) -> None:
    async with on_stage(RACE) as stage:
        await rests(stage, beats)
        before = stage.rows[-1]
        stage.press("tab")
        await stage.until(lambda: stage.rows[-1] != before)
        stage.press("escape")
        await stage.until(lambda: stage.rows[-1] == before)


async def test_a_followed_race_that_is_over_rests_and_still_grows(tmp_path: Path, beats: list[float]) -> None:
    path = tmp_path / "race.jsonl"
    events = [event("start"), *laps_of_thirty_seconds(3)]
    async with followed(path, *events, event("official", t=900_000)) as stage:
        await rests(stage, beats)
        with path.open("ab") as file:
            file.write(make_line({"seq": len(events) + 2} | event("note", t=905_000, text="The prizes are at nine")))
        await stage.shows("The prizes are at nine")


async def test_a_followed_race_that_is_under_way_does_not_rest(tmp_path: Path, beats: list[float]) -> None:
    async with followed(tmp_path / "race.jsonl", event("start"), *laps_of_thirty_seconds(3)) as stage:
        await rests_not(stage, beats)


async def rests_not(stage: Stage, beats: list[float]) -> None:
    """Wait until the clock of the race was looked at a few times more."""
    await stage.settle()
    beats.clear()
    await stage.until(lambda: len(beats) > 3)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such driver")
def test_the_reading_of_keys_waits_without_looking_and_ends_at_once() -> None:
    from massstart_tui.tui.terminal_driver_internals import ExitEvent

    ended = ExitEvent()
    for _ in range(2):
        assert not select.select([ended.readable], [], [], 0)[0]
        waiting = Thread(target=select.select, args=([ended.readable], [], []))
        waiting.start()
        ended.set()
        ended.set()
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
        ended.clear()
        ended.clear()
        assert not ended.is_set()
