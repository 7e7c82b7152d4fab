"""Split the totals of a published result into points at the finish and points at the intermediate sprints.

Published tables often have only totals. The order of the times, the ranks in the table and the points of each place may
leave one way to split a total, or several; with several, the total is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from massstart_tui.race.published_result import Published
from massstart_tui.race.rules import Rules
from massstart_tui.race.state import Place, Status, bibs_in, members

MOST_STEPS: Final = 20_000
"""The most steps of the search for places at the finish; beyond it, no total is split."""
# More than any number of points, any rank and any time.
_FAR: Final = 1 << 62


class WorkedOut(NamedTuple):
    """Points at a sprint (counted from 0) that the table leaves empty and that follow from the total."""

    bib: int
    sprint: int
    points: int


class Totals(NamedTuple):
    """The rows with the points at the finish and at the sprints that follow from their totals.

    ``sums`` has, by bib, the points at all intermediate sprints together, where the total tells them; ``unsplit`` are
    those of these skaters for whom the table does not tell at which sprints. For the skaters in ``open`` nothing tells
    how much of the total was won at the finish.
    """

    rows: tuple[Published, ...]
    sums: Mapping[int, int]
    worked_out: tuple[WorkedOut, ...]
    unsplit: frozenset[int]
    open: frozenset[int]


def at_the_finish(rules: Rules, place: int) -> int:
    """Return the points of a place at the finish; 0 for place 0, and behind the last place that gives points."""
    return rules.finish[place - 1] if 0 < place <= len(rules.finish) else 0


def with_open_places(order: Sequence[Place], rows: Sequence[Published], rules: Rules, spare: int) -> tuple[Place, ...]:
    """Return the order with an open place before each skater whose points at the finish are those of a later place.

    ``spare`` is the number of skaters who can have such places: no more are opened.
    """
    points = {row.bib: row.at_the_finish for row in rows if row.status is Status.FINISHED and not _is_unsettled(row)}
    opened: list[Place] = []
    place = 1
    for at in order:
        counted = [bib for bib in members(at) if bib in points]
        later = _first_with(rules, place, points[counted[0]]) if counted else place
        if later - place <= spare:
            opened += [None] * (later - place)
            spare, place = spare - (later - place), later
        opened.append(at)
        place += len(counted) if at is not None else 1
    return tuple(opened)


def _first_with(rules: Rules, place: int, points: int) -> int:
    """Return the first place from ``place`` on that gives these points; ``place`` itself if none does."""
    later = range(place, max(place, len(rules.finish) + 1) + 1)
    return next((at for at in later if at_the_finish(rules, at) == points), place)


class Behind(NamedTuple):
    """An order over the line with open places for skaters who are missing from a table.

    ``unsure`` are those whose place may be another, since a missing skater may have been ahead of them.
    """

    order: tuple[Place, ...]
    unsure: frozenset[int]


def with_places_of_the_missing(
    order: tuple[Place, ...], rows: Sequence[Published], rules: Rules, missing: Sequence[int], *, unplaced: bool
) -> Behind:
    """Return the order with an open place for each of the ``missing`` ranks, ahead of the skater with the next rank.

    No place is opened among those that give points: points tell whose these are. ``unplaced`` says that others in the
    table are not in the order; an open place may then be theirs, so that everybody's place may be another.
    """
    unsure = set(_without_points(order, range(len(order)), rules)) if missing and unplaced else set()
    for rank in sorted({row.rank for row in rows if row.rank and row.rank - 1 in missing}):
        following = {row.bib for row in rows if row.rank == rank and row.status is Status.FINISHED}
        at = next((at for at, place in enumerate(order) if following & set(members(place))), len(order))
        lacking = sum(one < rank for one in missing) - order[:at].count(None)
        if lacking > 0:
            unsure.update(_perhaps_moved(order, at, rank, rows, rules))
            scored = at_the_finish(rules, _place_of(order, at))
            order = order if scored or at == len(order) else (*order[:at], *[None] * lacking, *order[at:])
    return Behind(order, frozenset(unsure))


def _place_of(order: Sequence[Place], at: int) -> int:
    """Return the place of the entry with index ``at``."""
    return 1 + sum(max(1, len(members(one))) for one in order[:at])


def _perhaps_moved(
    order: Sequence[Place], at: int, rank: int, rows: Sequence[Published], rules: Rules
) -> Iterator[int]:
    """Yield whose place may be another than with an open place at index ``at``, ahead of the skater with this rank.

    A missing skater with the same points as the one with this rank finished between the two whose ranks enclose the
    missing one. One who may have more points may have finished anywhere behind the places that give points.
    """
    totals = {row.bib: row.total for row in rows}
    ranks = {row.bib: row.rank for row in rows}
    (total, *_) = [row.total if row.status is Status.FINISHED else 0 for row in rows if row.rank == rank]
    better = {row.total for row in rows if row.rank is not None and row.rank < rank}
    counted = sum(row.total or 0 for row in rows)
    given = sum(rules.finish) + sum(sum(sprint.points) for sprint in rules.sprints)
    # The missing skater has the same total if a better-ranked one has it as well, or if it is 0 and the table has all
    # the points that there are to win.
    level = total is not None and (total in better or (total == 0 and counted == given))
    ahead = [
        one
        for one in range(at)
        for bib in bibs_in([order[one]])
        if level and totals[bib] == total and (ranks[bib] or _FAR) < rank
    ]
    first = max(ahead, default=-1) + 1
    yield from _without_points(order, range(first, at if level else len(order)), rules)


def _without_points(order: Sequence[Place], among: Sequence[int], rules: Rules) -> Iterator[int]:
    """Yield the skaters at these indices of ``order`` whose place gives no points."""
    for one in among:
        if not at_the_finish(rules, _place_of(order, one)):
            yield from bibs_in([order[one]])


def missing_ranks(rows: Sequence[Published]) -> tuple[int, ...]:
    """Return the ranks before the last one in the table that nobody has.

    There are none if skaters without a rank could have all of them.
    """
    missing = _free_ranks(rows)
    unranked = sum(row.rank is None and row.status is Status.FINISHED for row in rows)
    return () if unranked >= len(missing) else missing


def _free_ranks(rows: Sequence[Published]) -> tuple[int, ...]:
    """Return the ranks before the last one in the table that it gives to nobody."""
    ranks = sorted(row.rank for row in rows if row.rank is not None)
    free: list[int] = []
    following = 1
    for at, rank in enumerate(ranks):
        shared = at > 0 and rank == ranks[at - 1]
        free += [] if shared else range(following, rank)
        following = following + 1 if shared else max(following, rank) + 1
    return tuple(free)


def split_by_totals(rows: Sequence[Published], rules: Rules) -> Totals:
    """Return the totals split as far as there is only one way to do it."""
    told = any(row.finish is not None for row in rows)
    rows = [_with_nothing_at_the_finish(row, told=told) for row in rows]
    finished = [row for row in rows if row.status is Status.FINISHED]
    unsettled = any(map(_is_unsettled, finished))
    places = _places(finished, rules, _most_of_the_absent(rows, finished)) if unsettled else {}
    found = _with_none_left([_with_finish(row, rules, places) for row in rows], rules)
    open_ = frozenset(row.bib for row in found if row.status is Status.FINISHED and _is_unsettled(row))
    made = [_with_sprints(row, rules) for row in found]
    # A sum can only consist of points that nobody in the table is known to have.
    free = [_free(at, sprint.points, made) for at, sprint in enumerate(rules.sprints)]
    sums = {row.bib: points for row, _ in made if (points := _sum(row, free)) is not None}
    split = {row.bib: row.in_the_sprints for row, _ in made}
    return Totals(
        rows=tuple(row for row, _ in made),
        sums=sums,
        worked_out=tuple(one for _, worked_out in made for one in worked_out),
        unsplit=frozenset(bib for bib, points in sums.items() if points > split[bib]),
        open=open_,
    )


def _with_nothing_at_the_finish(row: Published, *, told: bool) -> Published:
    """Return the row with 0 points at the finish if the total leaves none for it.

    ``told`` says that the table has points at the finish for others. Then an empty field means none, too, if the
    sprints add up to the total.
    """
    if not _is_unsettled(row) or not (row.total == 0 or (told and row.total == row.in_the_sprints + row.lap_points)):
        return row
    return row._replace(finish=0)


def _places(finished: Sequence[Published], rules: Rules, absent: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """Return, by bib, the places at the finish that each can have had, 0 for one without points.

    ``absent`` are the bounds of `_Search`. If the table as it is allows no place, it is assumed that others are missing
    from it as well.
    """
    return _Search(finished, rules, absent).places() or _Search(finished, rules, [_FAR] * len(rules.finish)).places()


def _most_of_the_absent(rows: Sequence[Published], finished: Sequence[Published]) -> list[int]:
    """Return the most points of each skater who is missing from the table, or has neither total nor time in it."""
    # A skater without a rank has at best the first that the table gives to nobody, else one behind all who have one.
    first = next(iter(_free_ranks(rows)), _FAR)
    silent = [row.rank or first for row in finished if row.total is None and row.time is None]
    return [_most_at(rank, finished) for rank in (*missing_ranks(rows), *silent)]


def _most_at(rank: int, finished: Sequence[Published]) -> int:
    """Return the most points that a skater of this rank can have: those of the skater with the next better rank."""
    better = [row.total for row in finished if row.total is not None and row.rank and row.rank < rank]
    return min(better, default=_FAR)


def _is_unsettled(row: Published) -> bool:
    """Return whether the row itself leaves open how many points were won at the finish."""
    return row.finish is None and row.place is None and row.total is not None and None in row.sprints


def _with_finish(row: Published, rules: Rules, places: Mapping[int, frozenset[int]]) -> Published:
    """Return the row with its points at the finish, if all places that it can have had give the same points."""
    points = {at_the_finish(rules, place) for place in places.get(row.bib, ())}
    return row._replace(finish=points.pop()) if len(points) == 1 else row


def _with_none_left(rows: Sequence[Published], rules: Rules) -> list[Published]:
    """Return the rows with 0 at the finish for those without points there, if others have all points that it gives."""
    held = [row.at_the_finish for row in rows if row.status is Status.FINISHED]
    if any(held.count(points) < rules.finish.count(points) for points in rules.finish):
        return list(rows)
    return [row._replace(finish=0) if _tells_no_points(row) else row for row in rows]


def _tells_no_points(row: Published) -> bool:
    """Return whether nothing in the row tells points or a place at the finish."""
    return row.status is Status.FINISHED and row.total is None and row.finish is None and row.place is None


def _with_sprints(row: Published, rules: Rules) -> tuple[Published, tuple[WorkedOut, ...]]:
    """Return the row with the points at empty sprints that follow from the total, and which these are.

    They follow if the rest of the total is 0, or if only one sprint is empty.
    """
    rest = _rest(row)
    lacking = [at for at, points in enumerate(row.sprints) if points is None]
    if not lacking or rest is None or rest < 0:
        return row, ()
    if rest == 0:
        return row._replace(sprints=tuple(points or 0 for points in row.sprints)), ()
    (first, *others) = lacking
    if others or rest not in rules.sprints[first].points:
        return row, ()
    sprints = tuple(rest if points is None else points for points in row.sprints)
    return row._replace(sprints=sprints), (WorkedOut(row.bib, first, rest),)


def _free(at: int, points: Sequence[int], made: Sequence[tuple[Published, object]]) -> list[int]:
    """Return the points of the sprint with index ``at`` that nobody in the table is known to have."""
    free = list(points)
    for row, _ in made:
        if row.sprints[at] in free:
            free.remove(row.sprints[at] or 0)
    return free


def _sum(row: Published, free: Sequence[Sequence[int]]) -> int | None:
    """Return the points at all intermediate sprints, if the total tells them and they can have been won; else None."""
    rest = _rest(row)
    if rest is None:
        return None
    most = sum(max(free[at], default=0) for at, points in enumerate(row.sprints) if points is None)
    return row.in_the_sprints + rest if 0 <= rest <= most else None


def _rest(row: Published) -> int | None:
    """Return how much of the total is left after all known points; None if the row does not tell it."""
    if row.status is not Status.FINISHED or row.total is None or (row.finish is None and None in row.sprints):
        return None
    return row.total - row.in_the_sprints - row.at_the_finish - row.lap_points


@dataclass
class _Search:
    """A search through all ways in which skaters can have had the places at the finish that give points.

    ``finished`` are the rows of those who finished. ``bounds`` are the most points of each skater who is missing from
    the table, or of whom it tells nothing. ``found`` collects the possible places by bib.
    """

    finished: Sequence[Published]
    rules: Rules
    bounds: Sequence[int]
    steps: int = 0
    found: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = sum(sum(sprint.points) for sprint in self.rules.sprints)
        self._bounds = sorted(self.bounds, reverse=True)

    def places(self) -> Mapping[int, frozenset[int]]:
        """Return the places that each skater can have had, by bib, 0 for one without points.

        The mapping is empty if there is no way, or if the search took too long.
        """
        known = [row for row in self.finished if row.total is not None or row.time is not None]
        self._go(1, sorted(known, key=_time), [], {})
        return {} if self.steps > MOST_STEPS else {bib: frozenset(places) for bib, places in self.found.items()}

    def _go(self, place: int, left: list[Published], unnamed: list[int], taken: dict[int, int]) -> None:
        """Assign ``place`` to each skater who can have had it, in turn, and go on with the next place.

        ``left`` are the skaters not placed yet, by time; ``unnamed`` the points given to missing skaters; ``taken`` the
        places by bib.
        """
        self.steps += 1
        if self.steps > MOST_STEPS:
            return
        if place > len(self.rules.finish) or not left:
            self._end(left, taken)
            return
        for row in self._next(left):
            if self._fits(row, at_the_finish(self.rules, place)):
                rest = [other for other in left if other is not row]
                self._go(place + 1, rest, unnamed, {**taken, row.bib: place})
        # The place may also be that of a skater who is missing from the table.
        points = at_the_finish(self.rules, place)
        if len(unnamed) < len(self._bounds) and points <= self._bounds[len(unnamed)]:
            self._go(place + 1, left, [*unnamed, points], taken)

    def _next(self, left: Sequence[Published]) -> Iterator[Published]:
        """Yield who can be the next to finish: the fastest of those left, and anyone without a time."""
        fastest = min(map(_time, left))
        yield from (row for row in left if row.time is None or row.time == fastest)

    def _fits(self, row: Published, points: int) -> bool:
        """Return whether these points at the finish leave an amount that can be won at the sprints."""
        if row.finish is not None:
            return row.finish == points
        if row.total is None:
            return True
        most = sum(
            sprint.points[0] if won is None else won
            for sprint, won in zip(self.rules.sprints, row.sprints, strict=True)
        )
        return row.in_the_sprints <= row.total - points - row.lap_points <= most

    def _end(self, left: Sequence[Published], taken: Mapping[int, int]) -> None:
        """Record the places ``taken`` if they agree with the totals, the ranks, and the points that there are."""
        if not all(self._fits(row, 0) for row in left) or not self._goes_with_the_ranks(taken):
            return
        # No more points can have been won at the sprints than there are.
        sums = (
            row.total - row.lap_points - at_the_finish(self.rules, taken.get(row.bib, 0))
            for row in self.finished
            if row.total is not None
        )
        if sum(sums) > self._all:
            return
        for row in self.finished:
            if row.total is not None or row.time is not None:
                self.found.setdefault(row.bib, set()).add(taken.get(row.bib, 0))

    def _goes_with_the_ranks(self, taken: Mapping[int, int]) -> bool:
        """Return whether, of equal totals, the better rank was ahead over the line."""
        ranked = [row for row in self.finished if row.total is not None and row.rank is not None]
        return all(
            taken.get(ahead.bib, _FAR) < taken[behind.bib]
            for behind in ranked
            if behind.bib in taken
            for ahead in ranked
            if ahead.total == behind.total and (ahead.rank or 0) < (behind.rank or 0)
        )


def _time(row: Published) -> int:
    return _FAR if row.time is None else row.time
