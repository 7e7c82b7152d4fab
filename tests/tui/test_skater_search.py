"""Tests of the search for a skater: by what is typed, and as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage


async def test_who_is_found_is_chosen_while_one_types_kept_by_enter_and_given_up_by_escape(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.press("slash")
        await stage.write("mul")
        await stage.until(lambda: "Dana Müller" in stage.cursor)
        await stage.shows("4 Müller", "1 of 1")
        stage.press("enter")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        assert "Dana Müller" in stage.cursor
        stage.press("slash")
        await stage.write("vik")
        await stage.until(lambda: "Berit Vik" in stage.cursor)
        stage.press("escape")
        await stage.until(lambda: "Dana Müller" in stage.cursor and "q leave" in stage.rows[-1])


async def test_tab_goes_to_the_next_who_fits_and_round(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.press("slash")
        await stage.write("an")
        seen = []
        for number in ("1 of 2", "2 of 2", "1 of 2"):
            await stage.shows(number)
            await stage.settle()
            seen.append(stage.cursor)
            stage.press("tab")
        assert "Anna" in seen[0]
        assert "Dana" in seen[1]
        assert seen[2] == seen[0]


@pytest.mark.parametrize(
    ("language", "said"), [(Language.EN, "nobody here is called"), (Language.NL, "niemand hier heet")]
)
async def test_who_is_not_there_is_told_and_the_line_stays(language: Language, said: str, race: Path) -> None:
    async with on_stage(race, begin="3:00", language=language) as stage:
        stage.press("slash")
        await stage.write("vok")
        await stage.shows(f"{said} vok", "Vik")
        stage.press("enter")
        await stage.settle()
        await stage.shows(f"{said} vok")
        assert not stage.cursor


async def test_what_is_typed_acts_in_no_way(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.press("slash")
        await stage.write("[b]x q")
        await stage.shows("nobody here is called [b]x q")
        assert stage.app.return_code is None


async def test_the_page_of_a_skater_turns_to_the_one_who_is_found() -> None:
    async with on_stage(sample(KRAMERS), begin="end") as stage:
        stage.press("enter", "enter")
        await stage.until(lambda: stage.place == "skater" and stage.rows[0].strip())
        before = stage.rows[0]
        stage.press("slash")
        await stage.write("brodka")
        await stage.until(lambda: "Zbigniew Bródka" in stage.rows[0])
        stage.press("escape")
        await stage.until(lambda: stage.rows[0] == before)
        stage.press("slash")
        await stage.write("brodka")
        stage.press("enter")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        assert "Zbigniew Bródka" in stage.rows[0]


async def test_in_the_charts_who_is_found_is_marked() -> None:
    async with on_stage(sample(KRAMERS), begin="end") as stage:
        stage.press("c", "slash")
        await stage.write("brodka")
        await stage.until(lambda: "▶" in stage.row("Bródka"))
        await stage.shows("RACE CHART")
        stage.press("enter")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        stage.press("escape")
        await stage.shows("INCIDENTS")
