"""What if: orders, sums of points and who is out that have not been, typed as in live entry, to the race they make.

Clauses are separated by semicolons and taken one after the other. A sprint that is still to come, and a finish with
laps to go, can be said; bare bibs are the next order that is not complete. Nothing is recorded.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from massstart_tui.entry.expected import sprint_complete, sprint_laps, sprint_passed
from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.line_reading import read_line, verb_at
from massstart_tui.entry.order_changes import finish_parts
from massstart_tui.entry.preview import in_words
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Amend, Clock, Event, Finish, Retract, Unknown
from massstart_tui.race.outlook import with_what_if
from massstart_tui.race.state import FinishPlace, Phase, RaceState, members
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.words import Words

BETWEEN: Final = ";"
MOMENT: Final = "@"
"""Begins a line that is of another moment than now, which makes no sense of what has not been."""
SUPPOSED_FROM: Final = 1 << 40
"""The seq of the first event that is supposed: beyond all that is recorded, so that nothing is known of it."""
SUPPOSABLE: Final = frozenset(
    {
        *("bare", "sprint", "finish", "place", "points", "lapped", "withdraw", "dns", "disqualify", "relegate"),
        *("advance", "distance"),
    }
)
"""The verbs that can change who goes through."""
_THE_NEXT: Final = ("bare", "sprint")
"""The verbs that are about the next order where nothing else is said."""
_TOO_EARLY: Final = (Code.SPRINT_TO_COME, Code.FINISH_TO_COME)


class Clause(NamedTuple):
    """One thing that is supposed: the events that it would be, in which situation."""

    events: tuple[Event, ...]
    situation: Situation


class WhatIf(NamedTuple):
    """The race as it would be, at the same moment, and the clauses that make it so."""

    state: RaceState
    clauses: tuple[Clause, ...]


def read_what_if(text: str, situation: Situation) -> WhatIf:
    """The race of ``situation`` as it would be after the clauses of ``text``; raises Problem where that is nothing.

    What counts is the state of the situation alone: what was recorded after it is not looked at, and nothing that was
    recorded can be taken back.
    """
    now = situation.state
    state = now._replace(phase=Phase.RACING) if now.phase is Phase.SCHEDULED else now
    clauses: list[Clause] = []
    for start, typed in _typed(text):
        try:
            clause = _clause(typed, Situation(situation.sheet, state, situation.t, None))
        except Problem as problem:
            span = (problem.start + start, problem.end + start)
            values = {name: value for name, value in problem.values.items() if name != "seq"}
            before, after = text[:start], text[start + len(typed) :]
            choices = tuple(f"{before}{choice}{after}" for choice in problem.choices)
            raise Problem(problem.code, span, **values).with_choices(choices) from problem
        state = _after(state, clause.events)
        clauses.append(clause)
    if not clauses:
        raise Problem(Code.EMPTY, (len(text), len(text)))
    return WhatIf(state._replace(seq=now.seq, t=now.t), tuple(clauses))


def told(what_if: WhatIf, words: Words) -> str:
    """What is supposed, in words, on one line."""
    return "; ".join(in_words(Entered(clause.events), clause.situation, words) for clause in what_if.clauses)


def _typed(text: str) -> Iterator[tuple[int, str]]:
    """Each clause that is not empty, and where it begins."""
    start = 0
    for typed in text.split(BETWEEN):
        if typed.strip():
            yield start, typed
        start += len(typed) + len(BETWEEN)


def _clause(text: str, situation: Situation) -> Clause:
    """Read against the race as far on as the clause needs it to be."""
    verb, at = verb_at(text, 0)
    if verb not in SUPPOSABLE or text.lstrip().startswith(MOMENT):
        raise Problem(Code.NOT_IN_WHAT_IF, (0, at or len(text)))
    if verb in _THE_NEXT:
        situation = _brought_on(situation, _next_order(situation.state))
    try:
        entered = read_line(text, situation)
    except Problem as problem:
        if problem.code not in _TOO_EARLY:
            raise
        situation = _brought_on(situation, int(problem.values["lap"]))
        entered = read_line(text, situation)
    seqs = itertools.count(max(situation.state.seq + 1, SUPPOSED_FROM))
    return Clause(tuple(_as_it_would_be(event, next(seqs)) for event in entered.events), situation)


def _brought_on(situation: Situation, lap: int) -> Situation:
    return situation._replace(state=situation.state._replace(lap=max(lap, situation.state.lap)))


def _next_order(state: RaceState) -> int:
    """The lap at which the next order is to be had: of the sprint passed last or one to come, else at the finish."""
    passed = sprint_passed(state) or 0
    coming = () if state.given_finish else sprint_laps(state)
    return next((lap for lap in coming if lap >= passed and not sprint_complete(state, lap)), state.distance)


def _as_it_would_be(event: Event, seq: int) -> Event:
    """An order in the place of one that is known, under its seq; any other event under ``seq``."""
    return decode_amended(event) if isinstance(event, Amend) else event.model_copy(update={"seq": seq})


def _after(state: RaceState, events: tuple[Event, ...]) -> RaceState:
    parts = {part.seq for part in finish_parts(state)}
    again = {event.seq: event for event in events if isinstance(event, Finish) and event.seq in parts}
    gone = {event.target for event in events if isinstance(event, Retract)} & parts
    back = {event.target for event in events if isinstance(event, Retract)} - parts
    state = state._replace(exits={bib: exit_ for bib, exit_ in state.exits.items() if exit_.seq not in back})
    if again or gone:
        return state._replace(given_finish=tuple(_finish_again(state, again, gone)))
    return with_what_if(state, (e for e in events if not isinstance(e, Amend | Clock | Retract | Unknown)))


def _finish_again(state: RaceState, again: Mapping[int, Finish], gone: set[int]) -> Iterator[FinishPlace]:
    """The finish so far, with other orders in the place of some of its parts."""
    for part in finish_parts(state):
        if event := again.get(part.seq):
            times = event.times or (None,) * len(event.order)
            yield from (FinishPlace(members(p), t, part.seq) for p, t in zip(event.order, times, strict=True))
        elif part.seq not in gone:
            yield from (FinishPlace(entry.bibs, entry.time, part.seq) for entry in part.entries)
