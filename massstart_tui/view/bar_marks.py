"""Where the leader was on the distance at any moment, and what the race bar marks there."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from massstart_tui.race.event_kinds import INCIDENTS
from massstart_tui.view.ice_groups import USUAL_LAP_MS

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline


MOST_MARKS: Final = 400
"""The maximum number of marks on the race bar, which has no more cells."""


def lap_fraction(timeline: Timeline, t: int, now: int) -> float:
    """Return the part of the distance that the leader has covered at ``t``, from 0 to 1, by what is known at ``now``.

    Within a lap it follows the pace of the lap before, and stops short of a line that is not crossed yet.
    """
    if t <= 0:
        return 0.0
    laps = timeline.course.laps
    index = bisect_right(laps, t, key=lambda mark: mark.t) - 1
    _, at, lap, to_go = laps[index] if index >= 0 else (0, 0, 0, timeline.sheet.laps)
    if not to_go:
        return 1.0
    following = laps[index + 1].t if index + 1 < len(laps) else None
    pace = _pace(timeline, index)
    # The lap is over by now, so its actual time is known.
    if following is not None and following <= now:
        pace = max(1, following - at)
    # The leader waits just short of the line until the next lap is recorded.
    return min(1.0, (lap + min(0.97, (t - at) / pace)) / (lap + to_go))


def _pace(timeline: Timeline, index: int) -> int:
    """Return the time in ms of the lap that ended at this mark, or of a usual lap if there is none."""
    laps = timeline.course.laps
    if index < 1 or laps[index].lap != laps[index - 1].lap + 1:
        return USUAL_LAP_MS
    return max(1, laps[index].t - laps[index - 1].t)


def bar_marks(timeline: Timeline, position: int) -> list[tuple[int, str]]:
    """Return the sprints and incidents of the first ``position`` events, as (race time, type of event).

    Those of an abandoned start are left out.
    """
    course = timeline.course
    last = bisect_right(course.tells, position)
    first = max(0, last - MOST_MARKS)
    # Events before a restart belong to the abandoned start.
    first = next((index for index in range(last - 1, first, -1) if course.kinds[index] == "restart"), first)
    wanted = INCIDENTS | {"sprint"}
    return [
        (timeline.times[course.tells[index] - 1], course.kinds[index])
        for index in range(first, last)
        if course.kinds[index] in wanted
    ]
