"""The view model of a race that is replayed: its position, its speed, and whether later corrections are applied."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.standings import standings
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.view.playback_clock import Playback
from massstart_tui.view.scene import Scene, scene_of

if TYPE_CHECKING:
    from massstart_tui.race.meeting import HeatOf
    from massstart_tui.race.sheet import Skater
    from massstart_tui.stream.earlier_races import Earlier
    from massstart_tui.stream.provenance import Marks
    from massstart_tui.stream.recording_views import Views
    from massstart_tui.stream.timeline import Timeline

COUNTDOWN_MS: Final = 5_000
"""How long before the gun the start sheet is shown."""
CHANGED_MS: Final = 6_000
"""How long a row that changed is marked, in ms of race time at normal speed."""


class Replay:
    """One race that is replayed. Until the stream is read it is before the gun, with only the start sheet.

    If ``as_known_then`` is set, the race is shown as it was known at the time, without later corrections.
    """

    def __init__(self, first: QuickLook, clock: Callable[[], int], speed: float, *, spoilers: bool) -> None:
        """Begin with the ``first`` look at the stream; ``clock`` returns nanoseconds of a monotonic clock.

        ``furthest`` is the latest ``t`` that was shown, ``left_at`` the ``t`` at which it was left last time, and
        ``earlier`` what its skaters did in earlier races of the meeting.
        """
        self.sheet = first.sheet
        self.doubtful = first.doubtful
        self.spoilers = spoilers
        self.as_known_then = False
        self.views: Views | None = None
        self.marks: Marks | None = None
        self.playback = Playback(clock, -COUNTDOWN_MS, -COUNTDOWN_MS, speed)
        self.furthest = -COUNTDOWN_MS
        self.left_at: int | None = None
        self.earlier: Mapping[Skater, Sequence[Earlier]] = {}
        self.heat_of: HeatOf | None = None
        self._scene: Scene | None = None
        self._earlier = 0

    def attach(self, views: Views, marks: Marks) -> None:
        """Take over the stream once it is read: from here on the whole race can be shown."""
        self.show(views, marks)
        now = views.now
        self.playback.last = max(0, now.time_at(len(now)))
        self.playback.seek(self.playback.first)

    def show(self, views: Views, marks: Marks) -> None:
        """Replace the views and marks of the race."""
        self.views = views
        self.marks = marks
        self.doubtful = marks.any
        # An equal sheet is not replaced: another object would be drawn anew.
        if views.now.sheet != self.sheet:
            self.sheet = views.now.sheet
        self.playback.first = min(-COUNTDOWN_MS, views.now.time_at(0))
        self._scene = None

    @property
    def t(self) -> int:
        """Return the current race time in ms."""
        return self.playback.position

    @property
    def ends_early(self) -> bool:
        """Whether it is paused at the last event of a recording that stops before the race is over."""
        if self.views is None or self.playback.playing or self.playback.position < self.playback.last:
            return False
        return not self.scene().state.over

    @property
    def timeline(self) -> Timeline | None:
        """Return what is known of the race, in the chosen view; None until the stream is read."""
        if self.views is None:
            return None
        return self.views.then(self.t) if self.as_known_then else self.views.now

    def scene(self) -> Scene:
        """Return what to draw now; the same object as long as nothing in it has changed."""
        timeline = self.timeline
        if timeline is None:
            return self._before_reading()
        self.furthest = max(self.furthest, self.t)
        position = timeline.position_at(self.t)
        # Scaled with the speed, so that the mark stays visible as long at high speeds.
        earlier = timeline.position_at(self.t - int(CHANGED_MS * max(1.0, self.playback.speed)))
        known = self._scene
        if known and known.timeline is timeline and known.position == position and self._earlier == earlier:
            return known
        self._earlier = earlier
        self._scene = scene_of(self, timeline, position, earlier)
        return self._scene

    def _before_reading(self) -> Scene:
        """Return the scene before the gun, from the start sheet alone."""
        if self._scene is None:
            state = before_the_gun(self.sheet)
            self._scene = Scene(self.sheet, state, standings(state), {}, {}, 0, 0, None, None)
        return self._scene

    def lap_fraction(self, t: int) -> float:
        """Return the part of the distance that the leader has covered at ``t``, by what is known now; 0 until read."""
        if self.timeline is None:
            return 0.0
        from massstart_tui.view.bar_marks import lap_fraction  # noqa: PLC0415 - the first picture has no marks yet

        return lap_fraction(self.timeline, t, self.t)

    def seek(self, t: int) -> None:
        """Move to race time ``t``."""
        self.playback.seek(t)

    def step_events(self, steps: int) -> None:
        """Move by one event, forward if ``steps`` is positive, else back; events at the same time count as one."""
        if timeline := self.timeline:
            times = timeline.times
            at = bisect_right(times, self.t)
            if steps > 0:
                following = self._moments(lambda known: _following(known.times, self.t))
                target = following[0] if following else self.playback.last
            else:
                earlier = bisect_left(times, times[at - 1]) if at else 0
                target = times[earlier - 1] if earlier else self.playback.first
            self.playback.pause()
            self.seek(target)

    def step_among(self, moments: Sequence[int], steps: int) -> None:
        """Move to the next of these moments, or to the previous one.

        Before the first it moves to the beginning, after the last not at all.
        """
        if steps > 0:
            following = bisect_right(moments, self.t)
            if following < len(moments):
                self.seek(moments[following])
        else:
            before = bisect_left(moments, self.t) - 1
            self.seek(moments[before] if before >= 0 else self.playback.first)

    def lap_moments(self) -> Sequence[int]:
        """Return the ``t`` of each of the leader's laps."""
        return self._moments(lambda timeline: [mark.t for mark in timeline.course.laps if mark.lap])

    def sprint_moments(self) -> Sequence[int]:
        """Return the ``t`` of each intermediate sprint."""
        return self._moments(lambda timeline: sorted(t for _, t in timeline.sprints))

    def incident_moments(self) -> Sequence[int]:
        """Return the ``t`` of each incident."""
        return self._moments(lambda timeline: timeline.incidents)

    def _moments(self, of: Callable[[Timeline], Sequence[int]]) -> Sequence[int]:
        """Return the moments in the chosen view.

        What was known at the time ends at the current position, so later moments come from the race with its
        corrections.
        """
        timeline, views = self.timeline, self.views
        if timeline is None or views is None:
            return []
        if timeline is views.now:
            return of(timeline)
        return sorted({*of(timeline), *(t for t in of(views.now) if t > self.t)})


def _following(times: Sequence[int], t: int) -> Sequence[int]:
    """Return the first of ``times`` that is later than ``t``, as a sequence of at most one."""
    at = bisect_right(times, t)
    return times[at : at + 1]
