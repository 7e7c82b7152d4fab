"""Compute what is to be entered next, such as the order of a sprint; that decides what a line of bare bibs means."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from massstart_tui.race.state import Phase, Place, RaceState, Status


class ExpectedKind(StrEnum):
    """The kinds of entry that can come next in a race."""

    GUN = "gun"
    LAP = "lap"
    SPRINT = "sprint"
    FINISH = "finish"
    STOPPED = "stopped"
    NOTHING = "nothing"


class Expected(NamedTuple):
    """What is to be entered next.

    ``lap`` is the lap to be completed, or the one that ends in the sprint. ``number`` is the number of the sprint, from
    1. ``order`` is the part of the order of the sprint or the finish that is recorded already.
    """

    kind: ExpectedKind
    lap: int = 0
    number: int = 0
    order: tuple[Place, ...] = ()


def place_of(bibs: tuple[int, ...]) -> Place:
    """Return one place of an order in the form that events use, from the bibs that share it."""
    if not bibs:
        return None
    return bibs[0] if len(bibs) == 1 else bibs


def is_out(state: RaceState, bib: int) -> bool:
    """Return whether this skater has left the race; a lapped skater has not if the rules let the lapped finish."""
    exit_ = state.exits.get(bib)
    return exit_ is not None and (exit_.status is not Status.LAPPED or state.rules.lapped == "out")


def sprint_laps(state: RaceState) -> tuple[int, ...]:
    """Return the laps that end in an intermediate sprint, within the current distance."""
    return tuple(lap for lap in state.rules.sprint_laps() if lap < state.distance)


def sprint_number(state: RaceState, lap: int) -> int:
    """Return the number, from 1, of the sprint at ``lap``."""
    return state.rules.sprint_laps().index(lap) + 1


def sprint_passed(state: RaceState) -> int | None:
    """Return the lap of the last intermediate sprint that was passed; None before the first."""
    return max((lap for lap in sprint_laps(state) if lap <= state.lap), default=None)


def places_in(order: tuple[tuple[int, ...], ...]) -> int:
    """Return how many places an order takes up; a place that nobody knows counts as one."""
    return sum(max(1, len(bibs)) for bibs in order)


def places_open(state: RaceState, lap: int) -> int:
    """Return how many places of this sprint are not recorded yet.

    Only places that give points count, and no more of them than there are skaters in the race.
    """
    result = state.sprints.get(lap)
    racing = sum(not is_out(state, skater.bib) for skater in state.sheet.skaters)
    # With fewer skaters in the race than places with points, the last places stay empty for good.
    places = min(len(state.rules.points_at(lap)), racing)
    return max(0, places - (places_in(result.order) if result else 0))


def sprint_complete(state: RaceState, lap: int) -> bool:
    """Return whether every place of this sprint that gives points is recorded, or everybody in the race is placed."""
    return lap in state.sprints and not places_open(state, lap)


def sprints_open(state: RaceState, before: int) -> tuple[int, ...]:
    """Return the laps of the incomplete sprints up to lap ``before``, the latest first."""
    return tuple(lap for lap in reversed(sprint_laps(state)) if lap <= before and not sprint_complete(state, lap))


def expected(state: RaceState) -> Expected:
    """Return what comes next: the gun, a lap, the order of the sprint just passed, the finish, or nothing more."""
    if state.phase is Phase.SCHEDULED:
        return Expected(ExpectedKind.GUN)
    if state.phase is Phase.STOPPED:
        return Expected(ExpectedKind.STOPPED)
    if state.over:
        return Expected(ExpectedKind.NOTHING)
    if state.lap >= state.distance or state.given_finish:
        return Expected(ExpectedKind.FINISH, state.distance, order=tuple(place_of(p.bibs) for p in state.finish))
    lap = sprint_passed(state)
    newest = target(state)
    # An order that is complete, or whose lap is not, is not what comes next: a lap is.
    if (
        lap is None
        or newest is None
        or newest.ahead
        or newest.kind is ExpectedKind.FINISH
        or sprint_complete(state, lap)
    ):
        return Expected(ExpectedKind.LAP, state.lap + 1)
    result = state.sprints.get(lap)
    order = result.order if result else ()
    return Expected(ExpectedKind.SPRINT, lap, sprint_number(state, lap), tuple(map(place_of, order)))


class Target(NamedTuple):
    """The line that an order belongs to: the sprint at ``lap``, or the finish.

    ``ahead`` is set if the leader has not completed that lap yet.
    """

    kind: ExpectedKind
    lap: int
    ahead: bool = False


def target(state: RaceState) -> Target | None:
    """Return the newest sprint or finish that bare bibs can be the order of; None if there is none yet.

    From the bell on that is the finish. Before it, the sprint at the end of the current lap counts, if there is one,
    and else the last one passed.
    """
    if state.phase is Phase.SCHEDULED:
        return None
    if state.lap + 1 >= state.distance or state.given_finish:
        ahead = state.lap < state.distance and not state.given_finish
        return Target(ExpectedKind.FINISH, state.distance, ahead)
    return sprint_target(state)


def sprint_target(state: RaceState) -> Target | None:
    """Return the newest sprint that there can be an order of; None before the lap that ends in the first one."""
    if state.lap + 1 in sprint_laps(state):
        return Target(ExpectedKind.SPRINT, state.lap + 1, ahead=True)
    lap = sprint_passed(state)
    return None if lap is None else Target(ExpectedKind.SPRINT, lap)
