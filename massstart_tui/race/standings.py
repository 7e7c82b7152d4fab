"""Who stands where, and why: the classification at any moment, provisional while the race runs.

One key gives the ranking. Disqualified last but for those who did not start; everyone else by the `Rules.ranking` of
the race, one criterion after the other; then by the time of leaving, and while the race is on by the place on the ice.
That of a mass start (ISU Special Regulations; it reproduces the World Cup results of autumn 2025): points that count
from high to low, laps completed, the order of finish; so those who did not complete the distance follow by laps, then
time. Who was lapped and crosses the finish line has not finished in that place: they follow by laps, then by when they
crossed, but for who went on and completed the distance, as their time shows; the points are lost (World Cup Calgary
2025, division A, rank 22).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from massstart_tui.race.ice import groups_on_the_ice, order_on_the_line
from massstart_tui.race.jury import relegation_of
from massstart_tui.race.places import lapped_over_the_line, open_places, places_over_the_line
from massstart_tui.race.rules import Criterion, Rules
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.race.unrecorded import Completed, Ranks, possible_ranks

FORFEITING = (Status.LAPPED, Status.ELIMINATED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
"""Who is lapped or does not finish loses all points won; they are not handed to others."""
STOPPED_SHORT = (Status.LAPPED, Status.WITHDREW)
"""Who did not complete the distance is ranked by laps, then time."""
_FAR = 1 << 40


class Because(StrEnum):
    """What decided a place."""

    POINTS = "points"
    EQUAL_POINTS_FINISH = "equal_points_finish"
    FINISH = "finish"
    LAPS_GAINED = "laps_gained"
    EQUAL_LAPS_FINISH = "equal_laps_finish"
    ORDER_OF_FINISH = "order_of_finish"
    ELIMINATED = "eliminated"
    LASTED = "lasted"
    DEAD_HEAT = "dead_heat"
    RELEGATED = "relegated"
    LAPPED = "lapped"
    LAPS = "laps"
    LAPS_TIME = "laps_time"
    ON_THE_ICE = "on_the_ice"
    LEVEL = "level"
    UNRECORDED = "unrecorded"
    DISQUALIFIED = "disqualified"
    DNS = "dns"


class Standing(NamedTuple):
    """One row of the classification.

    ``sprints`` and ``finish`` are points as won, ``won`` their sum with ``lap_points``, ``total`` what counts. ``time``
    is in ms, None where there is none. ``shared`` marks a rank that another skater has as well. ``through`` is Q by
    rank, q by the referee, None until nobody is racing any more. ``laps_gained`` is on the bunch, below nought lost;
    ``lap_points`` what that gives, or below nought costs. ``reviewed`` is under review, which decides nothing.
    """

    rank: int
    bib: int
    name: str
    noc: str
    sprints: tuple[int, ...]
    finish: int
    won: int
    total: int
    laps: int
    time: int | None
    finish_place: int | None
    status: Status
    through: str | None
    because: Because
    shared: bool
    laps_gained: int = 0
    lap_points: int = 0
    reviewed: bool = False


class _Entry(NamedTuple):
    """What a skater's place is made of, before it is known; ``crossed`` is the place among the lapped over the line."""

    bib: int
    sprints: tuple[int, ...]
    finish: int
    status: Status
    laps: int
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

    @property
    def won(self) -> int:
        return sum(self.sprints) + self.finish + self.lap_points

    @property
    def total(self) -> int:
        return 0 if self.status in FORFEITING else self.won

    @property
    def stopped_short(self) -> bool:
        return self.place is None and self.status in FORFEITING and not self.went_on

    @property
    def over(self) -> float | None:
        """The place at the end of the distance; of who was lapped and went on, one between two places."""
        return self.crossed if self.went_on else self.place

    @property
    def half_laps(self) -> int:
        """Twice the laps; one less for who has as many as the distance, and did not complete it as the others did."""
        return 2 * self.laps - (self.stopped_short and self.laps >= self.distance)

    @property
    def order(self) -> float:
        """Over the line: a place, behind it who has none recorded, the lapped, and who did not come over it."""
        if self.over is not None:
            return self.over
        if self.crossed is None:
            return 2 * _FAR if self.stopped_short else _FAR
        return _FAR + self.crossed

    def key(self, criteria: tuple[Callable[[_Entry], float], ...]) -> tuple[float, ...]:
        group = _LAST.get(self.status, 0)
        if group:
            return (group,)
        road = _FAR if self.road is None else self.road
        return (group, *[criterion(self) for criterion in criteria], self.left_at, road)


_LAST: Final = {Status.DISQUALIFIED: 1, Status.DNS: 2}
_CRITERIA: Final[Mapping[Criterion, Callable[[_Entry], float]]] = {
    "completed": lambda entry: entry.stopped_short,
    "points": lambda entry: -entry.total,
    "laps_gained": lambda entry: 0 if entry.stopped_short else -entry.laps_gained,
    "laps": lambda entry: -entry.half_laps,
    "lasted": lambda entry: -entry.left if entry.stopped_short else 0,
    "finish": lambda entry: entry.order,
}
"""What each criterion of a ranking looks at: the smaller comes first."""


def standings(state: RaceState) -> tuple[Standing, ...]:
    """The classification at this moment: a row for every skater on the start sheet, first to last."""
    criteria = tuple(_CRITERIA[criterion] for criterion in state.rules.ranking)
    keyed = sorted((entry.key(criteria), entry.bib, entry) for entry in _entries(state))
    sharing = Counter(key for key, _, _ in keyed)
    tied = _Tied.among([entry for _, _, entry in keyed])
    names = state.sheet.by_bib()
    ranks = _possible_ranks(state, [entry for _, _, entry in keyed]) if state.over else {}
    rows: list[Standing] = []
    before: tuple[float, ...] = ()
    for index, (key, _, entry) in enumerate(keyed, 1):
        rank = rows[-1].rank if key == before else index
        shared = sharing[key] > 1
        before = key
        rows.append(
            Standing(
                rank=rank,
                bib=entry.bib,
                name=names[entry.bib].name,
                noc=names[entry.bib].noc,
                sprints=entry.sprints,
                finish=entry.finish,
                won=entry.won,
                total=entry.total,
                laps=entry.laps,
                time=entry.time,
                finish_place=entry.place,
                status=entry.status,
                through=_through(state, entry, ranks.get(entry.bib, Ranks(rank, rank)).worst),
                because=_because(entry, state.rules, tied, shared=shared),
                shared=shared,
                laps_gained=entry.laps_gained,
                lap_points=entry.lap_points,
                reviewed=entry.bib in state.reviewed,
            )
        )
    return tuple(rows)


def _entries(state: RaceState) -> list[_Entry]:
    sprints = _sprint_points(state)
    places = places_over_the_line(state)
    crossed = lapped_over_the_line(state)
    times = _times(state)
    road = _road(state)
    left = {bib: index for index, bib in enumerate(state.exits)}
    entries = []
    for skater in state.sheet.skaters:
        bib = skater.bib
        place = places.get(bib)
        gained = state.gained.get(bib, 0)
        entries.append(
            _Entry(
                bib=bib,
                sprints=sprints[bib],
                finish=_points(state.rules.finish, place),
                status=state.status_of(bib),
                laps=state.laps_of(bib),
                time=times.get(bib),
                place=place,
                crossed=crossed.get(bib),
                went_on=state.went_on_to_the_end(bib),
                distance=state.distance,
                road=road.get(bib),
                left_at=0 if place or bib in crossed else _left_at(state, bib),
                left=left.get(bib, 0),
                laps_gained=gained,
                lap_points=gained * state.rules.lap_points,
                relegated=relegation_of(state, bib) is not None,
            )
        )
    return entries


def _times(state: RaceState) -> dict[int, int | None]:
    """The race time of each skater over the line, as given, else as their crossing has it.

    Who was lapped, where the rules take them out, has none.
    """
    out = {bib for bib, exit_ in state.exits.items() if exit_.status is Status.LAPPED and state.rules.lapped == "out"}
    crossed = {bib: place.time for place in state.line_finish for bib in place.bibs}
    over = ((bib, place.time) for place in state.finish for bib in place.bibs if bib not in out)
    return {bib: crossed.get(bib) if time is None else time for bib, time in over}


def _left_at(state: RaceState, bib: int) -> int:
    """The race time of the last lap completed by who is out, as far as it was seen; else that of leaving.

    Of those who were lapped, and not seen, who was caught later has skated as many laps faster.
    """
    exit_ = state.exits.get(bib)
    if exit_ is None:
        return 0
    if bib in state.crossed_at:
        return state.crossed_at[bib] - state.gun
    return _FAR - exit_.t if exit_.status is Status.LAPPED else exit_.t


def _points(table: tuple[int, ...], place: int | None) -> int:
    return table[place - 1] if place is not None and place <= len(table) else 0


def _sprint_points(state: RaceState) -> dict[int, tuple[int, ...]]:
    """The points each skater won at each intermediate sprint; forfeited ones included, never handed on.

    Where the distance was made shorter, its last lap ends in the finish and no sprint.
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


def _road(state: RaceState) -> dict[int, int]:
    """A place on the ice for who is still racing, as far as crossings or groups tell one skater from another."""
    if state.timed and not state.groups:
        return {bib: index for index, bib in enumerate(order_on_the_line(state))}
    return {bib: index for index, group in enumerate(groups_on_the_ice(state)) for bib in group.bibs}


class _Tied(NamedTuple):
    """How many skaters have so many points, so many laps gained, or, of those who stopped short, so many laps."""

    points: Counter[int]
    gained: Counter[int]
    laps: Counter[int]

    @classmethod
    def among(cls, entries: list[_Entry]) -> _Tied:
        stopped = [entry for entry in entries if entry.status in STOPPED_SHORT and entry.place is None]
        return cls(
            points=Counter(entry.total for entry in entries),
            gained=Counter(entry.laps_gained for entry in entries if not entry.stopped_short),
            laps=Counter(entry.laps for entry in stopped),
        )


def _because(entry: _Entry, rules: Rules, tied: _Tied, *, shared: bool) -> Because:
    if entry.status is Status.DISQUALIFIED:
        return Because.DISQUALIFIED
    if entry.status is Status.DNS:
        return Because.DNS
    if entry.relegated and entry.place is not None:
        return Because.RELEGATED
    if entry.crossed is not None:
        return Because.LAPPED
    if shared:
        return _because_shared(entry)
    if entry.stopped_short:
        return _because_stopped(entry, rules, tied)
    if rules.on_points and tied.points[entry.total] == 1 and (entry.total or entry.status is Status.RACING):
        return Because.POINTS
    if "laps_gained" in rules.ranking and entry.laps_gained and tied.gained[entry.laps_gained] == 1:
        return Because.LAPS_GAINED
    if entry.place is not None:
        return _because_placed(entry, rules)
    return Because.UNRECORDED if entry.status is Status.FINISHED else Because.ON_THE_ICE


def _because_placed(entry: _Entry, rules: Rules) -> Because:
    if not rules.on_points:
        return Because.EQUAL_LAPS_FINISH if entry.laps_gained else Because.ORDER_OF_FINISH
    return Because.EQUAL_POINTS_FINISH if entry.total else Because.FINISH


def _because_stopped(entry: _Entry, rules: Rules, tied: _Tied) -> Because:
    if entry.status is Status.ELIMINATED:
        return Because.ELIMINATED
    if "lasted" in rules.ranking:
        return Because.LASTED
    return Because.LAPS_TIME if tied.laps[entry.laps] > 1 else Because.LAPS


def _because_shared(entry: _Entry) -> Because:
    if entry.place is not None:
        return Because.DEAD_HEAT
    if entry.status is Status.RACING:
        return Because.LEVEL
    return Because.UNRECORDED if entry.status is Status.FINISHED else Because.LAPS_TIME


def _possible_ranks(state: RaceState, entries: list[_Entry]) -> dict[int, Ranks]:
    """Between which ranks those who completed the distance are, where the race is over and some have no place."""
    completed = [entry for entry in entries if entry.status is Status.FINISHED or entry.over is not None]
    unrecorded = sum(1 for entry in completed if entry.over is None)
    if not unrecorded:
        return {}
    return possible_ranks(
        [Completed(entry.bib, entry.total - entry.finish, entry.over) for entry in completed],
        open_places(state, unrecorded),
        partial(_points, state.rules.finish if state.rules.on_points else ()),
    )


def possible(state: RaceState) -> Mapping[int, Ranks]:
    """Between which ranks those are, by bib, whose ranks are not certain though the race is over."""
    return _possible_ranks(state, _entries(state)) if state.over else {}


def _through(state: RaceState, entry: _Entry, rank: int) -> str | None:
    """Q where the ``rank``, the worst that it can be, is within the cut."""
    if not state.over or state.sheet.qualify is None or entry.status in (Status.DISQUALIFIED, Status.DNS):
        return None
    if rank <= state.sheet.qualify:
        return "Q"
    return "q" if entry.bib in state.advanced else None


def provisional(state: RaceState) -> bool:
    """Whether the classification can still change by skating: the race is not over."""
    return state.phase not in (Phase.FINISHED, Phase.OFFICIAL)
