"""A race under way, as the screens show it while it is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.earlier_races import Earlier
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.timeline import Timeline, Views
from massstart_tui.view.scene import Scene, scene_of

CHANGED_MS: Final = 6_000
"""A row that changed is marked for so long."""


class RecordedNow:
    """What was recorded so far, at the race time of now."""

    spoilers = False
    earlier: Mapping[Skater, Sequence[Earlier]] = MappingProxyType({})

    def __init__(self, recorder: Recorder) -> None:
        """Of the race that ``recorder`` records."""
        self.recorder = recorder
        marks = Marks(recorder.recording.header.provenance)
        self.marks: Marks | None = marks
        self.doubtful = marks.any
        self._scene: Scene | None = None
        self._earlier = -1

    @property
    def sheet(self) -> Sheet:
        """The start sheet, as it is now."""
        return self.recorder.sheet

    @property
    def views(self) -> Views | None:
        """Both views of what was recorded."""
        return self.recorder.views

    @property
    def t(self) -> int:
        """The race time now, in ms."""
        return self.recorder.t

    @property
    def timeline(self) -> Timeline | None:
        """All that was recorded, as it stands."""
        return self.recorder.views.now

    def scene(self) -> Scene:
        """What is to be drawn now; the same object as long as nothing in it has changed."""
        timeline, known = self.recorder.views.now, self._scene
        position = len(timeline)
        earlier = min(position, timeline.position_at(self.t - CHANGED_MS))
        if known is None or known.timeline is not timeline or self._earlier != earlier:
            self._earlier = earlier
            self._scene = known = scene_of(self, timeline, position, earlier)
        return known
