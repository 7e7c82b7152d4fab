"""Find the moments at which it became certain that a skater qualifies, or does not; they are called turns here.

Nobody records them: they follow from what was recorded, and are found by a search for changes of what the outlook
depends on. If there was no outlook before, no moment can be given for what the first outlook says.

The search has a budget, which is counted and not measured, so that it ends at the same event on every machine. Beyond
it, a turn with the verdict OPEN and without skaters stands where the search ended: what follows is not worked out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping
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

    ``spent`` is the work of the outlooks so far. ``given_up`` is the position from which on nothing is worked out,
    because the budget was spent; None while it is not.
    """

    position: int = 0
    verdicts: Mapping[int, Judged] = {}
    turns: tuple[VerdictChange, ...] = ()
    before: tuple[LookedThrough, ...] = ()
    spent: int = 0
    given_up: int | None = None

    def up_to(self, position: int) -> LookedThrough:
        """Return the latest result at or before ``position``."""
        if self.given_up is not None and self.given_up <= position:
            return self._replace(position=min(position, self.position))
        kept = [known for known in self.before if known.position <= position]
        return (
            self if self.position <= position else kept[-1]._replace(before=tuple(kept[:-1])) if kept else NOTHING_YET
        )


NOTHING_YET: Final = LookedThrough()
MOST_BEFORE: Final = 16
"""How many earlier results are kept with one."""
MOST_WORK: Final = 500_000
"""The work of a search before it gives up, in units of 10 to 20 microseconds: so five to ten seconds.

The finish of a hundred skaters by crossings takes about a third of it.
"""
OUTLOOK: Final = 50
COMPARISON: Final = 15
"""The work of an outlook, and of a comparison of two states, beside that for each skater, in units of MOST_WORK."""


class _GivenUp(Exception):
    """Raised when a search has done MOST_WORK; what is at ``position`` and behind it is not worked out."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(position)


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
    if known.given_up is not None:
        return known._replace(position=upto)
    search = _Search(timeline, stop, known.spent)
    verdicts = known.verdicts if known.position else search.verdicts(timeline.state_at(0))
    turns, given_up = list(known.turns), None
    try:
        for position in search.changes(known.position, upto):
            search.begin_outlook(position)
            state = timeline.state_at(position)
            before, verdicts = verdicts, search.verdicts(state)
            # Once the race is over, the result tells who is through.
            if not state.over:
                turns += _turns(timeline, position, state, before, verdicts)
    except _GivenUp as error:
        given_up = error.position
        turns.append(_not_worked_out(timeline, given_up))
    gone_on_from = (*known.before, known._replace(before=()))[-MOST_BEFORE:]
    return LookedThrough(upto, verdicts, tuple(turns), gone_on_from, search.spent, given_up)


def _not_worked_out(timeline: Timeline, position: int) -> VerdictChange:
    """Return the line that says that no turn is worked out from ``position`` on."""
    event = timeline.event(timeline.order[position - 1])
    return VerdictChange(position, event, timeline.to_go_at(position), Verdict.OPEN, (), timeline.gun_at(position))


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
    """A search for the positions at which the outlook of a race may have changed.

    ``spent`` is the work of outlooks. That of comparing states counts only for one search: a race that is followed is
    searched again at each event.
    """

    def __init__(self, timeline: Timeline, stop: Callable[[], bool], spent: int) -> None:
        self._timeline = timeline
        self._stop = stop
        self.spent = spent
        self._compared = 0

    def begin_outlook(self, position: int) -> None:
        """Raise _GivenUp if there is no work left for an outlook at ``position``."""
        if self.spent + self._compared > MOST_WORK:
            raise _GivenUp(position)

    def verdicts(self, state: RaceState) -> dict[int, Judged]:
        """Return the verdicts by bib; none if there is no outlook."""
        self.spent += OUTLOOK + _work_of(state)
        try:
            chances = outlook(state, self._counted_stop)
            return {chance.bib: Judged(chance.verdict, chance.as_it_stands) for chance in chances}
        except NoOutlook:
            return {}

    def _counted_stop(self) -> bool:
        # An outlook asks at each step of its search, and the steps take about as long as one another.
        self.spent += 1
        return self._stop()

    def changes(self, first: int, last: int) -> Iterator[int]:
        """Yield the positions after ``first``, up to ``last``, at which the outlook may have changed.

        It bisects intervals whose ends differ. A race only moves towards its end, so nothing has changed between two
        equal ends. A restart is the exception, since it takes the race back; so intervals are split at restarts.
        """
        kinds, tells = self._timeline.course.kinds, self._timeline.course.tells
        anew = [at for at, kind in zip(tells, kinds, strict=True) if kind == "restart" and first < at <= last]
        ends = sorted({first, *(end for at in anew for end in (at - 1, at)), last})
        one = _Look(first, self._key(first, first))
        for end in ends[1:]:
            other = _Look(end, self._key(end, one.position))
            yield from self._between(one, other)
            one = other

    def _between(self, first: _Look, last: _Look) -> Iterator[int]:
        if first.key == last.key:
            return
        if last.position - first.position == 1:
            yield last.position
            return
        at = (first.position + last.position) // 2
        middle = _Look(at, self._key(at, first.position))
        yield from self._between(first, middle)
        yield from self._between(middle, last)

    def _key(self, position: int, done: int) -> Hashable:
        """Return a key for which equal values mean equal verdicts; raises Stopped.

        Raises _GivenUp if there is no work left, with everything up to ``done`` searched.
        """
        if self._stop():
            raise Stopped
        if self._compared > MOST_WORK:
            raise _GivenUp(done + 1)
        state = self._timeline.state_at(position)
        self._compared += COMPARISON + _work_of(state)
        return decisive(state, standings(state))


class _Look(NamedTuple):
    """What the outlook depends on at a position; few are kept at once, since each can be large."""

    position: int
    key: Hashable


def _work_of(state: RaceState) -> int:
    """Return the work of putting a state in order, which outlooks and keys do: each relegation moves places."""
    return len(state.sheet.skaters) // 2 + len(state.relegations) * (1 + len(state.finish))
