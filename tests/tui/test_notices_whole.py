"""Tests that a notice over the head of a screen is whole, and says how many it has taken the place of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.places import opened
from tests.tui.stage import on_stage


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_the_last_word_of_a_notice_is_shown_wherever_its_lines_break(width: int, race: Path) -> None:
    async with on_stage(race, size=(width, 24)) as stage:
        for length in range(width // 2 - 10, width // 2 + 1):
            stage.app.notify(f"{'x' * length} kept", timeout=1000)
            await stage.shows("kept")
            stage.app.clear_notifications()
            await stage.hides("kept")


async def test_of_notices_that_come_at_once_the_last_says_how_many_more_there_are(race: Path) -> None:
    async with on_stage(race) as stage:
        for told in ("the first", "the second", "the third"):
            stage.app.notify(told, timeout=1000)
        await stage.shows("the third", "and 2 more: ctrl p")
        assert "the first" not in stage.text
        assert "the second" not in stage.text
        stage.press("ctrl+p")
        await stage.write("told before")
        await stage.shows("told before: the first", "told before: the second", "told before: the third")


async def test_a_notice_counts_neither_itself_nor_what_was_taken_away(race: Path) -> None:
    async with on_stage(race) as stage:
        stage.app.notify("the first", timeout=1000)
        await stage.shows("the first")
        stage.app.notify("the first", timeout=1000)
        await stage.settle()
        assert "more: ctrl p" not in stage.text
        stage.app.notify("the second", timeout=1000)
        await stage.shows("the second", "and 1 more: ctrl p")
        stage.app.notify("the first", timeout=1000)
        await stage.shows("the first", "and 1 more: ctrl p")
        stage.app.clear_notifications()
        stage.app.notify("the third", timeout=1000)
        await stage.shows("the third")
        assert "more: ctrl p" not in stage.text


@pytest.mark.parametrize("key", ["question_mark", "r", "l"])
async def test_a_notice_goes_when_another_screen_opens_and_the_palette_keeps_it(key: str, race: Path) -> None:
    async with on_stage(race, size=(80, 24)) as stage:
        stage.app.notify("about the race", timeout=1000)
        await stage.shows("about the race")
        stage.press(key)
        await stage.hides("about the race")
        assert len(stage.app.screen_stack) > 1
        stage.press("ctrl+p")
        await stage.write("told before")
        await stage.shows("told before: about the race")


async def test_a_notice_of_what_is_not_on_disk_stays_when_another_screen_opens(race: Path) -> None:
    async with on_stage(race) as stage:
        stage.app.warn_not_on_disk("settings could not be saved")
        await stage.shows("settings could not be saved")
        stage.press("r")
        await stage.until(lambda: len(stage.app.screen_stack) > 1)
        await stage.shows("settings could not be saved")


@pytest.mark.parametrize(
    ("place", "said"), [("race", "b"), ("follow", "b"), ("skater", "ctrl+z"), ("programme", "ctrl+z")]
)
async def test_escape_takes_a_notice_away(place: str, said: str, tmp_path: Path) -> None:
    async with opened(place, tmp_path, size=(120, 36)) as stage:
        stage.press(said)
        await stage.until(lambda: len(stage.app._notifications))
        notice = next(iter(stage.app._notifications)).message
        stage.press("escape")
        await stage.until(lambda: notice not in [each.message for each in stage.app._notifications])
