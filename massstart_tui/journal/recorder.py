"""Record a race: stamp entered events, append them to the journal, and keep the state of the race up to date."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from massstart_tui.journal.journal import Journal
from massstart_tui.journal.race_clock import RaceClock
from massstart_tui.journal.undo import History, RetractKind, retract_events
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Clock, Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.reading import Recording, read_from
from massstart_tui.stream.recording_views import Views


def header_of(sheet: Sheet, created: datetime) -> Header:
    """Return the header, which is the first line of a stream, for a race that is to be recorded."""
    return Header(sheet, created)


def _events_of(recording: Recording) -> Iterator[Event]:
    """Return every event as it was recorded, in the order of recording."""
    return map(recording.lines.event, range(1, len(recording) + 1))


class Recorder:
    """Records one race in ``journal``, by the clocks of the system (see `SystemClocks` and `RaceClock`).

    An event is part of ``views`` as soon as it is entered; whether it is on disk is reported by the journal.
    """

    def __init__(
        self,
        journal: Journal,
        steady: Callable[[], int],
        wall: Callable[[], datetime],
        awake: Callable[[], int] | None = None,
        boot: str | None = None,
    ) -> None:
        """Continue from what the journal holds; if there is no ``awake`` clock, ``steady`` is used for it."""
        self.journal = journal
        self.awake = awake or steady
        self.clock = RaceClock(steady, wall, boot)
        # In one pass: each event of a long journal would be decoded twice.
        read = self.clock.reading(_events_of(journal.recording))
        self.history = History(event for event in read if event.by != TIMING)
        self._take_up(journal.recording)

    def _take_up(self, recording: Recording) -> None:
        self.recording = recording
        self.views = Views(recording)
        self.clock.set_by(self.views.now)

    @property
    def sheet(self) -> Sheet:
        """The start sheet of the race, with what was entered about it."""
        return self.views.now.sheet

    @property
    def state(self) -> RaceState:
        """The current state of the race."""
        return self.views.now.state_at(len(self.views.now))

    @property
    def t(self) -> int:
        """The current race time in milliseconds."""
        return self.clock.at(self.clock.steady())

    def allowed_shift(self, shift: int) -> int | None:
        """Return ``shift`` in ms; None if it would set the race clock to before the latest recorded event."""
        timeline = self.views.now
        return shift if self.t + shift >= timeline.time_at(len(timeline)) else None

    def record(self, events: Sequence[Event], moment: int, gun_ago: int | None = None) -> None:
        """Record ``events``, entered together; ``moment`` is when the first key was pressed, on the steady clock.

        ``gun_ago`` is how many milliseconds before that the gun was fired, for a start that was missed: the clock is
        shifted by it.
        """
        entered = list(events)
        if gun_ago:
            entered.append(Clock(seq=0, t=gun_ago, type="clock", shift=gun_ago))
        self._append(entered, moment)

    def record_timed(self, events: Sequence[Event], gun: int) -> None:
        """Record what a timing system says, which no undo takes back.

        ``gun`` is when the gun was fired, on the steady clock, if a start is among ``events``: it is then the first.
        """
        starts = [event for event in events if event.type == "start"]
        for together in (starts, events[len(starts) :]):
            if together:
                self._write(together, gun)

    def undo(self) -> tuple[int, ...]:
        """Retract the last step that has not been undone; return the retracted seqs, empty if there is none."""
        return self._step(self.history.undoing(), RetractKind.UNDO)

    def undo_to(self, seq: int) -> tuple[int, ...]:
        """Retract, in one step, the event ``seq`` and everything recorded after it.

        What was undone before stays undone. Returns the retracted seqs, empty if ``seq`` itself was undone.
        """
        return self._step(self.history.undoing_to(seq), RetractKind.UNDO)

    def redo(self) -> tuple[int, ...]:
        """Retract the last undo; return the seqs of the retracts that no longer hold, empty if there is none."""
        return self._step(self.history.redoing(), RetractKind.REDO)

    def _step(self, seqs: tuple[int, ...], kind: RetractKind) -> tuple[int, ...]:
        if seqs:
            self._append(retract_events(seqs, self.t, kind), self.clock.steady())
        return seqs

    def _append(self, entered: Sequence[Event], moment: int) -> None:
        self.history.note(self._write(entered, moment))

    def _write(self, entered: Sequence[Event], moment: int) -> list[Event]:
        """Record these events, stamped, and return them."""
        events = self.clock.stamped(entered, len(self.recording) + 1, moment)
        self.journal.append(events)
        for event in events:
            self.recording.append(event)
        self.views.grow()
        self.clock.set_by(self.views.now)
        return events

    def stream(self, header: Header | None = None) -> bytes:
        """Return everything recorded as a stream, with ``header`` in place of its own if one is given."""
        return b"".join(
            (encode_header(header or self.recording.header), *map(encode_event, _events_of(self.recording)))
        )

    @property
    def sheet_is_open(self) -> bool:
        """Whether the start sheet may still be edited: until the gun is fired, or again once that is undone."""
        return self.state.phase is Phase.SCHEDULED

    def replace_sheet(self, sheet: Sheet) -> None:
        """Continue with another start sheet; raises BadData if the recorded events contradict it."""
        header = self.recording.header.with_race(sheet)
        recording = read_from(io.BytesIO(self.stream(header)), self.recording.name)
        self.journal.replace_header(header)
        self._take_up(recording)
