"""Who stands where, and why: the classification at any moment, provisional while the race runs.

One key gives the ranking (ISU Special Regulations, mass start; it reproduces the World Cup results of autumn 2025):
disqualified last, then points that count from high to low, laps completed, the order of finish. Those who did not
complete the distance follow by laps, then time. Those who did not start come after everyone else.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from massstart_tui.race.ice import groups_on_the_ice, order_on_the_line
from massstart_tui.race.state import Phase, RaceState, Status

FORFEITING = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
"""Who is lapped or does not finish loses all points won; they are not handed to others."""
STOPPED_SHORT = (Status.LAPPED, Status.WITHDREW)
"""Who did not complete the distance is ranked by laps, then time."""
_FAR = 1 << 62


class Because(StrEnum):
    """What decided a place."""

    POINTS = "points"
    EQUAL_POINTS_FINISH = "equal_points_finish"
    FINISH = "finish"
    DEAD_HEAT = "dead_heat"
    LAPS = "laps"
    LAPS_TIME = "laps_time"
    ON_THE_ICE = "on_the_ice"
    LEVEL = "level"
    UNRECORDED = "unrecorded"
    DISQUALIFIED = "disqualified"
    DNS = "dns"


class Standing(NamedTuple):
    """One row of the classification.

    ``sprints`` and ``finish`` are points as won, ``won`` their sum, ``total`` what counts. ``time`` is in ms, None
    where there is none. ``shared`` marks a rank that another skater has as well. ``through`` is Q by rank, q by the
    referee, None until nobody is racing any more.
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


class _Entry(NamedTuple):
    """What a skater's place is made of, before it is known."""

    bib: int
    sprints: tuple[int, ...]
    finish: int
    status: Status
    laps: int
    time: int | None
    place: int | None
    road: int | None
    left_at: int

    @property
    def won(self) -> int:
        return sum(self.sprints) + self.finish

    @property
    def total(self) -> int:
        return 0 if self.status in FORFEITING else self.won

    @property
    def key(self) -> tuple[int, ...]:
        group = {Status.DISQUALIFIED: 1, Status.DNS: 2}.get(self.status, 0)
        if group:
            return (group, 0, 0, 0, 0, 0)
        over_the_line = _FAR if self.place is None else self.place
        road = _FAR if self.road is None else self.road
        return (group, -self.total, -self.laps, over_the_line, self.left_at, road)


def standings(state: RaceState) -> tuple[Standing, ...]:
    """The classification at this moment: a row for every skater on the start sheet, first to last."""
    entries = sorted(_entries(state), key=lambda entry: (entry.key, entry.bib))
    sharing = Counter(entry.key for entry in entries)
    points = Counter(entry.total for entry in entries)
    laps = Counter(entry.laps for entry in entries if entry.status in STOPPED_SHORT and entry.place is None)
    names = state.sheet.by_bib()
    rows: list[Standing] = []
    for index, entry in enumerate(entries, 1):
        level = bool(rows) and entries[index - 2].key == entry.key
        rank = rows[-1].rank if level else index
        shared = sharing[entry.key] > 1
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
                through=_through(state, entry, rank),
                because=_because(
                    entry, shared=shared, same_points=points[entry.total] > 1, same_laps=laps[entry.laps] > 1
                ),
                shared=shared,
            )
        )
    return tuple(rows)


def _entries(state: RaceState) -> list[_Entry]:
    sprints = _sprint_points(state)
    places = places_over_the_line(state)
    times = {bib: place.time for place in state.finish for bib in place.bibs}
    road = _road(state)
    entries = []
    for skater in state.sheet.skaters:
        bib = skater.bib
        place = places.get(bib)
        entries.append(
            _Entry(
                bib=bib,
                sprints=sprints[bib],
                finish=_points(state.rules.finish, place),
                status=state.status_of(bib),
                laps=state.laps_of(bib),
                time=times.get(bib),
                place=place,
                road=road.get(bib),
                left_at=0 if place else _left_at(state, bib),
            )
        )
    return entries


def _left_at(state: RaceState, bib: int) -> int:
    """The race time of the last lap completed by who is out, as far as it was seen; else that of leaving."""
    exit_ = state.exits.get(bib)
    if exit_ is None:
        return 0
    return state.crossed_at[bib] - state.gun if bib in state.crossed_at else exit_.t


def _points(table: tuple[int, ...], place: int | None) -> int:
    return table[place - 1] if place is not None and place <= len(table) else 0


def _sprint_points(state: RaceState) -> dict[int, tuple[int, ...]]:
    """The points each skater won at each intermediate sprint; forfeited ones included, never handed on."""
    won: dict[int, list[int]] = {s.bib: [0] * len(state.rules.sprints) for s in state.sheet.skaters}
    results = state.sprints
    for index, sprint in enumerate(state.rules.sprints):
        result = results.get(sprint.lap)
        place = 1
        for bibs in result.order if result else ():
            for bib in bibs:
                won[bib][index] = _points(sprint.points, place)
            place += max(1, len(bibs))
    return {bib: tuple(points) for bib, points in won.items()}


def places_over_the_line(state: RaceState) -> dict[int, int]:
    """The place of each skater over the finish line.

    Disqualified after the finish: those behind move up, and get the points of their new place (no source settles
    whether intermediate points are handed on; they are not).
    """
    places: dict[int, int] = {}
    place = 1
    for group in state.finish:
        counted = [bib for bib in group.bibs if state.status_of(bib) is not Status.DISQUALIFIED]
        places.update(dict.fromkeys(counted, place))
        place += len(counted) if group.bibs else 1
    return places


def _road(state: RaceState) -> dict[int, int]:
    """A place on the ice for who is still racing, as far as crossings or groups tell one skater from another."""
    if state.timed and not state.groups:
        return {bib: index for index, bib in enumerate(order_on_the_line(state))}
    return {bib: index for index, group in enumerate(groups_on_the_ice(state)) for bib in group.bibs}


def _because(entry: _Entry, *, shared: bool, same_points: bool, same_laps: bool) -> Because:
    if entry.status is Status.DISQUALIFIED:
        return Because.DISQUALIFIED
    if entry.status is Status.DNS:
        return Because.DNS
    if shared:
        return _because_shared(entry)
    if not same_points and (entry.total or entry.status is Status.RACING):
        return Because.POINTS
    if entry.place is not None:
        return Because.EQUAL_POINTS_FINISH if entry.total else Because.FINISH
    if entry.status is Status.FINISHED:
        return Because.UNRECORDED
    if entry.status is Status.RACING:
        return Because.ON_THE_ICE
    return Because.LAPS_TIME if same_laps else Because.LAPS


def _because_shared(entry: _Entry) -> Because:
    if entry.place is not None:
        return Because.DEAD_HEAT
    if entry.status is Status.RACING:
        return Because.LEVEL
    return Because.UNRECORDED if entry.status is Status.FINISHED else Because.LAPS_TIME


def _through(state: RaceState, entry: _Entry, rank: int) -> str | None:
    if not state.over or state.sheet.qualify is None or entry.status in (Status.DISQUALIFIED, Status.DNS):
        return None
    if rank <= state.sheet.qualify:
        return "Q"
    return "q" if entry.bib in state.advanced else None


def provisional(state: RaceState) -> bool:
    """Whether the classification can still change by skating: the race is not over."""
    return state.phase not in (Phase.FINISHED, Phase.OFFICIAL)
