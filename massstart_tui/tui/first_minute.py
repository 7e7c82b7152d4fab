"""The line for who has never watched a race here: what one sees, and which keys make it move."""

from __future__ import annotations

from typing import Final

from massstart_tui.text.words import Words
from massstart_tui.tui.painting import first_that_fits

_TAKEN: Final = 22
"""Cells of the bottom line that help and leave take."""


def first_minute_line(words: Words, width: int) -> str:
    """Return the longest form of the line that fits at the bottom of a screen of ``width`` columns."""
    forms = [words(f"first_minute.{length}") for length in ("long", "middle", "short")]
    return first_that_fits(forms, width - _TAKEN) or forms[-1]
