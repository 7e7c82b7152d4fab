"""Tests that the fold gives the published result tables: every rank, every total, and all else that was published."""

import io
from typing import Final

import pytest

from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState, Status
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from sample_races import beijing_men, beijing_women, world_cup
from sample_races.plans import Plan
from sample_races.streams import stream
from sample_races.tables import FOLDER
from tests.samples import unshipped

COMPLETE: Final = (
    beijing_men.SEMI_FINAL_1,
    beijing_women.SEMI_FINAL_1,
    world_cup.CALGARY_MEN_B,
    world_cup.HEERENVEEN_MEN_A,
    unshipped.CALGARY_MEN_A,
    unshipped.HEERENVEEN_WOMEN_A,
    unshipped.SALT_LAKE_CITY_WOMEN_A,
)
INCOMPLETE: Final = (
    beijing_men.SEMI_FINAL_2,
    beijing_men.FINAL,
    beijing_women.SEMI_FINAL_2,
    beijing_women.FINAL,
    unshipped.PYEONGCHANG_MEN,
    unshipped.PYEONGCHANG_WOMEN,
)
BEHIND_SKATERS_NOBODY_NAMED: Final = ("Michelle Uhrig",)
"""A skater whose rank counts others who are in no source, and so not on the start sheet."""


def final_state(plan: Plan) -> RaceState:
    timeline = Timeline(read_from(io.BytesIO(stream(plan)), plan.id))
    return timeline.state_at(len(timeline))


def by_name(plan: Plan) -> dict[str, Standing]:
    printed = {whole: cut for cut, whole in plan.names.items()}
    return {printed.get(row.name, row.name): row for row in standings(final_state(plan))}


def points_of(row: Standing) -> tuple[int, ...]:
    return (*row.sprints, row.finish)


def ids(plan: Plan) -> str:
    return plan.id


def test_every_table_is_held_against_the_fold() -> None:
    tables = sorted(plan.table for plan in (*COMPLETE, *INCOMPLETE))
    assert tables == sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("plan", COMPLETE, ids=ids)
def test_a_complete_table_comes_out_in_its_own_order(plan: Plan) -> None:
    assert list(by_name(plan)) == [row.name for row in plan.result.results]


@pytest.mark.parametrize("plan", COMPLETE, ids=ids)
def test_a_complete_table_comes_out_rank_for_rank_and_total_for_total(plan: Plan) -> None:
    published = {row.name: (row.rank, row.total_points, row.laps) for row in plan.result.results}
    assert {name: (row.rank, row.total, row.laps) for name, row in by_name(plan).items()} == published


@pytest.mark.parametrize("plan", COMPLETE, ids=ids)
def test_the_bibs_of_a_table_are_those_of_the_start_sheet(plan: Plan) -> None:
    result = by_name(plan)
    published = {row.name: row.bib for row in plan.result.results if row.bib is not None}
    assert {name: result[name].bib for name in published} == published


@pytest.mark.parametrize("plan", [*COMPLETE, *INCOMPLETE], ids=ids)
def test_every_time_that_was_published_comes_out(plan: Plan) -> None:
    state, result = final_state(plan), by_name(plan)
    for row in plan.result.results:
        shown = result[row.name]
        assert (row.name, row.ms) == (row.name, state.exits[shown.bib].t if row.left else shown.time)


@pytest.mark.parametrize("plan", [*COMPLETE, *INCOMPLETE], ids=ids)
def test_the_points_of_every_sprint_that_were_published_come_out_as_won(plan: Plan) -> None:
    result = by_name(plan)
    published = {row.name: row.sprint_points for row in plan.result.results if row.sprint_points}
    assert {name: points_of(result[name]) for name in published} == published


@pytest.mark.parametrize("plan", [*COMPLETE, *INCOMPLETE], ids=ids)
def test_who_goes_through_comes_out(plan: Plan) -> None:
    result = by_name(plan)
    published = {row.name: row.qualified for row in plan.result.results}
    assert {name: result[name].through for name in published} == published


@pytest.mark.parametrize("plan", INCOMPLETE, ids=ids)
def test_every_rank_and_total_that_was_published_of_an_incomplete_table_comes_out(plan: Plan) -> None:
    result = by_name(plan)
    for row in plan.result.results:
        shown = result[row.name]
        if row.rank is not None and row.name not in BEHIND_SKATERS_NOBODY_NAMED:
            assert (row.name, shown.rank) == (row.name, row.rank)
        if row.total_points is not None:
            assert (row.name, shown.total) == (row.name, row.total_points)


def test_uhrig_is_behind_all_who_qualified_and_last_of_those_who_were_named() -> None:
    result = by_name(beijing_women.SEMI_FINAL_2)
    assert result["Michelle Uhrig"].rank == len(result) == 10


@pytest.mark.parametrize(
    ("plan", "name", "won"),
    [
        (world_cup.CALGARY_MEN_B, "Andrey ZUYEV", 2),
        (unshipped.CALGARY_MEN_A, "Didrik Eng STRAND", 3),
        (beijing_men.FINAL, "Sven Kramer", 1),
    ],
    ids=lambda value: value.id if isinstance(value, Plan) else str(value),
)
def test_points_that_were_won_and_do_not_count_are_told_apart(plan: Plan, name: str, won: int) -> None:
    row = by_name(plan)[name]
    assert (row.won, row.total) == (won, 0)


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        (world_cup.CALGARY_MEN_B, {"lapped_inferred": "lapped", "DNF_or_taken_off": "withdrew", "DQ": "disqualified"}),
        (unshipped.CALGARY_MEN_A, {"lapped_inferred": "lapped", "DQ": "disqualified"}),
        (world_cup.HEERENVEEN_MEN_A, {"DNF_or_taken_off": "withdrew"}),
        (unshipped.SALT_LAKE_CITY_WOMEN_A, {"DNF_or_taken_off": "withdrew"}),
    ],
    ids=lambda value: value.id if isinstance(value, Plan) else "",
)
def test_what_became_of_each_skater_comes_out(plan: Plan, status: dict[str, str]) -> None:
    published = {row.name: status.get(row.status, row.status) for row in plan.result.results}
    assert {name: row.status for name, row in by_name(plan).items()} == published


def test_equal_hundredths_are_split_by_the_thousandths() -> None:
    result = by_name(unshipped.CALGARY_MEN_A)
    assert [result[name].time for name in ("Gabriel ODOR", "Bart HOOLWERF")] == [462976, 462979]
    assert [result[name].finish_place for name in ("Gabriel ODOR", "Bart HOOLWERF")] == [5, 6]


def test_under_the_rules_of_2014_a_lapped_skater_is_out_without_a_time() -> None:
    haerdi = by_name(unshipped.PYEONGCHANG_WOMEN)["Ramona Härdi"]
    assert (haerdi.status, haerdi.time, haerdi.laps) == (Status.LAPPED, None, 6)
