"""An oracle of the timeline: every line decoded by json, corrections by their definition, one pure step at a time.

Nothing is indexed, cached or skipped here; everything is computed from the whole stream whenever it is asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from massstart_tui.race.events import Unknown
from massstart_tui.race.fold import apply
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.record import plain_data
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_event, decode_header
from tests.strategies import Fields

CORRECTING = ("clock", "retract", "amend")
GUNS = ("start", "restart")
EVERYDAY = ("crossing", "lap")


def everyday(fields: Fields) -> bool:
    """Return whether a log has no line for it.

    A lap without its number, which says who leads in mid-lap, has one.
    """
    return fields["type"] in EVERYDAY and not (fields["type"] == "lap" and fields.get("lap") is None)


@dataclass(frozen=True)
class Told:
    """A line of the log, shown from ``position`` on."""

    position: int
    seq: int
    kind: str
    stands: str
    t: int
    to_go: int


class Oracle:
    """The first ``upto`` lines of a stream."""

    def __init__(self, stream: bytes, upto: int | None = None) -> None:
        """Store every line as plain data."""
        header, *lines = stream.splitlines(keepends=True)
        self.sheet = decode_header(header).race
        self.recorded: dict[int, Fields] = {e["seq"]: e for e in map(json.loads, lines[:upto])}
        self._deciders: dict[int, int | None] = {}
        # From the last line backwards, since only a later line can decide about an earlier one.
        standing = [(seq, self.effective(seq)) for seq in sorted(self.recorded, reverse=True)]
        self._clocks = {seq: event["shift"] for seq, event in standing if event and event["type"] == "clock"}
        self.in_order = sorted(
            (seq for seq in self.recorded if self._in_the_race(seq)), key=lambda seq: (self.time_of(seq), seq)
        )
        self.states = self._states()

    def decided_by(self, seq: int) -> int | None:
        """Return the last correction of this event among those that stand themselves."""
        if seq not in self._deciders:
            about = (later for later in self.recorded if later > seq and self._is_about(later, seq))
            self._deciders[seq] = max(about, default=None)
        return self._deciders[seq]

    def _is_about(self, later: int, seq: int) -> bool:
        event = self.effective(later)
        return event is not None and event["type"] in ("retract", "amend") and event["target"] == seq

    def effective(self, seq: int) -> Fields | None:
        """Return what stands for this event; None if it never happened."""
        decider = self.decided_by(seq)
        if decider is None:
            return self.recorded[seq]
        correction = self.effective(decider)
        assert correction is not None
        return {**correction["event"], "seq": seq} if correction["type"] == "amend" else None

    def typed_at(self, seq: int) -> int:
        """Return the line on which what stands for this event was written."""
        decider = self.decided_by(seq)
        return seq if decider is None or self.effective(seq) is None else self.typed_at(decider)

    def shift(self, seq: int, typed_at: int) -> int:
        """Return how many ms later it counts: by each clock event after it was typed, back to the gun before that."""
        return sum(shift for clock, shift in self._clocks.items() if self._gun_before(clock) < seq and typed_at < clock)

    def _gun_before(self, seq: int) -> int:
        return max((gun for gun in self.recorded if gun < seq and self._is_gun(gun)), default=0)

    def _is_gun(self, seq: int) -> bool:
        event = self.effective(seq)
        return event is not None and event["type"] in GUNS

    def time_of(self, seq: int) -> int:
        """Return the t at which this event counts."""
        event = self.effective(seq)
        assert event is not None
        t: int = event["t"] + self.shift(seq, self.typed_at(seq))
        return t

    def _in_the_race(self, seq: int) -> bool:
        event = self.effective(seq)
        return event is not None and event["type"] not in CORRECTING

    def event(self, seq: int) -> Any:
        """Return the event that stands, decoded."""
        fields = self.effective(seq)
        assert fields is not None
        return decode_event(json.dumps({**fields, "t": self.time_of(seq)}).encode())

    def _states(self) -> list[RaceState]:
        states = [before_the_gun(self.sheet)]
        for seq in self.in_order:
            event = self.event(seq)
            if isinstance(event, Unknown):
                states.append(states[-1]._replace(seq=seq, t=event.t))
            else:
                states.append(apply(states[-1], event))
        return states

    def position_at(self, t: int) -> int:
        """Return how many events there are up to and including ``t``."""
        return sum(1 for seq in self.in_order if self.time_of(seq) <= t)

    def told(self) -> list[Told]:
        """Return every line of the log: what stands, and beside it what was retracted or amended."""
        rows = []
        for position, seq in enumerate(self.in_order, 1):
            event = self.event(seq)
            if not everyday(plain_data(event)):
                stands = "as_recorded" if self.decided_by(seq) is None else "corrected"
                rows.append(Told(position, seq, event.type, stands, event.t, self.states[position].to_go))
        rows += [self._taken_back(seq) for seq in self.recorded if self._was_told(seq)]
        return sorted(rows, key=lambda row: (row.t, row.seq, row.stands == "corrected"))

    def _was_told(self, seq: int) -> bool:
        fields = self.recorded[seq]
        return fields["type"] not in CORRECTING and not everyday(fields) and self.decided_by(seq) is not None

    def _taken_back(self, seq: int) -> Told:
        original = self.recorded[seq]
        t = original["t"] + self.shift(seq, seq)
        before = sum(1 for other in self.in_order if (self.time_of(other), other) < (t, seq))
        position = min(before + 1, len(self.in_order))
        stands = "retracted" if self.effective(seq) is None else "amended"
        return Told(position, seq, original["type"], stands, t, self.states[before].to_go)
