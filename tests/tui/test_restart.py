"""Tests of a restarted race: everything shown and typed uses the clock of the gun that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.screens.race_screen import RaceScreen
from tests.race.builders import a_sheet
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.stage import Stage, on_stage
from tests.tui.typing import typing

GUN = 400_000
"""The time of the restart, in milliseconds."""


@pytest.fixture
def restarted(tmp_path: Path) -> Path:
    """Write a race with a sprint and a fall, stopped at 2:10, and restarted at 6:40 with an attack at 0:31 and a fall
    at 1:01.
    """
    path = tmp_path / "restarted.jsonl"
    path.write_bytes(
        make_stream(
            event("start"),
            *laps_of_thirty_seconds(4),
            event("sprint", 120_500, lap=4, order=[1, 2, 3]),
            event("fall", 125_000, bibs=[3]),
            event("stop", 130_000),
            event("restart", GUN, reason="ice"),
            event("lap", GUN + 30_000, lap=1),
            event("attack", GUN + 31_000, bibs=[5]),
            event("lap", GUN + 60_000, lap=2),
            event("fall", GUN + 61_000, bibs=[4]),
            event("note", GUN + 100_000, text="The last of it"),
        )
    )
    return path


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.EN, "ice · clock from 0:00"), (Language.NL, "ice · klok weer vanaf")],
)
async def test_the_log_counts_from_the_gun_of_the_clock_and_the_restart_says_so(
    restarted: Path, language: Language, said: str
) -> None:
    async with on_stage(restarted, begin="1:01", language=language) as stage:
        await stage.comes_to("1:01.0")
        await stage.shows(said)
        log = [" ".join(row.split()) for row in stage.rows]
        # Laps to go, of the race that was stopped and of the one that was started anew.
        for told in ("14 ▼ 4", "15 ▲ 5", "16 ⇤", "12 ‖", "12 ▼ 3"):
            assert any(told in row for row in log), told


async def test_the_screen_of_a_skater_counts_from_it_as_well(restarted: Path) -> None:
    async with on_stage(restarted, begin="1:01") as stage:
        assert isinstance(stage.app.screen, RaceScreen)
        await stage.app.screen.open_skater(5)
        await stage.until(lambda: stage.place == "skater")
        assert "0:31.0" in stage.row("attack")


@pytest.mark.parametrize(
    ("text", "at", "newest"),
    [
        ("0:31", "0:31.0", "▲ attack"),
        ("event 7", "2:05.0", "▼ fall"),
        ("incident 1", "2:05.0", "▼ fall"),
        ("lap 1", "0:30.0", "⇤ restart"),
        ("start", "0:00.0", "● start"),
    ],
)
async def test_a_time_that_one_goes_to_is_that_of_the_clock(restarted: Path, text: str, at: str, newest: str) -> None:
    async with on_stage(restarted, begin="1:01") as stage:
        await goes_to(stage, text)
        await stage.comes_to(at)
        signs = [sign for row in stage.rows for sign in ("▲ attack", "▼ fall", "⇤ restart", "● start") if sign in row]
        assert signs[0] == newest


async def test_as_long_as_nothing_is_known_of_the_restart_a_time_is_of_the_first_start(restarted: Path) -> None:
    async with on_stage(restarted, begin="event 3") as stage:
        await goes_to(stage, "2:05")
        await stage.comes_to("2:05.0")
        await stage.shows("▼ fall")
        await stage.hides("restart")


async def test_where_one_goes_is_told_as_the_clock_will_have_it(restarted: Path) -> None:
    async with on_stage(restarted, begin="1:01") as stage:
        stage.press("g")
        await stage.write("event 11")
        await stage.until(lambda: any(row.endswith("→ 0:31.0") for row in stage.rows))


async def goes_to(stage: Stage, text: str) -> None:
    stage.press("g")
    await stage.write(text)
    stage.press("enter")


async def test_no_mark_of_the_abandoned_start_stays_on_the_bar(restarted: Path) -> None:
    async with on_stage(restarted, begin="event 8") as stage:
        await stage.until(lambda: "◆" in stage.rows[-2])
        stage.press("full_stop", "full_stop")
        await stage.until(lambda: marks(stage) == "⇤●")
        stage.press("end")
        await stage.until(lambda: marks(stage) == "⇤▲▼●")


async def test_with_spoilers_the_bar_ends_at_what_the_clock_will_show(restarted: Path) -> None:
    async with on_stage(restarted, begin="1:01", spoilers=True) as stage:
        await stage.until(lambda: stage.rows[-2].endswith("1:40.0"))


def marks(stage: Stage) -> str:
    return "".join(sign for sign in stage.rows[-2] if sign in "◆▲▼‖⇤●")


async def test_a_time_that_is_typed_in_entry_is_that_of_the_clock_on_the_screen(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(80_000)
        await typist.enters("stop")
        typist.at(GUN)
        await typist.enters("restart")
        typist.at(GUN + 10_000)
        await typist.enters("@0:03 a 4")
        assert typist.recorder.recording.lines.event(4).t == GUN + 3_000
        assert typist.recorder.state.away
        typist.at(GUN + 20_000)
        await typist.presses("down", "e")
        assert typist.line == "@0:03.000 attack 4"
        await typist.presses("home", *["right"] * 4, "delete", "5")
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert typist.recorder.views.now.event(4).t == GUN + 5_000
