"""The base class of the live entry screen: the board of the race, with reminders below it and panels beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from massstart_tui.entry.completion import Completion
from massstart_tui.report.fault_messages import contradiction_sentence
from massstart_tui.report.journal_status import not_on_disk
from massstart_tui.report.sharing_status import sharing_line
from massstart_tui.report.signs import CONTRARY_SIGN
from massstart_tui.settings import LAYOUTS
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.clock_notice import ClockNotice
from massstart_tui.tui.commands import Doing, entry_key_line
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.painting import Piece, wrap
from massstart_tui.tui.reminder_lines import AtHand
from massstart_tui.tui.screens.page_screen import ScrolledLines
from massstart_tui.tui.screens.race_board import Board
from massstart_tui.tui.screens.side_panel import SidePanel, lines_of
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.entry_line import EntryLine
from massstart_tui.tui.widgets.entry_preview import Hand, PreviewLine, told
from massstart_tui.view.recording import RecordedNow
from massstart_tui.view.scene import Scene

_BIB: Final = re.compile(r"(?<![\d@:.])\d{1,3}(?![\d:.])")
"""A bib in a line that is not understood yet, but not a part of a moment or a time."""

if TYPE_CHECKING:
    from massstart_tui.entry.desk import Remark
    from massstart_tui.share.publisher import Sharing


class SidePage(ScrolledLines):
    """A panel that is filled again when it gets its size, which decides how its lines are wrapped."""

    def __init__(self, fill: Callable[[], None]) -> None:
        """Create a panel that ``fill`` fills."""
        super().__init__(id="side")
        self._fill = fill

    def on_resize(self) -> None:
        self._fill()


class EntryBoard(Board):
    """Shows the race, the reminders and the entry line; what is typed is handled by a subclass."""

    place: ClassVar[str] = "entry"
    DEFAULT_CSS = """
    EntryBoard {
        Hand { height: 2; }
        PreviewLine { height: 2; }
        #side { width: 1fr; height: 100%; display: none; }
        &.-wide PreviewLine { height: 1; }
        &.-tall Hand { height: 3; }
        &.-tall #body { margin: 1 0 0 0; }
        &.-narrow #side { width: 100%; height: 1fr; padding: 0 0 0 2; }
        &.-aside IncidentLog { display: none; }
        &.-aside #side { display: block; }
    }
    """

    def __init__(self, entering: Entering, words: Words) -> None:
        """Show the race to be entered."""
        live = RecordedNow(entering.recorder)
        super().__init__(live)
        self.live = live
        self.at_hand = AtHand(live.sheet, words, entering.captions)
        self.layout_name = LAYOUTS[0]
        self.condition = live.recorder.journal.condition
        self.choices: tuple[Completion, ...] = ()
        self.meanwhile: Remark | None = None
        """What a key did while a line was half typed: the sentence above the line is about the line."""
        self.sharing: Sharing | None = None
        self._side = SidePanel.LOG
        self.side = SidePage(self.look_aside)
        self.side.can_focus = False
        self._rows = (0, 0)
        self._doing = Doing.NOTHING
        self.hand = Hand()
        self.said = PreviewLine()
        self.clocks = ClockNotice(entering.recorder, entering.watch)
        self.line = EntryLine(live.recorder.clock.steady)
        self.log_lines.can_focus = self.points.can_focus = False

    @property
    def _input(self) -> Input:
        return self.line.input

    @property
    def words(self) -> Words:
        """The catalogue of sentences in the chosen language."""
        return self.massstart.words

    def beside(self) -> Iterator[Widget]:
        yield self.side

    def below(self) -> Iterator[Widget]:
        yield self.hand
        yield self.said
        yield self.line

    def canvases(self) -> tuple[Canvas, ...]:
        return (*super().canvases(), self.side, self.hand, self.said)

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        super().prepare(palette, spoken, size)
        self.keys.show(entry_key_line(self._doing))

    def on_resize(self, event: events.Resize) -> None:
        self.fit_to(event.size)
        self.call_after_refresh(self.look_aside)

    def dress(self) -> None:
        self.at_hand.speak(self.words)
        super().dress()
        self.look_aside()

    def look_at_hand(self, scene: Scene) -> None:
        """Draw the reminders for this ``scene``, with problems first."""
        typed = self.said.remark.bibs if self._input.value else ()
        bibs = typed or tuple(int(bib) for bib in _BIB.findall(self._input.value))
        choices = [choice.shown for choice in self.choices]
        brush = self.massstart.palette.plain
        lines = self.at_hand.lines(scene, bibs, choices, brush, self.live.t)
        shown = [*self._told_first(), *lines, *self._told_last()]
        self.hand.show(shown)
        self._share_rows(len(shown))
        self._name_the_keys()

    def _name_the_keys(self) -> None:
        """Show the keys that are useful for what is being done."""
        line = self.line.input
        chosen = self.log_lines.chosen is not None and line.amends is None
        doing = Doing.CHOOSING if chosen else Doing.NOTHING if line.free else Doing.TYPING
        if doing is not self._doing:
            self._doing = doing
            self.keys.show(entry_key_line(doing))

    def _share_rows(self, at_hand: int) -> None:
        """Give rows that no reminder needs to the sentence above the entry line, if it needs more."""
        hand, said = 3 if self.has_class("-tall") else 2, 1 if self.has_class("-wide") else 2
        more = max(0, min(self.said.needs - said, hand - max(1, at_hand)))
        if (hand - more, said + more) != self._rows:
            self._rows = (hand - more, said + more)
            self.hand.styles.height, self.said.styles.height = self._rows

    def _told_first(self) -> Iterator[list[Piece]]:
        brush = self.massstart.palette.plain
        for number, part in enumerate(wrap(self.clocks.said(self.words), self.hand.size.width - 5)):
            if part:
                yield [(f"{' ' if number else '!'} {part}", brush.amber)]
        if self.condition.trouble:
            yield [(f"! {not_on_disk(self.condition, self.words)}", brush.red)]
        if self.sharing and self.sharing.trouble:
            style = brush.red if self.sharing.link == "refused" else brush.amber
            yield [(f"! {sharing_line(self.sharing, '', self.words)}", style)]
        yield from self._waiting()
        if self.meanwhile is not None:
            yield [told(self.meanwhile, brush)]

    def _waiting(self) -> Iterator[list[Piece]]:
        """Yield the pasted lines that are still to be entered."""
        if waiting := self.line.input.waiting:
            said = self.words("hand.waiting", count=len(waiting))
            yield [
                (f"{said}: ", self.massstart.palette.plain.amber),
                (waiting[0].text, self.massstart.palette.plain.text),
            ]

    def _told_last(self) -> Iterator[list[Piece]]:
        line, brush = self.line.input, self.massstart.palette.plain
        if line.free and line.set_aside is not None:
            said = self.words("hand.refused")
            yield [("↑", brush.ice), (f"  {said}: {plain(line.set_aside.text)}", brush.dim)]

    def contrary_told(self, chosen: LogLine) -> Iterator[str]:
        """Yield what the chosen line of the log contradicts, with the sign that marks it in the log."""
        if chosen.stands in (Stands.RETRACTED, Stands.AMENDED):
            return
        for found in self.outlooks.contradicted(self.live.recorder.views.now).found.get(chosen.event.seq, ()):
            yield f"{CONTRARY_SIGN} {contradiction_sentence(found, self.words)}"

    @property
    def aside(self) -> bool:
        """Whether a panel replaces the log."""
        return self._side is not SidePanel.LOG

    def action_side(self, name: str) -> None:
        """Show this panel instead of the log; if it is shown already, show the log again."""
        self._side = SidePanel.LOG if self._side == name else SidePanel(name)
        self.side.top_line = 0
        self.set_class(self.aside, "-aside")
        self.call_after_refresh(self.look_aside)

    def show_log(self) -> None:
        """Show the log again."""
        if self.aside:
            self.action_side(self._side.value)

    def look_aside(self) -> None:
        """Draw the panel that replaces the log."""
        if self.aside:
            scene, width = self.live.scene(), max(20, self.side.size.width - 3)
            drawn = (scene, self.at_hand.unsaid(scene))
            self.side.show(lines_of(self._side, drawn, self.words, width, self.massstart.palette.plain))

    def action_tick(self) -> None:
        self.at_hand.tick()
        self.look_at_hand(self.live.scene())
        self.look_aside()

    def action_tick_all(self) -> None:
        self.at_hand.tick_all()
        self.look_at_hand(self.live.scene())
        self.look_aside()

    def action_table(self, pages: int) -> None:
        """Scroll the panel that replaces the log, or else the points table, by so many pages."""
        if self.aside:
            self.side.scroll(pages * max(1, self.side.size.height - 1))
        else:
            self.points.turn(pages)

    def action_layout(self) -> None:
        self.lay_out(LAYOUTS[(LAYOUTS.index(self.layout_name) + 1) % len(LAYOUTS)])
        self.massstart.remember(layout=self.layout_name)
