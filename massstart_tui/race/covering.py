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

(7) Where all prizes are equal, needs are numbers of prizes. They can be met if and only if, for every k, the k largest
needs add up to at most what k skaters can hold together: of each round k prizes, or all it has (Gale, Pacific Journal
of Mathematics 7, 1957; Ryser, Canadian Journal of Mathematics 9, 1957). In a tempo race this is always so.

With one round this is sorting. With two rounds of as many different prizes as skaters it is numerical matching with
target sums, which is NP-complete (Garey and Johnson 1979, SP17; Kern and Paulusma, Discrete Applied Mathematics 108,
2001, found the same for football's three points). Therefore the work is bounded by the number of prizes above 0, which
the rules fix, and not by the number of skaters: more skaters only lengthen the sorted lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, pairwise, product
from typing import Final, NamedTuple

MOST_WORK: Final = 2_000_000
"""The work of the search before TooLong is raised: in units of about a microsecond, so one or two seconds.

It is counted and not measured, so that the same race has an outlook on every machine.
"""


class Stopped(Exception):
    """Raised when the caller's ``stop`` function returns true."""


class TooLong(Exception):
    """Raised when the search has done MOST_WORK."""


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
_ANY: Final = 1 << 62
"""A number that is larger than any prize, for where there is no bound."""
_Question = tuple[tuple[Need, ...], _Prizes]
"""Whether these prizes can meet all these needs, which are above 0 and in falling order."""


class Covering:
    """The search; it keeps its answers, so that later questions reuse them."""

    def __init__(self, stop: Callable[[], bool] | None = None) -> None:
        """Prepare a search; ``stop`` is called now and then, and if it returns true, Stopped is raised.

        All questions together may take MOST_WORK; then TooLong is raised.
        """
        self._stop = stop
        self._work = 0
        self._known: dict[_Question, bool] = {}

    def spend(self, work: int) -> None:
        """Count ``work``, in units of about a microsecond; raises TooLong and Stopped."""
        self._work += work
        if self._work > MOST_WORK:
            raise TooLong
        if self._stop is not None and self._stop():
            raise Stopped

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
        return any(self._can_these(chosen, rounds) for chosen in self._choices(kinds, wanted))

    def _choices(self, kinds: tuple[EqualSkaters, ...], wanted: int) -> Iterator[tuple[EqualSkaters, ...]]:
        """Yield every way to choose ``wanted`` skaters, of each kind those with the smallest needs: (1)."""
        first, *others = kinds
        for taken in product(*(range(min(wanted, len(kind.needs)), -1, -1) for kind in others)):
            self.spend(1)
            of_first = wanted - sum(taken)
            if 0 <= of_first <= len(first.needs):
                both = zip(kinds, (of_first, *taken), strict=True)
                yield tuple(EqualSkaters(kind.kind, kind.needs[:count]) for kind, count in both if count)

    def _can_these(self, chosen: tuple[EqualSkaters, ...], rounds: tuple[Round, ...]) -> bool:
        """Return whether all of ``chosen`` can be satisfied; they hold the largest prizes of each round: (2), (3)."""
        self.spend(sum(len(kind.needs) for kind in chosen) + sum(2 + len(prizes) // 8 for prizes, _ in rounds))
        left = []
        floors = dict.fromkeys((kind.kind for kind in chosen), 0)
        for prizes, barred in rounds:
            takers = sum(len(kind.needs) for kind in chosen if kind.kind not in barred)
            if not takers:
                continue
            # (3): each of the takers gets at least the smallest of the largest prizes.
            floor = prizes[takers - 1]
            left.append(Round(tuple([prize - floor for prize in prizes[:takers] if prize > floor]), barred))
            for kind in floors:
                floors[kind] += 0 if kind in barred else floor
        needs = [(need - floors[kind.kind], kind.kind) for kind in chosen for need in kind.needs]
        return self._cover(tuple(sorted((need for need in needs if need[0] > 0), reverse=True)), tuple(left))

    def _cover(self, needs: tuple[Need, ...], rounds: _Prizes) -> bool:
        """Return whether prizes above 0 can meet all ``needs``, which are above 0 and in falling order: (4) to (7).

        The search goes as deep as there are needs, so it keeps its path itself and does not call itself.
        """
        path: list[tuple[_Question, Iterator[_Prizes]]] = []
        answer = self._look_at(needs, rounds, path)
        while path and not answer:
            (needs, _), rests = path[-1]
            rest = next(rests, None)
            if rest is None:
                self._known[path.pop()[0]] = False
            else:
                answer = self._look_at(needs[1:], rest, path)
        self._known.update((question, True) for question, _ in path)
        return bool(answer)

    def _look_at(
        self, needs: tuple[Need, ...], rounds: _Prizes, path: list[tuple[_Question, Iterator[_Prizes]]]
    ) -> bool | None:
        """Return the answer if it is clear or known; None if not, then the question is added to ``path``."""
        if not needs:
            return True
        rounds = _no_more_than_needed(needs, rounds)
        self.spend(len(needs) + len(rounds))
        if (clear := _clear(needs, rounds)) is not None:
            return clear
        question = (needs, rounds)
        if question not in self._known:
            path.append((question, self._completions(needs[0], rounds)))
        return self._known.get(question)

    def _completions(self, need: Need, rounds: _Prizes) -> Iterator[_Prizes]:
        """Yield the prizes left after each choice that just meets ``need``, that with least waste first (point 5)."""
        opened = _opened(need[1], rounds)
        choices: list[_Choice] = [(need[0], need[0], ())]
        for open_ in opened:
            choices = list(_with_one_more(choices, open_))
            self.spend(1 + len(choices))
        for choice in sorted(choices, key=_waste):
            yield _without(rounds, choice[2])


def _no_more_than_needed(needs: tuple[Need, ...], rounds: _Prizes) -> _Prizes:
    """Return the rounds with at most one prize per need, each cut to the largest need, in a fixed order.

    The order brings equal rounds together and makes equal questions equal keys of the cache.
    """
    most, count = needs[0][0], len(needs)
    cut = [Round(tuple([min(prize, most) for prize in prizes[:count]]), barred) for prizes, barred in rounds if prizes]
    return tuple(sorted(cut, key=lambda round_: (round_.prizes, sorted(round_.barred))))


def _clear(needs: tuple[Need, ...], rounds: _Prizes) -> bool | None:
    """Return the answer where counting gives it: (6) and (7); None where it takes a search."""
    values = Counter(chain.from_iterable(prizes for prizes, _ in rounds))
    if not _adds_up([need for need, _ in needs], values):
        return False
    if len(values) == 1 and not any(barred for _, barred in rounds):
        return _equal_prizes_meet([-(-need // prize) for prize in values for need, _ in needs], rounds)
    return None


def _adds_up(needs: list[int], values: Counter[int]) -> bool:
    """Return whether, for every height of a need, prizes cut off there add up to the needs cut off there: (6)."""
    lower = counted = 0
    for height, count in sorted(Counter(needs).items()):
        wanted = lower + height * (len(needs) - counted)
        if wanted > sum([number * min(prize, height) for prize, number in values.items()]):
            return False
        lower, counted = lower + height * count, counted + count
    return True


def _equal_prizes_meet(needs: list[int], rounds: _Prizes) -> bool:
    """Return whether prizes that are all equal suffice, where ``needs`` are numbers of prizes in falling order: (7)."""
    sizes = Counter(len(prizes) for prizes, _ in rounds)
    wanted = enumerate(accumulate(needs), 1)
    return all(most <= sum([rounds * min(size, count) for size, rounds in sizes.items()]) for count, most in wanted)


class _Open(NamedTuple):
    """A round as one skater can draw on it.

    ``prizes`` are its different prizes with, for each, how much smaller the next smaller one is; the last is 0.
    ``behind`` is the most that the following rounds can give together. ``like_the_one_before`` says that the round
    equals the one before it.
    """

    prizes: tuple[tuple[int, int], ...]
    behind: int
    like_the_one_before: bool


def _opened(kind: int, rounds: _Prizes) -> list[_Open]:
    """Return the rounds as a skater of this kind can draw on them."""
    opened = []
    behind = 0
    for at in reversed(range(len(rounds))):
        prizes = (0,) if kind in rounds[at].barred else (*dict.fromkeys(rounds[at].prizes), 0)
        steps = tuple((prize, prize - smaller) for prize, smaller in pairwise(prizes))
        # No step down from 0: it stands for any number.
        opened.append(_Open((*steps, (0, _ANY)), behind, at > 0 and rounds[at] == rounds[at - 1]))
        behind += prizes[0]
    return opened[::-1]


_Choice = tuple[int, int, tuple[int, ...]]
"""One prize of each round so far for one skater, 0 for none, behind two numbers.

The first is what the skater still needs; what is below 0 is wasted. The second is how much less the choice gives at
least if one of its prizes is replaced by the next smaller one.
"""


def _with_one_more(choices: list[_Choice], open_: _Open) -> Iterator[_Choice]:
    """Yield each choice with each prize of one more round that can be of use."""
    for needed, step, chosen in choices:
        # Of equal rounds only choices in falling order are tried: a permutation leaves the same rest.
        most = chosen[-1] if open_.like_the_one_before else _ANY
        for prize, down in open_.prizes:
            left = needed - prize
            smallest = min(step, down)
            # Not if the rounds behind cannot give what is left, or if a smaller prize would do as well.
            if prize <= most and left <= open_.behind and left + smallest > 0:
                yield (left, smallest, (*chosen, prize))


def _waste(choice: _Choice) -> tuple[int, int, tuple[int, ...]]:
    """Return what a choice wastes, and how many prizes it takes: the smaller, the better."""
    left, _, prizes = choice
    return (-left, len(prizes) - prizes.count(0), prizes)


def _without(rounds: _Prizes, chosen: tuple[int, ...]) -> _Prizes:
    """Return the rounds without one ``chosen`` prize each."""
    left = []
    for (prizes, barred), prize in zip(rounds, chosen, strict=True):
        at = prizes.index(prize) if prize else len(prizes)
        left.append(Round(prizes[:at] + prizes[at + 1 :], barred))
    return tuple(left)
