"""Tests of what a wide result adds: places won by the points, how it went, the final, and what can be done there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.text.words import Language, words
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.screens.result_protocol import time_behind
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.races import KRAMERS, WITH_LAPPED, sample
from tests.tui.stage import Stage, on_stage, opening

SIZES = [(110, 30), (120, 36), (200, 60)]


def wide(path: Path, width: int = 120, height: int = 36, **wanted: Any) -> str:
    """Return the text of the result at the end of this race."""
    return take_picture(*opening(path, **{"begin": "end"} | wanted), Frame("result", width, height)).text


def row_of(text: str, name: str) -> str:
    """Return the row of the protocol with this name."""
    return next(row for row in text.splitlines() if name in row and row.split()[0].isdigit())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_places_won_and_lost_by_the_points_are_the_place_over_the_line_less_the_rank(width: int, height: int) -> None:
    text = wide(sample(KRAMERS), width, height)
    rows = [row for row in text.splitlines() if re.match(r" +\d+ +\d+ ", row) and re.search(r"\d(st|nd|rd|th)", row)]
    assert len(rows) == 15
    for rank, row in enumerate(rows, 1):
        found = re.search(r"(\d+)(?:st|nd|rd|th)\S* *(?:([▲▼])(\d+))?", row)
        assert found, row
        moved = int(found[3] or 0) * (-1 if found[2] == "▼" else 1)
        assert int(found[1]) - rank == moved, row


def test_nothing_is_said_of_places_won_while_the_race_is_on() -> None:
    during = wide(sample(KRAMERS), begin="1 to go")
    assert "over the line " not in during
    assert not re.search(r"[▲▼]\d", during)


@given(first=st.integers(300_000, 600_000), behind=st.integers(0, 59_000))
def test_a_time_behind_is_the_difference_of_the_two_as_they_are_printed(first: int, behind: int) -> None:
    time = first + behind
    told = time_behind(time, first, words(Language.EN))
    if time // 10 != first // 10:
        assert told == f"+{(time // 10 - first // 10) / 100:.2f}"
    else:
        assert told == (f"+{behind / 1000:.3f}" if behind else "+0.00")


def test_a_time_before_that_of_the_first_is_not_called_behind() -> None:
    assert time_behind(299_000, 300_000, words(Language.EN)) == ""


def test_what_the_report_begins_with_is_below_the_protocol() -> None:
    told = wide(sample(KRAMERS), 200, 60).split("HOW IT WENT")[1]
    assert "Kristian Ulekleiv (NOR) was first over the line in 7:56.67" in told
    assert "were left out without a point" in told


def test_the_final_has_the_helmet_numbers_by_the_rank_in_this_heat() -> None:
    after = wide(sample(KRAMERS)).split("THE FINAL")[1]
    told = re.sub(r"[│\s]+", " ", after)
    assert re.search(r"1 Ulekleiv .*3 Swings .*5 Ning .*7 Chung .*9 Aldoshkin .*13 Kramer .*15 Ichinohe", told)


def test_a_race_that_fills_no_final_has_none() -> None:
    assert "THE FINAL" not in wide(sample(WITH_LAPPED))


def test_whoever_the_referee_lets_through_has_no_helmet_number_that_this_heat_alone_does_not_tell(
    tmp_path: Path,
) -> None:
    (tmp_path / "meeting.toml").write_text(
        '[[races]]\nid = "a"\nstream = "race.jsonl"\n[[races]]\nid = "b"\n[[races]]\nid = "f"\nfrom = ["a", "b"]\n',
        encoding="utf-8",
    )
    path = tmp_path / "race.jsonl"
    skaters = make_skaters((1, "Anna Noord", "NED"), (2, "Berta Zuid", "NED"), (3, "Cara West", "NED"))
    finish = event("finish", 485_000, order=[1, 2, 3])
    let_through = event("advance", 486_000, bibs=[3])
    lines = [event("start"), *laps_of_thirty_seconds(16), finish, let_through, event("official", 487_000)]
    path.write_bytes(make_stream(*lines, skaters=skaters, qualify=1))
    told = wide(path).split("THE FINAL")[1]
    assert re.search(r"1 Noord +q West", told)


def test_what_is_not_official_is_said_once_by_kind_and_only_after_the_race() -> None:
    after, during = wide(sample(KRAMERS), 200, 60), wide(sample(KRAMERS), 200, 60, begin="1 to go")
    assert after.count("NOT OFFICIAL OR PUBLISHED") == 1
    assert re.search(r"lap times, sprint times.* interpolated", after)
    assert "NOT OFFICIAL" not in during


async def result_of(stage: Stage) -> None:
    """Open the result of the race on the stage."""
    stage.press("r")
    await stage.until(lambda: stage.place == "result")
    await stage.shows("Ulekleiv")


async def test_the_cursor_chooses_a_skater_and_enter_opens_them() -> None:
    async with on_stage(sample(KRAMERS), begin="end", size=(120, 36)) as stage:
        await result_of(stage)
        stage.press("j", "j", "j", "k")
        await stage.until(lambda: "Bart Swings" in stage.cursor)
        stage.press("enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("Bart Swings")
        stage.press("escape", "escape")
        await stage.until(lambda: stage.place == "result" and not stage.cursor)


async def test_behind_the_last_skater_the_page_scrolls_to_its_end_and_back() -> None:
    async with on_stage(sample(KRAMERS), begin="end", size=(80, 24)) as stage:
        await result_of(stage)
        stage.press(*["j"] * 80)
        await stage.shows("Q through by rank")
        stage.press(*["k"] * 80)
        await stage.shows("Kristian Ulekleiv")


async def test_d_says_where_everything_comes_from() -> None:
    async with on_stage(sample(KRAMERS), begin="end", size=(120, 36)) as stage:
        await result_of(stage)
        stage.press("d")
        await stage.until(lambda: stage.place == "sources")
        await stage.shows("NOT OFFICIAL OR PUBLISHED", "interpolated")


async def test_the_sources_are_not_named_before_the_end_which_they_may_tell() -> None:
    async with on_stage(sample(KRAMERS), begin="8 to go", size=(120, 60)) as stage:
        stage.press("r")
        await stage.until(lambda: stage.place == "result")
        stage.press("d")
        await stage.shows("Sources may tell how the race ended")


@pytest.mark.parametrize(("width", "fewer"), [(60, True), (80, True), (200, False)])
def test_sprints_without_a_column_are_told(width: int, *, fewer: bool) -> None:
    """The points race has eleven sprints."""
    text = wide(sample("made-up-points-race"), width, 60)
    heads = next(row for row in text.splitlines() if "S11 " in row and "Σ" in row)
    shown = len(re.findall(r"S\d+", heads))
    assert (shown < 11) == fewer
    assert ("…" in heads) == fewer
    assert (f"no room here for sprints 1 to {11 - shown}" in " ".join(text.split())) == fewer


@pytest.mark.parametrize("begin", ["8 to go", "end"])
async def test_what_is_not_official_is_named_once_with_all_its_sources(begin: str) -> None:
    """Semi-final 2 has eight entries of this kind, four of them about the times of incidents."""
    async with on_stage(sample("beijing-2022-men-sf2"), begin=begin, size=(120, 80)) as stage:
        stage.press("r")
        await stage.until(lambda: stage.place == "result")
        stage.press("d")
        await stage.until(lambda: stage.place == "sources" and "NOT OFFICIAL" in stage.text)
        # An incident is named with its source and with that of its time.
        rows = [row.strip() for row in stage.rows if not re.match(r" *(\w+: \d+\xa0|official$)", row)]
        assert rows.count("incident times  reconstructed") == 1
        assert len(set(filter(None, rows))) == len([*filter(None, rows)])


async def test_the_result_is_saved_to_a_new_file_and_none_is_overwritten(tmp_path: Path) -> None:
    path, there = tmp_path / "out.csv", tmp_path / "kept.csv"
    there.write_text("mine", encoding="utf-8")
    async with on_stage(sample(KRAMERS), begin="end", size=(120, 36)) as stage:
        await result_of(stage)
        stage.press("p")
        await stage.shows("save as", ".html")
        line = stage.app.screen.query_one("SaveLine Input")
        line.value = str(there)  # type: ignore[attr-defined] # an Input, found by its name
        await stage.shows("is there already")
        stage.press("enter")
        await stage.settle()
        line.value = str(path)  # type: ignore[attr-defined] # as above
        await stage.shows("the result as csv")
        stage.press("enter")
        await stage.until(path.exists)
    assert there.read_text(encoding="utf-8") == "mine"
    assert "Ulekleiv" in path.read_text(encoding="utf-8")
