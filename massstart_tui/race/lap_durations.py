"""How long successive laps took, of the leader or of one skater, and which of them are far off the usual time."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from enum import Enum
from typing import Final, NamedTuple

TWICE: Final = 1.9
"""A lap that took at least this many times the usual lap time is one in which a reading was missed."""
HALF: Final = 0.5
"""A lap that took at most this part of the usual lap time is one that was read twice."""
LEAST_LAPS: Final = 3
"""How many laps have to be known before their median is used as the usual lap time.

The first lap is not among them: it starts from standstill and is mostly neutral. For the lap time of the bunch, laps of
as many other skaters have to be known.
"""


class Off(Enum):
    """How a lap time is far off: as if a reading was missed, or as if one was read twice."""

    LONG = "long"
    SHORT = "short"


def far_off(took: int, usual: float) -> Off | None:
    """Return how a lap of ``took`` ms is far off where one usually takes ``usual`` ms; None if it is not."""
    if took >= TWICE * usual:
        return Off.LONG
    return Off.SHORT if took <= HALF * usual else None


class DoubtedLap(NamedTuple):
    """A lap of one skater that may have a wrong time, to be compared with the laps of the bunch.

    ``t`` is when the lap ended and ``gun`` the t of the gun; ``took`` is how long the lap took, and ``usual`` how long
    one usually takes this skater, None where that is unknown. All in ms.
    """

    seq: int
    bib: int
    lap: int
    t: int
    gun: int
    took: int
    usual: float | None


class LapDurations:
    """The durations of successive laps, of the leader or of one skater.

    Those that count are kept sorted for their median; `_counts` says of which laps they are.
    """

    def __init__(self) -> None:
        # One of each for every crossing of a race, and so not objects.
        self._last: int | None = None
        self._ends = array("q")
        self._counts = array("b")
        self._sorted = array("q")

    def mark(self) -> DurationsMark:
        """Return what is known so far."""
        return DurationsMark(self, self._last, len(self._ends))

    def back_to(self, mark: DurationsMark) -> LapDurations:
        """Forget what came after ``mark``; return itself."""
        for at in range(mark.ends, len(self._ends)):
            if self._counts[at]:
                del self._sorted[bisect_left(self._sorted, self._ends[at] - self._ends[at - 1])]
        del self._ends[mark.ends :], self._counts[mark.ends :]
        self._last = mark.last
        return self

    def pause(self) -> None:
        """Leave the current lap out: its duration says nothing about a usual lap."""
        self._last = None

    def complete(self, t: int) -> tuple[int | None, float | None]:
        """Record that a lap ends at ``t``; return its duration and the usual one in ms, each None where unknown."""
        last, self._last = self._last, t
        self._ends.append(t)
        self._counts.append(False)
        if last is None or t < last:
            return None, None
        took, usual = t - last, self._usual()
        # A wrong reading must not distort the usual lap time against which the next ones are compared.
        if usual is None or far_off(took, usual) is None:
            self._counts[-1] = True
            insort(self._sorted, took)
        return took, usual

    def _usual(self) -> float | None:
        """Return the median of the durations that count; None where they are too few."""
        half, odd = divmod(len(self._sorted), 2)
        if len(self._sorted) < LEAST_LAPS:
            return None
        return self._sorted[half] if odd else (self._sorted[half - 1] + self._sorted[half]) / 2

    def around(self, lap: DoubtedLap, off: Off) -> int | None:
        """Return the duration in ms of the lap that was under way in the middle of ``lap``; None where it is not known.

        A lap that has not ended is taken to last until the end of ``lap``, its least possible duration. That suffices
        for a lap that was too long (LONG); for one that was too short it says nothing.
        """
        middle = lap.t - lap.took // 2
        at = bisect_right(self._ends, middle)
        if not at:
            return None
        if at < len(self._ends):
            return self._ends[at] - self._ends[at - 1]
        return lap.t - self._ends[-1] if off is Off.LONG else None


class DurationsMark(NamedTuple):
    """How much was known of laps at one moment: when the last one ended, and how many had."""

    laps: LapDurations
    last: int | None
    ends: int
