"""Lookup of sentences, neutralization of text from outside, and formatting of numbers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.text.clock import race_time, seconds
from massstart_tui.text.plain import REPLACEMENT, plain
from massstart_tui.text.prose import ordinal
from massstart_tui.text.words import Language, language_of, words


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nl_NL.UTF-8", Language.NL),
        ("nl", Language.NL),
        ("NL_be", Language.NL),
        ("en_GB.UTF-8", Language.EN),
        ("C.UTF-8", Language.EN),
        ("nld", Language.EN),
        ("", Language.EN),
    ],
)
def test_the_language_is_that_of_the_locale_and_else_english(locale: str, language: Language) -> None:
    assert language_of(locale) is language


def test_a_count_of_one_has_a_sentence_of_its_own() -> None:
    speak = words(Language.EN)
    assert speak("forfeited", count=1) == "1 point forfeited"
    assert speak("forfeited", count=2) == "2 points forfeited"


def test_a_value_is_made_plain_and_never_taken_for_a_placeholder() -> None:
    assert words(Language.EN)("fault.not_found.nearest", nearest="{x}\x1b").endswith(f"‘{{x}}{REPLACEMENT}’")


def test_a_code_that_no_catalogue_has_is_a_mistake_in_the_program() -> None:
    assert not words(Language.EN).has("no.such.code")
    with pytest.raises(KeyError):
        words(Language.EN)("no.such.code")


@given(st.text())
def test_plain_text_keeps_its_length_and_has_nothing_that_acts(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert plain(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", f"{REPLACEMENT}[31mred"),
        ("a\tb\nc\r", "a b c "),
        ("\u202eevil", f"{REPLACEMENT}evil"),
        ("\x9b1m", f"{REPLACEMENT}1m"),
        ("\udc80", REPLACEMENT),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("[bold]Gélinas[/bold]", "[bold]Gélinas[/bold]"),
    ],
)
def test_what_acts_becomes_visible_and_everything_else_stays(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("number", "english", "dutch"),
    [
        (1, "1st", "1e"),
        (2, "2nd", "2e"),
        (3, "3rd", "3e"),
        (4, "4th", "4e"),
        (11, "11th", "11e"),
        (12, "12th", "12e"),
        (13, "13th", "13e"),
        (21, "21st", "21e"),
        (22, "22nd", "22e"),
        (111, "111th", "111e"),
        (101, "101st", "101e"),
    ],
)
def test_places_are_written_as_they_are_spoken(number: int, english: str, dutch: str) -> None:
    assert (ordinal(number, Language.EN), ordinal(number, Language.NL)) == (english, dutch)


@pytest.mark.parametrize(
    ("ms", "digits", "shown"),
    [
        (0, 1, "0:00.0"),
        (238_199, 1, "3:58.1"),
        (476_679, 2, "7:56.67"),
        (476_679, 3, "7:56.679"),
        (59_999, 0, "0:59"),
        (3_600_000, 2, "1:00:00.00"),
        (-1_500, 1, "-0:01.5"),
    ],
)
def test_a_clock_cuts_off_and_never_rounds_up(ms: int, digits: int, shown: str) -> None:
    assert race_time(ms, digits) == shown


@pytest.mark.parametrize(
    ("ms", "shown"), [(28_999, "28.9"), (0, "0.0"), (-250, "-0.2"), (60_000, "1:00.0"), (-61_000, "-1:01.0")]
)
def test_a_lap_is_in_seconds_until_it_takes_a_minute(ms: int, shown: str) -> None:
    assert seconds(ms) == shown
