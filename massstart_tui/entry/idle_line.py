"""The hint beside an empty entry line: what comes next, what bare bibs mean now, and which orders are incomplete."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.entry.expected import (
    ExpectedKind,
    Target,
    expected,
    places_open,
    sprint_number,
    sprints_open,
    target,
)
from massstart_tui.entry.order_target import prefix
from massstart_tui.race.groups import still_racing
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.reminders import coming_line
from massstart_tui.text.prose import listed, ordinal
from massstart_tui.text.words import Words


def idle_line(state: RaceState, words: Words, *, timed: bool = False) -> str:
    """Return what comes next, and which key or line records it; if ``timed``, laps come from a timing system."""
    parts: tuple[str, ...]
    match expected(state).kind:
        case ExpectedKind.GUN:
            return words("live.gun")
        case ExpectedKind.STOPPED:
            return words("live.stopped")
        case ExpectedKind.NOTHING if state.phase is Phase.OFFICIAL:
            return words("live.over")
        case ExpectedKind.NOTHING:
            parts = (words("live.official"),)
        case ExpectedKind.FINISH:
            entered = sum(len(place.bibs) for place in state.finish)
            parts = (words("live.finish", count=entered, left=len(still_racing(state))),)
        case _:
            parts = _under_way(state, words, timed=timed)
    return " · ".join((*parts[:1], *_still_open(state, words), *parts[1:]))


def _under_way(state: RaceState, words: Words, *, timed: bool) -> tuple[str, ...]:
    """Return the hints during the race: what bare bibs are, if an order is incomplete, the next lap, and what comes."""
    lap = words("timing.lap" if timed else "live.lap", lap=state.lap + 1)
    aim = target(state)
    if aim is None or (not aim.ahead and not places_open(state, aim.lap)):
        return (lap, coming_line(state, words))
    bibs = _whose_order(state, aim, words)
    return (bibs, lap, coming_line(state, words)) if aim.ahead else (bibs, lap)


def _whose_order(state: RaceState, aim: Target, words: Words) -> str:
    """Say which order bare bibs belong to, and how many places of a partly recorded sprint are still open."""
    if aim.kind is ExpectedKind.FINISH:
        return words("live.bare_finish")
    number = sprint_number(state, aim.lap)
    if aim.lap not in state.sprints:
        return words("live.sprint", number=number)
    return words("live.sprint_open", number=number, count=places_open(state, aim.lap))


def _still_open(state: RaceState, words: Words) -> Iterator[str]:
    """Yield the incomplete sprints that bare bibs do not belong to, with the places they lack and how to type them."""
    aim = target(state)
    for lap in sprints_open(state, state.lap):
        if aim is not None and (aim.kind, aim.lap) == (ExpectedKind.SPRINT, lap):
            continue
        number, line = sprint_number(state, lap), prefix(state, Target(ExpectedKind.SPRINT, lap))
        if lap not in state.sprints:
            yield words("live.sprint_missing", number=number, line=line)
        else:
            left, places = places_open(state, lap), len(state.rules.points_at(lap))
            # An order is recorded from the first place on, so the places that lack are the last ones.
            lacking = [ordinal(place, words.language) for place in range(places - left + 1, places + 1)]
            code = "live.sprint_lacks" if left == 1 else "live.sprint_lacks_more"
            yield words(code, number=number, places=listed(lacking, words.language), line=line)
