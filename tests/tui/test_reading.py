"""Tests that the first picture comes before the stream is read, and that keys pressed until then do no harm."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest

from massstart_tui.stream import reading
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.screens.race_screen import RaceScreen
from tests.patience import PATIENCE
from tests.tui.stage import LOOK_EVERY, FakeClock, Stage, is_read, opening, soon


@asynccontextmanager
async def reading_slowly(
    race: Path, monkeypatch: pytest.MonkeyPatch, *, read_instead: Any = None, **playing: Any
) -> AsyncIterator[tuple[Stage, Event]]:
    """Yield a stage whose stream is still being read, 42 percent so far, and an event that lets reading continue."""
    go_on = Event()
    read = reading.read

    def slowly(path: Path, progress: Any) -> reading.Recording:
        progress(0.42)
        assert go_on.wait(PATIENCE)
        return read(path, progress)

    monkeypatch.setattr(reading, "read", read_instead or slowly)
    monkeypatch.setattr("massstart_tui.tui.race_reading.QUIET_FOR", -1.0)
    app = MassStart(*opening(race, clock=FakeClock(), **playing))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        try:
            yield Stage(app, pilot, FakeClock()), go_on
        finally:
            go_on.set()


async def test_the_start_sheet_stands_while_the_stream_is_read_and_the_bar_says_how_far_it_is(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch) as (stage, go_on):
        await stage.shows("START SHEET", "Anna Noord", "INCIDENTS", "16 laps", "▶ 1×", "-0:05", "reading 42%")
        go_on.set()
        await stage.hides("reading")
        await stage.shows("0/16")


async def test_keys_before_the_stream_is_read_are_handled_in_their_order_once_it_is(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch, paused=True) as (stage, go_on):
        await stage.shows("reading 42%")
        stage.press("v", "s", "s", "comma", "g", *"4", "space", *"to", "space", *"go", "enter")
        await stage.settle()
        assert stage.place == "race"
        await stage.shows("START SHEET", "-0:05")
        go_on.set()
        await stage.comes_to("6:00.0")


async def test_keys_pressed_while_those_from_before_are_handled_come_after_them(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch, paused=True) as (stage, go_on):
        await stage.shows("reading 42%")
        stage.press(*["s"] * 9)
        await stage.settle()
        attached = RaceScreen.stream_read

        def attached_and_pressed(screen: RaceScreen) -> None:
            attached(screen)
            stage.press("home", "s")

        monkeypatch.setattr(RaceScreen, "stream_read", attached_and_pressed)
        go_on.set()
        await stage.until(lambda: is_read(stage.app))
        await stage.comes_to("2:00.5")
        await stage.settle()
        assert stage.at == "2:00.5"


async def test_a_page_asked_for_before_the_stream_is_read_opens_at_the_moment_gone_to(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch, paused=True) as (stage, go_on):
        await stage.shows("reading 42%")
        stage.press("s", "r")
        go_on.set()
        await stage.until(lambda: stage.place == "result")
        stage.press("escape")
        await stage.comes_to("2:00.5")


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_who_pressed_keys_before_the_stream_is_read_can_leave(
    key: str, race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch) as (stage, _):
        await stage.shows("reading 42%")
        stage.press("s", "g", key)
        await stage.leaves()


async def test_where_a_moment_is_asked_for_the_screen_says_that_it_is_not_read_yet(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_slowly(race, monkeypatch, paused=True, begin="8 to go") as (stage, go_on):
        await stage.until(lambda: stage.rows[0].split()[-2:] == ["reading", "-0:05"])
        go_on.set()
        await stage.shows("‖ 1×", "4:00.0")


async def test_who_leaves_while_the_stream_is_read_does_not_wait_for_the_rest_of_it(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each report of progress can stop the reading."""
    given_up = Event()

    def for_ever(_: Path, progress: Any) -> None:
        try:
            while True:
                progress(0.42)
                sleep(LOOK_EVERY)
        finally:
            given_up.set()

    async with reading_slowly(race, monkeypatch, read_instead=for_ever) as (stage, _):
        await stage.shows("reading 42%")
        stage.press("q")
        await stage.leaves()
        assert await soon(given_up.is_set)
