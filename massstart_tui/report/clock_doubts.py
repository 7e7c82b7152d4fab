"""A doubt about the race clock in words, and the line that sets the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from massstart_tui.text.clock import MINUTE_MS, race_time
from massstart_tui.text.prose import gap_told, time_told
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.clock_watch import ClockDoubt

_EXACT_BELOW: Final = 10_000
"""Durations in ms from which on whole seconds will do."""


def doubt_line(doubt: ClockDoubt, words: Words) -> str:
    """What was seen, and what was done about it."""
    code = f"doubt.{doubt.doubt}"
    if doubt.ms < 0 and words.has(f"{code}.back"):
        code = f"{code}.back"
    return words(
        code,
        time=_duration(abs(doubt.ms), words),
        at=time_told(doubt.t, words.language),
        ago=max(1, round(doubt.ms / 1000)),
    )


def offered_line(shift: int, words: Words) -> str:
    """The line that sets the race clock ``shift`` ms on, or below 0 back."""
    sign = "-" if shift < 0 else "+"
    return words("doubt.offered", shift=f"{sign}{time_told(abs(shift), words.language)}")


def _duration(ms: int, words: Words) -> str:
    if ms >= MINUTE_MS:
        return race_time(ms, 0)
    return f"{gap_told(ms, words.language, int(ms < _EXACT_BELOW))} s"
