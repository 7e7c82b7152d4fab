"""A race to be entered: what a command has opened for the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from massstart_tui.journal.clock_watch import ClockWatch
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.recorder import Recorder, Relay
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.report.rehearsal import Caption
    from massstart_tui.share.publisher import Sharing
    from massstart_tui.text.words import Words


class Entering(NamedTuple):
    """A race to be entered.

    ``tells`` passes on what the journal tells once it knows whom to tell. ``keep_sheet`` keeps a start sheet that was
    edited, and gives a sentence where it cannot. ``captions`` are what happens in the race that is practised on;
    ``opened`` is what there is to say of the journal to begin with; ``shares`` tells how sharing the race stands, where
    it is shared. ``differs`` says how the start sheet differs from the heats of a final, if it does. ``stays`` says
    whether the journal is there afterwards, which that of practice may not be. ``watch`` watches the clocks that the
    race is recorded by.
    """

    recorder: Recorder
    tells: Relay[Condition]
    keep_sheet: Callable[[Sheet, Words], str | None]
    captions: tuple[Caption, ...] = ()
    opened: tuple[str, ...] = ()
    differs: str = ""
    shares: Relay[Sharing] | None = None
    stays: bool = True
    watch: ClockWatch | None = None


class JournalTold(Message):
    """The journal tells how it stands."""

    def __init__(self, condition: Condition) -> None:
        """It stands in this ``condition``."""
        self.condition = condition
        super().__init__()


class PublisherTold(Message):
    """The publisher tells how it stands."""

    def __init__(self, sharing: Sharing) -> None:
        """It stands like this."""
        self.sharing = sharing
        super().__init__()
