"""How it is with the timing of a race that is entered: whether passings come, and since when they do not."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from massstart_tui.journal.race_clock import MS
from massstart_tui.race.groups import average_lap
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_connection import LinkNews, LinkState

LONGEST_LAP: Final = 1.25
"""No passing for so many average laps of the leader is silence: somebody crosses the line in every lap."""
FIRST_LAP_MS: Final = 75_000
"""The same before the leader has completed a lap: the first is from standstill, and often neutral."""
_RACING: Final = frozenset({Phase.NEUTRAL, Phase.RACING, Phase.FINISHING})
_UP: Final = frozenset({LinkState.CONNECTED, LinkState.LISTENING})
_DOWN: Final = frozenset({LinkState.LOST, LinkState.AWAY})


class TimingMark(StrEnum):
    """The state of the timing; each code has a sentence in the catalogue."""

    WAITS = "waits"
    """The timing system has sent nothing yet."""
    OK = "ok"
    OTHER_CLOCK = "other_clock"
    """No passing can be used, because the times are not on the clock of the gun."""
    SILENT = "silent"
    """Nobody passed for longer than a lap takes."""
    LOST = "lost"
    """There is no connection."""
    ENDED = "ended"
    """The feed has come to its end."""


class TimingWatch:
    """Notes when something came from the timing. Moments are readings of the steady clock, in nanoseconds."""

    def __init__(self) -> None:
        """Begin before anything has come."""
        self._heard = False
        self._passed: int | None = None
        self._other_clock = False
        self._down = False
        self._ended = False

    def heard(self, came: int, *, passed: bool, other_clock: bool = False) -> None:
        """Note that bytes came, and whether a passing of somebody in the race, or the gun, was among them.

        ``other_clock`` says that there are passings of which the race time cannot be told.
        """
        self._heard = True
        self._other_clock = other_clock
        if passed:
            self._passed = came

    def linked(self, news: LinkNews) -> None:
        """Note a change of the connection."""
        self._down = news.state in _DOWN or (self._down and news.state not in _UP)

    def ended(self) -> None:
        """Note that nothing more can come."""
        self._ended = True

    def mark(self, now: int, t: int, state: RaceState) -> TimingMark:
        """Return how it is at the moment ``now``, when the race clock is at ``t`` ms."""
        if self._ended or self._down:
            return TimingMark.ENDED if self._ended else TimingMark.LOST
        if not self._heard:
            return TimingMark.WAITS
        if self._other_clock and self._passed is None:
            return TimingMark.OTHER_CLOCK
        return TimingMark.SILENT if self.silent_for(now, t, state) > _longest(state) else TimingMark.OK

    def silent_for(self, now: int, t: int, state: RaceState) -> int:
        """Return for how many ms nobody has passed, since the gun at most; 0 if nobody can."""
        if state.phase not in _RACING:
            return 0
        since_gun = t - state.gun
        return since_gun if self._passed is None else min(since_gun, (now - self._passed) // MS)

    def counts_laps(self, now: int, t: int, state: RaceState) -> bool:
        """Return whether the next lap of the leader is to come from the timing."""
        return self._passed is not None and self.mark(now, t, state) is TimingMark.OK


def _longest(state: RaceState) -> int:
    average = average_lap(state)
    return FIRST_LAP_MS if average is None else round(LONGEST_LAP * average)


def mark_in_words(mark: TimingMark, silent_for: int, words: Words) -> str:
    """Return the mark for the top line, with a sign."""
    return words(f"timing.mark.{mark}", time=race_time(silent_for, 0))
