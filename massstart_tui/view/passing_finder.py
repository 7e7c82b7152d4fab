"""Find who passed the line at the end of each lap, in which order and how far behind the first, from the crossings.

Only crossings up to a moment are used: what was passed at a moment is the same whatever came after it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.race.events import GUNS, Crossing, bibs_of
from massstart_tui.race.fold import Fold
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unread_passes import laps_in_doubt
from massstart_tui.stream.snapshots import take
from massstart_tui.view.passed_laps import OverTheLine, PassedLap, PassedLaps

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.stream.reading import Recording
    from massstart_tui.stream.timeline import Timeline


def passed_laps(timeline: Timeline, position: int, state: RaceState) -> PassedLaps:
    """Return who passed the line on each lap after ``position`` events of ``timeline``, where the race is ``state``."""
    passages = _passages(timeline.recording, timeline.changed, timeline.sheet)
    passages.go_on(timeline, position)
    lapped = frozenset(bib for bib, gone in state.exits.items() if gone.status is Status.LAPPED)
    out = frozenset(state.exits) - lapped
    return PassedLaps(state.distance, passages.by_lap(position), lapped, out, laps_in_doubt(state))


class _Passage(NamedTuple):
    """A crossing that completes a lap; ``behind`` is the t of it until the first of the lap is known."""

    position: int
    lap: int
    t: int
    over: OverTheLine


class _Passages:
    """The passings of one race, found once, from the beginning as far as somebody wanted to know."""

    def __init__(self, sheet: Sheet) -> None:
        self._fold = Fold(sheet)
        self._position = 0
        self._found: list[_Passage] = []
        self._guns: list[tuple[int, int]] = [(0, 0)]
        """For each gun, its position and how many passings were before it."""
        self._fallen: set[int] = set()

    def go_on(self, timeline: Timeline, position: int) -> None:
        """Find the passings up to ``position``."""
        for seq in timeline.order[self._position : position]:
            self._position += 1
            self._take(timeline.event(seq))

    def by_lap(self, position: int) -> tuple[PassedLap, ...]:
        """Return the passings up to ``position`` since the gun that counts then."""
        _, first = self._guns[bisect_right(self._guns, position, key=lambda gun: gun[0]) - 1]
        last = bisect_right(self._found, position, key=lambda passage: passage.position)
        laps: dict[int, dict[int, _Passage]] = {}
        for passage in self._found[first:last]:
            order = laps.setdefault(passage.lap, {})
            # Who gained a lap is counted with the bunch from then on, and completes the same lap once more.
            order.pop(passage.over.bib, None)
            order[passage.over.bib] = passage
        return tuple(PassedLap(lap, _with_gaps(tuple(order.values()))) for lap, order in sorted(laps.items()))

    def _take(self, event: Event) -> None:
        if isinstance(event, Crossing):
            gone, before = event.bib in self._fold.exits, self._fold.laps[event.bib]
            take(self._fold, event)
            if not gone and self._fold.laps[event.bib] > before:
                self._passed(event.bib, event.t)
            return
        take(self._fold, event)
        if event.type == "fall":
            self._fallen |= {*bibs_of(event)}
        elif event.type in GUNS:
            self._guns.append((self._position, len(self._found)))

    def _passed(self, bib: int, t: int) -> None:
        fold = self._fold
        lap_open = not fold.laps_are_read(bib)
        over = OverTheLine(bib, 0, bib in fold.away, bib in fold.down, bib in self._fallen, lap_open)
        self._fallen.discard(bib)
        self._found.append(_Passage(self._position, fold.laps[bib], t, over))


@lru_cache(maxsize=2)
def _passages(recording: Recording, changed: int, sheet: Sheet) -> _Passages:  # noqa: ARG001 - timelines that differ in these have other passings
    """Return the passings found so far.

    Timelines of one recording with as many corrections and the same sheet differ only by lines that were added.
    """
    return _Passages(sheet)


def _with_gaps(order: tuple[_Passage, ...]) -> tuple[OverTheLine, ...]:
    first = order[0].t
    return tuple(passage.over._replace(behind=passage.t - first) for passage in order)
