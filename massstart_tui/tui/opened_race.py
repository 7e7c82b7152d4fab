"""A race that a command has opened for live entry, and the messages of its journal and its publisher."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    from massstart_tui.journal.clock_watch import ClockWatch
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.report.rehearsal import Caption
    from massstart_tui.share.shared_stream import Sharing
    from massstart_tui.stream.recorded_race import Race
    from massstart_tui.text.words import Words
    from massstart_tui.tui.timing_feed import TimingSource


class Rehearsed:
    """The recorded ``race`` that is practised on.

    ``offers`` returns a timing system that gives its crossings; it is None if the race has none. ``timed`` says whether
    that one is used.
    """

    def __init__(self, race: Race, offers: Callable[[], TimingSource] | None = None) -> None:
        """Store the race and the offer, which is not used yet."""
        self.race = race
        self.offers = offers
        self.timed = False

    @property
    def offers_timing(self) -> bool:
        """Whether there is a timing system that is not used yet."""
        return self.offers is not None and not self.timed

    def take_timing(self) -> TimingSource:
        """Return the timing system, which is used from now on; raises LookupError if the race has no crossings."""
        if self.offers is None:
            raise LookupError(self.race.sheet.id)
        self.timed = True
        return self.offers()


class Entering(NamedTuple):
    """A race to be entered live.

    ``tells`` passes on the status of the journal. ``keep_sheet`` saves an edited start sheet, and returns a sentence if
    it cannot. ``captions`` describe the race that is practised on. ``opened`` are remarks about the journal to begin
    with. ``shares`` passes on the status of sharing, if the race is shared. ``differs`` says how the start sheet
    differs from the heats of a final, if it does. ``stays`` says whether the journal is kept afterwards, which that of
    practice may not be. ``watch`` watches the clocks that the race is recorded by. ``timing`` is the timing system, if
    there is one. ``rehearsed`` is the race that is practised on.
    """

    recorder: Recorder
    tells: Listeners[Condition]
    keep_sheet: Callable[[Sheet, Words], str | None]
    captions: tuple[Caption, ...] = ()
    opened: tuple[str, ...] = ()
    differs: str = ""
    shares: Listeners[Sharing] | None = None
    stays: bool = True
    watch: ClockWatch | None = None
    timing: TimingSource | None = None
    rehearsed: Rehearsed | None = None


class JournalTold(Message):
    """Posted when the status of the journal changes."""

    def __init__(self, condition: Condition) -> None:
        """Store the status."""
        self.condition = condition
        super().__init__()


class PublisherTold(Message):
    """Posted when the status of the publisher changes."""

    def __init__(self, sharing: Sharing) -> None:
        """Store the status."""
        self.sharing = sharing
        super().__init__()
