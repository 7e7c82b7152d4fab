"""Find the moments at which it became certain that a skater qualifies, or does not; they are called turns here.

Nobody records them: they follow from what was recorded, and are found by a search for changes of what the outlook
depends on. If there was no outlook before, no moment can be given for what the first outlook says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from massstart_tui.race.contenders import NoOutlook
from massstart_tui.race.covering import Stopped
from massstart_tui.race.outlook import Verdict, decisive, outlook
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.stream.log_lines import TURN, LogLine, Marked, VerdictChange
from massstart_tui.stream.timeline import Timeline


class Judged(NamedTuple):
    """The verdict about one skater, and what it is if the orders that only crossings give stand."""

    certain: Verdict
    as_it_stands: Verdict


class LookedThrough(NamedTuple):
    """The result of a search up to ``position``: the verdicts there by bib, and the turns so far.

    There are no verdicts before the search, and where there is no outlook. ``before`` is how far the search was when it
    went on to here: a few times back, because what is taken back is mostly one of the last lines.
    """

    position: int = 0
    verdicts: Mapping[int, Judged] = {}
    turns: tuple[VerdictChange, ...] = ()
    before: tuple[LookedThrough, ...] = ()

    def up_to(self, position: int) -> LookedThrough:
        """Return the latest result at or before ``position``."""
        kept = [known for known in self.before if known.position <= position]
        return (
            self if self.position <= position else kept[-1]._replace(before=tuple(kept[:-1])) if kept else NOTHING_YET
        )


NOTHING_YET: Final = LookedThrough()
MOST_BEFORE: Final = 16
"""How many earlier results are kept with one."""


class WithTurns:
    """The lines of a log with turns and marked lines inserted at their moments; line 0 is the oldest."""

    def __init__(self, timeline: Timeline, turns: tuple[VerdictChange, ...], marked: tuple[Marked, ...] = ()) -> None:
        """Combine the lines of ``timeline`` with ``turns`` and with ``marked`` lines that its log lacks."""
        self.timeline = timeline
        self.turns = turns
        self.marked = marked
        self._more: list[VerdictChange | Marked] = sorted((*marked, *turns), key=lambda more: more.position)
        self._at = [timeline.lines_at(more.position) + index for index, more in enumerate(self._more)]

    def lines_at(self, position: int) -> int:
        """Return how many lines there are after ``position`` events."""
        return self.timeline.lines_at(position) + bisect_right(self._more, position, key=lambda more: more.position)

    def kind(self, index: int) -> str:
        """Return the type of the event in this line; TURN for a turn."""
        before = bisect_left(self._at, index)
        if not self._is_more(before, index):
            return self.timeline.kind(index - before)
        more = self._more[before]
        return TURN if isinstance(more, VerdictChange) else more.line.event.type

    def line(self, index: int) -> LogLine | VerdictChange:
        """Return this line."""
        before = bisect_left(self._at, index)
        if not self._is_more(before, index):
            return self.timeline.line(index - before)
        more = self._more[before]
        return more if isinstance(more, VerdictChange) else more.line

    def _is_more(self, before: int, index: int) -> bool:
        return before < len(self._at) and self._at[before] == index


def look_through(timeline: Timeline, upto: int, stop: Callable[[], bool], known: LookedThrough) -> LookedThrough:
    """Continue the search from ``known`` to the position ``upto``; raises Stopped if ``stop`` returns true."""
    search = _Search(timeline, stop)
    verdicts = known.verdicts or search.verdicts(timeline.state_at(0))
    turns = list(known.turns)
    for position in search.changes(known.position, upto):
        state = timeline.state_at(position)
        before, verdicts = verdicts, search.verdicts(state)
        # Once the race is over, the result tells who is through.
        if not state.over:
            turns += _turns(timeline, position, state, before, verdicts)
    gone_on_from = (*known.before, known._replace(before=()))[-MOST_BEFORE:]
    return LookedThrough(upto, verdicts, tuple(turns), gone_on_from)


def _turns(
    timeline: Timeline,
    position: int,
    state: RaceState,
    before: Mapping[int, Judged],
    now: Mapping[int, Judged],
) -> Iterator[VerdictChange]:
    """Yield the turns at ``position`` of skaters who are racing or have finished.

    Skaters who are out are left out, since the event that says so is in the log.
    """
    there = [bib for bib in now if bib in before and state.status_of(bib) in (Status.RACING, Status.FINISHED)]
    to_go, gun = timeline.to_go_at(position), timeline.gun_at(position)
    for verdict in (Verdict.IN, Verdict.OUT):
        certain = tuple(bib for bib in there if now[bib].certain is verdict is not before[bib].certain)
        by_chips = tuple(
            bib
            for bib in there
            if now[bib].certain is not verdict
            and now[bib].as_it_stands is verdict is not before[bib].as_it_stands
            and before[bib].certain is not verdict
        )
        for bibs, laps in ((certain, ()), (by_chips, orders_unconfirmed(state))):
            if bibs:
                event = timeline.event(timeline.order[position - 1])
                yield VerdictChange(position, event, to_go, verdict, bibs, gun, laps)


class _Search:
    """A search for the positions at which the outlook of a race may have changed."""

    def __init__(self, timeline: Timeline, stop: Callable[[], bool]) -> None:
        self._timeline = timeline
        self._stop = stop
        self._keys: dict[int, Hashable] = {}

    def verdicts(self, state: RaceState) -> dict[int, Judged]:
        """Return the verdicts by bib; none if there is no outlook."""
        try:
            chances = outlook(state, self._stop)
            return {chance.bib: Judged(chance.verdict, chance.as_it_stands) for chance in chances}
        except NoOutlook:
            return {}

    def changes(self, first: int, last: int) -> Iterator[int]:
        """Yield the positions after ``first``, up to ``last``, at which the outlook may have changed.

        It bisects intervals whose ends differ. A race only moves towards its end, so nothing has changed between two
        equal ends. A restart is the exception, since it takes the race back; so intervals are split at restarts.
        """
        kinds, tells = self._timeline.course.kinds, self._timeline.course.tells
        anew = [at for at, kind in zip(tells, kinds, strict=True) if kind == "restart" and first < at <= last]
        ends = sorted({first, *(end for at in anew for end in (at - 1, at)), last})
        for one, other in pairwise(ends):
            yield from self._between(one, other)

    def _between(self, first: int, last: int) -> Iterator[int]:
        if self._key(first) == self._key(last):
            return
        if last - first == 1:
            yield last
            return
        middle = (first + last) // 2
        yield from self._between(first, middle)
        yield from self._between(middle, last)

    def _key(self, position: int) -> Hashable:
        """Return the cached key for which equal values mean equal verdicts; raises Stopped."""
        if position not in self._keys:
            if self._stop():
                raise Stopped
            state = self._timeline.state_at(position)
            self._keys[position] = decisive(state, standings(state))
        return self._keys[position]
