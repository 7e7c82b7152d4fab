"""Recognises sentences that massstart wrote into a file in one language, to tell them in the other.

These are the bases of an imported result: why an event says what no published result does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from massstart_tui.text.sentences import printed_result, published_result
from massstart_tui.text.words import Language

_FAMILY: Final = "basis."


@lru_cache(maxsize=1024)
def own_sentence(text: str, language: Language) -> str | None:
    """Return ``text`` in ``language``; None unless it is a sentence of massstart in another language."""
    for written, told in _pairs(language):
        # Compiling an expression costs a hundred times what comparing the ends does.
        before, begins, _ = written.partition("{")
        ends = text.startswith(before) and text.endswith(written.rpartition("}")[2]) if begins else text == written
        if ends and (match := re.fullmatch(_pattern_of(written), text)):
            return told.format(**match.groupdict())
    return None


def _pattern_of(written: str) -> str:
    """Return the regular expression of a sentence: what `re.escape` leaves of each of its values is anything."""
    return re.sub(r"\\\{([a-z_]+)\\\}", r"(?P<\1>.+)", re.escape(written))


def _pairs(language: Language) -> Iterator[tuple[str, str]]:
    """Yield each sentence in the other language, and in ``language``."""
    for catalogue in (published_result.SENTENCES, printed_result.SENTENCES):
        for code, (english, dutch) in catalogue.items():
            if code.startswith(_FAMILY):
                yield (english, dutch) if language is Language.NL else (dutch, english)
