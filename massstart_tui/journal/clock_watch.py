"""Watches the clocks of the machine while a race is recorded: what parts them is told as soon as it is seen."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.journal.race_clock import MS, By
from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.state import Phase

MOST_APART: Final = 1_000
"""How many ms clocks may disagree before it is told."""
LONG_AWAY: Final = 300_000
"""A race under way of which nothing was recorded for so many ms was left, or its clock is wrong."""
LOOKED_AT_EVERY: Final = 100
"""How many ms lie between two looks while massstart runs."""
HOUR: Final = 3_600_000
"""What clocks are set back by for winter time, in ms."""


class ClockTrouble(StrEnum):
    """Why the race clock may not be what a person thinks; every one has its sentence in the texts."""

    ASLEEP = "asleep"
    """The machine slept, which counts."""
    SET = "set"
    """The time of day was set, which does not count."""
    STOOD_STILL = "stood_still"
    """massstart did not run: what was typed meanwhile has the time of when it went on."""
    OFF = "off"
    """Opened again: the time of day is not what the journal and the clock of the machine say."""
    STILL_TO_COME = "still_to_come"
    """Opened again: by the time of day the latest recorded event has not been yet."""
    AWAY = "away"
    """Opened again: nothing was recorded for long."""


class ClockDoubt(NamedTuple):
    """One such doubt. ``ms`` is by how much, ``t`` the race time when it was seen.

    ``offer`` is the other way to see it, where there is one: how many ms to set the race clock on from here, or below 0
    back.
    """

    doubt: ClockTrouble
    ms: int
    t: int
    offer: int | None = None


class _Look(NamedTuple):
    """The clocks, in ms, when they were looked at."""

    steady: int
    awake: int
    wall: int


class ClockWatch:
    """Watches the clocks that ``recorder`` records by; the first look tells how a race that is gone on with began."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing was looked at yet."""
        self._recorder = recorder
        self._last: _Look | None = None
        self._apart = 0
        self._slept = 0

    def look(self) -> list[ClockDoubt]:
        """What has come up since the last look."""
        now, last = self._clocks(), self._last
        self._last = now
        if last is None:
            self._apart, self._slept = now.wall - now.steady, now.steady - now.awake
            return self._of_opening()
        found = self._of_the_system(now) if self._recorder.clock.running else []
        if (still := now.awake - last.awake - LOOKED_AT_EVERY) > MOST_APART:
            found.append(ClockDoubt(ClockTrouble.STOOD_STILL, still, self._recorder.t))
        return found

    def _clocks(self) -> _Look:
        recorder = self._recorder
        wall = round(recorder.clock.wall().timestamp() * 1000)
        return _Look(recorder.clock.steady() // MS, recorder.awake() // MS, wall)

    def _of_the_system(self, now: _Look) -> list[ClockDoubt]:
        """Sleep, and steps of the time of day: by small steps too, so each is held against when it was told last."""
        t = self._recorder.t
        found = []
        if (slept := now.steady - now.awake - self._slept) > MOST_APART:
            self._slept += slept
            found.append(ClockDoubt(ClockTrouble.ASLEEP, slept, t, self._possible(-slept)))
        if abs(step := now.wall - now.steady - self._apart) > MOST_APART:
            self._apart += step
            found.append(ClockDoubt(ClockTrouble.SET, step, t, self._possible(step)))
        return found

    def _of_opening(self) -> list[ClockDoubt]:
        found, state = self._recorder.clock.taken_up, self._recorder.state
        if found is None or not state.under_way or state.phase is Phase.OFFICIAL:
            return []
        by, t, away, off = found
        if by is By.LATEST and off < -MOST_APART:
            return [ClockDoubt(ClockTrouble.STILL_TO_COME, -off, t, _since(-off))]
        if abs(off) > MOST_APART:
            return [ClockDoubt(ClockTrouble.OFF, off, t, self._possible(off))]
        return [ClockDoubt(ClockTrouble.AWAY, away, t, self._possible(-away))] if away > LONG_AWAY else []

    def _possible(self, shift: int) -> int | None:
        """``shift``, unless that sets the race clock to before what is recorded."""
        timeline = self._recorder.views.now
        return shift if self._recorder.t + shift >= timeline.time_at(len(timeline)) else None


def _since(behind: int) -> int | None:
    """How long ago the latest event was, in ms, where the clock that is ``behind`` it was set back by whole hours."""
    ago = -behind % HOUR
    return ago if 0 < ago < LONG_AWAY else None
