"""Who skates together as it was last said, kept right by what happens after that: an attack, a catch, a fall."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple


class Grouping(NamedTuple):
    """The groups on the ice, front first, and beside each the gap in ms to the group ahead (None: unknown)."""

    groups: tuple[tuple[int, ...], ...]
    gaps: tuple[int | None, ...]

    def without(self, bibs: Collection[int]) -> Grouping:
        """These are in no group. Behind a group that is left empty, the two gaps are one."""
        groups: list[tuple[int, ...]] = []
        gaps: list[int | None] = []
        carried: int | None = 0
        for group, gap in zip(self.groups, self.gaps, strict=True):
            stays = tuple(bib for bib in group if bib not in bibs)
            whole = None if gap is None or carried is None else gap + carried
            if stays:
                groups.append(stays)
                gaps.append(whole)
            carried = 0 if stays else whole
        if gaps and groups[0][0] not in self.groups[0]:
            gaps[0] = None
        return Grouping(tuple(groups), tuple(gaps))

    def with_group(self, bibs: tuple[int, ...], at: int) -> Grouping:
        """One more group, with so many ahead of it. Nobody has measured it yet, nor the group behind it."""
        gaps = (*self.gaps[:at], None, *(None for _ in self.gaps[at : at + 1]), *self.gaps[at + 1 :])
        return Grouping((*self.groups[:at], bibs, *self.groups[at:]), gaps)

    def with_more_in(self, at: int, bibs: tuple[int, ...]) -> Grouping:
        """These are in the group that has so many ahead of it."""
        return Grouping((*self.groups[:at], (*self.groups[at], *bibs), *self.groups[at + 1 :]), self.gaps)

    def bunch(self, away: Collection[int], down: Collection[int]) -> int | None:
        """Which group is the bunch: the largest of those that did not attack and did not fall, of equals the hindmost.

        None where there is none.
        """
        sizes = [
            (len(group), at)
            for at, group in enumerate(self.groups)
            if not set(group) <= set(away) and not set(group) <= set(down)
        ]
        return max(sizes)[1] if sizes else None

    def ahead_of_the_bunch(self, away: Collection[int], down: Collection[int]) -> tuple[tuple[int, ...], ...]:
        """The groups ahead of the bunch, front first; all of them where there is no bunch."""
        return self.groups[: self.bunch(away, down)]

    def attacked(self, bibs: tuple[int, ...]) -> Grouping:
        """These are together, ahead of the foremost group that one of them was in."""
        was_in = next((at for at, group in enumerate(self.groups) if not set(bibs).isdisjoint(group)), 0)
        return self.without(bibs).with_group(bibs, was_in)

    def joined(self, bibs: tuple[int, ...], away: Collection[int], down: Collection[int]) -> Grouping:
        """These are in the bunch, or are the bunch, at the back, where there was none."""
        others = self.without(bibs)
        at = others.bunch(away, down)
        if at is None:
            return others.with_group(bibs, len(others.groups))
        # where the bunch caught the group ahead of it, it has moved up, and the gap is not what was measured any more
        same = others.gaps[at] in self.gaps_of(others.groups[at])
        gaps = (*others.gaps[:at], others.gaps[at] if same else None, *others.gaps[at + 1 :])
        return Grouping(others.with_more_in(at, bibs).groups, gaps)

    def gaps_of(self, bibs: Collection[int]) -> list[int | None]:
        """The gaps to the group ahead of the groups that these are in."""
        return [gap for group, gap in zip(self.groups, self.gaps, strict=True) if not set(bibs).isdisjoint(group)]

    def left_behind(self, bibs: tuple[int, ...], down: Collection[int]) -> Grouping:
        """These are behind everyone else, with those who lay there already."""
        others = self.without(bibs)
        if others.groups and set(others.groups[-1]) <= set(down):
            return others.with_more_in(len(others.groups) - 1, bibs)
        return others.with_group(bibs, len(others.groups))


def grouping_of(groups: tuple[tuple[int, ...], ...], gaps: tuple[int | None, ...], racing: Iterable[int]) -> Grouping:
    """The groups as said, of those who are ``racing``: who left is in none, who was not named is behind."""
    still = tuple(racing)
    named = {bib for group in groups for bib in group}
    rest = tuple(bib for bib in still if bib not in named)
    measured = (*gaps[: len(groups)], *(None for _ in range(len(groups) - len(gaps))))
    said = Grouping(groups, measured).without(named.difference(still))
    return Grouping((*said.groups, rest), (*said.gaps, None)) if rest else said
