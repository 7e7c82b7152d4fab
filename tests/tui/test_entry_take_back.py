"""Tests of a chosen line of the log: what is said about it, and the result of retracting or undoing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.race.builders import a_sheet
from tests.tui.typing import Typist, typing


async def four_lines(typist: Typist) -> None:
    """Enter the gun, a fall, a lap and an attack."""
    await typist.laps()
    await typist.enters("f 3")
    typist.at(30_000)
    await typist.laps()
    await typist.enters("a 4")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "shift delete takes back 3 lines, from fall 3 3, 16 to go to attack 4 4, 15 to go"),
        (Language.NL, "shift delete neemt terug: 3 regels, van val 3 3, nog 16 tot en met aanval 4 4, nog 15"),
    ],
)
async def test_undo_to_a_line_says_first_how_far_and_one_redo_brings_it_all_back(
    tmp_path: Path, language: Language, told: str
) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", language=language) as typist:
        await four_lines(typist)
        before = typist.recorder.state
        await typist.presses("down", "down")
        assert told in typist.said.replace("\u00a0", " ")
        await typist.presses("shift+delete")
        await typist.on_disk()
        state = typist.recorder.state
        assert (state.lap, state.down, state.away, state.phase) == (0, (), (), "neutral")
        assert "3 " in typist.said
        await typist.presses("ctrl+y")
        await typist.on_disk()
        assert typist.recorder.state._replace(seq=0, t=0) == before._replace(seq=0, t=0)


async def test_opened_again_it_is_brought_back_just_so(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await four_lines(typist)
        await typist.presses("down", "down", "shift+delete")
        await typist.on_disk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.presses("ctrl+y")
        await typist.on_disk()
        assert (typist.recorder.state.lap, typist.recorder.state.away) == (1, (4,))


async def test_undo_to_a_line_leaves_what_is_half_typed(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await four_lines(typist)
        await typist.presses("down", "down")
        await typist.writes("x 5")
        await typist.presses("shift+delete")
        await typist.on_disk()
        assert (typist.line, typist.recorder.state.lap) == ("x 5", 0)
        await typist.stage.shows("✓ taken back: 3 lines", "» Withdrew: 5 5")


@pytest.mark.parametrize("size", [(80, 24), (112, 24), (120, 36)])
async def test_what_is_said_is_not_cut_while_a_row_above_it_is_free(tmp_path: Path, size: tuple[int, int]) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=size) as typist:
        await four_lines(typist)
        await typist.presses("shift+f2", "down", "down")
        await typist.stage.until(lambda: "15 to go" in " ".join(typist.stage.text.split()))
        above = " ".join(" ".join(typist.stage.rows[-6:-2]).split())
        assert " ".join(typist.said.replace("\u00a0", " ").split()) in above.replace("\u00a0", " ")


async def test_without_a_chosen_line_the_key_does_nothing(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await four_lines(typist)
        await typist.presses("shift+delete")
        assert len(typist.recorder.recording) == 4


async def test_a_line_typed_with_a_chosen_one_is_told_as_what_enter_does_and_as_the_reason(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await four_lines(typist)
        await typist.presses("down")
        await typist.writes("f 5")
        await typist.stage.shows("» Fall: 5 5, 15 to go · delete takes event 4 back with this as the reason")
        typist.stage.press("enter")
        await typist.stage.until(lambda: typist.recorder.state.down == (3, 5))


async def test_editing_begins_with_what_the_line_is_and_with_no_error(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await four_lines(typist)
        await typist.presses("down", "e")
        await typist.stage.shows("· Attack: 4 4, 15 to go · nothing is changed yet; esc leaves it as it is")
        await typist.presses("backspace", "5")
        await typist.stage.shows("» Corrected: event 4, Attack: 4 4 → Attack: 5 5")
