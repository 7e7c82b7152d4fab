"""The help screen, generated from the registry of commands: the keys of one screen, and what the signs mean."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from massstart_tui.report.signs import CONTRARY_SIGN, SIGNS, TURN_SIGN
from massstart_tui.tui.commands import all_keys, bindings_of, commands_of
from massstart_tui.tui.painting import Piece, fit, width_of, wrap
from massstart_tui.tui.screens.page_screen import PageScreen

KEY_WIDTH = 12
WORD_WIDTH = 22
SIGNS_TOLD = (
    "attack",
    "caught",
    "rejoin",
    "sprint",
    "finish",
    "fall",
    "withdraw",
    "lapped",
    "lap_gained",
    "card",
    "note",
)
TABLE_SIGNS = (
    ("~", "signs.doubt"),
    ("=", "signs.level"),
    ("▲ ▼ •", "signs.changed"),
    ("Q q", "signs.through"),
    ("┃", "signs.within"),
    ("Σ", "signs.total"),
    ("noc", "signs.noc"),
    ("top 7", "signs.enough"),
    ("━", "signs.away"),
    ("┊", "signs.sprint_lap"),
)
WORDS_FROM = 76


class HelpScreen(PageScreen):
    """Lists the keys of one screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("help")]
    place: ClassVar[str] = "help"

    def __init__(self, about: str) -> None:
        """Show help about the screen called ``about``."""
        super().__init__()
        self._about = about

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        return words("help.title"), words(f"place.{self._about}")

    def lines(self, width: int) -> list[list[Piece]]:
        brush, words = self.brush, self.massstart.words
        lines: list[list[Piece]] = []
        keys = {command.id: all_keys(command, words) for command in commands_of(self._about)}
        key_width = max(KEY_WIDTH, *(cell_len(told) + 1 for told in keys.values()))
        for heading, commands in groupby(commands_of(self._about), key=lambda command: command.heading):
            lines.append(self.heading(f"heading.{heading}"))
            for command in commands:
                word = fit(words(f"command.{command.id}"), WORD_WIDTH) if width >= WORDS_FROM else ""
                start = [(fit(keys[command.id], key_width), brush.ice), (word, brush.text)]
                lines += self._told(start, words(f"command.{command.id}.help"), width)
            lines.append([])
        lines.append(self.heading("heading.signs"))
        for sign, code in (
            *((SIGNS[kind], f"signs.{kind}") for kind in SIGNS_TOLD),
            *TABLE_SIGNS,
            (words("enough.maybe", place=8), "signs.enough_maybe"),
            (TURN_SIGN, "signs.turn"),
            (CONTRARY_SIGN, "signs.contrary"),
        ):
            lines += self._told([(fit(sign, key_width), brush.amber)], words(code), width)
        return lines

    def _told(self, start: list[Piece], said: str, width: int) -> list[list[Piece]]:
        """Return ``said`` after ``start``, wrapped into as many lines as it needs."""
        indent, dim = width_of(start), self.brush.dim
        first, *more = wrap(said, width - indent)
        return [[*start, (first, dim)], *([(" " * indent, dim), (text, dim)] for text in more)]
