"""The base class of screens that are a page of text: a title, lines that scroll, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.strip import Strip
from textual.widgets import Input

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.race_titles import competition_told, title_of
from massstart_tui.text.words import Language
from massstart_tui.tui.commands import key_line_of
from massstart_tui.tui.painting import CURSOR, Piece, keep_ends, line, spread, width_of
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.bars import KeyLine
from massstart_tui.tui.widgets.canvas import Canvas


class ScrolledLines(Canvas):
    """A scrollable list of lines; ``top_line`` is the index of the first one shown."""

    can_focus = True
    _lines: tuple[list[Piece], ...] = ()
    _in_view: Sequence[object] = ()
    top_line = 0
    chosen: int | None = None
    counts_below = False
    """Whether the last row says how many lines are below it."""

    def show(self, lines: list[list[Piece]], chosen: int | None = None) -> None:
        """Draw these lines; ``chosen`` is the index of the line with the cursor."""
        self._lines = tuple(lines)
        self.chosen = chosen
        self._keep_in_view()
        self._redraw()

    def _redraw(self) -> None:
        """Redraw the rows that show something else than what was drawn last."""
        before, self._in_view = self._in_view, self._rows_in_view()
        self.redraw_changed(before, self._in_view)

    def _rows_in_view(self) -> list[object]:
        """Return for each row what it is drawn from."""
        rows = range(self.top_line, self.top_line + self.size.height)
        last = self.below if self.counts_below else 0
        return [(self._lines[at : at + 1], at == self.chosen, last if at == rows[-1] else 0) for at in rows]

    @property
    def below(self) -> int:
        """The number of lines below the last one shown."""
        return max(0, len(self._lines) - self.top_line - self.size.height)

    def _keep_in_view(self) -> None:
        height = max(1, self.size.height)
        if self.chosen is not None:
            self.top_line = min(self.chosen, max(self.top_line, self.chosen - height + 1))
        self.top_line = max(0, min(self.top_line, len(self._lines) - height))

    @property
    def hides_lines_below(self) -> bool:
        """Whether there are more lines below than there is room for."""
        return self.top_line + max(1, self.size.height) < len(self._lines)

    def bring_into_view(self, heading: str, rows: int) -> None:
        """Scroll so that the line with the piece ``heading`` and the ``rows`` from there are in view."""
        at = next((index for index, drawn in enumerate(self._lines) if any(t == heading for t, _ in drawn)), None)
        if at is not None:
            last = min(at, max(self.top_line, at + rows - self.size.height))
            self.scroll((at if at < self.top_line else last) - self.top_line)

    def scroll(self, lines: int) -> None:
        """Scroll so many lines down, or if negative up."""
        self.top_line = max(0, min(self.top_line + lines, len(self._lines) - max(1, self.size.height)))
        self._redraw()

    def on_mouse_scroll_down(self) -> None:
        self.scroll(3)

    def on_mouse_scroll_up(self) -> None:
        self.scroll(-3)

    def draw(self, y: int, width: int) -> Strip:
        at = self.top_line + y
        brush = self.palette.chosen if at == self.chosen else self.palette.plain
        pieces = self._lines[at] if at < len(self._lines) else []
        margin = (f"{CURSOR} ", brush.ice) if at == self.chosen else ("  ", brush.text)
        if self.counts_below and self.below and y == self.size.height - 1:
            # The lines below the last one in view, without which the page would look complete.
            more = (f"  ↓ {self.below} ", brush.ice)
            return spread([margin, *pieces], [more], width, brush.text)
        return line([margin, *pieces], width, brush.text)


SHORTEST_ABOUT = 12
TICK = 0.2
"""Seconds between two checks of whether the page has to be redrawn."""


class TitleLine(Canvas):
    """The title of a page, with what it belongs to right-aligned."""

    _title = ""
    _about = ""

    def show(self, title: str, about: str) -> None:
        """Draw these."""
        self._title, self._about = title, about
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.chosen
        if y:
            return line([], width, brush.text)
        title = [("  ", brush.text), (self._title, brush.strong)]
        room = width - width_of(title) - 2
        about = f"{keep_ends(self._about, room - 2)}  "
        return spread(title, [(about, brush.dim)] if room > SHORTEST_ABOUT else [], width, brush.text)


class PageScreen(BaseScreen):
    """A page of text. A subclass defines `titles`, `lines`, and `drawn_from` if its content changes."""

    DEFAULT_CSS = """
    PageScreen {
        layout: vertical;
        background: $background;
        TitleLine, KeyLine { height: 1; }
        ScrolledLines { height: 1fr; margin: 1 0; }
    }
    """

    def __init__(self) -> None:
        """Create an empty page."""
        super().__init__()
        self._drawn: object = None
        self.title_line = TitleLine()
        self.page = ScrolledLines()
        self.keys = KeyLine()

    @property
    def key_line(self) -> KeyLine:
        """The line of keys."""
        return self.keys

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.page
        yield self.keys

    def on_mount(self) -> None:
        self.keys.show(key_line_of(self.place))
        self.dress()
        if type(self).drawn_from is not PageScreen.drawn_from:
            self.set_interval(TICK, self._look_again)

    def _look_again(self) -> None:
        """Redraw the page if the replay behind it has moved on."""
        # Scenes are immutable and cached, so an identical object has nothing new to draw.
        if (now := self.drawn_from()) is not self._drawn:
            self._drawn = now
            self.look()

    def drawn_from(self) -> object:
        """Return the object that the page is drawn from; a different one makes the page redraw."""
        return None

    def on_resize(self) -> None:
        self.call_after_refresh(self.look)

    def dress(self) -> None:
        """Redraw the page in the colours and the language chosen now."""
        for canvas in self.query(Canvas):
            canvas.dress(self.massstart.palette, self.massstart.words)
        self.look()

    @property
    def brush(self) -> Brush:
        """The styles on the background of the page."""
        return self.massstart.palette.plain

    def heading(self, code: str) -> list[Piece]:
        """Return a heading within the page."""
        return [(self.massstart.words(code), self.brush.ice)]

    def look(self) -> None:
        """Draw the current content."""
        title, about = self.titles()
        self.title_line.show(title, about)
        self.page.show(self.lines(max(20, self.size.width - 4)), self.page.chosen)

    def titles(self) -> tuple[str, str]:
        """Return the title of the page, and the text at its right."""
        raise NotImplementedError

    def lines(self, width: int) -> list[list[Piece]]:
        """Return the lines of the page for this width."""
        raise NotImplementedError

    def action_scroll(self, lines: int) -> None:
        before = self.page.top_line
        self.page.scroll(lines)
        self.say_at_end(lines, moved=self.page.top_line != before)

    async def action_back_first(self) -> None:
        """Do what `action_back` does; Textual calls this before it gives the next key to a screen."""
        await self.action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # On a line that is typed on, the key ends the typing, and not before what was typed.
        typing = action == "back_first" and isinstance(self.focused, Input)
        return False if typing else super().check_action(action, parameters)

    async def action_back(self) -> None:
        """Return to the screen before; on the first screen, say how to leave."""
        if len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        else:
            self.massstart.action_help_quit()


def race_name(sheet: Sheet, language: Language) -> str:
    """Return the title of a race with its competition."""
    return " · ".join(part for part in (competition_told(sheet, language), title_of(sheet, language)) if part)
