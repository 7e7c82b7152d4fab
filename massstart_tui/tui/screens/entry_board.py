"""The base class of the live entry screen: the board of the race, with reminders below it and panels beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from textual import events
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.fault_messages import contradiction_sentence
from massstart_tui.report.signs import CONTRARY_SIGN
from massstart_tui.settings import LAYOUTS
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.words import Words
from massstart_tui.tui.choice_labels import choice_line
from massstart_tui.tui.clock_notice import ClockNotice
from massstart_tui.tui.commands import Doing, entry_key_line
from massstart_tui.tui.hand_notices import HandNotices
from massstart_tui.tui.line_choices import LineChoices
from massstart_tui.tui.opened_race import Entering, PublisherTold
from massstart_tui.tui.reminder_lines import AtHand
from massstart_tui.tui.screens.opening_screen import rows_above_the_line
from massstart_tui.tui.screens.race_board import Board
from massstart_tui.tui.screens.side_page import SidePage
from massstart_tui.tui.screens.side_panel import SidePanel
from massstart_tui.tui.screens.skater_search import TableSearch
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.ask_line import AskLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.entry_line import EntryLine, KeyTaken
from massstart_tui.tui.widgets.entry_preview import HAND_INDENT, Hand, PreviewLine
from massstart_tui.tui.widgets.ice_panel import IcePanel
from massstart_tui.tui.widgets.race_bar import RaceBar
from massstart_tui.view.bar_marks import bar_marks, lap_fraction
from massstart_tui.view.race_layout import RaceLayout
from massstart_tui.view.recording import RecordedNow
from massstart_tui.view.scene import Scene

_BIB: Final = re.compile(r"(?<![\d@:.])\d{1,3}(?![\d:.])")
"""A bib in a line that is not understood yet, but not a part of a moment or a time."""

_LEAST_LOG: Final = 2
"""The fewest rows in which the log shows a line below its heading."""


class EntryBoard(Board, TableSearch):
    """Shows the race, the reminders and the entry line; what is typed is handled by a subclass."""

    place: ClassVar[str] = "entry"
    AUTO_FOCUS: ClassVar[str] = ""
    """No widget is focused until the keys that were typed while the screen opened have been passed to the entry line.
    """
    DEFAULT_CSS = """
    EntryBoard {
        Hand { height: 2; }
        PreviewLine { height: 2; }
        #side { width: 1fr; height: 100%; display: none; }
        &.-wide PreviewLine { height: 1; }
        &.-tall Hand { height: 3; }
        &.-narrow #side { width: 100%; height: 1fr; }
        &.-aside IncidentLog { display: none; }
        &.-aside #side { display: block; }
        &.-only-table.-aside #right { display: block; }
        &.-narrow.-only-table.-aside PointsTable { height: 1fr; }
    }
    """

    def __init__(self, entering: Entering, words: Words) -> None:
        """Show the race to be entered."""
        live = RecordedNow(entering.recorder)
        super().__init__(live)
        self.live = live
        self.at_hand = AtHand(live.sheet, words, entering.captions)
        self.layout_name = LAYOUTS[0]
        self.choices = LineChoices()
        self.side = SidePage(live, self.at_hand)
        self._rows = (0, 0)
        self.doing = Doing.NOTHING
        self._told_now = ""
        self.bar = RaceBar()
        self.hand = Hand()
        self.said = PreviewLine()
        self.line = EntryLine(live.recorder.clock.steady)
        clocks = ClockNotice(entering.recorder, entering.watch)
        condition = live.recorder.journal.condition
        self.notices = HandNotices(clocks, self.line.input, condition, lambda: self.log_lines.chosen is not None)
        self.log_lines.can_focus = self.points.can_focus = False
        self.log_lines.folds = False

    @property
    def _input(self) -> Input:
        return self.line.input

    @property
    def words(self) -> Words:
        """The catalogue of sentences in the chosen language."""
        return self.massstart.words

    @property
    def foot(self) -> int:
        return sum(rows_above_the_line(self.app.size)) + 1

    def beside(self) -> Iterator[Widget]:
        yield self.side

    @property
    def has_bar(self) -> bool:
        return True

    def apply(self, laid: RaceLayout) -> None:
        super().apply(laid)
        self.bar.display = laid.bar > 0

    def below(self) -> Iterator[Widget]:
        yield self.bar
        yield self.hand
        yield self.said
        yield self.line

    def canvases(self) -> tuple[Canvas, ...]:
        return (*super().canvases(), self.side, self.bar, self.hand, self.said)

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        super().prepare(palette, spoken, size)
        self.keys.show(entry_key_line(self.doing))

    def on_screen_resume(self) -> None:
        self._give_the_line_the_focus()

    def _give_the_line_the_focus(self) -> None:
        """Focus the entry line once the screen's message queue is empty.

        Otherwise a key that goes straight to the line would overtake one that is still in the queue.
        """
        if self.message_queue_size:
            self.call_later(self._give_the_line_the_focus)
        elif not self.query(AskLine):
            self.set_focus(self._input)

    def focus_after_asking(self) -> None:
        self.set_focus(self._input)

    @property
    def searched_sheet(self) -> Sheet:
        return self.live.sheet

    def action_bookmark(self) -> None:
        from massstart_tui.tui.bookmark_list import turned_told

        told = turned_told(self.massstart, self.live, "entry_bookmarks")
        self.massstart.tell(told, ("entry_bookmarks",), 5)

    async def action_save(self) -> None:
        """Ask for the file that the result so far is saved to."""
        await self.ask_to_save_result(self.live)

    def on_key(self, event: events.Key) -> None:
        """Pass a key that was typed before the line had the focus to the line; later keys never get here."""
        if self.focused is None or self.focused is self._input:
            event.stop()
            event.prevent_default()
            again = events.Key(event.key, event.character)
            again.time = event.time
            self._input.post_message(again)

    def on_paste(self, event: events.Paste) -> None:
        """Pass a paste from before the line had the focus to the line, in its place among the keys."""
        if self.focused is None:
            event.stop()
            again = events.Paste(event.text)
            again.time = event.time
            self._input.post_message(again)

    def on_key_taken(self, message: KeyTaken) -> None:
        """Say once that a key does nothing; the next key removes the remark."""
        self.remark_on(message.key, known=message.known)

    def on_publisher_told(self, message: PublisherTold) -> None:
        self.notices.sharing = message.sharing
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        self.fit_to(event.size)
        self.call_after_refresh(self.side.look)

    def dress(self) -> None:
        self.at_hand.speak(self.words)
        super().dress()
        self.side.look()

    def look_at_hand(self, scene: Scene) -> None:
        """Draw the reminders for this ``scene``, with problems first, and the race bar."""
        timeline = scene.timeline
        marks = bar_marks(timeline, scene.position) if timeline else ()
        placed = [(lap_fraction(timeline, t, self.live.t), kind) for t, kind in marks] if timeline else ()
        self.bar.show(scene.state, None, placed)
        typed = self.said.remark.bibs if self._input.value else ()
        bibs = typed or tuple(int(bib) for bib in _BIB.findall(self._input.value))
        choices = [choice.shown for choice in self.choices.lines]
        brush, width = self.massstart.palette.plain, self.hand.size.width
        # What can be answered or taken comes first: there may be room for two lines.
        offered = self.notices.offered(self.words, width, brush, self.said.remark.text)
        lines = [choice_line(choices, self.words, brush, width - HAND_INDENT), *offered]
        lines += [*self.notices.before(self.words, width, brush), *self.at_hand.lines(scene, bibs, brush, self.live.t)]
        shown = [line for line in (*lines, *self.notices.after(self.words, brush)) if line]
        self.hand.show(shown)
        self._share_rows(len(shown))
        self._name_the_keys()

    def _name_the_keys(self) -> None:
        """Show the keys that are useful for what is being done."""
        line = self.line.input
        chosen = self.log_lines.chosen is not None and line.amends is None
        doing = Doing.CHOOSING if chosen else Doing.NOTHING if line.free else Doing.TYPING
        if doing is not self.doing:
            self.doing = doing
            self.keys.show(entry_key_line(doing))
        if self.side.panel is SidePanel.VERBS and self.keys_now != self._told_now:
            self._told_now = self.keys_now
            self.side.look()

    def _share_rows(self, at_hand: int) -> None:
        """Give rows that no reminder needs to the sentence above the entry line, if it needs more."""
        hand, said = 3 if self.has_class("-tall") else 2, 1 if self.has_class("-wide") else 2
        more = max(0, min(self.said.needs - said, hand - max(1, at_hand)))
        if (hand - more, said + more) != self._rows:
            self._rows = (hand - more, said + more)
            self.hand.styles.height, self.said.styles.height = self._rows

    def contrary_told(self, chosen: LogLine) -> Iterator[str]:
        """Yield what the chosen line of the log contradicts, with the sign that marks it in the log."""
        if chosen.stands in (Stands.RETRACTED, Stands.AMENDED):
            return
        for found in self.outlooks.contradicted(self.live.recorder.views.now).found.get(chosen.event.seq, ()):
            yield f"{CONTRARY_SIGN} {contradiction_sentence(found, self.words)}"

    def action_side(self, name: str) -> None:
        """Show this panel instead of the log; if it is shown already, show the log again."""
        if self.alone is not None:
            self.show_alone(None)
        self.side.turn_to(name)
        self._show_side()

    @property
    def rows_beside(self) -> int:
        # How many lines an open panel has depends on its width, and it is read whole: it gets every row there is.
        return self.size.height if self.side.is_open else super().rows_beside

    @property
    def table_alone(self) -> bool:
        """Whether the table has the whole width: beside an open panel it has not."""
        return super().table_alone and not self.side.is_open

    def _show_side(self) -> None:
        """Show the panel that is open, or else the log."""
        self.log_lines.choose_none()
        self.set_class(self.side.is_open, "-aside")
        if self.laid is not None:
            self.apply(self.laid)
        self.look()
        self.call_after_refresh(self.side.look)

    def bring_log(self) -> None:
        """Show the log, if it is not on the screen: no line is chosen that nobody sees."""
        if self.alone is not None:
            self.show_alone(None)
        if self.side.is_open:
            self.side.turn_to(self.side.panel.value)
            self._show_side()
        if self.layout_name == "table":
            self.lay_out(LAYOUTS[0])
        if self.laid is not None and not self.laid.beside and self.laid.log < _LEAST_LOG:
            self.lay_out("log")

    def say_of_key(self, code: str) -> None:
        """Say what a key has done, or why it has done nothing."""
        raise NotImplementedError

    def action_tick(self) -> None:
        self._tick(self.at_hand.tick)

    def action_tick_all(self) -> None:
        self._tick(self.at_hand.tick_all)

    def _tick(self, tick: Callable[[], None]) -> None:
        """Mark cues as said; say so if there is none to be said."""
        if not self.at_hand.unsaid(self.live.scene()):
            self.say_of_key("live.no_cue")
        tick()
        self.look_at_hand(self.live.scene())
        self.side.look()

    def action_table(self, pages: int) -> None:
        """Scroll the panel that replaces the log, or else the points table, by so many pages."""
        moved = self.side.turn(pages) if self.side.is_open else self.points.turn(pages)
        if not moved:
            self.say_of_key("keys.no_below" if pages > 0 else "keys.no_above")

    def action_layout(self) -> None:
        """Show the next layout; after the last one each chart alone, then the ice alone if it can be drawn."""
        from massstart_tui.tui.widgets.chart_page import ChartPage

        self.log_lines.choose_none()
        name = self.next_layout()
        last = self.panels.at_last_chart
        if self.charted:
            self.panels.turn(ChartPage, 1)
        if self.charted and not last:
            return
        if self.charted and self.massstart.braille and IcePanel.fits(self._room_alone(self.size)):
            self.show_alone(IcePanel)
        elif self.alone is None and name == LAYOUTS[0]:
            self.show_alone(ChartPage)
        else:
            self.show_alone(None)
            self.lay_out(name)
            self.say_of_key(f"live.layout.{name}")
