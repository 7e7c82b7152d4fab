"""A paste: it is inserted once, on every line that is typed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.race.builders import a_sheet
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage
from tests.tui.typing import typing


async def paste(stage: Stage, text: str) -> None:
    """Paste this, and wait until that is dealt with."""
    stage.app.post_message(events.Paste(text))
    await stage.settle()


async def test_a_paste_goes_into_the_entry_line_once_where_the_cursor_is(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.writes("f 1")
        await paste(typist.stage, "1 4")
        assert typist.line == "f 11 4"
        await typist.presses("home")
        await paste(typist.stage, "@-5 ")
        assert typist.line == "@-5 f 11 4"


@pytest.mark.parametrize("key", ["g", "w"])
async def test_a_paste_goes_once_into_a_line_that_asks(key: str) -> None:
    async with on_stage(sample(KRAMERS)) as stage:
        stage.press(key)
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        await paste(stage, "1:3")
        line = stage.app.focused
        assert isinstance(line, Input)
        assert line.value == "1:3"
