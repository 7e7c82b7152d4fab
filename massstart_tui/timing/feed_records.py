"""What a reader of a format yields: reads of chips, the gun, and what a system that counts laps itself says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault
from massstart_tui.timing.feed_clock import ClockReading, Scale


class ChipRead(NamedTuple):
    """A chip was seen at ``loop`` at this moment.

    ``loop`` is None if the format has no loops. ``may_be_bib`` is true if the column may have bibs in place of chips.
    """

    chip: str
    when: ClockReading
    loop: str | None = None
    may_be_bib: bool = False


class ReadRun(NamedTuple):
    """Many reads of chips with the same kind of clock, in columns: to make a `ChipRead` of each takes too long.

    ``lines`` are their numbers in the feed, ``us`` their times on ``scale``. ``loops`` is None if the format has none.
    """

    scale: Scale
    lines: Sequence[int | None]
    chips: Sequence[str]
    us: Sequence[int]
    loops: Sequence[str | None] | None = None
    may_be_bib: bool = False

    @classmethod
    def of(cls, read: ChipRead, line: int | None) -> ReadRun:
        """Return a run of one read."""
        us, scale = read.when
        return cls(scale, (line,), (read.chip,), (us,), (read.loop,), read.may_be_bib)

    @classmethod
    def joined(cls, runs: Sequence[ReadRun]) -> ReadRun:
        """Return the reads of several runs of one feed, with the same kind of clock, as one run."""
        first, *more = runs
        if not more:
            return first
        lines, chips, us = (
            list(chain.from_iterable(columns)) for columns in zip(*(run[1:4] for run in runs), strict=True)
        )
        loops = None if all(run.loops is None for run in runs) else [loop for run in runs for loop in run.each_loop()]
        return first._replace(lines=lines, chips=chips, us=us, loops=loops)

    def in_order(self) -> ReadRun:
        """Return the reads in the order of their times, in which they mostly are."""
        order = sorted(range(len(self.us)), key=self.us.__getitem__)
        if order == list(range(len(order))):
            return self
        take = itemgetter(*order)  # of two or more, since one is in order
        loops = None if self.loops is None else take(self.loops)
        return self._replace(lines=take(self.lines), chips=take(self.chips), us=take(self.us), loops=loops)

    def each_loop(self) -> Iterable[str | None]:
        """Return the loop of each read."""
        return repeat(None, len(self.us)) if self.loops is None else self.loops

    def reads(self) -> Iterator[tuple[int | None, ChipRead]]:
        """Yield each read, with its line."""
        for line, chip, us, loop in zip(self.lines, self.chips, self.us, self.each_loop(), strict=True):
            yield line, ChipRead(chip, ClockReading(us, self.scale), loop, self.may_be_bib)


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


Record = ChipRead | ReadRun | GunRead | ClockCleared | CountedCrossings | StatedEvent | TakenBack | NextHeat | Fault
