"""Pictures of live entry with a timing system; the docstring of each test says what its picture must show."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.stage import Stage
from tests.tui.timing_room import lap_time, timed

ICE_DRAWS_WITHIN = 0.5
"""Seconds within which the ice is drawn again once the clock has moved."""
SIZES = [(80, 24, "nl"), (120, 36, "en"), (200, 60, "en")]


async def comes_to_rest(stage: Stage) -> None:
    """Wait until the ice is where the clock is: it is drawn by a timer of its own."""
    before = ""
    while stage.text != before:
        before = stage.text
        await asyncio.sleep(ICE_DRAWS_WITHIN)


@pytest.mark.parametrize(("width", "height", "language"), SIZES)
async def test_an_order_by_chips_that_enter_takes(
    album: Album, tmp_path: Path, width: int, height: int, language: str
) -> None:
    """The top line says that timing is in order; above the line stands the order by chips, and that Enter takes it."""
    async with timed(tmp_path / "race.jsonl", size=(width, height), language=Language(language)) as room:
        await room.laps(1, 2, 3)
        await room.passes(2, 1, 3, at=lap_time(4))
        await room.typist.stage.shows("2 1 3, Enter")
        room.typist.at(145_000)
        await room.typist.stage.comes_to("2:25.0")
        await comes_to_rest(room.typist.stage)
        album.screen(f"entry-timing-{width}x{height}", room.typist.stage.app)


@pytest.mark.parametrize(("width", "height", "language"), SIZES)
async def test_timing_that_is_silent(album: Album, tmp_path: Path, width: int, height: int, language: str) -> None:
    """The top line says since when nobody passed; below the race, that the lap key counts, and a missed read."""
    async with timed(tmp_path / "race.jsonl", size=(width, height), language=Language(language)) as room:
        await room.laps(1, 2, 3)
        await room.passes(1, 2, at=lap_time(4))
        await room.passes(1, 2, 3, at=lap_time(5))
        room.typist.at(222_000)
        await room.typist.stage.comes_to("3:42.0")
        await comes_to_rest(room.typist.stage)
        album.screen(f"entry-timing-silent-{width}x{height}", room.typist.stage.app)
