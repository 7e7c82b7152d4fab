"""Tests of what each result to come would mean for a skater, in words."""

from __future__ import annotations

import pytest

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.requirements import InSprint, Takes, what_each_takes
from massstart_tui.race.rules import PRESETS, Rules
from massstart_tui.race.state import RaceState, Status
from massstart_tui.report.sprint_outcomes import after_the_sprint, at_the_finish, best_in_the_sprint
from massstart_tui.text.words import Language, words
from tests.view.scenes import sample_timeline

EN, NL = words(Language.EN), words(Language.NL)
ISU: Rules = PRESETS["isu-2018"].rules
OPEN = Chance(7, 1, 1, 15, Verdict.OPEN, 6, 12)
RESULTS = (InSprint(1, 3, 15, 15), InSprint(2, 2, 7, 15), InSprint(3, 1, None, 12), InSprint(None, 0, None, None))
IN_SPRINT = Takes(OPEN, medals=False, racing=True, last=15, sprint=3, results=RESULTS)
AT_FINISH = Takes(OPEN, medals=False, racing=True, last=15)


def at(sample: str, t: int) -> RaceState:
    timeline = sample_timeline(sample)
    return timeline.state_at(timeline.position_at(t))


def test_each_result_of_the_next_sprint_has_its_words() -> None:
    assert [outcome[:3] for outcome in after_the_sprint(IN_SPRINT, EN)] == [
        ("1st", "3 pt", "through"),
        ("2nd", "2 pt", "top 7"),
        ("3rd", "1 pt", "maybe 12"),
        ("none", "·", "out"),
    ]
    assert [outcome.then for outcome in after_the_sprint(IN_SPRINT, NL)] == ["door", "top 7", "kans 12", "uit"]
    assert after_the_sprint(IN_SPRINT._replace(medals=True), EN)[0].then == "podium"
    assert best_in_the_sprint(IN_SPRINT, EN) == "3 in S3 → through"


def test_what_it_would_mean_is_marked_where_it_rests_on_chips() -> None:
    takes = IN_SPRINT._replace(chance=OPEN._replace(by_chips=Verdict.OPEN))
    told = after_the_sprint(takes, EN)
    assert [outcome.then for outcome in told] == ["through~", "top 7~", "maybe 12~", "out~"]
    assert {outcome.verdict for outcome in told} == {Verdict.OPEN}
    at_the_line = at_the_finish(AT_FINISH._replace(chance=takes.chance), ISU, EN)
    assert [outcome.then for outcome in at_the_line] == ["through~", "others decide~", "out~"]


@pytest.mark.parametrize(
    ("sure", "possible", "last", "said"),
    [
        (5, 9, 15, [("to 5th", "through"), ("6th to 9th", "others decide"), ("from 10th", "out")]),
        (5, 6, 15, [("to 5th", "through"), ("6th", "others decide"), ("from 7th", "out")]),
        (8, 8, 15, [("to 8th", "through"), ("from 9th", "out")]),
        (None, 4, 15, [("to 4th", "others decide"), ("from 5th", "out")]),
        (5, 15, 15, [("to 5th", "through"), ("6th to 15th", "others decide")]),
    ],
)
def test_the_places_at_the_finish_are_ranges(
    sure: int | None, possible: int, last: int, said: list[tuple[str, str]]
) -> None:
    takes = AT_FINISH._replace(chance=OPEN._replace(sure=sure, possible=possible), last=last)
    assert [(outcome.place, outcome.then) for outcome in at_the_finish(takes, ISU, EN)] == said


@pytest.mark.parametrize(
    "takes",
    [
        IN_SPRINT,
        AT_FINISH._replace(chance=OPEN._replace(verdict=Verdict.IN)),
        AT_FINISH._replace(chance=OPEN._replace(verdict=Verdict.OUT)),
        AT_FINISH._replace(racing=False),
    ],
)
def test_nothing_is_said_of_the_finish_while_a_sprint_is_to_come_or_if_it_is_settled(takes: Takes) -> None:
    assert at_the_finish(takes, ISU, EN) == ()


def test_nothing_is_said_of_ranges_if_a_place_further_back_can_give_more() -> None:
    assert at_the_finish(AT_FINISH, ISU._replace(finish=(10, 20, 5)), EN) == ()


@pytest.mark.parametrize("t", [100_000, 240_000, 300_000, 400_000, 440_000])
def test_what_is_said_is_what_the_outlook_has(t: int) -> None:
    """Through in words means that every place at the finish is enough, out that none is."""
    state = at("beijing-2022-men-sf1", t)
    for takes in what_each_takes(state):
        for result, outcome in zip(takes.results, after_the_sprint(takes, EN), strict=True):
            assert (outcome.then == "through") == (result.sure == takes.last)
            assert (outcome.then == "out") == (result.possible is None)
        if at_the_finish(takes, state.rules, EN):
            assert state.status_of(takes.chance.bib) is Status.RACING
            assert takes.sprint is None
