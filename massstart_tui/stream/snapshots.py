"""Keep snapshots of a race, and an index of its laps and log events, so that every moment can be restored quickly.

They are taken while the race is folded. Memory is bounded: the longer the race, the further snapshots are apart.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from massstart_tui.race.event_kinds import EVERYDAY, OF_SKATERS, kind_of
from massstart_tui.race.events import GUNS, Amend, Clock, Event, Retract, Unknown, bibs_of
from massstart_tui.race.fold import Fold
from massstart_tui.race.missing_events import MISSING
from massstart_tui.race.state import RaceState

SNAPSHOT_EVERY: Final = 256
MOST_SNAPSHOTS: Final = 2048
"""Beyond this number every second snapshot is dropped, and the distance between two of them doubles."""
MOST_ENDS: Final = 16
"""How many of the states are kept that were the latest one when something was recorded."""
HAPPENS: Final = OF_SKATERS | {"groups", "dns", "disqualify", "restart"}
"""Types of what happens to skaters, and of what makes it count no more."""


class LapMark(NamedTuple):
    """The leader's lap and the laps to go after ``position`` events, since race time ``t`` in ms."""

    position: int
    t: int
    lap: int
    to_go: int


class GunMark(NamedTuple):
    """A gun: the position after it, and its race time ``t`` in ms."""

    position: int
    t: int


class Course:
    """Snapshots of a race at regular positions, the leader's laps, and the events for an incident log.

    A position counts events in race order: 0 is before the first. ``laps`` has a mark for each change of the
    leader's lap or of the distance, and ``guns`` one for each gun. ``tells`` has the positions of events that an
    incident log shows, and ``kinds`` and ``to_go`` their types and the laps to go then. ``happened`` has the positions
    of what happened to skaters, ``happenings`` its types, and ``whom`` the bibs; of groups, those who are then away.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.every = SNAPSHOT_EVERY
        self.states: list[RaceState] = []
        self.laps: list[LapMark] = []
        self.tells = array("q")
        self.kinds: list[str] = []
        self.to_go = array("q")
        self.guns: list[GunMark] = []
        self.happened = array("q")
        self.happenings: list[str] = []
        self.whom: list[tuple[int, ...]] = []
        self._ends: list[tuple[int, RaceState]] = []

    def wants(self, position: int) -> bool:
        """Return whether the state after ``position`` events is to be kept."""
        return position == len(self.states) * self.every

    def keep(self, state: RaceState) -> None:
        """Keep the state for which `wants` was true."""
        self.states.append(state)
        if len(self.states) > MOST_SNAPSHOTS:
            self.states = self.states[::2]
            self.every *= 2

    def end(self, position: int, state: RaceState) -> None:
        """Record ``state`` as that at the end, at ``position``.

        The latest ends are kept as well as the regular snapshots: a race goes on from there, and a retracted event is
        mostly the last one.
        """
        self._ends = [*(end for end in self._ends if end[0] < position)][1 - MOST_ENDS :]
        self._ends.append((position, state))

    def before(self, position: int) -> tuple[int, RaceState]:
        """Return the position and the state of the latest snapshot at or before ``position``."""
        index = min(position // self.every, len(self.states) - 1)
        kept = index * self.every, self.states[index]
        return next((end for end in reversed(self._ends) if kept[0] <= end[0] <= position), kept)

    def advance(self, fold: Fold, event: Event, position: int) -> None:
        """Update the marks after ``fold`` has folded ``event`` as the one before ``position``."""
        kind = kind_of(event)
        if kind not in EVERYDAY:
            self.tell(fold, kind, position)
        if kind in HAPPENS:
            self.happened.append(position)
            self.happenings.append(kind)
            self.whom.append(fold.away if kind == "groups" else bibs_of(event))
        self.mark_lap(fold, event.t, position)

    def tell(self, fold: Fold, kind: str, position: int) -> None:
        """Record that the event before ``position``, of this type, is one for an incident log."""
        self.tells.append(position)
        self.kinds.append(kind)
        self.to_go.append(max(0, fold.distance - fold.lap))
        if kind in GUNS:
            self.guns.append(GunMark(position, fold.gun))

    def mark_lap(self, fold: Fold, t: int, position: int) -> None:
        """Record the leader's lap and the laps to go, if either has changed."""
        lap, to_go = fold.lap, max(0, fold.distance - fold.lap)
        last = self.laps[-1] if self.laps else None
        if last is None or last.lap != lap or last.to_go != to_go:
            self.laps.append(LapMark(position, t, lap, to_go))

    def lap_mark_index(self, position: int) -> int:
        """Return the index of the last mark in ``laps`` at or before ``position``; -1 if there is none."""
        return bisect_right(self.laps, position, key=lambda mark: mark.position) - 1

    def lap_times(self) -> dict[int, int]:
        """Return the t at which the leader completed each lap; after a restart, the latest."""
        return {lap: t for lap, t in self._began("lap") if lap}

    def to_go_times(self) -> dict[int, int]:
        """Return the t from which each number of laps was left, at least 0; the latest if it was so several times."""
        return {to_go: max(0, t) for to_go, t in self._began("to_go")}

    def _began(self, field: Literal["lap", "to_go"]) -> Iterator[tuple[int, int]]:
        """Yield each new value of a field of ``laps``, with the t of the change."""
        before = None
        for mark in self.laps:
            value: int = getattr(mark, field)
            if value != before:
                before = value
                yield value, mark.t

    def up_to(self, position: int) -> Course:
        """Return a copy with what holds up to ``position``; it has at least the state before the first event."""
        other = Course()
        other.every = self.every
        other.states = self.states[: position // self.every + 1]
        other._ends = [end for end in self._ends if end[0] <= position]
        # Folding goes on from this state, and makes the later marks again.
        start, _ = other.before(position)
        told = bisect_right(self.tells, start)
        other.tells, other.to_go = self.tells[:told], self.to_go[:told]
        other.kinds = self.kinds[:told]
        other.laps = self.laps[: self.lap_mark_index(start) + 1]
        other.guns = [gun for gun in self.guns if gun.position <= start]
        happened = bisect_right(self.happened, start)
        other.happened, other.happenings = self.happened[:happened], self.happenings[:happened]
        other.whom = self.whom[:happened]
        return other


def take(fold: Fold, event: Event) -> None:
    """Fold ``event``; a correction, or one of an unknown type, only advances seq and t."""
    if type(event) is Unknown or type(event) is Clock or type(event) is Retract or type(event) is Amend:
        fold.seq, fold.t = event.seq, event.t
        if event.type == MISSING:
            fold.miss(getattr(event, "was", ""))
    else:
        fold.apply(event)
