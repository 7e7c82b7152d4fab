"""What a line is read against."""

from __future__ import annotations

from typing import NamedTuple

from massstart_tui.race.events import Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.timeline import Timeline


class Situation(NamedTuple):
    """The race as it is while a line is typed.

    ``state`` is the race now, corrections applied; ``t``, in ms since the gun, the moment of the first keystroke, which
    is what gets stamped. ``timeline`` has what was recorded; None before anything was.
    """

    sheet: Sheet
    state: RaceState
    t: int
    timeline: Timeline | None

    @property
    def recorded(self) -> int:
        """How many events were recorded."""
        return 0 if self.timeline is None else len(self.timeline.recording)

    def event(self, seq: int) -> Event | None:
        """The event of this seq as it counts now; None where nothing of that seq was recorded."""
        if self.timeline is None or not 1 <= seq <= self.recorded:
            return None
        return self.timeline.event(seq)

    def bib_now(self, bib: int) -> int:
        """The bib of today of who had ``bib`` before it was corrected, and nobody has it now; else ``bib``."""
        return bib if self.timeline is None else self.timeline.bib_now(bib, self.recorded)

    def state_at(self, t: int) -> RaceState:
        """The race at ``t``, as it stands now."""
        if self.timeline is None or t >= self.t:
            return self.state
        return self.timeline.state_at(self.timeline.position_at(t))

    def to_go_at(self, t: int) -> int:
        """Laps to go at ``t``."""
        if self.timeline is None or t >= self.t:
            return self.state.to_go
        return self.timeline.to_go_at(self.timeline.position_at(t))

    def clock_at(self, t: int) -> int:
        """What the clock shows at ``t``: the time, in ms, since the gun that counts then."""
        if self.timeline is None or t >= self.t:
            return t - self.state.gun
        return self.timeline.clock_at(t)

    def completed(self, lap: int) -> int | None:
        """The t at which the leader completed ``lap`` since the gun; None where that is not recorded, or to come."""
        t = None if self.timeline is None else self.timeline.course.lap_times().get(lap)
        return t if t is not None and lap <= self.state.lap and t >= self.state.gun else None

    def began(self, to_go: int) -> int | None:
        """The t from which so many laps were left, the latest of them; None where that has not come since the gun."""
        if self.state.phase is Phase.SCHEDULED:
            return None
        gun = self.state.gun
        times = {} if self.timeline is None else self.timeline.course.to_go_times()
        t = times.get(to_go)
        if t is not None and t >= gun:
            return t
        return gun if to_go == self.state.distance else None
