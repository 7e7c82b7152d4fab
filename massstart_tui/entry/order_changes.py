"""Another order of a sprint or of a finish that is in already, as amends of the events that gave it.

A finish may have come in parts. Each part keeps its own moment, and as far as dead heats let it, its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from massstart_tui.entry.expected import place_of
from massstart_tui.entry.line_reader import TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.race.events import Event, Finish
from massstart_tui.race.state import RaceState, SprintResult


class OrderPlace(NamedTuple):
    """One place: the bibs that share it, none where it is unknown, and the time of a finish in ms."""

    bibs: tuple[int, ...]
    time: int | None

    @property
    def places(self) -> int:
        """How many places it takes up."""
        return max(1, len(self.bibs))


class FinishPart(NamedTuple):
    """The places that one finish event gave."""

    seq: int
    entries: tuple[OrderPlace, ...]


def flat(entries: Iterable[OrderPlace]) -> tuple[int, ...]:
    """Everyone in these places, first to last."""
    return tuple(bib for entry in entries for bib in entry.bibs)


def same_order(entries: Sequence[OrderPlace], others: Sequence[OrderPlace]) -> bool:
    """Whether two orders are alike, whichever way the members of a dead heat are put."""
    return len(entries) == len(others) and all(
        set(a.bibs) == set(b.bibs) and a.time in (None, b.time) for a, b in zip(entries, others, strict=True)
    )


def finish_parts(state: RaceState) -> list[FinishPart]:
    """The finish by the events that gave it; whom crossings had in before them goes with the event that follows."""
    parts: list[FinishPart] = []
    before: tuple[OrderPlace, ...] = ()
    for place in state.given_finish:
        entry = OrderPlace(place.bibs, place.time)
        if place.seq is None:
            before = (*before, entry)
        elif parts and parts[-1].seq == place.seq:
            parts[-1] = parts[-1]._replace(entries=(*parts[-1].entries, *before, entry))
            before = ()
        else:
            parts.append(FinishPart(place.seq, (*before, entry)))
            before = ()
    return parts


def finish_entries(state: RaceState) -> tuple[OrderPlace, ...]:
    """The places over the line that events have given."""
    return tuple(entry for part in finish_parts(state) for entry in part.entries)


def _dealt(parts: Sequence[FinishPart], entries: Sequence[OrderPlace]) -> list[tuple[OrderPlace, ...]]:
    """``entries`` over the parts, each as large as it was, none left empty where there are enough.

    Who was in none of the parts takes up no room: a late arrival makes the part larger that they come into.
    """
    placed = {bib for part in parts for bib in flat(part.entries)}
    dealt: list[tuple[OrderPlace, ...]] = []
    at = 0
    for index, part in enumerate(parts, 1):
        room = sum(entry.places for entry in part.entries)
        first = at
        while at < len(entries) and (at == first or len(entries) - at > len(parts) - index):
            room -= _room(entries[at], placed)
            if at > first and room < 0:
                break
            at += 1
        dealt.append(tuple(entries[first : len(entries) if index == len(parts) else at]))
        at = first + len(dealt[-1])
    return dealt


def _room(entry: OrderPlace, placed: set[int]) -> int:
    return len(placed.intersection(entry.bibs)) if entry.bibs else entry.places


def finish_amended(line: TypedLine, entries: Sequence[OrderPlace]) -> tuple[Event, ...]:
    """The events that make the finish so far come in the order of ``entries``; raises Problem where it does already."""
    parts = finish_parts(line.situation.state)
    dealt = _dealt(parts, entries)
    amends = [_part_amended(line, part, now) for part, now in zip(parts, dealt, strict=True) if now != part.entries]
    if same_order(entries, [entry for part in parts for entry in part.entries]):
        raise Problem(Code.SAME_ORDER, line.span)
    return tuple(amends)


def _part_amended(line: TypedLine, part: FinishPart, entries: Sequence[OrderPlace]) -> Event:
    if not entries:
        return line.event("retract", target=part.seq)
    before = line.situation.event(part.seq)
    timed = (isinstance(before, Finish) and before.times is not None) or any(e.time is not None for e in entries)
    instead: dict[str, Any] = {"type": "finish", "t": before.t if before else line.t, "order": order_fields(entries)}
    if timed:
        instead["times"] = [entry.time for entry in entries]
    return line.event("amend", target=part.seq, event=instead)


def sprint_amended(line: TypedLine, known: SprintResult, entries: Iterable[OrderPlace]) -> Event:
    """The event that puts ``entries`` in the place of the order of a sprint."""
    instead = {"type": "sprint", "t": known.t, "lap": known.lap, "order": order_fields(entries)}
    return line.event("amend", target=known.seq, event=instead)


def order_fields(entries: Iterable[OrderPlace]) -> list[object]:
    """The ``order`` of an event."""
    return [place_of(entry.bibs) for entry in entries]


def moved(entries: Sequence[OrderPlace], bib: int, place: int) -> tuple[OrderPlace, ...]:
    """``entries`` with ``bib``, in it already or not, alone at ``place``, from 1.

    Behind a dead heat that has that place as well.
    """
    time = next((entry.time for entry in entries if bib in entry.bibs), None)
    others = without(entries, {bib})
    starts = 1
    for index, entry in enumerate(others):
        if starts >= place:
            return (*others[:index], OrderPlace((bib,), time), *others[index:])
        starts += entry.places
    return (*others, OrderPlace((bib,), time))


def without(entries: Iterable[OrderPlace], bibs: set[int]) -> list[OrderPlace]:
    """``entries`` but for these skaters; a place that is theirs alone is gone."""
    left = [entry._replace(bibs=tuple(bib for bib in entry.bibs if bib not in bibs)) for entry in entries]
    return [now for entry, now in zip(entries, left, strict=True) if now.bibs or not entry.bibs]


def beside(entries: Sequence[OrderPlace], bib: int, other: int) -> tuple[OrderPlace, ...]:
    """``entries`` with ``bib`` in a dead heat with ``other``, who is in it."""
    others = without(entries, {bib})
    return tuple(entry._replace(bibs=(*entry.bibs, bib)) if other in entry.bibs else entry for entry in others)


def joined(before: Sequence[OrderPlace], entries: Sequence[OrderPlace]) -> tuple[OrderPlace, ...]:
    """``before`` with a dead heat of those in ``entries``: at the place of the first of them.

    Nothing where ``entries`` is no single dead heat of some who are in already, and not of all.
    """
    if len(entries) != 1 or len(entries[0].bibs) <= 1:
        return ()
    (heat,) = entries
    bibs, placed = set(heat.bibs), set(flat(before))
    if not bibs < placed:
        return ()
    at = next(index for index, entry in enumerate(before) if bibs & set(entry.bibs))
    first = before[at]
    together = heat._replace(
        bibs=(*(bib for bib in first.bibs if bib not in bibs), *heat.bibs), time=heat.time or first.time
    )
    return (*before[:at], together, *without(before[at + 1 :], bibs))


def place_in(entries: Iterable[OrderPlace], bib: int) -> int | None:
    """The place of ``bib``, from 1; None where this skater has none."""
    starts = 1
    for entry in entries:
        if bib in entry.bibs:
            return starts
        starts += entry.places
    return None
