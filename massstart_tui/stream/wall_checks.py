"""Find events whose time of day (``wall``) and race time (``t``) cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from massstart_tui.race.contradictions import Contradiction, Contrary
from massstart_tui.race.events import Amend, Clock, ClockSet, Event
from massstart_tui.stream.codec import when_recorded

LEAST: Final = timedelta(seconds=1)
"""The smallest difference that is reported."""


class WallChecks:
    """The checks on the times of recording in one stream, line by line.

    An event that was entered late has an earlier ``t`` than its ``wall`` says, which is normal. It is impossible that
    it was recorded before the line above it, or before it happened.
    """

    def __init__(self) -> None:
        """Start behind the header."""
        self._last: tuple[datetime, int] | None = None
        self._gun: datetime | None = None
        # The most ms that the clock can have been set forward: some of it may have been retracted.
        self._set_on = 0

    def at(self, event: Event) -> Iterator[Contradiction]:
        """Yield the contradictions of this event, as it was recorded."""
        self._set_on += _set_on(event)
        wall = when_recorded(event.wall)
        if wall is None:
            return
        if self._last is not None and (back := self._last[0] - wall) > LEAST:
            yield _told(event.seq, "wall", Contrary.RECORDED_BEFORE, back, self._last[1])
        self._last = (wall, event.seq)
        if event.type == "start":
            # The time of day at the gun. The earliest counts, since a start can also be entered late.
            zero = wall - timedelta(milliseconds=event.t)
            self._gun = zero if self._gun is None else min(self._gun, zero)
        elif self._gun is not None:
            ahead = self._gun + timedelta(milliseconds=event.t - self._set_on) - wall
            if ahead > LEAST:
                yield _told(event.seq, "t", Contrary.STILL_TO_COME, ahead, event.seq)


def _set_on(event: Event) -> int:
    """Return how many ms the clock is set forward by this event, or by what it amends."""
    if isinstance(event, Clock | ClockSet):
        return max(0, event.shift)
    shift = event.event.get("shift") if isinstance(event, Amend) else None
    return max(0, shift) if isinstance(shift, int) else 0


def _told(seq: int, field: str, code: Contrary, by: timedelta, other: int) -> Contradiction:
    return Contradiction(code, seq, field, (), {"by": round(by / timedelta(milliseconds=1)), "other": other})
