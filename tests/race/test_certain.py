"""What is certain of a result is the same in every way in which its unknown places can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.certain import certain_of
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from tests.race.builders import fold, happens, over

BIBS = (1, 2, 3, 4, 5)
PRESETS = ("isu-2018", "isu-2014", "track-points", "scratch")


def state_of(order: list[int | None], gained: list[int], sprint: list[int | None], preset: str) -> RaceState:
    """A race of five that is official, over five laps with a sprint after two."""
    sheet = over(5, skaters=len(BIBS), sprints=(2,), preset=preset, finish=(6, 4, 2, 1))
    sprints = [happens("sprint", lap=2, order=sprint)] if sprint else []
    laps = [happens("lap_gained", bibs=gained)] if gained else []
    finish = happens("finish", order=order)
    return fold(sheet, happens("start"), *sprints, *laps, finish, happens("official"))


def filled(order: list[int | None], *, open_behind: bool) -> Iterator[list[int | None]]:
    """Every way in which the unknown places of an order can be filled, all, some or none, and more behind it."""
    missing = [bib for bib in BIBS if bib not in order]
    places = [index for index, bib in enumerate(order) if bib is None]
    if open_behind:
        places += range(len(order), len(order) + len(missing))
    for count in range(min(len(places), len(missing)) + 1):
        for at in combinations(places, count):
            for bibs in permutations(missing, count):
                whole: list[int | None] = [*order, *(None for _ in missing)]
                for index, bib in zip(at, bibs, strict=True):
                    whole[index] = bib
                yield whole


orders = st.permutations(BIBS).flatmap(
    lambda bibs: st.tuples(st.lists(st.booleans(), min_size=5, max_size=5), st.integers(2, 5)).map(
        lambda drawn: [bib if known else None for bib, known in zip(bibs, drawn[0], strict=True)][: drawn[1]]
    )
)
"""The first of an order, with unknown places."""


@given(orders, st.lists(st.sampled_from(BIBS), max_size=2, unique=True), st.sampled_from(PRESETS))
def test_no_way_to_fill_the_places_over_the_line_changes_what_is_certain(
    order: list[int | None], gained: list[int], preset: str
) -> None:
    state = state_of(order, gained, [1, 2, 3], preset)
    rows = standings(state)
    certain = certain_of(state, rows)
    sure = [row.bib for row in rows[: certain.rows]]
    totals = {row.bib: row.total for row in rows if row.bib not in certain.open_totals}
    for whole in filled(order, open_behind=True):
        others = standings(state_of(whole, gained, [1, 2, 3], preset))
        assert [row.bib for row in others[: certain.rows]] == sure
        assert all(row.total == totals.get(row.bib, row.total) for row in others)


@given(orders, st.permutations(BIBS))
def test_no_way_to_fill_the_places_at_a_sprint_changes_what_is_certain(
    sprint: list[int | None], order: list[int]
) -> None:
    state = state_of(list(order), [], sprint, "isu-2018")
    rows = standings(state)
    certain = certain_of(state, rows)
    for whole in filled(sprint, open_behind=False):
        others = standings(state_of(list(order), [], whole[: len(sprint)], "isu-2018"))
        assert [row.bib for row in others[: certain.rows]] == [row.bib for row in rows[: certain.rows]]


@pytest.mark.parametrize(("order", "rows"), [([None, 2], 0), ([1, None, 2], 1), ([1, 2, 3, None, 5], 3)])
def test_it_is_as_much_as_is_known(order: list[int | None], rows: int) -> None:
    state = state_of(order, [], [1, 2, 3], "isu-2018")
    assert certain_of(state, standings(state)).rows == rows


def test_of_a_result_without_an_unknown_place_all_is_certain() -> None:
    state = state_of([5, 4, 3, 2, 1], [], [1, 2, 3], "isu-2018")
    assert certain_of(state, standings(state)) == (5, frozenset())
