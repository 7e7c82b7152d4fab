"""Watch the machine's clocks while a race is recorded, and report as soon as they disagree."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.journal.race_clock import MS, By
from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.state import Phase

MOST_APART_MS: Final = 1_000
"""Milliseconds by which clocks may disagree before it is reported."""
LONG_AWAY_MS: Final = 300_000
"""Milliseconds without a recorded event that are reported when a race under way is reopened.

Either the recording was left for that long, or a clock is wrong.
"""
LOOK_INTERVAL_MS: Final = 100
"""Milliseconds between two looks while massstart runs."""
HOUR_MS: Final = 3_600_000
"""Milliseconds by which clocks are set back for winter time."""


class ClockTrouble(StrEnum):
    """The kinds of disagreement between clocks; each has a sentence in the catalogue."""

    ASLEEP = "asleep"
    """The machine slept; the race clock counts that time."""
    SET = "set"
    """The time of day was set; the race clock does not count that."""
    STOOD_STILL = "stood_still"
    """The process did not run; what was typed meanwhile has the time at which it went on."""
    OFF = "off"
    """After reopening: the time of day differs from what the journal and the machine's clock say."""
    STILL_TO_COME = "still_to_come"
    """After reopening: by the time of day, the latest recorded event lies in the future."""
    AWAY = "away"
    """After reopening: nothing was recorded for a long time."""
    TIMING_AHEAD = "timing_ahead"
    """The timing system tells passings that are still to come by the race clock."""
    TIMING_BEHIND = "timing_behind"
    """The newest passings of the timing system are old by the race clock."""


class ClockDoubt(NamedTuple):
    """A reported disagreement of clocks.

    ``ms`` is its size in milliseconds, ``t`` the race time at which it was seen. ``offer`` is the alternative, if there
    is one: the milliseconds by which to set the race clock forward from here, or back if negative.
    """

    trouble: ClockTrouble
    ms: int
    t: int
    offer: int | None = None


class _Look(NamedTuple):
    """The readings of the clocks at one look, in milliseconds."""

    steady: int
    awake: int
    wall: int


class ClockWatch:
    """Watches the clocks by which ``recorder`` records.

    The first look reports how the clock of a reopened race was found again.
    """

    def __init__(self, recorder: Recorder) -> None:
        """Store the recorder; the clocks are not read yet."""
        self._recorder = recorder
        self._last: _Look | None = None
        self._apart = 0
        self._slept = 0

    def look(self) -> list[ClockDoubt]:
        """Read the clocks, and return the doubts that have arisen since the last look."""
        now, last = self._clocks(), self._last
        self._last = now
        if last is None:
            # The clocks have different origins, so only changes of their differences mean anything.
            self._apart, self._slept = now.wall - now.steady, now.steady - now.awake
            return self._of_opening()
        # Before the gun the race clock does not run, so nothing can go wrong with it.
        found = self._of_the_system(now) if self._recorder.clock.running else []
        if (still := now.awake - last.awake - LOOK_INTERVAL_MS) > MOST_APART_MS:
            found.append(ClockDoubt(ClockTrouble.STOOD_STILL, still, self._recorder.t))
        return found

    def _clocks(self) -> _Look:
        recorder = self._recorder
        wall = round(recorder.clock.wall().timestamp() * 1000)
        return _Look(recorder.clock.steady() // MS, recorder.awake() // MS, wall)

    def _of_the_system(self, now: _Look) -> list[ClockDoubt]:
        """Return doubts about sleep and about steps of the time of day.

        Each is compared with its value when it was last reported, so that many small steps are noticed too.
        """
        t = self._recorder.t
        found = []
        if (slept := now.steady - now.awake - self._slept) > MOST_APART_MS:
            self._slept += slept
            found.append(ClockDoubt(ClockTrouble.ASLEEP, slept, t, self._recorder.allowed_shift(-slept)))
        if abs(step := now.wall - now.steady - self._apart) > MOST_APART_MS:
            self._apart += step
            found.append(ClockDoubt(ClockTrouble.SET, step, t, self._recorder.allowed_shift(step)))
        return found

    def _of_opening(self) -> list[ClockDoubt]:
        found, state = self._recorder.clock.taken_up, self._recorder.state
        if found is None or not state.under_way or state.phase is Phase.OFFICIAL:
            return []
        by, t, away, off = found
        # The time of day was set back; if by whole hours for winter time, the true time can be offered.
        if by is By.LATEST and off < -MOST_APART_MS:
            return [ClockDoubt(ClockTrouble.STILL_TO_COME, -off, t, _age_after_winter_time(-off))]
        if abs(off) > MOST_APART_MS:
            return [ClockDoubt(ClockTrouble.OFF, off, t, self._recorder.allowed_shift(off))]
        if away > LONG_AWAY_MS:
            return [ClockDoubt(ClockTrouble.AWAY, away, t, self._recorder.allowed_shift(-away))]
        return []


def _age_after_winter_time(behind: int) -> int | None:
    """Return the age of the latest event in ms, if the time of day was set back by whole hours since.

    ``behind`` is how many ms the clock is behind that event. None if whole hours leave more than `LONG_AWAY_MS`.
    """
    ago = -behind % HOUR_MS
    return ago if 0 < ago < LONG_AWAY_MS else None
