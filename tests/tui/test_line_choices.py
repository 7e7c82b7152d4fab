"""Tests of what tab puts into the entry line: forwards, backwards, and again from the first for another line."""

from __future__ import annotations

from itertools import product

import pytest

from massstart_tui.entry.completion import Completion
from massstart_tui.tui.line_choices import LineChoices


def offering(*texts: str) -> LineChoices:
    choices = LineChoices()
    choices.replace(lines(*texts))
    return choices


def lines(*texts: str) -> tuple[Completion, ...]:
    return tuple(Completion(text, len(text), text) for text in texts)


def put(choices: LineChoices, *steps: int) -> list[str | None]:
    """Return what each of these steps puts into the line."""
    found = [choices.step(towards) for towards in steps]
    return [None if choice is None else choice.text for choice in found]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((1, 1, 1, 1), ["a", "b", "c", "a"]),
        ((-1, -1, -1, -1), ["c", "b", "a", "c"]),
        ((1, -1), ["a", "c"]),
        ((1, 1, -1), ["a", "b", "a"]),
        ((-1, 1), ["c", "a"]),
    ],
)
def test_the_choices_go_round_both_ways(steps: tuple[int, ...], expected: list[str]) -> None:
    assert put(offering("a", "b", "c"), *steps) == expected


def test_nothing_is_put_where_nothing_is_offered() -> None:
    assert put(offering(), 1, -1) == [None, None]


@pytest.mark.parametrize("towards", [1, -1])
def test_the_list_stays_while_one_of_it_is_in_the_line(towards: int) -> None:
    choices = offering("a", "b", "c")
    (first,) = put(choices, towards)
    choices.offer((), first or "")
    assert put(choices, towards) == ["b"]


@pytest.mark.parametrize(("steps", "typed"), list(product([0, 1, 2], ["", "x", "d"])))
def test_another_line_has_choices_of_its_own_from_the_first_on(steps: int, typed: str) -> None:
    choices = offering("a", "b", "c")
    put(choices, *[1] * steps)
    choices.offer(lines("d", "e"), typed)
    assert put(choices, 1) == ["d"]


def test_an_answer_begins_at_the_first_reading_also_if_the_line_was_completed_before() -> None:
    choices = offering("a", "b")
    put(choices, 1)
    choices.replace(lines("d", "e"))
    assert put(choices, 1, 1) == ["d", "e"]
