"""The board of a race that moves on by itself: it is drawn again while something moves, and rests otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import events

from massstart_tui.tui.screens.race_board import Board
from massstart_tui.view.scene import Shown

if TYPE_CHECKING:
    from textual.timer import Timer

TICK: Final = 0.1
"""Seconds between two updates."""
FAST: Final = 32.0
"""The speed from which on nearly everything has changed at each update: there are fewer of them then."""
STILL_EVERY, FAST_EVERY = 2, 3
"""The ticks of an update over a network, where most of what is sent are the tenths of the clock, and of a fast replay.
"""


class MovingBoard(Board):
    """Draws what has moved on, at each tick of a timer, which rests while nothing moves."""

    def __init__(self, shown: Shown) -> None:
        """Draw the race ``shown``."""
        super().__init__(shown)
        self._drawn_at: object | None = None
        self._ticks: Timer | None = None
        self._passed_over = 0

    @property
    def moves(self) -> bool:
        """Whether time alone changes what is shown."""
        raise NotImplementedError

    def moved_to(self) -> object | None:
        """Return what changes without a key, to be compared; None if there is more of it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._ticks = self.set_interval(TICK, self._look_again)

    def look(self) -> None:
        # Noted before anything is drawn: what changes meanwhile is drawn at the next tick.
        self._drawn_at = self.moved_to()
        super().look()
        self._tick()

    def look_at_outlook(self) -> None:
        """Draw what was worked out: at once, or in a fast replay at the next update, which comes soon."""
        if not (self.moves and self.speed >= FAST):
            super().look_at_outlook()

    def _tick(self) -> None:
        """Look again at the next tick, and for as long as something moves."""
        if self._ticks is not None:
            self._ticks.resume()

    def _look_again(self) -> None:
        """Draw what has moved on; once nothing moves, the timer rests until something is drawn again."""
        now = self.moved_to()
        if self.moves and self._passes_over():
            return
        if now is None or now != self._drawn_at:
            self.look()
        elif self._ticks is not None and not self.moves:
            self._ticks.pause()

    def _passes_over(self) -> bool:
        """Return whether this tick is passed over, because one of the next will do."""
        every = FAST_EVERY if self.speed >= FAST else STILL_EVERY if self.massstart.still else 1
        self._passed_over = (self._passed_over + 1) % every
        return self._passed_over != 0

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - as that of every subclass
        """Draw everything in the new size."""
        self._tick()

    def on_screen_resume(self) -> None:
        """Draw what was changed on the screen that covered this one."""
        self._tick()

    def on_descendant_focus(self) -> None:
        """Draw the keys of the part that has the focus now."""
        self._tick()

    def on_descendant_blur(self) -> None:
        """Draw the keys of no part."""
        self._tick()
