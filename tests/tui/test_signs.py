"""Tests that colour never carries meaning alone: what is chosen, and each status, also has a sign."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.levels import first_quick
from tests.race.builders import a_sheet
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.places import opened
from tests.tui.stage import Stage, on_stage
from tests.tui.typing import typing


async def test_a_row_that_has_just_changed_keeps_the_sign_of_the_cursor(race: Path) -> None:
    async with on_stage(race, begin="2:00") as stage:
        stage.press("j")
        await stage.until(lambda: "Anna Noord" in stage.cursor)
        stage.press("full_stop")
        await stage.until(lambda: stage.cursor.split()[:3] == ["▶", "2•", "1"])
        assert "Anna Noord" in stage.cursor
        assert stage.row("Berit Vik").split()[0] == "1▲"


@pytest.mark.parametrize("place", ["races", "programme"])
async def test_the_chosen_race_of_a_list_has_the_sign_of_the_cursor(place: str, tmp_path: Path) -> None:
    async with opened(place, tmp_path) as stage:
        (before,) = pointed_at(stage)
        stage.press("down")
        await stage.until(lambda: pointed_at(stage) == [before + 1])


def pointed_at(stage: Stage) -> list[int]:
    return [y for y, row in enumerate(stage.rows) if row.startswith("▶ ")]


async def test_the_line_of_the_log_that_is_chosen_has_it_too(tmp_path: Path) -> None:
    async with typing(a_sheet(6, laps=150), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.laps()
        for lap in range(60):
            typist.at(30_000 * (lap + 2))
            await typist.laps()
        await typist.enters("f 4")
        await typist.presses("down")
        assert " 89▶▼ 4" in typist.stage.row("▼ 4 4")
        await typist.presses("down")
        assert "150▶▼ 3" in typist.stage.row("▼ 3 3")


@pytest.mark.parametrize(
    ("size", "language"), first_quick(product([(60, 24), (80, 24), (120, 36)], Language), len(Language))
)
async def test_before_the_gun_who_does_not_start_is_said(
    size: tuple[int, int], language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("dns", -1_000, bibs=[2]), event("start"), *laps_of_thirty_seconds(2)))
    async with on_stage(path, size=size, language=language) as stage:
        stage.press("home")
        await stage.until(lambda: stage.at.startswith("-"))
        stage.press("full_stop")
        await stage.until(lambda: [row for row in stage.rows if "DNS" in row])
        (row,) = [row for row in stage.rows if "DNS" in row]
        assert "Vik" in row
