"""Add up what each skater has: points won, laps completed, the place at the finish. `standings` ranks them by it."""

from __future__ import annotations

from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.finish_order import relegation_of
from massstart_tui.race.finish_places import lapped_over_the_line, open_places, places_over_the_line
from massstart_tui.race.groups import groups_on_the_ice, order_on_the_line
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unknown_places import OpenSprint, Shared, could_have_finished, shared_out, skated_sprints
from massstart_tui.race.unread_passes import laps_in_doubt, may_be_in, orders_in_doubt

FORFEITING: Final = (Status.LAPPED, Status.ELIMINATED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
"""A lapped skater, and one who does not finish, loses all points won; they are not given to others."""
_FAR: Final = 1 << 40
"""More than any place and any race time."""


class Tally(NamedTuple):
    """What a skater has.

    ``laps`` is None if it is not known; ``laps_on_the_ice`` has, for who is still racing, those to rank by until then.
    ``sprints`` are the known points of each intermediate sprint; ``intermediate`` is what they add up to, or more if a
    sum was published. ``unknown`` has the numbers of the sprints at which nobody recorded what this skater won.
    ``crossed`` is the place among the lapped skaters over the line; ``went_on`` says that the skater was lapped and
    completed the distance. ``road`` is the position on the ice, None where unknown; ``left_at`` is in ms, and ``left``
    the order of leaving. ``more`` says that the points may turn out to be more than is known, apart from sprints and a
    finish to come.
    """

    bib: int
    sprints: tuple[int, ...]
    intermediate: int
    finish: int
    status: Status
    laps: int | None
    laps_on_the_ice: int
    time: int | None
    place: int | None
    crossed: float | None
    went_on: bool
    distance: int
    road: int | None
    left_at: int
    left: int
    laps_gained: int
    lap_points: int
    relegated: bool
    unknown: tuple[int, ...]
    more: bool

    @property
    def won(self) -> int:
        """The points won, including those that are lost again."""
        return self.intermediate + self.finish + self.lap_points

    @property
    def total(self) -> int:
        """The points that count."""
        return 0 if self.status in FORFEITING else self.won

    @property
    def stopped_short(self) -> bool:
        """Whether this skater did not complete the distance."""
        return self.place is None and self.status in FORFEITING and not self.went_on

    @property
    def end_place(self) -> float | None:
        """The place at the end of the distance; between two places for a skater who was lapped and went on."""
        return self.crossed if self.went_on else self.place

    @property
    def half_laps(self) -> int:
        """Twice the laps, less one for a skater who has them all and did not complete the distance as the others did.

        A skater with an unknown number of laps ranks behind those for whom it is known.
        """
        if self.laps is None:
            return -1 if self.status is not Status.RACING else 2 * self.laps_on_the_ice
        return 2 * self.laps - (self.stopped_short and self.laps >= self.distance)

    @property
    def order(self) -> float:
        """The sort key of the order of finish.

        Places come first, then skaters without a recorded place, lapped skaters, and those who did not come in.
        """
        if self.end_place is not None:
            return self.end_place
        if self.crossed is None:
            return 2 * _FAR if self.stopped_short else _FAR
        return _FAR + self.crossed

    @property
    def unplaced(self) -> bool:
        """Whether this skater completed the distance at a place that nobody recorded."""
        return self.place is None and self.status is Status.FINISHED


class Ranked(NamedTuple):
    """A tally with the sort key of the classification; equal keys share a rank."""

    key: tuple[float, ...]
    entry: Tally


def tallies(state: RaceState) -> list[Tally]:
    """Return what each skater has, in the order of the start sheet."""
    sprints = sprint_points(state)
    places = places_over_the_line(state)
    crossed = lapped_over_the_line(state)
    times = _times(state)
    road = _road(state)
    left = {bib: index for index, bib in enumerate(state.exits)}
    skated = tuple(skated_sprints(state))
    open_at = {sprint.number: sprint.takers | sprint.left for sprint in skated}
    richer = _may_have_more(state, skated, sprints)
    unread = laps_in_doubt(state)
    doubted = {lap: may_be_in(state, lap) for lap in orders_in_doubt(state)}
    richer |= {bib for bibs in doubted.values() for bib in bibs}
    # Whoever has no place may have had one of those that nobody recorded, and its points.
    if state.over and _scores(state, places):
        richer |= {s.bib for s in state.sheet.skaters if s.bib not in places}
    # If a disqualified skater had an unrecorded place, those behind move up and win more.
    for could in could_have_finished(state) if state.over else ():
        moved_up = places_over_the_line(could).items()
        richer |= {b for b, q in moved_up if _points(state.rules.finish, q) > _points(state.rules.finish, places[b])}
    # What is the same for everybody, or concerns nobody in most races, is not asked again for each of many skaters.
    rules, timed, sprint_laps = state.rules, state.timed, state.rules.sprint_laps()
    statuses = state.statuses()
    some_unknown, relegated = bool(open_at or doubted), bool(state.relegations)
    found = []
    for skater in state.sheet.skaters:
        bib = skater.bib
        place = places.get(bib)
        gained = state.gained.get(bib, 0)
        status = statuses[bib]
        found.append(
            Tally(
                bib=bib,
                sprints=sprints[bib],
                intermediate=intermediate_points(state, bib, sprints[bib]),
                finish=_points(rules.finish, place),
                status=status,
                laps=_laps_of(state, bib, status) if bib not in unread else None,
                laps_on_the_ice=state.laps_on_the_ice(bib) if timed else 0,
                time=times.get(bib),
                place=place,
                crossed=crossed.get(bib),
                went_on=status is Status.LAPPED and state.went_on_to_the_end(bib),
                distance=state.distance,
                road=road.get(bib),
                left_at=0 if place or bib in crossed else _left_at(state, bib),
                left=left.get(bib, 0),
                laps_gained=gained,
                lap_points=gained * rules.lap_points,
                relegated=relegated and relegation_of(state, bib) is not None,
                unknown=tuple(
                    number
                    for number, lap in enumerate(sprint_laps, 1)
                    if bib in open_at.get(number, ()) or bib in doubted.get(lap, ())
                )
                if some_unknown
                else (),
                more=bib in richer and status not in FORFEITING,
            )
        )
    return found


def _laps_of(state: RaceState, bib: int, status: Status) -> int | None:
    """Return the laps of `RaceState.known_laps_of` of a skater with this status."""
    if state.timed or bib in state.exits:
        return state.known_laps_of(bib)
    return state.distance if status is Status.FINISHED else state.lap


def _may_have_more(state: RaceState, skated: tuple[OpenSprint, ...], sprints: dict[int, tuple[int, ...]]) -> set[int]:
    """Return who may have won more than is known at the sprints that were ``skated``."""
    if not skated:
        return set()
    shared = shared_of(state, sprints)
    numbers = {sprint.number for sprint in skated}
    return {
        bib
        for index, sprint in enumerate(shared.sprints)
        if sprint.number in numbers and any(any(way[index]) for way in shared.ways)
        for bib in sprint.takers
    }


def shared_of(state: RaceState, sprints: dict[int, tuple[int, ...]]) -> Shared:
    """Return what published sums leave of the open sprints; ``sprints`` has the known points of each skater."""
    owed = {bib: max(0, s.points - points_in_sum(state, bib, sprints[bib])) for bib, s in state.sums.items()}
    return shared_out(state, owed)


def _scores(state: RaceState, places: dict[int, int]) -> bool:
    """Return whether a place at the finish that nobody recorded gives points."""
    bibs = (skater.bib for skater in state.sheet.skaters)
    unplaced = sum(1 for bib in bibs if bib not in places and state.status_of(bib) is Status.FINISHED)
    return bool(unplaced) and any(_points(state.rules.finish, place) for place in open_places(state, unplaced))


def _times(state: RaceState) -> dict[int, int | None]:
    """Return the race time of each skater at the finish in ms: as given, else from the crossing.

    A lapped skater has none if the rules take lapped skaters out.
    """
    out = {bib for bib, exit_ in state.exits.items() if exit_.status is Status.LAPPED and state.rules.lapped == "out"}
    crossed = {bib: place.time for place in state.line_finish for bib in place.bibs}
    over = ((bib, place.time) for place in state.finish for bib in place.bibs if bib not in out)
    return {bib: crossed.get(bib) if time is None else time for bib, time in over}


def _left_at(state: RaceState, bib: int) -> int:
    """Return when a skater who is out completed the last lap that was seen, else when they left; race time in ms.

    The later a skater was lapped, the faster they skated the same number of laps; so for lapped skaters whom no
    crossing shows, the order of times is reversed.
    """
    exit_ = state.exits.get(bib)
    if exit_ is None:
        return 0
    if bib in state.crossed_at:
        return state.crossed_at[bib] - state.gun
    return _FAR - exit_.t if exit_.status is Status.LAPPED else exit_.t


def _points(table: tuple[int, ...], place: int | None) -> int:
    return table[place - 1] if place is not None and place <= len(table) else 0


def sprint_points(state: RaceState) -> dict[int, tuple[int, ...]]:
    """Return the points that each skater is known to have won at each intermediate sprint, including forfeited ones.

    If the distance was made shorter, its last lap ends in the finish and not in a sprint.
    """
    won: dict[int, list[int]] = {s.bib: [0] * len(state.rules.sprints) for s in state.sheet.skaters}
    results = state.sprints
    for index, sprint in enumerate(state.rules.sprints):
        result = results.get(sprint.lap) if sprint.lap < state.distance else None
        place = 1
        for bibs in result.order if result else ():
            for bib in bibs:
                won[bib][index] = _points(sprint.points, place)
            place += max(1, len(bibs))
    return {bib: tuple(points) for bib, points in won.items()}


def intermediate_points(state: RaceState, bib: int, sprints: tuple[int, ...]) -> int:
    """Return the points that ``sprints`` add up to, with the published sum in place of smaller known points."""
    summed = state.sums.get(bib)
    if summed is None:
        return sum(sprints)
    return sum(sprints) + max(0, summed.points - points_in_sum(state, bib, sprints))


def points_in_sum(state: RaceState, bib: int, sprints: tuple[int, ...]) -> int:
    """Return the known points at those sprints that the published sum of this skater covers."""
    laps = state.sums[bib].laps
    return sum(points for sprint, points in zip(state.rules.sprints, sprints, strict=True) if sprint.lap <= laps)


def _road(state: RaceState) -> dict[int, int]:
    """Return the position on the ice of who is still racing, as far as crossings or groups tell skaters apart."""
    if state.timed and not state.groups:
        return {bib: index for index, bib in enumerate(order_on_the_line(state))}
    return {bib: index for index, group in enumerate(groups_on_the_ice(state)) for bib in group.bibs}
