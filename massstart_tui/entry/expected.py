"""What the moment calls for, which is what bare bibs mean."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from massstart_tui.race.orders import Place
from massstart_tui.race.state import Phase, RaceState, Status


class Calls(StrEnum):
    """What comes next in a race."""

    GUN = "gun"
    LAP = "lap"
    SPRINT = "sprint"
    FINISH = "finish"
    RESTART = "restart"
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


def sprint_complete(state: RaceState, lap: int) -> bool:
    """Whether all that give points at this sprint are in, or all who crossed its line."""
    result = state.sprints.get(lap)
    if result is None:
        return False
    places = places_in(result.order)
    if places >= len(state.rules.points_at(lap)):
        return True
    return places >= sum(not is_out(state, skater.bib) for skater in state.sheet.skaters)


def expected(state: RaceState) -> Expected:
    """What the moment calls for: the gun, a lap, the order of the sprint just passed, the finish, or nothing more."""
    if state.phase is Phase.SCHEDULED:
        return Expected(Calls.GUN)
    if state.phase is Phase.STOPPED:
        return Expected(Calls.RESTART)
    if state.over:
        return Expected(Calls.NOTHING)
    if state.lap >= state.distance or state.given_finish:
        return Expected(Calls.FINISH, state.distance, order=tuple(place_of(p.bibs) for p in state.finish))
    lap = sprint_passed(state)
    if lap is None or sprint_complete(state, lap):
        return Expected(Calls.LAP, state.lap + 1)
    result = state.sprints.get(lap)
    order = result.order if result else ()
    return Expected(Calls.SPRINT, lap, sprint_number(state, lap), tuple(map(place_of, order)))


class Target(NamedTuple):
    """What bare bibs are the order of: the sprint at ``lap``, or the finish.

    ``ahead`` is set where the leader is still to complete the lap that ends in the sprint.
    """

    calls: Calls
    lap: int
    ahead: bool = False


def target(state: RaceState) -> Target | None:
    """What bare bibs mean; None where there is nothing yet to be the order of."""
    if state.phase is Phase.SCHEDULED:
        return None
    if state.lap >= state.distance or state.given_finish:
        return Target(Calls.FINISH, state.distance)
    lap = sprint_passed(state)
    if lap is not None and not sprint_complete(state, lap):
        return Target(Calls.SPRINT, lap)
    if state.lap + 1 == state.distance:
        return Target(Calls.FINISH, state.distance)
    if state.lap + 1 in sprint_laps(state):
        return Target(Calls.SPRINT, state.lap + 1, ahead=True)
    return None if lap is None else Target(Calls.SPRINT, lap)
