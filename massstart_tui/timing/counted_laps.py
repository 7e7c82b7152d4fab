"""Compare what a system that counts laps states with what is recorded, and return the changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from massstart_tui.timing.feed_records import CountedCrossings, StatedEvent
from massstart_tui.timing.passing_fold import Crossed, CrossingChange, Gone, Moved
from massstart_tui.timing.repeated_feed import Statement

_PART_OF_A_LAP: Final = 4
"""Crossings less than a shortest lap divided by this apart are one: the one a person recorded stays."""


def on_the_race_clock(said: Statement, gun: int) -> Statement:
    """Return ``said`` with race times; ``gun`` is the race time of the system's gun, in ms."""
    match said:
        case CountedCrossings(bib, times, since):
            return CountedCrossings(bib, tuple(gun + t for t in times), gun + since)
        case StatedEvent(fields):
            return StatedEvent({**fields, "t": gun + fields["t"]})
        case _:
            return said


def crossing_changes(
    counted: CountedCrossings, ours: Collection[int], theirs: Collection[int], apart_ms: int
) -> list[CrossingChange]:
    """Return the changes that make the recorded crossings of a skater agree with ``counted``.

    All times are race times in ms. ``ours`` are the crossings that timing stated. ``theirs`` are those that a person
    recorded, corrected or retracted; they do not change. ``apart_ms`` is the length of the shortest lap.
    """
    now, known = set(counted.times), set(ours)
    fresh, gone = now - known - set(theirs), known - now
    # Near one of theirs, the system's crossing is the same one, and is not added again.
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
    """Yield the bibs in the fields ``order`` and ``bibs`` of a statement."""
    for place in (*fields.get("order", ()), *fields.get("bibs", ())):
        if isinstance(place, int):
            yield place
        elif place is not None:
            yield from place


def only_listed(fields: Mapping[str, Any], listed: Collection[int]) -> Mapping[str, Any] | None:
    """Return the fields of a statement, limited to ``listed`` bibs; None if it cannot be used.

    In an ``order``, the places of other bibs become None, and at least one place must remain. A statement with ``bibs``
    is used only if all of them are listed.
    """
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
