"""What happened last in a race: the latest sprint, incident, finish or result at one moment."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from massstart_tui.race.event_kinds import INCIDENTS, SPRINTS

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.view.scene import Scene

_TOLD: Final = INCIDENTS | SPRINTS | {"official"}


def latest_happening(scene: Scene) -> Event | None:
    """Return the latest event of this scene that a viewer is told about, a restart among them; None if none is."""
    timeline = scene.timeline
    if timeline is None:
        return None
    course = timeline.course
    for index in range(bisect_right(course.tells, scene.position) - 1, -1, -1):
        if course.kinds[index] in _TOLD:
            return timeline.event(timeline.order[course.tells[index] - 1])
    return None
