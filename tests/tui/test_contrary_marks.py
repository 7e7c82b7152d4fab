"""Tests of the mark beside events that contradict others, in the log, for the chosen line and in the help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame
from tests.race.builders import over
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.conftest import Album
from tests.tui.stage import on_stage
from tests.tui.test_follow_screen import Rink, followed
from tests.tui.typing import typing

SHEET = over(8, skaters=6, sprints=(4,), neutral=False)
CONTRARY = make_stream(
    event("start"),
    *laps_of_thirty_seconds(3),
    event("withdraw", 95_000, bibs=[2], laps=2),
    event("lap", 121_000, lap=4),
    event("sprint", 121_500, lap=4, order=[1, 2, 3]),
    event("lap", 123_000, lap=5),
    event("fall", 125_000, bibs=[5]),
    event("note", 130_000, text="waiting"),
)
"""A stream in which a withdrawn skater is in the order of the sprint, and a lap took two seconds."""


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    path = tmp_path / "race.jsonl"
    path.write_bytes(CONTRARY)
    return path


@pytest.mark.parametrize(("width", "height", "language"), [(60, 28, "nl"), (80, 24, "en")])
def test_a_replay_marks_what_contradicts(album: Album, stream: Path, width: int, height: int, language: str) -> None:
    """An exclamation mark is behind the sign of the sprint and that of the fifth lap, and behind no other."""
    frame = Frame("race", width, height)
    text = album.shows(f"contrary-{width}x{height}", frame, stream, begin="end", language=Language(language))
    assert [row for row in text.splitlines() if "◆!" in row]
    assert [row for row in text.splitlines() if "○!" in row and " 5" in row]
    assert text.count("!") == 2
    assert "▼ " in text


async def test_nothing_is_marked_before_it_has_happened(stream: Path) -> None:
    async with on_stage(stream) as stage:
        stage.press("g")
        await stage.until(lambda: stage.rows[-1].strip().startswith("go to"))
        await stage.write("2:00")
        stage.press("enter")
        await stage.shows("after 2 laps")
        await stage.settle()
        assert "!" not in stage.text


async def test_a_race_that_is_followed_marks_it_as_it_comes(tmp_path: Path) -> None:
    rink = Rink(tmp_path / "race.jsonl")
    lines = CONTRARY.splitlines(keepends=True)
    rink.path.write_bytes(b"".join(lines[:6]))
    async with followed(rink) as stage:
        await stage.shows("after 2 laps")
        assert "!" not in stage.text
        with rink.path.open("ab") as file:
            file.writelines(lines[6:8])
        await stage.shows("◆!")


@pytest.mark.parametrize(
    ("language", "told"),
    [(Language.EN, "! leader’s lap 5 took 2.0 s"), (Language.NL, "! ronde 5 van de koploper duurde 2,0 s")],
)
async def test_the_line_that_is_chosen_in_live_entry_says_what_it_contradicts(
    language: Language, told: str, tmp_path: Path
) -> None:
    async with typing(SHEET, tmp_path / "race.jsonl", language=language) as typist:
        for t in (0, 30_000, 60_000, 90_000, 120_000, 122_000):
            typist.at(t)
            await typist.laps()
        await typist.stage.shows("○!")
        await typist.presses("down")
        assert typist.said.startswith(told)
        await typist.presses("delete")
        await typist.stage.hides("○!")
        recorded = [json.loads(line)["type"] for line in typist.path.read_bytes().splitlines()[1:]]
        assert recorded == ["start", *["lap"] * 5, "retract"]


@pytest.mark.parametrize(
    ("language", "told"),
    [(Language.EN, "contradicts what else was recorded"), (Language.NL, "in strijd met wat er verder is")],
)
async def test_the_help_says_what_the_sign_means(language: Language, told: str, stream: Path) -> None:
    async with on_stage(stream, size=(120, 140), language=language) as stage:
        stage.press("question_mark")
        await stage.shows(told)
        assert stage.row(told).partition(told)[0].split()[-1] == "!"
