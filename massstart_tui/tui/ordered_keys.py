"""The part of the app that gives each key to whatever the keys before it have opened, however fast they are typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol, runtime_checkable

from textual import events
from textual.dom import DOMNode
from textual.timer import Timer
from textual.widget import Widget

from massstart_tui.tui.endings import OrderlyApp

PASSES: Final = 2
"""How often a key is waited for in each part of the screen: what it opens takes the focus by a message of its own."""
LONGEST_WAIT: Final = 2.0
"""Seconds after which a key no longer waits for the effect of the one before."""

Typed = events.Key | events.Paste


class OrderedKeysApp(OrderlyApp):
    """An app in which a key waits until the one before it has had its effect.

    Textual sends a key to the part that has the focus when the key comes. A key that opens a line or a screen moves the
    focus a moment later, and what was typed right after it would go elsewhere. A letter that is typed on a line holds
    nothing up: the line takes its keys in order.
    """

    _waiting: tuple[Typed, ...] | None = None
    """What waits for the effect of the key before; None if nothing has to."""
    _passed_on: tuple[Typed, ...] = ()
    """What a part of the screen passed on, because the focus had moved; it came before what waits."""
    _turn = 0
    _overdue: Timer | None = None

    @property
    def keys_wait(self) -> bool:
        """Whether the next key would wait for the effect of one before it."""
        return self._waiting is not None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.keys_wait:
            self._let_wait([event])
        else:
            line, keeps = self.focused, bool(self.screen_stack) and getattr(self.screen, "keeps_keys", False)
            await super().on_event(event)
            if isinstance(event, events.Key) and not keeps and _may_open(event, line):
                self._wait_for_effect()

    def pass_on(self, event: events.Key) -> None:
        """Give a key to the part that has the focus by now, before any that came later."""
        self._passed_on = (*self._passed_on, events.Key(event.key, event.character).set_sender(self))
        if self._waiting is None:
            self._wait_for_effect()

    def hold_keys(self, typed: Iterable[Typed]) -> None:
        """Let what was ``typed`` before wait, and all that follows, until `go_on_with_keys`."""
        self._end_turn()
        self._waiting = (*typed, *(self._waiting or ()))

    def go_on_with_keys(self) -> None:
        """Handle what waits once every part of the screen has handled what came before."""
        if self._waiting is not None:
            self._wait_for_effect()

    def _end_turn(self) -> None:
        self._turn += 1
        if self._overdue is not None:
            self._overdue.stop()
            self._overdue = None

    def _wait_for_effect(self) -> None:
        """Let the next keys wait until every part that this one passes through has handled it."""
        self._end_turn()
        if self._waiting is None:
            self._waiting = ()
        turn = self._turn
        self._overdue = self.set_timer(LONGEST_WAIT, lambda: self._let_pass(turn))
        self._pass_through(turn, self._parts, PASSES)

    @property
    def _parts(self) -> list[DOMNode]:
        return [*(self.focused or self.screen).ancestors_with_self, self]

    def _pass_through(self, turn: int, parts: list[DOMNode], passes: int) -> None:
        """Go through these parts, each time when one has handled what came before; then let the next key pass."""
        if turn != self._turn:
            return
        for at, part in enumerate(parts):
            if part.call_later(self._pass_through, turn, parts[at + 1 :], passes):
                return
        if passes > 1 and self.screen_stack:
            self._pass_through(turn, self._parts, passes - 1)
        else:
            self.call_later(self._let_pass, turn)

    async def _let_pass(self, turn: int) -> None:
        """Handle what waited, in its order, until a key opens something again."""
        if turn != self._turn or self._waiting is None:
            return
        self._end_turn()
        waiting = [*self._passed_on, *self._waiting]
        self._passed_on, self._waiting = (), None
        for at, event in enumerate(waiting):
            await self.on_event(event)
            if self.keys_wait:
                self._let_wait(waiting[at + 1 :])
                return

    def _let_wait(self, typed: Iterable[Typed]) -> None:
        """Let these wait behind all that waits."""
        self._waiting = (*(self._waiting or ()), *typed)


@runtime_checkable
class OpeningLine(Protocol):
    """A line on which only some keys close it, or open something else."""

    def may_open(self, event: events.Key) -> bool:
        """Return whether what is typed next has to wait for this key."""


def _may_open(event: events.Key, focused: Widget | None) -> bool:
    """Return whether a key may open something, and is not only typed on the line that has the focus."""
    line: object = focused
    if isinstance(line, OpeningLine):
        return line.may_open(event)
    return focused is None or not focused.check_consume_key(event.key, event.character)
