"""What cannot be true of a race: events that contradict one another, or a time that cannot be.

Nothing is refused for it, and nothing is changed: it is told, with the event that it shows in. Published results do
contradict themselves.
"""

from __future__ import annotations

import dataclasses
import statistics
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from massstart_tui.race.fold import Fold
from massstart_tui.race.state import LEFT_BEFORE_THE_LINE, Departure, Place, Status, bibs_in, members

if TYPE_CHECKING:
    from massstart_tui.race.events import Crossing, Finish, Happening, Lap, SprintOrder
    from massstart_tui.race.sheet import Sheet

TWICE: Final = 1.9
"""A lap that took so many times the usual is one in which a reading was missed; half of it and less is a double one."""
HALF: Final = 0.5
LEAST_LAPS: Final = 3
"""So many laps tell how long one takes; the first, from a standing start and mostly neutral, is not among them.

As many others tell how long a lap of the bunch took.
"""
COUNTING: Final = 2
"""Where so many laps were recorded from the first on, each is meant to be; a stream may have a few of them only."""


class Contrary(StrEnum):
    """What cannot be true; every code has its sentence in the texts."""

    FASTER_BEHIND = "faster_behind"
    LAP_TOO_LONG = "lap_too_long"
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
    RECORDED_BEFORE = "recorded_before"
    STILL_TO_COME = "still_to_come"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that cannot be true: the event ``seq`` in whose ``field`` it shows, whom it is about, and the numbers.

    Of the values ``time`` and ``other_time`` are race times, ``at`` is the moment on the clock of what would mend it,
    and ``by`` is how far two clocks are apart, all in ms.
    """

    code: Contrary
    seq: int
    field: str
    bibs: tuple[int, ...] = ()
    values: dict[str, int] = dataclasses.field(default_factory=dict)


def contradictions(sheet: Sheet, events: Iterable[Happening]) -> Iterator[Contradiction]:
    """Everything that cannot be true of ``events``, which come in race order with corrections applied."""
    look = _Look(sheet)
    found: list[Contradiction | _Doubted] = []
    for event in events:
        if event.type == "restart":
            yield from look.settled(found)
            found = []
        found += look.at(event)
    yield from look.settled(found)


class _Look:
    """The race as far as it was looked at; what began anew was left behind."""

    def __init__(self, sheet: Sheet) -> None:
        self._fold = Fold(sheet)
        self._forget()

    def _forget(self) -> None:
        self._counted = 0
        self._finished: dict[int, int | None] = {}
        self._slowest: tuple[int, int] | None = None
        self._leaders = _Laps()
        self._laps: dict[int, _Laps] = {}
        self._fell: set[int] = set()

    def settled(self, found: Iterable[Contradiction | _Doubted]) -> Iterator[Contradiction]:
        """What was found since the gun, each lap that is in doubt held against those of the bunch."""
        for each in found:
            told = self._held_against_the_bunch(each) if isinstance(each, _Doubted) else each
            if told is not None:
                yield told

    def at(self, event: Happening) -> Iterator[Contradiction | _Doubted]:
        """What this event contradicts; it is then folded in."""
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

    def _lap(self, event: Lap, lap: int) -> Iterator[Contradiction]:
        fold = self._fold
        if lap > fold.distance:
            yield Contradiction(Contrary.LAP_BEYOND, event.seq, "lap", (), {"lap": lap, "laps": fold.distance})
        counts_each_lap = self._counted >= COUNTING and self._counted == fold.lap
        if lap > fold.lap + 1 and counts_each_lap:
            yield Contradiction(Contrary.LAP_SKIPPED, event.seq, "lap", (), {"lap": lap, "wanted": fold.lap + 1})
        if lap > fold.lap + 1:
            self._leaders.pause()
        if lap == self._counted + 1 or (lap > fold.lap and counts_each_lap):
            self._counted = lap
        if lap > fold.lap and not fold.crossed_at:
            yield from self._took(event.t, event.seq, lap)

    def _crossing(self, event: Crossing) -> Iterator[_Doubted]:
        fold, bib = self._fold, event.bib
        if event.t < fold.gun:
            return
        laps = self._laps.setdefault(bib, _Laps())
        exit_ = fold.exits.get(bib)
        # whom crossings alone have lapped may be lapped by nothing but the reading that was missed
        if bib in self._fell or (exit_ is not None and exit_.seq is not None):
            laps.pause()
            self._fell.discard(bib)
        took, usual = laps.complete(event.t)
        if took is not None and (usual is None or _far_off(took, usual)):
            yield _Doubted(event.seq, bib, fold.laps[bib] + 1, event.t, fold.gun, took, usual)

    def _held_against_the_bunch(self, lap: _Doubted) -> Contradiction | None:
        """What is told of a lap that is as far off those of the bunch; where too few others skated, by itself."""
        others = [laps for bib, laps in self._laps.items() if bib != lap.bib]
        for code in (Contrary.READING_MISSED, Contrary.READ_TWICE):
            took = [each for laps in others if (each := laps.around(lap, code)) is not None]
            bunch = statistics.median(took) if len(took) >= LEAST_LAPS else None
            known = [each for each in (lap.usual, bunch) if each is not None]
            if known and all(_far_off(lap.took, each) is code for each in known):
                return _told(code, lap, int(known[0]))
        return None

    def _took(self, t: int, seq: int, lap: int) -> Iterator[Contradiction]:
        """What is told of the leader's lap that ends at ``t``, where only those are recorded."""
        took, usual = self._leaders.complete(t)
        if took is None or usual is None or (code := _far_off(took, usual)) is None:
            return
        code = Contrary.LAP_TOO_LONG if code is Contrary.READING_MISSED else Contrary.LAP_TOO_SHORT
        numbers = {"lap": lap, "time": took, "other_time": int(usual), "seq": seq}
        yield Contradiction(code, seq, "t", (), numbers | {"at": t - took // 2 - self._fold.gun})

    def _sprint(self, event: SprintOrder) -> Iterator[Contradiction]:
        place = 1
        points = self._fold.rules.points_at(event.lap)
        for group in event.order:
            for bib in members(group):
                yield from self._out(bib, event.seq, event.lap)
                exit_ = self._fold.exits.get(bib)
                if exit_ and exit_.status is Status.LAPPED and place <= len(points) and exit_.laps < event.lap - 1:
                    yield Contradiction(Contrary.LAPPED_IN_ORDER, event.seq, "order", (bib,), {"bib": bib})
            place += max(1, len(members(group)))

    def _lapped(self, event: Finish) -> Iterator[Contradiction]:
        """Who was lapped and is not known to have completed the distance: ahead of others, or at all if they cannot."""
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
        exit_ = self._fold.exits.get(bib)
        if exit_ is not None and bib not in self._fold.stayed_out and _left_before(exit_, lap):
            yield Contradiction(Contrary.LEFT_BEFORE, seq, "order", (bib,), {"bib": bib, "seq": exit_.seq or 0})

    def _finish(self, event: Finish) -> Iterator[Contradiction]:
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
        if self._slowest is not None and time < self._slowest[0]:
            other_time, other = self._slowest
            values = {"bib": bib, "time": time, "other": other, "other_time": other_time}
            yield Contradiction(Contrary.FASTER_BEHIND, seq, "times", (bib, other), values)
        else:
            self._slowest = (time, bib)

    def _against_the_crossings(self, order: tuple[Place, ...], seq: int) -> Iterator[Contradiction]:
        """Two neighbours of the order whom crossings have over the line the other way round."""
        crossed = {bib: place.time for place in self._fold.line_finish for bib in place.bibs}
        named = [(bib, time) for bib in bibs_in(order) if (time := crossed.get(bib)) is not None]
        for (ahead, time), (behind, other_time) in pairwise(named):
            if other_time < time and not _together(order, ahead, behind):
                values = {"bib": ahead, "other": behind}
                yield Contradiction(Contrary.OTHER_CROSSINGS, seq, "order", (ahead, behind), values)


def _left_before(exit_: Departure, lap: int) -> bool:
    """Whether somebody had left the race before the end of ``lap``; who is disqualified may skate on until told so."""
    return exit_.status is Status.DNS or (exit_.status in LEFT_BEFORE_THE_LINE and exit_.laps < lap)


def _together(order: tuple[Place, ...], one: int, other: int) -> bool:
    return any(one in members(place) and other in members(place) for place in order)


@dataclass(frozen=True, slots=True)
class _Doubted:
    """A lap that one skater completed at ``t``, which is far off the ``usual`` of theirs; None where that is unknown.

    ``gun`` is the t of the gun, ``took`` how long the lap took, in ms.
    """

    seq: int
    bib: int
    lap: int
    t: int
    gun: int
    took: int
    usual: float | None


def _far_off(took: int, usual: float) -> Contrary | None:
    """Of which fault a lap that ``took`` so long is a sign, where one usually takes ``usual`` ms."""
    if took >= TWICE * usual:
        return Contrary.READING_MISSED
    return Contrary.READ_TWICE if took <= HALF * usual else None


def _told(code: Contrary, lap: _Doubted, usual: int) -> Contradiction:
    values = {"bib": lap.bib, "lap": lap.lap, "time": lap.took, "other_time": usual, "seq": lap.seq}
    at = lap.t - lap.took // 2 - lap.gun
    return Contradiction(code, lap.seq, "t", (lap.bib,), values | {"at": at})


class _Laps:
    """How long one after the other took, of the leader or of one skater."""

    def __init__(self) -> None:
        self._took: list[int] = []
        self._last: int | None = None
        self._ends: list[int] = []

    def pause(self) -> None:
        """The lap under way says nothing of how long one takes."""
        self._last = None

    def complete(self, t: int) -> tuple[int | None, float | None]:
        """How long the lap took that ends at ``t``, and how long one usually takes; None where it is not known."""
        last, self._last = self._last, t
        self._ends.append(t)
        if last is None or t < last:
            return None, None
        took = t - last
        usual = statistics.median(self._took) if len(self._took) >= LEAST_LAPS else None
        if usual is None or _far_off(took, usual) is None:
            self._took.append(took)
        return took, usual

    def around(self, lap: _Doubted, code: Contrary) -> int | None:
        """How long the lap took that was under way in the middle of ``lap``; None where that is not known.

        One that has not ended took as long as it lasts until now at least, which counts against one that was long.
        """
        middle = lap.t - lap.took // 2
        at = bisect_right(self._ends, middle)
        if not at:
            return None
        if at < len(self._ends):
            return self._ends[at] - self._ends[at - 1]
        return lap.t - self._ends[-1] if code is Contrary.READING_MISSED else None
