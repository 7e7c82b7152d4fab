"""Find contradictions in the events of a race: two events that cannot both be true, or a time that is impossible.

Nothing is refused or changed because of a contradiction. It is reported, with the event in which it shows, since even
published results contradict themselves.
"""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.fold import Fold
from massstart_tui.race.lap_durations import LEAST_LAPS, DoubtedLap, DurationsMark, LapDurations, Off, far_off
from massstart_tui.race.state import LEFT_BEFORE_THE_LINE, Departure, Place, Status, bibs_in, members

if TYPE_CHECKING:
    from massstart_tui.race.events import Crossing, Finish, Happening, Lap, SprintOrder
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.race.state import RaceState

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


_FAULTS: Final = {Off.LONG: Contrary.READING_MISSED, Off.SHORT: Contrary.READ_TWICE}


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
    scan = ContradictionScan(sheet)
    for event in events:
        scan.take(event)
    yield from scan.found()


class ScanMark(NamedTuple):
    """Where a scan was: what was found by then, and what was known."""

    settled: int
    found: list[Contradiction | DoubtedLap]
    many: int
    known: _Known


class ContradictionScan:
    """A scan over the events of one race, which can go back to where it was before and on with other events."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin before the first event."""
        self._look = _Look(sheet)
        self._settled: list[Contradiction] = []
        self._found: list[Contradiction | DoubtedLap] = []

    def take(self, event: Happening) -> None:
        """Look at the next event."""
        if event.type == "restart":
            self._settled += self._look.settled(self._found)
            self._found = []
        self._found += self._look.at(event)

    def found(self) -> Iterator[Contradiction]:
        """Yield every contradiction in the events so far."""
        yield from self._settled
        yield from self._look.settled(self._found)

    def mark(self) -> ScanMark:
        """Return where the scan is."""
        return ScanMark(len(self._settled), self._found, len(self._found), self._look.known())

    def go_back(self, mark: ScanMark) -> None:
        """Go back to where the scan was; marks that were made later hold no more."""
        del self._settled[mark.settled :]
        self._found = mark.found
        del self._found[mark.many :]
        self._look.know(mark.known)


class _Known(NamedTuple):
    """What a look at the events of a race knows."""

    state: RaceState
    early: Happening | None
    gun: bool
    counted: int
    finished: dict[int, int | None]
    slowest: tuple[int, int] | None
    leaders: DurationsMark
    laps: dict[int, DurationsMark]
    fell: frozenset[int]


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
        self._leaders = LapDurations()
        self._laps: dict[int, LapDurations] = {}
        self._fell: set[int] = set()

    def known(self) -> _Known:
        """Return what is known so far."""
        return _Known(
            state=self._fold.snapshot(),
            early=self._early,
            gun=self._gun,
            counted=self._counted,
            finished=dict(self._finished),
            slowest=self._slowest,
            leaders=self._leaders.mark(),
            laps={bib: laps.mark() for bib, laps in self._laps.items()},
            fell=frozenset(self._fell),
        )

    def know(self, known: _Known) -> None:
        """Know what was known at an earlier event, and nothing of what came after it."""
        self._fold = Fold.resume(known.state)
        self._early, self._gun, self._counted = known.early, known.gun, known.counted
        self._finished, self._slowest, self._fell = dict(known.finished), known.slowest, set(known.fell)
        self._leaders = known.leaders.laps.back_to(known.leaders)
        self._laps = {bib: mark.laps.back_to(mark) for bib, mark in known.laps.items()}

    def settled(self, found: Iterable[Contradiction | DoubtedLap]) -> Iterator[Contradiction]:
        """Yield what was found since the gun, after comparing each doubted lap with the laps of the bunch.

        A doubted lap can be judged only when the laps of all others are known, hence not while scanning.
        """
        for each in found:
            told = self._held_against_the_bunch(each) if isinstance(each, DoubtedLap) else each
            if told is not None:
                yield self._where_no_lap_is_missing(told)

    def _where_no_lap_is_missing(self, found: Contradiction) -> Contradiction:
        """Return a lap that took too long as one among all laps of the race: one more would be beyond the distance."""
        if found.code is not Contrary.LAP_TOO_LONG or self._fold.lap < self._fold.distance:
            return found
        return dataclasses.replace(found, code=Contrary.LAP_LONG_AMONG_ALL)

    def at(self, event: Happening) -> Iterator[Contradiction | DoubtedLap]:
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

    def _crossing(self, event: Crossing) -> Iterator[DoubtedLap]:
        fold, bib = self._fold, event.bib
        if event.t < fold.gun:
            return
        laps = self._laps.setdefault(bib, LapDurations())
        exit_ = fold.exits.get(bib)
        # A skater whom only the crossings show as lapped (``seq`` is None: no event says so) may owe that to the very
        # reading that was missed. So the laps of such a skater are still checked.
        if bib in self._fell or (exit_ is not None and exit_.seq is not None):
            laps.pause()
            self._fell.discard(bib)
        took, usual = laps.complete(event.t)
        if took is not None and (usual is None or far_off(took, usual)):
            yield DoubtedLap(event.seq, bib, fold.laps[bib] + 1, event.t, fold.gun, took, usual)

    def _held_against_the_bunch(self, lap: DoubtedLap) -> Contradiction | None:
        """Return the contradiction if ``lap`` is as far off the laps that the others skated meanwhile; otherwise None.

        If the whole bunch took that long, the race was slow and no reading was missed. Where too few others skated, the
        lap is compared with the skater's own laps only.
        """
        others = [laps for bib, laps in self._laps.items() if bib != lap.bib]
        for off, code in _FAULTS.items():
            took = [each for laps in others if (each := laps.around(lap, off)) is not None]
            bunch = statistics.median(took) if len(took) >= LEAST_LAPS else None
            # Both have to disagree with the lap: a skater who slows down differs from the bunch, and a slow bunch from
            # the skater's own laps.
            known = [each for each in (lap.usual, bunch) if each is not None]
            if known and all(far_off(lap.took, each) is off for each in known):
                return _told(code, lap, int(known[0]))
        return None

    def _took(self, t: int, seq: int, lap: int) -> Iterator[Contradiction]:
        """Yield the contradiction of the leader's lap that ends at ``t``, for a stream without crossings."""
        took, usual = self._leaders.complete(t)
        if took is None or usual is None or (off := far_off(took, usual)) is None:
            return
        code = Contrary.LAP_TOO_LONG if off is Off.LONG else Contrary.LAP_TOO_SHORT
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
        bibs, exits, distance = list(bibs_in(event.order)), self._fold.exits, self._fold.distance
        lapped = {bib for bib in bibs if bib in exits and exits[bib].status is Status.LAPPED}
        if all(exits[bib].laps >= distance for bib in lapped):
            return
        state = self._fold.snapshot_of_known_places()
        for at, bib in enumerate(bibs):
            if bib not in lapped or exits[bib].laps >= distance:
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


def _told(code: Contrary, lap: DoubtedLap, usual: int) -> Contradiction:
    """Return the contradiction for a doubted lap; the missed or doubled reading is put in the middle of the lap."""
    values = {"bib": lap.bib, "lap": lap.lap, "time": lap.took, "other_time": usual, "seq": lap.seq}
    at = lap.t - lap.took // 2 - lap.gun
    return Contradiction(code, lap.seq, "t", (lap.bib,), values | {"at": at})
