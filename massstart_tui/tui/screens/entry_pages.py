"""The pages that live entry opens: the result so far, and the start sheet, whose changes are saved and recorded."""

from __future__ import annotations

from massstart_tui.entry.desk import Desk, Remark, Tone
from massstart_tui.race.sheet import Sheet
from massstart_tui.text.words import Words
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.screens.entry_board import EntryBoard


class EntryPages(EntryBoard):
    """The board of live entry with its desk, from which pages are opened."""

    def __init__(self, entering: Entering, words: Words) -> None:
        """Enter the race in ``entering``."""
        super().__init__(entering, words)
        self.desk = Desk(self.live.recorder)
        self._entering = entering

    def _done(self, remark: Remark) -> None:
        """Show the result of a key or a line."""
        raise NotImplementedError

    async def action_result(self) -> None:
        from massstart_tui.tui.screens.result_screen import ResultScreen

        await self.app.push_screen(ResultScreen(self.live.so_far(self.massstart.clocks.race)))

    async def action_edit_sheet(self) -> None:
        from massstart_tui.tui.screens.sheet_screen import SheetScreen

        recorder = self.live.recorder
        if not recorder.sheet_is_open:
            self._done(Remark(Tone.NOT_ALLOWED, self.words("live.sheet_closed")))
            return
        await self.app.push_screen(SheetScreen(recorder.sheet, self.desk.absent(), self._sheet_changed))

    def _sheet_changed(self, sheet: Sheet, absent: frozenset[int]) -> str | None:
        """Save the sheet in its file and in the journal.

        Skaters who do not start are recorded as an event. Returns a sentence if the sheet could not be saved.
        """
        if sheet != self.live.sheet and (why := self._entering.keep_sheet(sheet, self.words)):
            return why
        why = self.desk.mark_absent(absent, self.words)
        self.at_hand.follow(self.live.sheet)
        self.tell()
        return why
