"""What a screen asked is answered although Textual forgets what was to be done after the screen is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.tui.screens.race_screen import RaceScreen
from tests.tui.stage import on_stage


async def test_what_was_asked_is_answered_if_the_screen_that_should_be_drawn_first_is_left(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The callback waits with the screen that is shown, and goes with it if another takes its place."""
    async with on_stage(race, begin="3:00") as stage:
        screen = stage.app.screen
        assert isinstance(screen, RaceScreen)
        await stage.until(lambda: screen.outlooks.at_rest)
        monkeypatch.setattr(screen, "call_after_refresh", lambda *_: True)
        screen.outlooks.takes(screen.shown.scene(), 4)
        assert not screen.outlooks.at_rest
        await stage.until(lambda: screen.outlooks.at_rest)
