"""What cannot be true of a race that was recorded, by line."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.contradictions import Contradiction, contradictions
from massstart_tui.race.events import CORRECTING, Unknown
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.timeline import Timeline


def contradictions_in(timeline: Timeline, upto: int | None = None) -> tuple[Contradiction, ...]:
    """What cannot be true of the first ``upto`` events of a race, in race order; of all of them where it is None."""
    events = (timeline.event(seq) for seq in timeline.order[:upto])
    happened = (event for event in events if not isinstance(event, Unknown) and event.type not in CORRECTING)
    return tuple(contradictions(timeline.sheet, happened))  # type: ignore[arg-type] # corrections are left out


def contradiction_faults(timeline: Timeline) -> Iterator[Fault]:
    """The same as faults that a race can be shown with, each at the line that its event stands on."""
    for found in contradictions_in(timeline):
        yield Fault(found.seq + 1, found.field, found.code, found.values, harmless=True)
