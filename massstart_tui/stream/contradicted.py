"""What cannot be true of a race that was recorded, by line."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.contradictions import Contradiction, contradictions
from massstart_tui.race.events import Amend, Clock, Happening, Retract, Unknown
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.wallchecks import WallChecks


def contradictions_in(timeline: Timeline, upto: int | None = None) -> tuple[Contradiction, ...]:
    """What cannot be true of the first ``upto`` events of a race, by seq; of all of them where it is None."""
    found = (*contradictions(timeline.sheet, _happened(timeline, upto)), *_of_the_walls(timeline, upto))
    return tuple(sorted(found, key=lambda each: each.seq))


def _of_the_walls(timeline: Timeline, upto: int | None) -> Iterator[Contradiction]:
    """Where ``wall`` and ``t`` cannot both be right, as the lines stand: a correction was recorded at some time too."""
    checks, times = WallChecks(), timeline.recording.times
    latest = None if upto is None else timeline.time_at(upto)
    for seq in range(1, timeline.upto + 1):
        found = checks.at(timeline.recording.lines.event(seq))
        if latest is None or times[seq - 1] <= latest:
            yield from found


def contradictions_of(event: Happening, timeline: Timeline) -> Iterator[Contradiction]:
    """What an event that is not recorded yet would contradict of what came before it in the race."""
    before = _happened(timeline, timeline.position_at(event.t))
    found = contradictions(timeline.sheet, (*before, event))
    return (each for each in found if each.seq == event.seq)


def _happened(timeline: Timeline, upto: int | None) -> Iterator[Happening]:
    for seq in timeline.order[:upto]:
        event = timeline.event(seq)
        if not isinstance(event, Unknown | Clock | Retract | Amend):
            yield event


def contradiction_faults(timeline: Timeline) -> Iterator[Fault]:
    """The same as faults that a race can be shown with, each at the line that its event stands on."""
    for found in contradictions_in(timeline):
        yield Fault(found.seq + 1, found.field, found.code, found.values, harmless=True)
