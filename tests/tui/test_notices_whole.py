"""Tests that a notice over the head of a screen is whole, whatever its length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.stage import on_stage


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_the_last_word_of_a_notice_is_shown_wherever_its_lines_break(width: int, race: Path) -> None:
    async with on_stage(race, size=(width, 24)) as stage:
        for length in range(width // 2 - 10, width // 2 + 1):
            stage.app.notify(f"{'x' * length} kept", timeout=1000)
            await stage.shows("kept")
            stage.app.clear_notifications()
            await stage.hides("kept")
