"""Tests that a large screen is used: little of it is blank, in a race of any kind and at any moment."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.race_picture import picture
from tests.tui.races import sample

RACES = (
    "beijing-2022-women-sf2",
    "heerenveen-2025-men-a",
    "made-up-elimination-race",
    "made-up-scratch-race",
    "made-up-tempo-race",
    "made-up-points-race",
    "made-up-timed-race",
)
SIZE = (200, 60)
LEAST_USED = 0.7
MOST_BLANK = 11
"""The rows that may be blank together."""


def rows_of(race: str, at: str, screen: str, language: Language = Language.EN) -> list[str]:
    shown = picture(sample(race), at=at, screen=screen, size=SIZE, language=language.value).text
    return shown.removesuffix("\n").split("\n")


def most_blank(rows: list[str]) -> int:
    """Return the largest number of blank rows that stand together."""
    return max((len(list(run)) for used, run in groupby(bool(row.strip()) for row in rows) if not used), default=0)


@pytest.mark.parametrize("race", RACES)
@pytest.mark.parametrize("at", ["start", "9 to go", "end"])
@pytest.mark.parametrize("screen", ["race", "entry"])
def test_little_of_a_large_screen_is_blank(race: str, at: str, screen: str) -> None:
    rows = rows_of(race, at, screen)
    assert len(rows) == SIZE[1]
    assert sum(bool(row.strip()) for row in rows) >= LEAST_USED * len(rows), "\n".join(rows)
    assert most_blank(rows) <= MOST_BLANK, "\n".join(rows)


@pytest.mark.parametrize("race", RACES)
@pytest.mark.parametrize("language", list(Language))
def test_little_of_it_is_blank_before_the_gun(race: str, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(sample(race).read_bytes().splitlines(keepends=True)[0])
    shown = picture(path, screen="follow", size=SIZE, language=language.value).text
    rows = shown.removesuffix("\n").split("\n")
    assert sum(bool(row.strip()) for row in rows) >= LEAST_USED * len(rows), shown
    assert most_blank(rows) <= MOST_BLANK, shown


@pytest.mark.parametrize(
    ("race", "at", "told"),
    [
        ("beijing-2022-men-sf1", "end", ["HOW IT WENT", "AROUND THE CUT", "11th over the line", "+57"]),
        ("beijing-2022-men-sf1", "9 to go", ["RULES", "ranked by points, laps skated and the finish", "SIGNS"]),
        ("heerenveen-2025-men-a", "end", ["AROUND THE PODIUM"]),
        ("made-up-elimination-race", "9 to go", ["LAP TIMES", "15.6    2:20.4   57.7 km/h", "who went out later"]),
        ("made-up-elimination-race", "end", ["ELIMINATIONS", "how many were left", "HOW IT WENT"]),
        ("made-up-scratch-race", "end", ["AROUND THE PODIUM", "LAP TIMES"]),
    ],
)
def test_what_is_known_stands_below_the_table(race: str, at: str, told: list[str]) -> None:
    shown = "\n".join(rows_of(race, at, "race"))
    assert [text for text in told if text not in shown] == [], shown


def test_lap_times_that_were_not_published_are_not_listed() -> None:
    assert "LAP TIMES" not in "\n".join(rows_of("beijing-2022-men-sf1", "end", "race"))
