"""The notice about clocks that disagree while a race is entered.

It stays for a while, whatever is typed, and offers a correction.
"""

from __future__ import annotations

from typing import Final

from massstart_tui.journal.clock_watch import ClockDoubt, ClockWatch
from massstart_tui.journal.race_clock import MS
from massstart_tui.journal.recorder import Recorder
from massstart_tui.report.clock_doubts import doubt_line, offered_line
from massstart_tui.text.prose import TIED
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_of

STAYS: Final = 30_000
"""Milliseconds for which the notice is shown, unless a key dismisses it."""


class ClockNotice:
    """The latest doubts about the race clock, and the correction that is offered."""

    def __init__(self, recorder: Recorder, watch: ClockWatch | None) -> None:
        """Show what ``watch`` reports about the clocks of ``recorder``; without a watch, nothing."""
        self._steady = recorder.clock.steady
        self._watch = watch
        self._doubts: list[ClockDoubt] = []
        self._since = 0
        self.offer: int | None = None

    def look(self) -> bool:
        """Check the clocks; return whether there is a new notice."""
        found = self._watch.look() if self._watch is not None else []
        if found:
            self._doubts, self._since = found, self._steady()
            self.offer = next((doubt.offer for doubt in found if doubt.offer), None)
        return bool(found)

    def doubt(self, doubt: ClockDoubt) -> None:
        """Show what somebody else has noticed about the race clock."""
        self._doubts, self._since = [doubt], self._steady()
        self.offer = doubt.offer

    @property
    def speaks(self) -> bool:
        """Whether the notice is shown now."""
        return bool(self._doubts) and self._steady() - self._since < STAYS * MS

    def said(self, words: Words) -> str:
        """Return the notice, with the key that records the correction; an empty string if there is none."""
        if not self.speaks:
            return ""
        lines = [doubt_line(doubt, words) for doubt in self._doubts]
        if offered := self.offered(words):
            key = key_of("entry_set_clock", words).replace(" ", TIED)
            lines.append(f"{key}: {offered}")
        return " · ".join(lines)

    def offered(self, words: Words) -> str:
        """Return the entry line that records the correction; an empty string if none is offered."""
        return "" if self.offer is None else offered_line(self.offer, words)

    def dismiss(self) -> None:
        """Dismiss the notice; its correction can still be recorded."""
        self._doubts = []

    def corrected(self) -> None:
        """Dismiss the notice and its offer, because the correction was recorded."""
        self.dismiss()
        self.offer = None
