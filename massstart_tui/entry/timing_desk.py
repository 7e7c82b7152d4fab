"""Record what a timing system says while a race is entered, and tell what a person should know of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from massstart_tui.journal.clock_watch import MOST_APART_MS, ClockDoubt, ClockTrouble
from massstart_tui.journal.race_clock import MS
from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Crossing, Event, Fall, Note
from massstart_tui.race.unread_passes import never_read
from massstart_tui.stream.codec import when_recorded
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_clock import ClockReading, Scale, written
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_heats import FeedHeats, Numbered, noted_heat
from massstart_tui.timing.passing_fold import MissedRead

LATE_MS: Final = 2_000
"""A passing that is told so long after it took place, and before the leader's latest lap, is told as late."""
BEHIND_MS: Final = 2_000
"""Milliseconds by which the newest passings may be older than the race clock before it is told."""
BATCHES: Final = 3
"""So many batches in a row have to be behind: one alone may be a passing that was told late."""
TOGETHER_MS: Final = 1_000
"""What comes within so many milliseconds is one batch, as a backlog is and the bunch that crosses the line."""
JOINED_WITHIN: Final = 600_000
"""Milliseconds since the newest passing within which a feed that is joined late may be of the race that is on."""


class TimingTold(NamedTuple):
    """Something to tell about the timing: the ``code`` of its sentence, and the values in it.

    ``missed`` is the pass that it is about, if it is one that was probably not read. ``moments`` are the times in it,
    in ms since the gun.
    """

    code: str
    values: Mapping[str, str | int]
    missed: MissedRead | None = None
    moments: Mapping[str, int] = MappingProxyType({})


TimingNews = TimingTold | Fault | ClockDoubt


class TimingDesk:
    """Records the events of one feed beside those that are typed.

    ``found`` turns records into events; ``newest`` is the race time in ms of the newest passing.
    """

    def __init__(
        self,
        recorder: Recorder,
        gun: ClockReading | None = None,
        loop: str | None = None,
        heat: str | None = None,
    ) -> None:
        """Go on from what ``recorder`` holds; ``gun``, ``loop`` and ``heat`` are what a person said about the feed."""
        self._recorder = recorder
        recorded = recorder.views.now if len(recorder.recording) else None
        self._sheet = recorder.sheet
        self.found = FeedEvents(recorder.sheet, recorded, gun=gun, loop=loop)
        self._seen = len(recorder.recording)
        self._gun_noted = _notes_gun(recorder, self.found.gun)
        self._lags: deque[tuple[int, int]] = deque(maxlen=BATCHES)
        self._told_lag = 0
        self._told_missed: set[MissedRead] = set()
        self._told_never_read: set[int] = set()
        self._told_no_gun = False
        self._unread: tuple[int, dict[int, int]] = (-1, {})
        self._noted_heat = None if recorded is None else noted_heat(recorded)
        self._heats = FeedHeats(heat, self._noted_heat)
        self._timed = recorded is not None and _has_timing(recorded)

    def take(self, records: Sequence[Numbered], came: int, words: Words) -> list[TimingNews]:
        """Record what ``records`` say, in one batch; return what is to be told.

        ``came`` is when their bytes came, on the steady clock.
        """
        self._catch_up()
        records, heats = self._heats.of_this_race(records, self._recorder.sheet, begun=self._timed)
        told: list[TimingNews] = [TimingTold(heat.code, {"heat": heat.heat}) for heat in heats]
        began = self._recorder.state.lap_times[-1][1] if self._recorder.state.lap_times else 0
        results = self.found.events(records, self._seen + 1)
        events = [result for result in results if not isinstance(result, Fault)]
        told += [result for result in results if isinstance(result, Fault)]
        told += self._started(events)
        fired = self._recorder.clock.running or any(event.type == "start" for event in events)
        events += self._noted_gun(self._seen + len(events) + 1, words, fired=fired)
        if events or self._timed:
            events += self._noted_heat_of(self._seen + len(events) + 1, words)
        if events:
            self._timed = True
            self._recorder.record_timed(events, self._fired(events, came))
            self._seen = len(self._recorder.recording)
        told += [*self._late(events, began, came), *self._missed(events), *self._never_read()]
        told += [*self._doubts(came), *self._without_gun()]
        return told

    def _catch_up(self) -> None:
        """Take in what was typed since the last batch, and who wears which chip by now."""
        recording = self._recorder.recording
        self.found.others(map(recording.lines.event, range(self._seen + 1, len(recording) + 1)))
        self._seen = len(recording)
        if self._recorder.sheet is not self._sheet:
            self._sheet = self._recorder.sheet
            self.found.wear(self._sheet)

    def _fired(self, events: Sequence[Event], came: int) -> int:
        """Return when the gun was fired, on the steady clock, by what came with it.

        A feed that is joined late begins with what is old: then the time of day says how old, if that is possible. Else
        the newest passing is taken to be new.
        """
        newest = self.found.newest or 0
        start = next((event for event in events if event.type == "start"), None)
        fired = None if start is None else when_recorded(start.wall)
        if fired is not None and newest:
            since = (self._recorder.clock.wall() - fired) // timedelta(milliseconds=1)
            if newest <= since <= newest + JOINED_WITHIN:
                return came - since * MS
        return came - newest * MS

    def _noted_gun(self, seq: int, words: Words, *, fired: bool) -> Iterator[Note]:
        """Yield a note of the gun by the clock of the timing, once it was ``fired``.

        A feed that goes on later may not repeat it.
        """
        gun = self.found.gun
        if self._gun_noted or gun is None or self.found.gun_by_hand or not fired or gun.scale is Scale.RACE:
            return  # a clock that counts from the gun tells nothing of when it was
        self._gun_noted = True
        text = words("timing.gun_noted", gun=written(gun).rstrip("0").rstrip("."))
        yield Note(seq=seq, t=0, by=TIMING, type="note", text=text, gun=written(gun))

    def _noted_heat_of(self, seq: int, words: Words) -> Iterator[Note]:
        """Yield a note of the heat that is recorded, once: the feed may begin with another when it is opened again."""
        heat = self._heats.heat
        if heat is not None and heat != self._noted_heat:
            self._noted_heat = heat
            yield Note(seq=seq, t=0, by=TIMING, type="note", text=words("timing.heat_noted", heat=heat), heat=heat)

    def _started(self, events: Iterable[Event]) -> Iterator[TimingTold]:
        if any(event.type == "start" for event in events):
            yield TimingTold("timing.started", {})

    def _late(self, events: Iterable[Event], began: int, came: int) -> Iterator[TimingTold]:
        """Tell passings that took place before the leader's latest lap, and are told only now."""
        now = self._recorder.clock.at(came)
        late = [event for event in events if isinstance(event, Crossing) and event.t < min(began, now - LATE_MS)]
        if late:
            first = min(late, key=lambda event: event.t)
            values: dict[str, str | int] = {"count": len(late), "bib": first.bib}
            values["seconds"] = (now - first.t) // 1000
            yield TimingTold("timing.late", values, moments={"at": first.t})

    def _missed(self, events: Iterable[Event]) -> Iterator[TimingTold]:
        """Tell passes that were probably not read, each once, with the line that mends it."""
        bibs = {event.bib for event in events if isinstance(event, Crossing)}
        for missed in self.found.missed(bibs) if bibs else ():
            if missed not in self._told_missed:
                self._told_missed.add(missed)
                moments = {"after": missed.after, "before": missed.before, "near": missed.near}
                code = "timing.first_missed" if missed.is_first else "timing.missed"
                yield TimingTold(code, {"bib": missed.bib}, missed, moments)

    def _never_read(self) -> Iterator[TimingTold]:
        """Tell of whom no chip was read at all, each once, with what makes it known where they are."""
        new = [bib for bib in never_read(self._recorder.state) if bib not in self._told_never_read]
        self._told_never_read.update(new)
        return (TimingTold("timing.never_read", {"bib": bib}) for bib in new)

    def holds(self, missed: MissedRead) -> bool:
        """Return whether this pass is still one that was probably not read: nobody has mended it."""
        self._catch_up()
        return missed in self.found.missed([missed.bib])

    def unread(self) -> dict[int, int]:
        """Return the skaters of whom a pass was probably not read, with the t in ms of their last pass before it.

        A skater who is recorded to have fallen within the gap was late, not missed.
        """
        if self._unread[0] != len(self._recorder.recording):
            self._catch_up()
            gaps = self.found.missed()
            if gaps:
                timeline = self._recorder.views.now
                falls = [event for event in map(timeline.event, timeline.order) if isinstance(event, Fall)]
                gaps = [gap for gap in gaps if not any(_explains(fall, gap) for fall in falls)]
            self._unread = (len(self._recorder.recording), {gap.bib: gap.after for gap in reversed(gaps)})
        return self._unread[1]

    def _doubts(self, came: int) -> Iterator[ClockDoubt]:
        """Tell that the newest passings are not those of the race clock, with the shift that would make them so."""
        recorder = self._recorder
        if self.found.newest is None or not recorder.clock.running or not recorder.state.under_way:
            return
        self._note_lag(recorder.clock.at(came) - self.found.newest, came)
        # What comes cannot be of the future; what is old may only have been told late, unless all of it is.
        lag = min(lag for _, lag in self._lags)
        behind = lag > BEHIND_MS and len(self._lags) == BATCHES
        told = self._told_lag
        if (lag < -MOST_APART_MS or behind) and abs(lag - told) > max(MOST_APART_MS, abs(told) // 2):
            self._told_lag = lag
            trouble = ClockTrouble.TIMING_BEHIND if behind else ClockTrouble.TIMING_AHEAD
            yield ClockDoubt(trouble, abs(lag), recorder.t, recorder.allowed_shift(-lag))

    def _note_lag(self, lag: int, came: int) -> None:
        """Keep by how many ms what came was older than the race clock; what comes in one second is one batch."""
        if self._lags and came - self._lags[-1][0] < TOGETHER_MS * MS:
            came, before = self._lags.pop()
            lag = min(lag, before)
        self._lags.append((came, lag))

    def clock_was_set(self) -> None:
        """Judge the race clock anew, because it was set."""
        self._lags.clear()
        self._told_lag = 0

    def _without_gun(self) -> Iterator[TimingTold]:
        """Tell once that passings wait for the gun, or that the gun of a person counts for them."""
        if self.found.waiting and not self.found.other_clock and not self._told_no_gun:
            self._told_no_gun = True
            yield TimingTold("timing.no_gun", {"count": self.found.waiting})


def _has_timing(recorded: Timeline) -> bool:
    return any(event.by == TIMING for event in map(recorded.event, recorded.order))


def _explains(fall: Fall, gap: MissedRead) -> bool:
    return gap.bib in fall.bibs and gap.after <= fall.t <= gap.before


def _notes_gun(recorder: Recorder, gun: ClockReading | None) -> bool:
    """Return whether a note of this gun is recorded."""
    timeline = recorder.views.now
    notes = (timeline.event(seq) for seq in timeline.order)
    return gun is not None and any(isinstance(note, Note) and note.gun == written(gun) for note in notes)
