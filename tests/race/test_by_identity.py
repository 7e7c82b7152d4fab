"""Tests of the cache that finds an object by its identity."""

from __future__ import annotations

from massstart_tui.race.by_identity import MOST, ByIdentity


def a_tuple(first: int) -> tuple[int, ...]:
    """Return a tuple that is no other object's, although others may be equal to it."""
    return (first, 2, 3)


def test_an_object_is_worked_out_once_and_an_equal_one_again() -> None:
    asked: list[tuple[int, ...]] = []

    def total(of: tuple[int, ...]) -> int:
        asked.append(of)
        return sum(of)

    cached = ByIdentity(total)
    one, equal = a_tuple(1), a_tuple(1)
    assert [cached(one), cached(one), cached(equal), cached(one)] == [6, 6, 6, 6]
    assert len(asked) == 2
    assert asked[0] is one
    assert asked[1] is equal


def test_no_answer_is_that_of_an_object_that_is_gone() -> None:
    cached: ByIdentity[tuple[int, ...], int] = ByIdentity(sum)
    # Each is gone at once for all but the cache, so that another would soon be at the same place in memory.
    assert all(cached(a_tuple(first)) == first + 5 for first in range(20 * MOST))
