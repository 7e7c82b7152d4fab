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
    """The system says when the gun was fired, to ``within`` ms.

    ``again`` is true if the system had cleared its clock before: the race is started anew.
    """

    when: ClockReading
    again: bool = False
    within: int = 0


class ClockCleared(NamedTuple):
    """The system has cleared its clock: the start before counts for nothing. ``t`` is the last race time it told."""

    t: int


class CountedCrossings(NamedTuple):
    """The completed laps of a skater, by a system that counts them: ``times`` in ms since its gun, one a lap.

    They are all laps from ``since`` on, in ms as well; what the system knows of the time before it does not say.
    """

    bib: int
    times: tuple[int, ...]
    since: int = 0


class StatedEvent(NamedTuple):
    """An event that the system states as a whole, as the fields of the stream's event: ``type``, ``t`` and its own.

    It replaces what the system stated before about the same, see `massstart_tui.timing.feed_events.event_key`. ``t`` is
    since the gun of the system.
    """

    fields: Mapping[str, Any]


class TakenBack(NamedTuple):
    """The system no longer states the event with this key."""

    key: tuple[object, ...]


class NextHeat(NamedTuple):
    """From here on the feed is about the race ``name``.

    With its start ``sheet`` it tells all of it from the beginning, also if it has told it before.
    """

    name: str
    sheet: Sheet | None = None


Record = ChipRead | GunRead | ClockCleared | CountedCrossings | StatedEvent | TakenBack | NextHeat | Fault
