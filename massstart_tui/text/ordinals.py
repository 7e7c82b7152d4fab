"""Ordinal numbers in digits: 9th in English, 9e in Dutch."""

from __future__ import annotations

from typing import Final

from massstart_tui.text.words import Language

_ENGLISH: Final = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int, language: Language) -> str:
    """Return ``number``, from 1, in digits with its ending."""
    if language is Language.NL:
        return f"{number}e"
    # 11th, 12th and 13th, and also 111th.
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else _ENGLISH.get(number % 10, 'th')}"
