"""The view model of a race while it is recorded: everything recorded so far, at the current race time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.meeting import HeatOf
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.earlier_races import Earlier
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline
from massstart_tui.view.replaying import CHANGED_MS, Replay
from massstart_tui.view.scene import Scene, scene_of


class RecordedNow:
    """The race that a recorder records, for the same screens as a replay."""

    spoilers = False
    earlier: Mapping[Skater, Sequence[Earlier]] = MappingProxyType({})
    heat_of: HeatOf | None = None

    def __init__(self, recorder: Recorder) -> None:
        """Show the race of ``recorder``."""
        self.recorder = recorder
        marks = Marks(recorder.recording.header.provenance)
        self.marks: Marks | None = marks
        self.doubtful = marks.any
        self._scene: Scene | None = None
        self._earlier = -1

    @property
    def sheet(self) -> Sheet:
        """Return the current start sheet."""
        return self.recorder.sheet

    @property
    def views(self) -> Views | None:
        """Return both views of what was recorded."""
        return self.recorder.views

    @property
    def t(self) -> int:
        """Return the current race time in ms."""
        return self.recorder.t

    @property
    def timeline(self) -> Timeline | None:
        """Return everything recorded, corrections applied."""
        return self.recorder.views.now

    def so_far(self, clock: Callable[[], int]) -> Replay:
        """Return everything recorded so far, to look back in; ``clock`` returns nanoseconds of a monotonic clock."""
        replay = Replay(QuickLook(self.sheet, self.doubtful), clock, 1.0, spoilers=False)
        replay.attach(self.recorder.views, Marks(self.recorder.recording.header.provenance))
        replay.seek(replay.playback.last)
        return replay

    def scene(self) -> Scene:
        """Return what to draw now; the same object as long as nothing in it has changed."""
        timeline, known = self.recorder.views.now, self._scene
        position = len(timeline)
        earlier = min(position, timeline.position_at(self.t - CHANGED_MS))
        if known is None or known.timeline is not timeline or self._earlier != earlier:
            self._earlier = earlier
            self._scene = known = scene_of(self, timeline, position, earlier)
        return known
