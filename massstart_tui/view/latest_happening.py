"""What happened last in a race: the latest sprint, incident, finish, result or correction at one moment."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.event_kinds import INCIDENTS, SPRINTS
from massstart_tui.race.record import made

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.race.state import RaceState
    from massstart_tui.view.scene import Scene

_TOLD: Final = INCIDENTS | SPRINTS | {"official"}


class Happening(NamedTuple):
    """What happened: an event, or that an event was taken back or amended by ``correction``.

    An event that was taken back is given as it was recorded, one that was amended as it is now.
    """

    event: Event
    correction: Event | None = None

    @property
    def told(self) -> Event:
        """The event that gives the type and the time: the correction, if there is one."""
        return self.correction or self.event


def latest_happening(scene: Scene, t: int) -> Happening | None:
    """Return what happened last in this scene, at race time ``t`` in ms; None if nothing has that a viewer is told."""
    return or_corrected(last_event(scene), scene, t)


def last_event(scene: Scene) -> Happening | None:
    """Return what happened last in this scene, but for corrections; it is the same as long as the scene is."""
    found = [each for each in (_event(scene), _over_the_line(scene.state)) if each is not None]
    return max(found, key=lambda each: each.told.t, default=None)


def or_corrected(happened: Happening | None, scene: Scene, t: int) -> Happening | None:
    """Return the latest correction at race time ``t`` in ms if it is later than what ``happened``, or else that."""
    found = [each for each in (happened, _correction(scene, t)) if each is not None]
    return max(found, key=lambda each: each.told.t, default=None)


def _event(scene: Scene) -> Happening | None:
    """Return the latest event that counts, a restart among them."""
    timeline = scene.timeline
    if timeline is None:
        return None
    course = timeline.course
    for index in range(bisect_right(course.tells, scene.position) - 1, -1, -1):
        if course.kinds[index] in _TOLD:
            return Happening(timeline.event(timeline.order[course.tells[index] - 1]))
    return None


def _over_the_line(state: RaceState) -> Happening | None:
    """Return the finish of those whom only crossings show to be in; None if events give the whole finish."""
    given = {bib for place in state.given_finish for bib in place.bibs}
    places = [place for place in state.line_finish if place.time is not None and not given.intersection(place.bibs)]
    if not places:
        return None
    from massstart_tui.race.events import Finish  # noqa: PLC0415 - the first picture needs no models of events

    order = tuple(place.bibs[0] if len(place.bibs) == 1 else place.bibs for place in places)
    last = state.gun + max(place.time or 0 for place in places)
    return Happening(made(Finish, {"seq": state.seq, "t": last, "type": "finish", "order": order}))


def _correction(scene: Scene, t: int) -> Happening | None:
    """Return the latest correction of an event that a viewer is told about."""
    timeline = scene.timeline
    corrected = timeline.corrected_by(t) if timeline is not None and scene.state.under_way else None
    return Happening(*corrected) if corrected is not None and corrected[0].type in _TOLD else None
