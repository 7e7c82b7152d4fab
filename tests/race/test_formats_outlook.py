"""Tests of the outlook where laps are gained, against all endings of small races, and of races without an outlook."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from massstart_tui.race.contenders import MOST_SPRINTS, NoOutlook, Uncovered, uncovered
from massstart_tui.race.outlook import Assumption, assumptions, outlook
from massstart_tui.race.requirements import what_each_takes
from massstart_tui.race.rules import RulesTable, Sprint, SprintsEvery
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import RaceState, Status
from tests.levels import first_quick
from tests.race.builders import a_sheet, fold, happens
from tests.race.endings import NOWHERE, Endings, known

FINAL = 8


class TrackEndings(Endings):
    """The endings of a race, classified by the text of the rules of races with laps gained."""

    def _key(self, row: Standing, won: int, place: int | None) -> tuple[float, ...]:
        """Return the sort key: who is out last; points, else laps gained; then the order of the final sprint."""
        if row.status in (Status.DISQUALIFIED, Status.DNS):
            return (2 + (row.status is Status.DNS), 0, 0, 0, 0)
        place = row.finish_place if place is None else place
        if place is None:
            return (1, 0, -known(row.laps), NOWHERE, row.rank)
        if not self.state.rules.on_points:
            return (0, -row.laps_gained, 0, place, 0)
        table = self.state.rules.finish
        at_the_finish = table[place - 1] if row.finish_place is None and place <= len(table) else 0
        return (0, -row.total - won - at_the_finish, 0, place, 0)


def a_track_race(random: Random) -> RaceState:
    """Return a points, tempo or scratch race of two to four skaters over eight laps, with laps gained and lost.

    It is cut off at any moment.
    """
    skaters = random.randint(2, 4)
    bibs = list(range(1, skaters + 1))
    rules = random.choice(
        [
            RulesTable("track-points", sprints_every=SprintsEvery(2, (5, 3, 2, 1)), lap_points=random.choice([2, 20])),
            RulesTable("track-points", sprints_every=SprintsEvery(4, (2, 1)), finish=(4, 2), lap_points=3),
            RulesTable("tempo", sprints_every=SprintsEvery(2, (1,)), lap_points=random.choice([1, 20])),
            RulesTable("scratch"),
        ]
    )
    sheet = a_sheet(skaters, laps=FINAL, qualify=random.choice([None, *range(1, skaters + 1)]), rules=rules)
    told: list[dict[str, Any]] = [happens("start")]
    until = random.randint(0, FINAL)
    for lap in range(1, until + 1):
        told.append(happens("lap", lap=lap))
        if lap in sheet.rules_in_force().sprint_laps() and random.random() < 0.9:
            told.append(happens("sprint", lap=lap, order=random.sample(bibs, skaters)))
        if random.random() < 0.2:
            told.append(happens(random.choice(["lap_gained", "lapped"]), bibs=[random.choice(bibs)]))
    out = [bib for bib in bibs if random.random() < 0.15]
    told += [happens(random.choice(["withdraw", "disqualify"]), bibs=[bib]) for bib in out]
    still = [bib for bib in bibs if bib not in out]
    if until == FINAL and still and random.random() < 0.7:
        told.append(happens("finish", order=random.sample(still, random.randint(1, len(still)))))
    return fold(sheet, *told)


@pytest.mark.parametrize("start", first_quick(range(0, 1200, 300)))
def test_the_outlook_is_what_comes_out_of_every_ending_in_which_nobody_gains_or_loses_another_lap(start: int) -> None:
    for seed in range(start, start + 300):
        state = a_track_race(Random(seed))
        assert {chance.bib: chance for chance in outlook(state)} == TrackEndings(state).chances(), f"seed {seed}"


def test_that_nobody_gains_or_loses_a_lap_is_among_what_is_assumed() -> None:
    assert Assumption.NO_LAPS_GAINED in assumptions(fold(a_sheet(laps=8, rules=RulesTable("scratch"))))
    assert Assumption.NO_LAPS_GAINED not in assumptions(fold(a_sheet()))


def test_there_is_no_outlook_while_skaters_are_eliminated_and_there_is_once_they_are_in() -> None:
    sheet = a_sheet(3, laps=4, rules=RulesTable("elimination"))
    on = [happens("lap", lap=2), happens("eliminated", bibs=[2])]
    state = fold(sheet, *on)
    assert uncovered(state) is Uncovered.ELIMINATIONS
    with pytest.raises(NoOutlook) as told:
        outlook(state)
    assert told.value.reason is Uncovered.ELIMINATIONS
    over = fold(sheet, *on, happens("finish", order=[3, 1]))
    assert [(chance.bib, chance.best, chance.worst) for chance in outlook(over)] == [(3, 1, 1), (1, 2, 2), (2, 3, 3)]


def test_there_is_an_outlook_of_a_points_race_from_so_many_sprints_to_go() -> None:
    sheet = a_sheet(laps=120, rules=RulesTable("track-points"))
    sprints = [happens("sprint", lap=lap, order=[1, 2, 3, 4]) for lap in range(10, 120 - 10 * MOST_SPRINTS, 10)]
    assert uncovered(fold(sheet, *sprints[:-1])) is Uncovered.TOO_MANY_SPRINTS
    assert uncovered(fold(sheet, *sprints)) is None
    with pytest.raises(NoOutlook):
        what_each_takes(fold(sheet))


def test_a_tempo_race_has_an_outlook_from_the_start() -> None:
    assert len(outlook(fold(a_sheet(20, laps=40, rules=RulesTable("tempo"))))) == 20


def test_there_is_no_outlook_of_a_ranking_that_comes_down_to_more_than_one_number() -> None:
    table = RulesTable(sprints=(Sprint(4, (1,)),), ranking=("completed", "laps_gained", "points", "finish"))
    assert uncovered(fold(a_sheet(rules=table))) is Uncovered.RANKING
