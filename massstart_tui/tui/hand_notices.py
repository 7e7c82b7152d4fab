"""The lines around the reminders of live entry: what is wrong comes before them, a refused line after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from massstart_tui.report.journal_status import not_on_disk
from massstart_tui.report.sharing_status import shared_so_far, sharing_line
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_piece, wrapped_with_keys
from massstart_tui.tui.painting import Piece, behind
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.entry_preview import told

if TYPE_CHECKING:
    from massstart_tui.entry.desk import Remark
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.share.shared_stream import Sharing
    from massstart_tui.tui.clock_notice import ClockNotice
    from massstart_tui.tui.timing_feed import TimingSource
    from massstart_tui.tui.timing_hand import TimingHand
    from massstart_tui.tui.widgets.entry_line import EntryInput

MARGIN: Final = 5
"""Cells of a line that are left free around a notice and its sign."""


class HandNotices:
    """What there is to tell around the reminders, and of the recording in the top line.

    ``clocks`` has the doubts about the clocks, ``condition`` is that of the journal, ``sharing`` that of the
    publisher, None if the race is not shared. ``timing`` is the timing system, if there is one.
    ``meanwhile`` is what a key did while a line was half typed: the sentence above the line is about the line.
    """

    def __init__(
        self, clocks: ClockNotice, line: EntryInput, condition: Condition, chooses: Callable[[], bool]
    ) -> None:
        """Tell of these clocks, of this line and of a journal in this condition.

        ``chooses`` returns whether a line of the log is chosen.
        """
        self.clocks = clocks
        self._chooses = chooses
        self._line = line
        self.condition = condition
        self.sharing: Sharing | None = None
        self.meanwhile: Remark | None = None
        self.timing: TimingHand | None = None

    def time_by(self, source: TimingSource, recorder: Recorder) -> TimingHand:
        """Take ``source`` as the timing of the race in ``recorder``."""
        from massstart_tui.tui.timing_hand import TimingHand

        self.timing = TimingHand(source, recorder, self.clocks)
        return self.timing

    def in_memory(self, words: Words) -> str:
        """Return for the top line how many lines are not on disk because of a problem; empty if there is none."""
        if not self.condition.trouble:
            return ""
        pending = self.condition.pending
        return words("live.in_memory", count=pending, all=self.condition.confirmed + pending)

    def recorded(self, words: Words) -> str:
        """Return for the top line how many events are on disk, and how many of them are shared.

        While there is a problem, `in_memory` says how many are not on disk, and of how many.
        """
        recorded = "" if self.condition.trouble else f"● {words('live.recorded', count=self.condition.confirmed)}"
        shared = shared_so_far(self.sharing, words) if self.sharing else ""
        timed = self.timing.marked(words) if self.timing else ""
        return "  ".join(filter(None, (recorded, shared, timed)))

    def offered(self, words: Words, width: int, brush: Brush, said: str) -> Iterator[list[Piece]]:
        """Yield the order by chips that Enter takes, unless ``said``, the sentence above the line, has it already."""
        offer = "" if self.timing is None or self._is_typing else self.timing.offered_beside(words)
        if offer and offer not in said:
            offer = offer if self.takes_the_offer else words("timing.esc_first", offer=offer)
            keyed = wrapped_with_keys(offer, ("entry_record", "entry_clear"), words, brush.strong, width - MARGIN)
            yield from behind([("» ", brush.strong)], keyed, brush.strong)

    def before(self, words: Words, width: int, brush: Brush) -> Iterator[list[Piece]]:
        """Yield the lines before the reminders: problems first, then what is waiting or was done."""
        if said := self.clocks.said(words):
            keyed = wrapped_with_keys(said, ("entry_set_clock",), words, brush.amber, width - MARGIN)
            yield from behind([("! ", brush.amber)], keyed, brush.amber)
        if self.condition.trouble:
            yield [(f"! {not_on_disk(self.condition, words)}", brush.red)]
        if self.sharing and self.sharing.trouble:
            style = brush.red if self.sharing.link == "refused" else brush.amber
            yield [(f"! {sharing_line(self.sharing, '', words)}", style)]
        for said in self.timing.lines(words) if self.timing else ():
            keyed = wrapped_with_keys(said, ("entry_lap",), words, brush.amber, width - MARGIN)
            yield from behind([("! ", brush.amber)], keyed, brush.amber)
        yield from self._waiting(words, brush)
        if self.meanwhile is not None:
            yield [told(self.meanwhile, brush)]

    @property
    def takes_the_offer(self) -> bool:
        """Whether Enter takes what the timing offers: nothing is typed, and no line of the log is chosen."""
        return self._line.free and self._line.amends is None and not self._chooses()

    @property
    def _is_typing(self) -> bool:
        return not (self._line.free or self._line.refused)

    def _waiting(self, words: Words, brush: Brush) -> Iterator[list[Piece]]:
        """Yield the pasted lines that are still to be entered."""
        if waiting := self._line.waiting:
            said = words("hand.waiting", count=len(waiting))
            yield [(f"{said}: ", brush.amber), (waiting[0].text, brush.text)]

    def tells(self, words: Words) -> bool:
        """Return whether anything is told that the key to clear takes away."""
        timed = self.timing is not None and (self.timing.offer is not None or bool([*self.timing.lines(words)]))
        return timed or bool(self.clocks.said(words) or self.meanwhile or self._line.set_aside.shown)

    def after(self, words: Words, brush: Brush) -> Iterator[list[Piece]]:
        """Yield the newest line that was refused and is set aside, with the key that brings it back."""
        lines = self._line.set_aside.shown
        if self._line.free and lines:
            more = f"  {words('hand.more', count=len(lines) - 1)}" if len(lines) > 1 else ""
            yield [
                key_piece("entry_up", words, brush.ice),
                (f"  {words('hand.refused')}: {plain(lines[0].text)}{more}", brush.dim),
            ]
