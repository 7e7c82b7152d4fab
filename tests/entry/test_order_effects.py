"""The preview of a line that changes a recorded order says everything it does.

Nobody is dropped without being named.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language, words
from tests.entry.races import entered_or_problem, reads, wrong
from tests.entry.test_order_target import FIRST, SECOND, THIRD, at
from tests.streams import event

PARTS = (
    event("finish", 481_000, order=[114, 107, 119], times=[480_000, 480_100, 480_200]),
    event("finish", 484_000, order=[8, 75]),
)
OVER = at(16, FIRST, SECOND, THIRD, *PARTS)


def says(line: str, situation: Situation = OVER, language: Language = Language.EN) -> str:
    return preview(read_line(line, situation), situation, words(language))


def finish(line: str) -> list[Any]:
    """Return the amended orders of the parts of the finish that change."""
    return [fields["event"]["order"] for fields in reads(line, OVER)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("p 38 4", "puts 38 N38 in at 4th"),
        ("finish 114 107 119 38 8 75", "puts 38 N38 in at 4th"),
        ("114 107 119 38 8 75", "puts 38 N38 in at 4th"),
        ("p 75 1", "moves 75 N75 to 1st"),
        ("p 8 =75", "dead heat for 4th: 75 N75"),
        ("8 =75", "dead heat for 4th: 8 N8"),
        ("114 =107", "dead heat for 1st: 114 N114"),
        ("fin 114 =107", "dead heat for 1st: 114 N114"),
        ("s3 114 =51", "dead heat for 2nd: 114 N114"),
        ("75 8 119 107 114", "replaces 114 107 119 8 75"),
        ("200 201", "adds 6th to 7th"),
        ("200", "adds 6th"),
        ("s3 8 75 107", "adds 4th to 6th"),
        ("s3 51 166 114", "moves 51 N51 to 1st"),
        ("s3 51 166", "DROPS 114 N114"),
        ("p s3 38 2", "puts 38 N38 in at 2nd"),
    ],
)
def test_it_is_said_before_it_is_done(line: str, said: str) -> None:
    assert said in says(line)


def test_in_dutch_as_well() -> None:
    assert "voegt 38 N38 in als 4e" in says("p 38 4", language=Language.NL)
    assert "LAAT WEG: 114 N114" in says("s3 51 166", language=Language.NL)


def test_a_late_arrival_makes_the_part_larger_that_they_come_into() -> None:
    assert finish("p 38 4") == [[114, 107, 119, 38]]
    assert finish("fin 114 107 119 8 38 75") == [[8, 38, 75]]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("8 8:05", [[485_000, None]]),
        ("fin 8 8:05.2 75 8:06", [[485_200, 486_000]]),
        ("fin 75 8:06", [[None, 486_000]]),
        ("114 8:00.05 75 8:06", [[480_050, 480_100, 480_200], [None, 486_000]]),
    ],
)
def test_a_time_behind_who_is_in_is_theirs_and_moves_nobody(line: str, times: list[list[int | None]]) -> None:
    amends = [fields["event"] for fields in reads(line, OVER)]
    assert [amend["times"] for amend in amends] == times
    assert all(amend["order"] in ([114, 107, 119], [8, 75]) for amend in amends)


@pytest.mark.parametrize("line", ["75 8:06 8 8:05", "fin 114 -", "8 8:05 38 8:06", "114 8:00"])
def test_times_in_another_order_or_of_others_too_change_nothing(line: str) -> None:
    assert isinstance(entered_or_problem(line, OVER), Problem)


def test_a_dead_heat_keeps_the_times_of_the_others() -> None:
    (amend,) = reads("114 =107", OVER)
    assert (amend["event"]["order"], amend["event"]["times"]) == ([[114, 107], 119], [480_000, 480_200])


def test_a_dead_heat_with_who_is_not_in_is_refused() -> None:
    assert wrong("p 8 =200", OVER) is Code.NOT_PLACED
    assert wrong("fin 8 200", OVER) is Code.FINISH_KNOWN_AND_NEW


def test_of_an_order_of_which_nothing_is_in_there_is_nothing_to_say() -> None:
    assert says("s1 8 38 75", at(5)) == "Sprint 1: 8 N8 3 · 38 N38 2 · 75 N75 1"


@given(st.lists(st.sampled_from([8, 38, 51, 75, 107, 114, 119, 166]), min_size=1, max_size=6, unique=True))
def test_whoever_is_dropped_from_a_sprint_is_named(bibs: list[int]) -> None:
    line = f"s3 {' '.join(map(str, bibs))}"
    entered = entered_or_problem(line, OVER)
    if isinstance(entered, Problem):
        return
    (after,) = reads(line, OVER)
    left = after.get("event", after)["order"]
    for bib in {166, 51, 114} - set(left):
        assert f"{bib} N{bib}" in says(line).partition("DROPS")[2]
