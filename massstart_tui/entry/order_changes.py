"""Corrections of an order that is recorded already: a new order of a sprint or a finish, as amends of its events.

The finish may be recorded in several events. Each keeps its own moment and, as far as dead heats allow, its size.
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
    """One place of an order: the bibs that share it, empty if unknown, and at the finish the time in ms."""

    bibs: tuple[int, ...]
    time: int | None

    @property
    def places(self) -> int:
        """Return how many places it takes up: one for each skater in a dead heat."""
        return max(1, len(self.bibs))


class FinishPart(NamedTuple):
    """The places that one finish event recorded."""

    seq: int
    entries: tuple[OrderPlace, ...]


def flat(entries: Iterable[OrderPlace]) -> tuple[int, ...]:
    """Return all bibs in these places, first to last."""
    return tuple(bib for entry in entries for bib in entry.bibs)


def same_order(entries: Sequence[OrderPlace], others: Sequence[OrderPlace]) -> bool:
    """Return whether two orders are equal; the sequence within a dead heat does not matter, nor does a missing time."""
    return len(entries) == len(others) and all(
        set(a.bibs) == set(b.bibs) and a.time in (None, b.time) for a, b in zip(entries, others, strict=True)
    )


def finish_parts(state: RaceState) -> list[FinishPart]:
    """Return the finish split by the events that recorded it.

    Places that came from crossings have no event; they go with the part that follows them.
    """
    parts: list[FinishPart] = []
    before: tuple[OrderPlace, ...] = ()
    for place in state.given_finish:
        entry = OrderPlace(place.bibs, place.time)
        # A place from crossings: there is no event to amend, so the next part takes it along.
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
    """Return the places at the finish that finish events have recorded."""
    return tuple(entry for part in finish_parts(state) for entry in part.entries)


def _dealt(parts: Sequence[FinishPart], entries: Sequence[OrderPlace]) -> list[tuple[OrderPlace, ...]]:
    """Distribute ``entries`` over the parts. Each part keeps its size, and none is empty if there are enough entries.

    Skaters who were in none of the parts take up no room: the part into which a late arrival comes gets larger.
    """
    placed = {bib for part in parts for bib in flat(part.entries)}
    dealt: list[tuple[OrderPlace, ...]] = []
    at = 0
    for index, part in enumerate(parts, 1):
        room = sum(entry.places for entry in part.entries)
        first = at
        # Take at least one entry, and leave at least one for each part behind this one.
        while at < len(entries) and (at == first or len(entries) - at > len(parts) - index):
            room -= _room(entries[at], placed)
            # A dead heat that is too large for the rest of this part begins the next one.
            if at > first and room < 0:
                break
            at += 1
        # The last part takes everything that is left.
        dealt.append(tuple(entries[first : len(entries) if index == len(parts) else at]))
        at = first + len(dealt[-1])
    return dealt


def _room(entry: OrderPlace, placed: set[int]) -> int:
    """Return how much room an entry takes up in a part."""
    return len(placed.intersection(entry.bibs)) if entry.bibs else entry.places


def finish_amended(line: TypedLine, entries: Sequence[OrderPlace]) -> tuple[Event, ...]:
    """Return the amends that give the recorded finish the order of ``entries``; raise Problem if it has that order."""
    parts = finish_parts(line.situation.state)
    dealt = _dealt(parts, entries)
    amends = [_part_amended(line, part, now) for part, now in zip(parts, dealt, strict=True) if now != part.entries]
    if same_order(entries, [entry for part in parts for entry in part.entries]):
        raise Problem(Code.SAME_ORDER, line.span)
    return tuple(amends)


def _part_amended(line: TypedLine, part: FinishPart, entries: Sequence[OrderPlace]) -> Event:
    """Return the amend of one part, or its retraction if no entries are left for it."""
    if not entries:
        return line.event("retract", target=part.seq)
    before = line.situation.event(part.seq)
    # An event that had times keeps the field, even if all of them are unknown now.
    timed = (isinstance(before, Finish) and before.times is not None) or any(e.time is not None for e in entries)
    instead: dict[str, Any] = {"type": "finish", "t": before.t if before else line.t, "order": order_fields(entries)}
    if timed:
        instead["times"] = [entry.time for entry in entries]
    return line.event("amend", target=part.seq, event=instead)


def sprint_amended(line: TypedLine, known: SprintResult, entries: Iterable[OrderPlace]) -> Event:
    """Return the amend that replaces the order of a sprint by ``entries``."""
    instead = {"type": "sprint", "t": known.t, "lap": known.lap, "order": order_fields(entries)}
    return line.event("amend", target=known.seq, event=instead)


def order_fields(entries: Iterable[OrderPlace]) -> list[object]:
    """Return the value of the field ``order`` of an event."""
    return [place_of(entry.bibs) for entry in entries]


def moved(entries: Sequence[OrderPlace], bib: int, place: int) -> tuple[OrderPlace, ...]:
    """Return ``entries`` with ``bib``, in it already or not, alone at ``place``, from 1.

    If that place lies within a dead heat, the skater comes behind it.
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
    """Return ``entries`` without these skaters; a place that only they had is removed."""
    left = [entry._replace(bibs=tuple(bib for bib in entry.bibs if bib not in bibs)) for entry in entries]
    return [now for entry, now in zip(entries, left, strict=True) if now.bibs or not entry.bibs]


def beside(entries: Sequence[OrderPlace], bib: int, other: int) -> tuple[OrderPlace, ...]:
    """Return ``entries`` with ``bib`` in a dead heat with ``other``, who must be in it."""
    others = without(entries, {bib})
    return tuple(entry._replace(bibs=(*entry.bibs, bib)) if other in entry.bibs else entry for entry in others)


def joined(before: Sequence[OrderPlace], entries: Sequence[OrderPlace]) -> tuple[OrderPlace, ...]:
    """Return ``before`` with the dead heat in ``entries``, at the place of the first of its members.

    Return an empty tuple unless ``entries`` is a single dead heat of some, but not all, of the skaters in ``before``.
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


def timed_as(before: Sequence[OrderPlace], entries: Sequence[OrderPlace]) -> tuple[OrderPlace, ...]:
    """Return ``before`` with the times of ``entries``, which are some of its places in the same sequence.

    Return an empty tuple if they are not, or if one of them has no time.
    """
    places = [tuple(sorted(entry.bibs)) for entry in before]
    at = [places.index(bibs) if (bibs := tuple(sorted(entry.bibs))) in places else -1 for entry in entries]
    if -1 in at or at != sorted(at) or any(entry.time is None or not entry.bibs for entry in entries):
        return ()
    times = {index: entry.time for index, entry in zip(at, entries, strict=True)}
    return tuple(entry._replace(time=times.get(index, entry.time)) for index, entry in enumerate(before))


def place_in(entries: Iterable[OrderPlace], bib: int) -> int | None:
    """Return the place of ``bib``, from 1; None if this skater has none."""
    starts = 1
    for entry in entries:
        if bib in entry.bibs:
            return starts
        starts += entry.places
    return None
