"""The questions before live entry is left or suspended while the race goes on; asked again, it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massstart_tui.entry.desk import Remark, Tone

if TYPE_CHECKING:
    from massstart_tui.text.words import Words
    from massstart_tui.tui.opened_race import Entering
    from massstart_tui.tui.widgets.entry_line import EntryInput


class LeaveQuestions:
    """Remembers which question was asked, until something else is typed."""

    def __init__(self, entering: Entering, line: EntryInput) -> None:
        """Ask about the race ``entering`` and about the pasted lines that wait in ``line``."""
        self._entering = entering
        self._line = line
        self._leaving = self._suspending = False

    def forget(self) -> None:
        """Ask again the next time, because something was typed since."""
        self._leaving = self._suspending = False

    def before_leaving(self, words: Words, *, under_way: bool) -> Remark | None:
        """Return what leaving would mean; None if nothing would be lost, or if that was said just before.

        ``under_way`` says whether the race goes on.
        """
        if self._leaving or not (said := self._what_leaving_means(words, under_way=under_way)):
            return None
        self._leaving = True
        return Remark(Tone.NOT_ALLOWED, said)

    def before_leaving_from_a_page(self, words: Words, *, under_way: bool) -> str:
        """Return what to ask on a page above the entry screen, where a single letter leaves."""
        return self._what_leaving_means(words, under_way=under_way) or words("live.again_to_leave_page")

    def _what_leaving_means(self, words: Words, *, under_way: bool) -> str:
        """Return what would be lost; empty if nothing would be."""
        pending = self._entering.recorder.journal.condition.pending
        if not (pending or self._line.waiting or under_way):
            return ""
        if waiting := self._line.waiting:
            return words("live.waiting_lost", count=len(waiting))
        if not self._entering.stays:
            return words("live.again_to_leave_practice")
        return words("live.unsaved" if pending else "live.again_to_leave", count=pending)

    def before_suspending(self, words: Words) -> Remark | None:
        """Return the question before the program is suspended; None if it was asked just before."""
        self._suspending = not self._suspending
        return Remark(Tone.NOT_ALLOWED, words("live.again_to_suspend")) if self._suspending else None
