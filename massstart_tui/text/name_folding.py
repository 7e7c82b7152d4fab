"""Normalization of text for comparing names: without case and accents."""

from __future__ import annotations

import unicodedata
from typing import Final

_UNDIVIDED: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ə": "e",
        "\u0131": "i",
        "ĸ": "k",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
"""Letters that Unicode does not decompose into a letter and an accent."""


def folded(text: str) -> str:
    """Return ``text`` without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_UNDIVIDED)
