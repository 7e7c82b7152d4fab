"""Times in Dutch notation, ``7.59,9``, can be typed wherever ``7:59.9`` can, and mean the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.problems import Code, Problem, problem_sentence
from massstart_tui.entry.tokens import TokenKind, milliseconds, tokens
from massstart_tui.text.prose import gap_told, time_told
from massstart_tui.text.words import Language, words
from tests.entry.test_preview import previews

MOST_MS = 36_000_000


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("@1.54,3 f 4", "@1:54.3 f 4"),
        ("@2.00,0 f 4", "@2:00.0 f 4"),
        ("@-0.02,5 f 4", "@-2.5 f 4"),
        ("g 5 / +4,5 *", "g 5 / +4.5 *"),
        ("g 5 / +1.04,5 *", "g 5 / +1:04.5 *"),
        ("clock -2,5", "clock -2.5"),
        ("clock -0.02,50", "clock -2.5"),
        ("clock now +1.00,0", "clock now +1:00"),
    ],
)
def test_a_dutch_time_means_what_the_english_one_does(dutch: str, english: str) -> None:
    assert previews(dutch) == previews(english)


@given(st.integers(0, MOST_MS), st.sampled_from(Language))
def test_a_time_that_is_shown_can_be_typed(ms: int, language: Language) -> None:
    shown = time_told(ms, language, 3)
    (token,) = tokens(shown, 0, len(shown))
    assert (token.kind, milliseconds(token.text)) == (TokenKind.TIME, ms)
    gap = f"+{gap_told(ms, language, 3)}"
    (signed,) = tokens(gap, 0, len(gap))
    assert (signed.kind, milliseconds(signed.text)) == (TokenKind.SIGNED, ms)


@pytest.mark.parametrize("text", ["@1.54 f 4", "@1,54 f 4", "@1.5,3 f 4"])
def test_what_may_be_another_time_is_asked_about(text: str) -> None:
    with pytest.raises(Problem) as caught:
        previews(text)
    assert caught.value.code is Code.NOT_A_MOMENT


def test_bibs_with_commas_between_them_stay_bibs() -> None:
    text = "1,2,3 1.5,2"
    assert [token.text for token in tokens(text, 0, len(text))] == ["1", "2", "3", "1.5", "2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("@59:59 f 4", "59.59,0 moet nog komen; het is nu "),
        ("@-59:59 f 4", " vóór het startschot; de race is nu "),
        ("clock -59:59", " vóór het schot zijn, dat "),
    ],
)
def test_a_refusal_in_dutch_has_its_times_in_dutch(line: str, told: str) -> None:
    with pytest.raises(Problem) as caught:
        previews(line)
    sentence = problem_sentence(caught.value, words(Language.NL))
    assert told in sentence
    assert not re.search(r"\d:\d\d\.\d", sentence)
