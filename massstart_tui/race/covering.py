"""Compute exactly how many skaters can reach the points they need, in rounds that give each of them at most one prize.

A round has a prize for each skater who takes part in it; a prize may be 0. Every skater gets one prize of each round
they take part in, and is satisfied when the sum of their prizes reaches their need. `Covering.most` finds the largest
number of skaters who can be satisfied together.

The argument:

(1) Of two skaters who take part in the same rounds, the one with the smaller need can take the prizes of the other. So
k skaters of a kind can be satisfied if and only if the k with the smallest needs can.

(2) A satisfied skater can swap a prize with an unsatisfied skater who holds a larger one. So these k hold the k largest
prizes of each round.

(3) Each of them then gets at least the smallest of those k prizes. It is subtracted from the prizes and from the needs.

(4) What is left of a prize beyond the largest need counts as that need.

(5) A skater who needs nothing more is left out. The skater who needs most is given, in turn, every choice of prizes in
which none could be replaced by the next smaller one, and the rest is the same question again. This is bin completion
(Korf, "A new algorithm for optimal bin packing", AAAI 2002; for covering, Fukunaga and Korf, JAIR 28, 2007).

(6) The answer is no at once if needs and prizes, both cut off at any height, add up to more needs than prizes. This is
the counting argument of Schwartz (SIAM Review 8, 1966) for teams that can still win a league.

With one round this is sorting. With two rounds of as many different prizes as skaters it is numerical matching with
target sums, which is NP-complete (Garey and Johnson 1979, SP17; Kern and Paulusma, Discrete Applied Mathematics 108,
2001, found the same for football's three points). Therefore the work is bounded by the number of prizes above 0, which
the rules fix, and not by the number of skaters: more skaters only lengthen the sorted lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, NamedTuple

MOST_STEPS: Final = 200_000
"""The most steps of the search before TooLong is raised; these take some seconds."""


class Stopped(Exception):
    """Raised when the caller's ``stop`` function returns true."""


class TooLong(Exception):
    """Raised when the search has taken MOST_STEPS steps."""


class Round(NamedTuple):
    """The prizes of a round, largest first, one for each skater who takes part: all kinds except ``barred``."""

    prizes: tuple[int, ...]
    barred: frozenset[int] = frozenset()


class EqualSkaters(NamedTuple):
    """The skaters of one ``kind``, who take part in the same rounds, as the need of each, smallest first."""

    kind: int
    needs: tuple[int, ...]


Need = tuple[int, int]
"""A need in points, and the kind of the skater who has it."""
_Prizes = tuple[Round, ...]
_Choice = tuple[int, ...]
"""One prize of each round for one skater; 0 for none."""


class Covering:
    """The search; it keeps its answers, so that later questions reuse them."""

    def __init__(self, stop: Callable[[], bool] | None = None) -> None:
        """Prepare a search; ``stop`` is called at each step, and if it returns true, Stopped is raised.

        All questions together may take MOST_STEPS steps; then TooLong is raised.
        """
        self._stop = stop
        self._steps = 0
        self._known: dict[tuple[tuple[Need, ...], _Prizes], bool] = {}

    def most(self, kinds: tuple[EqualSkaters, ...], rounds: tuple[Round, ...]) -> int:
        """Return the largest number of skaters who can all be satisfied."""
        # Where n can be satisfied, fewer can as well: so bisection finds the largest n.
        low, high = 0, sum(len(kind.needs) for kind in kinds)
        while low < high:
            middle = (low + high + 1) // 2
            if self.can(kinds, rounds, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def can(self, kinds: tuple[EqualSkaters, ...], rounds: tuple[Round, ...], wanted: int) -> bool:
        """Return whether ``wanted`` skaters can all be satisfied; if so, any smaller number can as well."""
        if wanted <= 0:
            return True
        # (1): only how many of each kind are satisfied is open, not which.
        return any(self._can_these(chosen, rounds) for chosen in _choices(kinds, wanted))

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooLong
        if self._stop is not None and self._stop():
            raise Stopped

    def _can_these(self, chosen: tuple[EqualSkaters, ...], rounds: tuple[Round, ...]) -> bool:
        """Return whether all of ``chosen`` can be satisfied; they hold the largest prizes of each round: (2), (3)."""
        self._step()
        left = []
        floors = dict.fromkeys((kind.kind for kind in chosen), 0)
        for prizes, barred in rounds:
            takers = sum(len(kind.needs) for kind in chosen if kind.kind not in barred)
            if not takers:
                continue
            # (3): each of the takers gets at least the smallest of the largest prizes.
            floor = prizes[takers - 1]
            left.append(Round(tuple(prize - floor for prize in prizes[:takers] if prize > floor), barred))
            for kind in floors:
                floors[kind] += 0 if kind in barred else floor
        needs = [(need - floors[kind.kind], kind.kind) for kind in chosen for need in kind.needs]
        return self._cover(tuple(sorted((need for need in needs if need[0] > 0), reverse=True)), tuple(left))

    def _cover(self, needs: tuple[Need, ...], rounds: _Prizes) -> bool:
        """Return whether prizes above 0 can meet all ``needs``, which are above 0 and in falling order: (4) to (6)."""
        if not needs:
            return True
        rounds = _no_more_than_needed(needs, rounds)
        if not _adds_up(needs, rounds):
            return False
        # Every need is 1, and every prize meets one; `_adds_up` has counted that there are enough.
        if needs[0][0] == 1 and not any(prizes.barred for prizes in rounds):
            return True
        question = (needs, rounds)
        if question not in self._known:
            self._step()
            self._known[question] = any(self._cover(needs[1:], left) for left in _completions(needs[0], rounds))
        return self._known[question]


def _choices(kinds: tuple[EqualSkaters, ...], wanted: int) -> Iterator[tuple[EqualSkaters, ...]]:
    """Yield every way to choose ``wanted`` skaters, of each kind those with the smallest needs: (1)."""
    first, *others = kinds
    for taken in product(*(range(min(wanted, len(kind.needs)), -1, -1) for kind in others)):
        of_first = wanted - sum(taken)
        if 0 <= of_first <= len(first.needs):
            both = zip(kinds, (of_first, *taken), strict=True)
            yield tuple(EqualSkaters(kind.kind, kind.needs[:count]) for kind, count in both if count)


def _no_more_than_needed(needs: tuple[Need, ...], rounds: _Prizes) -> _Prizes:
    """Return the rounds with at most one prize per need, each cut to the largest need, in a fixed order.

    The order brings equal rounds together and makes equal questions equal keys of the cache.
    """
    most, count = needs[0][0], len(needs)
    cut = (Round(tuple([min(prize, most) for prize in prizes[:count]]), barred) for prizes, barred in rounds if prizes)
    return tuple(sorted(cut, key=lambda round_: (round_.prizes, sorted(round_.barred))))


def _adds_up(needs: tuple[Need, ...], rounds: _Prizes) -> bool:
    """Return whether, for every height of a need, prizes cut off there add up to the needs cut off there."""
    for height in {need for need, _ in needs}:
        wanted = sum([min(need, height) for need, _ in needs])
        if wanted > sum([min(prize, height) for prizes, _ in rounds for prize in prizes]):
            return False
    return True


class _Open(NamedTuple):
    """A round as one skater can draw on it.

    ``prizes`` are its different prizes, and ``reach`` is the most that this round and the following ones can give
    together. ``like_the_one_before`` says that the round equals the one before it.
    """

    prizes: tuple[int, ...]
    reach: int
    like_the_one_before: bool


def _completions(need: Need, rounds: _Prizes) -> list[_Prizes]:
    """Return what is left of ``rounds`` after each choice that just meets ``need``, the least wasteful first."""
    amount, kind = need
    opened: list[_Open] = []
    reach = 0
    for at in reversed(range(len(rounds))):
        prizes = () if kind in rounds[at].barred else tuple(dict.fromkeys(rounds[at].prizes))
        reach += prizes[0] if prizes else 0
        opened.insert(0, _Open(prizes, reach, at > 0 and rounds[at] == rounds[at - 1]))
    return [_without(rounds, chosen) for _, _, chosen in sorted(_just_enough(amount, opened, ()))]


def _just_enough(amount: int, opened: list[_Open], chosen: _Choice) -> Iterator[tuple[int, int, _Choice]]:
    """Yield each choice of which no prize can be made smaller, as (waste, number of prizes, choice)."""
    at = len(chosen)
    if at == len(opened):
        steps = (_step_down(prize, round_.prizes) for prize, round_ in zip(chosen, opened, strict=True) if prize)
        if amount <= 0 and all(amount + step > 0 for step in steps):
            yield (-amount, sum(1 for prize in chosen if prize), chosen)
    elif opened[at].reach >= amount:
        for prize in (*opened[at].prizes, 0):
            # Of equal rounds only choices in falling order are tried: a permutation leaves the same rest.
            if not (opened[at].like_the_one_before and prize > chosen[-1]):
                yield from _just_enough(amount - prize, opened, (*chosen, prize))


def _step_down(prize: int, prizes: tuple[int, ...]) -> int:
    """Return how much smaller the next smaller prize of the round is."""
    behind = prizes.index(prize) + 1
    return prize - (prizes[behind] if behind < len(prizes) else 0)


def _without(rounds: _Prizes, chosen: _Choice) -> _Prizes:
    """Return the rounds without one ``chosen`` prize each."""
    left = []
    for (prizes, barred), prize in zip(rounds, chosen, strict=True):
        at = prizes.index(prize) if prize else len(prizes)
        left.append(Round(prizes[:at] + prizes[at + 1 :], barred))
    return tuple(left)
