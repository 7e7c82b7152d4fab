"""Find the contradictions of a recorded race, and the log lines and faults in which they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from massstart_tui.race.contradictions import Contradiction, ContradictionScan, ScanMark, contradictions
from massstart_tui.race.event_kinds import EVERYDAY, kind_of
from massstart_tui.race.events import Amend, Clock, Happening, Retract, Unknown
from massstart_tui.stream.faults import Fault
from massstart_tui.stream.log_lines import LogLine, Marked, Stands
from massstart_tui.stream.reading import Recording
from massstart_tui.stream.snapshots import MOST_ENDS, SNAPSHOT_EVERY
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
    found = (*contradictions(timeline.sheet, _happened(timeline, 0, upto)), *_of_the_walls(timeline, upto))
    return tuple(sorted(found, key=lambda each: each.seq))


class ContradictionSearch:
    """A search of the timelines of one recording, which looks only at what is new in a timeline that has grown."""

    _scan: ContradictionScan

    def __init__(self) -> None:
        """Begin without a timeline."""
        self._timeline: Timeline | None = None
        self._position = 0
        self._marks: list[tuple[int, ScanMark]] = []
        self._walls = WallChecks()
        self._of_walls: list[Contradiction] = []
        self._lines = 0

    def contradicted(self, timeline: Timeline) -> Contradicted:
        """Return the contradictions of a race for its log; none for a stream of more than MOST_EVENTS lines."""
        if timeline.upto > MOST_EVENTS:
            return NOTHING_CONTRARY
        self._go_to(timeline, len(timeline))
        self._look_at_the_walls(timeline)
        of_walls = (each for each in self._of_walls if each.seq <= timeline.upto)
        found: dict[int, tuple[Contradiction, ...]] = {}
        for each in sorted((*self._scan.found(), *of_walls), key=lambda each: each.seq):
            found[each.seq] = (*found.get(each.seq, ()), each)
        positions = ((position, seq) for position, seq in enumerate(timeline.order, 1) if seq in found)
        lines = (Marked(position, _line(timeline, position)) for position, _ in (positions if found else ()))
        return Contradicted(found, tuple(marked for marked in lines if kind_of(marked.line.event) in EVERYDAY))

    def of(self, event: Happening, timeline: Timeline) -> list[Contradiction]:
        """Return the contradictions that an event that is not recorded yet would have with what precedes it."""
        self._go_to(timeline, timeline.position_at(event.t))
        before = self._scan.mark()
        self._scan.take(event)
        found = [each for each in self._scan.found() if each.seq == event.seq]
        self._scan.go_back(before)
        return found

    def _go_to(self, timeline: Timeline, position: int) -> None:
        """Scan the first ``position`` events of ``timeline``, from the latest mark that holds."""
        known, self._timeline = self._timeline, None  # none if this scan is not completed
        if known is None:
            self._marks.clear()
        self._go_back(timeline, min(timeline.shared_with(known), position) if known else 0)
        for at in range(self._position, position):
            for event in _happened(timeline, at, at + 1):
                self._scan.take(event)
            if (at + 1) % SNAPSHOT_EVERY == 0:
                self._marks.append((at + 1, self._scan.mark()))
        if not self._marks or self._marks[-1][0] < position:
            self._marks.append((position, self._scan.mark()))
        self._forget_marks()
        self._position, self._timeline = position, timeline

    def _go_back(self, timeline: Timeline, position: int) -> None:
        """Go back to the latest mark at or before ``position``, or to before the first event."""
        if self._marks and self._position <= position:
            return
        while self._marks and self._marks[-1][0] > position:
            self._marks.pop()
        if self._marks:
            self._position, mark = self._marks[-1]
            self._scan.go_back(mark)
        else:
            self._position, self._scan = 0, ContradictionScan(timeline.sheet)

    def _forget_marks(self) -> None:
        """Keep the latest marks, and of the others those at regular positions."""
        early, late = self._marks[:-MOST_ENDS], self._marks[-MOST_ENDS:]
        self._marks = [*(mark for mark in early if mark[0] % SNAPSHOT_EVERY == 0), *late]

    def _look_at_the_walls(self, timeline: Timeline) -> None:
        """Look at the lines that were recorded since."""
        for seq in range(self._lines + 1, timeline.upto + 1):
            self._of_walls += self._walls.at(timeline.recording.lines.event(seq))
        self._lines = max(self._lines, timeline.upto)


def contradicted(timeline: Timeline) -> Contradicted:
    """Return the contradictions of a race for its log; none for a stream of more than MOST_EVENTS lines."""
    return ContradictionSearch().contradicted(timeline)


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


_ASKED: Final[WeakKeyDictionary[Recording, ContradictionSearch]] = WeakKeyDictionary()
"""The search of each recording of whose coming events it is asked what they contradict, at each key of a typed line."""


def contradictions_of(event: Happening, timeline: Timeline) -> list[Contradiction]:
    """Return the contradictions that an event that is not recorded yet would have with what precedes it in the race."""
    return _ASKED.setdefault(timeline.recording, ContradictionSearch()).of(event, timeline)


def _happened(timeline: Timeline, begin: int, end: int | None) -> Iterator[Happening]:
    """Yield the events between two positions that change the state of the race."""
    for seq in timeline.order[begin:end]:
        event = timeline.event(seq)
        if not isinstance(event, Unknown | Clock | Retract | Amend):
            yield event


def contradiction_faults(timeline: Timeline) -> Iterator[Fault]:
    """Yield the contradictions as harmless faults, each at the line of its event."""
    for found in contradictions_in(timeline):
        yield Fault(found.seq + 1, found.field, found.code, found.values, harmless=True)
