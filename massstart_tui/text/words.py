"""Looks up a sentence by its code in one language and fills in values, which are neutralized by `plain`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from massstart_tui.text.catalogue import AT_ONCE, sentences_with
from massstart_tui.text.plain import plain

SHORT: Final = ".short"
"""The end of the code of a shorter variant of a text."""


class Language(StrEnum):
    """The languages of massstart."""

    EN = "en"
    NL = "nl"


class Words:
    """The sentences of one language, by code."""

    def __init__(self, language: Language) -> None:
        """Look up sentences in ``language``."""
        self.language = language
        self._column = list(Language).index(language)
        self._sentences: Mapping[str, tuple[str, str]] = AT_ONCE

    def __call__(self, code: str, **values: str | int) -> str:
        """Return the sentence of ``code`` with ``values`` filled in.

        ``code.one`` is used if it exists and ``count`` is 1.

        Raises KeyError for a code that no catalogue has.
        """
        if not self.has(code):
            raise KeyError(code)
        if values.get("count") == 1 and f"{code}.one" in self._sentences:
            code = f"{code}.one"
        sentence = self._sentences[code][self._column]
        if not values:
            return sentence
        return sentence.format(**{name: plain(v) if isinstance(v, str) else v for name, v in values.items()})

    def has(self, code: str) -> bool:
        """Return whether there is a sentence for ``code``."""
        # A catalogue is imported at the first code that no other has: start-up stays fast.
        if code not in self._sentences:
            self._sentences = sentences_with(code)
        return code in self._sentences


@cache
def words(language: Language) -> Words:
    """Return the sentences of ``language``."""
    return Words(language)


def language_of(locale: str) -> Language:
    """Return the language of a locale name such as ``nl_NL.UTF-8``; English if massstart does not have it."""
    return Language.NL if locale.lower().split(".")[0].split("_")[0] == "nl" else Language.EN
