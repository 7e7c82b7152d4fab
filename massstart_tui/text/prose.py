"""Formatting of numbers, times and lists in running text, in English and Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from massstart_tui.text.clock import race_time, seconds
from massstart_tui.text.words import Language

TIED: Final = "\u00a0"
"""A no-break space, as between a bib and its name and points."""
_NUMBERS: Final = {
    Language.EN: (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *(
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ),
    ),
    Language.NL: (
        *("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
        *(
            "elf",
            "twaalf",
            "dertien",
            "veertien",
            "vijftien",
            "zestien",
            "zeventien",
            "achttien",
            "negentien",
            "twintig",
        ),
    ),
}
_PLACES: Final = {
    Language.EN: (
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
        *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    ),
    Language.NL: (
        *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"),
        *("elfde", "twaalfde", "dertiende", "veertiende", "vijftiende"),
        *("zestiende", "zeventiende", "achttiende", "negentiende", "twintigste"),
    ),
}
_AND: Final = {Language.EN: "and", Language.NL: "en"}


def spelled(number: int, language: Language) -> str:
    """Return a number of things, as a word up to twenty and in digits beyond."""
    words = _NUMBERS[language]
    return words[number] if 0 <= number < len(words) else str(number)


def spelled_place(number: int, language: Language) -> str:
    """Return a place, from 1, as a word up to twenty and as an ordinal in digits beyond."""
    words = _PLACES[language]
    return words[number - 1] if number <= len(words) else ordinal(number, language)


def spelled_places(numbers: Sequence[int], language: Language) -> list[str]:
    """Return places as words, or all of them in digits if one is too high for a word."""
    if numbers and max(numbers) > len(_PLACES[language]):
        return [ordinal(number, language) for number in numbers]
    return [spelled_place(number, language) for number in numbers]


def listed(parts: Sequence[str], language: Language) -> str:
    """Return the parts of a sentence joined as ``A, B and C``."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


def decimal(number: str, language: Language) -> str:
    """Return a decimal number as ``language`` writes it: 2.5 in English, 2,5 in Dutch."""
    return number.replace(".", ",") if language is Language.NL else number


def time_told(ms: int, language: Language, digits: int = 1) -> str:
    """Return a time in ms as a screen or a log shows it: 3:58.1 in English, 3.58,1 in Dutch.

    Without decimals it is written as on the race clock, 3:58 in both languages.
    """
    return time_in_prose(ms, language, digits) if digits else race_time(ms, 0)


def gap_told(ms: int, language: Language, digits: int = 1) -> str:
    """Return a lap time or a gap in ms: 28.9 in English, 28,9 in Dutch; a minute or more as a race time."""
    return gap_in_prose(ms, language, digits) if digits else seconds(ms, 0)


def clock_told(clock: str, language: Language) -> str:
    """Return a time that `race_time` wrote as a screen or a log of ``language`` shows it."""
    return clock.replace(".", ",").replace(":", ".") if language is Language.NL and "." in clock else clock


def time_in_prose(ms: int, language: Language, digits: int = 2) -> str:
    """Return a time in ms as a newspaper prints it: 7:56.67 in English, 7.56,67 in Dutch."""
    clock = race_time(ms, digits)
    return clock.replace(".", ",").replace(":", ".") if language is Language.NL else clock


def gap_in_prose(ms: int, language: Language, digits: int = 2) -> str:
    """Return a difference in ms without its unit: 0.07 in English, 0,07 in Dutch."""
    gap = seconds(ms, digits)
    return gap.replace(".", ",").replace(":", ".") if language is Language.NL else gap


def opened(text: str) -> str:
    """Return ``text`` with a capital at its beginning; “één” gets a capital without an accent."""
    if text.startswith("één"):
        return f"E{text[1:]}"
    return text[:1].upper() + text[1:]


_ENGLISH: Final = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int, language: Language) -> str:
    """Return ``number``, from 1, in digits with its ending."""
    if language is Language.NL:
        return f"{number}e"
    # 11th, 12th and 13th, and also 111th.
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else _ENGLISH.get(number % 10, 'th')}"
