"""Neutralizes text from outside: no character in it can act on a terminal, and none breaks a line."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

REPLACEMENT: Final = "\ufffd"
_ACTING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that act, not show: control, format (bidi overrides too), surrogate, line and paragraph breaks."""
_LAST_IN_SHORT: Final = 0xFFFF
"""The last character that TOML escapes with four digits."""
_JOINERS: Final = frozenset({"\u200c", "\u200d"})
"""Format characters that some scripts need within a word."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return ``text`` with every character that would act replaced by a visible sign.

    A tab or newline becomes a space.
    """
    # The most common case, without a look at every character.
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def toml_escaped(toml: str) -> str:
    """Return ``toml`` with every character that would act written as an escape, which TOML reads as the same.

    Newlines stay. This is correct only if all such characters are within strings in double quotes, each on one line.
    """
    return "".join(map(_toml_escape, toml))


def _toml_escape(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _ACTING:
        return character
    code = ord(character)
    return f"\\U{code:08x}" if code > _LAST_IN_SHORT else f"\\u{code:04x}"


def _visible(character: str) -> str:
    if character in "\t\n\r":
        return " "
    acts = unicodedata.category(character) in _ACTING and character not in _JOINERS
    return REPLACEMENT if acts else character
