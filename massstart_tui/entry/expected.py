"""What the moment calls for, which is what bare bibs mean."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from massstart_tui.race.state import Phase, Place, RaceState, Status


class Calls(StrEnum):
    """What comes next in a race."""

    GUN = "gun"
    LAP = "lap"
    SPRINT = "sprint"
    FINISH = "finish"
    STOPPED = "stopped"
    NOTHING = "nothing"


class Expected(NamedTuple):
    """What the moment calls for.

    ``lap`` is the lap to be completed, or the one that ended in the sprint; ``number`` that of the sprint, from 1;
    ``order`` what of the sprint or the finish is in already.
    """

    calls: Calls
    lap: int = 0
    number: int = 0
    order: tuple[Place, ...] = ()


def place_of(bibs: tuple[int, ...]) -> Place:
    """One place of an order, from the bibs that share it."""
    if not bibs:
        return None
    return bibs[0] if len(bibs) == 1 else bibs


def is_out(state: RaceState, bib: int) -> bool:
    """Whether this skater races no more: not lapped, where the lapped may finish."""
    exit_ = state.exits.get(bib)
    return exit_ is not None and (exit_.status is not Status.LAPPED or state.rules.lapped == "out")


def sprint_laps(state: RaceState) -> tuple[int, ...]:
    """The laps that end in an intermediate sprint, over the distance of now."""
    return tuple(lap for lap in state.rules.sprint_laps() if lap < state.distance)


def sprint_number(state: RaceState, lap: int) -> int:
    """The number, from 1, of the sprint at ``lap``."""
    return state.rules.sprint_laps().index(lap) + 1


def sprint_passed(state: RaceState) -> int | None:
    """The lap of the intermediate sprint that was passed last; None before the first."""
    return max((lap for lap in sprint_laps(state) if lap <= state.lap), default=None)


def places_in(order: tuple[tuple[int, ...], ...]) -> int:
    """How many places are taken up; one that nobody knows is one."""
    return sum(max(1, len(bibs)) for bibs in order)


def places_open(state: RaceState, lap: int) -> int:
    """How many places at this sprint are still to be told: of those that give points, as far as so many crossed."""
    result = state.sprints.get(lap)
    racing = sum(not is_out(state, skater.bib) for skater in state.sheet.skaters)
    places = min(len(state.rules.points_at(lap)), racing)
    return max(0, places - (places_in(result.order) if result else 0))


def sprint_complete(state: RaceState, lap: int) -> bool:
    """Whether all that give points at this sprint are in, or all who crossed its line."""
    return lap in state.sprints and not places_open(state, lap)


def sprints_open(state: RaceState, before: int) -> tuple[int, ...]:
    """The laps of the sprints that are not complete yet and were passed at lap ``before``; the latest first."""
    return tuple(lap for lap in reversed(sprint_laps(state)) if lap <= before and not sprint_complete(state, lap))


def expected(state: RaceState) -> Expected:
    """What the moment calls for: the gun, a lap, the order of the sprint just passed, the finish, or nothing more."""
    if state.phase is Phase.SCHEDULED:
        return Expected(Calls.GUN)
    if state.phase is Phase.STOPPED:
        return Expected(Calls.STOPPED)
    if state.over:
        return Expected(Calls.NOTHING)
    if state.lap >= state.distance or state.given_finish:
        return Expected(Calls.FINISH, state.distance, order=tuple(place_of(p.bibs) for p in state.finish))
    lap = sprint_passed(state)
    newest = target(state)
    if lap is None or newest is None or newest.ahead or newest.calls is Calls.FINISH or sprint_complete(state, lap):
        return Expected(Calls.LAP, state.lap + 1)
    result = state.sprints.get(lap)
    order = result.order if result else ()
    return Expected(Calls.SPRINT, lap, sprint_number(state, lap), tuple(map(place_of, order)))


class Target(NamedTuple):
    """What an order is of: the sprint at ``lap``, or the finish.

    ``ahead`` is set where the leader is still to complete the lap that ends in it.
    """

    calls: Calls
    lap: int
    ahead: bool = False


def target(state: RaceState) -> Target | None:
    """The newest place that bare bibs may be the order of; None where there is nothing yet to be the order of.

    That is the finish from the bell on, and the sprint that ends the lap under way before the sprint passed last.
    """
    if state.phase is Phase.SCHEDULED:
        return None
    if state.lap + 1 >= state.distance or state.given_finish:
        ahead = state.lap < state.distance and not state.given_finish
        return Target(Calls.FINISH, state.distance, ahead)
    return sprint_target(state)


def sprint_target(state: RaceState) -> Target | None:
    """The newest sprint that there may be an order of; None before the lap that ends in the first."""
    if state.lap + 1 in sprint_laps(state):
        return Target(Calls.SPRINT, state.lap + 1, ahead=True)
    lap = sprint_passed(state)
    return None if lap is None else Target(Calls.SPRINT, lap)
