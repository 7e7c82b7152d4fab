"""The events of a race that the records of a feed are: new ones, and corrections of those it stated before.

What was recorded already is taken up first. So a feed that is read again, from its beginning or from anywhere, records
nothing twice, and what a person corrected stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend, Event, Note, Restart, Retract, Start
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import decode_event, when_recorded
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing.counted_laps import bibs_named, crossing_changes, on_the_race_clock, only_listed
from massstart_tui.timing.feed_clock import (
    ClockReading,
    GunClock,
    OtherClock,
    Scale,
    milliseconds_since,
    moment_of_gun,
    read_gun,
    utc,
)
from massstart_tui.timing.feed_memory import EventKey, FeedMemory, KnownEvent
from massstart_tui.timing.feed_records import (
    ChipRead,
    ClockCleared,
    CountedCrossings,
    GunRead,
    NextHeat,
    ReadRun,
    Record,
    StatedEvent,
    TakenBack,
)
from massstart_tui.timing.feed_skaters import FeedSkaters
from massstart_tui.timing.found_events import Found, one_by_one
from massstart_tui.timing.passing_fold import Crossed, CrossingChange, Gone, MissedRead, Moved, shortest_lap_ms
from massstart_tui.timing.reads_left_out import ReadsLeftOut
from massstart_tui.timing.repeated_feed import RepeatedFeed, Statement, event_key, what_happened

LONGEST_RACE_MS: Final = 8 * 3_600_000
"""A passing so long after the gun is told, and not used: its clock or its day is not that of the race."""
MOST_WAITING: Final = 100_000
"""How many reads are kept while the gun is not known."""


class FeedEvents:
    """Turns the records of one feed into events of one race.

    ``gun`` is the time of the gun if a person gave it: it is used whatever the feed says. ``loop`` names the loop that
    is the line; without it, that is the loop of the crossings that are recorded, or else of the first passing after the
    gun. ``recorded`` is what is recorded already. ``gun_by_hand`` is set while the only gun that is known is one that a
    person recorded, at the time of day of their machine: the gun that the feed tells takes its place. ``newest`` is the
    latest t of what was read last, in ms since the gun; None if nothing was. ``other_clock`` says that something could
    not be used, because its time is not on the clock of the gun.
    """

    def __init__(
        self,
        sheet: Sheet,
        recorded: Timeline | None = None,
        *,
        gun: ClockReading | None = None,
        loop: str | None = None,
    ) -> None:
        """Begin with what is recorded."""
        self._offset = None if sheet.start is None else sheet.start.utcoffset()
        self.gun = gun
        self.loop_was_taken = False
        self.newest: int | None = None
        self.gun_by_hand = False
        self._gun_is_given = gun is not None
        self.left_out = ReadsLeftOut(loop, gun_is_given=self._gun_is_given)
        self._skaters = FeedSkaters(sheet)
        self.unknown = self._skaters.unknown
        self._day = sheet.start
        self._memory = FeedMemory(shortest_lap_ms(sheet))
        self._fold = self._memory.fold
        self._waiting: list[tuple[ChipRead, int | None]] = []
        self._next = 1
        self.other_clock = False
        self._base = 0
        """The race time of the gun of a system that counts laps."""
        self._repeated = RepeatedFeed(recorded)
        self._resumed = recorded is not None and len(recorded) > 0
        for event in () if recorded is None else self._memory.take_up(recorded):
            self._gun_recorded(event)
        self.loop = loop or self._memory.loop

    @property
    def gun(self) -> ClockReading | None:
        """The time of the gun; None if it is not known."""
        return self._gun

    @gun.setter
    def gun(self, gun: ClockReading | None) -> None:
        self._gun = gun
        self._clock = None if gun is None else GunClock(gun, self._offset)
        self.other_clock = False

    def wear(self, sheet: Sheet) -> None:
        """Look up chips and bibs on this start sheet from now on."""
        self._skaters.wear(sheet)

    def _gun_recorded(self, event: Event) -> None:
        """Take the gun from a note of a timing system that tells it, or else from a recorded start."""
        if isinstance(event, Note) and event.by == TIMING and event.gun is not None and not self._gun_is_given:
            self.gun, self.gun_by_hand = read_gun(event.gun), False
        elif isinstance(event, Start) and self.gun is None and (wall := when_recorded(event.wall)) is not None:
            self.gun, self.gun_by_hand = utc(wall), event.by != TIMING
        elif isinstance(event, Restart):
            self._fold.begin_anew(event.t)

    def others(self, events: Iterable[Event]) -> None:
        """Take in what people recorded meanwhile; what they corrected stays as it is."""
        for event in events:
            self._memory.typed(event)
            self._gun_recorded(event)

    def events(self, records: Iterable[tuple[int | None, Record]], next_seq: int) -> list[Event | Fault]:
        """Return the events that ``records`` are, and a fault for each that cannot be used.

        Each record comes with its line in the feed. The events are to be recorded at once, from ``next_seq`` on.
        """
        return one_by_one(self.in_runs(records, next_seq))

    def in_runs(self, records: Iterable[tuple[int | None, Record]], next_seq: int) -> list[Found]:
        """Return the same, with crossings in runs: to make an event of each takes longer than to read it."""
        self._next = next_seq
        self.newest = None
        found: list[Found] = [] if self.gun is None or self.other_clock else self._waited()
        for line, record in records:
            found += self._of(record, line)
        return found

    def _of(self, record: Record, line: int | None) -> Sequence[Found]:
        match record:
            case ReadRun():
                return self._read(record)
            case ChipRead():
                return self._read(ReadRun.of(record, line))
            case GunRead():
                return self._gun_read(record, line)
            case CountedCrossings() | StatedEvent() | TakenBack():
                return self._of_a_counting_system(record, line)
            case ClockCleared():
                return self._stated({"type": "stop", "t": self._base + record.t})
            case NextHeat() if record.sheet is not None:
                self._repeated.again()
                return ()
            case Fault():
                return (record,)
            case _:
                return ()

    def missed(self, bibs: Iterable[int] | None = None) -> list[MissedRead]:
        """Return the passes that were probably not read, of these skaters or of all."""
        return self._fold.missed(bibs)

    def late_for_all(self) -> int | None:
        """Return the t of the first pass in ms if it comes too late after the gun for all skaters; else None."""
        return self._fold.late_for_all()

    @property
    def waiting(self) -> int:
        """The number of reads that wait for the gun."""
        return len(self._waiting)

    def end(self) -> list[Fault]:
        """Return what is wrong with the feed as a whole."""
        if self.gun is None and self._waiting:
            return [Fault(None, "gun", Flaw.NO_GUN, {"count": len(self._waiting)})]
        return list(self.left_out.faults())

    def _read(self, run: ReadRun) -> Sequence[Found]:
        bibs = self._skaters.wearing(run)
        times = self._race_times(run, bibs)
        if times is None:
            return self._without_race_times(run, bibs)
        listed = [bib for bib in bibs if bib is not None]
        at_the_line = run.loops is None or set(run.loops) == {self.loop}
        if len(listed) == len(times) and at_the_line and min(times) >= 0 and (last := max(times)) <= LONGEST_RACE_MS:
            self._read_at(last)
            return self._passed(zip(listed, times, strict=True))
        known = [t for bib, t in zip(bibs, times, strict=True) if bib is not None and t <= LONGEST_RACE_MS]
        if known:
            self._read_at(max(known))
        return self._one_read_after_the_other(run, bibs, times)

    def _one_read_after_the_other(self, run: ReadRun, bibs: Sequence[int | None], times: Sequence[int]) -> list[Found]:
        found: list[Found] = []
        passed: list[tuple[int, int]] = []
        for bib, t, loop, chip, line in zip(bibs, times, run.each_loop(), run.chips, run.lines, strict=True):
            if bib is None or not 0 <= t <= LONGEST_RACE_MS:
                told = self._skaters.unknown_chip(chip, line) if bib is None else self._out_of_the_race(t, line)
                if told:
                    found += [*(self._passed(passed) if passed else ()), *told]
                    passed = []
            elif loop is None or loop == self.loop or loop == self._line_loop(loop):
                passed.append((bib, t))
            else:
                self.left_out.elsewhere[loop] = None
        return [*found, *(self._passed(passed) if passed else ())]

    def _race_times(self, run: ReadRun, bibs: Iterable[int | None]) -> list[int] | None:
        """Return the t of each read; None if the gun is not known, or not on the clock of the reads."""
        if run.scale is Scale.RACE and (self._clock is None or self.gun_by_hand) and set(bibs) != {None}:
            self.gun, self.gun_by_hand = ClockReading(0, Scale.RACE), False
        try:
            return None if self._clock is None else self._clock.times(run.us, run.scale)
        except OtherClock:
            return None

    def _without_race_times(self, run: ReadRun, bibs: Iterable[int | None]) -> Sequence[Found]:
        found: list[Found] = []
        for bib, (line, read) in zip(bibs, run.reads(), strict=True):
            if bib is None:
                found += self._skaters.unknown_chip(read.chip, line)
            else:
                found += () if self._clock is None else self._other_clock(line)
                # The gun of a person gives way to that of the feed, which can still come.
                found += self._wait(read, line) if self._clock is None or self.gun_by_hand else ()
        return found

    def _passed(self, reads: Iterable[tuple[int, int]]) -> list[Found]:
        self.left_out.used = True
        found: list[Found] = [*self._begin()]
        crossed: list[tuple[int, int]] = []
        for correction in self._fold.corrections(reads, crossed):
            found += [*self._crossed(crossed), *self._corrected(correction)]
            crossed.clear()
        return found + self._crossed(crossed)

    def _wait(self, read: ChipRead, line: int | None) -> Sequence[Fault]:
        """Keep a read until the gun is known; the oldest give way, and that is told."""
        self._waiting.append((read, line))
        if len(self._waiting) <= MOST_WAITING:
            return ()
        dropped = len(self._waiting) // 2
        del self._waiting[:dropped]
        return (Fault(line, "gun", Flaw.NO_GUN, {"count": dropped}),)

    def _out_of_the_race(self, t: int, line: int | None) -> Sequence[Fault]:
        """Count a passing before the gun, and tell one long after it."""
        if t > LONGEST_RACE_MS:
            return (Fault(line, "time", Flaw.LONG_AFTER_THE_GUN, {"hours": t // 3_600_000}),)
        self.left_out.before_the_gun += 1
        return ()

    def _read_at(self, t: int) -> None:
        self.newest = t if self.newest is None else max(self.newest, t)

    def _line_loop(self, first: str) -> str:
        if self.loop is None:
            self.loop = first
            self.loop_was_taken = True
        return self.loop

    def _other_clock(self, line: int | None) -> Sequence[Fault]:
        if self.other_clock:
            return ()
        self.other_clock = True
        return (Fault(line, "time", Flaw.OTHER_CLOCK),)

    def _begin(self) -> Sequence[Event]:
        """Return the start, if it is not recorded."""
        if self._memory.begun:
            return ()
        wall = None if self.gun is None else moment_of_gun(self.gun, self._day)
        return self._stated({"type": "start", "t": 0, "wall": None if wall is None else wall.isoformat()})

    def _gun_read(self, read: GunRead, line: int | None) -> Sequence[Found]:
        if self.gun is not None and not self.gun_by_hand:
            return self._second_gun(read, line)
        self.gun, self.gun_by_hand = read.when, False
        self._read_at(0)
        return [*self._begin(), *self._waited()]

    def _waited(self) -> list[Found]:
        """Return what the reads are that waited for the gun."""
        waiting, self._waiting = self._waiting, []
        return [result for read, line in waiting for result in self._read(ReadRun.of(read, line))]

    def _second_gun(self, read: GunRead, line: int | None) -> Sequence[Found]:
        """Take in a gun while one is known; it is told if it is another, unless a person gave the gun.

        A trigger can be a restart, a test, or the gun of the next race. A system that counts laps says which it is, and
        its times are from it.
        """
        assert self.gun is not None  # noqa: S101 - the only caller has made sure of it
        try:
            t = 0 if read.when.scale is Scale.RACE else milliseconds_since(self.gun, read.when, self._offset)
        except OtherClock:
            return self._other_clock(line)
        guns = [0, *(standing.fields["t"] for key, standing in self._memory.known.items() if key[0] == "restart")]
        nearest = min(guns, key=lambda gun: abs(gun - t))
        same = abs(nearest - t) <= read.within
        self._base = nearest if same else t
        if read.again and not same:
            return self._stated({"type": "restart", "t": t})
        if same or self._gun_is_given:
            return self._begin()
        return (Fault(line, "gun", Flaw.SECOND_GUN, {"seconds": round(t / 1000)}),)

    def _of_a_counting_system(self, said: Statement, line: int | None) -> Sequence[Found]:
        due = self._repeated.due(on_the_race_clock(said, self._base))
        return [result for statement in due for result in self._counted_or_stated(statement, line)]

    def rest(self, next_seq: int) -> list[Found]:
        """Return the events that were held back while the feed told again what is recorded: it has told all of it."""
        self._next = next_seq
        return [result for said in self._repeated.rest() for result in self._counted_or_stated(said, None)]

    def _counted_or_stated(self, said: Statement, line: int | None) -> Sequence[Found]:
        match said:
            case TakenBack(key):
                return self._taken_back(key)
            case CountedCrossings(bib):
                return self._counted(said) if bib in self._skaters.listed else self._skaters.strangers([bib], line)
            case StatedEvent(fields):
                faults = self._skaters.strangers(bibs_named(fields), line)
                listed = only_listed(fields, self._skaters.listed)
                return (*faults, *(() if listed is None else self._stated(listed)))

    def _counted(self, counted: CountedCrossings) -> Sequence[Found]:
        bib = counted.bib
        if counted.times:
            self._read_at(max(counted.times))
        times = [t for t in self._memory.times.get(bib, ()) if t >= counted.since]
        standing = {t: self._memory.known.get(("crossing", bib, t)) for t in times}
        ours = {t for t, known in standing.items() if known is not None and known.by_timing}
        return self._changed(crossing_changes(counted, ours, standing.keys() - ours, self._fold.apart_ms))

    def _changed(self, changes: Iterable[CrossingChange]) -> list[Found]:
        found: list[Found] = []
        for change in changes:
            found += self._crossed([change]) if isinstance(change, Crossed) else self._corrected(change)
        return found

    def _corrected(self, change: Moved | Gone) -> Sequence[Event]:
        times = self._memory.times.setdefault(change.bib, set())
        match change:
            case Gone(bib, t):
                times.discard(t)
                return self._taken_back(("crossing", bib, t))
            case Moved(bib, was, t):
                times.discard(was)
                times.add(t)
                fields = {"type": "crossing", "t": t, "bib": bib, "loop": self.loop}
                return self._restated(("crossing", bib, was), fields)

    def _crossed(self, crossings: Sequence[tuple[int, int]]) -> list[Found]:
        """Record crossings, but for those that are recorded or about which a person has decided."""
        if not crossings:
            return []
        bibs, times = zip(*crossings, strict=True)
        if min(times) <= self._memory.known_upto and (new := self._memory.unknown_crossings(crossings)) != crossings:
            return self._crossed(new)
        run = CrossingRun(self._next, bibs, times, self.loop)
        self._next += len(run)
        self._memory.crossed(run)
        return [run]

    def _stated(self, fields: Mapping[str, Any]) -> Sequence[Event]:
        return self._restated(event_key(fields), fields)

    def _restated(self, key: EventKey, fields: Mapping[str, Any]) -> Sequence[Event]:
        """Record an event, or amend the one with this key; what a person recorded or corrected stays."""
        fields = {name: value for name, value in fields.items() if value is not None}
        known = self._memory.known.get(key)
        if known is not None and (not known.by_timing or what_happened(known.fields) == what_happened(fields)):
            return ()
        self._memory.latest = max(self._memory.latest, fields["t"])
        seq, self._next = self._next, self._next + 1
        event: Event
        if known is None:
            event = decode_event(json.dumps(fields | {"seq": seq, "by": TIMING}).encode())
        else:
            del self._memory.known[key]
            event = Amend(seq=seq, t=self._memory.latest, by=TIMING, type="amend", target=known.seq, event=dict(fields))
        stands = KnownEvent(seq if known is None else known.seq, what_happened(fields), by_timing=True)
        self._memory.known[event_key(fields)] = stands
        return (event,)

    def _taken_back(self, key: EventKey) -> Sequence[Event]:
        known = self._memory.known.get(key)
        if known is None or not known.by_timing:
            return ()
        del self._memory.known[key]
        seq, self._next = self._next, self._next + 1
        return (Retract(seq=seq, t=self._memory.latest, by=TIMING, type="retract", target=known.seq),)
