"""The line for who has never watched a race here: what one sees, and which keys make it move."""

from __future__ import annotations

from typing import Final

from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_of
from massstart_tui.tui.painting import first_that_fits
from massstart_tui.tui.widgets.bars import FootSentence

_TAKEN: Final = 22
"""Cells of the bottom line that help and leave take."""


def first_minute_line(words: Words, width: int) -> FootSentence:
    """Return the longest form of the line that fits at the bottom of a screen of ``width`` columns."""
    keys = {name: key_of(name, words) for name in ("play", "sprint_on")}
    forms = [words(f"first_minute.{length}", **keys) for length in ("long", "middle", "short")]
    return FootSentence(first_that_fits(forms, width - _TAKEN) or forms[-1], tuple(keys))
