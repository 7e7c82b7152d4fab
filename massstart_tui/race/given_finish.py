"""Hold the places at the finish that events give, so that one more costs the same however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from massstart_tui.race.state import FinishPlace


class GivenFinish:
    """The places over the line while events are folded: those that events give, and those fixed before them.

    A place without an event (its ``seq`` is None) was fixed from crossings, and an event that names its skaters
    replaces it.
    """

    def __init__(self, places: tuple[FinishPlace, ...] = ()) -> None:
        """Begin with these ``places``, first to last."""
        self._places = places
        # Since ``places`` was last asked for: each one alone would copy all before it.
        self._more: list[FinishPlace] = []
        self._known: list[FinishPlace] = []
        self._bibs: set[int] = set()
        self._confirmed: set[int] = set()
        self._note(places)

    def __bool__(self) -> bool:
        """Return whether there is any place."""
        return bool(self._places or self._more)

    @property
    def places(self) -> tuple[FinishPlace, ...]:
        """All places, first to last."""
        if self._more:
            self._places, self._more = (*self._places, *self._more), []
        return self._places

    @property
    def known(self) -> Sequence[FinishPlace]:
        """The places whose skaters are known, first to last."""
        return self._known

    @property
    def bibs(self) -> Set[int]:
        """Everybody who has a place."""
        return self._bibs

    @property
    def confirmed(self) -> Set[int]:
        """Everybody to whom an event gives a place."""
        return self._confirmed

    @property
    def first(self) -> int | None:
        """The first skater of the first known place."""
        return self._known[0].bibs[0] if self._known else None

    def add(self, places: Iterable[FinishPlace]) -> None:
        """Add ``places`` behind the others."""
        more = tuple(places)
        self._more += more
        self._note(more)

    def without_fixed(self, bibs: Set[int]) -> GivenFinish:
        """Return these places without those fixed from crossings for one of ``bibs``, whom no event has placed yet."""
        if bibs.isdisjoint(self._bibs):
            return self
        return GivenFinish(tuple(p for p in self.places if p.seq is not None or bibs.isdisjoint(p.bibs)))

    def _note(self, places: tuple[FinishPlace, ...]) -> None:
        for place in places:
            if place.bibs:
                self._known.append(place)
                self._bibs.update(place.bibs)
            if place.seq is not None:
                self._confirmed.update(place.bibs)
