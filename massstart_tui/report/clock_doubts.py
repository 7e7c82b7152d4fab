"""Sentences about a doubtful race clock, and about the line that would set it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from massstart_tui.text.clock import MINUTE_MS, race_time
from massstart_tui.text.prose import gap_told, time_told
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.clock_watch import ClockDoubt

_EXACT_BELOW: Final = 10_000
"""From this duration on, in ms, whole seconds are enough."""


def doubt_line(doubt: ClockDoubt, words: Words) -> str:
    """Return what the clock watch noticed, and what was done about it."""
    code = f"doubt.{doubt.trouble}"
    if doubt.ms < 0 and words.has(f"{code}.back"):
        code = f"{code}.back"
    return words(
        code,
        time=_duration(abs(doubt.ms), words),
        at=time_told(doubt.t, words.language),
        ago=max(1, round(doubt.ms / 1000)),
    )


def offered_line(shift: int, words: Words) -> str:
    """Return the line that sets the race clock forward by ``shift`` ms, or back if it is negative."""
    sign = "-" if shift < 0 else "+"
    return words("doubt.offered", shift=f"{sign}{gap_told(abs(shift), words.language)}")


def _duration(ms: int, words: Words) -> str:
    """Return a duration of ``ms`` as minutes and seconds, or as seconds if it is shorter than a minute."""
    if ms >= MINUTE_MS:
        return race_time(ms, 0)
    return f"{gap_told(ms, words.language, int(ms < _EXACT_BELOW))} s"
