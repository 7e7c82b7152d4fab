"""Derive the events of a sample race from its plan, before they are numbered, with the provenance of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from massstart_tui.imports.event_drafts import Draft, DraftOrder, EventProvenance, in_order
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from sample_races.plans import Places, Plan

AFTER_THE_LAST: Final = "after the last known time over the line: when it was, nobody published"
NO_TIME: Final = "no time was published: shown at the published time nearest to it in the order"


@dataclass(frozen=True, slots=True)
class _Race:
    """The times of a race: the finish of the leader and of the last skater in milliseconds, and the bibs by name."""

    plan: Plan
    bibs: Mapping[str, int]
    leader: int
    last: int

    def at(self, lap: float) -> int:
        """Return the leader's time after this many laps, interpolated evenly."""
        return round(self.leader * lap / self.plan.result.distance_laps)

    def bibs_of(self, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.bibs[name] for name in names)


def drafts(plan: Plan, bibs: Mapping[str, int]) -> list[Draft[str]]:
    """Return the events of this race in order of time; ``bibs`` are by name."""
    times = plan.finish_times()
    race = _Race(plan, bibs, min(times.values()), max(times.values()))
    sources = (_gun, _laps, _sprints, _told, _left, _finish, _summed, _official)
    return in_order(draft for source in sources for draft in source(race))


def _gun(_: _Race) -> Iterator[Draft[str]]:
    yield Draft(0, DraftOrder.GUN, {"type": "start"})


def _laps(race: _Race) -> Iterator[Draft[str]]:
    plan = race.plan
    decided = {**plan.sprint_orders(), plan.result.distance_laps: plan.finish_order()}
    for lap in range(1, plan.result.distance_laps + 1):
        first = decided[lap].order[0] if lap in decided else None
        leader = {} if first is None or first in decided[lap].doubts else {"bib": race.bibs[first]}
        yield Draft(race.at(lap), DraftOrder.LAP, {"type": "lap", "lap": lap, **leader})


def _sprints(race: _Race) -> Iterator[Draft[str]]:
    for lap, places in race.plan.sprint_orders().items():
        order = [None if name is None else race.bibs[name] for name in places.order]
        claims = tuple(_doubts(race, About.SPRINT_ORDERS, places, places.order))
        yield Draft(race.at(lap), DraftOrder.SPRINT, {"type": "sprint", "lap": lap, "order": order}, claims)


def _doubts(race: _Race, about: About, places: Places, names: Iterable[str | None]) -> Iterator[EventProvenance[str]]:
    """Yield provenance for each reason to doubt a place.

    If all skaters in the event are doubted for the same reason, it is about the event as a whole.
    """
    named = [name for name in names if name is not None]
    for source in dict.fromkeys(places.doubts.values()):
        doubted = [name for name in named if places.doubts.get(name) == source]
        if doubted:
            yield EventProvenance(
                about, Certainty.RECONSTRUCTED, source, None if doubted == named else race.bibs_of(doubted)
            )


def _told(race: _Race) -> Iterator[Draft[str]]:
    for told in race.plan.told:
        fields = {"type": told.type, "bibs": race.bibs_of(told.who), **told.fields}
        fact = EventProvenance(About.INCIDENTS, told.fact, told.source)
        if told.lap is None:
            yield Draft(race.last, DraftOrder.AFTERWARDS, fields, (fact, _AFTERWARDS))
        else:
            moment = EventProvenance(About.INCIDENT_TIMES, told.moment, told.when)
            yield Draft(race.at(told.lap), DraftOrder.INCIDENT, fields, (fact, moment))


_AFTERWARDS: Final = EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, AFTER_THE_LAST)


def _left(race: _Race) -> Iterator[Draft[str]]:
    for row in race.plan.result.results:
        if row.left and row.ms is not None:
            fields = {"type": "withdraw", "bibs": [race.bibs[row.name]], "laps": row.laps}
            yield Draft(row.ms, DraftOrder.INCIDENT, fields)


def _finish(race: _Race) -> Iterator[Draft[str]]:
    places = race.plan.finish_order()
    times = race.plan.finish_times()
    for arrival in _arrivals(places.order, times):
        untimed = [name for name in arrival if name is not None and name not in times]
        fields = {
            "type": "finish",
            "order": [None if name is None else race.bibs[name] for name in arrival],
            "times": [None if name is None else times.get(name) for name in arrival],
        }
        claims = tuple(_doubts(race, About.FINISH_ORDER, places, arrival))
        if untimed:
            claims += (EventProvenance(About.FINISH_TIMES, Certainty.RECONSTRUCTED, NO_TIME, race.bibs_of(untimed)),)
        yield Draft(next(times[name] for name in arrival if name in times), DraftOrder.FINISH, fields, claims)


def _arrivals(order: Iterable[str | None], times: Mapping[str, int]) -> list[list[str | None]]:
    """Group an order over the line into one event for each known time.

    A skater without a time is in the event of the time before, or at the beginning in the first one.
    """
    arrivals: list[list[str | None]] = []
    for name in order:
        if not arrivals or (name in times and any(other in times for other in arrivals[-1])):
            arrivals.append([])
        arrivals[-1].append(name)
    return arrivals


def _summed(race: _Race) -> Iterator[Draft[str]]:
    for sums in race.plan.sums:
        points = [[race.bibs[name], points] for name, points in sums.points.items()]
        claims = (EventProvenance(About.SPRINT_ORDERS, sums.fact, sums.source), _AFTERWARDS)
        yield Draft(race.last, DraftOrder.AFTERWARDS, {"type": "points", "points": points}, claims)


def _official(race: _Race) -> Iterator[Draft[str]]:
    yield Draft(race.last, DraftOrder.OFFICIAL, {"type": "official"}, (_AFTERWARDS,))
