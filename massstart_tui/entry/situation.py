"""The context in which a line is parsed: start sheet, state of the race, time of the first key, and recorded events."""

from __future__ import annotations

from typing import NamedTuple

from massstart_tui.race.events import Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.timeline import Timeline


class Situation(NamedTuple):
    """The race while a line is typed.

    ``state`` is the current state, corrections applied. ``t`` is the moment of the first keystroke in ms since the
    first gun; events are stamped with it. ``timeline`` holds the recorded events, and is None if there are none to look
    up.
    """

    sheet: Sheet
    state: RaceState
    t: int
    timeline: Timeline | None

    @property
    def recorded(self) -> int:
        """Return how many events are recorded."""
        return 0 if self.timeline is None else len(self.timeline.recording)

    def event(self, seq: int) -> Event | None:
        """Return the event with this seq, as amended; None if there is none."""
        if self.timeline is None or not 1 <= seq <= self.recorded:
            return None
        return self.timeline.event(seq)

    def bib_now(self, bib: int) -> int:
        """Return the current bib of the skater who had ``bib`` before a correction.

        If a skater has ``bib`` now, or nobody ever had it, it is returned unchanged.
        """
        return bib if self.timeline is None else self.timeline.bib_now(bib, self.recorded)

    def state_at(self, t: int) -> RaceState:
        """Return the state at ``t`` (ms), corrections applied."""
        if self.timeline is None or t >= self.t:
            return self.state
        return self.timeline.state_at(self.timeline.position_at(t))

    def to_go_at(self, t: int) -> int:
        """Return the laps to go at ``t`` (ms)."""
        if self.timeline is None or t >= self.t:
            return self.state.to_go
        return self.timeline.to_go_at(self.timeline.position_at(t))

    def clock_at(self, t: int) -> int:
        """Return what the race clock shows at ``t``: the ms since the gun that counted then."""
        if self.timeline is None or t >= self.t:
            return t - self.state.gun
        return self.timeline.clock_at(t)

    def completed(self, lap: int) -> int | None:
        """Return the ``t`` at which the leader completed ``lap``, since the gun that counts.

        Return None if that is still to come, or is not recorded.
        """
        t = None if self.timeline is None else self.timeline.course.lap_times().get(lap)
        return t if t is not None and lap <= self.state.lap and t >= self.state.gun else None

    def began(self, to_go: int) -> int | None:
        """Return the latest ``t`` from which so many laps were to go.

        Return None if that has not come since the gun that counts.
        """
        if self.state.phase is Phase.SCHEDULED:
            return None
        gun = self.state.gun
        times = {} if self.timeline is None else self.timeline.course.to_go_times()
        t = times.get(to_go)
        if t is not None and t >= gun:
            return t
        return gun if to_go == self.state.distance else None
