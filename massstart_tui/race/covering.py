"""How many skaters can get what they need from rounds that give each of them at most one prize: exact.

A round has a prize for each who takes part in it, nought included. Everyone gets one prize of every round they take
part in, and is satisfied when their prizes add up to their need. `Covering.most` finds the most who can be satisfied.

The argument. (1) Of two skaters who take part in the same rounds, the one with the smaller need can take the prizes of
the other: so k of a kind can be satisfied where the k with the smallest needs can. (2) Who is satisfied can swap a
prize with who is not and has a larger one: so these k hold the k largest prizes of each round. (3) All of them then get
the smallest of those k at least: it is taken off the prizes and off the needs. (4) What is left of a prize above the
largest need counts as that need. (5) Whoever needs nothing any more is left out; the one who needs most is given, in
turn, every choice of prizes of which none can be swapped for the next smaller one, and the rest is the same question
again: a bin completion (Korf, "A new algorithm for optimal bin packing", AAAI 2002; for covering, Fukunaga and Korf,
JAIR 28, 2007). (6) A question is answered no at once where needs and prizes, both cut off at any height, add up to more
needs than prizes: the counting argument of Schwartz (SIAM Review 8, 1966) for teams that can still win a league.

With one round this is sorting; with two rounds of as many different prizes as skaters it is numerical matching with
target sums, which is NP-complete (Garey and Johnson 1979, SP17; Kern and Paulusma, Discrete Applied Mathematics 108,
2001, found the same of football's three points). So the work is bounded by the number of prizes above nought, which
the rules fix, and not by the number of skaters: more of those only lengthen the sorted lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, NamedTuple

MOST_STEPS: Final = 200_000
"""So many steps take some seconds."""


class Stopped(Exception):
    """Nobody wants the answer any more."""


class TooLong(Exception):
    """The answers take more steps than anybody waits for."""


class Round(NamedTuple):
    """The prizes of a round, largest first, one for each who takes part: every kind but those ``barred``."""

    prizes: tuple[int, ...]
    barred: frozenset[int] = frozenset()


class EqualSkaters(NamedTuple):
    """Skaters who take part in the same rounds, by what each of them needs, smallest first."""

    kind: int
    needs: tuple[int, ...]


Need = tuple[int, int]
"""How much, and of which kind."""
_Prizes = tuple[Round, ...]
_Choice = tuple[int, ...]
"""A prize of each round, nought for none."""


class Covering:
    """Answers one question after another, and remembers what it has found."""

    def __init__(self, stop: Callable[[], bool] | None = None) -> None:
        """Ask ``stop`` now and then whether to give up, which raises Stopped; after MOST_STEPS, TooLong is raised."""
        self._stop = stop
        self._steps = 0
        self._known: dict[tuple[tuple[Need, ...], _Prizes], bool] = {}

    def most(self, kinds: tuple[EqualSkaters, ...], rounds: tuple[Round, ...]) -> int:
        """The most skaters who can all be satisfied."""
        low, high = 0, sum(len(kind.needs) for kind in kinds)
        while low < high:
            middle = (low + high + 1) // 2
            if self.can(kinds, rounds, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def can(self, kinds: tuple[EqualSkaters, ...], rounds: tuple[Round, ...], wanted: int) -> bool:
        """Whether so many skaters can all be satisfied; more of them never where fewer cannot."""
        if wanted <= 0:
            return True
        return any(self._can_these(chosen, rounds) for chosen in _choices(kinds, wanted))

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooLong
        if self._stop is not None and self._stop():
            raise Stopped

    def _can_these(self, chosen: tuple[EqualSkaters, ...], rounds: tuple[Round, ...]) -> bool:
        """Whether all of ``chosen`` can be satisfied: they hold the largest prizes of each round."""
        self._step()
        left = []
        floors = dict.fromkeys((kind.kind for kind in chosen), 0)
        for prizes, barred in rounds:
            takers = sum(len(kind.needs) for kind in chosen if kind.kind not in barred)
            if not takers:
                continue
            floor = prizes[takers - 1]
            left.append(Round(tuple(prize - floor for prize in prizes[:takers] if prize > floor), barred))
            for kind in floors:
                floors[kind] += 0 if kind in barred else floor
        needs = [(need - floors[kind.kind], kind.kind) for kind in chosen for need in kind.needs]
        return self._cover(tuple(sorted((need for need in needs if need[0] > 0), reverse=True)), tuple(left))

    def _cover(self, needs: tuple[Need, ...], rounds: _Prizes) -> bool:
        """Whether all ``needs``, largest first and above nought, can be met from prizes above nought."""
        if not needs:
            return True
        rounds = _no_more_than_needed(needs, rounds)
        if not _adds_up(needs, rounds):
            return False
        if needs[0][0] == 1 and not any(prizes.barred for prizes in rounds):
            return True
        question = (needs, rounds)
        if question not in self._known:
            self._step()
            self._known[question] = any(self._cover(needs[1:], left) for left in _completions(needs[0], rounds))
        return self._known[question]


def _choices(kinds: tuple[EqualSkaters, ...], wanted: int) -> Iterator[tuple[EqualSkaters, ...]]:
    """Every way to take ``wanted`` skaters: of each kind those with the smallest needs."""
    first, *others = kinds
    for taken in product(*(range(min(wanted, len(kind.needs)), -1, -1) for kind in others)):
        of_first = wanted - sum(taken)
        if 0 <= of_first <= len(first.needs):
            both = zip(kinds, (of_first, *taken), strict=True)
            yield tuple(EqualSkaters(kind.kind, kind.needs[:count]) for kind, count in both if count)


def _no_more_than_needed(needs: tuple[Need, ...], rounds: _Prizes) -> _Prizes:
    """As many prizes of each round as there are needs, each worth the largest need at most; like rounds together."""
    most, count = needs[0][0], len(needs)
    cut = (Round(tuple([min(prize, most) for prize in prizes[:count]]), barred) for prizes, barred in rounds if prizes)
    return tuple(sorted(cut, key=lambda round_: (round_.prizes, sorted(round_.barred))))


def _adds_up(needs: tuple[Need, ...], rounds: _Prizes) -> bool:
    """Whether, cut off at the height of any need, there is as much in the prizes as is needed."""
    for height in {need for need, _ in needs}:
        wanted = sum([min(need, height) for need, _ in needs])
        if wanted > sum([min(prize, height) for prizes, _ in rounds for prize in prizes]):
            return False
    return True


class _Open(NamedTuple):
    """A round as one skater can draw on it: its different prizes, and the most that it and those behind it can give."""

    prizes: tuple[int, ...]
    reach: int
    like_the_one_before: bool


def _completions(need: Need, rounds: _Prizes) -> list[_Prizes]:
    """What is left of ``rounds`` after each choice of prizes that just meets ``need``, the least wasteful first."""
    amount, kind = need
    opened: list[_Open] = []
    reach = 0
    for at in reversed(range(len(rounds))):
        prizes = () if kind in rounds[at].barred else tuple(dict.fromkeys(rounds[at].prizes))
        reach += prizes[0] if prizes else 0
        opened.insert(0, _Open(prizes, reach, at > 0 and rounds[at] == rounds[at - 1]))
    return [_without(rounds, chosen) for _, _, chosen in sorted(_just_enough(amount, opened, ()))]


def _just_enough(amount: int, opened: list[_Open], chosen: _Choice) -> Iterator[tuple[int, int, _Choice]]:
    """Each choice that cannot be smaller, as (waste, how many prizes, the choice)."""
    at = len(chosen)
    if at == len(opened):
        steps = (_step_down(prize, round_.prizes) for prize, round_ in zip(chosen, opened, strict=True) if prize)
        if amount <= 0 and all(amount + step > 0 for step in steps):
            yield (-amount, sum(1 for prize in chosen if prize), chosen)
    elif opened[at].reach >= amount:
        for prize in (*opened[at].prizes, 0):
            if not (opened[at].like_the_one_before and prize > chosen[-1]):
                yield from _just_enough(amount - prize, opened, (*chosen, prize))


def _step_down(prize: int, prizes: tuple[int, ...]) -> int:
    """How much less the next smaller prize of the round is."""
    behind = prizes.index(prize) + 1
    return prize - (prizes[behind] if behind < len(prizes) else 0)


def _without(rounds: _Prizes, chosen: _Choice) -> _Prizes:
    left = []
    for (prizes, barred), prize in zip(rounds, chosen, strict=True):
        at = prizes.index(prize) if prize else len(prizes)
        left.append(Round(prizes[:at] + prizes[at + 1 :], barred))
    return tuple(left)
