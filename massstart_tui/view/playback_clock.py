"""The playback clock of a replay: play, pause, speed and seek.

The position is computed from the time at which playing began, never by adding up steps, so that it does not drift. Race
times are whole ms. The system clock is an argument, so that tests control it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

NS: Final = 1_000_000
"""Nanoseconds in a millisecond."""
SPEEDS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Playback:
    """A position in race time between ``first`` and ``last``, in ms, which moves on while it plays.

    ``clock`` returns nanoseconds of a monotonic clock. ``jumps`` counts the moves that skip or repeat a part of the
    race.
    """

    jumps = 0

    def __init__(self, clock: Callable[[], int], first: int, last: int, speed: float = 1.0) -> None:
        """Begin at ``first``, not playing."""
        self._clock = clock
        self._from = first
        self._since: int | None = None
        self.first = first
        self.last = last
        self.speed = speed

    @property
    def playing(self) -> bool:
        """Return whether the clock runs and the end is not reached."""
        return self._since is not None and self.position < self.last

    @property
    def position(self) -> int:
        """Return the current race time in ms."""
        if self._since is None:
            return self._from
        gone = (self._clock() - self._since) * self.speed
        return min(self.last, self._from + int(gone // NS))

    @property
    def moves(self) -> bool:
        """Return whether time alone changes what is shown of the race."""
        return self.playing

    def play(self) -> None:
        """Play on from here; at the end, from the start again."""
        if self._since is None or not self.playing:
            again = self.position >= self.last
            self.jumps += again
            self._from = self.first if again else self.position
            self._since = self._clock()

    def pause(self) -> None:
        """Stop here."""
        self._from = self.position
        self._since = None

    def seek(self, t: int) -> None:
        """Move to race time ``t``, limited to the race, playing or not as before."""
        self.jumps += 1
        self._go_on_at(t)

    def _go_on_at(self, t: int) -> None:
        playing = self._since is not None
        self._from = max(self.first, min(self.last, t))
        self._since = self._clock() if playing else None

    def step(self, ms: int) -> None:
        """Move forward by ``ms`` of race time, or back if it is negative."""
        self.seek(self.position + ms)

    def set_speed(self, speed: float) -> None:
        """Play at ``speed`` times real time from here on."""
        # Computed anew from here, or the new speed would also count for the time before.
        self._go_on_at(self.position)
        self.speed = speed

    def faster(self, steps: int) -> None:
        """Change the speed by ``steps`` entries of SPEEDS, negative for slower.

        Any other speed first becomes the nearest one.
        """
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self.speed))
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + steps))])
