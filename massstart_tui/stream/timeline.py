"""Events in race order with corrections applied; the state at any moment; what a viewer can jump to.

Two views of one recording: as it stands now, with every correction applied from the start, and as it was known then,
with only what had been recorded by that moment. A seek folds from the nearest snapshot, never from the beginning.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from massstart_tui.race.events import Amend, Clock, Event, Retract, SprintOrder
from massstart_tui.race.fold import Fold
from massstart_tui.race.kinds import EVERYDAY, INCIDENTS
from massstart_tui.race.state import RaceState
from massstart_tui.stream.corrections import resolve
from massstart_tui.stream.course import take
from massstart_tui.stream.logline import Line, Stands
from massstart_tui.stream.reading import Recording

MOST_THEN: Final = 16
"""How many timelines of what was known then are kept: a race that is corrected for hours has many."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a line of the log is: shown from ``position`` on, among the others by ``t`` and ``seq``."""

    position: int
    t: int
    seq: int
    to_go: int
    kind: str
    stands: Stands


class Timeline:
    """The first ``upto`` lines of a recording (all of them where it is None), in race order, corrections applied.

    A position counts events in that order: 0 is before the first, ``len()`` after the last. ``changed`` is how many of
    those lines are corrections, or late: two timelines of one recording that have as many differ by lines added only.
    """

    def __init__(self, recording: Recording, upto: int | None = None, before: Timeline | None = None) -> None:
        """Put the lines in order; what is folded already and still holds is kept.

        ``before`` is a timeline of all that had been recorded at an earlier moment, which this one goes on from.
        """
        self.recording = recording
        self.sheet = recording.sheet
        self.upto = len(recording) if upto is None else upto
        self.changed = bisect_right(recording.breaks, self.upto)
        self.order: Sequence[int]
        self.times: array[int]
        if before is not None:
            self._go_on_from(before)
            return
        self.corrections = resolve((c for c in recording.corrections if c.seq <= self.upto), recording.guns)
        if recording.breaks and recording.breaks[0] <= self.upto:
            self.order, self.times = self._put_in_order(self.upto)
            self.course = recording.course.up_to(min(recording.followed, self._unchanged()))
            self._fold_on()
        else:
            whole = self.upto == len(recording) == recording.followed
            self.order = range(1, self.upto + 1)
            self.times = recording.times if whole else recording.times[: self.upto]
            self.course = recording.course if whole else recording.course.up_to(min(self.upto, recording.followed))
            if not whole:
                self._fold_on()

    def _go_on_from(self, before: Timeline) -> None:
        recording = self.recording
        if recording.corrections and recording.corrections[-1].seq > before.upto:
            self.corrections = resolve(recording.corrections, recording.guns)
            self.order, self.times = self._put_in_order(self.upto)
            same = self._same_as(before)
        else:
            self.corrections = before.corrections
            self.order, self.times, same = before.with_what_came(self.upto)
        self.course = before.course.up_to(same)
        self._fold_on()

    def with_what_came(self, upto: int) -> tuple[Sequence[int], array[int], int]:
        """The order of the lines and their times, with those since, up to ``upto``, none of which corrects anything.

        Beside them, how many positions hold what they did.
        """
        recording, same = self.recording, len(self.order)
        if isinstance(self.order, range) and upto == len(recording) and not recording.breaks:
            return range(1, upto + 1), recording.times, same
        order, times = array("q", self.order), array("q", self.times)
        for seq in range(self.upto + 1, upto + 1):
            t = recording.times[seq - 1]
            at = bisect_right(times, t)
            order.insert(at, seq)
            times.insert(at, t)
            same = min(same, at)
        return order, times, same

    def _same_as(self, before: Timeline) -> int:
        """How many positions hold the same events as they did ``before``, at the same times."""
        was, now = before.corrections.replaced, self.corrections.replaced
        changed = {seq for seq in was.keys() | now.keys() if was.get(seq) != now.get(seq)} if was is not now else set()
        pairs = zip(self.order, self.times, before.order, before.times, strict=False)
        for position, (seq, t, seq_before, t_before) in enumerate(pairs):
            if seq != seq_before or t != t_before or seq in changed:
                return position
        return min(len(self.order), len(before.order))

    def _put_in_order(self, upto: int) -> tuple[array[int], array[int]]:
        fixed = self.corrections
        gone = {c.seq for c in self.recording.corrections if c.seq not in fixed.replaced}
        gone |= {seq for seq in fixed.by if fixed.retracted(seq)}
        gone |= {seq for seq, event in fixed.replaced.items() if isinstance(event, Clock | Retract | Amend)}
        times = {seq: self._time_of(seq) for seq in range(1, upto + 1) if seq not in gone}
        order = sorted(times, key=times.__getitem__)
        return array("q", order), array("q", (times[seq] for seq in order))

    def _time_of(self, seq: int) -> int:
        event = self.corrections.replaced.get(seq)
        t: int = self.recording.times[seq - 1] if event is None else event.t
        return t + self.corrections.shift_of(seq)

    def _unchanged(self) -> int:
        """How many positions hold the lines just as they were recorded."""
        for position, seq in enumerate(self.order):
            moved = self.times[position] != self.recording.times[seq - 1]
            if seq != position + 1 or moved or seq in self.corrections.replaced:
                return position
        return len(self.order)

    def _fold_on(self) -> None:
        start, state = self.course.before(len(self.order))
        fold = Fold.resume(state)
        for position in range(start + 1, len(self.order) + 1):
            event = self.event(self.order[position - 1])
            take(fold, event)
            self.course.advance(fold, event, position)
            if self.course.wants(position):
                self.course.keep(fold.snapshot())
        self.course.end(len(self.order), fold.snapshot())

    def __len__(self) -> int:
        """How many events there are, corrections and what they took back left out."""
        return len(self.order)

    def event(self, seq: int) -> Event:
        """The event of this seq, as amended, and at the time at which it counts."""
        event = self.corrections.replaced.get(seq)
        if event is None:
            event = self.recording.lines.event(seq)
        shift = self.corrections.shift_of(seq) if self.corrections.shifts else 0
        return _later(event, shift)

    def _before_correction(self, seq: int) -> Event:
        """The event of this seq as it was recorded, at the time at which it then counted."""
        return _later(self.recording.lines.event(seq), self.corrections.shift_as_recorded(seq))

    def position_at(self, t: int) -> int:
        """The position after everything up to and including the instant ``t``, in ms since the gun."""
        return bisect_right(self.times, t)

    def time_at(self, position: int) -> int:
        """The t of the event that makes ``position``; of the first event, at most nought, before any."""
        if position:
            return self.times[position - 1]
        return min(0, self.times[0]) if len(self.times) else 0

    def state_at(self, position: int) -> RaceState:
        """The race after ``position`` events."""
        start, state = self.course.before(position)
        if start == position:
            return state
        fold = Fold.resume(state)
        for seq in self.order[start:position]:
            take(fold, self.event(seq))
        return fold.snapshot()

    @cached_property
    def _rows(self) -> list[_Row] | None:
        """The log's lines where corrections add to them; None where they are just what the course tells."""
        course, fixed = self.course, self.corrections
        if not fixed.by:
            return None
        rows = []
        for position, kind, to_go in zip(course.tells, course.kinds, course.to_go, strict=True):
            seq = self.order[position - 1]
            stands = Stands.CORRECTED if seq in fixed.replaced else Stands.AS_RECORDED
            rows.append(_Row(position, self.times[position - 1], seq, to_go, kind, stands))
        for seq in fixed.by:
            original = self._before_correction(seq)
            if original.type not in EVERYDAY and not isinstance(original, Clock | Retract | Amend):
                before = self._how_many_before(original)
                position = min(before + 1, len(self.order))
                stands = Stands.RETRACTED if fixed.retracted(seq) else Stands.AMENDED
                rows.append(_Row(position, original.t, seq, self.to_go_at(before), original.type, stands))
        return sorted(rows, key=lambda row: (row.t, row.seq, row.stands is Stands.CORRECTED))

    def _how_many_before(self, event: Event) -> int:
        """How many events come, in race order, before this one, which is not among them."""
        places = range(len(self.order))
        return bisect_left(places, (event.t, event.seq), key=lambda at: (self.times[at], self.order[at]))

    def to_go_at(self, position: int) -> int:
        """Laps to go at ``position``."""
        index = bisect_right(self.course.laps, position, key=lambda mark: mark[0]) - 1
        return self.course.laps[index][3] if index >= 0 else self.sheet.laps

    def lines_at(self, position: int) -> int:
        """How many lines the log has at ``position``."""
        if self._rows is None:
            return bisect_right(self.course.tells, position)
        return bisect_right(self._rows, position, key=lambda row: row.position)

    def kind(self, index: int) -> str:
        """The type of the event in this line of the log, the oldest being 0."""
        return self.course.kinds[index] if self._rows is None else self._rows[index].kind

    def line(self, index: int) -> Line:
        """This line of the log, the oldest being 0."""
        if self._rows is None:
            event = self.event(self.order[self.course.tells[index] - 1])
            return Line(event, self.course.to_go[index], Stands.AS_RECORDED, None)
        row = self._rows[index]
        before = row.stands in (Stands.RETRACTED, Stands.AMENDED)
        event = self._before_correction(row.seq) if before else self.event(row.seq)
        return Line(event, row.to_go, row.stands, self.corrections.by.get(row.seq))

    def moments_of(self, kinds: frozenset[str]) -> list[int]:
        """The t of each event of these types, in race order."""
        tells, told = self.course.tells, self.course.kinds
        return [self.times[at - 1] for at, kind in zip(tells, told, strict=True) if kind in kinds]

    @cached_property
    def incidents(self) -> list[int]:
        """The t of each incident, in race order."""
        return self.moments_of(INCIDENTS)

    @cached_property
    def sprints(self) -> list[tuple[int, int]]:
        """The intermediate sprints as (number from 1, t): when the order was given, else when the lap was completed.

        A race that was started anew has its own, as far as it has come.
        """
        anew = max(self.moments_of(frozenset({"restart"})), default=self.time_at(0))
        times = self.course.lap_times() | {lap: t for lap, t in self._sprint_events() if t >= anew}
        laps = self.sheet.rules_in_force().sprint_laps()
        return [(number, times[lap]) for number, lap in enumerate(laps, 1) if lap in times]

    def _sprint_events(self) -> Iterator[tuple[int, int]]:
        for at, kind in zip(self.course.tells, self.course.kinds, strict=True):
            if kind == "sprint":
                event = self.event(self.order[at - 1])
                if isinstance(event, SprintOrder):
                    yield event.lap, event.t


def _later(event: Event, shift: int) -> Event:
    return event.model_copy(update={"t": event.t + shift}) if shift else event


class Views:
    """Both views of one recording: as it stands now, and as it was known at a moment."""

    def __init__(self, recording: Recording) -> None:
        """As it stands is made at once; what was known then when it is asked for."""
        self.recording = recording
        self.now = Timeline(recording)
        self._then: dict[int, Timeline] = {}

    @property
    def differ(self) -> bool:
        """Whether anything was corrected or came late, so that the two views differ at all."""
        return bool(self.recording.breaks)

    @cached_property
    def _known(self) -> array[int]:
        """For each line the earliest t by which it can have been recorded: the latest of all lines up to it."""
        return array("q", accumulate(self.recording.times, max))

    def grow(self) -> None:
        """Take in what was recorded since."""
        self.now = Timeline(self.recording, before=self.now)
        self.__dict__.pop("_known", None)

    def then(self, t: int) -> Timeline:
        """What had been recorded by ``t``.

        Between two lines that change what came before, a timeline only grows; so one serves until the next of them.
        """
        if not self.differ:
            return self.now
        lines = bisect_right(self._known, t)
        breaks = self.recording.breaks
        following = bisect_right(breaks, lines)
        upto = breaks[following] - 1 if following < len(breaks) else len(self.recording)
        if upto == self.now.upto:
            return self.now
        if upto not in self._then:
            if len(self._then) == MOST_THEN:
                del self._then[next(iter(self._then))]
            self._then[upto] = Timeline(self.recording, upto)
        return self._then[upto]
