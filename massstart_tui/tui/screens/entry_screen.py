"""The screen of live entry: the race stays in view, and everything is typed on the line at the bottom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widgets import Input

from massstart_tui.entry.desk import Remark, Tone
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import Doing, bindings_of, key_of
from massstart_tui.tui.help_rows import keys_named
from massstart_tui.tui.leave_questions import LeaveQuestions
from massstart_tui.tui.line_choices import completed, readings
from massstart_tui.tui.log_editing import CORRECTIONS, LogEditing
from massstart_tui.tui.opened_race import Entering, JournalTold, PublisherTold
from massstart_tui.tui.screens.entry_pages import EntryPages
from massstart_tui.tui.timing_feed import PassingsHeard, TimingEnded, TimingLinked, TimingSource
from massstart_tui.view.scene import Scene

TICK: Final = 0.1
"""Seconds between two updates."""


class EntryScreen(EntryPages):
    """Passes typed lines and keys to the desk, and shows the results."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("entry")]

    def __init__(self, entering: Entering, words: Words) -> None:
        """Enter the race in ``entering``."""
        super().__init__(entering, words)
        self._remark: Remark | None = None
        self.editing = LogEditing(self.desk, self.log_lines, self.line.input, self.contrary_told)
        self._leaving = LeaveQuestions(entering, self.line.input)
        if entering.timing is not None:
            self.notices.time_by(entering.timing, self.live.recorder)

    def on_mount(self) -> None:
        # Both are called in another thread.
        self._entering.tells.add(lambda condition: self.post_message(JournalTold(condition)))
        if self._entering.shares is not None:
            self._entering.shares.add(lambda sharing: self.post_message(PublisherTold(sharing)))
        self.tell()
        if opened := [*self._entering.opened, *self._cues_of_before()]:
            self._remark = Remark(Tone.RECORDED, " · ".join(opened), names_keys=True)
            self.said.show(self._remark)
        if self._entering.differs:
            self.warn(self._entering.differs)
        self.look()
        self.set_interval(TICK, self.look)
        if self.notices.timing is not None:
            self.notices.timing.begin(self)
        self.call_after_refresh(self.massstart.first_picture_drawn)
        rehearsed = self._entering.rehearsed
        if rehearsed is not None and not len(self.live.recorder.recording):
            from massstart_tui.tui.screens.rehearsal_screen import BriefingScreen

            self.call_later(self.app.push_screen, BriefingScreen(rehearsed, self.live, self._begin_timing))

    def _begin_timing(self, source: TimingSource) -> None:
        self.notices.time_by(source, self.live.recorder).begin(self)

    def _cues_of_before(self) -> Iterator[str]:
        """Yield a sentence if cues are open in a race that is gone on with: nobody knows which of them were said."""
        scene = self.live.scene()
        if not scene.state.under_way:
            self.at_hand.caught_up(scene)
        elif cues := self.at_hand.unsaid(scene):
            yield self.words("live.cues_of_before", count=len(cues), key=key_of("entry_tick_all", self.words))

    def on_unmount(self) -> None:
        if self.notices.timing is not None:
            self.notices.timing.stop()

    def dress(self) -> None:
        super().dress()
        self._say_of_line()

    def look_further(self, scene: Scene) -> None:
        if self.notices.clocks.look():
            self.massstart.bell()
        if self.notices.timing is not None and self.notices.timing.look():
            self._offer_is_new()
        # Nobody reports the status of a journal that has stopped, or whose disk does not answer.
        self.notices.condition = self.live.recorder.journal.condition
        self.said.wait(waits=self.notices.condition.confirmed < len(self.live.recorder.recording))
        tag = self.notices.in_memory(self.words) or (self.words("what_if.tag") if self.supposing else "")
        self.top.show(scene.sheet, (tag,), self.notices.recorded(self.words), self.clock(scene))
        if self._remark is None and not self._input.value:
            self.said.show(self._expected())
        self.look_at_hand(scene)
        if self.notices.timing is not None and self.notices.timing.is_drawn_anew():
            self.call_after_refresh(self.notices.timing.painted, self.notices.timing.offer)

    def on_input_changed(self) -> None:
        if not (self.line.input.free or self.line.input.refused):
            self._remark = None
            self._leaving.forget()
        self._say_of_line()

    def _say_of_line(self) -> None:
        """Show what the typed line would do, or else the result of the last action."""
        text, line = self._input.value, self.line.input
        self.line.ask("" if line.amends is None else self.words("live.editing", seq=line.amends))
        if line.free or line.refused:
            remark = self._remark or self._expected()
            self.choices.offer(readings(remark), text)
        else:
            remark = self.desk.preview(text, line.moment, self.words, line.amends)
            if chosen := self.editing.chosen:
                reason = self.words("live.with_reason", seq=chosen.event.seq)
                remark = remark._replace(text=f"{remark.text} · {reason}")
            self.choices.offer(readings(remark) or completed(line, self.desk, self.words.language), text)
        self.said.show(remark)
        self.look_at_hand(self.live.scene())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether an action is available.

        A key that can also be typed runs its action only if typing it could mean nothing.
        """
        if action in CORRECTIONS:
            return self.editing.allows(action)
        return self.line.input.begins_anew if action == "lap" else True

    def action_lap(self) -> None:
        self.line.input.begin()
        self.action_lap_meanwhile()

    def action_lap_meanwhile(self) -> None:
        timing = self.notices.timing
        if timing is not None and timing.counts_laps() and not self.desk.leader_is_in:
            lap = self.live.recorder.state.lap + 1
            self._done_meanwhile(Remark(Tone.NOT_ALLOWED, self.words("timing.counts_laps", lap=lap)))
            return
        self._done_meanwhile(self.desk.lap(self.line.input.now, self.words))

    def action_record(self) -> None:
        line = self.line.input
        if line.free:
            if not line.bring_next():
                before = self._remark, line.amends
                self._take_offer_or_edit()
                if (self._remark, line.amends) == before:
                    self.say_of_key("live.nothing_typed")
            return
        remark = self.desk.enter(line.value, line.moment, self.words, line.amends)
        if remark.recorded:
            line.set_aside.one_was_recorded()
        else:
            line.refuse()
        self._done(remark)

    def _expected(self) -> Remark:
        """Return what comes next; first the order that chips give and nobody has recorded."""
        timing = self.notices.timing
        timed = timing is not None and timing.counts_laps()
        expected = self.desk.expected(self.words, timed=timed)
        if timing is None or timing.offer is None:
            return expected
        tone = Tone.WOULD_RECORD if timing.offer.complete else Tone.EXPECTED
        return Remark(tone, f"{timing.offered(self.words)} · {expected.text}", timing.offer.bibs)

    @property
    def keys_now(self) -> str:
        if self.doing is Doing.NOTHING:
            return self._expected().text
        return self.words(f"now.entry.{self.doing}", **keys_named("entry", self.words))

    def _offer_is_new(self) -> None:
        """Show what chips give now in place of what was recorded last."""
        if self._remark is not None and self._remark.tone in (Tone.RECORDED, Tone.EXPECTED):
            self._remark = None

    def _take_offer_or_edit(self) -> None:
        """Record the order by chips that is shown; if none is, edit the chosen line of the log."""
        timing, pressed = self.notices.timing, self.line.input.key_pressed
        if timing is None or not self.notices.takes_the_offer or (timing.offer or timing.seen(pressed)) is None:
            self.action_edit()
            return
        # A second Enter right behind a line is no answer to the order, nor is one to an order that is not shown.
        shown = timing.offer is not None and timing.offer.complete
        if self._remark is not None and not (shown and (timing.settled(pressed) or not self._remark.recorded)):
            return
        line = timing.line_to_take(pressed, self.words)
        if isinstance(line, str):
            line = self.desk.enter(line, self.line.input.now, self.words)
        self._done(line)

    def _done(self, remark: Remark) -> None:
        """Show the result; a recorded line stays until it is on disk."""
        self._remark = remark
        self.notices.meanwhile = None
        self.choices.replace(readings(remark))
        self.said.show(remark)
        if remark.recorded:
            self.line.input.amends = None
            self.line.ask("")
            self.log_lines.choose_none()
            self.line.input.hold()
            if self.notices.timing is not None:
                self.notices.timing.moved()
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
        self._say_of_line()
        self.look()
        self.side.look()

    def on_passings_heard(self, message: PassingsHeard) -> None:
        if self.notices.timing is not None and self.notices.timing.heard(message, self.words):
            self.look()
            if not self.line.input.free:  # what it would do can have changed
                self._say_of_line()

    def on_timing_linked(self, message: TimingLinked) -> None:
        if self.notices.timing is not None:
            self.notices.timing.linked(message, self.words)
            self.look()

    def on_timing_ended(self, message: TimingEnded) -> None:
        if self.notices.timing is not None:
            self.notices.timing.ended(message, self.words)
            self.look()

    def on_journal_told(self, message: JournalTold) -> None:
        # A passing was drawn when it came; how many events are on disk is drawn at the next tick.
        before, self.notices.condition = self.notices.condition, message.condition
        hurries = self.line.input.held or self.said.unsaved or message.condition.trouble != before.trouble
        if self.notices.timing is not None:
            self.notices.timing.confirmed(message.condition.confirmed)
        if not message.condition.trouble and message.condition.confirmed >= len(self.live.recorder.recording):
            if self.line.input.held and self.line.input.waiting:
                self.notices.meanwhile = self._remark
            self.line.input.release()
        if hurries or self.notices.timing is None:
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
        remark = self.desk.set_clock(shift, offered, self.line.input.now, self.words)
        if remark.recorded:
            self.notices.clocks.corrected()
            if self.notices.timing is not None:
                self.notices.timing.clock_was_set()
        self._done_meanwhile(remark)

    def action_complete(self, towards: int) -> None:
        """Put the next completion of the line into it, from the first one on, or backwards from the last."""
        choice = self.choices.step(towards)
        if choice is None:
            self.say_of_key("live.nothing_to_complete")
            return
        with self.prevent(Input.Changed):
            self.line.input.put(choice.text)
            self._input.cursor_position = choice.cursor
        self._say_of_line()

    def action_choose(self, older: int) -> None:
        """Choose another line of the log; the refused line, if any, follows the newest one."""
        line = self.line.input
        if older < 0 and self.log_lines.chosen is None and line.bring_back():
            self._say_of_line()
        elif line.amends is None:
            self.bring_log()
            before = self.log_lines.chosen
            self._remark = self.editing.choose(older, self.words)
            self._say_of_line()
            if self.log_lines.chosen is before:
                self.say_of_key("live.no_older_line" if older > 0 else "live.no_newer_line")
        else:
            self.say_of_key("live.amending")

    async def action_bookmarks(self) -> None:
        from massstart_tui.tui.bookmark_list import bookmarks_told, list_bookmarks

        told = bookmarks_told(self.massstart, self.live, self.telling)
        await list_bookmarks(self.app, told, self.words, self._show_bookmark, "entry_bookmark")

    def _show_bookmark(self, t: int) -> None:
        """Choose the line of the log at this moment; what is typed stays, also the change of another line."""
        if self.line.input.amends is not None:
            self.notify(self.words("bookmarks.amending"), timeout=5, markup=False)
            return
        self.bring_log()
        self._remark = self.editing.choose_at(t, self.words)
        self._say_of_line()

    def action_edit(self) -> None:
        if why_not := self.editing.amend(self.words):
            self._done(why_not)

    def action_take_back(self) -> None:
        if remark := self.editing.take_back(self.words):
            self._done(remark)
        else:
            self.say_of_key("live.none_chosen")

    def action_take_back_to(self) -> None:
        if remark := self.editing.take_back_to(self.words):
            self._done_meanwhile(remark)
        else:
            self.say_of_key("live.none_chosen")

    def action_clear(self) -> None:
        """Undo one step of editing: the line, the choice in the log, the panel, the skater found, or the notices."""
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
        elif self.points.bib is not None:
            self.show_skater(None)
        elif self._remark is None and not self.notices.tells(self.words):
            self.say_of_key("live.nothing_to_clear")
            return
        else:
            line.set_aside.clear()
            self.notices.meanwhile = None
            self.notices.clocks.dismiss()
            if self.notices.timing is not None:
                self.notices.timing.dismiss()
        self._remark = None
        self._say_of_line()

    def say_of_key(self, code: str) -> None:
        """Say what a key has done, or why nothing, above the line, or beside what is said of a half typed one."""
        remark = Remark(Tone.EXPECTED, self.words(code), names_keys=True)
        if self.line.input.free:
            self._remark = remark
            self.said.show(remark)
        else:
            self.notices.meanwhile = remark
            self.look()

    def action_drop_pasted(self) -> None:
        count = len(self.line.input.waiting)
        self.line.input.waiting.clear()
        said = self.words("live.all_dropped" if count else "live.none_to_drop", count=count)
        self._done_meanwhile(Remark(Tone.EXPECTED if count else Tone.NOT_ALLOWED, said))

    def warn(self, said: str, names: tuple[str, ...] = ()) -> None:  # noqa: ARG002 - the line finds its keys itself
        """Show the warning where results are shown, because a notification would cover the entry line."""
        before = self._remark.text if self._remark and self._remark.recorded else ""
        self._done(Remark(Tone.TROUBLE, " · ".join(part for part in (before, said) if part)))

    def action_suspend(self) -> None:
        question = self._leaving.before_suspending(self.words) if self.massstart.has_a_shell else None
        if question:
            self._done(question)
        else:
            self.massstart.action_suspend()

    def question_below(self) -> str:
        return self._leaving.before_leaving_from_a_page(self.words, under_way=self.live.scene().state.under_way)

    def leave(self) -> None:
        """Exit, or after a rehearsal show its review; if something would be lost, only if asked a second time."""
        question = self._leaving.before_leaving(self.words, under_way=self.live.scene().state.under_way)
        rehearsed = self._entering.rehearsed
        if question:
            self._done(question)
        elif rehearsed is not None and len(self.live.recorder.recording):
            from massstart_tui.tui.screens.rehearsal_screen import ReviewScreen

            self.call_later(self.app.push_screen, ReviewScreen(rehearsed, self.live))
        else:
            self.app.exit()
