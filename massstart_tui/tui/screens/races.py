"""The list of races that come with massstart; Enter opens one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from massstart_tui.stream.glance import Glance, glance
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.paint import Piece, fit
from massstart_tui.tui.screens.page import PageScreen

NAME_FROM = 100


class RacesScreen(PageScreen):
    """Lists races by title and competition."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("races")]
    place: ClassVar[str] = "races"

    def __init__(self, races: list[Path]) -> None:
        """These ``races``, in this order."""
        super().__init__()
        self._races: list[tuple[Path, Glance]] = [(path, first) for path in races if (first := glance(path))]
        self.page.chosen = 0

    def titles(self) -> tuple[str, str]:
        return "massstart", self.massstart.words("races.title")

    def lines(self, width: int) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        for index, (path, (sheet, _)) in enumerate(self._races):
            palette = self.massstart.palette
            brush = palette.chosen if index == self.page.chosen else palette.plain
            name = [(f"{path.stem}", brush.dim)] if width >= NAME_FROM else []
            title = fit(plain(sheet.title), min(44, max(20, width // 2 - 4)))
            lines.append([(title, brush.strong), (fit(plain(sheet.competition), 40), brush.text), *name])
        return lines

    def action_scroll(self, lines: int) -> None:
        at = (self.page.chosen or 0) + lines
        self.page.chosen = max(0, min(len(self._races) - 1, at))
        self.look()

    async def action_open(self) -> None:
        if self._races:
            await self.massstart.open_race(*self._races[self.page.chosen or 0])

    async def on_click(self, event: events.Click) -> None:
        index = self.page.top_line + event.screen_y - self.page.region.y
        if event.widget is self.page and 0 <= index < len(self._races):
            self.page.chosen = index
            await self.action_open()
