"""What is certain of a classification where nobody recorded who came over the line at some of its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Score = tuple[int, float]
"""Points, turned round, and the place over the line: the smaller comes first."""


class Completed(NamedTuple):
    """Who completed the distance: points before the finish, the place over the line, None where nobody recorded it.

    Of who was lapped the place is between two that count.
    """

    bib: int
    points: int
    place: float | None


class Ranks(NamedTuple):
    """Between which ranks a skater is."""

    best: int
    worst: int


def possible_ranks(
    completed: Sequence[Completed], places: Sequence[int], points_at: Callable[[int], int]
) -> dict[int, Ranks]:
    """The ranks that each of those who completed the distance can have, by bib.

    ``places`` are those that the unrecorded can have had, at least as many as they are. The range is never too narrow;
    it may be wider than what can be where the points of the finish do not go down from each place to the next.
    """

    def scores(skater: Completed) -> list[Score]:
        held: Sequence[float] = places if skater.place is None else (skater.place,)
        return [(-skater.points - (points_at(place) if isinstance(place, int) else 0), place) for place in held]

    every = {skater.bib: sorted(scores(skater)) for skater in completed}
    unrecorded = [skater for skater in completed if skater.place is None]
    least = min((skater.points for skater in unrecorded), default=0)
    open_ = _Open(
        frozenset(skater.bib for skater in unrecorded),
        [(-least - points_at(place), place) for place in places],
        len(places) - len(unrecorded),
    )
    return {bib: _ranks(bib, every, open_) for bib in every}


class _Open(NamedTuple):
    """Who is unrecorded, what each open place gives at least, and how many places more than skaters there are."""

    skaters: frozenset[int]
    places: list[Score]
    spare: int


def _ranks(bib: int, every: dict[int, list[Score]], unrecorded: _Open) -> Ranks:
    best, worst = every[bib][0], every[bib][-1]
    others = {other: scores for other, scores in every.items() if other != bib}
    known = [scores for other, scores in others.items() if other not in unrecorded.skaters]
    open_ = [scores for other, scores in others.items() if other in unrecorded.skaters]
    # each place has one skater: some are ahead whoever they are, and no more than there are places to be ahead from
    own = best[1] if bib in unrecorded.skaters else 0
    held = sum(1 for least in unrecorded.places if least < best and least[1] != own) - unrecorded.spare
    surely = max(held, sum(1 for scores in open_ if scores[-1] < best))
    ahead = [scores for scores in open_ if scores[0] < worst]
    room = len({place for scores in ahead for points, place in scores if (points, place) < worst})
    return Ranks(
        1 + sum(1 for scores in known if scores[-1] < best) + surely,
        1 + sum(1 for scores in known if scores[0] < worst) + min(len(ahead), room),
    )
