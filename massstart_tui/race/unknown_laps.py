"""Compute between which ranks skaters are who did not complete the distance, where the laps of one are unknown.

Such skaters are ranked by laps completed. One who left after an unknown number of laps has completed at least the laps
up to the last sprint in whose order they are, and not the whole distance. Where nobody counted laps, skaters stay in
the order in which they left; but who was told to be out after the finish had begun can have left at any time before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from massstart_tui.race.reachable_ranks import Ranks
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.tally import Ranked

_RANKED_LAST: Final = (Status.DISQUALIFIED, Status.DNS)


class _Known(Enum):
    """What is known of when a skater left: the laps, the place among those who left, or nothing."""

    LAPS = auto()
    ORDER = auto()
    NOTHING = auto()


class StoppedShort(NamedTuple):
    """A skater who did not complete the distance, and how far they came.

    ``least`` and ``most`` are the smallest and the largest number of half laps that they can have completed, counted as
    in `Tally.half_laps`. ``key`` orders skaters of whom the same is ``known``.
    """

    bib: int
    key: tuple[float, ...]
    known: _Known
    least: int
    most: int


class Ahead(NamedTuple):
    """The bibs of those ranked ahead of a given skater, among all who did not complete the distance.

    ``surely`` are ahead whatever the unknown laps are; ``perhaps`` are ahead for some of these laps only.
    """

    surely: frozenset[int]
    perhaps: frozenset[int]


def stopped_with_unknown_laps(state: RaceState, ranked: Sequence[Ranked]) -> list[StoppedShort]:
    """Return those who did not complete the distance, first to last.

    ``ranked`` are all skaters in the order of the classification. The list is empty if all laps are known, or if the
    rules do not rank by laps.
    """
    short = _short(ranked)
    if "laps" not in state.rules.ranking or all(one.entry.laps is not None for one in short):
        return []
    return [_stopped(state, one) for one in short]


def ahead_by_unknown_laps(state: RaceState, ranked: Sequence[Ranked]) -> Mapping[int, Ahead]:
    """Return who is ahead of each of `stopped_with_unknown_laps`, by bib."""
    stopped = stopped_with_unknown_laps(state, ranked)
    return {
        me.bib: Ahead(
            frozenset(other.bib for other in stopped if _surely_ahead(other, me)),
            frozenset(other.bib for other in stopped if other is not me and _perhaps_ahead(other, me)),
        )
        for me in stopped
    }


def ranks_by_unknown_laps(state: RaceState, ranked: Sequence[Ranked]) -> Mapping[int, Ranks]:
    """Return the best and the worst rank of `stopped_with_unknown_laps` by bib, in a race that is over.

    It counts what `ahead_by_unknown_laps` names, without comparing each with each.
    """
    stopped = stopped_with_unknown_laps(state, ranked)
    if not stopped:
        return {}
    first = 1 + ranked.index(_short(ranked)[0])
    keys = {known: sorted(one.key for one in stopped if one.known is known) for known in _Known}
    least = {known: sorted(one.least for one in stopped if one.known is known) for known in _Known}
    most = {known: sorted(one.most for one in stopped if one.known is known) for known in _Known}
    found = {}
    for me in stopped:
        in_order = 0 if me.known is _Known.NOTHING else bisect_left(keys[me.known], me.key)
        others = [known for known in _Known if known is not me.known or known is _Known.NOTHING]
        surely = sum(len(least[known]) - bisect_right(least[known], me.most) for known in others)
        perhaps = sum(len(most[known]) - bisect_left(most[known], me.least) for known in others)
        # Where nothing is known, a skater is among those who are perhaps ahead.
        itself = me.known is _Known.NOTHING
        found[me.bib] = Ranks(first + in_order + surely, first + in_order + perhaps - itself)
    return found


def _short(ranked: Sequence[Ranked]) -> list[Ranked]:
    return [one for one in ranked if one.entry.stopped_short and one.entry.status not in _RANKED_LAST]


def _stopped(state: RaceState, one: Ranked) -> StoppedShort:
    bib, half_laps = one.entry.bib, one.entry.half_laps
    if one.entry.laps is not None:
        return StoppedShort(bib, one.key, _Known.LAPS, half_laps, half_laps)
    lapped = one.entry.status is Status.LAPPED
    # Told after the finish, with the laps of the leader, or of a lapped skater one less, in the place of their own.
    known = _Known.NOTHING if state.exits[bib].laps >= state.distance - lapped else _Known.ORDER
    # Only a lapped skater can have skated on to the end of the distance without being counted as a finisher.
    most = 2 * state.distance - (1 if lapped else 2)
    return StoppedShort(bib, one.key, known, 2 * _least_laps(state, bib), most)


def _least_laps(state: RaceState, bib: int) -> int:
    """Return the laps that crossings and the orders of sprints show this skater to have completed."""
    placed = (lap for lap, result in state.sprints.items() if any(bib in bibs for bibs in result.order))
    return max(state.laps[bib] if state.timed else 0, *placed, 0)


def _surely_ahead(first: StoppedShort, second: StoppedShort) -> bool:
    if _in_order(first, second):
        return first.key < second.key
    return first.least > second.most


def _perhaps_ahead(first: StoppedShort, second: StoppedShort) -> bool:
    if _in_order(first, second):
        return first.key < second.key
    return first.most >= second.least


def _in_order(first: StoppedShort, second: StoppedShort) -> bool:
    """Return whether the sort keys tell which of the two is ahead."""
    return first.known is second.known is not _Known.NOTHING
