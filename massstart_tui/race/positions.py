"""Keep track of who skates together, who attacked and who fell, while a race is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from massstart_tui.race.grouping import Grouping, grouping_of
from massstart_tui.race.mutable_race import MutableRace

if TYPE_CHECKING:
    from massstart_tui.race.events import Groups


class Positions(MutableRace):
    """The part of the fold that knows who skates together: a `groups` event says it, and later events change it."""

    def all_racing(self) -> tuple[int, ...]:
        """Return the bibs of all who are still racing, in the order of the start sheet."""
        gone = {bib for place in self.line_finish for bib in place.bibs}.union(self.given.bibs, self.exits)
        return tuple(skater.bib for skater in self.sheet.skaters if skater.bib not in gone)

    def group(self, event: Groups) -> None:
        """Take over the groups of ``event``, and from them who is away.

        All skaters of a group ahead of the bunch are away if one of them was; nobody in another group is away any more.
        """
        self.groups, self.gaps, self.groups_seq = event.groups, event.gaps or (), event.seq
        if self.away:
            ahead = grouping_of(self.groups, self.gaps, self.all_racing(), self.down).ahead_of_the_bunch(
                self.away, self.down
            )
            self.away = with_bibs((), (b for group in ahead if not set(self.away).isdisjoint(group) for b in group))

    def attack(self, bibs: tuple[int, ...]) -> None:
        """Record that these are away from the bunch, and so not down any more."""
        self.away = with_bibs(self.away, bibs)
        self._move(bibs, Grouping.attacked)
        self.down = without_bibs(self.down, bibs)

    def catch(self, bibs: tuple[int, ...]) -> None:
        """Record that the bunch caught these, and so whoever chased them and is not away either."""
        self.join_the_bunch(with_bibs(bibs, self._chasers_of(bibs)))

    def rejoin(self, bibs: tuple[int, ...]) -> None:
        """Record that these are back in the bunch after a fall."""
        self.join_the_bunch(bibs)
        self.down = without_bibs(self.down, bibs)

    def join_the_bunch(self, bibs: tuple[int, ...]) -> None:
        """Record that these skate with the bunch: they were caught, gained a lap, or are back after a fall."""
        self.away = without_bibs(self.away, bibs)
        self._move(bibs, lambda grouping, moved: grouping.joined(moved, self.away, self.down))

    def fall(self, bibs: tuple[int, ...]) -> None:
        """Record that these are down, behind everyone else."""
        self.away = without_bibs(self.away, bibs)
        self._move(bibs, lambda grouping, moved: grouping.left_behind(moved, self.down))
        self.down = with_bibs(self.down, bibs)

    def _chasers_of(self, bibs: tuple[int, ...]) -> tuple[int, ...]:
        """Return who skates in a group between these and the bunch, without those who are away themselves."""
        if not self.groups:
            return ()
        ice = grouping_of(self.groups, self.gaps, self.all_racing(), self.down)
        ahead = ice.ahead_of_the_bunch(self.away, self.down)
        first = next((at for at, group in enumerate(ahead) if not set(bibs).isdisjoint(group)), len(ahead))
        return tuple(bib for group in ahead[first + 1 :] for bib in group if bib not in self.away)

    def _move(self, bibs: tuple[int, ...], move: Callable[[Grouping, tuple[int, ...]], Grouping]) -> None:
        """Apply ``move`` to the groups, if there are any, for those of ``bibs`` who are still racing."""
        if not self.groups:
            return
        racing = self.all_racing()
        if moved := tuple(bib for bib in bibs if bib in racing):
            before = grouping_of(self.groups, self.gaps, racing, self.down)
            self.groups, self.gaps = after = move(before, moved)
            # The event's own account of the front is outdated once another group leads, or by another gap.
            if (before.groups[0], before.gaps[1:2]) != (after.groups[0], after.gaps[1:2]):
                self.groups_seq = None


def with_bibs(bibs: tuple[int, ...], more: Iterable[int]) -> tuple[int, ...]:
    """Return ``bibs`` followed by those of ``more`` that are not among them."""
    return tuple(dict.fromkeys((*bibs, *more)))


def without_bibs(bibs: tuple[int, ...], fewer: tuple[int, ...]) -> tuple[int, ...]:
    """Return ``bibs`` without ``fewer``."""
    return tuple(bib for bib in bibs if bib not in fewer)
