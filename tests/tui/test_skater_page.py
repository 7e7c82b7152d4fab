"""Tests of the parts of a skater's page: around the cut, head to head, and what is certain between two."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language, words
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.screens.skater_needs import Stakes, other_of
from massstart_tui.tui.themes import DARK
from massstart_tui.view.scene import Scene
from tests.levels import first_quick
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.races import KRAMERS, WITH_LAPPED, sample
from tests.tui.stage import on_stage, opening
from tests.view.scenes import scene_at as scene_in
from tests.view.scenes import timeline_of


def page(path: Path, width: int = 120, height: int = 36, bib: int = 13, **wanted: Any) -> str:
    """Return the text of a skater's page."""
    return take_picture(*opening(path, **{"begin": "4 to go"} | wanted), Frame("skater", width, height, bib)).text


def scene_at(name: str, moment: str) -> Scene:
    """Return a scene of a sample race."""
    race = load(str(sample(name)))
    state = race.at(moment)
    return Scene(race.sheet, state, standings(state), {}, {}, 0, 0, None, None)


def test_the_bib_is_large_and_three_columns_stand_below_it() -> None:
    rows = page(sample(KRAMERS)).splitlines()
    assert sum("█" in row for row in rows) == 7
    heads = next(row for row in rows if "AROUND THE CUT" in row)
    assert heads.index("ENOUGH AT THE FINISH") < heads.index("AROUND THE CUT") < heads.index("HEAD TO HEAD")


def test_a_narrow_page_has_the_same_parts_below_one_another() -> None:
    text = page(sample(KRAMERS), 80, 80)
    parts = ["ENOUGH AT THE FINISH", "NOTES", "WHAT HAPPENED", "AROUND THE CUT", "HEAD TO HEAD"]
    assert sorted(parts, key=text.index) == parts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", first_quick([120, 110, 160, 200]))
def test_no_column_is_cut_off(width: int, language: Language) -> None:
    for name, bib in ((KRAMERS, 13), (WITH_LAPPED, 90)):
        text = page(sample(name), width, 50, bib, language=language)
        assert "…" not in text.replace("Gélinas-Beau…", "")


def test_what_is_enough_at_the_finish_is_what_the_outlook_says() -> None:
    text = page(sample(KRAMERS))
    assert "to 7th        through" in text
    assert "8th to 15th   others decide" in text
    assert "7th is surely enough" in text


def test_a_skater_is_compared_with_the_nearest_who_is_level() -> None:
    assert other_of(scene_at(KRAMERS, "4 to go"), 13) == 12
    assert other_of(scene_at(KRAMERS, "4 to go"), 11) == 12


def test_a_skater_without_anybody_level_is_compared_with_who_is_next_across_the_cut() -> None:
    scene = scene_at(KRAMERS, "end")
    bibs = [row.bib for row in scene.rows]
    assert other_of(scene, bibs[0]) == bibs[8]
    assert other_of(scene, bibs[-1]) == bibs[7]


def test_that_the_first_over_the_line_stays_ahead_is_said_only_once_no_sprint_is_to_come() -> None:
    assert "Level on 3 points: who of the two" in page(sample(KRAMERS))
    before = page(sample(KRAMERS), begin="5 to go")
    assert "Level on" not in before


def test_nothing_is_said_of_the_future(tmp_path: Path) -> None:
    """The page at a moment is the same whatever comes after it."""
    first = [event("start"), *laps_of_thirty_seconds(4), event("sprint", 120_500, lap=4, order=[1, 2, 3])]
    later = [event("lap", 150_000, lap=5), event("fall", 151_000, bibs=[1]), event("lap", 180_000, lap=6)]
    texts = []
    for name, events in (("a", first), ("b", [*first, *later])):
        path = tmp_path / f"{name}.jsonl"
        path.write_bytes(make_stream(*events, qualify=4))
        texts.append(page(path, bib=1, begin="2:00.5"))
    assert texts[0] == texts[1]


def points_of(text: str) -> str:
    """Return the row of a page with the points of the skater, without what stands beside it."""
    return next(row for row in text.splitlines() if "Σ" in row).strip(" █▀▄")


def sprints(order: list[int]) -> list[Fields]:
    """Return a race up to the second of its three sprints; only the first three in ``order`` score in each."""
    laps = laps_of_thirty_seconds(9)
    taken = [event("sprint", 120_500, lap=4, order=order), event("sprint", 240_500, lap=8, order=order)]
    return [event("start"), *sorted([*laps, *taken], key=lambda fields: int(str(fields["t"])))]


@pytest.mark.parametrize(("bib", "told"), [(1, "S1 3   S2 3   Σ 6"), (4, "S1 ·   S2 ·   Σ 0")])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_points_are_those_of_the_table_and_nothing_is_said_of_what_is_to_come(
    bib: int, told: str, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*sprints([1, 2, 3]), qualify=4))
    assert points_of(page(path, *size, bib=bib, begin="lap 9")) == told


@pytest.mark.parametrize("size", [(60, 60), (80, 24), (120, 36)])
def test_the_title_keeps_the_race(size: tuple[int, int]) -> None:
    assert page(sample(KRAMERS), *size).splitlines()[0].endswith("Men's mass start, semi-final 1")


@pytest.mark.parametrize("width", [44, 56])
def test_two_long_names_stand_apart(width: int) -> None:
    names = make_skaters((1, "Anna Groenewoud-van Oudenbosch", "NED"), (2, "Berta Lollobrigida-Castelnuovo", "ITA"))
    scene = scene_in(timeline_of(make_stream(event("start"), skaters=names)), 1_000)
    scene = scene._replace(rows=standings(scene.state))
    heads = Stakes(scene, None, DARK, words(Language.EN)).head_to_head((1, 2), width)[0]
    assert all(text.startswith(" ") for text, _ in heads)


def test_of_groups_only_the_one_of_the_skater_is_told(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    groups = event("groups", 40_000, groups=[[1, 2], [3, 4, 5, 6, 7]])
    skaters = make_skaters(*((bib, f"Skater {bib}", "NED") for bib in range(1, 8)))
    path.write_bytes(make_stream(event("start"), *laps_of_thirty_seconds(1), groups, skaters=skaters))
    texts = [page(path, 80, 60, bib, begin="end").split("WHAT HAPPENED")[1] for bib in (1, 5)]
    assert "groups" in texts[0]
    assert "1 1, 2 2" in " ".join(texts[0].split())
    assert "in a group of 5" in texts[1]


async def test_more_below_is_counted_and_a_comparison_comes_into_view() -> None:
    async with on_stage(sample(KRAMERS), begin="4 to go", size=(80, 24)) as stage:
        stage.press("enter", "enter")
        await stage.until(lambda: stage.place == "skater" and re.search(r"↓ \d+ *$", "".join(stage.rows[-3:-2])))
        assert "HEAD TO HEAD" not in stage.text
        stage.press("h")
        await stage.write("swings")
        await stage.shows("HEAD TO HEAD", "1 Swings", "at worst")


@pytest.mark.parametrize(
    ("race", "begin", "there"),
    [
        ("made-up-elimination-race", "5 to go", False),
        ("made-up-elimination-race", "end", False),
        ("made-up-scratch-race", "5 to go", True),
        (KRAMERS, "5 to go", True),
    ],
)
def test_what_a_race_does_not_have_is_left_out(race: str, begin: str, *, there: bool) -> None:
    """Points, and what is needed: neither is in an elimination race, and a scratch race has no points."""
    text = page(sample(race), 120, 50, scene_at(race, begin).rows[1].bib, begin=begin)
    assert ("AROUND THE" in text) == there
    assert ("needs  " in text) == there
    assert "no outlook" not in text
    assert ("points" in text) == (race == KRAMERS)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("race", ["made-up-points-race", "made-up-tempo-race", KRAMERS])
def test_each_number_below_the_axis_stands_apart_and_is_one_that_the_skater_had(race: str, width: int) -> None:
    recorded = load(str(sample(race)))
    end = recorded.at("end")
    bib = standings(end)[0].bib
    had = {
        str(row.total) for n in range(len(end.rules.sprint_laps())) for row in standings(recorded.at(f"sprint {n + 1}"))
    }
    rows = page(sample(race), width, 60, bib, begin="end").splitlines()
    places, points = (
        next(row for row in rows if re.match(rf"  {label} +[=\d]", row)).split()[1:] for label in ("place", "points")
    )
    assert len(places) == len(points) > 2
    assert {total.rstrip("~") for total in points} <= had
    assert all(int(re.findall(r"\d+", place)[-1]) <= len(standings(end)) for place in places)


@pytest.mark.parametrize("width", [60, 80])
def test_what_is_enough_is_not_said_of_all_once_somebody_is_out(width: int) -> None:
    text = take_picture(*opening(sample("beijing-2022-men-final"), begin="1 to go"), Frame("race", width, 24)).text
    assert "all top 3" not in text
    assert " top 3 " in f"{text} ".replace("\n", " ")
    if width == 60:  # beside the title of the log
        assert "INCIDENTS  for the podium · 1 out" in text
