"""The title, competition and texts of a race in the reader's language, and whether it is for women or men."""

from __future__ import annotations

import re
from typing import Final, Protocol

from massstart_tui.race.sheet import Sheet, Skater, Texts
from massstart_tui.text.own_sentences import own_sentence
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language

_WOMEN: Final = "women ladies girls female dames vrouwen meisjes damen frauen femmes donne mujeres kvinner damer naiset"
_MEN: Final = "men gentlemen boys male heren mannen jongens herren männer hommes uomini hombres menn herrer miehet"


_WORD: Final = r"[^\W_]+"


class Titled(Protocol):
    """A meeting, a race of one, or a start sheet: whatever has a title, and perhaps a Dutch one."""

    @property
    def title(self) -> str:
        """The title as it is written."""

    @property
    def title_nl(self) -> str:
        """The title for a Dutch reader; empty if there is none."""


def title_of(titled: Titled, language: Language) -> str:
    """Return the title in ``language`` if there is one, else as it is; empty if there is none."""
    return (titled.title_nl if language is Language.NL else "") or titled.title


def competition_of(sheet: Sheet, language: Language) -> str:
    """Return the competition that the race is part of, in ``language`` if the start sheet has it."""
    return (sheet.competition_nl if language is Language.NL else "") or sheet.competition


def competition_told(sheet: Sheet, language: Language) -> str:
    """Return the competition as it is told beside the title; empty if the title says it already."""
    competition, title = competition_of(sheet, language), title_of(sheet, language)
    return "" if f" {_folded(competition)} " in f" {_folded(title)} " else competition


def _folded(text: str) -> str:
    """Return the words of a text, in lower case and with a blank between two."""
    return " ".join(re.findall(_WORD, text.casefold()))


def text_of(text: str | None, in_dutch: Texts, language: Language) -> str:
    """Return a note or a reason in ``language``; as it is where nobody knows it in that language.

    ``in_dutch``, the ``texts_nl`` of the start sheet, come before the sentences that massstart itself writes.
    """
    if not text:
        return ""
    return (dict(in_dutch).get(text) if language is Language.NL else None) or own_sentence(text, language) or text


def notes_of(skater: Skater, sheet: Sheet, language: Language) -> tuple[str, ...]:
    """Return the notes about a skater in ``language``, without control characters."""
    return tuple(plain(text_of(note, sheet.texts_nl, language)) for note in skater.notes)


def sex_of(sheet: Sheet) -> str:
    """Return ``women`` or ``men`` by the title or the competition; empty if they name neither, or both."""
    told = f"{sheet.title} {sheet.title_nl} {sheet.competition} {sheet.competition_nl}"
    named = [sex for sex, words in (("women", _WOMEN), ("men", _MEN)) if _has_any(words, told)]
    return named[0] if len(named) == 1 else ""


def _has_any(words: str, told: str) -> bool:
    return re.search(rf"\b({'|'.join(words.split())})\b", told, re.IGNORECASE) is not None
