"""Tests of the keys in a stopped race, and after a false start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.cli.main import main
from massstart_tui.race.state import Phase
from massstart_tui.text.words import Language
from tests.race.builders import a_sheet
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.stage import on_stage
from tests.tui.typing import Typist, typing


def kinds(typist: Typist) -> list[str]:
    return [json.loads(line)["type"] for line in typist.path.read_bytes().splitlines()[1:]]


async def stopped(typist: Typist) -> None:
    for t in (0, 30_000, 60_000):
        typist.at(t)
        await typist.laps()
    typist.at(70_000)
    await typist.enters("stop")
    typist.at(600_000)


@pytest.mark.parametrize(
    ("language", "resume", "restart"), [(Language.EN, "resume", "restart"), (Language.NL, "hervat", "herstart")]
)
async def test_the_lap_key_asks_and_names_both(language: Language, resume: str, restart: str, tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", language=language) as typist:
        await stopped(typist)
        await typist.presses("space")
        assert kinds(typist)[-1] == "stop"
        assert typist.recorder.state.phase is Phase.STOPPED
        await typist.presses("tab")
        assert typist.line == resume
        await typist.presses("tab")
        assert typist.line == restart
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert kinds(typist)[-1] == "restart"


async def test_the_lap_key_again_resumes_and_then_counts_laps(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await stopped(typist)
        await typist.presses("space", "space")
        await typist.on_disk()
        assert kinds(typist)[-1] == "resume"
        assert (typist.recorder.state.phase, typist.recorder.state.lap) == (Phase.RACING, 2)
        typist.at(640_000)
        await typist.laps()
        assert typist.recorder.state.lap == 3


async def test_what_is_entered_after_the_question_has_it_asked_again(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await stopped(typist)
        await typist.presses("space")
        await typist.enters("x 5")
        await typist.presses("space")
        assert kinds(typist)[-1] == "withdraw"


async def test_so_many_laps_to_go_are_on_the_board(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await stopped(typist)
        await typist.enters("resume 10")
        assert (typist.recorder.state.to_go, typist.recorder.state.lap) == (10, 2)


async def test_a_false_start_and_its_second_gun_are_two_keys(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(5_000)
        await typist.presses("ctrl+z")
        await typist.on_disk()
        assert typist.recorder.state.phase is Phase.SCHEDULED
        await typist.presses("space")
        await typist.on_disk()
        assert kinds(typist) == ["start", "retract", "start"]
        assert (typist.recorder.state.phase, typist.recorder.t) == (Phase.NEUTRAL, 0)


async def test_a_false_start_with_a_warning_is_a_line_and_the_lap_key(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(5_000)
        await typist.enters("false start 4")
        await typist.presses("space")
        await typist.on_disk()
        state = typist.recorder.state
        assert (state.phase, state.cards, typist.recorder.t) == (Phase.NEUTRAL, {4: ("warning",)}, 0)


async def test_who_is_under_review_has_the_sign_in_the_table_until_it_is_lifted(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("review 4: pushed")
        await typist.stage.shows("4§ Skater 4")
        await typist.enters("review 4 lifted")
        await typist.stage.until(lambda: "4§ Skater 4" not in typist.stage.text)


@pytest.fixture
def under_review(tmp_path: Path) -> Path:
    """Write a race that is over, with one skater under review."""
    path = tmp_path / "race.jsonl"
    finish = event("finish", 480_000, order=[1, 2, 3, 4, 5, 6])
    review = event("review", 490_000, bibs=[4], reason="pushed")
    path.write_bytes(make_stream(event("start"), *laps_of_thirty_seconds(16), finish, review))
    return path


async def test_who_is_under_review_has_the_sign_in_the_result_and_on_their_page_alone(under_review: Path) -> None:
    async with on_stage(under_review, begin="end") as stage:
        stage.press("r")
        await stage.until(lambda: stage.place == "result")
        await stage.until(lambda: ["Müller" in row for row in stage.rows if "§" in row] == [True])
        stage.press("escape")
        await stage.until(lambda: stage.place == "race")
        for name, marked in (("4§ Müller", True), ("3  Valle", False)):
            stage.click(stage.places_of(name))
            await stage.until(lambda name=name: name in stage.cursor)  # type: ignore[misc]
            stage.click(stage.places_of(name))
            await stage.until(lambda: stage.place == "skater")
            await stage.shows(name[-5:])
            assert ("§ under review, not decided" in stage.text) == marked
            stage.press("escape")
            await stage.until(lambda: stage.place == "race")


def test_who_is_under_review_has_the_sign_in_a_printed_result(
    under_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(under_review)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [("Müller" in line, "not decided" in line) for line in printed if "§" in line] == [
        (True, False),
        (False, True),
    ]
