"""Tests of what the help says of the keys at the moment that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.follow.line_source import FileSource
from massstart_tui.race.state import RaceState
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language, words
from massstart_tui.tui.help_rows import keys_of_followed
from massstart_tui.tui.modes import FollowSource
from massstart_tui.tui.screens.follow_screen import FollowScreen
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage
from tests.tui.typing import typing


def state_at(moment: str | None) -> RaceState:
    """Return a race at this moment; before the gun if it is None."""
    race = load(sample(KRAMERS))
    return race.at(moment) if moment else race.timeline.state_at(0)


@pytest.mark.parametrize(
    ("moment", "live", "told"),
    [
        (None, True, "before the gun: l introduces the skaters one by one; the race begins by itself"),
        ("8 to go", True, "live, 8 to go: space stops here, [ goes a lap back"),
        ("8 to go", False, "behind the race, 8 to go here: end goes back to live, ] a lap on"),
        ("end", True, "the race is over: r shows the result, S goes back to the last sprint"),
    ],
)
def test_the_help_of_a_followed_race_says_what_its_keys_do_now(moment: str | None, told: str, *, live: bool) -> None:
    assert keys_of_followed(state_at(moment), words(Language.EN), live=live) == told


async def test_the_help_of_live_entry_says_what_its_keys_do_now(race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl", size=(160, 48)) as typist:
        typist.stage.press("f1")
        await typist.stage.shows("NOW  space: the gun")
        await typist.laps()
        await typist.stage.shows("NOW  space: lap 1")
        await typist.writes("f 3")
        await typist.stage.shows("NOW  a line is begun: enter records it")
        typist.stage.press("escape")
        await typist.stage.shows("NOW  space: lap 1")


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


async def test_the_help_says_what_the_keys_of_a_followed_race_do_now(race: Path) -> None:
    follow = FollowSource(FileSource(race), quick_look(race))
    async with on_stage(None, follow=follow, size=(120, 36)) as stage:
        await stage.until(lambda: isinstance(stage.app.screen, FollowScreen) and stage.app.screen.following.views)
        stage.press("s", "S")
        stage.press("question_mark")
        await stage.shows("NOW  behind the race")
