"""Every way in which a race can go on, one by one, and what each skater reaches over all of them: slow, and plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count, permutations, product

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState, Status

NOWHERE = 10**6
Points = tuple[int, ...]


@dataclass(frozen=True)
class Ending:
    """One way for the race to end: what each skater wins at the sprints to come, and who come over the line in turn."""

    won: Points
    finish: tuple[int, ...]


class Endings:
    """The race from ``state`` on: nobody stops or is lapped, nothing ends in a dead heat, the lapped come in last."""

    def __init__(self, state: RaceState) -> None:
        """Only facts of now are taken from the standings."""
        self.state = state
        self.rows = sorted(standings(state), key=lambda row: row.bib)
        unrecorded = [r.bib for r in self.rows if r.status is Status.FINISHED and r.finish_place is None and state.over]
        self.racing = [row.bib for row in self.rows if row.status is Status.RACING] + unrecorded
        goes_on = state.rules.lapped == "finishes" and not state.over
        self.lapped = [b.bib for b in self.rows if goes_on and b.status is Status.LAPPED and b.finish_place is None]
        gone = (Status.DISQUALIFIED, Status.WITHDREW, Status.DNS)
        self.empty, self.first = list[int](), 1
        for place in state.finish:
            if not place.bibs:
                self.empty.append(self.first)
            self.first += len([b for b in place.bibs if self.row(b).status not in gone]) if place.bibs else 1

    def row(self, bib: int) -> Standing:
        """The skater now."""
        return next(row for row in self.rows if row.bib == bib)

    def sprints(self) -> list[tuple[int, list[int], Points]]:
        """Each sprint to come: its index, who can win its points, and the points that nobody has yet.

        Who had passed a sprint that nobody has recorded, and is out since, may have won it.
        """
        found = []
        for index, sprint in enumerate(self.state.rules.sprints):
            result = self.state.sprints.get(sprint.lap)
            if self.state.over or sprint.lap >= self.state.distance or (result and result.seq):
                continue
            there = [bib for place in result.order for bib in place] if result else []
            exits = self.state.exits
            gone = [b for b, out in exits.items() if out.status is not Status.DNS and out.laps >= sprint.lap]
            takers = [row.bib for row in self.rows if row.status in (Status.RACING, Status.FINISHED)] + gone
            laps = self.state.laps
            takers = [bib for bib in takers if bib not in there and not (self.state.timed and laps[bib] >= sprint.lap)]
            found.append((index, takers, sprint.points[len(there) :]))
        return found

    def won(self, bib: int = 0, at: int | None = None, points: int = 0) -> set[Points]:
        """What the skaters can win at the sprints to come, all together, in the order of the rows.

        Where a sprint is named, ``bib`` wins so many ``points`` at it.
        """
        each = [list(self._orders(takers, prizes)) for _, takers, prizes in self.sprints()]
        for (index, _, _), orders in zip(self.sprints(), each, strict=True):
            if index == at:
                orders[:] = [order for order in orders if order[self.rows.index(self.row(bib))] == points]
        return {tuple(map(sum, zip([0] * len(self.rows), *several, strict=False))) for several in product(*each)}

    def _orders(self, takers: list[int], points: Points) -> Iterator[Points]:
        for order in permutations(takers, min(len(points), len(takers))):
            prizes = dict(zip(order, points, strict=False))
            yield tuple(prizes.get(row.bib, 0) for row in self.rows)

    def finishes(self) -> Iterator[tuple[int, ...]]:
        """Every order in which those still to come can come in: the racing, then any of who was lapped.

        The first of the racing are those who hold the places that nobody published; 0 where nobody who races does.
        """
        late = [order for size in range(len(self.lapped) + 1) for order in permutations(self.lapped, size)]
        nobody = [0] * max(0, len(self.empty) - len(self.racing))
        for order in sorted(set(permutations((*self.racing, *nobody)))):
            yield from ((*order, *behind) for behind in late)

    def places(self, finish: tuple[int, ...]) -> dict[int, int]:
        """The place of each who comes in in this order."""
        places = chain(self.empty, count(self.first))
        return {bib: place for bib, place in zip(finish, places, strict=False) if bib}

    def all(self) -> Iterator[Ending]:
        """Every ending; sprints that come to the same points for everybody are one."""
        yield from self._with(self.won())

    def all_with(self, bib: int, at: int, points: int) -> Iterator[Ending]:
        """Every ending in which ``bib`` wins so many ``points`` at the sprint with the index ``at``."""
        yield from self._with(self.won(bib, at, points))

    def _with(self, won: set[Points]) -> Iterator[Ending]:
        for finish in self.finishes():
            yield from (Ending(points, finish) for points in won)

    def ranks(self, ending: Ending) -> dict[int, int]:
        """The classification of an ending, by the text of the rules: one behind all who are better."""
        places = self.places(ending.finish)
        keys = {
            row.bib: self._key(row, won, places.get(row.bib)) for row, won in zip(self.rows, ending.won, strict=True)
        }
        ordered = sorted(keys.values())
        return {bib: 1 + ordered.index(key) for bib, key in keys.items()}

    def _key(self, row: Standing, won: int, place: int | None) -> tuple[int, ...]:
        if row.status in (Status.DISQUALIFIED, Status.DNS):
            return (1 + (row.status is Status.DNS), 0, 0, 0, 0)
        place = row.finish_place if place is None else place
        if place is None and row.status is not Status.FINISHED:
            return (0, 0, -row.laps, NOWHERE, row.rank)
        laps = self.state.distance
        if row.status is Status.LAPPED:
            return (0, 0, -laps, place or NOWHERE, 0)
        table = self.state.rules.finish
        at_the_finish = table[place - 1] if row.finish_place is None and place and place <= len(table) else 0
        return (0, -row.total - won - at_the_finish, -laps, place or NOWHERE, 0)

    def chances(self) -> dict[int, Chance]:
        """What each skater reaches over every ending."""
        seen: dict[int, list[tuple[int, int | None]]] = {row.bib: [] for row in self.rows}
        for ending in self.all():
            for bib, rank in self.ranks(ending).items():
                place = self.places(ending.finish)[bib] if bib in self.racing and not self.state.over else None
                seen[bib].append((rank, place))
        return {bib: self._chance(self.row(bib), set(reached)) for bib, reached in seen.items()}

    def through(self, row: Standing, rank: int) -> bool:
        """Whether this rank of this skater is within the cut, or on the podium where there is none."""
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
