"""Orders as they are typed: at a sprint, over the finish, and bare bibs, which are whatever the moment calls for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from massstart_tui.entry.allowed import WHO, out_before
from massstart_tui.entry.expected import Calls, sprint_laps, sprint_number, sprint_passed, target
from massstart_tui.entry.line import Entered, Line, Who
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.reorder import (
    Entry,
    finish_amended,
    finish_entries,
    flat,
    order_fields,
    same_order,
    sprint_amended,
)
from massstart_tui.entry.tokens import Kind, Token, milliseconds
from massstart_tui.race.events import Event, SprintOrder
from massstart_tui.race.state import Phase, RaceState, SprintResult

HEAT: Final = "="
UNKNOWN: Final = "?"
NO_TIME: Final = "-"
_OF_A_SPRINT: Final = (Code.SPRINT_KNOWN_AND_NEW, Code.SPRINT_SOME_KNOWN)
_OF_THE_FINISH: Final = (Code.FINISH_KNOWN_AND_NEW, Code.FINISH_SOME_KNOWN)


class Placing(NamedTuple):
    """An order as typed; ``timed`` where there are times beside it, of all of them or of some."""

    entries: tuple[Entry, ...]
    timed: bool = False

    @property
    def bibs(self) -> set[int]:
        """Everyone in it."""
        return set(flat(self.entries))


def take_order(line: Line) -> Placing:
    """The whole rest of the line as an order; raises Problem."""
    entries: list[Entry] = []
    timed = False
    while token := line.peek():
        if line.taken(Kind.SIGN, UNKNOWN):
            entries.append(Entry((), None))
        elif entries and (token.kind is Kind.TIME or line.next_is(Kind.SIGN, NO_TIME)):
            line.take()
            time = milliseconds(token.text) if token.kind is Kind.TIME else None
            entries[-1] = entries[-1]._replace(time=time)
            timed = True
        elif entries and entries[-1].bibs and line.taken(Kind.SIGN, HEAT):
            entries[-1] = entries[-1]._replace(bibs=(*entries[-1].bibs, line.skater()))
        else:
            entries.append(Entry((line.skater(),), None))
    if not entries:
        line.unfinished()
    return Placing(tuple(entries), timed)


# the sprint


def read_sprint(line: Line) -> Entered:
    """The order of the sprint that was passed, or of one that is told by its number, or by its lap."""
    lap = _lap_of_sprint(line)
    line.who = _crossed(line, lap)
    placing = take_order(line)
    if not line.exact and lap > line.state.lap + 1:
        raise Problem(Code.SPRINT_TO_COME, line.span, **_sprint_to_come(line.state, lap))
    return sprint_placed(line, lap, placing, bare=False)


def _crossed(line: Line, lap: int) -> Who | None:
    """Nobody who had left the race before the end of ``lap``."""
    return None if line.exact else lambda state, bib: Code.IS_OUT if out_before(state, bib, lap) else None


def _lap_of_sprint(line: Line) -> int:
    first = line.peek()
    if first and first.kind is Kind.TIME and first.text.replace(":", "", 1).isdecimal():
        line.take()
        line.put_back(*_apart(first))
    if line.taken(Kind.SIGN, ":"):
        return _sprint_of_the_moment(line)
    first, second = line.peek(), line.peek(1)
    if first is None or first.kind is not Kind.NUMBER:
        return _sprint_of_the_moment(line)
    colon = second is not None and second.text == ":"
    if not colon and first.start > line.start and not _must_be_a_sprint(line, first):
        return _sprint_of_the_moment(line)
    lap = sprint_lap(line)
    line.taken(Kind.SIGN, ":")
    return lap


def _apart(token: Token) -> tuple[Token, Token, Token]:
    """A number, a colon and a bib, which look like a time when there is no space between them: ``s2:13``."""
    colon = token.start + token.text.index(":")
    before, after = token.text.split(":", 1)
    return (
        Token(Kind.NUMBER, before, token.start, colon),
        Token(Kind.SIGN, ":", colon, colon + 1),
        Token(Kind.NUMBER, after, colon + 1, token.end),
    )


def _must_be_a_sprint(line: Line, number: Token) -> bool:
    """Whether a number that may be a sprint or the first bib is a sprint; raises Problem where nothing tells."""
    value = int(number.text)
    laps = line.state.rules.sprint_laps()
    bib = value in line.roster.bibs
    sprint = 1 <= value <= len(laps) or value in laps
    if bib and sprint:
        if line.peek(1) is None:
            return False
        raise Problem(Code.SPRINT_OR_BIB, number.span, number=value, skater=line.roster.label(value))
    return not bib


def sprint_lap(line: Line) -> int:
    """The lap of the sprint whose number comes, or that is at the lap of that number; raises Problem."""
    token = line.peek()
    number = line.number()
    laps = line.state.rules.sprint_laps()
    if 1 <= number <= len(laps):
        return laps[number - 1]
    if number in laps:
        return number
    span = token.span if token else line.span
    if not laps:
        raise Problem(Code.NO_SPRINTS, span)
    raise Problem(Code.NO_SUCH_SPRINT, span, number=number, last=len(laps), laps=", ".join(map(str, laps)))


def _sprint_of_the_moment(line: Line) -> int:
    lap = sprint_passed(line.state)
    aim = target(line.state)
    if aim and aim.calls is Calls.SPRINT:
        return aim.lap
    if lap is not None:
        return lap
    coming = sprint_laps(line.state)
    if not coming:
        raise Problem(Code.NO_SPRINTS, line.span)
    raise Problem(Code.SPRINT_TO_COME, line.span, **_sprint_to_come(line.state, coming[0]))


def _sprint_to_come(state: RaceState, lap: int) -> dict[str, str | int]:
    return {"number": sprint_number(state, lap), "lap": lap, "count": lap - state.lap}


def sprint_placed(line: Line, lap: int, placing: Placing, *, bare: bool) -> Entered:
    """What an order at the sprint of ``lap`` comes to; raises Problem.

    The lap with it, where the leader was still to complete it; the whole order so far, where it comes in parts; an
    amend, where it is another order of the same.
    """
    if placing.timed:
        raise Problem(Code.SPRINT_HAS_NO_TIMES, line.span)
    known = None if line.exact else line.situation.state.given_sprints.get(lap)
    if known is None:
        laps = [line.event("lap", lap=lap)] if lap > line.state.lap and not line.exact else []
        return Entered((*laps, _sprint(line, lap, placing.entries)))
    before = tuple(Entry(bibs, None) for bibs in known.order)
    return Entered((_sprint_again(line, known, before, placing, bare=bare),))


def _sprint(line: Line, lap: int, entries: Iterable[Entry], not_before: int | None = None) -> Event:
    t = line.t if not_before is None else max(line.t, not_before)
    return line.event("sprint", t=t, lap=lap, order=order_fields(entries))


def _sprint_again(line: Line, known: SprintResult, before: tuple[Entry, ...], placing: Placing, *, bare: bool) -> Event:
    """A sprint of which something is in: further places, the same again with more behind it, or a correction."""
    entries, bibs, placed = placing.entries, placing.bibs, set(flat(before))
    if not bibs & placed:
        return _sprint(line, known.lap, (*before, *entries), known.t)
    if same_order(entries, before):
        raise Problem(Code.SAME_ORDER, line.span)
    if len(entries) > len(before) and same_order(entries[: len(before)], before):
        return _sprint(line, known.lap, entries, known.t)
    if bare and bibs != placed:
        number = sprint_number(line.state, known.lap)
        raise _neither_new_nor_known(line, _OF_A_SPRINT, number, bibs, placed)
    return sprint_amended(line, known, entries)


def _neither_new_nor_known(
    line: Line, codes: tuple[Code, Code], number: int, bibs: set[int], placed: set[int]
) -> Problem:
    """Bibs of which some are in already: the first code where others are not, else the second."""
    known, new = sorted(bibs & placed), sorted(bibs - placed)
    values: dict[str, str | int] = {
        "known": line.roster.labels(known),
        "bib": known[0],
        "new": " ".join(map(str, new)),
        "number": number,
    }
    mixed, some = codes
    return Problem(mixed if new else some, line.span, **values)


# the finish


def read_finish(line: Line) -> Entered:
    """Who comes over the finish line, behind those who are in already."""
    line.taken(Kind.SIGN, ":")
    placing = take_order(line)
    if not line.exact and line.state.to_go > 1 and not line.state.given_finish:
        values: dict[str, str | int] = {"count": line.state.to_go, "lap": line.state.distance - 1}
        raise Problem(Code.FINISH_TO_COME, line.span, **values)
    return finish_placed(line, placing)


def finish_placed(line: Line, placing: Placing) -> Entered:
    """What an order over the line comes to: a finish of those who are new, amends where all are in; raises Problem."""
    before = () if line.exact else finish_entries(line.situation.state)
    bibs, placed = placing.bibs, set(flat(before))
    if not bibs & placed:
        return Entered((_finish(line, placing, placing.entries),))
    head, rest = placing.entries[: len(before)], placing.entries[len(before) :]
    if rest and same_order(head, before):
        return Entered((_finish(line, placing, rest),))
    if bibs != placed:
        raise _neither_new_nor_known(line, _OF_THE_FINISH, 0, bibs, placed)
    return Entered(finish_amended(line, _with_times_known(placing.entries, before)))


def _finish(line: Line, placing: Placing, entries: Sequence[Entry]) -> Event:
    times = {"times": [entry.time for entry in entries]} if placing.timed else {}
    return line.event("finish", order=order_fields(entries), **times)


def _with_times_known(entries: Iterable[Entry], before: Iterable[Entry]) -> tuple[Entry, ...]:
    times = {bib: entry.time for entry in before for bib in entry.bibs}
    known = [next((times[bib] for bib in entry.bibs if times.get(bib) is not None), None) for entry in entries]
    return tuple(
        entry if entry.time is not None else entry._replace(time=time)
        for entry, time in zip(entries, known, strict=True)
    )


# bare bibs


def read_bare(line: Line) -> Entered:
    """Bibs alone: the order of the sprint just passed, or the finish as they come in; raises Problem."""
    if line.amends:
        return _bare_amended(line)
    aim = target(line.state)
    if aim is None:
        take_order(line)
        raise _nothing_to_place(line)
    if aim.calls is Calls.FINISH:
        line.who = None if line.exact else WHO["finish"]
        return finish_placed(line, take_order(line))
    line.who = _crossed(line, aim.lap)
    placing = take_order(line)
    if aim.ahead:
        _not_the_sprint_before(line, aim.lap, placing)
    return sprint_placed(line, aim.lap, placing, bare=True)


def _bare_amended(line: Line) -> Entered:
    """Within an amend: another order of the event that is amended."""
    amended = line.amends.event if line.amends else None
    placing = take_order(line)
    if isinstance(amended, SprintOrder):
        return sprint_placed(line, amended.lap, placing, bare=True)
    if amended is not None and amended.type == "finish":
        return finish_placed(line, placing)
    raise Problem(Code.NOT_IN_AMEND, line.span)


def _not_the_sprint_before(line: Line, lap: int, placing: Placing) -> None:
    """Raise Problem where the same skaters, in another order, may as well be a correction of the sprint before."""
    passed = sprint_passed(line.state)
    known = line.situation.state.given_sprints.get(passed) if passed is not None else None
    if passed is None or known is None:
        return
    before = tuple(Entry(bibs, None) for bibs in known.order)
    if placing.bibs == set(flat(before)) and not same_order(placing.entries, before):
        now, was = sprint_number(line.state, lap), sprint_number(line.state, passed)
        raise Problem(Code.WHICH_SPRINT, line.span, now=now, was=was)


def _nothing_to_place(line: Line) -> Problem:
    state = line.state
    if state.phase is Phase.SCHEDULED:
        return Problem(Code.NOT_BEGUN, line.span, **line.of_the_race())
    coming = [lap for lap in sprint_laps(state) if lap > state.lap]
    if coming:
        return Problem(Code.NOTHING_TO_PLACE, line.span, **_sprint_to_come(state, coming[0]))
    return Problem(Code.FINISH_TO_COME, line.span, count=state.to_go, lap=state.distance - 1)
