"""Tests that the sport loads without pydantic until an event is decoded, so that a screen can be drawn before."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys; import {module}; print(*sorted({{'pydantic', 'textual', 'rich', 'asyncio'}} & set(sys.modules)))"


@pytest.mark.parametrize(
    "name",
    [
        "events",
        "rules",
        "sheet",
        "sheet_editing",
        "state",
        "fold",
        "groups",
        "standings",
        "outlook",
        "requirements",
        "rank_reasons",
    ],
)
def test_importing_this_part_of_the_sport_loads_neither_pydantic_nor_a_terminal(name: str) -> None:
    code = LOADED.format(module=f"massstart_tui.race.{name}")
    found = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""


def test_the_models_of_events_load_pydantic_so_the_test_above_can_fail() -> None:
    code = LOADED.format(module="massstart_tui.race.record_models")
    found = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    assert "pydantic" in found.stdout.split()


def test_the_first_picture_of_a_race_is_drawn_without_pydantic() -> None:
    code = LOADED.format(module="massstart_tui.tui.screens.race_screen, massstart_tui.tui.app")
    found = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    assert "pydantic" not in found.stdout.split()
