"""Orders of sprints and the finish that only chips give: what can be recorded as it stands, if a person says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from massstart_tui.entry.expected import Calls, Target, places_open, sprint_laps, sprint_number
from massstart_tui.entry.order_target import prefix
from massstart_tui.entry.typed_orders import NO_TIME
from massstart_tui.race.state import FinishPlace, RaceState
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words


class ChipOrder(NamedTuple):
    """An order by chips, which are worn on ankles: nobody has said that the blades came in so.

    ``bibs`` are those whose order nobody has recorded. ``complete`` is set if no place of it is still to come.
    ``line`` is the line that records it.
    """

    target: Target
    number: int
    bibs: tuple[int, ...]
    complete: bool
    line: str

    def told(self, words: Words) -> str:
        """Return what chips have, and how to take it if it is complete."""
        kind = "finish" if self.target.calls is Calls.FINISH else "sprint"
        code = f"timing.{kind}" if self.complete else f"timing.{kind}_not_whole"
        return words(code, number=self.number, bibs=" ".join(map(str, self.bibs)))


def chip_orders(state: RaceState) -> Iterator[ChipOrder]:
    """Yield the orders that only chips give, the newest first."""
    if finish := _finish(state):
        yield finish
    for lap in reversed(sprint_laps(state)):
        result = state.line_sprints.get(lap)
        if result is None or lap > state.lap or lap in state.given_sprints:
            continue
        target = Target(Calls.SPRINT, lap)
        bibs = tuple(bib for place in result.order for bib in place)[: len(state.rules.points_at(lap))]
        line = f"{prefix(state, target)} {' '.join(map(str, bibs))}"
        if bibs:
            yield ChipOrder(target, sprint_number(state, lap), bibs, not places_open(state, lap), line)


def _finish(state: RaceState) -> ChipOrder | None:
    """Return whom chips have over the line behind everybody who was recorded; None if there is nobody.

    Who was told late and came in before somebody who was recorded cannot be put behind them: a person has to say where.
    """
    given = {bib for place in state.given_finish for bib in place.bibs}
    known = [not given.isdisjoint(place.bibs) for place in state.line_finish]
    behind = len(known) - known[::-1].index(True) if any(known) else 0
    between = [place for place, is_known in zip(state.line_finish[:behind], known, strict=False) if not is_known]
    places = between or state.line_finish[behind:]
    if not places:
        return None
    target = Target(Calls.FINISH, state.distance)
    line = " ".join((prefix(state, target), *map(_typed, places)))
    bibs = tuple(bib for place in places for bib in place.bibs)
    return ChipOrder(target, 0, bibs, complete=not between, line=line)


def _typed(place: FinishPlace) -> str:
    (bib,) = place.bibs  # a crossing is that of one skater
    return f"{bib} {NO_TIME if place.time is None else race_time(place.time, 3)}"
