"""The part of the screen of a race that keeps the keys pressed before the race is read, and handles them then."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.dom import DOMNode

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
        self._handled: events.Key | None = None

    def on_key(self, event: events.Key) -> None:
        if event is self._handled or event.key in LEAVING:
            return
        # A key that is pressed while those before it are handled waits for its turn.
        if self._ahead or (self.is_read_behind and event.key in _KEYS):
            event.stop()
            event.prevent_default()
            self._ahead.append(event)

    def handle_keys_ahead(self) -> None:
        """Handle the keys that waited, in their order, now that the race is read."""
        self.is_read_behind = False
        if self._ahead:
            event = self._ahead.pop(0)
            self._handled = events.Key(event.key, event.character)
            self.app.post_message(self._handled)
            # Twice, because what a key opens takes the focus by a message of its own.
            self._after([self.app, *(self.app.focused or self.app.screen).ancestors_with_self] * 2)

    def _after(self, nodes: list[DOMNode]) -> None:
        """Handle the next key when each of these, through which a key passes, has handled what came before."""
        if nodes:
            nodes[0].call_later(self._after, nodes[1:])
        else:
            self.handle_keys_ahead()


def _needs_the_race(command: Command) -> bool:
    in_the_race = command.heading == "replay" and command.id not in _NOT_IN_THE_RACE
    return in_the_race or command.id in _WITH_THE_RACE


_KEYS: Final = frozenset(key for command in commands_of("race") if _needs_the_race(command) for key in command.keys)
