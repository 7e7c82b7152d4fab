"""A cache of what was computed from an object that never changes, which is found again by its identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

Of = TypeVar("Of")
Found = TypeVar("Found")

MOST: Final = 16
"""The number of objects in a cache, which keeps them alive."""


class ByIdentity(Generic[Of, Found]):
    """Calls ``compute`` once for each of the latest objects.

    Unlike with `functools.lru_cache`, finding a result takes no longer for a large tuple than for a small one. An equal
    object is another one. Several threads may call it.
    """

    def __init__(self, compute: Callable[[Of], Found]) -> None:
        """Begin with nothing computed."""
        self._compute = compute
        self._kept: tuple[tuple[Of, Found], ...] = ()

    def __call__(self, of: Of) -> Found:
        """Return what is computed from ``of``."""
        for kept, found in self._kept:
            if kept is of:
                return found
        found = self._compute(of)
        self._kept = (of, found), *self._kept[: MOST - 1]
        return found
