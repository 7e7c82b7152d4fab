"""An oracle of the outlook: enumerate every way in which a race can end, and what each skater reaches over all of them.

It is slow and simple, and shares no algorithm with the outlook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count, permutations, product
from typing import NamedTuple

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status

NOWHERE = 10**6
Points = tuple[int, ...]


def known(laps: int | None) -> int:
    """Return ``laps``; if they are unknown, a number that sorts behind all that are known."""
    return -1 if laps is None else laps


@dataclass(frozen=True)
class Ending:
    """One way for the race to end: what each skater wins at the sprints to come, and the order over the line."""

    won: Points
    finish: tuple[int, ...]
    by_the_clock: bool = False
    laps: tuple[tuple[int, float], ...] = ()
    """Bib and laps of those who stopped after an unknown number; a quarter more or less: ahead of or behind equals."""


class OpenSprint(NamedTuple):
    """A sprint with places that nobody is known to have: within its order (``gaps``), and ``behind`` it."""

    number: int
    lap: int
    takers: list[int]
    gaps: Points
    behind: Points


class Endings:
    """All endings of a race from ``state`` on.

    Nobody stops or is lapped, nothing ends in a dead heat, and lapped skaters come in last. Those come in a lap behind
    the winner by the clock, and so with the whole distance, or at an unknown time.
    """

    def __init__(self, state: RaceState) -> None:
        """Take only facts about the present from the standings."""
        self.state = state
        self.rows = sorted(standings(state), key=lambda row: row.bib)
        unrecorded = [r.bib for r in self.rows if r.status is Status.FINISHED and r.finish_place is None and state.over]
        self.racing = [row.bib for row in self.rows if row.status is Status.RACING] + unrecorded
        goes_on = state.rules.lapped == "finishes" and not state.over
        over = [bib for place in state.finish for bib in place.bibs]
        self.lapped_in = [bib for bib in over if self.row(bib).status is Status.LAPPED]
        lapped = [row.bib for row in self.rows if row.status is Status.LAPPED]
        self.lapped = [bib for bib in lapped if goes_on and bib not in self.lapped_in]
        gone = (Status.DISQUALIFIED, Status.WITHDREW, Status.DNS, Status.LAPPED)
        self.empty, self.first = list[int](), 1
        for place in state.finish:
            if not place.bibs:
                self.empty.append(self.first)
            self.first += len([b for b in place.bibs if self.row(b).status not in gone]) if place.bibs else 1

    def row(self, bib: int) -> Standing:
        """Return the present row of the skater."""
        return next(row for row in self.rows if row.bib == bib)

    def sprints(self) -> list[OpenSprint]:
        """Yield each sprint, past or to come, with a place that nobody is known to have.

        A skater who passed one, and is out since, may have won a place there.
        """
        found = []
        for index, sprint in enumerate(self.state.rules.sprints):
            result = self.state.sprints.get(sprint.lap)
            if sprint.lap >= self.state.distance:
                continue
            order = result.order if result else ()
            there = [bib for place in order for bib in place]
            exits = self.state.exits
            gone = [b for b, out in exits.items() if out.status is not Status.DNS and out.laps >= sprint.lap]
            takers = [row.bib for row in self.rows if row.status in (Status.RACING, Status.FINISHED)] + gone
            by_crossings = result is not None and not result.seq
            crossed = {b for b in self.state.crossed_at if by_crossings and self.laps_of(b, sprint.lap)}
            takers = [bib for bib in takers if bib not in there and bib not in crossed]
            place, gaps = 1, list[int]()
            for bibs in order:
                if not bibs:
                    gaps.append(sprint.points[place - 1] if place <= len(sprint.points) else 0)
                place += max(1, len(bibs))
            found.append(OpenSprint(index, sprint.lap, takers, tuple(gaps), sprint.points[place - 1 :]))
        return found

    def laps(self) -> list[int]:
        """Return the laps of the sprints with an open place that somebody can have."""
        return [sprint.lap for sprint in self.sprints() if sprint.takers and any((*sprint.gaps, *sprint.behind))]

    def laps_of(self, bib: int, lap: int) -> bool:
        """Return whether crossings show this skater over the line of this lap."""
        return self.state.laps[bib] >= lap

    def won(self, bib: int = 0, at: int | None = None, points: int = 0) -> set[Points]:
        """Yield what the skaters can win at all open sprints together, in the order of the rows.

        If a sprint is given, ``bib`` wins ``points`` at it. A skater with a published sum has won exactly what is
        missing from it, if that is possible, and that is counted already.
        """
        sprints = self.sprints()
        each = [set(self._orders(sprint)) for sprint in sprints]
        for sprint, orders in zip(sprints, each, strict=True):
            if sprint.number == at:
                orders -= {order for order in orders if order[self.rows.index(self.row(bib))] != points}
        every = list(product(*each))
        owed = {who: self._owed(who) for who in self.state.sums}
        fitting = [several for several in every if all(self._fits(who, n, sprints, several) for who, n in owed.items())]
        return {self._together(sprints, several) for several in fitting or every}

    def _owed(self, bib: int) -> int:
        summed, known = self.state.sums[bib], zip(self.state.rules.sprints, self.row(bib).sprints, strict=True)
        return max(0, summed.points - sum(points for sprint, points in known if sprint.lap <= summed.laps))

    def _fits(self, bib: int, owed: int, sprints: list[OpenSprint], several: tuple[Points, ...]) -> bool:
        at, laps = self.rows.index(self.row(bib)), self.state.sums[bib].laps
        both = zip(sprints, several, strict=True)
        return sum(won[at] for sprint, won in both if sprint.lap <= laps) == owed

    def _together(self, sprints: list[OpenSprint], several: tuple[Points, ...]) -> Points:
        """Return the points that count besides the published sums."""
        won = [0] * len(self.rows)
        for sprint, points in zip(sprints, several, strict=True):
            for index, row in enumerate(self.rows):
                summed = self.state.sums.get(row.bib)
                won[index] += 0 if summed and sprint.lap <= summed.laps else points[index]
        return tuple(won)

    def _orders(self, sprint: OpenSprint) -> Iterator[Points]:
        prizes = (*sprint.gaps, *sprint.behind)[: max(len(sprint.takers), len(sprint.gaps))]
        count = min(len(prizes), len(sprint.takers))
        for takers, some in product(permutations(sprint.takers, count), permutations(prizes, count)):
            if count == len(prizes) and some != prizes:
                continue
            won = dict(zip(takers, some, strict=True))
            yield tuple(won.get(row.bib, 0) for row in self.rows)

    def finishes(self) -> Iterator[tuple[int, ...]]:
        """Yield every order in which those still to come can finish: the racing, then any of the lapped.

        The first of the racing have the places that nobody published; 0 if nobody who races has one.
        """
        late = [order for size in range(len(self.lapped) + 1) for order in permutations(self.lapped, size)]
        nobody = [0] * max(0, len(self.empty) - len(self.racing))
        for order in sorted(set(permutations((*self.racing, *nobody)))):
            yield from ((*order, *behind) for behind in late)

    def places(self, finish: tuple[int, ...]) -> dict[int, int]:
        """Return the place of each skater who comes in, for this order."""
        places = chain(self.empty, count(self.first))
        return {bib: place for bib, place in zip(finish, places, strict=False) if bib}

    def all(self) -> Iterator[Ending]:
        """Yield every ending; sprints that give everybody the same points are one."""
        yield from self._with(self.won())

    def all_with(self, bib: int, at: int, points: int) -> Iterator[Ending]:
        """Yield every ending in which ``bib`` wins ``points`` at the sprint with index ``at``."""
        yield from self._with(self.won(bib, at, points))

    def _with(self, won: set[Points]) -> Iterator[Ending]:
        for finish in self.finishes():
            for by_the_clock in {False, not set(finish).isdisjoint(self.lapped)}:
                for laps in self.unknown_laps():
                    yield from (Ending(points, finish, by_the_clock, laps) for points in won)

    def unknown_laps(self) -> Iterator[tuple[tuple[int, float], ...]]:
        """Yield the laps that those can have completed who were told to be out after the finish, by bib."""
        ranked = "laps" in self.state.rules.ranking
        out = [row for row in self.rows if row.laps is None and row.status in (Status.WITHDREW, Status.LAPPED)]
        loose = [row for row in out if ranked and self._was_told_after_the_finish(row)]
        each = [sorted(self._laps_of_who_stopped(row)) for row in loose]
        yield from (tuple(zip((row.bib for row in loose), laps, strict=True)) for laps in product(*each))

    def _was_told_after_the_finish(self, row: Standing) -> bool:
        return self.state.exits[row.bib].laps >= self.state.distance - (row.status is Status.LAPPED)

    def _laps_of_who_stopped(self, row: Standing) -> set[float]:
        distance, results = self.state.distance, self.state.sprints.items()
        least = max((lap for lap, result in results if any(row.bib in bibs for bibs in result.order)), default=0)
        whole = {float(laps) for laps in range(least, distance)}
        whole |= {distance - 0.5} if row.status is Status.LAPPED else set()
        return {laps + off for laps in whole for off in (-0.25, 0.25)}

    def ranks(self, ending: Ending) -> dict[int, int]:
        """Return the ranks of an ending by the text of the rules: one more than the number of better skaters."""
        places = self.places(ending.finish)
        late = [bib for bib in ending.finish if bib in self.lapped]
        went_on = self.went_on() + late * ending.by_the_clock
        stopped = {bib: (1, 0, -laps, NOWHERE, 0) for bib, laps in ending.laps if bib not in late}
        keys = stopped | {
            row.bib: self._key_of_the_lapped(row, [*self.lapped_in, *late], went_on)
            if row.bib in (*self.lapped_in, *late)
            else self._key(row, won, places.get(row.bib))
            for row, won in zip(self.rows, ending.won, strict=True)
            if row.bib not in stopped
        }
        ordered = sorted(keys.values())
        return {bib: 1 + ordered.index(key) for bib, key in keys.items()}

    def went_on(self) -> list[int]:
        """Return who was lapped and finished all laps, at least an average lap after the first of the others."""
        if self.state.rules.lapped != "finishes":
            return []
        times = {bib: place.time for place in self.state.finish for bib in place.bibs}
        others = [times[bib] for bib in times if self.row(bib).status is Status.FINISHED]
        first = min((time for time in others if time is not None), default=None)
        lap = (first or 0) / self.state.distance
        full = [bib for bib in self.lapped_in if self.row(bib).laps == self.state.distance and times[bib] is not None]
        return [bib for bib in full if first is not None and (times[bib] or 0) >= first + lap]

    def _key_of_the_lapped(self, row: Standing, over: list[int], went_on: list[int]) -> tuple[float, ...]:
        """Return the sort key of a lapped skater: behind all who completed the distance, by laps, then by crossing.

        Equal keys share a rank. A skater who went on to the end is between two of those who completed it, without
        points.
        """
        place = next((place for place in self.state.finish if row.bib in place.bibs), None)
        at = min(over.index(bib) for bib in (place.bibs if place else (row.bib,)) if bib in over)
        if row.bib in went_on:
            index = self.state.finish.index(place) if place else len(self.state.finish)
            before = [self.row(bib).finish_place or 0 for other in self.state.finish[:index] for bib in other.bibs]
            there = max(before, default=0) if place else len(self.rows)
            return (0, 0, 0.5 + there, 0, at)
        laps = row.laps if row.bib in self.lapped_in else self.state.distance
        return (1, 0, -known(laps), at, 0)

    def _key(self, row: Standing, won: int, place: int | None) -> tuple[float, ...]:
        if row.status in (Status.DISQUALIFIED, Status.DNS):
            return (2 + (row.status is Status.DNS), 0, 0, 0, 0)
        place = row.finish_place if place is None else place
        if place is None and row.status is not Status.FINISHED:
            return (1, 0, -known(row.laps), NOWHERE, row.rank)
        table = self.state.rules.finish
        at_the_finish = table[place - 1] if row.finish_place is None and place and place <= len(table) else 0
        return (0, -row.total - won - at_the_finish, place or NOWHERE, 0, 0)

    def chances(self) -> dict[int, Chance]:
        """Return what each skater reaches over all endings, and whether it rests on orders that nobody confirmed."""
        found, others = self.as_orders_stand(), self._unconfirmed()
        if others is None:
            return found
        certain = Endings(others).as_orders_stand()
        for bib, chance in found.items():
            if certain[bib]._replace(rank=chance.rank) != chance:
                holds = certain[bib].verdict is chance.verdict
                found[bib] = chance._replace(verdict=chance.verdict if holds else Verdict.OPEN, by_chips=chance.verdict)
        return found

    def _unconfirmed(self) -> RaceState | None:
        """Return the race with every order that only crossings show still to come; None if there is no such order."""
        state = self.state
        given = {bib for place in state.given_finish for bib in place.bibs}
        by_crossings = any(not given.issuperset(place.bibs) for place in state.line_finish)
        if state.phase is Phase.OFFICIAL or not (by_crossings or set(state.line_sprints) - set(state.given_sprints)):
            return None
        phase = Phase.FINISHING if by_crossings and state.over else state.phase
        return state._replace(line_sprints={}, line_finish=() if by_crossings else state.line_finish, phase=phase)

    def as_orders_stand(self) -> dict[int, Chance]:
        """Return what each skater reaches over all endings in which every order stands."""
        seen: dict[int, list[tuple[int, int | None]]] = {row.bib: [] for row in self.rows}
        for ending in self.all():
            for bib, rank in self.ranks(ending).items():
                place = self.places(ending.finish)[bib] if bib in self.racing and not self.state.over else None
                seen[bib].append((rank, place))
        return {bib: self._chance(self.row(bib), set(reached)) for bib, reached in seen.items()}

    def through(self, row: Standing, rank: int) -> bool:
        """Return whether this rank of this skater is within the cut, or on the podium if there is no cut."""
        cut, referee = self.state.sheet.qualify, row.bib in self.state.advanced
        gone = row.status in (Status.DISQUALIFIED, Status.DNS)
        return not gone and (rank <= (cut or 3) or (referee and cut is not None))

    def _chance(self, row: Standing, reached: set[tuple[int, int | None]]) -> Chance:
        ranks = {rank for rank, _ in reached}
        good = {rank for rank in ranks if self.through(row, rank)}
        verdict = Verdict.IN if good == ranks else Verdict.OPEN if good else Verdict.OUT
        by_place: dict[int, set[bool]] = {}
        for rank, place in reached:
            if place is not None:
                by_place.setdefault(place, set()).add(rank in good)
        sure = max((place for place, several in by_place.items() if several == {True}), default=None)
        possible = max((place for place, several in by_place.items() if True in several), default=None)
        return Chance(row.bib, row.rank, min(ranks), max(ranks), verdict, sure, possible)
