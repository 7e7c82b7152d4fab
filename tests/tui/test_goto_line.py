"""Tests of the go-to line: valid and invalid moments, and that no typed text is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.text.words import Language, words
from tests.levels import first_quick
from tests.tui.stage import Stage, on_stage


@asynccontextmanager
async def asked(race: Path, text: str, asks: str = "go to", **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage at 3:00 with this text in the go-to line."""
    async with on_stage(race, **{"begin": "3:00"} | wanted) as stage:
        stage.press("g")
        await stage.until(lambda: line(stage).startswith(asks))
        await stage.write(text)
        yield stage


def line(stage: Stage) -> str:
    """Return the bottom line of the screen."""
    return stage.rows[-1].strip()


def said(stage: Stage) -> str:
    """Return the text of the two lines above it."""
    return " ".join(" ".join(stage.rows[-3:-1]).split())


MOMENTS = {
    "9 to go": "3:30.0",
    "lap 5": "2:30.0",
    "sprint 3": "6:00.5",
    "3:58": "3:58.0",
    "3:58.1": "3:58.1",
    "event 1": "0:00.0",
    "incident 2": "4:30.0",
    "start": "0:00.0",
    "END": "10:00.0",
    "  Nog   9 ": "3:30.0",
    "einde": "10:00.0",
    "ronde 5": "2:30.0",
    "99:59": "10:00.0",
}
"""What is typed, and the race time that it is; each differs from the one before it."""


async def test_it_goes_to_the_moment_that_was_typed(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        for text, at in MOMENTS.items():
            stage.press("g")
            await stage.until(lambda: line(stage).startswith("go to"))
            await stage.write(text)
            stage.press("enter")
            await stage.comes_to(at)
            await stage.until(lambda: line(stage).endswith("q leave"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lap seven", "“lap seven” is not a moment; one is: start, end, lap 7"),
        ("[red]", "“[red]” is not a moment"),
        ("lap 99", "this race has no lap"),
        ("sprint 4", "this race has no sprint"),
    ],
)
async def test_what_is_no_moment_is_told_and_stays_to_be_put_right(race: Path, text: str, why: str) -> None:
    async with asked(race, text, size=(160, 30)) as stage:
        await stage.until(lambda: line(stage) == f"go to {text}" and why in said(stage))
        stage.press("enter")
        await stage.settle()
        assert line(stage) == f"go to {text}"
        assert why in said(stage)
        assert stage.at == "3:00.0"
        stage.press(*["backspace"] * len(text))
        await stage.settle()
        await stage.write("lap 5")
        stage.press("enter")
        await stage.comes_to("2:30.0")


@pytest.mark.parametrize(("keys", "text"), first_quick([(["escape"], "lap 5"), (["enter"], "  "), (["enter"], "")], 2))
async def test_it_is_left_without_going_anywhere(race: Path, keys: list[str], text: str) -> None:
    async with asked(race, text) as stage:
        stage.press(*keys)
        await stage.until(lambda: line(stage).endswith("q leave"))
        assert stage.at == "3:00.0"
        stage.press("s")
        await stage.comes_to("4:00.5")


async def test_a_click_beside_it_leaves_it(race: Path) -> None:
    async with asked(race, "lap 5") as stage:
        stage.click(stage.places_of("Chiara"))
        await stage.until(lambda: line(stage).endswith("q leave"))
        assert stage.at == "3:00.0"


async def test_letters_that_are_commands_elsewhere_are_letters_here(race: Path) -> None:
    async with asked(race, "qsrTLv?k") as stage:
        await stage.until(lambda: line(stage).startswith("go to qsrTLv?k"))
        assert stage.place == "race"
        assert stage.at == "3:00.0"
        assert stage.kept == []


async def test_a_moment_that_has_been_is_told_and_one_that_is_to_come_is_not(race: Path) -> None:
    async with asked(race, "sprint 1") as stage:
        await stage.until(lambda: said(stage).endswith("→ 2:00.5"))
    async with asked(race, "sprint 2") as stage:
        await stage.until(lambda: said(stage).endswith("→"))
    async with asked(race, "sprint 2", spoilers=True) as stage:
        await stage.until(lambda: said(stage).endswith("→ 4:00.5"))


async def test_how_many_incidents_there_will_be_is_not_told_without_spoilers(race: Path) -> None:
    async with asked(race, "incident 9") as stage:
        await stage.until(lambda: "this race has no incident 9" in said(stage))
        assert "4" not in said(stage)
    async with asked(race, "incident 9", spoilers=True) as stage:
        await stage.until(lambda: "it has 1 to 4" in said(stage))


async def test_it_asks_in_dutch(race: Path) -> None:
    async with asked(race, "ronde x", "ga naar", language=Language.NL) as stage:
        await stage.until(lambda: "is geen moment" in said(stage))


@pytest.mark.parametrize("width", first_quick([60, 80]))
@pytest.mark.parametrize("language", list(Language))
async def test_what_is_asked_and_what_would_be_right_are_whole_also_where_it_is_narrow(
    race: Path, width: int, language: Language
) -> None:
    speak = words(language)
    async with asked(race, "", speak("goto.asked"), size=(width, 24), language=language) as stage:
        await stage.until(lambda: line(stage).endswith(speak("goto.examples")))
        await stage.write("9 t")
        await stage.until(lambda: said(stage) == speak("moment.not_understood", text="9 t"))
