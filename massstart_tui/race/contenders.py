"""The skaters of a race at a moment, what nobody is known to have won, and how many can come in ahead of one of them.

The argument that the answers are exact stands in `outlook`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.covering import Covering, EqualSkaters, Round, TooLong
from massstart_tui.race.finish_order import relegated_from_a_place_to_come
from massstart_tui.race.finish_places import open_places
from massstart_tui.race.rules import Criterion
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.tally import Tally, shared_of, tallies
from massstart_tui.race.unknown_places import OpenSprint, Prizes, could_have_finished, open_sprints

PODIUM: Final = 3
"""What the outlook speaks of where nobody goes through to anything."""
NOTHING_SAID: Final[Mapping[int, int]] = {}
"""No prize of one's own is settled yet."""
AT_THE_LINE: Final = -1
"""Stands for the finish among the rounds that a kind of skater takes part in."""


LAPS_ARE_EQUAL: Final[frozenset[Criterion]] = frozenset({"completed", "laps"})
"""Criteria in which nobody differs among those who complete the distance."""
ONE_SCORE: Final[frozenset[tuple[Criterion, ...]]] = frozenset(
    {("points", "finish"), ("laps_gained", "finish"), ("finish",)}
)
"""The rankings, those criteria left out, that come down to one number a skater and the order of finish."""
MOST_SPRINTS: Final = 4
"""So many sprints with points for several are looked through in a fraction of a second; of eight it takes ten."""


class Uncovered(StrEnum):
    """Why there is no outlook of a race that is on."""

    ELIMINATIONS = "eliminations"
    RANKING = "ranking"
    TOO_MANY_SPRINTS = "too_many_sprints"
    RELEGATION = "relegation"
    TOO_MANY_WAYS = "too_many_ways"


class NoOutlook(Exception):
    """There is no exact outlook of a race at this moment, and so none."""

    def __init__(self, reason: Uncovered) -> None:
        """Keep the ``reason``."""
        self.reason = reason
        super().__init__(reason)


def uncovered(state: RaceState) -> Uncovered | None:
    """Why there is no outlook of this race at this moment; None where there is one.

    Of a race that is over there is one where all is known, and where too much is unknown there may be none.
    """
    rules = state.rules
    if state.over and not anything_unknown(state):
        return None
    if rules.eliminates and not state.over:
        return Uncovered.ELIMINATIONS
    equal = LAPS_ARE_EQUAL | {"lasted"} if state.over else LAPS_ARE_EQUAL
    if tuple(criterion for criterion in rules.ranking if criterion not in equal) not in ONE_SCORE:
        return Uncovered.RANKING
    if relegated_from_a_place_to_come(state):
        return Uncovered.RELEGATION
    if len(rules.sprints) <= MOST_SPRINTS:
        return None
    several = sum(1 for sprint in open_sprints(state) if sum(1 for prize in sprint.prizes if prize) > 1)
    return Uncovered.TOO_MANY_SPRINTS if several > MOST_SPRINTS else None


def anything_unknown(state: RaceState) -> bool:
    """Whether anything of a race that is over is unknown: a place over the line, or one with points at a sprint."""
    unplaced = (s.bib for s in state.sheet.skaters if state.status_of(s.bib) is Status.FINISHED)
    return (
        any(not state.is_in(bib) for bib in unplaced)
        or any(sprint.takers for sprint in open_sprints(state))
        or any(True for _ in itertools.islice(could_have_finished(state), 1, None))
    )


class Me(NamedTuple):
    """A skater in the race or over the line: points known, the place over the line, the rounds that are still open.

    Where laps gained come first in the classification, and not points, they stand for points.
    Who was lapped and went on to the end has no place of their own: theirs lies between two places.
    ``rounds`` has the open sprints by their index in the field, and AT_THE_LINE for who has no place over it.
    """

    points: int
    place: float | None
    rounds: frozenset[int]


class CoverQuestion(NamedTuple):
    """How many of ``kinds`` can be put ahead of somebody, or kept behind; ``ahead`` are ahead whatever happens."""

    ahead: int
    kinds: tuple[EqualSkaters, ...]
    rounds: tuple[Round, ...]

    @property
    def others(self) -> int:
        """How many skaters it is about."""
        return sum(len(kind.needs) for kind in self.kinds)


class RankFacts(NamedTuple):
    """All that the ranks at the end depend on.

    ``skaters`` is everyone who can still be classified among those who complete the distance, by bib. ``sprints`` are
    those with places that nobody is known to have, and ``ways`` the prizes that can be left of them. ``places`` over
    the line nobody is known to have, ``cut`` is the last rank that counts. ``finish`` has the points of the finish.
    """

    skaters: tuple[tuple[int, Me], ...]
    sprints: tuple[OpenSprint, ...]
    ways: tuple[Prizes, ...]
    places: tuple[int, ...]
    finish: tuple[int, ...]
    cut: int


def facts(state: RaceState) -> RankFacts:
    """What the ranks at the end of this race depend on. Raises NoOutlook where there is no telling."""
    if reason := uncovered(state):
        raise NoOutlook(reason)
    on_points = state.rules.on_points
    counted = tallies(state)
    shared = shared_of(state, {tally.bib: tally.sprints for tally in counted})
    if not shared.exact:
        raise NoOutlook(Uncovered.TOO_MANY_WAYS)
    to_come = [tally.bib for tally in counted if tally.status is Status.RACING or tally.unplaced]
    return RankFacts(
        skaters=tuple(
            (tally.bib, Me(_score(tally, on_points=on_points), tally.over, _rounds(tally, shared.sprints)))
            for tally in counted
            if tally.over is not None or tally.status is Status.RACING or tally.unplaced
        ),
        sprints=shared.sprints,
        ways=shared.ways,
        places=open_places(state, len(to_come)),
        finish=state.rules.finish if on_points else (),
        cut=PODIUM if state.sheet.qualify is None else state.sheet.qualify,
    )


def _rounds(tally: Tally, sprints: tuple[OpenSprint, ...]) -> frozenset[int]:
    among = (index for index, sprint in enumerate(sprints) if tally.bib in sprint.takers)
    return frozenset(among if tally.over is not None else (*among, AT_THE_LINE))


def _score(tally: Tally, *, on_points: bool) -> int:
    return tally.total if on_points else tally.laps_gained


class Field:
    """Everyone who can still be classified among those who complete the distance, and what each can reach.

    Raises NoOutlook from any of its methods where working it out takes too long.
    """

    def __init__(self, known: RankFacts, stop: Callable[[], bool] | None = None) -> None:
        """Look at what is ``known``; ``stop`` is asked now and then whether to give up, which raises Stopped."""
        self.skaters = dict(known.skaters)
        self.sprints, self.ways = known.sprints, known.ways
        self.places, self.finish, self.cut = known.places, known.finish, known.cut
        self._covering = Covering(stop)
        self._to_come = sum(1 for me in self.skaters.values() if me.place is None)
        self._kinds = sorted({me.rounds for me in self.skaters.values()}, key=sorted)

    def points_at(self, place: int) -> int:
        """What this place over the line gives."""
        return self.finish[place - 1] if place <= len(self.finish) else 0

    def worth(self, other: int, place: float) -> int:
        """What the ``other`` place gives against ``place``: one more than its points where it is the better one."""
        return self.points_at(other) + (other < place)

    def next_sprint(self, me: Me) -> int | None:
        """The index of the first sprint to come in which I take part; None where the finish is next."""
        to_come = (index for index in me.rounds if index != AT_THE_LINE and not self.sprints[index].recorded)
        return min(to_come, default=None)

    def comes_in(self, kind: int) -> bool:
        """Whether skaters of this kind are still to come over the line."""
        return AT_THE_LINE in self._kinds[kind]

    @property
    def a_place_further_back_gives_no_more(self) -> bool:
        """Whether the points of the finish go down, or stay level, from each place to the next."""
        table = (*self.finish, 0)
        return all(points >= behind for points, behind in itertools.pairwise(table))

    def worst(self, me: Me, place: float, own: Mapping[int, int] = NOTHING_SAID) -> int:
        """The worst final rank of who finishes at ``place``, with ``own`` prizes by sprint where they are settled."""
        questions = self.questions(me, place, own, best=False)
        return max(1 + question.ahead + self._most(question) for question in questions)

    def best(self, me: Me, place: float, own: Mapping[int, int] = NOTHING_SAID) -> int:
        """The best final rank, likewise."""
        questions = self.questions(me, place, own, best=True)
        return min(1 + question.ahead + question.others - self._most(question) for question in questions)

    def surely(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Whether who finishes at ``place`` is within the cut whatever the others do."""
        return not any(
            self._can(question, self.cut - question.ahead) for question in self.questions(me, place, own, best=False)
        )

    def possibly(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Whether who finishes at ``place`` can be within the cut."""
        return any(self.can_keep_behind(question) for question in self.questions(me, place, own, best=True))

    def can_keep_behind(self, question: CoverQuestion) -> bool:
        """Whether so many can be kept behind that the one the question is about is within the cut."""
        may_be_ahead = self.cut - 1 - question.ahead
        return may_be_ahead >= 0 and self._can(question, max(0, question.others - may_be_ahead))

    def _most(self, question: CoverQuestion) -> int:
        try:
            return self._covering.most(question.kinds, question.rounds)
        except TooLong as error:
            raise NoOutlook(Uncovered.TOO_MANY_WAYS) from error

    def _can(self, question: CoverQuestion, wanted: int) -> bool:
        try:
            return self._covering.can(question.kinds, question.rounds, wanted)
        except TooLong as error:
            raise NoOutlook(Uncovered.TOO_MANY_WAYS) from error

    def questions(self, me: Me, place: float, own: Mapping[int, int], *, best: bool) -> Iterator[CoverQuestion]:
        """The question in each way in which prizes can be left, but for those in which mine is not among them."""
        for prizes in self.ways:
            if all(prize in prizes[index] for index, prize in own.items()):
                yield self._question(me, place, self._mine(me, prizes, own, best=best), prizes, best=best)

    def _question(self, me: Me, place: float, mine: Mapping[int, int], prizes: Prizes, *, best: bool) -> CoverQuestion:
        """Who can be kept behind ``me`` where everything goes well for me (``best``), or else put ahead of me."""
        sign = -1 if best else 1
        total = me.points + sum(mine.values()) + (self.points_at(int(place)) if me.place is None else 0)
        ahead, kinds = 0, []
        for number, rounds in enumerate(self._kinds):
            needs = self._needs(me, rounds, place, total, sign)
            if rounds:
                kinds.append(EqualSkaters(number, tuple(needs)))
            else:
                ahead += sum(1 for need in needs if need <= 0) if sign > 0 else sum(1 for need in needs if need > 0)
        return CoverQuestion(ahead, tuple(kinds), tuple(self._given(mine, place, me, prizes, sign)))

    def _mine(self, me: Me, prizes: Prizes, own: Mapping[int, int], *, best: bool) -> dict[int, int]:
        """My prize of each sprint that I take part in: as settled, else the best or the worst there is."""
        extreme = max if best else min
        sprints = (index for index in me.rounds if index != AT_THE_LINE)
        return {index: own[index] if index in own else extreme(prizes[index]) for index in sprints}

    def _needs(self, me: Me, rounds: frozenset[int], place: float, total: int, sign: int) -> list[int]:
        """What each other skater of a kind has to win to be ahead; or, with every sign turned, may win to be behind."""
        needs = []
        for other in self._of_kind(rounds):
            before = other.place is not None and other.place < place
            needs.append(sign * (total - other.points - before) + (sign > 0))
        needs.sort()
        if me.rounds == rounds:
            before = me.place is not None and me.place < place
            needs.remove(sign * (total - me.points - before) + (sign > 0))
        return needs

    def _of_kind(self, rounds: frozenset[int]) -> Iterator[Me]:
        return (other for other in self.skaters.values() if other.rounds == rounds)

    def _given(self, mine: Mapping[int, int], place: float, me: Me, ways: Prizes, sign: int) -> Iterator[Round]:
        """What each sprint and the finish give to the others: a place before mine is worth one more than its points."""
        for index, sprint in enumerate(self.sprints):
            prizes = list(ways[index])
            if index in mine:
                prizes.remove(mine[index])
            yield self._round(index, (sign * prize for prize in prizes), len(sprint.takers) - (index in mine))
        left = (q for q in self.places if me.place is not None or q != place)
        others = self._to_come - (me.place is None)
        yield self._round(AT_THE_LINE, (sign * self.worth(q, place) for q in left), others)

    def _round(self, index: int, prizes: Iterator[int], takers: int) -> Round:
        """The prizes that the ``takers`` get where more went to others: those that serve the question best."""
        barred = frozenset(number for number, rounds in enumerate(self._kinds) if rounds and index not in rounds)
        return Round(tuple(sorted(prizes, reverse=True)[:takers]), barred)
