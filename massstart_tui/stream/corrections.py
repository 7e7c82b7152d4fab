"""What the corrections in a stream come to: which events never happened, which were another, which count later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from massstart_tui.race.events import GUNS, Amend, Clock, Correction, Event, Retract
from massstart_tui.stream.codec import decode_amended


@dataclass(frozen=True, slots=True)
class Corrections:
    """By seq: ``replaced`` has what an event was instead, ``by`` the correction that decides about it.

    An event that is in ``by`` and not in ``replaced`` never happened. ``shifts`` are (first seq, last seq, ms later).
    """

    replaced: dict[int, Event]
    by: dict[int, int]
    shifts: tuple[tuple[int, int, int], ...]

    def retracted(self, seq: int) -> bool:
        """Whether the event of this seq never happened."""
        return seq in self.by and seq not in self.replaced

    def shift_of(self, seq: int) -> int:
        """How many ms later the event of this seq counts; what was amended after a shift is on the right clock."""
        return self._shift(seq, self.recorded_by(seq))

    def recorded_by(self, seq: int) -> int:
        """The seq of the line that the event of this seq was last recorded with: the amend, where there is one."""
        while seq in self.replaced:
            seq = self.by[seq]
        return seq

    def shift_as_recorded(self, seq: int) -> int:
        """How many ms later the event of this seq counted before it was amended."""
        return self._shift(seq, seq)

    def differing(self, other: Corrections) -> set[int]:
        """The seqs about which another correction decides than in ``other``, or one that itself is another there."""
        differ = {seq for seq, _ in self.by.items() ^ other.by.items()}
        while more := {seq for seq, by in self.by.items() if by in differ} - differ:
            differ |= more
        return differ

    def _shift(self, seq: int, recorded: int) -> int:
        return sum(ms for first, last, ms in self.shifts if first <= seq and recorded <= last)


def resolve(corrections: Iterable[Correction], guns: Iterable[int]) -> Corrections:
    """Apply corrections to one another, the last recorded first; so each is met after whatever corrects it.

    Of several about one event the last decides. ``guns`` are the seqs of starts and restarts, between which the clock
    ran on: a shift reaches back to the gun before it.
    """
    replaced: dict[int, Event] = {}
    by: dict[int, int] = {}
    clocks: list[Clock] = []
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
