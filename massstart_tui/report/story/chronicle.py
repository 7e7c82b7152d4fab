"""The facts of one race up to a moment: what happened, the events that each fact rests on, and which are doubtful."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from operator import itemgetter
from typing import Final

from massstart_tui.race.events import Crossing, Unknown, bibs_of
from massstart_tui.race.finish_order import order_of_finish
from massstart_tui.race.finish_places import places_over_the_line
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing, settled_rows, standings
from massstart_tui.race.state import LEFT_BEFORE_THE_LINE, FinishPlace, Phase, RaceState, SprintResult, Status
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.report.story.events_by_skater import EventsBySkater
from massstart_tui.report.story.happenings import Happened, SprintTold, concerns
from massstart_tui.report.story.sentences import Nth, UnofficialFact, When
from massstart_tui.stream.provenance import About, Marks
from massstart_tui.stream.timeline import Timeline

_DISTANCES: Final = frozenset({"distance", "restart"})
LEAVING: Final = ("lapped", "eliminated", "withdraw", "dns", "disqualify")
"""The types of events by which a skater is out or lapped."""
_PHASES: Final = frozenset({"start", "neutral_end", "stop", "resume", "restart", "finish", "distance", "official"})
INTERRUPTING: Final = frozenset({"stop", "resume", "restart"})
"""The types of events that interrupt a race."""


@dataclass(frozen=True)
class Chronicle:
    """A race after ``position`` events of its timeline; of a race that was restarted, what came since."""

    timeline: Timeline
    position: int

    @property
    def sheet(self) -> Sheet:
        """Return the start sheet."""
        return self.timeline.sheet

    @cached_property
    def marks(self) -> Marks:
        """Return what the provenance says about the facts."""
        return Marks(self.timeline.recording.header.provenance)

    @cached_property
    def state(self) -> RaceState:
        """Return the state of the race at the moment."""
        return self.timeline.state_at(self.position)

    @cached_property
    def rows(self) -> tuple[Standing, ...]:
        """Return the standings at the moment."""
        return standings(self.state)

    @cached_property
    def settled_rows(self) -> int:
        """Return the number of leading rows that are the same however the unrecorded places are filled."""
        return settled_rows(self.rows)

    @cached_property
    def row_of(self) -> dict[int, Standing]:
        """Return the row of each skater by bib."""
        return {row.bib: row for row in self.rows}

    @cached_property
    def everything(self) -> tuple[Happened, ...]:
        """Return everything to be told, also from before a restart."""
        positions = self.timeline.course.tells
        told = (self._happened(at) for at in positions[: bisect_right(positions, self.position)])
        return tuple(happened for happened in told if happened is not None)

    @cached_property
    def happened(self) -> tuple[Happened, ...]:
        """Return what counts: everything since the last restart."""
        restarts = [index for index, it in enumerate(self.everything) if it.event.type == "restart"]
        return self.everything[restarts[-1] + 1 if restarts else 0 :]

    def of(self, *types: str) -> list[Happened]:
        """Return what happened of these types of events."""
        return [it for it in self.happened if it.event.type in types]

    def next_about(self, moment: Happened, bib: int, *types: str) -> Happened | None:
        """Return the first event of these types that is about this skater and came after ``moment``, if any."""
        if types not in self._by_skater:
            self._by_skater[types] = EventsBySkater(self.of(*types))
        return self._by_skater[types].after(moment, bib)

    @cached_property
    def _by_skater(self) -> dict[tuple[str, ...], EventsBySkater]:
        return {}

    @cached_property
    def fallen(self) -> frozenset[int]:
        """Return everybody who fell."""
        return frozenset(bib for it in self.of("fall") for bib in bibs_of(it.event))

    @cached_property
    def by_seq(self) -> dict[int, Happened]:
        """Return what counts, by the seq of its event."""
        return {it.event.seq: it for it in self.happened}

    def _happened(self, position: int) -> Happened | None:
        event = self.timeline.event(self.timeline.order[position - 1])
        if isinstance(event, Unknown):
            return None
        to_go, t, first, by = self._laps_at(position)
        return Happened(event, to_go, event.t > t, first, by)

    def _laps_at(self, position: int) -> tuple[int, int, bool, tuple[int, ...]]:
        """Return laps to go at a position, since which ``t``, whether no lap is completed, and the events behind it."""
        marks = self.timeline.course.laps
        index = self.timeline.course.lap_mark_index(position)
        if index < 0:
            return self.sheet.laps, 0, True, ()
        lap, to_go = marks[index].lap, marks[index].to_go
        since = marks[self._lap_began[index]]
        by = [self.timeline.order[since[0] - 1]] if lap else []
        return to_go, since[1], not lap, (*by, *self._distance_by(position))

    @cached_property
    def _lap_began(self) -> list[int]:
        """For each mark of a lap, the index of the one that completed it: a new distance adds a mark, but no lap."""
        began: list[int] = []
        for at, mark in enumerate(marks := self.timeline.course.laps):
            began.append(began[-1] if at and marks[at - 1].lap == mark.lap else at)
        return began

    @cached_property
    def _anew(self) -> list[tuple[int, str]]:
        course = self.timeline.course
        return [(at, kind) for at, kind in zip(course.tells, course.kinds, strict=True) if kind in _DISTANCES]

    def _distance_by(self, position: int) -> tuple[int, ...]:
        """Return the event that gave the distance in force, if one did since the gun: the latest one decides alone."""
        last = bisect_right(self._anew, position, key=itemgetter(0))
        return tuple(self.timeline.order[at - 1] for at, kind in self._anew[last - 1 : last] if kind == "distance")

    def distance_by(self) -> tuple[int, ...]:
        """Return the event that the current distance rests on, if one changed it."""
        return self._distance_by(self.position)

    @property
    def now(self) -> When:
        """Return the moment as laps to go."""
        to_go, _, first, _ = self._laps_at(self.position)
        return When(to_go, first)

    def phase_by(self) -> tuple[int, ...]:
        """Return the events that the phase and the laps to go rest on."""
        told = (it.event.seq for it in self.everything if it.event.type in _PHASES)
        return (*self._laps_at(self.position)[3], *told)

    def beyond_by(self, lap: int) -> tuple[int, ...]:
        """Return the events that tell that ``lap`` is completed, any of which is enough, and those behind the phase."""
        marks, at = self.timeline.course.laps, self.timeline.course.lap_mark_index(self.position)
        since = takewhile(lambda mark: mark.lap >= max(1, lap), reversed(marks[: at + 1]))
        return tuple(dict.fromkeys((*(self.timeline.order[mark[0] - 1] for mark in since), *self.phase_by())))

    def when(self, it: Happened) -> When:
        """Return the moment of an event as laps to go; doubtful if the lap is."""
        last = it.to_go == 1 and it.late and not it.first
        return When(it.to_go, it.first, last, self.marks.lap_of_doubtful(it.event))

    def doubts(self, it: Happened) -> tuple[UnofficialFact, ...]:
        """Return whether it is neither official nor published that an incident happened, and in which lap."""
        lap = [UnofficialFact(About.INCIDENT_TIMES, it.event.seq)] if self.marks.lap_of_doubtful(it.event) else []
        return (*self.fact_doubts(it), *lap)

    def fact_doubts(self, it: Happened) -> tuple[UnofficialFact, ...]:
        """Return whether it is neither official nor published that an incident happened, in whichever lap."""
        return (UnofficialFact(About.INCIDENTS, it.event.seq),) if self.marks.fact_doubtful(it.event) else ()

    # The finish line.

    @cached_property
    def places(self) -> dict[int, int]:
        """Return the place of each skater at the finish, without the disqualified."""
        return places_over_the_line(self.state)

    @cached_property
    def line(self) -> dict[int, tuple[int, ...]]:
        """Return the skaters at each place at the finish, if it is known who."""
        line: dict[int, tuple[int, ...]] = {}
        for bib, place in sorted(self.places.items(), key=lambda entry: entry[1]):
            line[place] = (*line.get(place, ()), bib)
        return line

    @cached_property
    def crossed(self) -> tuple[tuple[int, ...], ...]:
        """Return who crossed the finish line, first to last, whatever the jury decided; unknown places are empty."""
        left = LEFT_BEFORE_THE_LINE
        places = (tuple(b for b in place.bibs if self.state.status_of(b) not in left) for place in self.state.finish)
        both = zip(places, self.state.finish, strict=True)
        return tuple(bibs for bibs, place in both if bibs or not place.bibs)

    @cached_property
    def judged(self) -> bool:
        """Return whether the jury changed the places of those who crossed the line."""
        out = (self.state.status_of(bib) is Status.DISQUALIFIED for bibs in self.crossed for bib in bibs)
        return any(out) or order_of_finish(self.state) != self.state.finish

    def at_the_line(self, code: str) -> str:
        """Return the variant of a sentence's code that fits a place: over the line, or as decided by the jury."""
        return f"{code}.judged" if self.judged else code

    @cached_property
    def _finishes(self) -> dict[int, FinishPlace]:
        return {bib: place for place in self.state.finish for bib in place.bibs}

    def time_of(self, bib: int) -> int | None:
        """Return the finish time of a skater in ms."""
        place = self._finishes.get(bib)
        return None if place is None else place.time

    def finish_by(self, bib: int) -> tuple[int, ...]:
        """Return the event that records this skater at the finish, if any."""
        place = self._finishes.get(bib)
        return () if place is None else self._group_by(place)

    def _group_by(self, place: FinishPlace) -> tuple[int, ...]:
        if place.seq is not None:
            return (place.seq,)
        return tuple(seq for bib in place.bibs for seq in self._crossing(self.state.crossed_at[bib], bib))

    def _crossing(self, t: int, bib: int | None = None) -> Iterator[int]:
        """Yield the crossings at ``t``, of this skater if one is given."""
        times, order = self.timeline.times, self.timeline.order
        for index in range(bisect_left(times, t), bisect_right(times, t)):
            event = self.timeline.event(order[index])
            if isinstance(event, Crossing) and bib in (None, event.bib):
                yield event.seq

    @cached_property
    def _places_by(self) -> dict[int, tuple[int, ...]]:
        """Return for each finisher the events of everybody up to there, and of those disqualified from among them."""
        by: dict[int, tuple[int, ...]] = {}
        so_far: list[int] = [relegation.seq for relegation in self.state.relegations]
        if so_far:
            # After a relegation, a skater from anywhere in the order may be ahead, so every place rests on all of them.
            so_far += [seq for place in self.state.finish for seq in self._group_by(place)]
        for place in self.state.finish:
            so_far += self._group_by(place)
            so_far += [seq for bib in place.bibs for seq in self._struck_out(bib)]
            by.update(dict.fromkeys(place.bibs, tuple(dict.fromkeys(so_far))))
        return by

    def _struck_out(self, bib: int) -> tuple[int, ...]:
        return self.exit_by(bib) if self.state.status_of(bib) is Status.DISQUALIFIED else ()

    def place_by(self, bib: int) -> tuple[int, ...]:
        """Return the events that the place of this skater at the finish rests on."""
        return self._places_by.get(bib, ())

    def nth(self, bib: int) -> Nth:
        """Return the place of this skater at the finish as a value of a sentence."""
        return Nth(self.places[bib], bool(self.place_doubts(bib)))

    def place_doubts(self, *bibs: int) -> tuple[UnofficialFact, ...]:
        """Return whether the places of these skaters at the finish are neither official nor published."""
        return tuple(self._doubts_at_the_line(About.FINISH_ORDER, bibs))

    def time_doubts(self, *bibs: int) -> tuple[UnofficialFact, ...]:
        """Return whether the finish times of these skaters are neither official nor published."""
        return tuple(self._doubts_at_the_line(About.FINISH_TIMES, bibs))

    def _doubts_at_the_line(self, about: About, bibs: Iterable[int]) -> Iterator[UnofficialFact]:
        by_crossings = about is About.FINISH_ORDER and self.state.distance in self._unconfirmed
        for bib in bibs:
            place = self._finishes.get(bib)
            if place is not None and self.marks.doubtful(about, place.seq, bib):
                yield UnofficialFact(about, place.seq)
            if place is not None and place.seq is None and by_crossings:
                yield UnofficialFact(about, None, self.state.distance)

    # The sprints.

    @cached_property
    def _unconfirmed(self) -> tuple[int, ...]:
        """Return the laps at the end of which crossings alone give an order that nobody has confirmed."""
        return orders_unconfirmed(self.state)

    def order_doubts(self) -> tuple[UnofficialFact, ...]:
        """Return the orders that nobody has confirmed; on all of them it rests who goes through. None once official."""
        laps = () if self.state.phase is Phase.OFFICIAL else self._unconfirmed
        finish, sprint = About.FINISH_ORDER, About.SPRINT_ORDERS
        return tuple(UnofficialFact(finish if lap == self.state.distance else sprint, None, lap) for lap in laps)

    @cached_property
    def sprints(self) -> tuple[SprintTold, ...]:
        """Return the intermediate sprints that were held, first to last."""
        results, rules = self.state.sprints, self.state.rules
        return tuple(
            SprintTold(number, result, sprint.points, self._sprint_by(result, len(sprint.points)))
            for number, sprint in enumerate(rules.sprints, 1)
            if (result := results.get(sprint.lap)) is not None
        )

    def _sprint_by(self, result: SprintResult, places: int) -> tuple[int, ...]:
        """Return the event that records the order, else the crossings by which those who get points ended the lap."""
        if result.seq is not None:
            return (result.seq,)
        wanted = {bib for bibs in result.order[:places] for bib in bibs}
        start = bisect_left(self.timeline.times, result.t)
        # A crossing has no lap number, so laps are counted on from the state before the sprint.
        laps = dict(self.timeline.state_at(start).laps)
        by: list[int] = []
        for seq in self.timeline.order[start : self.position]:
            event = self.timeline.event(seq)
            if isinstance(event, Crossing):
                laps[event.bib] += 1
                if event.bib in wanted and laps[event.bib] == result.lap:
                    wanted.remove(event.bib)
                    by.append(seq)
            if not wanted:
                break
        return tuple(by)

    def sprint_doubts(self, sprint: SprintTold, bibs: Iterable[int]) -> dict[int, UnofficialFact]:
        """Return the skaters among ``bibs`` whose place at this sprint is neither official nor published."""
        seq, lap = sprint.result.seq, sprint.result.lap
        if seq is None and lap in self._unconfirmed:
            return dict.fromkeys(bibs, UnofficialFact(About.SPRINT_ORDERS, None, lap))
        doubtful = (bib for bib in bibs if self.marks.doubtful(About.SPRINT_ORDERS, seq, bib))
        return {bib: UnofficialFact(About.SPRINT_ORDERS, seq) for bib in doubtful}

    # The standings.

    def exit_by(self, bib: int) -> tuple[int, ...]:
        """Return the event by which this skater is out or lapped."""
        exit_ = self.state.exits.get(bib)
        if exit_ is None:
            return ()
        return (exit_.seq,) if exit_.seq is not None else tuple(self._crossing(exit_.t + self.state.gun))

    @cached_property
    def out_before_restart(self) -> frozenset[int]:
        """Return who was out when the race was last restarted, and has not started again."""
        since = {it.event.seq for it in self.happened}
        exits = self.state.exits.items()
        gone = (bib for bib, exit_ in exits if exit_.seq is not None and exit_.seq not in since)
        return frozenset((*gone, *self.state.stayed_out))

    def points_by(self, row: Standing) -> tuple[int, ...]:
        """Return the events that the points of a skater rest on, including those that cost points."""
        sprints = [seq for sprint in self.sprints if row.sprints[sprint.number - 1] for seq in sprint.by]
        finish = self.place_by(row.bib) if row.finish else ()
        gone = (*self.left_by[row.bib], *self.exit_by(row.bib)) if row.won else ()
        return (*sprints, *finish, *gone, *self._gained_by[row.bib])

    @cached_property
    def _gained_by(self) -> dict[int, tuple[int, ...]]:
        """Return by bib the events by which a skater gained or lost a lap, if the rules count them."""
        rules = self.state.rules
        kinds = ("lap_gained", "lapped") if rules.lapped == "races" else ("lap_gained",)
        gained = self.of(*kinds) if rules.laps_gained_count else ()
        return {row.bib: tuple(it.event.seq for it in gained if concerns(it, row.bib)) for row in self.rows}

    @cached_property
    def left_by(self) -> dict[int, tuple[int, ...]]:
        """Return by bib every event by which a skater was out or lapped, also those that a later one replaced."""
        gone = self.of(*LEAVING)
        return {row.bib: tuple(it.event.seq for it in gone if concerns(it, row.bib)) for row in self.rows}

    def points_doubts(self, row: Standing) -> tuple[UnofficialFact, ...]:
        """Return what is neither official nor published about the points of a skater."""
        sprints = (self.sprint_doubts(s, (row.bib,)) for s in self.sprints if row.sprints[s.number - 1])
        finish = self.place_doubts(row.bib) if row.finish else ()
        laps = (
            UnofficialFact(About.INCIDENTS, seq)
            for seq in self._gained_by[row.bib]
            if self.marks.doubtful(About.INCIDENTS, seq)
        )
        return (*(doubt for doubts in sprints for doubt in doubts.values()), *finish, *laps)

    def may_have_won_more(self, row: Standing) -> bool:
        """Return whether this skater may have won more at the sprints than is known.

        A recorded sum makes its sprints known.
        """
        sum_ = self.state.sums.get(row.bib)
        counted = 0 if sum_ is None else sum_.laps
        laps = self.state.rules.sprint_laps()
        return any(laps[number - 1] > counted for number in row.unknown_sprints)

    def rank_by(self, row: Standing) -> tuple[int, ...]:
        """Return the events that a skater's rank rests on: points, places and exits of everybody down to that rank."""
        ahead = [other for other in self.rows if other.rank <= row.rank]
        return tuple(
            seq
            for other in ahead
            for seq in (*self.points_by(other), *self.place_by(other.bib), *self.exit_by(other.bib))
        )
