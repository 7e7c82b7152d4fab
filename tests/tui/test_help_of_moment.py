"""Tests of what the help says of the keys at the moment that is shown."""

from __future__ import annotations

import pytest

from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (None, "NOW  before the gun: space plays, l introduces"),
        ("8 to go", "NOW  8 to go: s goes to sprint 3, ] to 7 to go"),
        ("3 to go", "NOW  3 to go, no sprint before the finish: ] goes a lap on"),
        ("end", "NOW  the race is over: r shows the result, home begins anew"),
    ],
)
async def test_the_help_of_a_replay_says_what_its_keys_do_now(moment: str | None, told: str) -> None:
    async with on_stage(sample(KRAMERS), begin=moment) as stage:
        stage.press("question_mark")
        await stage.shows(told)
        stage.press("z")
        await stage.hides("NOW")
