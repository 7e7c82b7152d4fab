"""The braille characters of which the pictures of a race are drawn."""

from __future__ import annotations

from typing import Final

WITHOUT_DOTS: Final = 0x2800
"""The code point of the braille character without dots."""
DOT_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille character, by row and column."""


def braille(dots: int) -> str:
    """Return the braille character with these dots; a space if there are none.

    ``dots`` is the sum of the bits that Unicode gives to the eight dots.
    """
    return chr(WITHOUT_DOTS | dots) if dots else " "
