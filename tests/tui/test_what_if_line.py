"""Tests of the what-if line: the supposition shows in the table, is marked as one, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage


@asynccontextmanager
async def asked(race: Path, text: str, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage at 3:00, two laps before the second sprint, with this text in the what-if line."""
    async with on_stage(race, **{"begin": "3:00"} | wanted) as stage:
        stage.press("w")
        await stage.until(lambda: stage.rows[-1].strip().startswith(("what if", "wat als")))
        await stage.write(text)
        yield stage


async def test_the_table_shows_what_would_be_under_a_title_that_says_so(race: Path) -> None:
    async with asked(race, "sprint 3: 6 5 4; finish: 5 1") as stage:
        await stage.shows("WHAT IF", "? what if", "then surely through: 5 Sato, 1 Noord")
        assert stage.row("Emi Sato").split()[:2] == ["1▲", "5"]
        assert "62+" in stage.row("Emi Sato")
        await stage.shows("to go", "lap 7 of 16")


async def test_the_panel_below_the_table_is_about_what_would_be_and_says_so() -> None:
    async with asked(sample(KRAMERS), "sprint 2: 4 13 5", size=(200, 60)) as stage:
        await stage.shows("AROUND THE CUT  ? what if", "3 in S3")
        await stage.write("x")
        await stage.until(lambda: "AROUND THE CUT  ? what if" not in stage.text)


async def test_bare_bibs_are_the_sprint_that_comes_next(race: Path) -> None:
    async with asked(race, "6") as stage:
        await stage.shows("WHAT IF", "Sprint 2: 6 Hill 3")
        await stage.until(lambda: "3" in stage.row("Fay Hill"))


@pytest.mark.parametrize("keys", [["escape"], ["enter", "escape"]])
async def test_it_is_left_and_nothing_has_happened(race: Path, keys: list[str]) -> None:
    async with on_stage(race, begin="3:00") as stage:
        await stage.settle()
        before = stage.text
        stage.press("w")
        await stage.until(lambda: stage.rows[-1].strip().startswith("what if"))
        await stage.write("dq 1 2; finish: 6")
        await stage.shows("WHAT IF", "DQ")
        stage.press(*keys)
        await stage.until(lambda: stage.text == before)


async def test_enter_keeps_what_is_shown(race: Path) -> None:
    async with asked(race, "finish: 6") as stage:
        stage.press("enter")
        await stage.settle()
        await stage.shows("WHAT IF", "what if finish: 6")


async def test_what_is_wrong_is_told_and_the_table_is_as_it_is(race: Path) -> None:
    async with asked(race, "finish: 6 99", size=(140, 36)) as stage:
        await stage.shows("bib 99 is not on the start sheet", "POINTS")
        assert "WHAT IF" not in stage.text
        assert "? what if" not in stage.text
        stage.press("backspace", "backspace")
        await stage.shows("WHAT IF")


async def test_while_more_is_being_typed_what_was_supposed_stays(race: Path) -> None:
    async with asked(race, "finish: 6; spr") as stage:
        await stage.shows("WHAT IF", "is not all of it; perhaps sprint")
        assert "60" in stage.row("Fay Hill")


async def test_before_the_gun_the_start_sheet_becomes_the_table_that_would_be(race: Path) -> None:
    async with asked(race, "1 2 3", begin=None) as stage:
        await stage.shows("WHAT IF", "Sprint 1: 1 Noord 3")
        stage.press("escape")
        await stage.shows("START SHEET")


async def test_after_the_finish_another_order_can_be_supposed(race: Path) -> None:
    async with asked(race, "p 5 1", begin="end") as stage:
        await stage.shows("WHAT IF", "then surely through: 5 Sato", "then out: 1 Noord")
        assert "Q through" in stage.row("Emi Sato")


async def test_the_race_goes_on_below_it(race: Path) -> None:
    """When the replay reaches the second sprint, bare bibs come to mean the third."""
    async with asked(race, "6", paused=False) as stage:
        await stage.shows("Sprint 2: 6 Hill 3")
        stage.clock.advance(70_000)
        await stage.shows("Sprint 3: 6 Hill 3", "◆ sprint 2")


async def test_it_asks_in_dutch_and_speaks_of_the_podium() -> None:
    async with asked(sample("beijing-2022-men-final"), "finish: 7 4 3", language=Language.NL, size=(140, 36)) as stage:
        await stage.shows("WAT ALS", "dan zeker op het podium: 7 Chung, 4 Lee, 3 Swings", "dan buiten het podium: ")


async def test_what_is_to_come_is_not_told_by_it(race: Path) -> None:
    """Whether an event has such a number is unknown until it has happened; recorded events cannot be supposed away."""
    async with asked(race, "retract 24", size=(140, 36)) as stage:
        await stage.shows("a what-if is about orders, points and who is out")


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 36)])
async def test_a_race_that_has_not_been(album: Album, width: int, height: int) -> None:
    """The table on another background under WHAT IF, Ulekleiv first; below it the supposition and what it decides."""
    async with asked(sample(KRAMERS), "13 1 2; finish: 5 1 10", begin="5 to go", size=(width, height)) as stage:
        await stage.shows("WHAT IF", "11 Silovs")
        await stage.settle()
        album.holds(f"what-if-{width}x{height}", stage.app.export_screenshot(title="massstart", simplify=True))
