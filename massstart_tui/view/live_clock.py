"""The playback clock of a race under way, which is live or some way behind, and whose end moves on with the race.

Between two events the race clock runs on, so that a viewer sees the seconds pass. The state of the race is never ahead
of the events that have come.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from massstart_tui.view.playback_clock import NS, Playback

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline

LIVE_MS: Final = 60_000
"""How long after its last event a race under way is still called live: nearly two laps."""
QUIET_MS: Final = 120_000
"""How long the race clock runs on while nothing comes if no wall time tells how far the race is: about four laps."""
FORSAKEN_MS: Final = 3_600_000
"""How long it runs on if a wall time tells it; then nobody can be recording any more."""


class LiveClock(Playback):
    """A position in a race under way. If it is live, that is the race time ``delay`` ms ago; see `Playback`.

    Playing on to the end, or seeking to it, makes it live. Pausing or going back ends that, until the end is reached
    again.
    """

    def __init__(self, clock: Callable[[], int], first: int, delay: int = 0) -> None:
        """Begin live, before anything has come."""
        self._known = 0
        self._runs = False
        self._lead: int | None = None
        self._limit = QUIET_MS
        self._live = True
        self.delay = delay
        super().__init__(clock, first, first)

    @property
    def last(self) -> int:
        """Return the race time ``delay`` ms ago. Without a delay, no event that has come is later."""
        if self._lead is None:
            return max(self.first, self._known - self.delay)
        # ``_lead`` is race time minus clock time, so adding the clock gives the race time now.
        now = self._clock() // NS + self._lead - self.delay
        # After so long a silence the clock stops: how far the race is by now is unknown.
        return max(self.first, min(now, self._known + self._limit if self._runs else self._known))

    @last.setter
    def last(self, t: int) -> None:
        self._known = t

    def note_known(self, known: int, *, runs: bool, ahead: int = 0, by_wall: bool = False) -> None:
        """Note that the events reach up to race time ``known``, and that the race is ``ahead`` ms further by now.

        The clock ``runs`` from the gun until nothing more is to come. ``by_wall`` says that the race has wall times:
        then it is reckoned from them how far a race is from which nothing comes. A line that was typed late tells
        less about the current time than one that was typed at once. So the clock is not set back for it, unless it had
        run further than `QUIET_MS` ahead of what is known.
        """
        now = self._clock() // NS
        lead = known + ahead - now
        if self._runs and self._lead is not None and now + self._lead <= known + QUIET_MS:
            lead = max(lead, self._lead)
        self._known, self._runs, self._lead = known, runs, lead
        self._limit = FORSAKEN_MS if by_wall else QUIET_MS

    @property
    def quiet(self) -> bool:
        """Return whether nothing has come for `LIVE_MS` of a race under way."""
        return self._runs and self.silence >= LIVE_MS

    @property
    def stands(self) -> bool:
        """Return whether the clock stands at a race under way, because it is unknown how far the race is."""
        return self._runs and self.silence > self._limit

    def reckons(self, t: int) -> bool:
        """Return whether race time ``t`` rests on the clock alone, because nothing has come for `LIVE_MS` before it."""
        return self._runs and t >= self._known + LIVE_MS

    @property
    def silence(self) -> int:
        """The ms since the last event, as far as is known."""
        return 0 if self._lead is None else max(0, self._clock() // NS + self._lead - self._known)

    @property
    def live(self) -> bool:
        """Return whether the race is shown as it is now."""
        # A clock that has played up to the end has caught up.
        if not self._live and self._since is not None and super().position >= self.last:
            self._live = True
        return self._live

    @property
    def behind(self) -> int:
        """Return by how many ms the position is behind the live one."""
        return 0 if self.live else max(0, self.last - self.position)

    @property
    def playing(self) -> bool:
        """Return whether the clock runs; if it is live, it always does."""
        return self.live or self._since is not None

    @property
    def moves(self) -> bool:
        """Return whether time alone changes the position, how far it is behind, or how long nothing has come."""
        if self._lead is None:
            return False
        return self._runs or self.last < self._known or (self.playing and self.position < self.last)

    @property
    def position(self) -> int:
        """Return the race time that is shown, in ms."""
        return self.last if self.live else super().position

    def play(self) -> None:
        """Play on from here."""
        if not self.playing:
            self._since = self._clock()

    def pause(self) -> None:
        """Stop here, while the race goes on."""
        position = self.position
        self._live = False
        self._from, self._since = position, None

    def seek(self, t: int) -> None:
        """Move to race time ``t``, playing or not as before; at the end, live."""
        playing = self.playing
        self._live = t >= self.last
        self._from = max(self.first, min(self.last, t))
        self._since = self._clock() if playing else None

    def shift(self, ms: int) -> None:
        """Change the delay by ``ms``, at least to 0: the clock is never ahead of the race."""
        self.delay = max(0, self.delay + ms)


def ahead_by_wall(timeline: Timeline, now: datetime) -> int | None:
    """Return by how many ms the race is further ``now`` than its last event, by the wall times of that and the gun.

    Return None if neither has a wall time, and 0 if they are so old that nobody can be recording any more.
    """
    last = timeline.time_at(len(timeline))
    # After a correction of the race clock, the wall time of the gun does not give the race time.
    guns = [seq for seq in timeline.recording.guns[-1:] if not timeline.corrections.shifts]
    found = [_race_time_now(timeline, seq, now) for seq in (*timeline.order[-1:], *guns)]
    known = [t - last for t in found if t is not None]
    return max((ahead for ahead in known if 0 <= ahead <= FORSAKEN_MS), default=0) if known else None


def is_still(timeline: Timeline, now: datetime) -> bool:
    """Return whether nobody seems to be recording any more: by its wall time, the last event was long before ``now``.

    Without that wall time it is so if the race is over.
    """
    walls = [_race_time_now(timeline, seq, now) for seq in timeline.order[-1:]]
    last = timeline.time_at(len(timeline))
    if walls == [None]:
        return timeline.state_at(len(timeline)).over
    return any(t is not None and t - last > FORSAKEN_MS for t in walls)


def _race_time_now(timeline: Timeline, seq: int, now: datetime) -> int | None:
    """Return the race time in ms at ``now``, by the wall time of one event; None if it has none."""
    event = timeline.event(seq)
    from massstart_tui.stream.codec import when_recorded  # noqa: PLC0415 - the first picture needs no pydantic

    recorded = when_recorded(event.wall)
    if recorded is None:
        return None
    return event.t + int((now - recorded).total_seconds() * 1000)
