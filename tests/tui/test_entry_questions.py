"""Tests of ambiguous lines: both meanings are shown, a key chooses one, and until then nothing is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.race.builders import over
from tests.tui.typing import Typist, typing


async def at_the_bell(typist: Typist, first: str) -> None:
    """Enter twelve laps, of which the last ends in the only sprint, ``first`` of its order, and go on to the bell."""
    for lap in range(16):
        typist.at(30_000 * lap)
        await typist.laps()
        if lap == 12:
            await typist.enters(first)


SHEET = over(16, skaters=8, sprints=(12,))


@pytest.mark.parametrize(
    ("language", "open_"),
    [
        (Language.EN, "bibs: the finish · sprint 1 still lacks its 3rd place: s1 …"),
        (Language.NL, "nummers: de finish · sprint 1 mist nog de 3e plaats: s1 …"),
    ],
)
async def test_the_empty_line_says_what_bibs_mean_and_what_is_still_open(
    language: Language, open_: str, tmp_path: Path
) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl", language=language) as typist:
        await at_the_bell(typist, "6 5")
        typist.stage.press("escape")
        await typist.stage.until(lambda: typist.said.startswith(open_))


async def test_enter_records_nothing_and_tab_takes_the_newest(tmp_path: Path) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl") as typist:
        await at_the_bell(typist, "6 5")
        before = len(typist.recorder.recording)
        await typist.writes("4 3 2")
        await typist.stage.until(lambda: typist.said.startswith("the finish, or sprint 1"))
        await typist.stage.shows("tab  fin 4 3 2  ·  shift tab  s1 4 3 2")
        await typist.presses("enter")
        assert (typist.line, len(typist.recorder.recording)) == ("4 3 2", before)
        await typist.presses("tab")
        assert (typist.line, typist.said) == ("fin 4 3 2", "Finish: 4 4 · 3 3 · 2 2")
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert [place.bibs for place in typist.recorder.state.given_finish] == [(4,), (3,), (2,)]


@pytest.mark.parametrize(("width", "whole"), [(60, False), (80, False), (120, True)])
async def test_a_question_that_takes_two_rows_leaves_out_what_the_row_of_choices_says(
    width: int, whole: bool, tmp_path: Path
) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl", size=(width, 36)) as typist:
        await at_the_bell(typist, "6 5")
        await typist.writes("4 3 2")
        await typist.stage.shows("tab  fin 4 3 2", "the finish, or sprint 1, which can be meant as well")
        assert ("before the bibs says which" in typist.stage.text) == whole
        await typist.presses("tab")
        assert typist.line == "fin 4 3 2"


async def test_shift_tab_takes_the_last_and_tab_goes_round(tmp_path: Path) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl") as typist:
        await at_the_bell(typist, "6 5")
        await typist.writes("4")
        lines = []
        for key in ("shift+tab", "tab", "tab", "shift+tab", "shift+tab"):
            await typist.presses(key)
            lines.append(typist.line)
        assert lines == ["s1 4", "fin 4", "s1 4", "fin 4", "s1 4"]
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert typist.recorder.state.given_sprints[12].order == ((6,), (5,), (4,))
        assert not typist.recorder.state.given_finish


async def test_a_line_of_the_log_that_is_edited_is_answered_without_its_amend(tmp_path: Path) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.presses("down", "e", "backspace")
        await typist.writes("skater")
        await typist.presses("tab", "tab")
        assert typist.line == "@t0:00.000 fall 2 "
        typist.stage.press("enter")
        await typist.stage.until(lambda: typist.recorder.state.down == (2,))
