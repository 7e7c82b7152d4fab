"""Parser of what-if lines: orders, points and exits that have not happened, typed as in live entry, and their outcome.

Clauses are separated by semicolons, and each is parsed against the state after those before it. They can name a sprint
that is still to come, or the finish with laps to go; bare bibs are the next order that is incomplete. Nothing is
recorded.
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
from massstart_tui.race.record import replaced
from massstart_tui.race.state import FinishPlace, Phase, RaceState, members
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.words import Words

BETWEEN: Final = ";"
MOMENT: Final = "@"
"""Begins a line about another moment, which a supposed event cannot have."""
SUPPOSED_FROM: Final = 1 << 40
"""The seq of the first supposed event: higher than any recorded seq, so that lookups by seq find nothing."""
SUPPOSABLE: Final = frozenset(
    {
        *("bare", "sprint", "finish", "place", "points", "lapped", "withdraw", "dns", "disqualify", "relegate"),
        *("advance", "distance"),
    }
)
"""The verbs that can change who advances."""
_THE_NEXT: Final = ("bare", "sprint")
"""The verbs that are about the next order unless the line names one."""
_TOO_EARLY: Final = (Code.SPRINT_TO_COME, Code.FINISH_TO_COME)


class Clause(NamedTuple):
    """One supposed thing: its events, and the situation in which they were parsed."""

    events: tuple[Event, ...]
    situation: Situation


class WhatIf(NamedTuple):
    """The supposed race at the current moment, and the clauses that lead to it."""

    state: RaceState
    clauses: tuple[Clause, ...]


def read_what_if(text: str, situation: Situation) -> WhatIf:
    """Return the race of ``situation`` as it would be after the clauses of ``text``; raise Problem if there are none.

    Only the state of the situation counts: events recorded after it are ignored, and recorded events cannot be
    retracted.
    """
    now = situation.state
    # Before the gun every order would be refused, and a what-if is about the race to come.
    state = now._replace(phase=Phase.RACING) if now.phase is Phase.SCHEDULED else now
    clauses: list[Clause] = []
    for start, typed in _typed(text):
        try:
            clause = _clause(typed, Situation(situation.sheet, state, situation.t, None))
        except Problem as problem:
            span = (problem.start + start, problem.end + start)
            # No log shows the seq of a supposed event.
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
    """Return what is supposed, in words, on one line."""
    return "; ".join(in_words(Entered(clause.events), clause.situation, words) for clause in what_if.clauses)


def _typed(text: str) -> Iterator[tuple[int, str]]:
    """Yield each clause that is not empty, with its offset."""
    start = 0
    for typed in text.split(BETWEEN):
        if typed.strip():
            yield start, typed
        start += len(typed) + len(BETWEEN)


def _clause(text: str, situation: Situation) -> Clause:
    """Parse a clause against the race, advanced as far as the clause needs."""
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
        # The problem names the lap up to which the race must have come.
        situation = _brought_on(situation, int(problem.values["lap"]))
        entered = read_line(text, situation)
    seqs = itertools.count(max(situation.state.seq + 1, SUPPOSED_FROM))
    return Clause(tuple(_as_it_would_be(event, next(seqs)) for event in entered.events), situation)


def _brought_on(situation: Situation, lap: int) -> Situation:
    """Advance the race to ``lap``, unless it is further already."""
    return situation._replace(state=situation.state._replace(lap=max(lap, situation.state.lap)))


def _next_order(state: RaceState) -> int:
    """Return the lap of the next incomplete order: the sprint passed last or a later one, else the finish."""
    passed = sprint_passed(state) or 0
    coming = () if state.given_finish else sprint_laps(state)
    return next((lap for lap in coming if lap >= passed and not sprint_complete(state, lap)), state.distance)


def _as_it_would_be(event: Event, seq: int) -> Event:
    """Replace an amend by the amended event under its old seq; give any other event the seq ``seq``."""
    return decode_amended(event) if isinstance(event, Amend) else replaced(event, {"seq": seq})


def _after(state: RaceState, events: tuple[Event, ...]) -> RaceState:
    """Return the state after supposed events; parts of the finish that they correct are rebuilt."""
    parts = {part.seq for part in finish_parts(state)}
    again = {event.seq: event for event in events if isinstance(event, Finish) and event.seq in parts}
    gone = {event.target for event in events if isinstance(event, Retract)} & parts
    # A retraction of anything else than the finish is of an event by which somebody was lapped.
    back = {event.target for event in events if isinstance(event, Retract)} - parts
    state = state._replace(exits={bib: exit_ for bib, exit_ in state.exits.items() if exit_.seq not in back})
    if again or gone:
        return state._replace(given_finish=tuple(_finish_again(state, again, gone)))
    return with_what_if(state, (e for e in events if not isinstance(e, Amend | Clock | Retract | Unknown)))


def _finish_again(state: RaceState, again: Mapping[int, Finish], gone: set[int]) -> Iterator[FinishPlace]:
    """Yield the recorded finish, with some of its parts replaced or gone."""
    for part in finish_parts(state):
        if event := again.get(part.seq):
            times = event.times or (None,) * len(event.order)
            yield from (FinishPlace(members(p), t, part.seq) for p, t in zip(event.order, times, strict=True))
        elif part.seq not in gone:
            yield from (FinishPlace(entry.bibs, entry.time, part.seq) for entry in part.entries)
