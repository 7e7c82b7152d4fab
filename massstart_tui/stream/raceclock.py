"""The clock of a race that is being recorded: it runs from the gun on, also while the program does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from massstart_tui.stream.codec import when_recorded
from massstart_tui.stream.timeline import Timeline

MS: Final = 1_000_000
"""Nanoseconds in a millisecond."""


def system_wall() -> datetime:
    """The time of day, with its offset."""
    return datetime.now(UTC)


class RaceClock:
    """Race time from two clocks of the system: one that never goes back, and the time of day.

    ``steady`` gives nanoseconds that never go back, ``wall`` the time of day. The gun is where the start that stands
    says it was recorded; every clock event that stands has been added to it.
    """

    def __init__(self, steady: Callable[[], int], wall: Callable[[], datetime]) -> None:
        """Not running: there was no gun yet."""
        self.steady = steady
        self.wall = wall
        self._gun: int | None = None
        self._gun_seq: int | None = None
        self._shift = 0
        self._seen_at: dict[int, int] = {}

    @property
    def running(self) -> bool:
        """Whether there was a gun."""
        return self._gun is not None

    def at(self, moment: int) -> int:
        """The race time, in ms, when the steady clock stood at ``moment``; 0 before there was a gun."""
        return 0 if self._gun is None else (moment - self._gun) // MS + self._shift

    def wall_at(self, moment: int) -> datetime:
        """The time of day when the steady clock stood at ``moment``."""
        from_now = (moment - self.steady()) / (MS * 1000)
        return datetime.fromtimestamp(self.wall().timestamp() + from_now, UTC)

    def fired(self, seq: int, moment: int) -> None:
        """The gun that is recorded as event ``seq`` was at this ``moment`` of the steady clock."""
        self._seen_at[seq] = moment

    def set_by(self, timeline: Timeline) -> None:
        """Run from the start that stands in ``timeline``, with every shift that does; not at all where none stands."""
        self._shift = sum(ms for _, _, ms in timeline.corrections.shifts)
        start = _start_in(timeline)
        if start is None:
            self._gun = self._gun_seq = None
        elif start != self._gun_seq:
            self._gun, self._gun_seq = self._moment_of(start, timeline), start

    def _moment_of(self, start: int, timeline: Timeline) -> int:
        """When on the steady clock this gun was; where nobody wrote down when, the race stood still meanwhile."""
        if start in self._seen_at:
            return self._seen_at[start]
        recorded = when_recorded(timeline.recording.lines.event(start).wall)
        now = self.steady()
        if recorded is None:
            return now - (timeline.recording.latest - self._shift) * MS
        gone = (self.wall() - recorded).total_seconds()
        return now - round(gone * 1000) * MS


def _start_in(timeline: Timeline) -> int | None:
    """The seq of the first start of a race, as it stands."""
    kinds, tells = timeline.course.kinds, timeline.course.tells
    at = kinds.index("start") if "start" in kinds else None
    return None if at is None else timeline.order[tells[at] - 1]
