"""Find contradictions in the events of a race: two events that cannot both be true, or a time that is impossible.

Nothing is refused or changed because of a contradiction. It is reported, with the event in which it shows, since even
published results contradict themselves.
"""

from __future__ import annotations

import dataclasses
import statistics
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.fold import Fold
from massstart_tui.race.state import LEFT_BEFORE_THE_LINE, Departure, Place, Status, bibs_in, members

if TYPE_CHECKING:
    from massstart_tui.race.events import Crossing, Finish, Happening, Lap, SprintOrder
    from massstart_tui.race.sheet import Sheet

TWICE: Final = 1.9
"""A lap that took at least this many times the usual lap time is one in which a reading was missed."""
HALF: Final = 0.5
"""A lap that took at most this part of the usual lap time is one that was read twice."""
LEAST_LAPS: Final = 3
"""How many laps have to be known before their median is used as the usual lap time.

The first lap is not among them: it starts from standstill and is mostly neutral. For the lap time of the bunch, laps of
as many other skaters have to be known.
"""
COUNTING: Final = 2
"""How many laps, recorded one by one from the first on, show that every lap is meant to be recorded.

A stream may instead have a few of its laps only; then a missing one is no contradiction.
"""

ON_THE_WAY: Final = frozenset(
    ("neutral_end", "lap", "sprint", "finish", "groups", "attack", "caught", "fall", "rejoin", "lapped", "lap_gained")
)
"""The types of events that cannot be before the gun. A crossing can: it is no lap then, but the way to the start."""


class Contrary(StrEnum):
    """The kinds of contradiction; each code has its sentence in the catalogue of sentences."""

    FASTER_BEHIND = "faster_behind"
    LAP_TOO_LONG = "lap_too_long"
    LAP_LONG_AMONG_ALL = "lap_long_among_all"
    LAP_TOO_SHORT = "lap_too_short"
    READING_MISSED = "reading_missed"
    READ_TWICE = "read_twice"
    FINISHED_TWICE = "finished_twice"
    LAP_BEYOND = "lap_beyond"
    LAP_SKIPPED = "lap_skipped"
    LEFT_BEFORE = "left_before"
    LAPPED_IN_ORDER = "lapped_in_order"
    LAPPED_IN_FINISH = "lapped_in_finish"
    OTHER_CROSSINGS = "other_crossings"
    BEFORE_THE_GUN = "before_the_gun"
    LATE_GUN = "late_gun"
    RECORDED_BEFORE = "recorded_before"
    STILL_TO_COME = "still_to_come"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: the event ``seq`` and its ``field`` in which it shows, the bibs it is about, and its numbers.

    Among ``values``, ``time`` and ``other_time`` are race times, ``at`` is the moment of the event that would resolve
    the contradiction, and ``by`` is the difference between two clocks; all in ms.
    """

    code: Contrary
    seq: int
    field: str
    bibs: tuple[int, ...] = ()
    values: dict[str, int] = dataclasses.field(default_factory=dict)


def contradictions(sheet: Sheet, events: Iterable[Happening]) -> Iterator[Contradiction]:
    """Yield every contradiction in ``events``, which come in race order with corrections applied."""
    look = _Look(sheet)
    found: list[Contradiction | _Doubted] = []
    for event in events:
        if event.type == "restart":
            yield from look.settled(found)
            found = []
        found += look.at(event)
    yield from look.settled(found)


class _Look:
    """The scan over the events of one race: its folded state, and what is known of its lap times.

    A restart resets it.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._fold = Fold(sheet)
        self._early: Happening | None = None
        self._gun = False
        self._forget()

    def _forget(self) -> None:
        self._counted = 0
        self._finished: dict[int, int | None] = {}
        self._slowest: tuple[int, int] | None = None
        self._leaders = _Laps()
        self._laps: dict[int, _Laps] = {}
        self._fell: set[int] = set()

    def settled(self, found: Iterable[Contradiction | _Doubted]) -> Iterator[Contradiction]:
        """Yield what was found since the gun, after comparing each doubted lap with the laps of the bunch.

        A doubted lap can be judged only when the laps of all others are known, hence not while scanning.
        """
        for each in found:
            told = self._held_against_the_bunch(each) if isinstance(each, _Doubted) else each
            if told is not None:
                yield self._where_no_lap_is_missing(told)

    def _where_no_lap_is_missing(self, found: Contradiction) -> Contradiction:
        """Return a lap that took too long as one among all laps of the race: one more would be beyond the distance."""
        if found.code is not Contrary.LAP_TOO_LONG or self._fold.lap < self._fold.distance:
            return found
        return dataclasses.replace(found, code=Contrary.LAP_LONG_AMONG_ALL)

    def at(self, event: Happening) -> Iterator[Contradiction | _Doubted]:
        """Yield what contradicts ``event``, then fold ``event``."""
        yield from self._before_the_gun(event)
        match event.type:
            case "restart":
                self._forget()
            case "stop" | "resume":
                self._leaders.pause()
                for laps in self._laps.values():
                    laps.pause()
            case "fall":
                self._fell.update(event.bibs)
            case "lap" if event.lap is not None:
                yield from self._lap(event, event.lap)
            case "crossing" if event.bib in self._fold.laps:
                yield from self._crossing(event)
            case "sprint":
                yield from self._sprint(event)
            case "finish":
                yield from self._finish(event)
            case _:
                pass
        self._fold.apply(event)
        if event.type == "finish":
            yield from self._lapped(event)

    def _before_the_gun(self, event: Happening) -> Iterator[Contradiction]:
        """Yield an event of the race with a t before the gun, or a gun that comes after one.

        A replay shows it at its own moment, so it rests on nothing later.
        """
        if event.type == "start":
            if self._early is not None:
                yield Contradiction(Contrary.LATE_GUN, event.seq, "t", (), {"seq": self._early.seq})
            self._early, self._gun = None, True
        elif not self._gun and event.type in ON_THE_WAY:
            if event.t < 0:
                yield Contradiction(Contrary.BEFORE_THE_GUN, event.seq, "t")
            else:
                self._early = self._early or event

    def _lap(self, event: Lap, lap: int) -> Iterator[Contradiction]:
        fold = self._fold
        if lap > fold.distance:
            yield Contradiction(Contrary.LAP_BEYOND, event.seq, "lap", (), {"lap": lap, "laps": fold.distance})
        # A lap can be missing only from a stream that means to record each of them.
        counts_each_lap = self._counted >= COUNTING and self._counted == fold.lap
        if lap > fold.lap + 1 and counts_each_lap:
            yield Contradiction(Contrary.LAP_SKIPPED, event.seq, "lap", (), {"lap": lap, "wanted": fold.lap + 1})
        if lap > fold.lap + 1:
            self._leaders.pause()
        if lap == self._counted + 1 or (lap > fold.lap and counts_each_lap):
            self._counted = lap
        # With crossings, the laps of each skater are checked instead of the leader's.
        if lap > fold.lap and not fold.crossed_at:
            yield from self._took(event.t, event.seq, lap)

    def _crossing(self, event: Crossing) -> Iterator[_Doubted]:
        fold, bib = self._fold, event.bib
        if event.t < fold.gun:
            return
        laps = self._laps.setdefault(bib, _Laps())
        exit_ = fold.exits.get(bib)
        # A skater whom only the crossings show as lapped (``seq`` is None: no event says so) may owe that to the very
        # reading that was missed. So the laps of such a skater are still checked.
        if bib in self._fell or (exit_ is not None and exit_.seq is not None):
            laps.pause()
            self._fell.discard(bib)
        took, usual = laps.complete(event.t)
        if took is not None and (usual is None or _far_off(took, usual)):
            yield _Doubted(event.seq, bib, fold.laps[bib] + 1, event.t, fold.gun, took, usual)

    def _held_against_the_bunch(self, lap: _Doubted) -> Contradiction | None:
        """Return the contradiction if ``lap`` is as far off the laps that the others skated meanwhile; otherwise None.

        If the whole bunch took that long, the race was slow and no reading was missed. Where too few others skated, the
        lap is compared with the skater's own laps only.
        """
        others = [laps for bib, laps in self._laps.items() if bib != lap.bib]
        for code in (Contrary.READING_MISSED, Contrary.READ_TWICE):
            took = [each for laps in others if (each := laps.around(lap, code)) is not None]
            bunch = statistics.median(took) if len(took) >= LEAST_LAPS else None
            # Both have to disagree with the lap: a skater who slows down differs from the bunch, and a slow bunch from
            # the skater's own laps.
            known = [each for each in (lap.usual, bunch) if each is not None]
            if known and all(_far_off(lap.took, each) is code for each in known):
                return _told(code, lap, int(known[0]))
        return None

    def _took(self, t: int, seq: int, lap: int) -> Iterator[Contradiction]:
        """Yield the contradiction of the leader's lap that ends at ``t``, for a stream without crossings."""
        took, usual = self._leaders.complete(t)
        if took is None or usual is None or (code := _far_off(took, usual)) is None:
            return
        code = Contrary.LAP_TOO_LONG if code is Contrary.READING_MISSED else Contrary.LAP_TOO_SHORT
        numbers = {"lap": lap, "time": took, "other_time": int(usual), "seq": seq}
        yield Contradiction(code, seq, "t", (), numbers | {"at": t - took // 2 - self._fold.gun})

    def _sprint(self, event: SprintOrder) -> Iterator[Contradiction]:
        """Yield skaters in a sprint order who had left the race, or won points there although lapped before."""
        place = 1
        points = self._fold.rules.points_at(event.lap)
        for group in event.order:
            for bib in members(group):
                yield from self._out(bib, event.seq, event.lap)
                exit_ = self._fold.exits.get(bib)
                if exit_ and exit_.status is Status.LAPPED and place <= len(points) and exit_.laps < event.lap - 1:
                    yield Contradiction(Contrary.LAPPED_IN_ORDER, event.seq, "order", (bib,), {"bib": bib})
            # An unknown place counts as one, a dead heat as many places as share it.
            place += max(1, len(members(group)))

    def _lapped(self, event: Finish) -> Iterator[Contradiction]:
        """Yield each lapped skater in the order of finish who is not known to have completed the distance.

        That is a contradiction if the laps recorded for the skater are too few, or if others who were not lapped are
        behind.
        """
        state = self._fold.snapshot()
        bibs = list(bibs_in(event.order))
        for at, bib in enumerate(bibs):
            exit_ = state.exits.get(bib)
            if exit_ is None or exit_.status is not Status.LAPPED or exit_.laps >= state.distance:
                continue
            went_on = state.laps[bib] >= state.distance or state.went_on_to_the_end(bib)
            ahead = any(state.status_of(other) is not Status.LAPPED for other in bibs[at + 1 :])
            if state.laps_of(bib) < state.distance or (ahead and not went_on):
                values = {"bib": bib, "laps": state.distance}
                yield Contradiction(Contrary.LAPPED_IN_FINISH, event.seq, "order", (bib,), values)

    def _out(self, bib: int, seq: int, lap: int) -> Iterator[Contradiction]:
        """Yield the contradiction if ``bib`` had left the race before the end of ``lap``."""
        exit_ = self._fold.exits.get(bib)
        if exit_ is not None and bib not in self._fold.stayed_out and _left_before(exit_, lap):
            yield Contradiction(Contrary.LEFT_BEFORE, seq, "order", (bib,), {"bib": bib, "seq": exit_.seq or 0})

    def _finish(self, event: Finish) -> Iterator[Contradiction]:
        """Yield what contradicts an order of finish: who finished twice or had left, the times, the crossings."""
        times = event.times or (None,) * len(event.order)
        for group, time in zip(event.order, times, strict=False):
            for bib in members(group):
                if self._finished.get(bib) is not None:
                    values = {"bib": bib, "seq": self._finished[bib] or 0}
                    yield Contradiction(Contrary.FINISHED_TWICE, event.seq, "order", (bib,), values)
                self._finished[bib] = event.seq
                yield from self._out(bib, event.seq, self._fold.distance)
                if time is not None:
                    yield from self._time(bib, time, event.seq)
        yield from self._against_the_crossings(event.order, event.seq)

    def _time(self, bib: int, time: int, seq: int) -> Iterator[Contradiction]:
        """Yield the contradiction if ``time`` is faster than the slowest time so far in the order of finish."""
        if self._slowest is not None and time < self._slowest[0]:
            other_time, other = self._slowest
            values = {"bib": bib, "time": time, "other": other, "other_time": other_time}
            yield Contradiction(Contrary.FASTER_BEHIND, seq, "times", (bib, other), values)
        else:
            self._slowest = (time, bib)

    def _against_the_crossings(self, order: tuple[Place, ...], seq: int) -> Iterator[Contradiction]:
        """Yield each two neighbours of ``order`` who crossed the line the other way round."""
        crossed = {bib: place.time for place in self._fold.line_finish for bib in place.bibs}
        named = [(bib, time) for bib in bibs_in(order) if (time := crossed.get(bib)) is not None]
        for (ahead, time), (behind, other_time) in pairwise(named):
            if other_time < time and not _together(order, ahead, behind):
                values = {"bib": ahead, "other": behind}
                yield Contradiction(Contrary.OTHER_CROSSINGS, seq, "order", (ahead, behind), values)


def _left_before(exit_: Departure, lap: int) -> bool:
    """Return whether a skater had left the race before the end of ``lap``.

    A disqualified skater may skate on until told, so that a disqualification does not count as leaving.
    """
    return exit_.status is Status.DNS or (exit_.status in LEFT_BEFORE_THE_LINE and exit_.laps < lap)


def _together(order: tuple[Place, ...], one: int, other: int) -> bool:
    return any(one in members(place) and other in members(place) for place in order)


class _Doubted(NamedTuple):
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


def _far_off(took: int, usual: float) -> Contrary | None:
    """Return which fault a lap of ``took`` ms suggests where one usually takes ``usual`` ms; None if neither."""
    if took >= TWICE * usual:
        return Contrary.READING_MISSED
    return Contrary.READ_TWICE if took <= HALF * usual else None


def _told(code: Contrary, lap: _Doubted, usual: int) -> Contradiction:
    """Return the contradiction for a doubted lap; the missed or doubled reading is put in the middle of the lap."""
    values = {"bib": lap.bib, "lap": lap.lap, "time": lap.took, "other_time": usual, "seq": lap.seq}
    at = lap.t - lap.took // 2 - lap.gun
    return Contradiction(code, lap.seq, "t", (lap.bib,), values | {"at": at})


class _Laps:
    """The durations of successive laps, of the leader or of one skater."""

    def __init__(self) -> None:
        # One of each for every crossing of a race, and so not objects.
        self._took = array("q")
        self._last: int | None = None
        self._ends = array("q")

    def pause(self) -> None:
        """Leave the current lap out: its duration says nothing about a usual lap."""
        self._last = None

    def complete(self, t: int) -> tuple[int | None, float | None]:
        """Record that a lap ends at ``t``; return its duration and the usual one in ms, each None where unknown."""
        last, self._last = self._last, t
        self._ends.append(t)
        if last is None or t < last:
            return None, None
        took = t - last
        usual = statistics.median(self._took) if len(self._took) >= LEAST_LAPS else None
        # A wrong reading must not distort the usual lap time against which the next ones are compared.
        if usual is None or _far_off(took, usual) is None:
            self._took.append(took)
        return took, usual

    def around(self, lap: _Doubted, code: Contrary) -> int | None:
        """Return the duration in ms of the lap that was under way in the middle of ``lap``; None where it is not known.

        A lap that has not ended is taken to last until the end of ``lap``, its least possible duration. That suffices
        for a lap that was too long (READING_MISSED); for one that was too short it says nothing.
        """
        middle = lap.t - lap.took // 2
        at = bisect_right(self._ends, middle)
        if not at:
            return None
        if at < len(self._ends):
            return self._ends[at] - self._ends[at - 1]
        return lap.t - self._ends[-1] if code is Contrary.READING_MISSED else None
