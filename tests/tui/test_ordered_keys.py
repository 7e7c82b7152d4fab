"""Tests that what is typed fast, or while a race is opened, reaches whatever the key before has opened."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from massstart_tui.tui.app import MassStart
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage
from tests.tui.test_reading import reading_slowly

ASKS = [
    ("slash", "kram", "search "),
    ("g", "9 to go", "go to"),
    ("w", "13 1 2", "what if"),
    ("ctrl+p", "chart", ""),
    ("ctrl+o", "beijing", ""),
]


def keys_of(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


def typed_on(app: MassStart) -> str:
    """Return the text of the line that has the focus."""
    return app.focused.value if isinstance(app.focused, Input) else "no line"


@pytest.mark.parametrize(("key", "text", "asked"), ASKS)
@pytest.mark.parametrize("size", [(120, 36), (60, 24)])
async def test_a_line_has_all_that_is_typed_after_the_key_that_opens_it(
    key: str, text: str, asked: str, size: tuple[int, int]
) -> None:
    async with on_stage(sample(KRAMERS), size=size) as stage:
        stage.press(key, *keys_of(text))
        await stage.until(lambda: typed_on(stage.app) == text)
        await stage.shows(asked)


@pytest.mark.parametrize(("key", "text", "asked"), ASKS)
@pytest.mark.parametrize("before", range(4))
async def test_it_has_them_if_the_race_is_read_meanwhile(
    key: str, text: str, asked: str, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key, *keys_of(text)]
    async with reading_slowly(sample(KRAMERS), monkeypatch, paused=True) as (stage, go_on):
        await stage.shows("reading 42%")
        stage.press(*keys[:before])
        await stage.pilot.pause()
        stage.press(*keys[before:])
        go_on.set()
        await stage.until(lambda: stage.race.replay.views is not None if stage.place == "race" else True)
        await stage.until(lambda: typed_on(stage.app) == text)
        await stage.shows(asked)


async def test_a_search_and_the_keys_after_it_act_in_their_order() -> None:
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        stage.press("slash", *"kramer", "enter", "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("Sven Kramer")
        stage.press("right", "escape", "r")
        await stage.until(lambda: stage.place == "result")
        stage.press("escape", "c", "tab", "escape", "slash", *"13", "enter", "j")
        await stage.until(lambda: stage.place == "race" and stage.race.points.bib == 11)


async def test_a_key_whose_effect_is_never_told_holds_nothing_up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("massstart_tui.tui.ordered_keys.LONGEST_WAIT", 0.05)
    async with on_stage(sample(KRAMERS)) as stage:
        monkeypatch.setattr(type(stage.app), "_pass_through", lambda *_: None)
        stage.press("j", "j")
        await stage.until(lambda: stage.race.points.bib == stage.race.shown.scene().rows[1].bib)
