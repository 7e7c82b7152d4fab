"""Where the groups are on the ice at one moment, as far as passings of the line tell.

Between two passings a place is reckoned: the last passing, and the time since, at the pace of the leader's last lap. A
group waits at the line until it has passed it. Nothing later than the moment is used.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.groups import Group, groups_of_one_lap, last_lap
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.race.unread_passes import laps_in_doubt
from massstart_tui.view.scene import LatestPositions

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline
    from massstart_tui.view.scene import Scene

USUAL_LAP_MS: Final = 32_000
"""The time of a lap of 400 metres, in ms, until one is known."""
USUAL_LAP_METRES: Final = 400
A_SKATER_MS: Final = 140
"""The time in ms that each skater of a group takes to pass a point."""
NOT_MEASURED: Final = 0.09
"""The part of a lap between two groups, if nobody measured the gap."""
STANDING: Final = 0.03
"""The part of a lap between two groups that stand at the line."""
SHORT_OF_THE_LINE: Final = 0.999
"""Where a group waits that has not passed the line."""


class OnTheIce(NamedTuple):
    """One group: its skaters, and its front and its back as laps since the start.

    ``gap`` is that to the group ahead, in ms; None if it was not measured. ``trail`` says whether the ice between this
    group and the one ahead is a gap in the race, and not only in the picture. ``laps_open`` are skaters of the race of
    whom a pass was probably not read.
    """

    bibs: tuple[int, ...]
    front: float
    back: float
    away: bool
    gap: int | None
    trail: bool
    laps_open: frozenset[int] = frozenset()


class LinePassing(NamedTuple):
    """A group, and the passing of the line that its place is reckoned from: the laps completed with it, and its t.

    ``own`` is False if that passing is the leader's, because nobody saw this group pass. A ``lapped`` skater who skates
    on keeps no gap to anybody.
    """

    group: Group
    laps: int
    t: int
    own: bool
    lapped: bool = False


class Passings(NamedTuple):
    """What the places of the groups are reckoned from, until the scene changes; ``pace`` is in ms a lap.

    If they ``stand``, they are at the line whatever the time. ``laps_open`` are those of whom a pass was probably not
    read.
    """

    groups: tuple[LinePassing, ...]
    pace: int
    stand: bool
    laps_open: frozenset[int] = frozenset()

    def at(self, t: int) -> tuple[OnTheIce, ...]:
        """Return where the groups are at race time ``t``, front first."""
        placed: list[OnTheIce] = []
        shift = 0.0
        for passing in self.groups:
            ahead = placed[-1] if placed else None
            group = passing.group
            reckoned = self._reckoned(passing, t)
            front = self._front(passing, reckoned + shift * (not passing.lapped), ahead)
            # Whoever is behind a group that is drawn further back keeps the gap to it.
            shift = min(0.0, front - reckoned)
            back = front - len(group.bibs) * A_SKATER_MS / self.pace
            gap = group.gap if ahead and not self.stand else None
            trail = bool(ahead) and not self.stand and not passing.lapped
            placed.append(OnTheIce(group.bibs, front, back, group.away, gap, trail, self.laps_open))
        return tuple(placed)

    def _reckoned(self, passing: LinePassing, t: int) -> float:
        """Return the place of a group by its last passing and the time since; it waits at the line for the next."""
        if self.stand:
            return SHORT_OF_THE_LINE
        return passing.laps + min(SHORT_OF_THE_LINE, max(0, t - passing.t) / self.pace)

    def _front(self, passing: LinePassing, reckoned: float, ahead: OnTheIce | None) -> float:
        """Return the place of the first skater of a group, which is never ahead of the back of the one before it."""
        if ahead is None:
            return reckoned
        if self.stand:
            return ahead.back - STANDING
        gap = passing.group.gap
        if passing.lapped:
            return min(reckoned, ahead.back - 1 / USUAL_LAP_METRES)
        if gap is None:
            behind = ahead.back - NOT_MEASURED
            return min(behind, passing.laps + SHORT_OF_THE_LINE) if passing.own else behind
        return min(reckoned if passing.own else ahead.front - gap / self.pace, ahead.back - 1 / USUAL_LAP_METRES)


def passings_of(scene: Scene) -> Passings:
    """Return what the places of the groups are reckoned from in this scene."""
    state = scene.state
    pace = pace_of(state)
    # After the race nobody is known to be anywhere on the ice.
    groups = () if state.over else groups_in(scene)
    # After a stop the clock has run on while they stood still.
    anew = state.resumed and not state.lap_times
    stand = anew or state.phase in (Phase.SCHEDULED, Phase.STOPPED)
    caught = _caught_since_the_line(scene)
    passings = [_last_passing(group, state, caught) for group in groups if group.bibs]
    lapped = () if state.over or state.groups_open else _lapped_who_skate_on(state)
    return Passings((*passings, *lapped), pace, stand, laps_in_doubt(state))


def groups_in(scene: Scene) -> tuple[Group, ...]:
    """Return the groups on the ice, front first, as crossings of one lap show them.

    Whoever was caught since is in the bunch, although their last crossing was ahead of it. There are none if an event
    is missing that may have changed them.
    """
    if scene.state.groups_open:
        return ()
    groups = groups_of_one_lap(scene.state, _before_the_lap(scene.timeline, scene.position, scene.state))
    caught = _caught_since_the_line(scene)
    return _with_the_caught_in_the_bunch(groups, caught) if caught else groups


def _caught_since_the_line(scene: Scene) -> frozenset[int]:
    """Return who was caught after their last crossing of the line; nobody if events give the groups."""
    timeline, state = scene.timeline, scene.state
    if timeline is None or not state.timed or state.groups:
        return frozenset()
    from massstart_tui.race.events import bibs_of  # noqa: PLC0415 - the first picture needs no models of events

    course, found = timeline.course, set[int]()
    for index in range(bisect_right(course.tells, scene.position) - 1, -1, -1):
        position = course.tells[index]
        if timeline.times[position - 1] < min(state.crossed_at.values()):
            break
        if course.kinds[index] == "caught":
            event = timeline.event(timeline.order[position - 1])
            found.update(bib for bib in bibs_of(event) if state.crossed_at.get(bib, event.t) <= event.t)
    return frozenset(found.difference(state.away, state.down))


def _with_the_caught_in_the_bunch(groups: tuple[Group, ...], caught: frozenset[int]) -> tuple[Group, ...]:
    """Return the groups with ``caught`` in the largest of the others.

    The gap to a group that was not the next one at the line is not known.
    """
    rest = [group._replace(bibs=tuple(bib for bib in group.bibs if bib not in caught)) for group in groups]
    largest = max(range(len(rest)), key=lambda at: len(rest[at].bibs) * (not rest[at].down), default=None)
    if largest is None or not rest[largest].bibs:
        return groups
    rest[largest] = rest[largest]._replace(bibs=(*rest[largest].bibs, *sorted(caught)))
    return tuple(
        group if at == 0 or rest[at - 1].bibs else group._replace(gap=None)
        for at, group in enumerate(rest)
        if group.bibs
    )


def _lapped_who_skate_on(state: RaceState) -> tuple[LinePassing, ...]:
    """Return the lapped skaters who crossed the line after they were lapped and are not in, each alone."""
    on = [
        bib
        for bib, exit_ in state.exits.items()
        if exit_.status is Status.LAPPED and state.crossed_at.get(bib, exit_.t) > exit_.t and not state.is_in(bib)
    ]
    on.sort(key=lambda bib: (-state.laps[bib], state.crossed_at[bib]))
    return tuple(
        LinePassing(Group((bib,)), state.laps[bib], state.crossed_at[bib], own=True, lapped=True) for bib in on
    )


def passed_at(state: RaceState) -> int:
    """Return the t of the last passing of the line; of the gun, if there is none."""
    return max((state.gun, *state.crossed_at.values(), *(t for _, t in state.lap_times[-1:])))


def pace_of(state: RaceState) -> int:
    """Return the time in ms that the leader's last lap took, or a usual one if there is none."""
    metres = state.sheet.lap_length or USUAL_LAP_METRES
    return max(1, last_lap(state) or round(USUAL_LAP_MS * metres / USUAL_LAP_METRES))


def _before_the_lap(timeline: Timeline | None, position: int, state: RaceState) -> RaceState | None:
    """Return the state just before the leader completed the last lap; None if there is none."""
    if timeline is None or not state.timed:
        return None
    laps = timeline.course.laps
    at = timeline.course.lap_mark_index(position)
    # A change of the distance is a mark of the same lap.
    of_this_lap = takewhile(lambda mark: mark.lap == state.lap, (laps[index] for index in range(at, -1, -1)))
    first = min((mark.position for mark in of_this_lap), default=0)
    return _state_at(timeline, first - 1) if first else None


@LatestPositions
def _state_at(timeline: Timeline, position: int) -> RaceState:
    """Return the state at a position; the ice and the head ask for it at each change, for as long as a lap takes."""
    return timeline.state_at(position)


def _last_passing(group: Group, state: RaceState, caught: frozenset[int]) -> LinePassing:
    """Return the foremost passing of a group; the leader's if no crossings tell it.

    Those of skaters who were ``caught`` since do not count, because they came from another group.
    """
    with_them = [bib for bib in group.bibs if bib not in caught] or group.bibs
    seen = [(-state.laps_on_the_ice(bib), state.crossed_at[bib]) for bib in with_them if bib in state.crossed_at]
    if seen and not state.groups:
        laps, t = min(seen)
        return LinePassing(group, -laps, t, own=True)
    laps, t = state.lap_times[-1] if state.lap_times else (state.lap, state.gun)
    return LinePassing(group, laps, t, own=False)
