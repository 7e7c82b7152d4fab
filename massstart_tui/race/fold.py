"""Fold events into the state of a race: the one place where an event changes the state.

`apply` is the pure form; `Fold` is mutable and gives frozen snapshots. Corrections are applied beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING, assert_never

from massstart_tui.race.positions import with_bibs, without_bibs
from massstart_tui.race.restarts import ONLY_WHO_RACES
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import (
    LEFT_BEFORE_THE_LINE,
    Departure,
    FinishPlace,
    Phase,
    RaceState,
    Relegation,
    SprintResult,
    Status,
    Sum,
    bibs_in,
    members,
)
from massstart_tui.race.timed_race import TimedRace

if TYPE_CHECKING:
    from massstart_tui.race.events import (
        DidNotStart,
        Disqualify,
        Eliminated,
        Finish,
        Happening,
        Lap,
        LappedBy,
        Resume,
        Review,
        SprintPoints,
        Withdraw,
    )

KEPT_LAP_TIMES = 40
"""How many of the leader's latest laps are kept, to measure gaps over."""


class Fold(TimedRace):
    """A race into which events are folded, one after the other."""

    def apply(self, event: Happening) -> None:
        """Fold ``event``; the cases are in order of frequency."""
        self.seq = event.seq
        self.t = event.t
        if self.stayed_out and event.type in ONLY_WHO_RACES:
            self.start_again_as_named(event)
        match event.type:
            case "crossing":
                self.cross(event.bib, event.t)
            case "lap":
                self._lead(event)
            case "note" | "clock_set" | "skater":  # a skater event has changed the start sheet already
                pass
            case "groups":
                self.group(event)
            case "sprint":
                order = tuple(members(place) for place in event.order)
                result = SprintResult(event.lap, order, event.t, event.seq)
                self.given_sprints = {**self.given_sprints, event.lap: result}
            case "finish":
                self._finish(event)
            case "attack":
                self.attack(event.bibs)
                self.attacked_at = {**self.attacked_at, **dict.fromkeys(event.bibs, event.t)}
            case "caught":
                self.catch(event.bibs)
            case "fall":
                self.fall(event.bibs)
                self.fell_at = {**self.fell_at, **dict.fromkeys(event.bibs, event.t)}
            case "rejoin":
                self.rejoin(event.bibs)
            case "lapped" if self.rules.lapped == "races":
                self._gain(event.bibs, -1)
            case "lapped":
                self._leave(event, Status.LAPPED, self.lap - 1, event.laps)
            case "lap_gained":
                self._gain(event.bibs, 1)
            case "eliminated":
                self._leave(event, Status.ELIMINATED, self.lap, event.laps)
            case "withdraw":
                self._leave(event, Status.WITHDREW, self.lap, event.laps, event.reason)
            case "dns":
                self._leave(event, Status.DNS, 0, 0)
            case "disqualify":
                self._leave(event, Status.DISQUALIFIED, self.lap, None, event.rule)
                self.reviewed = without_bibs(self.reviewed, event.bibs)
            case "card":
                self.show_card(event.bib, event.colour)
            case "advance":
                self.advanced = with_bibs(self.advanced, event.bibs)
            case "start":
                self._gun(event.t)
            case "neutral_end":
                if self.phase is Phase.NEUTRAL:
                    self.phase = Phase.RACING
            case "review":
                self._review(event)
            case "relegate":
                self.relegate(Relegation(event.bibs, event.behind, event.rule, event.seq))
                self.reviewed = without_bibs(self.reviewed, event.bibs)
            case "points":
                self._sum(event)
            case "stop":
                self._stop()
            case "resume":
                self._resume(event)
            case "restart":
                self.start_anew_at(event.t)
                self._gun(event.t)
            case "distance":
                self._change_distance(event.laps)
            case "official":
                self.leave_out_who_stopped()
                self.phase = Phase.OFFICIAL
            case _:
                assert_never(event)

    def _review(self, event: Review) -> None:
        self.reviewed = (without_bibs if event.lifted else with_bibs)(self.reviewed, event.bibs)

    def _sum(self, event: SprintPoints) -> None:
        """Store a sum: about the sprints up to the leader's lap; if recorded before the first of them, about all."""
        laps = self.lap if self.lap >= min(self.rules.sprint_laps(), default=0) else self.distance
        self.sums = {**self.sums, **{bib: Sum(points, laps, event.seq) for bib, points in event.points}}

    def _stop(self) -> None:
        if self.phase is not Phase.STOPPED:
            self.stopped_in = self.phase
        self.phase = Phase.STOPPED

    def _resume(self, event: Resume) -> None:
        """Go on as before the stop, or over another distance; without a stop, nothing changes."""
        if self.phase is not Phase.STOPPED:
            return
        in_first_lap = self.stopped_in is Phase.NEUTRAL and not self.lap
        self.phase = Phase.NEUTRAL if in_first_lap else Phase.RACING
        self.stopped_in = None
        self.resumed = True
        # The clock ran on while the race stood still, so that times across the stop are neither lap times nor gaps.
        self.lap_times = ()
        if event.to_go is not None:
            self._put_level()
            self._change_distance(self.lap + event.to_go)
        if self.given or self.lap >= self.distance:
            self.phase = Phase.FINISHING
        self._close_when_all_are_in()

    def _put_level(self) -> None:
        """Give all who are racing the leader's laps: after a stop, the laps to go are the same for everyone."""
        for bib in self.crossed_at:
            if bib not in self.exits:
                self.laps[bib] = self.lap
        self.unread = {bib: unread._replace(passes=0) for bib, unread in self.unread.items()}

    def _lead(self, event: Lap) -> None:
        if event.lap is None:
            self.leader = event.bib
        else:
            self._complete(event.lap, event.t, event.bib)
            self.settle_lap(event.lap)

    def _gun(self, t: int) -> None:
        self.gun = t
        self.phase = Phase.NEUTRAL if self.rules.neutral else Phase.RACING

    def cross(self, bib: int, t: int) -> None:
        """Record that this skater crosses the line at ``t``; before the gun, on the way to the start, that is no lap.

        Crossings are by far the most frequent events; the reader calls this method directly, without an event.
        """
        laps = self.laps[bib] + 1
        if laps > self.distance or t < self.gun:
            return
        if bib in self.stayed_out:
            self.start_again((bib,))
        was_lapped = self.judge_gap(bib, t)
        self.laps[bib] = laps
        self.crossed_at[bib] = t
        if laps > self.lap:
            self._complete(laps, t, bib if self.nobody_can_be_ahead(laps) else None)
        behind = self.may_have_completed(bib) < self.lap
        if (behind or was_lapped) and bib not in self.exits and self.rules.lapped_by == "leaders":
            self._lap_by_crossings(bib, t)
        if laps in self.deciding and self._may_decide(laps, bib):
            self._decide(laps, bib, t)

    def _may_decide(self, laps: int, bib: int) -> bool:
        """Return whether this crossing counts in an order; the lapped only finish, if the rules let them.

        That of a skater whose laps are not known does not.
        """
        if not self.laps_are_read(bib):
            return False
        exit_ = self.exits.get(bib)
        finishes = laps == self.distance and self.rules.lapped == "finishes"
        return exit_ is None or (exit_.status is Status.LAPPED and finishes)

    def _decide(self, laps: int, bib: int, t: int) -> None:
        if laps == self.distance:
            if not any(bib in place.bibs for place in self.line_finish):
                self.line_finish = (*self.line_finish, FinishPlace((bib,), t - self.gun))
            self._close_when_all_are_in()
            return
        before = self.line_sprints.get(laps, SprintResult(laps, (), t))
        if (bib,) in before.order:
            return
        result = SprintResult(laps, (*before.order, (bib,)), before.t)
        self.line_sprints = {**self.line_sprints, laps: result}

    def _gain(self, bibs: tuple[int, ...], laps: int) -> None:
        """Add laps gained on the bunch (lost if negative); from now on these are counted with the bunch."""
        self.join_the_bunch(bibs)
        if not self.rules.laps_gained_count:
            return
        self.gained = {**self.gained, **{bib: self.gained.get(bib, 0) + laps for bib in bibs}}
        for bib in bibs:
            if bib in self.crossed_at:
                self.laps[bib] = min(self.distance, max(0, self.laps[bib] - laps))

    def _lap_by_crossings(self, bib: int, t: int) -> None:
        known = self.laps_are_read(bib)
        self.exits = {**self.exits, bib: Departure(Status.LAPPED, self.laps[bib], t - self.gun, laps_known=known)}
        self._close_when_all_are_in()

    def _complete(self, lap: int, t: int, leader: int | None) -> None:
        """Record that the leader has completed ``lap``; a lap before the latest one repeats what is known already."""
        if lap < self.lap or (lap == self.lap and leader is None):
            return
        if lap > self.lap:
            if lap == 1 < self.distance:
                self._count_who_left_in_the_first_lap()
            self.lap_times = (*self.lap_times, (lap, t))[-KEPT_LAP_TIMES:]
            self.lap = lap
        self.leader = leader
        if self.phase in (Phase.SCHEDULED, Phase.NEUTRAL):
            self.phase = Phase.RACING
        if lap >= self.distance and self.phase is Phase.RACING:
            self.phase = Phase.FINISHING
            self._close_when_all_are_in()

    def _finish(self, event: Finish) -> None:
        """Add these behind all who have finished; an event's place replaces one that only crossings gave."""
        self._settle_who_is_in_before(set(bibs_in(event.order)) - self.given.confirmed)
        known = set(self.given.confirmed)
        times = event.times or ()
        added = []
        for index, place in enumerate(event.order):
            bibs = tuple(bib for bib in members(place) if bib not in known)
            known.update(bibs)
            if bibs or place is None:
                time = times[index] if index < len(times) else None
                added.append(FinishPlace(bibs, time, event.seq))
            # Of leaving and finishing, whichever is recorded last holds.
            if any(self.exits[bib].status in LEFT_BEFORE_THE_LINE for bib in bibs if bib in self.exits):
                self.exits = {
                    b: e for b, e in self.exits.items() if b not in bibs or e.status not in LEFT_BEFORE_THE_LINE
                }
        self.given.add(added)
        self.settle_lap(self.distance)
        self._complete(self.distance, event.t, self.given.first)
        if self.phase in (Phase.RACING, Phase.STOPPED):
            self.phase = Phase.FINISHING
        self._close_when_all_are_in()

    def _settle_who_is_in_before(self, bibs: set[int]) -> None:
        """Fix the places of those whom crossings show ahead of all of ``bibs``, until an event places them."""
        self.given = self.given.without_fixed(bibs)
        before = takewhile(lambda place: bibs.isdisjoint(place.bibs), self.line_finish)
        self.given.add([place for place in before if self.given.bibs.isdisjoint(place.bibs)])

    def _leave(
        self,
        event: LappedBy | Eliminated | Withdraw | DidNotStart | Disqualify,
        status: Status,
        leaders: int,
        given: int | None,
        reason: str | None = None,
    ) -> None:
        """Record that skaters are out or lapped, with laps as given, else as counted. A disqualification stands."""
        gone = dict(self.exits)
        for bib in event.bibs:
            if status is not Status.DISQUALIFIED and bib in gone and gone[bib].status is Status.DISQUALIFIED:
                continue
            laps = self._laps_until_now(bib, leaders) if given is None else given
            known = given is not None or self._laps_are_counted(bib, status)
            gone[bib] = Departure(status, laps, event.t - self.gun, reason, event.seq, known)
        self.exits = gone
        self.stayed_out = without_bibs(self.stayed_out, event.bibs)
        self.away = without_bibs(self.away, event.bibs)
        self.down = without_bibs(self.down, event.bibs)
        self._close_when_all_are_in()

    def _laps_until_now(self, bib: int, leaders: int) -> int:
        """Return the laps from crossings, else the leader's; a lapped skater who goes on has completed fewer."""
        before = self.exits.get(bib)
        if before and (before.status is not Status.LAPPED or self.rules.lapped == "out"):
            return before.laps
        if bib in self.crossed_at:
            return self.laps[bib]
        return max(0, leaders if before is None else max(before.laps, self.lap - 1))

    def _laps_are_counted(self, bib: int, status: Status) -> bool:
        """Return whether it is known how many laps a skater has completed who leaves now.

        The leader's lap tells it while laps are counted: not before the first, nor after the finish. But a skater
        disqualified after the finish who had not left is taken to have completed the distance, as World Cups print it
        (2025/26).
        """
        before = self.exits.get(bib)
        if before and (before.status is not Status.LAPPED or self.rules.lapped == "out"):
            return before.laps_known
        if not self.laps_are_read(bib):
            return False
        return bib in self.crossed_at or 0 < self.lap < self.distance + (status is Status.DISQUALIFIED)

    def _count_who_left_in_the_first_lap(self) -> None:
        """Mark laps as known when the first lap is completed: who left before had completed none."""
        if not all(exit_.laps_known for exit_ in self.exits.values()):
            self.exits = {bib: exit_._replace(laps_known=True) for bib, exit_ in self.exits.items()}

    def _close_when_all_are_in(self) -> None:
        """Finish the race if all have finished or are out; also in mid-race if nobody is left."""
        if self.phase is not Phase.FINISHING:
            if self.phase in (Phase.NEUTRAL, Phase.RACING, Phase.STOPPED) and self._all_are_out():
                self.phase = Phase.FINISHED
            return
        if not self.all_racing():
            self.phase = Phase.FINISHED

    def _all_are_out(self) -> bool:
        goes_on = Status.LAPPED if self.rules.lapped == "finishes" else None
        exits = self.exits
        return all(s.bib in exits and exits[s.bib].status is not goes_on for s in self.sheet.skaters)

    def _change_distance(self, laps: int) -> None:
        self.distance = laps
        self.mark_lines()
        self.line_finish = self._over_the_line_already()
        if self.lap < laps and self.phase in (Phase.FINISHING, Phase.FINISHED) and not self.given:
            self.phase = Phase.RACING
        if self.lap >= laps and self.phase is Phase.RACING:
            self.phase = Phase.FINISHING
        self._close_when_all_are_in()

    def _over_the_line_already(self) -> tuple[FinishPlace, ...]:
        """Return who has crossed the line of a new distance by now, by the last crossing, which may be laps later."""
        over = [
            bib for bib, laps in self.laps.items() if laps >= self.distance and self._may_decide(self.distance, bib)
        ]
        over.sort(key=lambda bib: (-self.laps[bib], self.crossed_at[bib]))
        return tuple(
            FinishPlace((bib,), self.crossed_at[bib] - self.gun if self.laps[bib] == self.distance else None)
            for bib in over
        )


def apply(state: RaceState, event: Happening) -> RaceState:
    """Return ``state`` with one more event; ``state`` itself does not change."""
    fold = Fold.resume(state)
    fold.apply(event)
    return fold.snapshot()


def fold_all(sheet: Sheet, events: Iterable[Happening]) -> RaceState:
    """Return the state after ``events``, which come in race order with corrections applied."""
    fold = Fold(sheet)
    for event in events:
        fold.apply(event)
    return fold.snapshot()
