"""Put the events of a recording in race order with corrections applied, and give the state at any position.

A seek folds from the nearest snapshot, never from the beginning. `recording_views` has both timelines of a recording,
as it stands now and as it was known then.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from massstart_tui.race.event_kinds import EVERYDAY, INCIDENTS, kind_of
from massstart_tui.race.events import (
    CORRECTING,
    Amend,
    Clock,
    Correction,
    Event,
    Retract,
    SkaterListed,
    SprintOrder,
    bibs_of,
)
from massstart_tui.race.fold import Fold
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.record import replaced
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.sheet_changes import SheetChanges
from massstart_tui.race.state import RaceState
from massstart_tui.stream.corrections import resolve
from massstart_tui.stream.log_lines import LogLine, Stands, Struck
from massstart_tui.stream.reading import Recording
from massstart_tui.stream.snapshots import Course, take


class Timeline:
    """The first ``upto`` lines of a recording (all if None), in race order, with corrections applied.

    A position counts events in that order: 0 is before the first, ``len()`` after the last. ``changed`` is the number
    of those lines that are corrections or late: two timelines of one recording with the same number differ only by
    lines that were added.
    """

    def __init__(self, recording: Recording, upto: int | None = None, before: Timeline | None = None) -> None:
        """Put the lines in order; snapshots that still hold are reused.

        ``before`` is a timeline of the same recording, of everything recorded up to an earlier moment, from which this
        one continues.
        """
        self.recording = recording
        self._listing = SheetChanges(recording.sheet, ())
        self.upto = len(recording) if upto is None else upto
        self.changed = bisect_right(recording.breaks, self.upto)
        self.order: Sequence[int]
        self.times: array[int]
        if before is not None:
            self._go_on_from(before)
            return
        self._as_recorded: dict[int, tuple[int, str]] = {}
        self.corrections = resolve((c for c in recording.corrections if c.seq <= self.upto), recording.guns)
        self._list_skaters()
        if recording.breaks and recording.breaks[0] <= self.upto:
            self.order, self.times = self._put_in_order()
            self.course = self._going_on(recording.course, min(recording.followed, self._unchanged()), recording.sheet)
            self._fold_on()
        else:
            whole = self.upto == len(recording) == recording.followed
            self.order = range(1, self.upto + 1)
            self.times = recording.times if whole else recording.times[: self.upto]
            self.course = recording.course if whole else recording.course.up_to(min(self.upto, recording.followed))
            if not whole:
                self._fold_on()

    def _go_on_from(self, before: Timeline) -> None:
        """Take over the order and the snapshots of ``before`` as far as they still hold."""
        recording = self.recording
        self._as_recorded = before._as_recorded
        if recording.corrections and recording.corrections[-1].seq > before.upto:
            self.corrections = resolve(recording.corrections, recording.guns)
        else:
            self.corrections = before.corrections
        self._listing = before._listing
        self._list_skaters()
        if self.corrections.shifts == before.corrections.shifts and self._listing is before._listing:
            same = self._put_in_place(before)
        else:
            self.order, self.times = self._put_in_order()
            same = 0  # another clock or start sheet can change every state
        self.course = self._going_on(before.course, same, before.sheet)
        self._fold_on()

    @property
    def sheet(self) -> Sheet:
        """The start sheet, with late starters and corrections."""
        return self._listing.sheet

    def bib_now(self, bib: int, recorded: int) -> int:
        """Return the present bib of the skater who had ``bib`` when event ``recorded`` was recorded."""
        return self._listing.bib_now(bib, recorded)

    def _list_skaters(self) -> None:
        """Compute the start sheet; it stays the same object as long as nothing in it changes."""
        recording, replaced = self.recording, self.corrections.replaced
        again = [seq for seq, event in replaced.items() if event.type == "skater"]
        if not recording.listed and not again:
            return
        seqs = sorted({*recording.listed, *again})
        listed = (self._as_amended(seq) for seq in seqs if seq <= self.upto and self._counts(seq))
        listing = SheetChanges(recording.sheet, (event for event in listed if isinstance(event, SkaterListed)))
        named = (seq for seq in {*recording.strangers, *replaced} if seq <= self.upto and self._counts(seq))
        listing.with_unnamed(bib for seq in named for bib in bibs_of(self._of_today(seq, listing)))
        if not listing.same_as(self._listing):
            self._listing = listing

    def _as_amended(self, seq: int) -> Event:
        return self.corrections.replaced.get(seq) or self.recording.lines.event(seq)

    def _of_today(self, seq: int, listing: SheetChanges) -> Event:
        """Return the event of this seq as amended, with present bibs."""
        event = self._as_amended(seq)
        return listing.renamed(event, self.corrections.recorded_by(seq)) if listing.changes_bibs else event

    def _going_on(self, course: Course, same: int, sheet: Sheet) -> Course:
        """Return the part of ``course`` that holds up to position ``same``; an empty one if ``sheet`` has changed."""
        if sheet is self.sheet:
            return course.up_to(same)
        anew = Course()
        anew.keep(before_the_gun(self.sheet))
        return anew

    def _put_in_place(self, before: Timeline) -> int:
        """Take over the order of ``before`` and insert the lines that were recorded or corrected since.

        Return the number of positions that hold the same events as before.
        """
        # Nothing was corrected and nothing came late: the order is that of the lines, and no copy is needed.
        if isinstance(before.order, range) and self.upto == len(self.recording) and not self.recording.breaks:
            self.order, self.times = range(1, self.upto + 1), self.recording.times
            return len(before.order)
        order, times = array("q", before.order), array("q", before.times)
        corrected = sorted(self.corrections.differing(before.corrections))
        same = len(order)
        for seq in corrected:
            if seq <= before.upto and before._counts(seq):
                at = _place_in(order, times, before._time_of(seq), seq)
                same = min(same, at)
                del order[at], times[at]
        for seq in (*(seq for seq in corrected if seq <= before.upto), *range(before.upto + 1, self.upto + 1)):
            if self._counts(seq):
                t = self._time_of(seq)
                at = _place_in(order, times, t, seq)
                same = min(same, at)
                order.insert(at, seq)
                times.insert(at, t)
        self.order, self.times = order, times
        return same

    def shared_with(self, other: Timeline) -> int:
        """Return at how many leading positions another timeline of the same recording is certain to have the same."""
        if self.sheet is not other.sheet or self.corrections.shifts != other.corrections.shifts:
            return 0
        same = _same_begin(self.order, other.order)
        for seq in self.corrections.differing(other.corrections):
            if seq <= self.upto and self._counts(seq):
                same = min(same, _place_in(self.order, self.times, self._time_of(seq), seq))
        return same

    def _counts(self, seq: int) -> bool:
        """Return whether the line of this seq is an event of the race: neither a correction nor retracted."""
        fixed = self.corrections
        if seq in fixed.replaced:
            return not isinstance(fixed.replaced[seq], Clock | Retract | Amend)
        return seq not in fixed.corrected_by and not self.recording.corrects(seq)

    def _put_in_order(self) -> tuple[array[int], array[int]]:
        """Return the seqs of the events that count, in race order, and their times in ms."""
        fixed = self.corrections
        # As `_counts`, but for all lines at once.
        gone = {c.seq for c in self.recording.corrections if c.seq not in fixed.replaced}
        gone |= {seq for seq in fixed.corrected_by if fixed.retracted(seq)}
        gone |= {seq for seq, event in fixed.replaced.items() if isinstance(event, Clock | Retract | Amend)}
        times = {seq: self._time_of(seq) for seq in range(1, self.upto + 1) if seq not in gone}
        order = sorted(times, key=times.__getitem__)  # stable: at equal times the order of recording stays
        return array("q", order), array("q", (times[seq] for seq in order))

    def _time_of(self, seq: int) -> int:
        """Return the race time in ms at which the event of this seq counts."""
        event = self.corrections.replaced.get(seq)
        t: int = self.recording.times[seq - 1] if event is None else event.t
        return t + self.corrections.shift_of(seq)

    def _unchanged(self) -> int:
        """Return the number of leading positions that hold the lines just as they were recorded."""
        for position, seq in enumerate(self.order):
            moved = self.times[position] != self.recording.times[seq - 1]
            if seq != position + 1 or moved or seq in self.corrections.replaced:
                return position
        return len(self.order)

    def _fold_on(self) -> None:
        """Fold the events behind the last valid snapshot, and keep new snapshots in the course."""
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
        """Return the number of events, without corrections and retracted events."""
        return len(self.order)

    def event(self, seq: int) -> Event:
        """Return the event of this seq, as amended, with the t at which it counts."""
        event = self._of_today(seq, self._listing)
        shift = self.corrections.shift_of(seq) if self.corrections.shifts else 0
        return _later(event, shift)

    def _before_correction(self, seq: int) -> Event:
        """Return the event of this seq as recorded, with the t at which it counted then."""
        event = self._listing.renamed(self.recording.lines.event(seq), seq)
        return _later(event, self.corrections.shift_as_recorded(seq))

    def corrected_by(self, t: int) -> tuple[Event, Event] | None:
        """Return the event that was corrected last by ``t``, and the correction; None if none was.

        An event that was retracted is given as it was recorded, one that was amended as it is now.
        """
        known = bisect_right(self._deciding, t, key=lambda each: each[0].t)
        if not known:
            return None
        last = self._deciding[known - 1][0].t
        latest, seq = self._deciding[bisect_left(self._deciding, last, key=lambda each: each[0].t)]
        retracted = self.corrections.retracted(seq)
        return (self._before_correction(seq) if retracted else self.event(seq)), latest

    @cached_property
    def _deciding(self) -> list[tuple[Correction, int]]:
        """Each correction that decides about an event and is not corrected itself, with the seq of that event, by t."""
        by = self.corrections.corrected_by
        decided = {correction: seq for seq, correction in by.items() if correction not in by}
        deciding = [(each, decided[each.seq]) for each in self.recording.corrections if each.seq in decided]
        return sorted(deciding, key=lambda each: each[0].t)

    def position_at(self, t: int) -> int:
        """Return the position after everything up to and including ``t``, in ms since the gun."""
        return bisect_right(self.times, t)

    def time_at(self, position: int) -> int:
        """Return the t of the event before ``position``; for position 0 that of the first event, at most 0."""
        if position:
            return self.times[position - 1]
        return min(0, self.times[0]) if len(self.times) else 0

    def state_at(self, position: int) -> RaceState:
        """Return the state after ``position`` events."""
        start, state = self.course.before(position)
        if start == position:
            return state
        fold = Fold.resume(state)
        for seq in self.order[start:position]:
            take(fold, self.event(seq))
        return fold.snapshot()

    @cached_property
    def _struck(self) -> list[Struck]:
        """The log lines that no longer hold, in race order, each before the line that replaces it."""
        found = []
        for seq in self.corrections.corrected_by:
            t, kind = self._t_and_kind(seq)
            if kind not in EVERYDAY and kind not in CORRECTING:
                before = self._how_many_before(t, seq)
                tell = bisect_right(self.course.tells, before)
                position = min(before + 1, len(self.order))
                found.append(Struck(t, seq, position, tell, self.to_go_at(before), self.gun_at(before), kind))
        return sorted(found, key=lambda struck: (struck.t, struck.seq))

    @cached_property
    def _struck_at(self) -> list[int]:
        """The index in the log of each line in `_struck`."""
        return [struck.tell + index for index, struck in enumerate(self._struck)]

    def _t_and_kind(self, seq: int) -> tuple[int, str]:
        """Return when this event counted before it was corrected, and its type.

        The event is read only once while a timeline grows.
        """
        if seq not in self._as_recorded:
            event = self.recording.lines.event(seq)
            self._as_recorded[seq] = (event.t, kind_of(event))
        t, kind = self._as_recorded[seq]
        return t + self.corrections.shift_as_recorded(seq), kind

    def _how_many_before(self, t: int, seq: int) -> int:
        """Return how many events precede, in race order, one at ``t`` that is not among them."""
        return _place_in(self.order, self.times, t, seq)

    def to_go_at(self, position: int) -> int:
        """Return the laps to go at ``position``."""
        index = self.course.lap_mark_index(position)
        return self.course.laps[index].to_go if index >= 0 else self.sheet.laps

    def gun_at(self, position: int) -> int:
        """Return the t of the latest gun at ``position``; 0 before any."""
        index = bisect_right(self.course.guns, position, key=lambda gun: gun.position) - 1
        return self.course.guns[index].t if index >= 0 else 0

    def clock_at(self, t: int) -> int:
        """Return what a clock shows at ``t``: the ms since the gun that counts then."""
        return t - self.gun_at(self.position_at(t))

    def lines_at(self, position: int) -> int:
        """Return how many lines the log has at ``position``."""
        struck = bisect_right(self._struck, position, key=lambda struck: struck.position) if self._struck else 0
        return bisect_right(self.course.tells, position) + struck

    def _line_at(self, index: int) -> Struck | int:
        """Return what a log line is: a struck one, or the index of one of the course's events."""
        if not self._struck:
            return index
        at = bisect_left(self._struck_at, index)
        if at < len(self._struck) and self._struck_at[at] == index:
            return self._struck[at]
        return index - at

    def kind(self, index: int) -> str:
        """Return the type of the event in this line of the log; line 0 is the oldest."""
        shown = self._line_at(index)
        return self.course.kinds[shown] if isinstance(shown, int) else shown.kind

    def line(self, index: int) -> LogLine:
        """Return this line of the log; line 0 is the oldest."""
        shown, fixed = self._line_at(index), self.corrections
        if isinstance(shown, Struck):
            stands = Stands.RETRACTED if fixed.retracted(shown.seq) else Stands.AMENDED
            return LogLine(
                self._before_correction(shown.seq), shown.to_go, stands, fixed.corrected_by[shown.seq], shown.gun
            )
        position = self.course.tells[shown]
        seq = self.order[position - 1]
        stands = Stands.CORRECTED if seq in fixed.replaced else Stands.AS_RECORDED
        return LogLine(
            self.event(seq), self.course.to_go[shown], stands, fixed.corrected_by.get(seq), self.gun_at(position)
        )

    def moments_of(self, kinds: frozenset[str]) -> list[int]:
        """Return the t of each event of these types, in race order."""
        tells, told = self.course.tells, self.course.kinds
        return [self.times[at - 1] for at, kind in zip(tells, told, strict=True) if kind in kinds]

    @cached_property
    def incidents(self) -> list[int]:
        """The t of each incident, in race order."""
        return self.moments_of(INCIDENTS)

    @cached_property
    def sprints(self) -> list[tuple[int, int]]:
        """The intermediate sprints as (number from 1, t): when the order was given, else when the lap was completed.

        After a restart, they are those since the restart.
        """
        anew = max(self.moments_of(frozenset({"restart"})), default=self.time_at(0))
        times = self.course.lap_times() | {lap: t for lap, t in self._sprint_events() if t >= anew}
        laps = self.sheet.rules_in_force().sprint_laps()
        return [(number, times[lap]) for number, lap in enumerate(laps, 1) if lap in times]

    def _sprint_events(self) -> Iterator[tuple[int, int]]:
        """Yield the lap and the t of each sprint event, in race order."""
        for at, kind in zip(self.course.tells, self.course.kinds, strict=True):
            if kind == "sprint":
                event = self.event(self.order[at - 1])
                if isinstance(event, SprintOrder):
                    yield event.lap, event.t


def _place_in(order: Sequence[int], times: array[int], t: int, seq: int) -> int:
    """Return the index at which this event is in race order, or would be inserted."""
    return bisect_left(order, seq, bisect_left(times, t), bisect_right(times, t))


def _same_begin(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many leading numbers are the same in both."""
    low, high = 0, min(len(one), len(other))
    if isinstance(one, range) and isinstance(other, range):
        return high  # both count from 1
    one, other = array("q", one), array("q", other)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _later(event: Event, shift: int) -> Event:
    return replaced(event, {"t": event.t + shift}) if shift else event
