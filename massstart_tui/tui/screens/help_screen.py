"""The help screen, generated from the registry of commands: the keys of one screen, and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import BindingType

from massstart_tui.text.plain import plain
from massstart_tui.tui.columns_of_lines import PagePart, apart, is_roomy, side_by_side
from massstart_tui.tui.commands import bindings_of, commands_of, wrapped_with_keys
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.help_rows import HelpRow, HelpSection, command_sections, found_in, sign_sections
from massstart_tui.tui.painting import Lines, Piece, behind, fit, hanging, pressing, room_behind
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.tui.widgets.canvas import Canvas

KEY_WIDTH: Final = 12
WORD_WIDTH: Final = 22
WORDS_FROM: Final = 76
"""The width in cells from which the word for a command stands between its keys and what it does."""
BETWEEN: Final = 4


class HelpScreen(PageScreen):
    """Lists the keys of one screen, and what the signs mean; what is typed is looked for in all of it.

    A key that is a command of the help itself, such as the one that leaves, begins no search, but can be typed in one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("help")]
    place: ClassVar[str] = "help"

    def __init__(self, about: str, part: str = "", now: str = "") -> None:
        """Show help about the screen called ``about``; the ``part`` that has the focus comes first, if there is one.

        ``now`` is what keys do at this moment.
        """
        super().__init__()
        self._now = now
        self._about = about
        self._part = part
        self._typed = ""

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        title = f"{words('help.title')}  {words(f'place.{self._about}')}"
        return title, words("finding.typed", text=plain(self._typed)) if self._typed else words("finding.type")

    def lines(self, width: int) -> Lines:
        words = self.massstart.words
        commands = found_in(command_sections(self._about, self._part, words), self._typed)
        signs = found_in(sign_sections(words), self._typed)
        now = self._keys_now(width) if not self._typed else []
        if not commands and not signs:
            return [[(words("finding.nothing"), self.brush.dim)]]
        keys = max((cell_len(row.keys) + 2 for part in (*commands, *signs) for row in part.rows), default=0)
        keys = max(KEY_WIDTH, keys)
        if not is_roomy(self.size):
            return [*now, *self._sections([*commands, *signs], keys, width)]
        each = (width - BETWEEN) // 2
        columns = [PagePart(self._sections(part, keys, each), each) for part in (commands, signs) if part]
        return [*now, *side_by_side(columns, BETWEEN, self.brush.text)]

    def _keys_now(self, width: int) -> Lines:
        """Return what keys do at this moment, with a blank line below; nothing if no screen said."""
        if not self._now:
            return []
        start = [*self.heading("heading.now"), ("  ", self.brush.text)]
        names = [command.id for command in commands_of(self._about)]
        words, dim = self.massstart.words, self.brush.dim
        return [*behind(start, wrapped_with_keys(self._now, names, words, dim, room_behind(start, width)), dim), []]

    def _sections(self, sections: Sequence[HelpSection], keys: int, width: int) -> Lines:
        """Return sections one below the other, with the keys in ``keys`` cells."""
        return apart([self.heading(one.heading), *self._rows(one.rows, keys, width)] for one in sections)

    def _rows(self, rows: Sequence[HelpRow], keys: int, width: int) -> Lines:
        lines: Lines = []
        for row in rows:
            word = fit(row.word, WORD_WIDTH) if row.word and width >= WORDS_FROM and len(row.ids) == 1 else ""
            start = [*self._keys(row, keys), (word, self.brush.text)]
            lines += hanging(start, row.said, self.brush.dim, self.brush.dim, width)
        return lines

    def _keys(self, row: HelpRow, width: int) -> list[Piece]:
        """Return the keys or the sign of a line in ``width`` cells; a click on a key presses it."""
        style = self._style(row)
        if not row.pressed:
            return [(fit(row.keys, width), style)]
        pieces: list[Piece] = []
        for keys, key in row.pressed:
            pieces += [(keys, pressing(style, key)), (" ", style)]
        return [*pieces[:-1], (" " * (width - cell_len(row.keys)), style)]

    def press(self, clicked: Canvas, key: str) -> None:
        """Press a key; one that the page tells of is a key of the screen behind, so leave the help first."""
        if clicked is self.page:
            _ = self.app.pop_screen()
        super().press(clicked, key)

    def _style(self, row: HelpRow) -> Style:
        """Return the style of keys, or of a sign as the screens show it."""
        if row.ids:
            return self.brush.ice
        if row.sort:
            return colour_of(row.sort, self.brush)
        return self.brush.amber if row.keys in ("~", "!") else self.brush.strong

    def on_key(self, event: events.Key) -> None:
        """Look for what is typed."""
        begins = bool(self._typed) or event.key not in self._own_keys
        if event.key == "backspace" and self._typed:
            self._look_for(self._typed[:-1])
        elif event.is_printable and event.character and event.character.isprintable() and begins:
            self._look_for(self._typed + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    @property
    def _own_keys(self) -> frozenset[str]:
        return frozenset(self.active_bindings)

    def _look_for(self, typed: str) -> None:
        self._typed = typed
        self.page.top_line = 0
        self.look()

    async def action_back(self) -> None:
        """Show everything again; if nothing was typed, return to the screen before."""
        if self._typed:
            self._look_for("")
        else:
            await super().action_back()
