"""Update the groups of skaters, as a `groups` event gave them, after an attack, a catch or a fall."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from massstart_tui.named_tuples import NamedTuple


class Grouping(NamedTuple):
    """The groups on the ice, front first, and for each the gap in ms to the group ahead (None: unknown)."""

    groups: tuple[tuple[int, ...], ...]
    gaps: tuple[int | None, ...]

    def without(self, bibs: Collection[int]) -> Grouping:
        """Return the grouping without these skaters. If a group becomes empty, the gaps ahead and behind are added."""
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
        # The front group is gone: the gap of the new front group was measured to it, and there is nobody ahead now.
        if gaps and groups[0][0] not in self.groups[0]:
            gaps[0] = None
        return Grouping(tuple(groups), tuple(gaps))

    def with_group(self, bibs: tuple[int, ...], at: int) -> Grouping:
        """Return the grouping with one more group, behind ``at`` others. Its gap and that of the next are unknown."""
        gaps = (*self.gaps[:at], None, *(None for _ in self.gaps[at : at + 1]), *self.gaps[at + 1 :])
        return Grouping((*self.groups[:at], bibs, *self.groups[at:]), gaps)

    def with_more_in(self, at: int, bibs: tuple[int, ...]) -> Grouping:
        """Return the grouping with these skaters added to the group behind ``at`` others."""
        return Grouping((*self.groups[:at], (*self.groups[at], *bibs), *self.groups[at + 1 :]), self.gaps)

    def bunch(self, away: Collection[int], down: Collection[int]) -> int | None:
        """Return the index of the bunch: the largest group that did not attack or fall, the hindmost of equals.

        It is None if there is no such group.
        """
        sizes = [
            (len(group), at)
            for at, group in enumerate(self.groups)
            if not set(group) <= set(away) and not set(group) <= set(down)
        ]
        return max(sizes)[1] if sizes else None

    def ahead_of_the_bunch(self, away: Collection[int], down: Collection[int]) -> tuple[tuple[int, ...], ...]:
        """Return the groups ahead of the bunch, front first; all groups if there is no bunch."""
        return self.groups[: self.bunch(away, down)]

    def attacked(self, bibs: tuple[int, ...]) -> Grouping:
        """Return the grouping with these together, ahead of the foremost group that one of them was in."""
        was_in = next((at for at, group in enumerate(self.groups) if not set(bibs).isdisjoint(group)), 0)
        return self.without(bibs).with_group(bibs, was_in)

    def joined(self, bibs: tuple[int, ...], away: Collection[int], down: Collection[int]) -> Grouping:
        """Return the grouping with these in the bunch; without a bunch, they are the bunch, at the back."""
        others = self.without(bibs)
        at = others.bunch(away, down)
        if at is None:
            return others.with_group(bibs, len(others.groups))
        # If the bunch caught the group ahead of it, it has moved up, and the measured gap no longer holds.
        same = others.gaps[at] in self.gaps_of(others.groups[at])
        gaps = (*others.gaps[:at], others.gaps[at] if same else None, *others.gaps[at + 1 :])
        return Grouping(others.with_more_in(at, bibs).groups, gaps)

    def gaps_of(self, bibs: Collection[int]) -> list[int | None]:
        """Return the gaps of the groups that these skaters are in."""
        return [gap for group, gap in zip(self.groups, self.gaps, strict=True) if not set(bibs).isdisjoint(group)]

    def with_the_fallen_behind(self, down: Collection[int]) -> Grouping:
        """Return the grouping with those who are ``down`` out of the groups of others, behind everyone else."""
        among_others = [bib for group in self.groups if not set(group) <= set(down) for bib in group if bib in down]
        return self.left_behind(tuple(among_others), down) if among_others else self

    def left_behind(self, bibs: tuple[int, ...], down: Collection[int]) -> Grouping:
        """Return the grouping with these behind everyone else, together with those already down there."""
        others = self.without(bibs)
        if others.groups and set(others.groups[-1]) <= set(down):
            return others.with_more_in(len(others.groups) - 1, bibs)
        return others.with_group(bibs, len(others.groups))


def grouping_of(
    groups: tuple[tuple[int, ...], ...],
    gaps: tuple[int | None, ...],
    racing: Iterable[int],
    down: Collection[int],
) -> Grouping:
    """Return the groups as given, restricted to those who are ``racing``.

    Skaters who left are in no group; skaters whom the groups do not name form a last group. Whoever is ``down`` is in
    no group of others, until they are back.
    """
    still = tuple(racing)
    named = {bib for group in groups for bib in group}
    rest = tuple(bib for bib in still if bib not in named)
    measured = (*gaps[: len(groups)], *(None for _ in range(len(groups) - len(gaps))))
    said = Grouping(groups, measured).without(named.difference(still))
    everyone = Grouping((*said.groups, rest), (*said.gaps, None)) if rest else said
    return everyone.with_the_fallen_behind(down)
