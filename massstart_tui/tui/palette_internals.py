"""The command palette, which uses what is private of Textual's, as of Textual 8.2.8.

`tests/tui/test_textual_internals.py` fails if that changes.
"""

from __future__ import annotations

from functools import partial

from rich.text import Text
from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option


class WordedPalette(CommandPalette):
    """Textual's command palette, which says in the words ``no_matches`` that nothing fits; Textual has English ones."""

    no_matches = ""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        tell = partial(self._tell_no_matches, search_value)
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)

    def _tell_no_matches(self, searched: str) -> None:
        if searched:
            option = Option(Text(self.no_matches), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(option)
        self._list_visible = bool(searched)


class CommandLine(WordedPalette):
    """Textual's command palette without its magnifying glass, a character whose width differs between terminals."""

    DEFAULT_CSS = """
    CommandLine SearchIcon { display: none; }
    """
