"""A race being recorded: what was entered becomes events of its journal, and the race as it stands follows at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from massstart_tui.journal.journal import Journal
from massstart_tui.journal.race_clock import RaceClock
from massstart_tui.journal.undo import History, RetractKind, retracts
from massstart_tui.race.events import Clock, Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.codec import FORMAT, VERSION, Header, encode_event, encode_header
from massstart_tui.stream.reading import Recording, read_from
from massstart_tui.stream.timeline import Views

Told = TypeVar("Told")


class Relay(Generic[Told]):
    """Passes on what is told in a thread to whoever wants to know; who comes late is told the latest first."""

    def __init__(self) -> None:
        """Nobody wants to know yet."""
        self._latest: list[Told] = []
        self._listeners: list[Callable[[Told], None]] = []
        self._lock = Lock()

    def __call__(self, told: Told) -> None:
        """It stands like this; called in the thread that tells."""
        with self._lock:
            self._latest = [told]
            for listener in self._listeners:
                listener(told)

    def to(self, listener: Callable[[Told], None]) -> None:
        """Tell ``listener`` too, from now on, and what was told last."""
        with self._lock:
            self._listeners.append(listener)
            for told in self._latest:
                listener(told)


def header_of(sheet: Sheet, created: datetime) -> Header:
    """The first line of the stream of a race that is to be recorded."""
    return Header(format=FORMAT, version=VERSION, race=sheet, created=created)


def _events_of(recording: Recording) -> Iterator[Event]:
    """Every event as it was recorded, in the order of recording."""
    return map(recording.lines.event, range(1, len(recording) + 1))


class Recorder:
    """Records one race in ``journal``, by the clocks of the system (see `SystemClocks` and `RaceClock`).

    An event counts in ``views`` from the moment it is entered; that it is on disk is what the journal tells.
    """

    def __init__(
        self,
        journal: Journal,
        steady: Callable[[], int],
        wall: Callable[[], datetime],
        awake: Callable[[], int] | None = None,
        boot: str | None = None,
    ) -> None:
        """Go on with what the journal holds; ``awake`` is ``steady`` where there is no such clock."""
        self.journal = journal
        self.awake = awake or steady
        self.clock = RaceClock(steady, wall, boot)
        self.clock.read(_events_of(journal.recording))
        self._take_up(journal.recording)
        self.history = History(_events_of(self.recording))

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
        """The race as it stands now."""
        return self.views.now.state_at(len(self.views.now))

    @property
    def t(self) -> int:
        """The race time now, in ms."""
        return self.clock.at(self.clock.steady())

    def record(self, events: Sequence[Event], moment: int, gun_ago: int | None = None) -> None:
        """Record ``events``, entered together at this ``moment`` of the steady clock, the first keystroke.

        ``gun_ago`` is how many ms before that the gun was, for a start that was missed: the clock is set by it.
        """
        entered = list(events)
        if gun_ago:
            entered.append(Clock(seq=0, t=gun_ago, type="clock", shift=gun_ago))
        self._append(entered, moment)

    def undo(self) -> tuple[int, ...]:
        """Take back the last step that was not; the seqs of what is taken back, none where there is nothing."""
        return self._step(self.history.undoing(), RetractKind.UNDO)

    def undo_to(self, seq: int) -> tuple[int, ...]:
        """Take back, in one step, what was recorded with ``seq`` and all since; the seqs of it, none where it is gone.

        What was undone before stays so.
        """
        return self._step(self.history.undoing_to(seq), RetractKind.UNDO)

    def redo(self) -> tuple[int, ...]:
        """Take back the last undo; the seqs of the retracts that no longer hold, none where there is nothing."""
        return self._step(self.history.redoing(), RetractKind.REDO)

    def _step(self, seqs: tuple[int, ...], step: RetractKind) -> tuple[int, ...]:
        if seqs:
            self._append(retracts(seqs, self.t, step), self.clock.steady())
        return seqs

    def _append(self, entered: Sequence[Event], moment: int) -> None:
        events = self.clock.stamped(entered, len(self.recording) + 1, moment)
        self.journal.append(events)
        for event in events:
            self.recording.append(event)
        self.history.note(events)
        self.views.grow()
        self.clock.set_by(self.views.now)

    def stream(self, header: Header | None = None) -> bytes:
        """Everything that was recorded, as a stream; with another ``header`` where one is given."""
        return b"".join(
            (encode_header(header or self.recording.header), *map(encode_event, _events_of(self.recording)))
        )

    @property
    def sheet_is_open(self) -> bool:
        """Whether the start sheet may still be edited: not once the gun was fired, until that is taken back."""
        return self.state.phase is Phase.SCHEDULED

    def replace_sheet(self, sheet: Sheet) -> None:
        """Go on with another start sheet; raises BadData where what was recorded does not go with it."""
        header = self.recording.header.model_copy(update={"race": sheet})
        recording = read_from(io.BytesIO(self.stream(header)), self.recording.name)
        self.journal.replace_header(header)
        self._take_up(recording)
