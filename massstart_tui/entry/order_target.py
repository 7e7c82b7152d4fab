"""Decides which sprint, or the finish, an order belongs to: by the line itself, else by the state of the race.

If more than one reading is possible, the line is not recorded: a Problem asks, with one complete line for each reading.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from massstart_tui.entry.allowed import WHO, out_before
from massstart_tui.entry.expected import (
    ExpectedKind,
    Target,
    places_open,
    sprint_laps,
    sprint_number,
    sprint_passed,
    sprint_target,
    sprints_open,
    target,
)
from massstart_tui.entry.lap_down import lap_down, left_out_or_full, not_lapped
from massstart_tui.entry.line_reader import Entered, TypedLine, Who
from massstart_tui.entry.order_changes import finish_entries, flat, same_order
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import TokenKind
from massstart_tui.entry.typed_orders import (
    FINISH,
    SPRINT,
    TypedOrder,
    finish_placed,
    sprint_before,
    sprint_placed,
    take_order,
)
from massstart_tui.entry.which_sprint import sprint_told
from massstart_tui.race.events import SprintOrder
from massstart_tui.race.state import Phase, RaceState


class Reading(NamedTuple):
    """One possible meaning of an order: where it belongs, and the result, or the question about lapped skaters in it.

    ``sure`` is unset if the order has no room there, because the recorded order fills all the places that give points.
    """

    target: Target
    comes_to: Entered | Problem
    sure: bool


# Lines that name the sprint or the finish in front of the order.


def read_sprint(line: TypedLine) -> Entered:
    """Parse an order of a sprint, named by its number or its lap, else of the newest one; raise Problem."""
    told = sprint_told(line)
    if told is None:
        return _amended(line) or _of_those(line, _sprints(line))
    if told.kind is ExpectedKind.FINISH:
        return _over_the_line(line)
    line.who = _crossed(line, told.lap)
    placing = take_order(line)
    if not line.exact and told.lap > line.state.lap + 1:
        raise Problem(Code.SPRINT_TO_COME, line.span, **_sprint_to_come(line.state, told.lap))
    return _told(line, told, placing, bare=False)


def read_finish(line: TypedLine) -> Entered:
    """Parse skaters who cross the finish line, behind those who are recorded already; raise Problem."""
    line.taken(TokenKind.SIGN, ":")
    return _over_the_line(line)


def _over_the_line(line: TypedLine) -> Entered:
    """Parse an order at the finish; raise Problem if there is more than one lap to go."""
    line.who = None if line.exact else WHO["finish"]
    placing = take_order(line)
    if not line.exact and line.state.to_go > 1 and not line.state.given_finish:
        values: dict[str, str | int] = {"count": line.state.to_go, "lap": line.state.distance - 1}
        raise Problem(Code.FINISH_TO_COME, line.span, **values)
    return _told(line, Target(ExpectedKind.FINISH, line.state.distance), placing, bare=False)


def _told(line: TypedLine, aim: Target, placing: TypedOrder, *, bare: bool) -> Entered:
    """Return the result of an order of ``aim``; raise Problem if somebody in it is lapped."""
    if lapped := lap_down(line, aim.lap, placing, _placed_at(line, aim)):
        orders = left_out_or_full(placing, lapped)
        choices = tuple(_line_for(line, aim, order.typed()) for order in orders if _possible(line, aim, order))
        values: dict[str, str | int] = {"skaters": line.roster.labels(lapped), "bib": lapped[0]}
        values["number"] = 0 if aim.kind is ExpectedKind.FINISH else sprint_number(line.state, aim.lap)
        raise Problem(Code.LAP_DOWN, line.named_at(lapped[0]), **values).with_choices(choices)
    return _comes_to(line, aim, placing, bare=bare)


def _possible(line: TypedLine, aim: Target, placing: TypedOrder) -> bool:
    """Return whether an order of ``aim`` is valid in a line that names ``aim``."""
    try:
        _comes_to(line, aim, placing, bare=False)
    except Problem:
        return False
    return True


def _comes_to(line: TypedLine, aim: Target, placing: TypedOrder, *, bare: bool) -> Entered:
    """Return the events of an order, behind the corrections of those who are not lapped after all."""
    finish = aim.kind is ExpectedKind.FINISH
    entered = finish_placed(line, placing) if finish else sprint_placed(line, aim.lap, placing, bare=bare)
    return entered._replace(events=(*not_lapped(line, placing), *entered.events))


def _crossed(line: TypedLine, lap: int) -> Who | None:
    """Return a check that rejects skaters who had left the race before the end of ``lap``."""
    return None if line.exact else lambda state, bib: WHO["lap"](state, bib) if out_before(state, bib, lap) else None


# Lines of bare bibs, and sprints without a number.


def read_bare(line: TypedLine) -> Entered:
    """Parse bare bibs: an order of what the race calls for.

    Raises Problem, also if there are several possible orders.
    """
    if line.amends:
        return _amended(line) or _not_in_amend(line)
    newest = target(line.state)
    if newest is None:
        take_order(line)
        raise _nothing_to_place(line)
    return _of_those(line, (newest, *_open(line, newest)))


def _amended(line: TypedLine) -> Entered | None:
    """Inside an amend, parse a new order of the amended event, if that event is an order; else return None."""
    amended = line.amends.event if line.amends else None
    if isinstance(amended, SprintOrder):
        return sprint_placed(line, amended.lap, take_order(line), bare=True)
    if amended is not None and amended.type == "finish" and line.verb == "bare":
        return finish_placed(line, take_order(line))
    return None


def _not_in_amend(line: TypedLine) -> Entered:
    """Raise Problem: bare bibs cannot replace an event that is no order."""
    take_order(line)
    raise Problem(Code.NOT_IN_AMEND, line.span)


def _sprints(line: TypedLine) -> tuple[Target, ...]:
    """Return the newest sprint and the older ones that are incomplete; raise Problem if there has been none."""
    newest = sprint_target(line.state)
    if newest is None:
        coming = sprint_laps(line.state)
        if not coming:
            raise Problem(Code.NO_SPRINTS, line.span)
        raise Problem(Code.SPRINT_TO_COME, line.span, **_sprint_to_come(line.state, coming[0]))
    return (newest, *_open(line, newest))


def _open(line: TypedLine, newest: Target) -> tuple[Target, ...]:
    """Return the incomplete sprints before ``newest``, the latest first."""
    laps = () if line.exact else sprints_open(line.situation.state, line.state.lap)
    return tuple(
        Target(ExpectedKind.SPRINT, lap) for lap in laps if newest.kind is ExpectedKind.FINISH or lap < newest.lap
    )


def _of_those(line: TypedLine, targets: tuple[Target, ...]) -> Entered:
    """Return the result for the first of ``targets`` if the order can belong to no other one; raise Problem."""
    first = line.peek()
    placing = take_order(line)
    targets = (*_left_of(line, targets, placing), *_the_same_skaters(line, targets[0], placing))
    readings, wrong = _readings(line, targets, placing)
    # A sprint without room for the order may be the finish, which people count as the last sprint.
    if line.verb == "sprint" and readings and not readings[0].sure:
        readings = [*_readings(line, _the_finish(line), placing)[0], *readings]
    order = line.text[first.start if first else line.start :]
    # Recorded without asking only if it is the newest target, has room, and nothing else is possible.
    if len(readings) == 1 and readings[0].target == targets[0] and readings[0].sure:
        return _only(readings[0])
    choices = tuple(chain.from_iterable(_lines_for(line, order, reading) for reading in readings))
    if wrong is not None:
        raise wrong.with_choices((*wrong.choices, *choices))
    if len(readings) == 1:
        choices += _instead(line, order, readings[0].target)
    # A newest reading that is a question itself is asked first, with the choices of all readings.
    asked = readings[0].comes_to if len(readings) > 1 else None
    raise (asked if isinstance(asked, Problem) else _question(line, readings, placing)).with_choices(choices)


def _only(reading: Reading) -> Entered:
    """Return the result of the only reading; raise the question about lapped skaters if that is the result."""
    if isinstance(reading.comes_to, Problem):
        raise reading.comes_to
    return reading.comes_to


def _left_of(line: TypedLine, targets: tuple[Target, ...], placing: TypedOrder) -> tuple[Target, ...]:
    """Drop the older sprints with too few open places, if the order repeats skaters of the newest."""
    newest, *older = targets
    if not placing.bibs & _placed_at(line, newest):
        return targets
    places = sum(entry.places for entry in placing.entries)
    return (newest, *(aim for aim in older if places <= places_open(line.situation.state, aim.lap)))


def _placed_at(line: TypedLine, aim: Target) -> set[int]:
    """Return the bibs that the recorded order of ``aim`` has; none if the line is exact."""
    if line.exact:
        return set()
    entries = finish_entries(line.situation.state) if aim.kind is ExpectedKind.FINISH else sprint_before(line, aim.lap)
    return set(flat(entries))


def _readings(
    line: TypedLine, targets: tuple[Target, ...], placing: TypedOrder
) -> tuple[list[Reading], Problem | None]:
    """Return the possible readings of the order among ``targets``, and the problem at the first of them, if any.

    A question about lapped skaters does not make a reading impossible.
    """
    readings: list[Reading] = []
    wrong: Problem | None = None
    for at, aim in enumerate(targets):
        comes_to: Entered | Problem
        try:
            comes_to = _placed(line, aim, placing, bare=not at)
        except Problem as problem:
            if problem.code is not Code.LAP_DOWN:
                # An older target that does not fit is no reading; a problem at the newest one is told.
                wrong = wrong if at else problem
                continue
            comes_to = problem
        readings.append(Reading(aim, comes_to, _has_room(line, aim, placing)))
    return readings, wrong


def _placed(line: TypedLine, aim: Target, placing: TypedOrder, *, bare: bool) -> Entered:
    """Return the result of the order at ``aim``, after checking each skater; raise Problem.

    ``bare`` is set if only the state of the race says that the order is of ``aim``.
    """
    who = None if line.exact else WHO["finish"] if aim.kind is ExpectedKind.FINISH else _crossed(line, aim.lap)
    if who is not None:
        for bib in flat(placing.entries):
            line.check(who, bib)
    return _told(line, aim, placing, bare=bare and line.verb == "bare")


def _has_room(line: TypedLine, aim: Target, placing: TypedOrder) -> bool:
    """Return whether the sprint has as many open places as the order takes up.

    There is always room at the finish, in an order of which nothing is recorded, and for one that repeats recorded
    bibs.
    """
    if aim.kind is ExpectedKind.FINISH or not sprint_before(line, aim.lap) or placing.bibs & _placed_at(line, aim):
        return True
    return sum(entry.places for entry in placing.entries) <= places_open(line.situation.state, aim.lap)


def _the_finish(line: TypedLine) -> tuple[Target, ...]:
    """Return the finish if the race calls for it."""
    newest = target(line.state)
    return (newest,) if newest and newest.kind is ExpectedKind.FINISH else ()


def _the_same_skaters(line: TypedLine, newest: Target, placing: TypedOrder) -> tuple[Target, ...]:
    """Return the sprint passed last if the order has exactly its skaters in another sequence.

    Such an order can be a correction of that sprint as well as a first order of ``newest``.
    """
    passed = sprint_passed(line.state)
    if line.exact or passed is None or passed == newest.lap or line.situation.state.given_finish:
        return ()
    if not newest.ahead and newest.kind is ExpectedKind.SPRINT:
        return ()
    before = sprint_before(line, passed)
    complete = passed not in sprints_open(line.situation.state, passed)
    corrects = placing.bibs == set(flat(before)) and not same_order(placing.entries, before)
    return (Target(ExpectedKind.SPRINT, passed),) if complete and before and corrects else ()


# Questions, and the complete lines to choose from.


def _lines_for(line: TypedLine, order: str, reading: Reading) -> tuple[str, ...]:
    """Return the lines that mean only ``reading``: several if it asks about lapped skaters."""
    if isinstance(reading.comes_to, Problem):
        return reading.comes_to.choices
    return (_line_for(line, reading.target, order),)


def _line_for(line: TypedLine, aim: Target, order: str) -> str:
    """Return the whole line with the prefix of ``aim`` in front of the order."""
    return f"{line.before_the_verb}{prefix(line.state, aim)} {order}"


def _instead(line: TypedLine, order: str, aim: Target) -> tuple[str, ...]:
    """Return the line that replaces the whole recorded order of a sprint."""
    known = line.situation.state.given_sprints.get(aim.lap)
    if line.situation.timeline is None or known is None or known.seq is None:
        return ()
    return (f"amend {known.seq} {order}",)


def prefix(state: RaceState, aim: Target) -> str:
    """Return the prefix, such as ``s2`` or ``fin``, that makes an order belong to ``aim``."""
    return FINISH if aim.kind is ExpectedKind.FINISH else f"{SPRINT}{sprint_number(state, aim.lap)}"


def _question(line: TypedLine, readings: list[Reading], placing: TypedOrder) -> Problem:
    """Return the question which of ``readings`` is meant.

    If there is only one, it asks whether the sprint has more places than it gives points for.
    """
    newest = readings[0].target
    sprints = [reading.target.lap for reading in readings if reading.target.kind is ExpectedKind.SPRINT]
    numbers = [sprint_number(line.state, lap) for lap in sprints]
    values: dict[str, str | int] = {
        "lines": ", ".join(prefix(line.state, reading.target) for reading in readings),
        "sprints": ", ".join(map(str, numbers if newest.kind is ExpectedKind.FINISH else numbers[1:])),
        "number": numbers[0] if numbers else 0,
        "count": sum(entry.places for entry in placing.entries),
        "open": places_open(line.situation.state, newest.lap) if newest.kind is ExpectedKind.SPRINT else 0,
    }
    if len(readings) == 1:
        return Problem(Code.SPRINT_FULL, line.span, **values)
    return Problem(
        Code.WHICH_SPRINT if newest.kind is ExpectedKind.SPRINT else Code.FINISH_OR_SPRINT, line.span, **values
    )


def _sprint_to_come(state: RaceState, lap: int) -> dict[str, str | int]:
    """Return the values of a sentence about a sprint that has not been reached."""
    return {"number": sprint_number(state, lap), "lap": lap, "count": lap - state.lap}


def _nothing_to_place(line: TypedLine) -> Problem:
    """Return the problem of bare bibs before there is anything to place them at."""
    state = line.state
    if state.phase is Phase.SCHEDULED:
        return line.not_now(Code.NOT_BEGUN)
    coming = [lap for lap in sprint_laps(state) if lap > state.lap]
    if coming:
        return Problem(Code.NOTHING_TO_PLACE, line.span, **_sprint_to_come(state, coming[0]))
    return Problem(Code.FINISH_TO_COME, line.span, count=state.to_go, lap=state.distance - 1)
