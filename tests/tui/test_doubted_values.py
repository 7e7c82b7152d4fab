"""Tests of the way from a value that is not official to its source, and of the incidents that sources name."""

from __future__ import annotations

import re

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame, take_picture
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage, opening

FINAL = "beijing-2022-men-final"


async def at_the_result(stage: Stage) -> None:
    """Open the result of the race on the stage."""
    stage.press("r")
    await stage.until(lambda: stage.place == "result" and "Result" in stage.text)


@pytest.mark.parametrize(
    ("name", "steps", "source"),
    [
        (KRAMERS, 1, "the totals leave the three second places"),
        (FINAL, 1, "worked out: the totals"),
    ],
)
async def test_enter_on_a_value_that_is_not_official_goes_to_its_source(name: str, steps: int, source: str) -> None:
    async with on_stage(sample(name), begin="end", size=(120, 36)) as stage:
        await at_the_result(stage)
        stage.press(*["right"] * steps, "enter")
        await stage.until(lambda: stage.place == "sources" and source in f"{stage.cursor} ")
        stage.press("escape", "escape")
        await stage.until(lambda: stage.place == "result" and bool(stage.cursor))
        stage.press("enter")
        await stage.until(lambda: stage.place == "skater")


async def test_a_click_on_a_value_that_is_not_official_goes_to_its_source() -> None:
    async with on_stage(sample(KRAMERS), begin="end", size=(120, 36)) as stage:
        await at_the_result(stage)
        await stage.until(lambda: "2~" in stage.text)
        stage.click(stage.places_of("2~"))
        await stage.until(lambda: stage.place == "sources" and "the totals leave" in stage.cursor)


async def test_every_value_with_the_mark_can_be_chosen_and_has_a_source() -> None:
    """The final has doubtful bibs, places, totals and times."""
    async with on_stage(sample(FINAL), begin="end", size=(200, 60)) as stage:
        await at_the_result(stage)
        await stage.until(lambda: "~" in stage.text)
        screen = stage.app.screen
        marked = sum(row.count("~") for row in stage.rows[2:21])
        chosen = screen._values  # type: ignore[attr-defined] # a result screen, found by its place
        assert len(chosen) >= marked / 2
        for bib, value in chosen:
            assert screen._sources_of(bib, value), (bib, value)  # type: ignore[attr-defined] # as above


async def test_a_result_without_such_a_value_says_so() -> None:
    async with on_stage(sample("made-up-scratch-race"), begin="end", size=(120, 36)) as stage:
        await at_the_result(stage)
        stage.press("right")
        await stage.shows("No value of this result is marked")


@pytest.mark.parametrize(
    ("language", "told"), [(Language.EN, "caught: "), (Language.EN, "6 to go"), (Language.NL, "nog 6")]
)
def test_a_reconstructed_incident_is_named_with_the_laps_to_go(language: Language, told: str) -> None:
    text = take_picture(*opening(sample(KRAMERS), begin="end", language=language), Frame("result", 200, 60)).text
    below = text.split(" ~ ")[1]
    assert "13\xa0Kramer" in below
    assert told in re.sub(r"\s+", " ", below)


async def test_the_sources_name_no_incident_that_is_still_to_come() -> None:
    for begin, named in (("8 to go", False), ("end", True)):
        async with on_stage(sample(KRAMERS), begin=begin, size=(120, 80)) as stage:
            await at_the_result(stage)
            stage.press("d")
            await stage.until(lambda: stage.place == "sources" and "incident times" in stage.text)
            assert ("6 to go" in stage.text) == named
