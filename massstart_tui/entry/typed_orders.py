"""Orders as typed: parse one, compare it with the recorded order of a sprint or the finish, and make the events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from massstart_tui.entry.expected import sprint_number
from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.order_changes import (
    OrderPlace,
    finish_amended,
    finish_entries,
    flat,
    joined,
    order_fields,
    same_order,
    sprint_amended,
    timed_as,
)
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import TokenKind, milliseconds
from massstart_tui.race.events import Event
from massstart_tui.race.state import SprintResult
from massstart_tui.text.clock import race_time

HEAT: Final = "="
"""Joins two skaters in a dead heat."""
UNKNOWN: Final = "?"
"""A place that nobody knows."""
NO_TIME: Final = "-"
"""In the place of a time that is unknown."""
FINISH: Final = "fin"
SPRINT: Final = "s"
"""`FINISH` or `SPRINT` in front of an order says where it belongs; the number of the sprint follows."""
FULL: Final = "!"
"""Behind a bib: this skater is not lapped, whatever was recorded."""
_OF_A_SPRINT: Final = (Code.SPRINT_KNOWN_AND_NEW, Code.SPRINT_SOME_KNOWN)
_OF_THE_FINISH: Final = (Code.FINISH_KNOWN_AND_NEW, Code.FINISH_SOME_KNOWN)


class TypedOrder(NamedTuple):
    """An order as typed; ``timed`` is set if it has times, for all places or some.

    ``full`` are the skaters who are marked as not lapped.
    """

    entries: tuple[OrderPlace, ...]
    timed: bool = False
    full: frozenset[int] = frozenset()

    @property
    def bibs(self) -> set[int]:
        """Return everyone in it."""
        return set(flat(self.entries))

    def without(self, bibs: Collection[int]) -> TypedOrder:
        """Return the order without these skaters."""
        kept = (
            entry._replace(bibs=tuple(bib for bib in entry.bibs if bib not in bibs))
            for entry in self.entries
            if not entry.bibs or not set(entry.bibs) <= set(bibs)
        )
        return self._replace(entries=tuple(kept))

    def typed(self) -> str:
        """Return the order as text to type."""
        return " ".join(self._typed(entry) for entry in self.entries)

    def _typed(self, entry: OrderPlace) -> str:
        bibs = f" {HEAT}".join(f"{bib}{FULL}" if bib in self.full else str(bib) for bib in entry.bibs) or UNKNOWN
        if not self.timed:
            return bibs
        return f"{bibs} {NO_TIME if entry.time is None else race_time(entry.time, 3)}"


def take_order(line: TypedLine) -> TypedOrder:
    """Take the whole rest of the line as an order; raise Problem."""
    entries: list[OrderPlace] = []
    timed = False
    dated = 0
    full: set[int] = set()
    while token := line.peek():
        if entries and entries[-1].bibs and line.taken(TokenKind.WORD, FULL):
            full.add(entries[-1].bibs[-1])
        elif line.taken(TokenKind.SIGN, UNKNOWN):
            entries.append(OrderPlace((), None))
        # A place has one time: a second one is not taken here, and is refused as a skater.
        elif len(entries) > dated and (token.kind is TokenKind.TIME or line.next_is(TokenKind.SIGN, NO_TIME)):
            line.take()
            dated = len(entries)
            time = milliseconds(token.text) if token.kind is TokenKind.TIME else None
            entries[-1] = entries[-1]._replace(time=time)
            timed = True
        elif entries and entries[-1].bibs and line.taken(TokenKind.SIGN, HEAT):
            entries[-1] = entries[-1]._replace(bibs=(*entries[-1].bibs, line.skater()))
        else:
            entries.append(OrderPlace((line.skater(),), None))
    if not entries:
        line.unfinished()
    return TypedOrder(tuple(entries), timed, frozenset(full))


def sprint_before(line: TypedLine, lap: int) -> tuple[OrderPlace, ...]:
    """Return the recorded order of the sprint at ``lap``; empty if there is none, or if the line is exact."""
    known = None if line.exact else line.situation.state.given_sprints.get(lap)
    return () if known is None else tuple(OrderPlace(bibs, None) for bibs in known.order)


def sprint_placed(line: TypedLine, lap: int, placing: TypedOrder, *, bare: bool) -> Entered:
    """Return the events of an order at the sprint of ``lap``; raise Problem.

    If the leader has not completed the lap yet, a lap event comes first. An order that adds places is recorded as the
    whole order so far, another order of the same skaters as an amend.
    """
    if placing.timed:
        raise Problem(Code.SPRINT_HAS_NO_TIMES, line.span)
    known = None if line.exact else line.situation.state.given_sprints.get(lap)
    if known is None:
        # If the leader has completed the lap since the moment of the line, its event is recorded already.
        completed = line.exact or lap <= max(line.state.lap, line.situation.state.lap)
        laps = [] if completed else [line.event("lap", lap=lap)]
        return Entered((*laps, _sprint(line, lap, placing.entries)))
    return Entered((_sprint_again(line, known, placing, bare=bare),))


def _sprint(line: TypedLine, lap: int, entries: Iterable[OrderPlace], not_before: int | None = None) -> Event:
    """Return the event of a sprint, which is not earlier than ``not_before``."""
    # Of two orders the later one counts, so the whole order cannot be before the part it extends.
    t = line.t if not_before is None else max(line.t, not_before)
    return line.event("sprint", t=t, lap=lap, order=order_fields(entries))


def _sprint_again(line: TypedLine, known: SprintResult, placing: TypedOrder, *, bare: bool) -> Event:
    """Return the event for a partly recorded sprint: further places, the order repeated and extended, or an amend."""
    before = sprint_before(line, known.lap)
    entries, bibs, placed = placing.entries, placing.bibs, set(flat(before))
    if not bibs & placed:
        return _sprint(line, known.lap, (*before, *entries), known.t)
    if same_order(entries, before):
        raise _same(line, known)
    if len(entries) > len(before) and same_order(entries[: len(before)], before):
        return _sprint(line, known.lap, entries, known.t)
    if heat := joined(before, entries):
        return _changed(line, known, heat)
    if bare and not bibs >= placed:
        number = sprint_number(line.state, known.lap)
        raise _neither_new_nor_known(line, _OF_A_SPRINT, number, bibs, placed)
    return sprint_amended(line, known, entries)


def _changed(line: TypedLine, known: SprintResult, entries: tuple[OrderPlace, ...]) -> Event:
    """Return the amend of a sprint to ``entries``; raise Problem if that is the recorded order."""
    if same_order(entries, [OrderPlace(bibs, None) for bibs in known.order]):
        raise _same(line, known)
    return sprint_amended(line, known, entries)


def _same(line: TypedLine, known: SprintResult) -> Problem:
    return Problem(Code.SAME_ORDER, line.span, number=sprint_number(line.state, known.lap))


def _neither_new_nor_known(
    line: TypedLine, codes: tuple[Code, Code], number: int, bibs: set[int], placed: set[int]
) -> Problem:
    """Return the problem of bibs of which some are recorded: the first code if others are new, else the second."""
    known, new = sorted(bibs & placed), sorted(bibs - placed)
    values: dict[str, str | int] = {
        "known": line.roster.labels(known),
        "bib": known[0],
        "new": " ".join(map(str, new)),
        "late": new[0] if new else 0,
        "number": number,
    }
    mixed, some = codes
    if not new:
        return Problem(some, line.span, **values)
    choices = [line.without(known), *([line.text] if number else [])]
    if line.verb == "bare":
        prefix = f"{SPRINT}{number}" if number else FINISH
        choices = [f"{text[: line.start]}{prefix} {text[line.start :].lstrip()}" for text in choices]
    return Problem(mixed, line.span, **values).with_choices(tuple(choices))


def finish_placed(line: TypedLine, placing: TypedOrder) -> Entered:
    """Return the events of an order at the finish: a finish of those who are new, else amends; raise Problem.

    Amends are for another order of everybody who is recorded, also with late arrivals among them, for a dead heat of
    some of them, and for the times of some of them.
    """
    before = () if line.exact else finish_entries(line.situation.state)
    bibs, placed = placing.bibs, set(flat(before))
    if not bibs & placed:
        return Entered((_finish(line, placing, placing.entries),))
    head, rest = placing.entries[: len(before)], placing.entries[len(before) :]
    if rest and same_order(head, before):
        return Entered((_finish(line, placing, rest),))
    # Some of those who are recorded, without the others, are a correction only as one dead heat, or with their times.
    part = joined(before, placing.entries) or timed_as(before, placing.entries)
    entries = placing.entries if bibs >= placed else part
    if not entries:
        raise _neither_new_nor_known(line, _OF_THE_FINISH, 0, bibs, placed)
    return Entered(finish_amended(line, _with_times_known(entries, before)))


def _finish(line: TypedLine, placing: TypedOrder, entries: Sequence[OrderPlace]) -> Event:
    times = {"times": [entry.time for entry in entries]} if placing.timed else {}
    return line.event("finish", order=order_fields(entries), **times)


def _with_times_known(entries: Iterable[OrderPlace], before: Iterable[OrderPlace]) -> tuple[OrderPlace, ...]:
    """Fill in the recorded time of a skater where the new order has none."""
    times = {bib: entry.time for entry in before for bib in entry.bibs}
    known = [next((times[bib] for bib in entry.bibs if times.get(bib) is not None), None) for entry in entries]
    return tuple(
        entry if entry.time is not None else entry._replace(time=time)
        for entry, time in zip(entries, known, strict=True)
    )
