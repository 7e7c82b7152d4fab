"""The part of the screen of a race that keeps the keys pressed before the race is read, and handles them then."""

from __future__ import annotations

from typing import Final

from textual import events

from massstart_tui.tui.commands import Command, commands_of
from massstart_tui.tui.screens.base_screen import BaseScreen

_NOT_IN_THE_RACE: Final = ("up", "down", "faster", "slower", "notices")
"""Commands of a replay that have their effect before the race is read as well."""
_WITH_THE_RACE: Final = ("result", "skater", "what_if")
"""Commands under other headings that need the race."""
LEAVING: Final = ("q", "ctrl+q", "ctrl+c")
"""Keys that leave while the race is read, whatever was pressed before."""


class TypedAhead(BaseScreen):
    """A screen whose keys wait for the race from the first one that needs it, while it ``is_read_behind``."""

    is_read_behind = False

    def __init__(self) -> None:
        """Begin without any keys."""
        super().__init__()
        self._ahead: list[events.Key] = []

    def on_key(self, event: events.Key) -> None:
        if not self.is_read_behind or event.key in LEAVING:
            return
        if self._ahead or event.key in _KEYS:
            event.stop()
            event.prevent_default()
            self._ahead.append(event)

    def handle_keys_ahead(self) -> None:
        """Handle the keys that waited, in their order, now that the race is read."""
        self.is_read_behind = False
        ahead, self._ahead = self._ahead, []
        for event in ahead:
            self.massstart.pass_on(event)


def _needs_the_race(command: Command) -> bool:
    in_the_race = command.heading == "replay" and command.id not in _NOT_IN_THE_RACE
    return in_the_race or command.id in _WITH_THE_RACE


_KEYS: Final = frozenset(key for command in commands_of("race") if _needs_the_race(command) for key in command.keys)
