"""Resolve the corrections in a stream: which events never happened, were another one, or count at another time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import accumulate

from massstart_tui.race.events import GUNS, Amend, Clock, Correction, Event, Retract
from massstart_tui.stream.codec import decode_amended


@dataclass(frozen=True)
class Corrections:
    """The effect of all corrections, by seq.

    ``replaced`` has what an event was instead, ``corrected_by`` the seq of the correction that decides about it. An
    event in ``corrected_by`` that is not in ``replaced`` never happened. ``shifts`` are (first seq, last seq, ms
    later); both seqs never decrease from one to the next.
    """

    replaced: dict[int, Event]
    corrected_by: dict[int, int]
    shifts: tuple[tuple[int, int, int], ...]

    def retracted(self, seq: int) -> bool:
        """Return whether the event of this seq never happened."""
        return seq in self.corrected_by and seq not in self.replaced

    def shift_of(self, seq: int) -> int:
        """Return how many ms later the event counts; what was amended after a shift is on the right clock already."""
        return self._shift(seq, self.recorded_by(seq))

    def recorded_by(self, seq: int) -> int:
        """Return the seq of the line that last gave this event: an amend, if there is one."""
        while seq in self.replaced:
            seq = self.corrected_by[seq]
        return seq

    def shift_as_recorded(self, seq: int) -> int:
        """Return how many ms later the event of this seq counted before it was amended."""
        return self._shift(seq, seq)

    def differing(self, other: Corrections) -> set[int]:
        """Return the seqs of events whose correction differs from that in ``other``, or has itself been corrected."""
        differ = {seq for seq, _ in self.corrected_by.items() ^ other.corrected_by.items()}
        while more := {seq for seq, by in self.corrected_by.items() if by in differ} - differ:
            differ |= more
        return differ

    def _shift(self, seq: int, recorded: int) -> int:
        # Those that begin at or before seq are the first ones, those that end before the line are the first as well.
        begun = bisect_right(self.shifts, seq, key=lambda shift: shift[0])
        ended = bisect_left(self.shifts, recorded, key=lambda shift: shift[1])
        return self._sums[begun] - self._sums[ended] if begun > ended else 0

    @cached_property
    def _sums(self) -> list[int]:
        """The sum of the ms of the first shifts, by how many these are."""
        return list(accumulate((ms for _, _, ms in self.shifts), initial=0))


def resolve(corrections: Iterable[Correction], guns: Iterable[int]) -> Corrections:
    """Apply the corrections to one another and return their effect.

    They are taken from the last to the first, so that each is met after everything that corrects it. Of several about
    one event the last decides. ``guns`` are the seqs of starts and restarts: a shift of the clock reaches back to the
    gun before it, since the clock ran on from there.
    """
    replaced: dict[int, Event] = {}
    by: dict[int, int] = {}
    clocks: list[Clock] = []
    # An amended event may itself be a correction: it is then pending under its own seq, which is lower.
    pending: dict[int, Event] = {event.seq: event for event in corrections}
    seqs = [-seq for seq in pending]
    heapify(seqs)
    while seqs:
        seq = -heappop(seqs)
        event = pending.pop(seq, None)
        if event is None:  # it was pending twice, as recorded and as amended
            continue
        if seq in by:
            if seq not in replaced:
                continue
            event = replaced[seq]
        match event:
            case Clock():
                clocks.append(event)
            case Retract() | Amend() if event.target not in by:
                by[event.target] = seq
                if isinstance(event, Amend):
                    replaced[event.target] = decode_amended(event)
                    pending[event.target] = replaced[event.target]
                    heappush(seqs, -event.target)
            case _:
                pass
    fired = {gun for gun in guns if gun not in by}
    fired.update(seq for seq, event in replaced.items() if event.type in GUNS)
    return Corrections(replaced, by, tuple(_shifts(clocks, [0, *sorted(fired)])))


def _shifts(clocks: Iterable[Clock], guns: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (first seq, last seq, ms later) for each clock, by seq; ``guns`` are ascending, and begin with 0."""
    for clock in sorted(clocks, key=lambda clock: clock.seq):
        yield guns[bisect_left(guns, clock.seq, 1) - 1] + 1, clock.seq - 1, clock.shift
