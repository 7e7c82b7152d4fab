"""Free text at the end of a line: as typed, or between quotation marks where it could not stand there as it is."""

from __future__ import annotations

import json
import unicodedata
from typing import Final

_ONE_LINE_NO_MORE: Final = frozenset({"Cc", "Zl", "Zp"})


def read_text(raw: str) -> str:
    """The text in ``raw``, without the space around it; a JSON string is what is in it."""
    typed = raw.strip()
    if typed.startswith('"'):
        try:
            return str(json.loads(typed))
        except ValueError:
            return typed
    return typed


def printed_text(text: str) -> str:
    """``text`` so that `read_text` gives it back."""
    breaks = any(unicodedata.category(character) in _ONE_LINE_NO_MORE for character in text)
    if text and text == text.strip() and not text.startswith('"') and not breaks:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` between quotation marks, on one line."""
    breaks = any(unicodedata.category(character) in _ONE_LINE_NO_MORE for character in text)
    return json.dumps(text, ensure_ascii=breaks)
