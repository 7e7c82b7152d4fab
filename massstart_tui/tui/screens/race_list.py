"""The screen that lists the sample races; Enter opens one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType

from massstart_tui.report.race_titles import competition_of, title_of
from massstart_tui.stream.quick_look import QuickLook, quick_look
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import Piece, fit, keep_ends
from massstart_tui.tui.screens.page_screen import PageScreen

GAP = 2
LEAST_OF_A_COMPETITION = 14
"""The smallest width in cells at which the name of a competition is still useful."""


class RacesScreen(PageScreen):
    """Lists races by title and competition."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("races")]
    place: ClassVar[str] = "races"

    def __init__(self, races: list[Path]) -> None:
        """List ``races`` in this order; a file that cannot be read quickly is left out."""
        super().__init__()
        self._races: list[tuple[Path, QuickLook]] = [(path, first) for path in races if (first := quick_look(path))]
        self.page.chosen = 0

    def titles(self) -> tuple[str, str]:
        return "massstart", self.massstart.words("races.title")

    def lines(self, width: int) -> list[list[Piece]]:
        language = self.massstart.words.language
        told = [
            (plain(title_of(first.sheet, language)), plain(competition_of(first.sheet, language)), path.stem)
            for path, first in self._races
        ]
        title, competition, name = (max((cell_len(row[column]) for row in told), default=0) for column in range(3))
        title, palette = min(title + GAP, width), self.massstart.palette
        named = title + competition + GAP + name <= width
        competition = min(competition, width - title)
        lines: list[list[Piece]] = []
        for index, (titled, held_at, called) in enumerate(told):
            brush = palette.chosen if index == self.page.chosen else palette.plain
            lines.append([(fit(keep_ends(titled, title), title), brush.strong)])
            if competition >= LEAST_OF_A_COMPETITION:
                lines[-1].append((fit(held_at, competition), brush.text))
            if named:
                lines[-1].append((" " * GAP + called, brush.dim))
        return lines

    def action_scroll(self, lines: int) -> None:
        before = self.page.chosen or 0
        self.page.chosen = max(0, min(len(self._races) - 1, before + lines))
        self.look()
        self.say_at_end(lines, moved=self.page.chosen != before)

    async def action_open(self) -> None:
        if self._races:
            await self.massstart.open_race(*self._races[self.page.chosen or 0])

    async def on_click(self, event: events.Click) -> None:
        index = self.page.top_line + event.screen_y - self.page.region.y
        if event.widget is self.page and 0 <= index < len(self._races):
            self.page.chosen = index
            await self.action_open()
