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
_VALUE: Final = re.compile(r"\\\{([a-z_]+)\\\}")
"""A value in a sentence, as `re.escape` leaves it."""


@lru_cache(maxsize=1024)
def own_sentence(text: str, language: Language) -> str | None:
    """Return ``text`` in ``language``; None unless it is a sentence of massstart in another language."""
    for written, told in _pairs(language):
        if match := re.fullmatch(_VALUE.sub(r"(?P<\1>.+)", re.escape(written)), text):
            return told.format(**match.groupdict())
    return None


def _pairs(language: Language) -> Iterator[tuple[str, str]]:
    """Yield each sentence in the other language, and in ``language``."""
    for catalogue in (published_result.SENTENCES, printed_result.SENTENCES):
        for code, (english, dutch) in catalogue.items():
            if code.startswith(_FAMILY):
                yield (english, dutch) if language is Language.NL else (dutch, english)
