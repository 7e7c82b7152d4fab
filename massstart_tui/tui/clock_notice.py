"""What is to be said of the clocks while a race is entered: it stays for a while, whatever is typed."""

from __future__ import annotations

from typing import Final

from massstart_tui.journal.clock_watch import ClockDoubt, ClockWatch
from massstart_tui.journal.race_clock import MS
from massstart_tui.journal.recorder import Recorder
from massstart_tui.report.clock_doubts import doubt_line, offered_line
from massstart_tui.report.event_phrases import TIED
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_of

STAYS: Final = 30_000
"""For how many ms it is said, unless a key sends it away."""


class ClockNotice:
    """The doubts about the clock of one race that were seen last, and the correction that is offered."""

    def __init__(self, recorder: Recorder, watch: ClockWatch | None) -> None:
        """Say what ``watch`` sees of the clocks that ``recorder`` records by; nothing without one."""
        self._steady = recorder.clock.steady
        self._watch = watch
        self._doubts: list[ClockDoubt] = []
        self._since = 0
        self._offer: int | None = None

    def look(self) -> bool:
        """Look at the clocks; whether there is something new to say."""
        found = self._watch.look() if self._watch is not None else []
        if found:
            self._doubts, self._since = found, self._steady()
            self._offer = next((doubt.offer for doubt in found if doubt.offer), None)
        return bool(found)

    @property
    def speaks(self) -> bool:
        """Whether something is said now."""
        return bool(self._doubts) and self._steady() - self._since < STAYS * MS

    def said(self, words: Words) -> str:
        """All of it, with the key that records the correction; empty where there is nothing to say."""
        if not self.speaks:
            return ""
        lines = [doubt_line(doubt, words) for doubt in self._doubts]
        if offered := self.offered(words):
            key = key_of("entry_set_clock", words).replace(" ", TIED)
            lines.append(f"{key}: {offered}")
        return " · ".join(lines)

    def offered(self, words: Words) -> str:
        """The line that records the correction; empty where none is offered."""
        return "" if self._offer is None else offered_line(self._offer, words)

    def dismiss(self) -> None:
        """It was read; the correction can still be had."""
        self._doubts = []

    def corrected(self) -> None:
        """The correction was recorded."""
        self.dismiss()
        self._offer = None
