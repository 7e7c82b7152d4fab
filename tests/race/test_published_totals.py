"""Tests of how totals of a published result are split, against every way in which the places can have gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.published_result import Published
from massstart_tui.race.published_totals import (
    Behind,
    _most_of_the_absent,
    _places,
    at_the_finish,
    missing_ranks,
    split_by_totals,
    with_places_of_the_missing,
)
from massstart_tui.race.rules import PRESETS, Sprint
from massstart_tui.race.state import Status

RULES: Final = PRESETS["isu-2018"].rules._replace(sprints=(Sprint(4, (2, 1)), Sprint(8, (2, 1))), finish=(6, 4, 2))
GIVEN: Final = sum(sum(sprint.points) for sprint in RULES.sprints)
ANY: Final = 10**9
"""More points than there are, and behind every place."""


@st.composite
def races(draw: st.DrawFn) -> tuple[Published, ...]:
    """Return a result as it was, with everything in it, by rank; ``place`` is that over the line."""
    bibs = range(1, draw(st.integers(1, 4)) + 1)
    line = draw(st.permutations(bibs))
    winners = [dict(zip(draw(st.permutations(bibs)), sprint.points, strict=False)) for sprint in RULES.sprints]
    rows = []
    for place, bib in enumerate(line, 1):
        sprints = tuple(won.get(bib, 0) for won in winners)
        finish, gained = at_the_finish(RULES, place), draw(st.sampled_from((0, 0, 0, 20)))
        rows.append(
            Published(
                bib,
                Status.FINISHED,
                sprints=sprints,
                finish=finish,
                total=sum(sprints) + finish + gained,
                time=1000 + place // 2,
                place=place,
                lap_points=gained,
            )
        )
    ranked = sorted(rows, key=lambda row: (-(row.total or 0), row.place))
    return tuple(row._replace(rank=rank) for rank, row in enumerate(ranked, 1))


def some_of(draw: st.DrawFn, row: Published) -> Published:
    """Return the row with most of what it tells left out."""
    return row._replace(
        rank=row.rank if draw(st.integers(1, 6)) < 6 else None,
        total=row.total if draw(st.integers(1, 6)) < 6 else None,
        time=row.time if draw(st.booleans()) else None,
        finish=row.finish if draw(st.integers(1, 6)) == 6 else None,
        sprints=tuple(points if draw(st.integers(1, 4)) == 4 else None for points in row.sprints),
        place=None,
    )


@st.composite
def publications(draw: st.DrawFn) -> tuple[tuple[Published, ...], tuple[Published, ...]]:
    """Return a result, and what somebody published of it: something of every skater."""
    race = draw(races())
    return race, tuple(some_of(draw, row) for row in race)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Published, ...]:
    """Return a published result that may contradict itself, and leave out skaters."""
    _, rows = draw(publications())
    rows = tuple(row for row in rows if draw(st.integers(1, 6)) < 6)
    return tuple(
        row._replace(total=row.total + draw(st.sampled_from((0, 0, 0, 1, 2, -1)))) if row.total else row for row in rows
    )


@given(tables())
def test_who_can_have_had_which_place_is_what_every_order_over_the_line_leaves(rows: tuple[Published, ...]) -> None:
    absent = [*most_of_the_absent(rows)]
    # The table cannot be as it is unless others are missing from it.
    found = by_bib(ways(rows, absent)) or by_bib(ways(rows, [ANY] * len(RULES.finish)))
    assert _places(rows, RULES, _most_of_the_absent(rows, rows)) == found


def most_of_the_absent(rows: Sequence[Published]) -> Iterator[int]:
    """Yield the most points of each skater whom the table leaves out, or of whom it tells a rank at most."""
    ranks = {row.rank for row in rows if row.rank}
    free = [rank for rank in range(1, max(ranks, default=0)) if rank not in ranks]
    unranked = sum(row.rank is None for row in rows)
    # Skaters without a rank may have all ranks that the table gives to nobody; else somebody is missing from it.
    missing = free if unranked < len(free) else []
    silent = [row.rank or min(free, default=ANY) for row in rows if row.total is None and row.time is None]
    for rank in [*missing, *silent]:
        better = [row.total for row in rows if row.total is not None and row.rank and row.rank < rank]
        yield min(better, default=ANY)


def by_bib(found: Iterator[dict[int, int]]) -> dict[int, set[int]]:
    places: dict[int, set[int]] = {}
    for way in found:
        for bib, place in way.items():
            places.setdefault(bib, set()).add(place)
    return places


def ways(rows: Sequence[Published], absent: Sequence[int]) -> Iterator[dict[int, int]]:
    """Yield every way to have the places that give points: by bib, 0 for none.

    ``absent`` are the most points of each skater of whom the table tells nothing. They may be behind everybody.
    """
    known = [row for row in rows if row.total is not None or row.time is not None]
    for line in permutations([*known, *absent]):
        placed = {one.bib: place for place, one in enumerate(line, 1) if isinstance(one, Published)}
        last = max(placed.values(), default=0)
        bounds = [(place, one) for place, one in enumerate(line, 1) if isinstance(one, int) and place < last]
        if all(at_the_finish(RULES, place) <= most for place, most in bounds) and agrees(known, placed):
            yield {bib: place if place <= len(RULES.finish) else 0 for bib, place in placed.items()}


def agrees(known: Sequence[Published], placed: Mapping[int, int]) -> bool:
    """Return whether these places agree with the times, the ranks and the totals of the table."""
    points = {bib: at_the_finish(RULES, place) for bib, place in placed.items()}
    rests = {row.bib: row.total - points[row.bib] - row.lap_points for row in known if row.total is not None}
    pairs = [(ahead, behind) for ahead in known for behind in known if placed[ahead.bib] < placed[behind.bib]]
    return (
        sum(rests.values()) <= GIVEN
        and all(row.finish in (None, points[row.bib]) for row in known)
        and all(
            row.in_the_sprints <= rests[row.bib] <= most(row)
            for row in known
            if row.finish is None and row.bib in rests
        )
        and all((ahead.time or 0) <= (behind.time or ANY) for ahead, behind in pairs)
        and not any(
            ahead.total is not None
            and ahead.total == behind.total
            and None not in (ahead.rank, behind.rank)
            and (ahead.rank or 0) > (behind.rank or 0)
            and placed[ahead.bib] <= len(RULES.finish)
            for ahead, behind in pairs
        )
    )


def most(row: Published) -> int:
    """Return the most points that the row can have at the sprints."""
    won = zip(RULES.sprints, row.sprints, strict=True)
    return sum(sprint.points[0] if points is None else points for sprint, points in won)


@given(publications())
def test_nothing_that_is_worked_out_of_a_total_is_other_than_it_was(
    published: tuple[tuple[Published, ...], tuple[Published, ...]],
) -> None:
    race, rows = published
    was = {row.bib: row for row in race}
    found = split_by_totals(rows, RULES)
    for row in found.rows:
        assert row.finish in (None, was[row.bib].finish)
        assert all(points in (None, won) for points, won in zip(row.sprints, was[row.bib].sprints, strict=True))
    assert found.sums == {bib: was[bib].in_the_sprints for bib in found.sums}


@pytest.mark.parametrize(
    ("totals", "unsure"),
    [
        # The table has all points that there are, so who is missing has none, as who is ranked next.
        ({1: (1, 10), 2: (2, 6), 3: (3, 2), 5: (5, 0), 6: (6, 0)}, set()),
        ({1: (1, 10), 2: (2, 6), 3: (3, 1), 5: (5, 0), 6: (6, 0)}, {5, 6}),
        # One of two with 0 points is missing: the one with the better rank finished ahead.
        ({1: (1, 10), 2: (2, 4), 3: (3, 2), 4: (4, 0), 6: (6, 0), 7: (7, 0)}, set()),
        ({1: (1, 9), 2: (2, 4), 3: (3, 2), 5: (5, 1), 6: (6, 0)}, {5, 6}),
    ],
)
def test_who_finished_behind_a_missing_skater_is_known_where_the_missing_one_has_as_many_points_as_the_next(
    totals: dict[int, tuple[int, int]], unsure: set[int]
) -> None:
    rows = [Published(bib, Status.FINISHED, rank, total=total) for bib, (rank, total) in totals.items()]
    missing = missing_ranks(rows)
    found = with_places_of_the_missing(tuple(totals), rows, RULES, missing, unplaced=False)
    (rank,) = missing
    assert found == Behind((*range(1, rank), None, *range(rank + 1, max(totals) + 1)), frozenset(unsure))
