"""Tests of other race formats on the screens: the columns, which sprints are shown, and the announcements."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.state import RaceState
from massstart_tui.tui.widgets.race_columns import RaceColumns, columns_for
from massstart_tui.tui.widgets.table_columns import TableColumns, latest, sprints_in
from tests.race.builders import fold, happens
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.races import sample
from tests.tui.stage import on_stage


def state_of(preset: str, laps: int, lap: int, noc: str = "NED") -> RaceState:
    skaters = tuple(Skater(bib, f"Rider {bib}", noc) for bib in range(1, 13))
    sheet = Sheet("made-up", "Made up", laps, skaters, rules=RulesTable(preset))
    return fold(sheet, happens("start"), happens("lap", lap=max(1, lap)))


def laid_out(width: int, state: RaceState) -> RaceColumns:
    """Return the columns of a table without a chart."""
    return columns_for(width, TableColumns.of(state), None, 9)


@pytest.mark.parametrize(("width", "shown"), [(49, 2), (60, 4), (73, 6), (120, 11)])
def test_of_more_sprints_than_there_is_room_for_so_many_are_shown(width: int, shown: int) -> None:
    """The table has 49 of 80 columns, and 83 of 120; alone on a screen of 120 columns it has room for all eleven
    sprints.
    """
    lay = laid_out(width, state_of("track-points", 120, 72))
    assert lay.sprints == shown
    assert lay.total >= 4
    assert lay.name >= 9


def test_they_are_the_latest_and_before_there_are_so_many_the_first() -> None:
    assert [latest(state_of("track-points", 120, lap), 11, 3) for lap in (1, 29, 30, 72, 120)] == [
        range(3),
        range(3),
        range(3),
        range(4, 7),
        range(8, 11),
    ]


def test_the_few_sprints_of_a_mass_start_are_always_all_shown() -> None:
    assert sprints_in(0, 3, 3) == 3
    assert laid_out(46, state_of("isu-2018", 16, 9)).sprints == 3
    assert latest(state_of("isu-2018", 16, 9), 3, 3) == range(3)


def test_an_elimination_race_has_a_column_of_who_went_out_and_none_of_points() -> None:
    lay = laid_out(46, state_of("elimination", 22, 3))
    assert (lay.sprints, lay.finish, lay.total, lay.gained) == (0, 0, 0, 0)
    assert lay.out


def test_a_race_of_nobody_with_a_nation_has_no_column_of_nations() -> None:
    assert laid_out(120, state_of("scratch", 40, 3)).noc
    assert not laid_out(120, state_of("scratch", 40, 3, noc="")).noc


async def test_the_strip_announces_an_elimination_as_it_does_a_sprint(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    told = [event("start"), *laps_of_thirty_seconds(9)]
    rules = {"preset": "elimination", "eliminate_every": {"laps": 3}}
    path.write_bytes(make_stream(*told, laps=9, rules=rules))
    async with on_stage(path, begin="start") as stage:
        await stage.shows("elimination in 3 laps")
        for said in ("at the end of the next lap", "at the end of this lap", "elimination in 3 laps"):
            stage.press("right_square_bracket")
            await stage.shows(said)


async def test_the_latest_sprints_move_along_with_the_race() -> None:
    async with on_stage(sample("made-up-points-race"), size=(80, 24), begin="lap 72") as stage:
        await stage.shows("S6  S7", "15 skaters")
        stage.press("s")
        await stage.shows("S7  S8")


async def test_a_skater_of_many_sprints_is_told_with_those_that_gave_points() -> None:
    async with on_stage(sample("made-up-points-race"), size=(80, 24), begin="end") as stage:
        stage.press("j", "j", "enter")
        await stage.shows("7  Rider Golf", "S1 5", "S11 3", "Σ 33")
        assert "S3 2   S5 1" in stage.text
        assert "S4" not in stage.text


async def test_what_is_enough_has_a_column_once_there_is_an_outlook() -> None:
    async with on_stage(sample("made-up-points-race"), size=(120, 36), begin="lap 62") as stage:
        await stage.shows("±", "sprints and finish")
        assert "enough" not in stage.text
    async with on_stage(sample("made-up-points-race"), size=(120, 36), begin="lap 111") as stage:
        await stage.shows("±", "enough", "top ")


async def test_a_race_that_never_has_an_outlook_says_nothing_of_what_is_needed() -> None:
    async with on_stage(sample("made-up-elimination-race"), size=(120, 36), begin="lap 9") as stage:
        assert "enough" not in stage.text
        stage.press("j", "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("why", "WHAT HAPPENED")
        assert "outlook" not in stage.text


async def test_a_what_if_of_a_race_without_an_outlook_decides_nothing_that_is_known() -> None:
    async with on_stage(sample("made-up-elimination-race"), size=(120, 36), begin="lap 9") as stage:
        stage.press("w")
        await stage.write("withdraw 2")
        await stage.shows("WHAT IF")
        assert "decides" not in stage.text
