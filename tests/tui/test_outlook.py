"""Tests of what still suffices, and why, on the screens: table, skater and log; computed beside the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest

from massstart_tui.race import covering
from massstart_tui.race import outlook as chances
from massstart_tui.race.covering import Stopped
from massstart_tui.race.state import RaceState
from massstart_tui.stream import verdict_changes
from massstart_tui.text.words import Language
from massstart_tui.tui.outlook_worker import OutlookQuestion, Outlooks
from tests.patience import PATIENCE
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters, make_stream, race_of_sixteen
from tests.tui.stage import Stage, on_stage

IN_PARTS = [
    *race_of_sixteen()[:-2],
    event("finish", 480_000, order=[4, 6], times=[480_000, 480_121]),
    event("finish", 481_000, order=[1, 2], times=[480_127, 481_000]),
    event("finish", 482_000, order=[3, 5], times=[482_000, 482_000]),
    event("official", 600_000),
]


def write(folder: Path, *events: Fields, **race: Any) -> Path:
    path = folder / "race.jsonl"
    path.write_bytes(make_stream(*events, **race))
    return path


def width_of_table(stage: Stage) -> int:
    """Return where the table ends: the log is beside it from 80 columns."""
    return stage.places_of("INCIDENTS")[0] - 1 if stage.app.size.width >= 80 else stage.app.size.width


def beside(stage: Stage, bib: int) -> str:
    """Return the skater's row of the table, without the log beside it."""
    return next(
        (
            row[: width_of_table(stage)]
            for row in stage.rows
            if row[5:8].strip() == str(bib) and "go through" not in row
        ),
        "",
    )


def enough(stage: Stage, bib: int) -> str:
    """Return the last column of the skater's row, or what the heading says is enough for everyone."""
    return beside(stage, bib)[width_of_table(stage) - 9 :].strip()


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36)])
async def test_what_is_enough_stands_beside_every_skater_at_any_width(size: tuple[int, int], tmp_path: Path) -> None:
    path = write(tmp_path, *race_of_sixteen(), qualify=4)
    async with on_stage(path, begin="3 to go", size=size) as stage:
        await stage.shows("enough")
        await stage.until(
            lambda: (
                "enough for " in stage.text
                or "all top " in stage.text
                or all("top " in beside(stage, bib) or "maybe " in beside(stage, bib) for bib in range(1, 7))
            )
        )


async def test_in_and_out_are_said_as_soon_as_they_are_so(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=3), begin="8:00") as stage:
        await stage.until(lambda: enough(stage, 4) == "through")
        assert enough(stage, 1).startswith("top ")
        stage.press("full_stop")
        await stage.until(lambda: enough(stage, 1) == "through" and enough(stage, 5) == "out")
        stage.press("end")
        await stage.hides("enough")
        assert "Q through" in beside(stage, 4)


async def test_without_a_cut_it_speaks_of_the_podium(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *IN_PARTS), begin="3:00") as stage:
        await stage.shows("the finish alone decides the podium")
        assert "enough for everyone: top 3" in stage.text
        stage.press("end", "comma", "comma", "comma")
        await stage.shows("» podium")


async def test_before_the_gun_nobody_has_any(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=3)) as stage:
        await stage.shows("START SHEET")
        assert "top " not in stage.text
        stage.press("full_stop")
        await stage.shows("top ")


async def test_with_a_cut_larger_than_the_field_everybody_is_in(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=40), begin="2:00") as stage:
        await stage.until(lambda: all(enough(stage, bib) == "through" for bib in (1, 2, 6)))
        assert "whatever happens" not in stage.text


async def test_of_two_the_better_is_through_and_the_other_has_to_be_it(tmp_path: Path) -> None:
    two = make_skaters((1, "Anna Noord", "NED"), (2, "Berit Vik", "NOR"))
    path = write(tmp_path, event("start"), *laps_of_thirty_seconds(3), skaters=two, qualify=1)
    async with on_stage(path, begin="lap 3") as stage:
        await stage.until(lambda: "enough for everyone: top 1" in stage.text)


async def test_where_everybody_is_out_each_has_what_became_of_them(tmp_path: Path) -> None:
    path = write(tmp_path, event("start"), event("lap", 30_000, lap=1), event("withdraw", 31_000, bibs=[*range(1, 7)]))
    async with on_stage(path, begin="end") as stage:
        await stage.until(lambda: stage.text.count("DNF") == 6)
        assert "top " not in stage.text


async def test_where_there_is_little_room_an_attack_is_a_sign_before_what_is_enough(race: Path) -> None:
    async with on_stage(race, begin="3:25", size=(80, 24)) as stage:
        await stage.until(lambda: " ▲ " in beside(stage, 3))
    async with on_stage(race, begin="5:05", size=(80, 24)) as stage:
        await stage.until(lambda: " ▼ " in beside(stage, 6))


async def test_the_log_says_it_at_its_moment_and_not_before(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=3), begin="7:59.9") as stage:
        await stage.settle()
        assert "»" not in stage.text
        stage.press("full_stop")
        await stage.shows("» through")
        stage.press("comma")
        await stage.hides("»")
        stage.press("end")
        await stage.shows("» through", "» out")
        stage.press("home")
        await stage.hides("»")


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36)])
async def test_where_the_search_for_it_ended_the_log_says_that_it_is_not_worked_out(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict_changes, "MOST_WORK", 0)
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=3), begin="end", size=size) as stage:
        await stage.until(lambda: "» not worked out" in stage.text or "» from here on" in stage.text)
        assert "» through" not in stage.text


async def test_it_is_no_event_of_the_log(tmp_path: Path) -> None:
    """It is shown among all lines and those about a skater, but not among incidents, sprints, notes or corrections."""
    async with on_stage(write(tmp_path, *IN_PARTS, qualify=3), begin="8:01.5") as stage:
        await stage.shows("»")
        for name in ("attacks, falls, decisions", "sprints and finish", "notes", "corrections"):
            stage.press("f")
            await stage.until(lambda name=name: f"INCIDENTS  {name}" in stage.text)  # type: ignore[misc] # bound now
            assert "»" not in stage.text
        stage.press("f", "j", "F")
        await stage.until(lambda: "INCIDENTS  all · 4" in stage.text and "» through" in stage.text)
        assert "» out" not in stage.text


async def test_a_skater_who_is_chosen_has_their_place_explained(tmp_path: Path) -> None:
    async with on_stage(write(tmp_path, *race_of_sixteen(), qualify=3), begin="end", size=(80, 24)) as stage:
        stage.press("enter")
        await stage.shows("▸ 4 Müller 19 points ahead of Hill")
        stage.press("j", "j")
        await stage.shows("▸ 1 Noord ")
        assert stage.rows[-1].endswith("q leave")
        stage.press("escape")
        await stage.hides("▸ ")


async def test_a_skaters_screen_says_why_and_what_is_needed(race: Path) -> None:
    async with on_stage(race, begin="3 to go", size=(80, 24)) as stage:
        stage.press("enter", "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("why    ", "needs  3rd or better is enough, nothing less is")
    async with on_stage(race, begin="end", language=Language.NL) as stage:
        stage.press("enter", "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("waarom", "19 punten voor Hill")
        assert "nodig" not in stage.text


async def test_a_key_is_dealt_with_while_it_is_being_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The column stays empty until the answer is known, and keys are handled meanwhile."""
    goes_on = Event()
    threads = []
    whole = chances.outlook

    def slow(state: RaceState, stop: Callable[[], bool] | None = None) -> tuple[chances.Chance, ...]:
        threads.append(current_thread())
        assert goes_on.wait(PATIENCE)
        return whole(state, stop)

    path = write(tmp_path, *race_of_sixteen(), qualify=3)
    async with on_stage(path) as stage:
        monkeypatch.setattr(chances, "outlook", slow)
        stage.press("s")
        await stage.comes_to("2:00.5")
        stage.press("right")
        await stage.comes_to("2:05.5")
        assert "top " not in stage.text
        goes_on.set()
        await stage.shows("top ")
        assert threads
        assert main_thread() not in threads


async def test_what_is_being_worked_out_stops_when_a_later_moment_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = chances.outlook
    begun, stopped = Event(), Event()

    def endless(state: RaceState, stop: Callable[[], bool] | None = None) -> tuple[chances.Chance, ...]:
        if len(state.sprints) != 1:
            return whole(state, stop)
        begun.set()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if stop and stop():
                stopped.set()
                raise Stopped
            time.sleep(0.001)
        raise AssertionError

    path = write(tmp_path, *race_of_sixteen(), qualify=3)
    async with on_stage(path) as stage:
        monkeypatch.setattr(chances, "outlook", endless)
        stage.press("s")
        await stage.until(begun.is_set)
        stage.press("s")
        await stage.until(stopped.is_set)
        await stage.shows("top ")
        monkeypatch.setattr(chances, "outlook", whole)


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36)])
async def test_an_outlook_that_takes_too_long_is_said_not_to_be_worked_out(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(covering, "MOST_WORK", 10)
    async with on_stage(write(tmp_path, *race_of_sixteen(), qualify=4), begin="3 to go", size=size) as stage:
        await stage.until(lambda: "not worked out" in stage.text or " unknown" in stage.text)


@pytest.mark.parametrize(("speed", "paused", "at_once"), [(64.0, False, 0), (1.0, False, 1), (64.0, True, 1)])
async def test_in_a_fast_replay_what_is_known_is_drawn_with_the_next_update(
    speed: float, *, paused: bool, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, *race_of_sixteen(), qualify=4)
    async with on_stage(path, begin="12 to go", speed=speed) as stage:
        await stage.settle()
        board, looks = stage.race, []
        question = OutlookQuestion("takes", ("another", 0), lambda _: None)
        if not paused:
            board.replay.playback.play()
        with monkeypatch.context() as noted:
            noted.setattr(board, "look", lambda: looks.append(1))
            board.on_outlooks_known(Outlooks.Known(question, {}))
            assert len(looks) == at_once
