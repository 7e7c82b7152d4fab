"""What the records of a feed are found to be: events, many crossings at once, and what is wrong with records."""

from __future__ import annotations

from collections.abc import Iterable

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.events import Event
from massstart_tui.stream.faults import Fault

Found = Event | CrossingRun | Fault


def one_by_one(found: Iterable[Found]) -> list[Event | Fault]:
    """Return the same with an event for each crossing."""
    each: list[Event | Fault] = []
    for result in found:
        each += result.events() if isinstance(result, CrossingRun) else (result,)
    return each
