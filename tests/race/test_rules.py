"""Tests of the presets, and of a sheet's own keys set over them."""

from __future__ import annotations

import pytest

from massstart_tui.race.rules import PRESETS, RulesTable, Sprint, rules_in_force


@pytest.mark.parametrize(
    ("preset", "sprints", "points", "finish", "lapped"),
    [
        ("isu-2014", (4, 8, 12), (5, 3, 1), (60, 40, 20), "out"),
        ("isu-2018", (4, 8, 12), (3, 2, 1), (60, 40, 20, 10, 6, 3), "finishes"),
        ("isu-junior", (4, 7), (3, 2, 1), (30, 20, 10, 4, 2, 1), "finishes"),
    ],
)
def test_each_preset_gives_the_points_of_its_edition(
    preset: str, sprints: tuple[int, ...], points: tuple[int, ...], finish: tuple[int, ...], lapped: str
) -> None:
    rules = rules_in_force(RulesTable(preset), 16)
    assert rules.sprint_laps() == sprints
    assert [rules.points_at(lap) for lap in sprints] == [points] * len(sprints)
    assert rules.finish == finish
    assert rules.lapped == lapped
    assert rules.neutral


def test_a_sheet_that_names_no_preset_has_the_present_one() -> None:
    assert rules_in_force(RulesTable(), 16) == PRESETS["isu-2018"].rules


def test_every_key_of_a_preset_can_be_set_on_the_sheet() -> None:
    own = RulesTable("isu-2014", (Sprint(9, (2,)), Sprint(3, (4, 1))), (7, 5), "finishes", neutral=False)
    rules = rules_in_force(own, 16)
    assert (rules.sprint_laps(), rules.finish, rules.lapped, rules.neutral) == ((3, 9), (7, 5), "finishes", False)


def test_an_empty_list_of_sprints_is_a_race_without_sprints() -> None:
    assert rules_in_force(RulesTable(sprints=(), finish=()), 16).sprints == ()
    assert rules_in_force(RulesTable(sprints=(), finish=()), 16).finish == ()


def test_a_key_that_is_not_set_stays_that_of_the_preset() -> None:
    rules = rules_in_force(RulesTable("isu-2014", lapped="finishes"), 16)
    assert rules.finish == (60, 40, 20)
    assert rules.neutral


def test_a_preset_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        rules_in_force(RulesTable("isu-1900"), 16)


def test_a_lap_without_a_sprint_has_no_points() -> None:
    assert PRESETS["isu-2018"].rules.points_at(5) == ()


def test_of_a_presets_sprints_those_that_a_shorter_race_never_comes_to_are_left_out() -> None:
    assert rules_in_force(RulesTable("isu-2018"), 8).sprint_laps() == (4,)
    assert rules_in_force(RulesTable("isu-2018"), 9).sprint_laps() == (4, 8)
