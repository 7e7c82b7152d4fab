"""The clock of a race under way: live, or some way behind, with an end that moves on as the race does.

Between two events the race clock runs on, so that a viewer sees the seconds go; a state is never ahead of what came.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from massstart_tui.stream.codec import when_recorded
from massstart_tui.view.playback_clock import NS, Playback

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline

QUIET_MS: Final = 120_000
"""So long the race clock runs on while nothing comes, some four laps; then nobody seems to record any more."""


class LiveClock(Playback):
    """A position in a race under way. Live, it is where the race is now, ``delay`` ms ago; see `Playback`.

    Whoever plays on from the end, or catches up with it, is live; who pauses or goes back is not, until the end again.
    """

    def __init__(self, clock: Callable[[], int], first: int, delay: int = 0) -> None:
        """Live from the beginning, before anything has come."""
        self._known = 0
        self._runs = False
        self._lead: int | None = None
        self._live = True
        self.delay = delay
        super().__init__(clock, first, first)

    @property
    def last(self) -> int:
        """The race time now, ``delay`` ms ago: no event that has come is later, but for the delay."""
        if self._lead is None:
            return max(self.first, self._known - self.delay)
        now = self._clock() // NS + self._lead - self.delay
        return max(self.first, min(now, self._known + QUIET_MS if self._runs else self._known))

    @last.setter
    def last(self, t: int) -> None:
        self._known = t

    def goes_on(self, known: int, *, runs: bool, ahead: int = 0) -> None:
        """What has come reaches up to race time ``known``; the race itself is ``ahead`` ms further by now.

        It ``runs`` from the gun until nothing more is to come. A line that was typed late says less about the time than
        one that came at once did; so the clock is not set back for it, unless it ran away.
        """
        now = self._clock() // NS
        lead = known + ahead - now
        if self._runs and self._lead is not None and now + self._lead <= known + QUIET_MS:
            lead = max(lead, self._lead)
        self._known, self._runs, self._lead = known, runs, lead

    @property
    def live(self) -> bool:
        """Whether it shows the race as it is now."""
        if not self._live and self._since is not None and super().position >= self.last:
            self._live = True
        return self._live

    @property
    def behind(self) -> int:
        """How many ms it is behind what it would show live."""
        return 0 if self.live else max(0, self.last - self.position)

    @property
    def playing(self) -> bool:
        """Whether the clock runs; live it does, whatever comes."""
        return self.live or self._since is not None

    @property
    def position(self) -> int:
        """The race time that is shown, in ms."""
        return self.last if self.live else super().position

    def play(self) -> None:
        """Go on from here."""
        if not self.playing:
            self._since = self._clock()

    def pause(self) -> None:
        """Stand still here, and let the race go on."""
        position = self.position
        self._live = False
        self._from, self._since = position, None

    def seek(self, t: int) -> None:
        """Be at race time ``t``, playing or not as before; at the end, live."""
        playing = self.playing
        self._live = t >= self.last
        self._from = max(self.first, min(self.last, t))
        self._since = self._clock() if playing else None

    def shift(self, ms: int) -> None:
        """Be live so many ms later than before, or below nought earlier, never ahead of the race."""
        self.delay = max(0, self.delay + ms)


def ahead_by_wall(timeline: Timeline, now: datetime) -> int:
    """How many ms the race is further ``now`` than its last event, by when the gun and that event were recorded.

    Nought where the events do not say when they were recorded, or it is too long ago for anybody to be recording still.
    """
    last = timeline.time_at(len(timeline))
    guns = [seq for seq in timeline.recording.guns[-1:] if not timeline.corrections.shifts]
    found = [_race_time_now(timeline, seq, now) for seq in (*timeline.order[-1:], *guns)]
    return max((t - last for t in found if t is not None and 0 <= t - last <= QUIET_MS), default=0)


def _race_time_now(timeline: Timeline, seq: int, now: datetime) -> int | None:
    event = timeline.event(seq)
    recorded = when_recorded(event.wall)
    if recorded is None:
        return None
    return event.t + int((now - recorded).total_seconds() * 1000)
