"""What a system that counts laps says, held against what is recorded of the race."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from massstart_tui.timing.feed_records import CountedCrossings, StatedEvent
from massstart_tui.timing.passing_fold import Crossed, CrossingChange, Gone, Moved
from massstart_tui.timing.repeated_feed import Statement

_PART_OF_A_LAP: Final = 4
"""A crossing that a person recorded is the one that the system tells within this part of a shortest lap."""


def on_the_race_clock(said: Statement, gun: int) -> Statement:
    """Return a statement with the times of the race, where the system's ``gun`` was fired at that race time."""
    match said:
        case CountedCrossings(bib, times, since):
            return CountedCrossings(bib, tuple(gun + t for t in times), gun + since)
        case StatedEvent(fields):
            return StatedEvent({**fields, "t": gun + fields["t"]})
        case _:
            return said


def recounted(
    counted: CountedCrossings, ours: Collection[int], theirs: Collection[int], apart_ms: int
) -> list[CrossingChange]:
    """Return what changes about the crossings of a skater.

    ``ours`` are those that stand as timing stated them; ``theirs`` those that a person recorded, corrected or took
    back, which stay so. Laps are at least ``apart_ms`` long.
    """
    now, known = set(counted.times), set(ours)
    fresh, gone = now - known - set(theirs), known - now
    for t in sorted(set(theirs) - now):
        _take_nearest(t, fresh, apart_ms // _PART_OF_A_LAP)
    changes: list[CrossingChange] = []
    for was in sorted(gone):
        moved = _take_nearest(was, fresh, apart_ms)
        changes.append(Gone(counted.bib, was) if moved is None else Moved(counted.bib, was, moved))
    return changes + [Crossed(counted.bib, t) for t in sorted(fresh)]


def _take_nearest(t: int, among: set[int], within: int) -> int | None:
    """Return the time nearest to ``t``, less than ``within`` from it, and take it out of the set."""
    near = min((other for other in among if abs(other - t) < within), key=lambda other: abs(other - t), default=None)
    if near is not None:
        among.discard(near)
    return near


def bibs_named(fields: Mapping[str, Any]) -> Iterable[int]:
    """Yield the bibs of a statement."""
    for place in (*fields.get("order", ()), *fields.get("bibs", ())):
        if isinstance(place, int):
            yield place
        elif place is not None:
            yield from place


def with_bibs(fields: Mapping[str, Any], listed: Collection[int]) -> Mapping[str, Any] | None:
    """Return a statement with only these bibs; the places of others in an order stay open. None if nobody is left."""
    if "order" in fields:
        order = [_place(place, listed) for place in fields["order"]]
        return None if all(place is None for place in order) else {**fields, "order": order}
    if "bibs" in fields:
        return fields if set(fields["bibs"]) <= set(listed) else None
    return fields


def _place(place: int | list[int] | None, listed: Collection[int]) -> int | list[int] | None:
    if not isinstance(place, list):
        return place if place in listed else None
    known = [bib for bib in place if bib in listed]
    return known if len(known) > 1 else (known[0] if known else None)
