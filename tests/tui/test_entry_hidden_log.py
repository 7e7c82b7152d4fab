"""Tests of live entry without the log on the screen: nothing is chosen that nobody sees, and every panel shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.race.builders import a_sheet
from tests.tui.typing import Typist, typing

HIDING = {"only the table": ["f6"], "a panel": ["f1"], "a chart": ["f6"] * 3}
"""The keys after which the log is not on a screen without room for a chart in the table."""


async def with_a_fall(typist: Typist) -> None:
    await typist.laps()
    await typist.enters("f 3")


SIZES = [(40, 12), (60, 24), (80, 24)]
HEADINGS = {"f1": "WHAT YOU CAN", "f3": "CUE SHEET", "f4": "START SHEET"}


@pytest.mark.parametrize("size", SIZES)
async def test_a_panel_shows_where_only_the_table_was(size: tuple[int, int], tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=size) as typist:
        await with_a_fall(typist)
        await typist.presses("f6")
        await typist.stage.hides("INCIDENTS")
        for key, heading in HEADINGS.items():
            await typist.presses(key)
            await typist.stage.shows(heading)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hiding", HIDING)
async def test_a_line_is_chosen_only_in_a_log_that_is_seen(size: tuple[int, int], hiding: str, tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=size) as typist:
        await with_a_fall(typist)
        await typist.presses("down", *HIDING[hiding], "delete")
        assert typist.recorder.state.down == (3,)
        await typist.stage.until(lambda: not typist.screen.log_lines.is_on_screen)
        await typist.presses("down")
        await typist.stage.shows("▶")
        await typist.presses("delete")
        await typist.stage.until(lambda: typist.recorder.state.down == ())


async def test_a_page_above_the_race_asks_before_it_leaves(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.presses("f5")
        await typist.stage.until(lambda: typist.stage.place == "sheet")
        await typist.stage.until(lambda: typist.stage.rows[-1].strip().startswith("esc back"))
        await typist.presses("q")
        await typist.stage.shows("again leaves massstart; esc goes back")
        await typist.presses("escape")
        await typist.stage.until(lambda: typist.stage.place == "entry")
        await typist.laps()
        await typist.presses("ctrl+r")
        await typist.stage.until(lambda: typist.stage.place == "result")
        await typist.presses("q")
        await typist.stage.shows("the race is under way")
        await typist.presses("q")
        await typist.stage.leaves()


@pytest.mark.parametrize(("opens", "page"), [("ctrl+r", "result"), ("shift+f5", "lineup")])
async def test_what_is_typed_right_after_the_key_back_goes_into_the_race(tmp_path: Path, opens: str, page: str) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.presses(opens)
        await typist.stage.until(lambda: typist.stage.place == page)
        typist.stage.press("escape", "space", "f", "space", "3", "enter")
        await typist.stage.until(lambda: len(typist.recorder.recording) == 2)
        assert typist.recorder.state.down == (3,)
