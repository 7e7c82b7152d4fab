"""The screen of live entry: the race stays in view, and everything is typed on the line at the bottom."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.widgets import Input

from massstart_tui.entry.completion import Completion, completions
from massstart_tui.entry.desk import Desk, Remark, Tone
from massstart_tui.journal.journal import Condition
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.sharing_status import shared_so_far
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.opened_race import Entering, JournalTold, PublisherTold
from massstart_tui.tui.screens.entry_board import EntryBoard
from massstart_tui.view.scene import Scene

TICK: Final = 0.1
"""Seconds between two updates."""

if TYPE_CHECKING:
    from massstart_tui.share.publisher import Sharing


class EntryScreen(EntryBoard):
    """Passes typed lines and keys to the desk, and shows the results."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("entry")]
    AUTO_FOCUS: ClassVar[str] = ""
    """No widget is focused until the keys that were typed while the screen opened have been passed to the entry line.
    """

    def __init__(self, entering: Entering, words: Words) -> None:
        """Enter the race in ``entering``."""
        super().__init__(entering, words)
        self.desk = Desk(self.live.recorder)
        self._entering = entering
        self._remark: Remark | None = None
        self._offered = 0
        self._leaving = self._suspending = False

    def on_mount(self) -> None:
        self._entering.tells.to(self._told)
        if self._entering.shares is not None:
            self._entering.shares.to(self._shared)
        self.tell()
        self.at_hand.caught_up(self.live.scene())
        if self._entering.opened:
            self._remark = Remark(Tone.RECORDED, " · ".join(self._entering.opened))
            self.said.show(self._remark)
        if self._entering.differs:
            self.warn(self._entering.differs)
        self.look()
        self.set_interval(TICK, self.look)
        self.call_after_refresh(_keep_what_is_there)

    def on_screen_resume(self) -> None:
        self._give_the_line_the_focus()

    def _give_the_line_the_focus(self) -> None:
        """Focus the entry line once the screen's message queue is empty.

        Otherwise a key that goes straight to the line would overtake one that is still in the queue.
        """
        if self.message_queue_size:
            self.call_later(self._give_the_line_the_focus)
        else:
            self.set_focus(self._input)

    def on_key(self, event: events.Key) -> None:
        """Pass a key that was typed before the line had the focus to the line; later keys never get here."""
        if self.focused is None or self.focused is self._input:
            event.stop()
            event.prevent_default()
            self._input.post_message(events.Key(event.key, event.character))

    def dress(self) -> None:
        super().dress()
        self._say_of_line()

    def look_further(self, scene: Scene) -> None:
        if self.notices.clocks.look():
            self.massstart.bell()
        # Nobody reports the status of a journal that has stopped, or whose disk does not answer.
        self.notices.condition = self.live.recorder.journal.condition
        self.said.wait(waits=self.notices.condition.confirmed < len(self.live.recorder.recording))
        self.top.show(scene.sheet, (self._tag(),), self._state(), self.clock(scene))
        if self._remark is None and not self._input.value:
            self.said.show(self.desk.expected(self.words))
        self.look_at_hand(scene)

    def _tag(self) -> str:
        if self.notices.condition.trouble:
            return self.words("live.in_memory", count=self.notices.condition.pending)
        return self.words("what_if.tag") if self.supposing else ""

    def what_if_left(self) -> None:
        super().what_if_left()
        self.set_focus(self._input)

    def _state(self) -> str:
        recorded = f"● {self.words('live.recorded', count=self.notices.condition.confirmed)}"
        return f"{recorded}  {shared_so_far(self.notices.sharing, self.words)}" if self.notices.sharing else recorded

    def _shared(self, sharing: Sharing) -> None:
        """Post the publisher's status; called in its thread."""
        self.post_message(PublisherTold(sharing))

    def on_publisher_told(self, message: PublisherTold) -> None:
        self.notices.sharing = message.sharing
        self.look()

    def on_input_changed(self) -> None:
        if not (self.line.input.free or self.line.input.refused):
            self._remark = None
            self._leaving = self._suspending = False
        self._offered = 0
        self._say_of_line()

    def _say_of_line(self) -> None:
        """Show what the typed line would do, or else the result of the last action."""
        text, line = self._input.value, self.line.input
        self.line.ask("" if line.amends is None else self.words("live.editing", seq=line.amends))
        self.choices = ()
        chosen = self.log_lines.chosen
        if line.free or line.refused:
            remark = self._remark or self.desk.expected(self.words)
            self.said.show(remark)
            self.choices = _asked(remark)
        else:
            remark = self.desk.preview(text, line.moment, self.words, line.amends)
            if chosen is not None and line.amends is None:
                reason = self.words("live.with_reason", seq=chosen.event.seq)
                remark = remark._replace(text=f"{remark.text} · {reason}")
            self.said.show(remark)
            self.choices = _asked(remark) or self._completions(text)
        self.look_at_hand(self.live.scene())

    def _completions(self, text: str) -> tuple[Completion, ...]:
        if self.line.input.amends is not None or not text[-1:].isalpha():
            return ()
        situation = self.desk.situation(self.line.input.moment)
        return completions(text, self._input.cursor_position, situation, self.words.language)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether an action is available.

        A key that can also be typed runs its action only if typing it could mean nothing.
        """
        line = self.line.input
        begins = line.begins and (line.amends is None or line.refused)
        match action:
            case "lap":
                return begins
            case "edit":
                return begins and self.log_lines.chosen is not None
            case "take_back" | "take_back_to":
                return self.log_lines.chosen is not None and line.amends is None
            case _:
                return True

    def action_lap(self) -> None:
        self.line.input.begin()
        self.action_lap_meanwhile()

    def action_lap_meanwhile(self) -> None:
        self._done_meanwhile(self.desk.lap(self.live.recorder.clock.steady(), self.words))

    def action_record(self) -> None:
        line = self.line.input
        if line.free:
            if not line.bring_next():
                self.action_edit()
            return
        remark = self.desk.enter(line.value, line.moment, self.words, line.amends)
        if not remark.recorded:
            line.refuse()
        self._done(remark)

    def _done(self, remark: Remark) -> None:
        """Show the result; a recorded line stays until it is on disk."""
        self._remark = remark
        self.notices.meanwhile = None
        self.choices = _asked(remark)
        self.said.show(remark)
        if remark.recorded:
            self.line.input.amends = None
            self.line.ask("")
            self.log_lines.choose_none()
            self.line.input.hold()
            self.look()
            self.side.look()
        else:
            self.massstart.bell()

    def _done_meanwhile(self, remark: Remark) -> None:
        """Show the result of a key that is no part of the line; a half typed line stays unchanged."""
        if self.line.input.free and self.line.input.amends is None:
            self._done(remark)
            return
        self.notices.meanwhile = remark
        if not remark.recorded:
            self.massstart.bell()
        choices, offered = self.choices, self._offered
        self._say_of_line()
        self.choices = choices if offered else self.choices
        self.look()
        self.side.look()

    def _told(self, condition: Condition) -> None:
        """Post the journal's status; called in the writing thread."""
        self.post_message(JournalTold(condition))

    def on_journal_told(self, message: JournalTold) -> None:
        self.notices.condition = message.condition
        if not message.condition.trouble and message.condition.confirmed >= len(self.live.recorder.recording):
            if self.line.input.held and self.line.input.waiting:
                self.notices.meanwhile = self._remark
            self.line.input.release()
        self.look()

    def action_undo(self) -> None:
        self._done_meanwhile(self.desk.undo(self.words))

    def action_redo(self) -> None:
        self._done_meanwhile(self.desk.redo(self.words))

    def action_set_clock(self) -> None:
        shift = self.notices.clocks.offer
        if shift is None:
            self._done_meanwhile(Remark(Tone.NOT_ALLOWED, self.words("live.no_clock_offered")))
            return
        offered = self.notices.clocks.offered(self.words)
        remark = self.desk.set_clock(shift, offered, self.live.recorder.clock.steady(), self.words)
        if remark.recorded:
            self.notices.clocks.corrected()
        self._done_meanwhile(remark)

    def action_complete(self, towards: int) -> None:
        """Put the next completion of the line into it, from the first one on, or backwards from the last."""
        if not self.choices:
            return
        choices = self.choices
        at = (self._offered if towards > 0 else max(self._offered, 1) - 2) % len(choices)
        with self.prevent(Input.Changed):
            self.line.input.put(choices[at].text)
            self._input.cursor_position = choices[at].cursor
        self._say_of_line()
        self.choices, self._offered = choices, at + 1

    def action_choose(self, older: int) -> None:
        """Choose another line of the log; the refused line, if any, follows the newest one."""
        line = self.line.input
        if older < 0 and self.log_lines.chosen is None and line.bring_back():
            self._say_of_line()
        elif line.amends is None:
            self.log_lines.choose(older)
            chosen = self.log_lines.chosen
            self._remark = Remark(Tone.EXPECTED, self._choosing(chosen)) if chosen else None
            self._say_of_line()

    def _choosing(self, chosen: LogLine) -> str:
        """Return what the chosen line contradicts, and what can be done with it."""
        return " · ".join((*self.contrary_told(chosen), self.desk.choosing(chosen, self.words)))

    def action_edit(self) -> None:
        chosen = self.log_lines.chosen
        if chosen is None:
            return
        if chosen.stands is Stands.RETRACTED:
            self._done(Remark(Tone.NOT_ALLOWED, self.words("live.taken_back_already", seq=chosen.event.seq)))
            return
        text = self.desk.line_of(chosen, self.words)
        if text is None:
            self._done(Remark(Tone.NOT_ALLOWED, self.words("live.no_line_of_its_own")))
            return
        self.line.input.begin()
        self.line.input.put(text)
        self.line.input.amends = chosen.event.seq

    def action_take_back(self) -> None:
        chosen = self.log_lines.chosen
        if chosen is not None:
            reason = "" if self.line.input.free else self._input.value.strip()
            self._done(self.desk.take_back(chosen, reason, self.line.input.moment, self.words))

    def action_take_back_to(self) -> None:
        chosen = self.log_lines.chosen
        if chosen is not None:
            remark = self.desk.undo_to(chosen, self.words)
            if remark.recorded:
                self.log_lines.choose_none()
            self._done_meanwhile(remark)

    def action_clear(self) -> None:
        """Undo one step of editing: the line, the choice in the log, the panel, or the clock notice."""
        line = self.line.input
        if line.amends is not None or not line.free:
            dropped = line.value
            line.put("")
            line.amends = None
            self.notices.meanwhile = None
            if line.bring_next():
                self.notices.meanwhile = Remark(Tone.EXPECTED, self.words("live.dropped", line=plain(dropped)))
        elif self.log_lines.chosen is not None:
            self.log_lines.choose_none()
        elif self.side.is_open:
            self.action_side(self.side.panel.value)
            return
        else:
            line.set_aside = None
            self.notices.clocks.dismiss()
        self._remark = None
        self._say_of_line()

    def action_drop_pasted(self) -> None:
        count = len(self.line.input.waiting)
        self.line.input.waiting.clear()
        said = self.words("live.all_dropped" if count else "live.none_to_drop", count=count)
        self._done_meanwhile(Remark(Tone.EXPECTED if count else Tone.NOT_ALLOWED, said))

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

    def warn(self, said: str) -> None:
        """Show the warning where results are shown, because a notification would cover the entry line."""
        before = self._remark.text if self._remark and self._remark.recorded else ""
        self._done(Remark(Tone.TROUBLE, " · ".join(part for part in (before, said) if part)))

    def action_suspend(self) -> None:
        """Suspend if asked a second time, because the race goes on."""
        asked, self._suspending = self._suspending, self.massstart.has_a_shell
        if self._suspending and not asked:
            self._done(Remark(Tone.NOT_ALLOWED, self.words("live.again_to_suspend")))
            return
        self._suspending = False
        self.massstart.action_suspend()

    def action_leave(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Exit; if the race is under way or a line is not on disk, only if asked a second time."""
        pending = self.live.recorder.journal.condition.pending
        if (pending or self.line.input.waiting or self.live.scene().state.under_way) and not self._leaving:
            self._leaving = True
            self._done(Remark(Tone.NOT_ALLOWED, self._what_leaving_means(pending)))
            return
        self.app.exit()

    def _what_leaving_means(self, pending: int) -> str:
        if waiting := self.line.input.waiting:
            return self.words("live.waiting_lost", count=len(waiting))
        if not self._entering.stays:
            return self.words("live.again_to_leave_practice")
        return self.words("live.unsaved" if pending else "live.again_to_leave", count=pending)


def _asked(remark: Remark) -> tuple[Completion, ...]:
    """Return the lines that answer a question."""
    return tuple(Completion(line, len(line), line) for line in remark.choices)


def _keep_what_is_there() -> None:
    """Exempt existing objects from garbage collection, which would otherwise delay a key."""
    gc.freeze()
