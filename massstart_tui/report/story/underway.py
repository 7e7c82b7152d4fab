"""The part of the race report on a race under way: the leaders on points, the group in front, and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from massstart_tui.race.groups import groups_on_the_ice
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase
from massstart_tui.race.unknown_places import OpenSprint, awaited_sprints, skated_sprints
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import (
    All,
    Briefly,
    Count,
    Gap,
    Nth,
    Sentence,
    Sprints,
    Who,
    agreed,
    at_least,
    say,
)

MOST_LEADERS: Final = 3


def headline_under_way(race: Chronicle) -> Sentence:
    """Return the headline: the progress of the race, and the leader on points."""
    when, started = race.now, race.phase_by()
    leaders = _leaders_of(race)
    if race.state.phase is Phase.STOPPED:
        return say("headline.stopped", started, when=when)
    if len(leaders) != 1:
        return say("headline.under_way", started, when=when)
    row = leaders[0]
    return say(
        "headline.leader", [*started, *race.points_by(row)], race.points_doubts(row), when=when, who=Briefly((row.bib,))
    )


def under_way(race: Chronicle) -> Iterator[Sentence]:
    """Yield the state of the race, the leaders, the group in front, and what comes next."""
    yield say(f"now.{race.state.phase}", race.phase_by(), when=race.now)
    yield from _leaders(race)
    yield from _in_front(race)
    if awaited := awaited_sprints(race.state):
        numbers = Sprints(tuple(sprint.number for sprint in awaited))
        begun = any(race.state.sprints.get(sprint.lap) for sprint in awaited)
        yield say(
            "now.sprints_begun" if begun else "now.sprints_awaited", race.beyond_by(awaited[0].lap), sprints=numbers
        )
    if race.state.phase in (Phase.RACING, Phase.NEUTRAL) and race.state.to_go:
        yield _next(race, awaited)


def _leaders_of(race: Chronicle) -> list[Standing]:
    """Return the skaters with the most points, if there are any; nobody if another skater may have as many."""
    most = max(row.total for row in race.rows) if race.state.rules.on_points else 0
    leaders = [row for row in race.rows if row.total == most and most]
    prizes = {sprint.number: max(sprint.prizes, default=0) for sprint in skated_sprints(race.state)}
    awaited = awaited_sprints(race.state)
    # A leader leads for certain if nobody else can have as many points, even with the best unknown places.
    known = all(_most_of(row, prizes, awaited) < most for row in race.rows if row not in leaders)
    level = not any(_most_of(row, prizes, awaited) > most or row.at_least for row in leaders)
    return leaders if known and (len(leaders) == 1 or level) else []


def _most_of(row: Standing, prizes: Mapping[int, int], awaited: Iterable[OpenSprint]) -> int:
    """Return the most points that this skater can have: with the best of ``prizes`` left at each unknown sprint.

    The best prize of each sprint in ``awaited`` is added if the skater can have it.
    """
    unknown = sum(prizes.get(number, 0) for number in row.unknown_sprints) if row.at_least else 0
    to_come = sum(max(s.prizes) for s in awaited if row.bib in s.takers and s.number not in row.unknown_sprints)
    return row.total + unknown + to_come


def _leaders(race: Chronicle) -> Iterator[Sentence]:
    """Yield who leads on points, or that it is open."""
    leaders = _leaders_of(race)
    unknown = any(row.at_least for row in race.rows)
    scored = race.state.rules.on_points and any(row.total for row in race.rows)
    if not leaders and (unknown or (scored and awaited_sprints(race.state))):
        # A sprint counts as skated once the lap after it is completed.
        since = [
            *(sprint.lap + 1 for sprint in skated_sprints(race.state)),
            *(sprint.lap for sprint in awaited_sprints(race.state)),
        ]
        yield say("now.lead_open", race.beyond_by(min(since)) if since else race.phase_by())
    elif len(leaders) > 1:
        by = [seq for row in leaders for seq in race.points_by(row)]
        doubts = [doubt for row in leaders for doubt in race.points_doubts(row)]
        points = Count(leaders[0].total, "points", bool(doubts))
        yield say("now.level", by, doubts, who=Who(tuple(row.bib for row in leaders)), points=points)
    elif leaders:
        others = [row for row in race.rows if row.total and row not in leaders]
        # While places are unknown, the order behind the leader is not certain.
        behind = [] if unknown else others[: MOST_LEADERS - 1]
        first, *after = [_with(race, row, "part.with" if row in behind else "part.leads") for row in leaders + behind]
        yield say("now.leaders", first=first, others=All(tuple(after))) if after else say("now.leader", first=first)


def _with(race: Chronicle, row: Standing, code: str) -> Sentence:
    doubts = race.points_doubts(row)
    points = at_least(Count(row.total, "points", bool(doubts)), more=row.at_least)
    return say(code, race.points_by(row), doubts, who=Who((row.bib,)), points=points)


def _in_front(race: Chronicle) -> Iterator[Sentence]:
    """Yield the first group on the ice, if an event recorded the groups."""
    groups = groups_on_the_ice(race.state)
    seq = race.state.groups_seq
    if seq is None or not groups[1:]:
        return
    bibs, gap = groups[0].bibs, groups[1].gap
    if gap is None:
        yield say(agreed("now.in_front", bibs), [seq], who=Who(bibs))
    else:
        yield say(agreed("now.in_front_by", bibs), [seq], who=Who(bibs), gap=Gap(gap))


def _next(race: Chronicle, awaited: Sequence[OpenSprint]) -> Sentence:
    number = race.state.next_sprint()
    if number is None:
        code = "now.finish_to_skate" if awaited else "now.finish_next"
        return say(code, race.beyond_by(max(race.state.rules.sprint_laps(), default=0)))
    by = race.phase_by()
    lap = race.state.rules.sprint_laps()[number - 1]
    laps = Count(lap - race.state.lap, "laps")
    return say("now.sprint_next", by, sprint=Nth(number), laps=laps)
