"""Free text at the end of a line, such as a reason: parse and print it, quoted as JSON where it needs to be."""

from __future__ import annotations

import json
import unicodedata
from typing import Final

_ONE_LINE_NO_MORE: Final = frozenset({"Cc", "Zl", "Zp"})
"""The Unicode categories of characters that would break the line: controls, and line and paragraph separators."""


def read_text(raw: str) -> str:
    """Return the text in ``raw`` without the white space around it; a JSON string is decoded, if it is a valid one."""
    typed = raw.strip()
    if typed.startswith('"'):
        try:
            return str(json.loads(typed))
        except ValueError:
            return typed
    return typed


def printed_text(text: str) -> str:
    """Return ``text`` in a form from which `read_text` returns it again."""
    breaks = any(unicodedata.category(character) in _ONE_LINE_NO_MORE for character in text)
    if text and text == text.strip() and not text.startswith('"') and not breaks:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return ``text`` as a JSON string on one line."""
    breaks = any(unicodedata.category(character) in _ONE_LINE_NO_MORE for character in text)
    return json.dumps(text, ensure_ascii=breaks)
