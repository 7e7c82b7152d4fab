"""What-if lines: what can be supposed, the resulting race, and that nothing is recorded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.supposed_lines import read_what_if, told
from massstart_tui.race.standings import standings
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, before_anything, lines, race, situations
from tests.streams import event, race_of_sixteen

SPRINTS = (event("sprint", 120_500, lap=4, order=[2, 1, 3]), event("sprint", 240_500, lap=8, order=[5, 1, 2]))
AT_NINE = after_laps(9, *SPRINTS)


def points(text: str, situation: Situation) -> dict[int, int]:
    """Return the totals of the skaters who have any."""
    state = read_what_if(text, situation).state
    return {row.bib: row.total for row in standings(state) if row.total}


def wrong(text: str, situation: Situation) -> Problem:
    with pytest.raises(Problem) as caught:
        read_what_if(text, situation)
    return caught.value


def race_or_problem(text: str, situation: Situation) -> RaceState | Problem:
    try:
        return read_what_if(text, situation).state
    except Problem as problem:
        return problem


def test_a_sprint_and_a_finish_that_are_to_come_can_be_supposed() -> None:
    assert points("sprint lap 12: 1 2 3; finish: 5 1 6", after_laps(2)) == {5: 60, 1: 43, 6: 20, 2: 2, 3: 1}


def test_bare_bibs_are_the_next_order_that_is_not_complete() -> None:
    assert points("4 5 6", after_laps(2)) == {4: 3, 5: 2, 6: 1}
    assert points("4", AT_NINE) == {2: 4, 5: 3, 1: 4, 3: 1, 4: 3}
    assert points("4; 6 3; 6", AT_NINE) == {2: 4, 5: 3, 1: 4, 3: 2, 4: 3, 6: 62}
    assert points("s: 4 6 3; 6", AT_NINE)[6] == 2 + 60


def test_an_order_that_is_in_in_part_goes_on() -> None:
    part = after_laps(8, SPRINTS[0], event("sprint", 240_500, lap=8, order=[5]))
    assert points("1 2; 3", part) == {2: 4, 5: 3, 1: 4, 3: 4}


def test_before_the_gun_everything_can_be_supposed() -> None:
    assert points("1 2 3; 1 2 3; 1 2 3; 4 5 6", before_anything()) == {4: 60, 5: 40, 6: 20, 1: 9, 2: 6, 3: 3}


def test_who_withdraws_or_is_disqualified_loses_their_points() -> None:
    assert points("x 2; dq 5", AT_NINE) == {1: 4, 3: 1}


def test_points_that_were_published_as_a_sum_can_be_supposed() -> None:
    assert points("points 6 8 3 1", AT_NINE) == {2: 4, 5: 3, 1: 4, 3: 1, 6: 8}
    assert points("punten 6 8; finish: 6", AT_NINE)[6] == 68
    assert points("points 6 8", before_anything()) == {6: 8}
    assert wrong("points 6", AT_NINE).code is Code.UNFINISHED


def test_an_order_that_is_known_gives_way_to_the_one_that_is_supposed() -> None:
    over = race(*race_of_sixteen())
    assert points("sprint 1: 6 1 3", over)[6] == 3 + 1 + 40
    assert points("p 5 1", over)[5] == 60 + 3 + 2
    assert points("finish: 5 4 6 1 2 3", over)[4] == 40


def test_the_moment_stays_what_it_is() -> None:
    state = read_what_if("finish: 5 1", AT_NINE).state
    assert (state.seq, state.t, state.phase) == (AT_NINE.state.seq, AT_NINE.state.t, Phase.FINISHING)


def test_it_is_told_clause_by_clause() -> None:
    said = told(read_what_if("1 2 3; x 4;; finish: 5", after_laps(3)), words(Language.EN))
    assert said == "Sprint 1: 1 Noord 3 · 2 Vik 2 · 3 Valle 1; Withdrew: 4 Müller (GER), 13 to go; Finish: 5 Sato"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", Code.EMPTY, ""),
        (" ; ;", Code.EMPTY, ""),
        ("1 2; 9 3", Code.BIB_NOT_ON_SHEET, "9"),
        ("x 4; finish: 4", Code.IS_OUT, "4"),
        ("finish: 1; sprint 7: 2 3", Code.NO_SUCH_SPRINT, "7"),
        ("u", Code.NOT_IN_WHAT_IF, "u"),
        ("1 2; retract 3", Code.NOT_IN_WHAT_IF, "retract"),
        ("amend 3 s 1 2", Code.NOT_IN_WHAT_IF, "amend"),
        ("note no; more", Code.NOT_IN_WHAT_IF, "note"),
        ("@4 f 3", Code.NOT_IN_WHAT_IF, "@4 f 3"),
        ("c", Code.NOT_IN_WHAT_IF, "c"),
        ("spr", Code.VERB_UNFINISHED, "spr"),
        ("finish:", Code.UNFINISHED, ""),
    ],
)
def test_what_cannot_be_supposed_is_told_with_its_place(text: str, code: Code, place: str) -> None:
    problem = wrong(text, AT_NINE)
    assert (problem.code, text[problem.start : problem.end].strip()) == (code, place)


def test_who_is_out_is_not_told_to_be_taken_back() -> None:
    assert "seq" not in wrong("x 4; finish: 4", AT_NINE).values


@given(situations(), lines | st.lists(lines, max_size=3).map(";".join))
def test_whatever_is_typed_it_is_a_race_or_a_problem_and_nothing_has_happened(situation: Situation, text: str) -> None:
    """The situation may have events after its moment here; they must be ignored."""
    before = repr(situation.state)
    found = race_or_problem(text, situation)
    assert str(found) == str(race_or_problem(text, situation._replace(timeline=None)))
    if isinstance(found, Problem):
        assert 0 <= found.start <= found.end <= len(text)
    else:
        standings(found)
    assert repr(situation.state) == before
