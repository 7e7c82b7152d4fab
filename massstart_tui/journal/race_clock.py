"""The clock of a race that is being recorded: it runs from the gun on, also while the program does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.event_base import Booted
from massstart_tui.race.events import ClockSet, Event
from massstart_tui.stream.codec import when_recorded
from massstart_tui.stream.timeline import Timeline

MS: Final = 1_000_000
"""Nanoseconds in a millisecond."""
US: Final = 1_000
"""Nanoseconds in a microsecond."""
_TICK: Final = timedelta(microseconds=1)
"""The least that one step of entry is later than the one before it: they are told apart by their time of day."""
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class By(StrEnum):
    """What a race that is gone on with found its clock by."""

    BOOT = "boot"
    """The clock of the machine, which was not started anew since the race was last recorded."""
    WALL = "wall"
    """The time of day."""
    LATEST = "latest"
    """The latest recorded event: the time of day says that it is still to come."""


class TakenUp(NamedTuple):
    """How the clock of a race under way was found again.

    ``t`` is the race time then, ``away`` for how many ms nothing was recorded, a correction neither, and ``wall_off``
    how many ms the time of day is ahead of (below 0: behind) what the journal has it at that race time.
    """

    by: By
    t: int
    away: int
    wall_off: int


class RaceClock:
    """Race time from three clocks: one of the system that never goes back, the time of day, and the journal itself.

    ``steady`` gives nanoseconds that never go back, ``wall`` the time of day, ``boot`` names what ``steady`` counts
    from (see `SystemClocks`). While the race runs the time of day is not looked at: the ``wall`` of an event is that of
    the gun and what the steady clock counted since, so that ``wall`` and ``t`` of one journal agree, whatever is done
    to the clock of the machine. Every clock event that stands is added to the race time, as is what the clock was set
    by.
    """

    def __init__(self, steady: Callable[[], int], wall: Callable[[], datetime], boot: str | None = None) -> None:
        """Not running: there was no gun yet."""
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
        """Whether there was a gun."""
        return self._gun is not None

    def at(self, moment: int) -> int:
        """The race time, in ms, when the steady clock stood at ``moment``; 0 before there was a gun."""
        return 0 if self._gun is None else max(0, (moment - self._gun) // MS + self._shift)

    def wall_at(self, moment: int) -> datetime:
        """The time of day when the steady clock stood at ``moment``, as the journal has it."""
        if self._gun is None or self._gun_wall is None:
            return self._system_wall_at(moment)
        return self._gun_wall + _between(self._gun, moment)

    def _system_wall_at(self, moment: int) -> datetime:
        return datetime.fromtimestamp(self.wall().timestamp(), UTC) + _between(self.steady(), moment)

    def stamped(self, events: Iterable[Event], first: int, moment: int) -> list[Event]:
        """These events with their seq, from ``first`` on, and when they are recorded.

        ``moment`` is that of the first key on the steady clock: a gun was fired then, all else is recorded now.
        """
        entered = list(events)
        fired = any(event.type == "start" for event in entered)
        moment = moment if fired else self.steady()
        wall = self._last_wall = max(self.wall_at(moment), self._last_wall + _TICK)
        stamp: dict[str, object] = {"wall": wall.isoformat()}
        if self.boot is not None and (fired or not self._boot_written):
            stamp["boot"] = Booted(id=self.boot, us=moment // US)
            self._boot_written = True
        stamped = [event.model_copy(update={"seq": seq, **stamp}) for seq, event in enumerate(entered, first)]
        self._set_in += [event.seq for event in stamped if event.type == "clock_set"]
        self._seen_at |= {event.seq: moment for event in stamped if event.type == "start"}
        return stamped

    def read(self, events: Iterable[Event]) -> None:
        """Take in what the events of a journal that is gone on with say of its clocks."""
        for event in events:
            if event.type == "clock_set":
                self._set_in.append(event.seq)
            wall = when_recorded(event.wall)
            if wall is None:
                continue
            self._last_wall = max(self._last_wall, wall)
            if event.boot is not None and event.boot.id == self.boot:
                self._booted = (event.boot.us * US, wall)

    def set_by(self, timeline: Timeline) -> None:
        """Run from the start that stands in ``timeline``, with every shift that does; not at all where none stands."""
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
        """How many ms the clock was set on in all, in the sets that stand."""
        fixed = timeline.corrections
        standing = (timeline.event(seq) for seq in self._set_in if not fixed.retracted(seq))
        return sum(event.shift for event in standing if isinstance(event, ClockSet))

    def _found_again(self, timeline: Timeline) -> int:
        """When on the steady clock the gun was that another run of massstart recorded.

        Where nobody wrote down when it was, the race stood still meanwhile; the latest recorded event has been in any
        case.
        """
        now = self.steady()
        latest = timeline.time_at(len(timeline))
        at_latest = now - (latest - self._shift) * MS
        if self._gun_wall is None:
            return at_latest
        gone_on, told = self._gone_on(now, self._gun_wall), self.wall()
        by = By.WALL if gone_on is None else By.BOOT
        gun = now - _nanoseconds(told - self._gun_wall) if gone_on is None else gone_on
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
        """The same by the clock of the machine; None where that was started anew since, or does not tell."""
        if self._booted is None or self._booted[0] > now:
            return None
        moment, wall = self._booted
        return moment - _nanoseconds(wall - gun_wall)


def _between(first: int, last: int) -> timedelta:
    """What lies between two moments, rounded up: a race that is gone on with is no earlier than it was left."""
    return timedelta(microseconds=-((first - last) // US))


def _nanoseconds(duration: timedelta) -> int:
    return duration // _TICK * US


def _start_in(timeline: Timeline) -> int | None:
    """The seq of the first start of a race, as it stands."""
    kinds, tells = timeline.course.kinds, timeline.course.tells
    at = kinds.index("start") if "start" in kinds else None
    return None if at is None else timeline.order[tells[at] - 1]
