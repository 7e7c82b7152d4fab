"""A screen that is a page to read: a title, lines that scroll, the keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.strip import Strip

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.race_titles import competition_of, title_of
from massstart_tui.text.words import Language
from massstart_tui.tui.commands import key_line_of
from massstart_tui.tui.painting import CURSOR, Piece, fit, line, spread, width_of
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.bars import KeyLine
from massstart_tui.tui.widgets.canvas import Canvas


class ScrolledLines(Canvas):
    """Lines of pieces, from the one that stands at the top."""

    can_focus = True
    _lines: tuple[list[Piece], ...] = ()
    top_line = 0
    chosen: int | None = None

    def show(self, lines: list[list[Piece]], chosen: int | None = None) -> None:
        """Draw these lines; ``chosen`` is the one with the cursor."""
        self._lines = tuple(lines)
        self.chosen = chosen
        self._keep_in_view()
        self.refresh()

    def _keep_in_view(self) -> None:
        height = max(1, self.size.height)
        if self.chosen is not None:
            self.top_line = min(self.chosen, max(self.top_line, self.chosen - height + 1))
        self.top_line = max(0, min(self.top_line, len(self._lines) - height))

    def scroll(self, lines: int) -> None:
        """So many lines down, or below nought up."""
        self.top_line = max(0, min(self.top_line + lines, len(self._lines) - max(1, self.size.height)))
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.scroll(3)

    def on_mouse_scroll_up(self) -> None:
        self.scroll(-3)

    def draw(self, y: int, width: int) -> Strip:
        at = self.top_line + y
        brush = self.palette.chosen if at == self.chosen else self.palette.plain
        pieces = self._lines[at] if at < len(self._lines) else []
        margin = (f"{CURSOR} ", brush.ice) if at == self.chosen else ("  ", brush.text)
        return line([margin, *pieces], width, brush.text)


SHORTEST_ABOUT = 12
TICK = 0.2
"""Seconds between two looks at what the page is drawn from."""


class TitleLine(Canvas):
    """The title of a page, with what it is part of at the right."""

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
        about = f"{fit(self._about, room - 2)}  " if room < cell_len(self._about) + 2 else f"{self._about}  "
        return spread(title, [(about, brush.dim)] if room > SHORTEST_ABOUT else [], width, brush.text)


class PageScreen(BaseScreen):
    """What the pages share. A page says its `title`, `about` and `lines`."""

    DEFAULT_CSS = """
    PageScreen {
        layout: vertical;
        background: $background;
        TitleLine, KeyLine { height: 1; }
        Page { height: 1fr; margin: 1 0; }
    }
    """

    def __init__(self) -> None:
        """Empty until it is shown."""
        super().__init__()
        self._drawn: object = None
        self.title_line = TitleLine()
        self.page = ScrolledLines()
        self.keys = KeyLine()

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.page
        yield self.keys

    def on_mount(self) -> None:
        self.keys.show(key_line_of(self.place))
        self.dress()
        self.set_interval(TICK, self._look_again)

    def _look_again(self) -> None:
        """While a replay goes on behind a page, the page goes with it."""
        if (now := self.drawn_from()) is not self._drawn:
            self._drawn = now
            self.look()

    def drawn_from(self) -> object:
        """What the page is drawn from; another object when it is to be drawn again."""
        return None

    def on_resize(self) -> None:
        self.call_after_refresh(self.look)

    def dress(self) -> None:
        """In the colours and the language that are chosen now."""
        for canvas in self.query(Canvas):
            canvas.dress(self.massstart.palette, self.massstart.words)
        self.look()

    @property
    def brush(self) -> Brush:
        """The styles on the ground of the page."""
        return self.massstart.palette.plain

    def heading(self, code: str) -> list[Piece]:
        """A heading within the page."""
        return [(self.massstart.words(code), self.brush.ice)]

    def look(self) -> None:
        """Draw what is so now."""
        title, about = self.titles()
        self.title_line.show(title, about)
        self.page.show(self.lines(max(20, self.size.width - 4)), self.page.chosen)

    def titles(self) -> tuple[str, str]:
        """The title of the page, and what stands at the right of it."""
        raise NotImplementedError

    def lines(self, width: int) -> list[list[Piece]]:
        """The lines of the page, for this width."""
        raise NotImplementedError

    def action_scroll(self, lines: int) -> None:
        self.page.scroll(lines)

    async def action_back(self) -> None:
        """One screen back; from the first, which there is none before, say how to leave."""
        if len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        else:
            self.massstart.action_help_quit()


def race_name(sheet: Sheet, language: Language) -> str:
    """The race as a title: competition and title."""
    return " · ".join(part for part in (competition_of(sheet, language), title_of(sheet, language)) if part)
