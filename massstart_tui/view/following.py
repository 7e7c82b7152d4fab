"""The view model of a race that is followed: a replay whose end moves on as the stream grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.view.live_clock import LiveClock, ahead_by_wall, is_still
from massstart_tui.view.replaying import COUNTDOWN_MS, Replay

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.stream.recording_views import Views


class FollowedRace(Replay):
    """One race that is followed. ``live`` is its playback clock, which is live from the beginning."""

    def __init__(self, first: QuickLook, clock: Callable[[], int], delay: int) -> None:
        """Begin with the ``first`` look at the stream, ``delay`` ms behind; ``clock`` as for a replay."""
        super().__init__(first, clock, 1.0, spoilers=False)
        self.playback = self.live = LiveClock(clock, -COUNTDOWN_MS, delay)
        self._known = 0
        self._still = False
        self._to_come: list[int] = []

    def take_over(self, views: Views, now: datetime) -> bool:
        """Take over the latest views of the stream. Return whether they replace the ones before, as after a correction.

        ``now`` is the time of day: a race that was under way when it was opened has gone on since its last line.
        """
        from massstart_tui.stream.provenance import Marks  # noqa: PLC0415 - the first picture needs no pydantic

        anew, begins = views is not self.views, self.views is None
        self._still = is_still(views.now, now) if begins else False
        by_wall = ahead_by_wall(views.now, now)
        # What comes after a silence may be as old as what comes first.
        ahead = (by_wall or 0) if begins or self.live.quiet else 0
        if anew:
            self.show(views, Marks(views.recording.header.provenance))
            self._to_come.clear()
        else:
            self._to_come += range(self._known + 1, views.now.upto + 1)
        self._known = views.now.upto
        runs = views.now.state_at(len(views.now)).under_way and not self._still
        known = max(0, views.now.time_at(len(views.now)))
        self.live.note_known(known, runs=runs, ahead=ahead, by_wall=by_wall is not None)
        return anew

    @property
    def still(self) -> bool:
        """Return whether the race was over, or nobody was recording it any more, when it was opened."""
        return self._still

    @property
    def rests(self) -> bool:
        """Return whether hardly anything more is to come, because the race is over or nobody records it."""
        return self._still or (self.views is not None and self.views.now.state_at(len(self.views.now)).over)

    @property
    def clock_mark(self) -> str:
        """The mark of the race time: ``~`` if it is reckoned, ``?`` if the clock stands at a race under way."""
        if self.live.live and (self.live.stands or (self._still and self.scene().state.under_way)):
            return "?"
        return "~" if self.live.reckons(self.t) else ""

    @property
    def to_come(self) -> int:
        """The number of events that have come and are not shown yet."""
        return 0 if self.views is None else len(self.views.now) - self.views.now.position_at(self.t)

    @property
    def missing(self) -> int:
        """The number of events that are missing by now, because their lines are wrong or did not come."""
        now = None if self.views is None else self.views.now
        return 0 if now is None else sum(now.state_at(len(now)).missing.values())

    def came_into_view(self) -> list[Event]:
        """Return the events that came since the last call and are shown by now.

        Nothing is returned to a viewer who looks back, and what came meanwhile is not returned later either.
        """
        if self.views is None or not self.live.live:
            self._to_come.clear()
            return []
        now, t = self.views.now, self.t
        standing = [now.event(seq) for seq in self._to_come if not now.corrections.retracted(seq)]
        self._to_come = [event.seq for event in standing if event.t > t]
        return [event for event in standing if event.t <= t]
