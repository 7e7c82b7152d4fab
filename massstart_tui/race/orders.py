"""Orders of skaters, as a sprint or a finish has them."""

from __future__ import annotations

from collections.abc import Iterable

Place = int | tuple[int, ...] | None
"""One place of an order: a bib, the bibs of a dead heat, or None where nobody published who it was."""


def members(place: Place) -> tuple[int, ...]:
    """The bibs that share a place: one, several in a dead heat, none where it is unknown."""
    if place is None:
        return ()
    return place if isinstance(place, tuple) else (place,)


def bibs_in(order: Iterable[Place]) -> tuple[int, ...]:
    """Every bib of an order, the members of a dead heat one after the other, unknown places left out."""
    return tuple(bib for place in order for bib in members(place))
