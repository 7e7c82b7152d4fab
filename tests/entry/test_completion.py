"""Completion of the word at the cursor."""

from __future__ import annotations

import pytest

from massstart_tui.entry.completion import MOST_CHOICES, completions
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language
from tests.entry.races import after_laps, before_anything
from tests.streams import event, make_skaters

RACE = after_laps(
    6, event("attack", 190_000, bibs=[5, 2]), event("fall", 191_000, bibs=[3]), event("withdraw", 192_000, bibs=[6])
)


def texts(
    line: str, situation: Situation = RACE, language: Language = Language.EN, cursor: int | None = None
) -> list[str]:
    at = len(line) if cursor is None else cursor
    return [completion.text for completion in completions(line, at, situation, language)]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("f", "fall "),
        ("fa", "fall "),
        ("att", "attack "),
        ("w", "warning "),
        ("u", "undo "),
        ("U", "redo "),
        ("@12 att", "@12 attack "),
        ("@-10,5 att", "@-10,5 attack "),
        ("@l", "@lap "),
        ("  @l", "  @lap "),
        ("amend 9 @l", "amend 9 @lap "),
        ("@lap 4 att", "@lap 4 attack "),
        ("@ronde 4 f sat", "@ronde 4 f 5 "),
        ("f sat", "f 5 "),
        ("f s", "f 5 "),
        ("f 1 sat", "f 1 5 "),
        ("a 1,mül", "a 1,4 "),
        ("c s", "c 5 "),
        ("r ", "r 3 "),
        ("g 5/v", "g 5/2 "),
        ("x 4 l", "x 4 laps "),
        ("amend 9 fa", "amend 9 fall "),
        ('amend 9 "a b" f sat', 'amend 9 "a b" f 5 '),
        ("aanv", "aanval "),
        ("ska", "skater "),
        ("f 4 by", "f 4 by "),
        ("f 4 by sat", "f 4 by 5 "),
        ("g -sat", "g -5 "),
        ("gap sat", "gap 5 "),
    ],
)
def test_the_best_comes_first(line: str, first: str) -> None:
    assert texts(line)[0] == first


def test_verbs_are_in_the_language_of_the_screen() -> None:
    assert texts("aa", language=Language.NL) == ["aankomst ", "aanval "]
    assert texts("v", language=Language.NL)[0] == "val "
    assert texts("x 4 r", language=Language.NL) == ["x 4 ronden "]


def test_a_moment_is_completed_as_a_lap_and_as_no_verb() -> None:
    assert texts("@r", language=Language.NL) == ["@ronde "]
    assert texts("@f") == texts("@") == []


def test_a_choice_is_shown_with_its_short_form_or_with_the_name() -> None:
    shown = [completion.shown for completion in completions("va", 2, RACE, Language.NL)]
    assert shown == ["val (f)", "3 Valle (ITA)"]
    assert [c.shown for c in completions("f sat", 5, RACE, Language.EN)] == ["5 Sato (JPN)"]


def test_the_cursor_comes_behind_it_and_what_follows_stays() -> None:
    (completion,) = completions("f sat: slip", 5, RACE, Language.EN)
    assert completion.text == "f 5: slip"
    assert completion.text[: completion.cursor] == "f 5:"
    (completion,) = completions("f sat 1", 5, RACE, Language.EN)
    assert (completion.text, completion.cursor) == ("f 5 1", 4)


def test_nobody_is_offered_who_cannot_be_meant() -> None:
    assert texts("f hi") == []
    assert texts("f 5 sat") == []
    assert texts("r sat") == []
    assert texts("g 5 / * ") == []
    assert texts("lap 7 1 ") == []
    assert texts("f ", before_anything()) == []


def test_nothing_is_offered_in_free_text() -> None:
    assert texts("n sat") == []
    assert texts("f 4: sat") == []
    assert texts("skater 31 sat") == texts("skater 4 name sat") == []


def test_no_more_are_offered_than_can_be_shown() -> None:
    many = after_laps(1, skaters=make_skaters(*((bib, f"Anna {bib}", "NED") for bib in range(1, 29))))
    assert len(texts("f anna", many)) == MOST_CHOICES
