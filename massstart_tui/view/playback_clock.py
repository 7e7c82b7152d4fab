"""The replay clock: play, pause, speed and seek; and that of a race under way, whose end moves on.

Position comes from a clock, never from summed steps.

Race time and the clock's readings are whole milliseconds; the clock itself is handed in, so that tests own it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

NS: Final = 1_000_000
"""Nanoseconds in a millisecond."""
SPEEDS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Playback:
    """A position in race time between ``first`` and ``last``, which moves on while it plays.

    ``clock`` gives nanoseconds that never go back. While playing, the position is worked out from when playing began,
    so that an hour at any speed drifts by nothing.
    """

    def __init__(self, clock: Callable[[], int], first: int, last: int, speed: float = 1.0) -> None:
        """Stand still at ``first``."""
        self._clock = clock
        self._from = first
        self._since: int | None = None
        self.first = first
        self.last = last
        self.speed = speed

    @property
    def playing(self) -> bool:
        """Whether the clock runs, and the end is not reached."""
        return self._since is not None and self.position < self.last

    @property
    def position(self) -> int:
        """The race time now, in ms."""
        if self._since is None:
            return self._from
        gone = (self._clock() - self._since) * self.speed
        return min(self.last, self._from + int(gone // NS))

    def play(self) -> None:
        """Go on from here; at the end, from the start again."""
        if self._since is None or not self.playing:
            self._from = self.first if self.position >= self.last else self.position
            self._since = self._clock()

    def pause(self) -> None:
        """Stand still here."""
        self._from = self.position
        self._since = None

    def seek(self, t: int) -> None:
        """Be at race time ``t``, or as near as the race allows, playing or not as before."""
        playing = self._since is not None
        self._from = max(self.first, min(self.last, t))
        self._since = self._clock() if playing else None

    def step(self, ms: int) -> None:
        """Forward, or below nought back, by so much race time."""
        self.seek(self.position + ms)

    def set_speed(self, speed: float) -> None:
        """Play this many times as fast from here on."""
        self.seek(self.position)
        self.speed = speed

    def faster(self, steps: int) -> None:
        """So many of the SPEEDS faster, or below nought slower; from a speed of one's own to the nearest of them."""
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self.speed))
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + steps))])
