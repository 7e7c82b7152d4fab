"""The braille characters of which the pictures of a race are drawn."""

from __future__ import annotations

from typing import Final

WITHOUT_DOTS: Final = 0x2800
"""The code point of the braille character without dots."""


def braille(dots: int) -> str:
    """Return the braille character with these dots; a space if there are none.

    ``dots`` is the sum of the bits that Unicode gives to the eight dots.
    """
    return chr(WITHOUT_DOTS | dots) if dots else " "
