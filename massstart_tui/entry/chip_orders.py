"""Orders of sprints and the finish that only chips give: what can be recorded as it stands, if a person says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from massstart_tui.entry.expected import ExpectedKind, Target, places_open, sprint_laps, sprint_number
from massstart_tui.entry.order_target import prefix
from massstart_tui.entry.typed_orders import NO_TIME
from massstart_tui.race.state import FinishPlace, RaceState, Status
from massstart_tui.race.unread_passes import never_read
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words


class ChipOrder(NamedTuple):
    """An order by chips, which are worn on ankles: nobody has said that the blades came in so.

    ``bibs`` are those whose order nobody has recorded. ``complete`` is set if no place of it is still to come.
    ``line`` is the line that records it. ``unread`` are skaters of whom a pass was probably not read before it, so that
    they may belong in it.
    """

    target: Target
    number: int
    bibs: tuple[int, ...]
    complete: bool
    line: str
    unread: tuple[int, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether a key may record it as it stands."""
        return self.complete and not self.unread

    def goes_on_from(self, other: ChipOrder) -> bool:
        """Return whether ``other`` is this order or the beginning of it, so that nothing of it has changed."""
        same = self.target == other.target and self.bibs[: len(other.bibs)] == other.bibs
        return same and self.line.startswith(other.line)

    def told(self, words: Words) -> str:
        """Return the sentence with the order by chips, and the key that records it if it can be taken."""
        kind = "finish" if self.target.kind is ExpectedKind.FINISH else "sprint"
        code = f"timing.{kind}" if self.complete else f"timing.{kind}_not_whole"
        values: dict[str, str | int] = {"number": self.number, "bibs": " ".join(map(str, self.bibs))}
        if self.complete and self.unread:
            return words(f"timing.{kind}_unread", unread=" ".join(map(str, self.unread)), **values)
        return words(code, **values)


def chip_orders(state: RaceState, unread: Mapping[int, int] | None = None) -> Iterator[ChipOrder]:
    """Yield the orders that only chips give, the newest first.

    ``unread`` has skaters of whom a pass was probably not read: by bib, the t in ms of their pass before it.
    """
    counted_short = {bib: state.gun for bib, it in state.unread.items() if it.passes}
    # Whoever was never read can have skated in front all the time.
    counted_short |= dict.fromkeys(never_read(state), state.gun)
    doubted = {
        bib: t
        for bib, t in (counted_short | dict(unread or {})).items()
        if state.status_of(bib) in (Status.RACING, Status.LAPPED)
    }
    if finish := _finish(state):
        yield finish._replace(unread=tuple(bib for bib in doubted if not _is_recorded(bib, state)))
    for lap in reversed(sprint_laps(state)):
        result = state.line_sprints.get(lap)
        if result is None or lap > state.lap or lap in state.given_sprints:
            continue
        target = Target(ExpectedKind.SPRINT, lap)
        bibs = tuple(bib for place in result.order for bib in place)[: len(state.rules.points_at(lap))]
        line = f"{prefix(state, target)} {' '.join(map(str, bibs))}"
        if bibs:
            missing = tuple(bib for bib, t in doubted.items() if t < result.t)
            yield ChipOrder(target, sprint_number(state, lap), bibs, not places_open(state, lap), line, missing)


def line_at_its_moment(order: ChipOrder, timeline: Timeline, now: int) -> str:
    """Return the line that records ``order`` at the moment when the last of it crossed the line.

    ``now`` is the race time in ms. If the clock of the timing is ahead of the race clock, the moment can still be to
    come; then the line has none.
    """
    t = _crossed_at(order, timeline)
    gun = timeline.state_at(len(timeline)).gun
    return f"@{race_time(t - gun, 3)} {order.line}" if gun <= t < now else order.line


def _crossed_at(order: ChipOrder, timeline: Timeline) -> int:
    """Return the t in ms at which the last of ``order`` crossed the line."""
    state = timeline.state_at(len(timeline))
    if order.target.kind is ExpectedKind.FINISH:
        return state.gun + max(place.time or 0 for place in state.line_finish if place.bibs[0] in order.bibs)

    def is_whole(position: int) -> bool:
        result = timeline.state_at(position).line_sprints.get(order.target.lap)
        return result is not None and set(order.bibs) <= {bib for place in result.order for bib in place}

    return timeline.time_at(bisect_left(range(len(timeline)), True, key=is_whole))


def _is_recorded(bib: int, state: RaceState) -> bool:
    return any(bib in place.bibs for place in state.given_finish)


def _finish(state: RaceState) -> ChipOrder | None:
    """Return the order over the line by chips of those who are not in a recorded finish yet; None if it is empty.

    Who was told late and came in before somebody who was recorded cannot be put behind them: a person has to say where.
    """
    given = {bib for place in state.given_finish for bib in place.bibs}
    known = [not given.isdisjoint(place.bibs) for place in state.line_finish]
    behind = len(known) - known[::-1].index(True) if any(known) else 0
    between = [place for place, is_known in zip(state.line_finish[:behind], known, strict=False) if not is_known]
    places = between or state.line_finish[behind:]
    if not places:
        return None
    target = Target(ExpectedKind.FINISH, state.distance)
    line = " ".join((prefix(state, target), *map(_typed, places)))
    bibs = tuple(bib for place in places for bib in place.bibs)
    return ChipOrder(target, 0, bibs, complete=not between, line=line)


def _typed(place: FinishPlace) -> str:
    (bib,) = place.bibs  # a crossing is that of one skater
    return f"{bib} {NO_TIME if place.time is None else race_time(place.time, 3)}"
