"""The timing of a race that is entered: what it records, the orders it offers, and what is told about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.entry.chip_orders import ChipOrder, chip_orders, line_at_its_moment
from massstart_tui.entry.desk import Remark, Tone
from massstart_tui.entry.timing_desk import TimingDesk, TimingNews, TimingTold
from massstart_tui.entry.timing_mark import TimingMark, TimingWatch, mark_in_words
from massstart_tui.journal.clock_watch import ClockDoubt
from massstart_tui.journal.race_clock import MS
from massstart_tui.race.state import RaceState
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.text.clock import race_time
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words
from massstart_tui.tui.timing_feed import PassingsHeard, TimingEnded, TimingFeed, TimingLinked, TimingSource

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.tui.clock_notice import ClockNotice

STAYS_MS: Final = 30_000
"""How long something is told about the timing, unless a key dismisses it or something newer is told."""
MOST_TOLD: Final = 3
"""How many things are told at once; the others are counted."""
SETTLED_MS: Final = 400
"""An order that was shown for less than this is not taken by Enter: the key was meant for what was there before."""
PAINTED: Final = 64
"""How many orders that were on the screen are remembered; a key that waited for longer than they last takes none."""


class _Said(NamedTuple):
    """Something that is told, and since when on the steady clock."""

    news: TimingTold | Fault
    since: int


class _Unstored(NamedTuple):
    """The first ``upto`` bytes of the feed are on disk when the event ``seq`` is."""

    seq: int
    upto: int


class _Painted(NamedTuple):
    """The order by chips that was on the screen, None if none was, and since when on the steady clock."""

    offer: ChipOrder | None
    since: int


class TimingHand:
    """The timing on the entry screen. ``offer`` is the order by chips that is shown, None if none is.

    What a key takes is what was painted when it was pressed: a busy screen handles it later, when passings that nobody
    has seen may have come.
    """

    def __init__(self, source: TimingSource, recorder: Recorder, clocks: ClockNotice) -> None:
        """Record the feed of ``source`` with ``recorder``; doubts about the race clock go to ``clocks``."""
        self.offer: ChipOrder | None = None
        self._recorder = recorder
        self._clocks = clocks
        self._watch = TimingWatch()
        self._desk = TimingDesk(recorder, source.gun, source.loop, source.heat)
        self._feed = TimingFeed(source, recorder.clock.steady)
        self._said: list[_Said] = []
        self._mark = TimingMark.WAITS
        # One that was named, or that the program plays itself, is not told.
        self._format = source.format
        self._drawn: ChipOrder | None = None
        self._moved = recorder.clock.steady()
        self._painted: deque[_Painted] = deque(maxlen=PAINTED)
        self._unstored: deque[_Unstored] = deque()

    def begin(self, screen: MessagePump) -> None:
        """Start to read; batches are posted to ``screen``."""
        self._feed.tell(screen)

    def stop(self) -> None:
        """Stop reading."""
        self._feed.stop()

    def heard(self, message: PassingsHeard, words: Words) -> bool:
        """Record a batch; return whether anything was recorded or is told of it, as of a second chip nothing is."""
        before = len(self._recorder.recording), self._said[-1:]
        if self._format is None and message.format is not None:
            self._format = message.format
            self._tell([TimingTold("timing.format", {"format": message.format})])
        self._take(message.records, message.came, words)
        found = self._desk.found
        self._watch.heard(message.came, passed=found.newest is not None, other_clock=found.other_clock)
        if not found.waiting:  # a read that waits for the gun is on no disk
            self._unstored.append(_Unstored(len(self._recorder.recording), message.upto))
            self.confirmed(self._recorder.journal.condition.confirmed)
        self._feed.go_on()
        return before != (len(self._recorder.recording), self._said[-1:])

    def linked(self, message: TimingLinked, words: Words) -> None:
        """Take note of a change of the connection."""
        self._watch.linked(message.news)
        self._take(message.records, self._recorder.clock.steady(), words)
        self._feed.go_on()

    def ended(self, message: TimingEnded, words: Words) -> None:
        """Take note that nothing more comes."""
        self._watch.ended()
        self._take(message.records, self._recorder.clock.steady(), words)
        if message.reason:
            self._tell([TimingTold("timing.broke", {"reason": message.reason})])
        self._feed.go_on()

    def _take(self, records: Iterable[tuple[int | None, object]], came: int, words: Words) -> None:
        self._tell(self._desk.take(list(records), came, words))  # type: ignore[arg-type] # they are those of a reader

    def _tell(self, news: Iterable[TimingNews]) -> None:
        for each in news:
            if isinstance(each, ClockDoubt):
                self._clocks.doubt(each)
            elif not isinstance(each, Fault) or each.code is not Flaw.OTHER_CLOCK:  # the mark tells it
                self._said.append(_Said(each, self._recorder.clock.steady()))

    def confirmed(self, seq: int) -> None:
        """Acknowledge what is on disk, now that the event ``seq`` is."""
        upto = 0
        while self._unstored and self._unstored[0].seq <= seq:
            upto = self._unstored.popleft().upto
        if upto:
            self._feed.stored(upto)

    def look(self) -> bool:
        """Look at the clock and the race; return whether there is something new to be told."""
        state, now, t = self._recorder.state, self._recorder.clock.steady(), self._recorder.t
        mark = self._watch.mark(now, t, state)
        changed, self._mark = mark is not self._mark, mark
        self._said = [said for said in self._said if now - said.since < STAYS_MS * MS and self._holds(said.news)]
        offer = next(chip_orders(state, self._desk.unread()), None)
        if offer != self.offer:
            self.offer = offer
            changed = True
        return changed

    def _holds(self, news: TimingTold | Fault) -> bool:
        return isinstance(news, Fault) or news.missed is None or self._desk.holds(news.missed)

    def offered(self, words: Words) -> str:
        """Return the order by chips that is not recorded, and whether Enter takes it; empty if there is none."""
        return "" if self.offer is None else self.offer.told(words)

    def offered_beside(self, words: Words) -> str:
        """Return the order by chips if it is complete, for a screen whose sentence says something else."""
        return self.offered(words) if self.offer is not None and self.offer.complete else ""

    def is_drawn_anew(self) -> bool:
        """Return whether another order is offered than at the last call, so that the next painting shows it."""
        drawn, self._drawn = self._drawn, self.offer
        return drawn != self.offer

    def painted(self, offer: ChipOrder | None) -> None:
        """Take note that this order is on the screen from now on, or that none is."""
        self._painted.append(_Painted(offer, self._recorder.clock.steady()))

    def moved(self) -> None:
        """Let some time pass until Enter takes the order: it is shown in another place than before."""
        self._moved = self._recorder.clock.steady()

    def _painted_at(self, pressed: int) -> _Painted:
        """Return what was on the screen at a moment of the steady clock."""
        return next((there for there in reversed(self._painted) if there.since <= pressed), _Painted(None, pressed))

    def seen(self, pressed: int) -> ChipOrder | None:
        """Return the order that was on the screen when a key was ``pressed``."""
        return self._painted_at(pressed).offer

    def settled(self, pressed: int) -> bool:
        """Return whether what was on the screen when a key was pressed had been there long enough to be taken."""
        return pressed - max(self._moved, self._painted_at(pressed).since) >= SETTLED_MS * MS

    def line_to_take(self, pressed: int, words: Words) -> str | Remark:
        """Return the line that records what was offered when a key was ``pressed``, or why it cannot be taken now."""
        offer, seen = self.offer, self.seen(pressed)
        if offer is None:
            return Remark(Tone.NOT_ALLOWED, words("timing.not_offered"))
        if not offer.can_be_taken:
            return Remark(Tone.NOT_ALLOWED, self.offered(words))
        if seen is None or not (seen.can_be_taken and self.settled(pressed) and offer.goes_on_from(seen)):
            return Remark(Tone.NOT_ALLOWED, words("timing.just_changed", offer=offer.told(words)))
        return line_at_its_moment(seen, self._recorder.views.now, self._recorder.t)

    def counts_laps(self) -> bool:
        """Return whether the next lap of the leader comes from the timing."""
        recorder = self._recorder
        return recorder.state.under_way and self._watch.counts_laps(recorder.clock.steady(), recorder.t, recorder.state)

    def marked(self, words: Words) -> str:
        """Return how it is with the timing, for the top line."""
        return mark_in_words(self._mark, self._silent_for(self._recorder.state), words)

    def _silent_for(self, state: RaceState) -> int:
        return self._watch.silent_for(self._recorder.clock.steady(), self._recorder.t, state)

    def lines(self, words: Words) -> Iterator[str]:
        """Yield what is told about the timing: that it does not come, then the newest of the rest."""
        if self._mark is TimingMark.OTHER_CLOCK:
            yield self._in_words(Fault(None, "", Flaw.OTHER_CLOCK), words)
        elif self._mark is TimingMark.SILENT:
            yield words("timing.is_silent", time=race_time(self._silent_for(self._recorder.state), 0))
        elif self._mark in (TimingMark.LOST, TimingMark.ENDED) and self._recorder.state.under_way:
            yield words("timing.is_lost" if self._mark is TimingMark.LOST else "timing.has_ended")
        for fault in self._desk.found.left_out.faults_so_far():
            yield self._in_words(fault, words)
        for said in self._said[: -MOST_TOLD - 1 : -1]:
            yield self._in_words(said.news, words)

    def _in_words(self, news: TimingTold | Fault, words: Words) -> str:
        if isinstance(news, Fault):
            return words("timing.about", what=fault_sentence(news, words))
        moments = {name: time_told(t, words.language) for name, t in news.moments.items()}
        return words(news.code, **news.values, **moments)

    def dismiss(self) -> None:
        """Stop showing what is told."""
        self._said.clear()

    def clock_was_set(self) -> None:
        """Judge the race clock anew, because it was set."""
        self._desk.clock_was_set()
