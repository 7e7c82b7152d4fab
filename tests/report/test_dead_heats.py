"""A dead heat at the finish is told by the results and by the report, also where points hide it."""

from __future__ import annotations

import pytest

from massstart_tui.race.state import RaceState
from massstart_tui.report.results_page import Results, page_of
from massstart_tui.stream.codec import Header
from massstart_tui.text.words import Language, words
from tests.race.builders import a_sheet, fold, happens, over
from tests.report.story.stories import prose, report_at
from tests.streams import event

TOGETHER = [
    # The order at the finish, who came over the line together, and at which place.
    ([[1, 2], 3, 4, 5, 6], "1 and 2", 1),
    ([1, [3, 2], 4, 5, 6], "2 and 3", 2),
    ([1, 2, 3, [4, 5], 6], "4 and 5", 4),
    ([1, 2, 3, 4, [5, 6]], "5 and 6", 5),
]
ORDINALS = {1: ("1st", "first"), 2: ("2nd", "second"), 4: ("4th", "fourth"), 5: ("5th", "fifth")}


def finished(order: list[int | list[int]]) -> RaceState:
    """Return a race in which 1, 3 and 5 won points in a sprint, so that no two of a dead heat share a rank."""
    sprint = happens("sprint", lap=4, order=[1, 3, 5])
    return fold(a_sheet(6), happens("start"), sprint, happens("finish", order=order), happens("official"))


def told_in_the_table(state: RaceState, language: Language = Language.EN) -> str:
    """Return everything that the page of the results says, beside the cells with numbers."""
    results = Results(state, 0, Header(race=state.sheet))
    page = page_of(results, words(language))
    return " ".join((*page.notes, *(cell for column in page.columns for cell in column.cells)))


@pytest.mark.parametrize(("order", "who", "place"), TOGETHER)
def test_the_results_say_who_shares_a_place_over_the_line(order: list[int | list[int]], who: str, place: int) -> None:
    told = told_in_the_table(finished(order))
    assert "Dead heat at the finish" in told
    assert f"share {ORDINALS[place][0]} place" in told
    assert all(f"{bib} " in told.split("Dead heat")[1] for bib in who.split(" and "))
    assert "Ex aequo aan de finish" in told_in_the_table(finished(order), Language.NL)


def test_a_dead_heat_that_decides_a_rank_is_told_as_its_reason_alone() -> None:
    state = fold(over(16, skaters=4), happens("start"), happens("finish", order=[1, 2, [3, 4]]), happens("official"))
    told = told_in_the_table(state)
    assert "dead heat, 3rd over the line" in told
    assert "Dead heat at the finish" not in told


def test_without_a_dead_heat_nothing_is_said_of_one() -> None:
    assert "ead heat" not in told_in_the_table(finished([1, 2, 3, 4, 5, 6]))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("order", [order for order, _, _ in TOGETHER])
def test_the_report_says_that_they_came_over_the_line_together(
    order: list[int | list[int]], language: Language
) -> None:
    events = [event("start"), event("finish", 480_000, order=order), event("official", 480_000)]
    text = prose(report_at("end", *events, language=language, rules={"preset": "scratch"}))
    together = ("together", "in a dead heat") if language is Language.EN else ("samen",)
    assert any(word in text for word in together)


def test_a_place_that_two_share_is_named_once() -> None:
    events = [event("start"), event("finish", 480_000, order=[1, 2, 3, [4, 5], 6]), event("official", 480_000)]
    sprint = event("sprint", 120_000, lap=4, order=[6])
    text = prose(report_at("end", events[0], sprint, *events[1:], rules={"preset": "isu-2018"}, qualify=4))
    assert "fourth and fourth" not in text
