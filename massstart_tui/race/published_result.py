"""Read a published result: the order at the finish that its points, times and ranks imply, and its contradictions.

No more is concluded than the table implies. Points imply a place, since each place has its own; a time implies who was
ahead; a rank implies who was ahead of those with equal points (ISU Special Regulations, mass start: equal points by
order of finish).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple

from massstart_tui.race.rules import Rules
from massstart_tui.race.sheet import HIGHEST_BIB
from massstart_tui.race.standings import RANKED_BY_LAPS, Standing
from massstart_tui.race.state import Place, Status, bibs_in
from massstart_tui.race.tally import FORFEITING

# Sorts behind every rank and every time.
_FAR: Final = 1 << 62
"""A sort key behind every rank and every time."""
RANKED_LAST: Final = (Status.DISQUALIFIED, Status.DNS)
"""The statuses that are ranked behind all others, in this order."""
NOTHING: Final = ""
"""The value of ``through`` for a skater who did not go through, in a table that tells it of others."""


class Published(NamedTuple):
    """One row of a published result; None stands for what the table does not tell.

    ``sprints`` are points as won, one number for each sprint; ``time`` is in ms; ``place`` is that at the finish.
    ``through`` is Q, q or NOTHING. ``rule`` is what a disqualification was for. ``gained`` are laps gained on the
    bunch, negative if lost, and ``lap_points`` the points for them. ``not_known`` has the sprints, counted from 0,
    whose points the table explicitly calls unknown. ``reviewed`` marks a skater under review.
    """

    bib: int
    status: Status
    rank: int | None = None
    sprints: tuple[int | None, ...] = ()
    finish: int | None = None
    won: int | None = None
    total: int | None = None
    laps: int | None = None
    time: int | None = None
    place: int | None = None
    through: str | None = None
    rule: str | None = None
    gained: int | None = None
    lap_points: int = 0
    not_known: frozenset[int] = frozenset()
    reviewed: bool = False

    @property
    def in_the_sprints(self) -> int:
        """The points won at the intermediate sprints, as far as the table has them."""
        return sum(points or 0 for points in self.sprints)

    @property
    def at_the_finish(self) -> int:
        """The points won at the finish: as in the table, else the total less the points of sprints and laps."""
        if self.finish is not None:
            return self.finish
        if self.total is None or self.status in FORFEITING or None in self.sprints:
            return 0
        return max(0, self.total - self.in_the_sprints - self.lap_points)


@dataclass(frozen=True, slots=True)
class LineOrder:
    """An order over the finish line, and how certain it is.

    ``by_rank`` are skaters whose place follows from their rank alone. ``alike`` are skaters whom neither time nor
    points nor rank tells apart from the next. ``level`` are those who share a place because they share points or rank.
    ``behind`` are those whose place may be another, since somebody missing from the result may have been ahead of them.
    """

    order: tuple[Place, ...] = ()
    by_rank: frozenset[int] = frozenset()
    alike: frozenset[int] = frozenset()
    level: frozenset[int] = frozenset()
    behind: frozenset[int] = frozenset()


def places_by_points(points: Mapping[int, int], table: tuple[int, ...]) -> tuple[Place, ...] | None:
    """Return the order in which these skaters, by bib, won these points of ``table``; None if no order gives them.

    Skaters with equal points share a place, and the next place is left out. A place whose points nobody has is None.
    """
    holders: dict[int, tuple[int, ...]] = {}
    for bib, won in points.items():
        if won:
            holders[won] = (*holders.get(won, ()), bib)
    return _places(holders, table)


def _places(holders: Mapping[int, tuple[int, ...]], table: tuple[int, ...]) -> tuple[Place, ...] | None:
    """Return the order for the points in ``table``, or None; ``holders`` has the bibs by points.

    Where several have the points of the first place, as many as possible share it, and the rest take later places with
    equal points.
    """
    if not table:
        return None if any(holders.values()) else ()
    bibs = holders.get(table[0], ())
    for count in range(len(bibs), -1, -1):
        rest = _places({**holders, table[0]: bibs[count:]}, table[max(1, count) :])
        if rest is not None:
            return (_place(bibs[:count]), *rest)
    return None


def _place(bibs: Sequence[int]) -> Place:
    if len(bibs) > 1:
        return tuple(bibs)
    return bibs[0] if bibs else None


def comes_over_the_line(row: Published, rules: Rules, distance: int) -> bool:
    """Return whether this skater completed the distance; a lapped skater may have, where the rules let them finish."""
    if row.status is Status.FINISHED:
        return True
    crossed = row.place is not None or row.time is not None or row.laps == distance
    return row.status is Status.LAPPED and rules.lapped == "finishes" and crossed


def over_the_line(rows: Sequence[Published], rules: Rules, distance: int, *, placed: bool) -> LineOrder:
    """Return the order over the finish line.

    If places are published (``placed``) they make the order. Otherwise it is by time; where times are missing, by the
    points of the finish, then by rank. A disqualified skater is put where the time says, and takes up no place.
    """
    timed = {row.bib: row for row in rows if row.time is not None}
    came = [row for row in rows if comes_over_the_line(row, rules, distance)]
    line = _by_place(came) if placed else _by_what_is_told(came, rules)
    order = list(line.order)
    as_well = [row.bib for row in came] if placed else []
    as_well += [row.bib for row in rows if row.status is Status.DISQUALIFIED and row.laps in (None, distance)]
    for bib in as_well:
        if bib in timed and bib not in bibs_in(order):
            _put_in_by_time(order, bib, {one: row.time or 0 for one, row in timed.items()})
    if placed:
        order += _lapped_by_rank(came, set(bibs_in(order)))
    return replace(line, order=tuple(order))


def _lapped_by_rank(came: Iterable[Published], in_order: Container[int]) -> Iterator[Place]:
    """Yield the lapped skaters who have neither a place nor a time: behind all others, by rank."""
    rest = sorted((row for row in came if row.status is Status.LAPPED and row.bib not in in_order), key=_rank)
    for _, level in groupby(rest, key=_rank):
        yield _place([row.bib for row in level])


def _put_in_by_time(order: list[Place], bib: int, times: Mapping[int, int]) -> None:
    """Insert ``bib`` into ``order`` ahead of the first skater with a later time."""
    slower = (at for at, place in enumerate(order) if any(times.get(b, -1) > times[bib] for b in bibs_in([place])))
    order.insert(next(slower, len(order)), bib)


def _by_place(came: Iterable[Published]) -> LineOrder:
    """Return the order by published places; a place that is missing before a later one becomes unknown (None)."""
    placed = sorted((row.place, row.bib) for row in came if row.place is not None and row.place <= HIGHEST_BIB)
    order: list[Place] = []
    taken = 0
    for place, group in groupby(placed, key=lambda entry: entry[0]):
        bibs = [bib for _, bib in group]
        order += [None] * (place - 1 - taken)
        order.append(_place(bibs))
        taken = max(taken, place - 1) + len(bibs)
    return LineOrder(tuple(order))


def _by_what_is_told(came: Sequence[Published], rules: Rules) -> LineOrder:
    """Return the order by time; if times are missing, by points of the finish, then by times and ranks of the rest."""
    if all(row.time is not None for row in came):
        return _by_time(came)
    first = places_by_points({row.bib: row.at_the_finish for row in came}, rules.finish)
    scorers = set(bibs_in(first or ()))
    rest = [row for row in came if row.bib not in scorers]
    timed = _by_time([row for row in rest if row.time is not None])
    by_rank = sorted((row for row in rest if row.time is None and row.rank is not None), key=_rank)
    tail = list(timed.order)
    known = {row.bib: row for row in rest}
    for _, group in groupby(by_rank, key=lambda row: (row.rank, _counts(row))):
        level = list(group)
        tail.insert(_slot(tail, level[0], known), _place([row.bib for row in level]))
    # Open places at the end say nothing unless somebody is placed behind them.
    head = _without_end(first or ()) if not tail else (first or ())
    shared = [place for place in (*head, *tail) if isinstance(place, tuple)]
    return LineOrder((*head, *tail), frozenset(row.bib for row in by_rank), timed.alike, frozenset(bibs_in(shared)))


def _rank(row: Published) -> int:
    """Return the rank as a sort key: an unknown rank comes last."""
    return _FAR if row.rank is None else row.rank


def _counts(row: Published) -> int:
    """Return the sprint points that count: none for a skater who forfeits them."""
    return 0 if row.status in FORFEITING else row.in_the_sprints


def _without_end(order: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return ``order`` without the empty places at its end."""
    filled = [at for at, place in enumerate(order, 1) if place is not None]
    return order[: max(filled, default=0)]


def _slot(tail: Sequence[Place], row: Published, known: Mapping[int, Published]) -> int:
    """Return the index in ``tail`` at which to insert ``row``.

    It is behind those with equal points and a better or equal rank, else ahead of those with a worse one: among equal
    points, and only there, the ranks follow the order of finish.
    """
    alike = [
        (at, _rank(known[bib]))
        for at, place in enumerate(tail)
        for bib in bibs_in([place])
        if _counts(known[bib]) == _counts(row)
    ]
    ahead = [at + 1 for at, rank in alike if rank <= _rank(row)]
    behind = [at for at, rank in alike if rank > _rank(row)]
    return max(ahead) if ahead else min(behind, default=len(tail))


def _by_time(came: Iterable[Published]) -> LineOrder:
    """Return the order by time.

    Of equal times, more points at the finish come first, then the better rank.
    """
    order: list[Place] = []
    alike: set[int] = set()
    level: set[int] = set()
    for (_, lost), group in groupby(sorted(came, key=_time_and_points), key=_time_and_points):
        equal = sorted(group, key=_rank)
        for rank, same in groupby(equal, key=lambda row: 0 if lost else _rank(row)):
            bibs = [row.bib for row in same]
            order += bibs if rank == _FAR else [_place(bibs)]
            level.update(bibs if rank < _FAR and len(bibs) > 1 else ())
        if not lost and _untold(equal):
            alike.update(row.bib for row in equal)
    return LineOrder(tuple(order), alike=frozenset(alike), level=frozenset(level))


def _time_and_points(row: Published) -> tuple[int, int]:
    """Return the sort key of `_by_time`."""
    return (_FAR if row.time is None else row.time, -row.at_the_finish)


def _untold(equal: Sequence[Published]) -> bool:
    """Return whether ranks fail to tell who of these was ahead over the line.

    They tell it only if all have a rank and equal points.
    """
    return (
        len(equal) > 1 and len({(_counts(row), row.rank is None) for row in equal} | {(_counts(equal[0]), False)}) > 1
    )


class ResultContradiction(NamedTuple):
    """A value ``given`` in ``field`` of a row, which by the rest of the table and the rules should be ``wanted``."""

    bib: int
    field: str
    given: str | int
    wanted: str | int


def differences(
    rows: Sequence[Published], result: Iterable[Standing], missing: Sequence[int] = ()
) -> Iterator[ResultContradiction]:
    """Yield where a published result differs from the one that its own points, orders and statuses make.

    ``rows`` are the table, ``result`` the standings computed from it. ``missing`` are ranks that nobody in the table
    has; skaters behind them rank one lower for each.

    If totals are wrong, ranks are compared with those that the published totals would give, so that consequences of a
    wrong total are not reported. A rank that unknown places leave possible is not reported either, nor that of a skater
    who stopped with an unknown number of laps: the table has nothing to compare it with.
    """
    made = {row.bib: row for row in result}
    wrong = any(row.total not in (None, made[row.bib].total) for row in rows)
    ranks = _ranks_by_published(rows, made) if wrong else {bib: standing.rank for bib, standing in made.items()}
    loose = [row for row in rows if row.status in RANKED_BY_LAPS and row.laps is None]
    for row in rows:
        by_the_rules = made[row.bib]
        through = by_the_rules.through or NOTHING
        rank = None if row in loose else row.rank
        # The computed rank does not count missing skaters, and counts those with unknown laps where the rules put them.
        # Here both are counted as the table has them.
        ahead = sum(lacking < (rank or 0) for lacking in missing)
        ahead += sum((one.rank or 0) in range(1, rank or 0) for one in loose)
        ahead -= sum(made[one.bib].rank < by_the_rules.rank for one in loose)
        open_ = by_the_rules.open_rank
        compared: tuple[tuple[str, str | int | None, str | int], ...] = (
            ("rank", None if _can_be(rank, by_the_rules, ahead) else rank, ranks[row.bib] + ahead),
            ("finish", None if row.status in FORFEITING and not row.finish else row.finish, by_the_rules.finish),
            ("won", row.won, by_the_rules.won),
            ("total", row.total, by_the_rules.total),
            ("laps", None if by_the_rules.laps is None else row.laps, by_the_rules.laps or 0),
            ("place", row.place, by_the_rules.finish_place or 0),
            ("through", None if wrong or (open_ and not through) else row.through, through),
        )
        for field, given, wanted in compared:
            if given is not None and given != wanted:
                yield ResultContradiction(row.bib, field, given, wanted)


def _can_be(rank: int | None, standing: Standing, ahead: int) -> bool:
    """Return whether this rank is possible; ``ahead`` skaters of whom the table does not tell may rank before it."""
    if rank is None or not standing.open_rank or standing.best is None or standing.worst is None:
        return standing.open_rank and standing.best is None
    return standing.best <= rank <= standing.worst + ahead


def _ranks_by_published(rows: Iterable[Published], made: Mapping[int, Standing]) -> dict[int, int]:
    """Return the ranks that the published totals give; equal totals stay in the order that the rules make."""
    totals = {row.bib: made[row.bib].total if row.total is None else row.total for row in rows}

    def key(standing: Standing) -> tuple[int, int, int, int]:
        group = RANKED_LAST.index(standing.status) if standing.status in RANKED_LAST else -1
        place = standing.rank + len(made) if standing.finish_place is None else standing.finish_place
        return (group, 0 if group >= 0 else -totals[standing.bib], -(standing.laps or 0), place)

    order = sorted(made.values(), key=key)
    firsts = {key(standing): rank for rank, standing in reversed(list(enumerate(order, 1)))}
    return {standing.bib: firsts[key(standing)] for standing in order}


def too_slow(rows: Iterable[Published], order: Iterable[Place]) -> Iterator[tuple[int, int]]:
    """Yield pairs of bibs: a skater in ``order``, and a skater ahead of them with a later time."""
    times = {row.bib: row.time for row in rows}
    latest: tuple[int, int] | None = None
    for bib in bibs_in(order):
        time = times.get(bib)
        if time is None:
            continue
        if latest and time < latest[0]:
            yield bib, latest[1]
        else:
            latest = (time, bib)


def left_before_the_finish(row: Published, rules: Rules, distance: int) -> bool:
    """Return whether this skater started and did not come over the finish line."""
    return row.status in RANKED_BY_LAPS and not comes_over_the_line(row, rules, distance)
