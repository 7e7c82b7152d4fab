"""Tests of the setting for blocks only: no braille, and no sign that some terminals draw two cells wide."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from massstart_tui.report.signs import CONTRARY_SIGN, SIGNS, TURN_SIGN
from massstart_tui.settings import DOTS, Settings, load
from massstart_tui.tui.painting import CURSOR, FOCUS
from tests.tui.races import sample
from tests.tui.stage import on_stage

ALWAYS_ONE_CELL = range(0x2500, 0x25A0)
"""Box-drawing and block characters."""


def unsure(text: str) -> set[str]:
    """Return the signs in a text that a terminal may draw two cells wide, and braille."""
    return {
        sign
        for sign in text
        if not sign.isalpha()
        and ord(sign) not in ALWAYS_ONE_CELL
        and (unicodedata.east_asian_width(sign) in "AWF" or 0x2800 <= ord(sign) < 0x2900)
    }


@pytest.mark.parametrize("begin", ["start", "8 to go", "6 to go", "end"])
async def test_with_blocks_only_no_sign_of_an_unsure_width_is_drawn(begin: str) -> None:
    settings = Settings(dots="block")
    async with on_stage(sample("made-up-timed-race"), begin=begin, size=(200, 60), settings=settings) as stage:
        stage.press("j")
        await stage.settle()
        assert unsure(stage.text) == set()
        assert "\u03a3" not in stage.text


async def test_without_the_setting_the_signs_are_drawn() -> None:
    async with on_stage(sample("made-up-timed-race"), begin="8 to go") as stage:
        assert unsure(stage.text) >= {"◆", "●", "□"}


def test_every_sign_takes_one_cell() -> None:
    signs = {*SIGNS.values(), TURN_SIGN, CONTRARY_SIGN, CURSOR, *FOCUS.strip(), *"◇□▸"}
    assert {sign for sign in signs if cell_len(sign) != 1} == set()


def test_the_setting_is_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for dots in DOTS:
        file.write_text(f'dots = "{dots}"\n', "utf-8")
        assert load(file) == (Settings(dots=dots), [])
    file.write_text('dots = "blocks"\n', "utf-8")
    settings, (complaint,) = load(file)
    assert settings == Settings()
    assert complaint.values["nearest"] == "block"
