"""Tests of the line that shows what can be chosen: the answers of a question never look the same."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from massstart_tui.entry.problems import Problem
from massstart_tui.text.words import Language, words
from massstart_tui.tui.choice_labels import choice_labels, choice_line
from massstart_tui.tui.commands import key_of
from massstart_tui.tui.reminder_lines import BETWEEN
from massstart_tui.tui.themes import PALETTES
from tests.entry.races import entered_or_problem, lines, problem, situations
from tests.entry.test_answers import QUESTIONS
from tests.entry.test_lap_down import RACE
from tests.entry.test_order_target import FIELD

BRUSH: Final = next(iter(PALETTES.values())).plain
SIZES: Final = tuple(product((60, 80), Language))
WHOLE_FIELD: Final = " ".join(f"{bib} 7:{56 + at // 10}.{at % 10}10" for at, bib in enumerate(FIELD) if bib != 200)
"""A finish of everybody but one, with times: far more than a line of 80 columns has room for."""
ASKED: Final = (
    *(question.answers for question in QUESTIONS),
    problem(f"fin {WHOLE_FIELD}", RACE).choices,
    problem("fin 114 7:56.67 107 7:58.00 51 7:59.10", RACE).choices,
)


def shown(choices: tuple[str, ...], width: int, language: Language) -> list[str]:
    """Return the labels on the line of choices, which has at most this width."""
    said = words(language)
    text = "".join(text for text, _ in choice_line(choices, said, BRUSH, width))
    assert cell_len(text) <= width, text
    keys = (f"{key_of(name, said)}  " for name in ("entry_complete", "entry_choose_last"))
    for key in keys:
        text = text.replace(key, "", 1)
    return text.split(BETWEEN)


def told_apart(choices: tuple[str, ...], width: int, language: Language) -> bool:
    labels = shown(choices, width, language)
    return len(set(labels)) == len(labels) >= min(2, len(choices))


@pytest.mark.parametrize(("width", "language"), SIZES)
@pytest.mark.parametrize("choices", ASKED, ids=lambda choices: choices[-1])
def test_the_answers_of_a_question_differ_in_what_is_shown(
    choices: tuple[str, ...], width: int, language: Language
) -> None:
    assert told_apart(choices, width, language)


@given(situations(), lines)
def test_also_the_answers_of_any_question(at: object, line: str) -> None:
    found = entered_or_problem(line, at)  # type: ignore[arg-type]  # a situation
    if isinstance(found, Problem) and found.choices:
        assert all(told_apart(tuple(dict.fromkeys(found.choices)), *size) for size in SIZES)


@given(st.lists(st.text("ab1! ", min_size=1, max_size=90).filter(str.strip), min_size=1, max_size=6, unique=True))
def test_labels_of_different_lines_differ_in_any_room(texts: list[str]) -> None:
    texts = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    for room in (0, 20, 60, 400):
        labels = choice_labels(tuple(texts), room)
        assert len(set(labels)) == len(texts)


def test_a_label_is_the_whole_line_where_there_is_room_and_else_shows_the_difference() -> None:
    lapped, full = "fin 5 1 10 2 3 4 14", "fin 5 1 10 2 3 4 14!"
    assert choice_labels((lapped, full), 60) == (lapped, full)
    assert choice_labels((lapped, full), 20) == ("fin …4 14", "fin …4 14!")


def test_what_has_no_room_is_counted_and_the_last_is_shown() -> None:
    choices = tuple(f"fall {bib} and 7 by 12" for bib in range(100, 110))
    text = "".join(text for text, _ in choice_line(choices, words(Language.EN), BRUSH, 60))
    assert text == "tab  fall 100 …  ·  +8 more  ·  shift tab  fall 109 …"
