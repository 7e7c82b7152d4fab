"""What a reader of a format yields: reads of chips, the gun, and what a system that counts laps itself says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault
from massstart_tui.timing.feed_clock import ClockReading


class ChipRead(NamedTuple):
    """A chip was seen at ``loop`` at this moment.

    ``loop`` is None if the format has no loops. ``may_be_bib`` is true if the column may have bibs in place of chips.
    """

    chip: str
    when: ClockReading
    loop: str | None = None
    may_be_bib: bool = False


class GunRead(NamedTuple):
    """The system says when the gun was fired."""

    when: ClockReading


class CountedCrossings(NamedTuple):
    """All completed laps of a skater, by a system that counts them: ``times`` in ms since the gun, one a lap."""

    bib: int
    times: tuple[int, ...]


class StatedEvent(NamedTuple):
    """An event that the system states as a whole, as the fields of the stream's event: ``type``, ``t`` and its own.

    It replaces what the system stated before about the same, see `massstart_tui.timing.feed_events.event_key`.
    """

    fields: Mapping[str, Any]


class TakenBack(NamedTuple):
    """The system no longer states the event with this key."""

    key: tuple[object, ...]


class NextHeat(NamedTuple):
    """From here on the feed is about another race; ``sheet`` is its start sheet if the feed has one."""

    name: str
    sheet: Sheet | None = None


Record = ChipRead | GunRead | CountedCrossings | StatedEvent | TakenBack | NextHeat | Fault
