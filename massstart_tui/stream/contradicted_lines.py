"""Find the contradictions of a recorded race, and the log lines and faults in which they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from massstart_tui.race.contradictions import Contradiction, contradictions
from massstart_tui.race.event_kinds import EVERYDAY, kind_of
from massstart_tui.race.events import Amend, Clock, Happening, Retract, Unknown
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.log_lines import LogLine, Marked, Stands
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.wall_checks import WallChecks


class Contradicted(NamedTuple):
    """The contradictions of a race by seq, and the log lines of contradictory laps and crossings.

    A log has no lines of laps and crossings otherwise.
    """

    found: Mapping[int, tuple[Contradiction, ...]] = {}
    lines: tuple[Marked, ...] = ()


NOTHING_CONTRARY: Final = Contradicted()
MOST_EVENTS: Final = 50_000
"""The longest stream that is searched while it is shown; a longer one, which no real race needs, only by `check`."""


def contradictions_in(timeline: Timeline, upto: int | None = None) -> tuple[Contradiction, ...]:
    """Return the contradictions in the first ``upto`` events of a race (all if None), by seq."""
    found = (*contradictions(timeline.sheet, _happened(timeline, upto)), *_of_the_walls(timeline, upto))
    return tuple(sorted(found, key=lambda each: each.seq))


def contradicted(timeline: Timeline) -> Contradicted:
    """Return the contradictions of a race for its log; none for a stream of more than MOST_EVENTS lines."""
    if timeline.upto > MOST_EVENTS:
        return NOTHING_CONTRARY
    found: dict[int, tuple[Contradiction, ...]] = {}
    for each in contradictions_in(timeline):
        found[each.seq] = (*found.get(each.seq, ()), each)
    positions = ((position, seq) for position, seq in enumerate(timeline.order, 1) if seq in found)
    lines = (Marked(position, _line(timeline, position)) for position, _ in positions)
    return Contradicted(found, tuple(marked for marked in lines if kind_of(marked.line.event) in EVERYDAY))


def _line(timeline: Timeline, position: int) -> LogLine:
    seq, fixed = timeline.order[position - 1], timeline.corrections
    stands = Stands.CORRECTED if seq in fixed.replaced else Stands.AS_RECORDED
    gun, to_go = timeline.gun_at(position), timeline.to_go_at(position)
    return LogLine(timeline.event(seq), to_go, stands, fixed.corrected_by.get(seq), gun)


def _of_the_walls(timeline: Timeline, upto: int | None) -> Iterator[Contradiction]:
    """Yield where ``wall`` and ``t`` cannot both be right.

    This looks at all lines as recorded, including corrections, since those were recorded at some time as well.
    """
    checks, times = WallChecks(), timeline.recording.times
    latest = None if upto is None else timeline.time_at(upto)
    for seq in range(1, timeline.upto + 1):
        found = checks.at(timeline.recording.lines.event(seq))
        if latest is None or times[seq - 1] <= latest:
            yield from found


def contradictions_of(event: Happening, timeline: Timeline) -> Iterator[Contradiction]:
    """Yield the contradictions that an event that is not recorded yet would have with what precedes it in the race."""
    before = _happened(timeline, timeline.position_at(event.t))
    found = contradictions(timeline.sheet, (*before, event))
    return (each for each in found if each.seq == event.seq)


def _happened(timeline: Timeline, upto: int | None) -> Iterator[Happening]:
    """Yield the first ``upto`` events that change the state of the race."""
    for seq in timeline.order[:upto]:
        event = timeline.event(seq)
        if not isinstance(event, Unknown | Clock | Retract | Amend):
            yield event


def contradiction_faults(timeline: Timeline) -> Iterator[Fault]:
    """Yield the contradictions as harmless faults, each at the line of its event."""
    for found in contradictions_in(timeline):
        yield Fault(found.seq + 1, found.field, found.code, found.values, harmless=True)
