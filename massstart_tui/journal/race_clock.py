"""The clock of a race that is recorded: it runs from the gun on, even while the program does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.event_base import BootTime
from massstart_tui.race.events import ClockSet, Event
from massstart_tui.race.record import replaced
from massstart_tui.stream.codec import when_recorded
from massstart_tui.stream.timeline import Timeline

MS: Final = 1_000_000
"""Nanoseconds in a millisecond."""
US: Final = 1_000
"""Nanoseconds in a microsecond."""
_TICK: Final = timedelta(microseconds=1)
"""The smallest difference between the times of day of two steps of entry.

Steps are told apart by their time of day.
"""
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class By(StrEnum):
    """How the race clock of a reopened race was found."""

    BOOT = "boot"
    """From the machine's clock, which has not restarted since the race was last recorded."""
    WALL = "wall"
    """From the time of day."""
    LATEST = "latest"
    """From the latest recorded event, because it lies in the future by the time of day."""


class TakenUp(NamedTuple):
    """How the clock of a race under way was found when it was reopened.

    ``t`` is the race time at that moment, and ``away`` the milliseconds for which nothing was recorded, not even a
    correction. ``wall_off`` is by how many milliseconds the time of day is ahead (or, if negative, behind) of the time
    that the journal gives for that race time.
    """

    by: By
    t: int
    away: int
    wall_off: int


class RaceClock:
    """Compute race time from a clock of the system that never goes back, the time of day, and the journal.

    ``steady`` returns nanoseconds that never go back, ``wall`` the time of day, and ``boot`` names what ``steady``
    counts from (see `SystemClocks`). While the race runs the time of day is not read: the ``wall`` of an event is that
    of the gun plus what the steady clock has counted since, so that ``wall`` and ``t`` of a journal agree whatever
    happens to the machine's time of day. The shifts of all clock events that hold, and of all times that the clock was
    set, are added to the race time.
    """

    def __init__(self, steady: Callable[[], int], wall: Callable[[], datetime], boot: str | None = None) -> None:
        """Create a clock that does not run, because no gun was fired yet."""
        self.steady = steady
        self.wall = wall
        self.boot = boot
        self.taken_up: TakenUp | None = None
        self._gun: int | None = None
        self._gun_seq: int | None = None
        self._gun_wall: datetime | None = None
        self._shift = 0
        self._seen_at: dict[int, int] = {}
        self._set_in: list[int] = []
        self._last_wall = _LONG_AGO
        self._booted: tuple[int, datetime] | None = None
        self._boot_written = False

    @property
    def running(self) -> bool:
        """Whether the gun was fired."""
        return self._gun is not None

    def at(self, moment: int) -> int:
        """Return the race time in milliseconds at ``moment`` of the steady clock; 0 before the gun."""
        return 0 if self._gun is None else max(0, (moment - self._gun) // MS + self._shift)

    def wall_at(self, moment: int) -> datetime:
        """Return the time of day at ``moment`` of the steady clock, as the journal records it."""
        if self._gun is None or self._gun_wall is None:
            return self._system_wall_at(moment)
        return self._gun_wall + _between(self._gun, moment)

    def _system_wall_at(self, moment: int) -> datetime:
        return datetime.fromtimestamp(self.wall().timestamp(), UTC) + _between(self.steady(), moment)

    def stamped(self, events: Iterable[Event], first: int, moment: int) -> list[Event]:
        """Return these events with consecutive seqs from ``first`` on and with their time of recording.

        ``moment`` is when the first key was pressed, on the steady clock. A gun is recorded with that time, every other
        event with the current time.
        """
        entered = list(events)
        fired = any(event.type == "start" for event in entered)
        moment = moment if fired else self.steady()
        # Strictly increasing, because undo tells the steps apart by their time of day.
        wall = self._last_wall = max(self.wall_at(moment), self._last_wall + _TICK)
        stamp: dict[str, object] = {"wall": wall.isoformat()}
        if self.boot is not None and (fired or not self._boot_written):
            stamp["boot"] = BootTime(id=self.boot, us=moment // US)
            self._boot_written = True
        stamped = [replaced(event, {"seq": seq, **stamp}) for seq, event in enumerate(entered, first)]
        self._set_in += [event.seq for event in stamped if event.type == "clock_set"]
        self._seen_at |= {event.seq: moment for event in stamped if event.type == "start"}
        return stamped

    def reading(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield the events of a reopened journal unchanged, and set the clocks by the times that they carry."""
        for event in events:
            yield event
            if event.type == "clock_set":
                self._set_in.append(event.seq)
            wall = when_recorded(event.wall)
            if wall is None:
                continue
            self._last_wall = max(self._last_wall, wall)
            if event.boot is not None and event.boot.id == self.boot:
                self._booted = (event.boot.us * US, wall)

    def set_by(self, timeline: Timeline) -> None:
        """Run from the start event that holds in ``timeline``, with all shifts that hold.

        If no start event holds, the clock does not run.
        """
        self._shift = sum(ms for _, _, ms in timeline.corrections.shifts) + self._set_by_hand(timeline)
        start = _start_in(timeline)
        if start is None:
            self._gun = self._gun_seq = None
        elif start != self._gun_seq:
            self._gun_seq = start
            self._gun_wall = when_recorded(timeline.recording.lines.event(start).wall)
            if start in self._seen_at:
                self._gun = self._seen_at[start]
            else:
                self._gun = self._seen_at[start] = self._found_again(timeline)

    def _set_by_hand(self, timeline: Timeline) -> int:
        """Return by how many milliseconds the clock was set in all, in the events that hold."""
        fixed = timeline.corrections
        standing = (timeline.event(seq) for seq in self._set_in if not fixed.retracted(seq))
        return sum(event.shift for event in standing if isinstance(event, ClockSet))

    def _found_again(self, timeline: Timeline) -> int:
        """Return when, on the steady clock, the gun was fired that an earlier process recorded.

        If the gun's time of day was not recorded, the race is taken to have paused while it was not recorded. In any
        case the latest recorded event lies in the past.
        """
        now = self.steady()
        latest = timeline.time_at(len(timeline))
        at_latest = now - (latest - self._shift) * MS
        if self._gun_wall is None:
            return at_latest
        gone_on, told = self._gone_on(now, self._gun_wall), self.wall()
        by = By.WALL if gone_on is None else By.BOOT
        gun = now - _nanoseconds(told - self._gun_wall) if gone_on is None else gone_on
        # The time of day may have been set back: the gun was at least as long ago as the latest event and the latest
        # entry show.
        if by is By.WALL:
            last = now - _nanoseconds(max(self._gun_wall, self._last_wall) - self._gun_wall)
            known = min(at_latest, last)
            by, gun = (By.LATEST, known) if gun > known else (by, gun)
        t = (now - gun) // MS + self._shift
        off = _nanoseconds(told - self._gun_wall - _between(gun, now)) // MS
        recorded = _nanoseconds(max(self._gun_wall, self._last_wall) - self._gun_wall)
        away = min(t - latest, (now - gun - recorded) // MS)
        self.taken_up = TakenUp(by, t, max(0, away), off)
        return gun

    def _gone_on(self, now: int, gun_wall: datetime) -> int | None:
        """Return when the gun was fired by the machine's clock.

        None if the machine has restarted since, or does not name its start.
        """
        if self._booted is None or self._booted[0] > now:
            return None
        moment, wall = self._booted
        return moment - _nanoseconds(wall - gun_wall)


def _between(first: int, last: int) -> timedelta:
    """Return the time from moment ``first`` to ``last``, rounded up to microseconds.

    Rounded up, so that a reopened race is never earlier than it was left.
    """
    return timedelta(microseconds=-((first - last) // US))


def _nanoseconds(duration: timedelta) -> int:
    return duration // _TICK * US


def _start_in(timeline: Timeline) -> int | None:
    """Return the seq of the first start event that holds, or None."""
    kinds, tells = timeline.course.kinds, timeline.course.tells
    at = kinds.index("start") if "start" in kinds else None
    return None if at is None else timeline.order[tells[at] - 1]
