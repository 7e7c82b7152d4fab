"""Resolve the corrections in a stream: which events never happened, were another one, or count at another time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from massstart_tui.race.events import GUNS, Amend, Clock, Correction, Event, Retract
from massstart_tui.stream.codec import decode_amended


@dataclass(frozen=True, slots=True)
class Corrections:
    """The effect of all corrections, by seq.

    ``replaced`` has what an event was instead, ``by`` the seq of the correction that decides about it. An event in
    ``by`` that is not in ``replaced`` never happened. ``shifts`` are (first seq, last seq, ms later).
    """

    replaced: dict[int, Event]
    by: dict[int, int]
    shifts: tuple[tuple[int, int, int], ...]

    def retracted(self, seq: int) -> bool:
        """Return whether the event of this seq never happened."""
        return seq in self.by and seq not in self.replaced

    def shift_of(self, seq: int) -> int:
        """Return how many ms later the event counts; what was amended after a shift is on the right clock already."""
        return self._shift(seq, self.recorded_by(seq))

    def recorded_by(self, seq: int) -> int:
        """Return the seq of the line that last gave this event: an amend, if there is one."""
        while seq in self.replaced:
            seq = self.by[seq]
        return seq

    def shift_as_recorded(self, seq: int) -> int:
        """Return how many ms later the event of this seq counted before it was amended."""
        return self._shift(seq, seq)

    def differing(self, other: Corrections) -> set[int]:
        """Return the seqs of events whose correction differs from that in ``other``, or has itself been corrected."""
        differ = {seq for seq, _ in self.by.items() ^ other.by.items()}
        while more := {seq for seq, by in self.by.items() if by in differ} - differ:
            differ |= more
        return differ

    def _shift(self, seq: int, recorded: int) -> int:
        return sum(ms for first, last, ms in self.shifts if first <= seq and recorded <= last)


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
    while pending:
        seq = max(pending)
        event = pending.pop(seq)
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
            case _:
                pass
    fired = [gun for gun in guns if gun not in by]
    fired += [seq for seq, event in replaced.items() if event.type in GUNS]
    shifts = tuple((max((g for g in fired if g < c.seq), default=0) + 1, c.seq - 1, c.shift) for c in clocks)
    return Corrections(replaced, by, shifts)
