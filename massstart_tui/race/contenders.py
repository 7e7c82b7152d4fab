"""Collect what each skater has and what can still be won, and count how many skaters can end up ahead of one of them.

`outlook` explains why the answers are exact; `covering` does the counting.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.by_identity import ByIdentity
from massstart_tui.race.covering import Covering, EqualSkaters, Round, TooLong
from massstart_tui.race.finish_order import relegated_from_a_place_to_come
from massstart_tui.race.finish_places import open_places
from massstart_tui.race.rules import Criterion
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.tally import Tally, shared_of, tallies
from massstart_tui.race.unknown_places import OpenSprint, Prizes, could_have_finished, open_sprints
from massstart_tui.race.unread_passes import orders_in_doubt, without_orders_in_doubt

PODIUM: Final = 3
"""The number of skaters on the podium: the last rank that counts where nobody qualifies for another race."""
NOTHING_SAID: Final[Mapping[int, int]] = {}
"""The default for ``own`` below: none of the skater's own prizes is fixed."""
AT_THE_LINE: Final = -1
"""The index that stands for the finish, among the indices of sprints in `Me.rounds`."""


LAPS_ARE_EQUAL: Final[frozenset[Criterion]] = frozenset({"completed", "laps"})
"""Criteria in which all who complete the distance are equal."""
ONE_SCORE: Final[frozenset[tuple[Criterion, ...]]] = frozenset(
    {("points", "finish"), ("laps_gained", "finish"), ("finish",)}
)
"""The rankings for which an outlook exists, after removal of the criteria in which all are equal.

Each of them comes down to one number per skater and the order of finish.
"""
MOST_SPRINTS: Final = 4
"""The most sprints with several point-scoring places for which an outlook is computed.

Four take a fraction of a second, eight take ten seconds.
"""


class Uncovered(StrEnum):
    """The reasons why there is no outlook of a race."""

    ELIMINATIONS = "eliminations"
    RANKING = "ranking"
    TOO_MANY_SPRINTS = "too_many_sprints"
    RELEGATION = "relegation"
    TOO_MANY_WAYS = "too_many_ways"
    EVENTS_MISSING = "events_missing"
    READS_MISSING = "reads_missing"


class NoOutlook(Exception):
    """Raised when no exact outlook of a race can be given at this moment."""

    def __init__(self, reason: Uncovered) -> None:
        """Store the ``reason``."""
        self.reason = reason
        super().__init__(reason)


@ByIdentity
def uncovered(state: RaceState) -> Uncovered | None:
    """Return why there is no outlook of this race at this moment; None where there is one.

    Once a race is over there is one if everything is known; if too much is unknown there may be none.
    """
    rules = state.rules
    if state.result_open:
        return Uncovered.EVENTS_MISSING
    if state.line_finish and state.distance in orders_in_doubt(state):
        return Uncovered.READS_MISSING
    if state.over and not anything_unknown(state):
        return None
    if rules.eliminates and not state.over:
        return Uncovered.ELIMINATIONS
    # Once the race is over it is settled who went out when.
    equal = LAPS_ARE_EQUAL | {"lasted"} if state.over else LAPS_ARE_EQUAL
    if tuple(criterion for criterion in rules.ranking if criterion not in equal) not in ONE_SCORE:
        return Uncovered.RANKING
    if relegated_from_a_place_to_come(state):
        return Uncovered.RELEGATION
    if len(rules.sprints) <= MOST_SPRINTS:
        return None
    # A sprint with a single prize adds hardly any work: somebody has it or not.
    several = sum(1 for sprint in open_sprints(state) if sum(1 for prize in sprint.prizes if prize) > 1)
    return Uncovered.TOO_MANY_SPRINTS if several > MOST_SPRINTS else None


def anything_unknown(state: RaceState) -> bool:
    """Return whether, in a race that is over, a place at the finish or a place with points at a sprint is unknown."""
    unplaced = (s.bib for s in state.sheet.skaters if state.status_of(s.bib) is Status.FINISHED)
    return (
        any(not state.is_in(bib) for bib in unplaced)
        or any(sprint.takers for sprint in open_sprints(state))
        or bool(orders_in_doubt(state))
        or any(True for _ in itertools.islice(could_have_finished(state), 1, None))
    )


class Me(NamedTuple):
    """What a racing or finished skater has: the points known, the place at the finish, and the rounds still open.

    ``points`` are laps gained where those come first in the classification. ``place`` is None for a skater who has none
    yet, and lies between two places for one who was lapped and skated on to the end. ``rounds`` has the open sprints by
    their index in the field, and AT_THE_LINE for a skater without a place at the finish. Skaters with equal values can
    reach the same and are computed once.
    """

    points: int
    place: float | None
    rounds: frozenset[int]


class CoverQuestion(NamedTuple):
    """A question for `Covering`: how many skaters of ``kinds`` can be put ahead of one skater, or be kept behind.

    ``ahead`` skaters are ahead in any case.
    """

    ahead: int
    kinds: tuple[EqualSkaters, ...]
    rounds: tuple[Round, ...]

    @property
    def others(self) -> int:
        """The number of skaters in ``kinds``."""
        return sum(len(kind.needs) for kind in self.kinds)


class RankFacts(NamedTuple):
    """Everything on which the final ranks depend; hashable, so that equal facts can share one computation.

    ``skaters`` has everyone who can still be classified among those who complete the distance, by bib. ``sprints`` are
    the sprints with places that nobody is known to have, and ``ways`` the combinations of prizes that can be left of
    them. ``places`` are the places at the finish that nobody is known to have, ``finish`` the points of the finish, and
    ``cut`` the last rank that counts.
    """

    skaters: tuple[tuple[int, Me], ...]
    sprints: tuple[OpenSprint, ...]
    ways: tuple[Prizes, ...]
    places: tuple[int, ...]
    finish: tuple[int, ...]
    cut: int


def facts(state: RaceState) -> RankFacts:
    """Return everything on which the final ranks of this race depend.

    Raises NoOutlook where there is no exact answer; see `uncovered`.
    """
    if reason := uncovered(state):
        raise NoOutlook(reason)
    state = without_orders_in_doubt(state)
    on_points = state.rules.on_points
    counted = tallies(state)
    shared = shared_of(state, {tally.bib: tally.sprints for tally in counted})
    if not shared.exact:
        raise NoOutlook(Uncovered.TOO_MANY_WAYS)
    # Whoever is racing, or finished at an unknown place, has one of the open places.
    to_come = [tally.bib for tally in counted if tally.status is Status.RACING or tally.unplaced]
    return RankFacts(
        skaters=tuple(
            (tally.bib, Me(_score(tally, on_points=on_points), tally.end_place, _rounds(tally, shared.sprints)))
            for tally in counted
            if tally.end_place is not None or tally.status is Status.RACING or tally.unplaced
        ),
        sprints=shared.sprints,
        ways=shared.ways,
        places=open_places(state, len(to_come)),
        finish=state.rules.finish if on_points else (),
        cut=PODIUM if state.sheet.qualify is None else state.sheet.qualify,
    )


def _rounds(tally: Tally, sprints: tuple[OpenSprint, ...]) -> frozenset[int]:
    among = (index for index, sprint in enumerate(sprints) if tally.bib in sprint.takers)
    return frozenset(among if tally.end_place is not None else (*among, AT_THE_LINE))


def _score(tally: Tally, *, on_points: bool) -> int:
    return tally.total if on_points else tally.laps_gained


class Field:
    """Everyone who can still be classified among those who complete the distance, and what each of them can reach.

    Every method raises NoOutlook if the computation takes too long.
    """

    def __init__(self, known: RankFacts, stop: Callable[[], bool] | None = None) -> None:
        """Take over the facts ``known``; ``stop`` is called now and then, and if it returns true, Stopped is raised."""
        self.skaters = dict(known.skaters)
        self.sprints, self.ways = known.sprints, known.ways
        self.places, self.finish, self.cut = known.places, known.finish, known.cut
        self._covering = Covering(stop)
        self._to_come = sum(1 for me in self.skaters.values() if me.place is None)
        self._kinds = sorted({me.rounds for me in self.skaters.values()}, key=sorted)

    def points_at(self, place: int) -> int:
        """Return the points of this place at the finish."""
        return self.finish[place - 1] if place <= len(self.finish) else 0

    def worth(self, other: int, place: float) -> int:
        """Return the points of place ``other``, plus one if it is ahead of ``place``.

        Of two skaters with equal points the one ahead at the finish ranks first. The extra point turns that tie-break
        into points, so that ranks can be compared by one number.
        """
        return self.points_at(other) + (other < place)

    def next_sprint(self, me: Me) -> int | None:
        """Return the index of the first sprint to come in which ``me`` takes part; None where the finish is next."""
        to_come = (index for index in me.rounds if index != AT_THE_LINE and not self.sprints[index].recorded)
        return min(to_come, default=None)

    def comes_in(self, kind: int) -> bool:
        """Return whether the skaters of this kind have yet to finish."""
        return AT_THE_LINE in self._kinds[kind]

    @property
    def a_place_further_back_gives_no_more(self) -> bool:
        """Whether the points of the finish decrease, or stay equal, from each place to the next."""
        table = (*self.finish, 0)
        return all(points >= behind for points, behind in itertools.pairwise(table))

    def worst(self, me: Me, place: float, own: Mapping[int, int] = NOTHING_SAID) -> int:
        """Return the worst final rank of ``me`` when finishing at ``place``.

        ``own`` fixes prizes of ``me`` by sprint index; in the other sprints ``me`` wins as little as possible.
        """
        questions = self.questions(me, place, own, best=False)
        return max(1 + question.ahead + self._most(question) for question in questions)

    def best(self, me: Me, place: float, own: Mapping[int, int] = NOTHING_SAID) -> int:
        """Return the best final rank of ``me`` when finishing at ``place``; ``own`` as for `worst`."""
        questions = self.questions(me, place, own, best=True)
        return min(1 + question.ahead + question.others - self._most(question) for question in questions)

    def surely(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Return whether ``me``, at ``place``, is within the cut whatever the others do; ``own`` as for `worst`."""
        return not any(
            self._can(question, self.cut - question.ahead) for question in self.questions(me, place, own, best=False)
        )

    def possibly(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Return whether ``me``, at ``place``, can be within the cut; ``own`` as for `worst`."""
        return any(self.can_keep_behind(question) for question in self.questions(me, place, own, best=True))

    def can_keep_behind(self, question: CoverQuestion) -> bool:
        """Return whether enough others can be kept behind for the skater of the question to be within the cut."""
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

    def _spend(self, work: int) -> None:
        """Count the work of putting a question together, which is long where there are many skaters."""
        try:
            self._covering.spend(work)
        except TooLong as error:
            raise NoOutlook(Uncovered.TOO_MANY_WAYS) from error

    def questions(self, me: Me, place: float, own: Mapping[int, int], *, best: bool) -> Iterator[CoverQuestion]:
        """Yield a question for each way in which prizes can be left, except ways without the ``own`` prizes.

        ``best`` asks how many others can be kept behind ``me``; otherwise the question is how many can be put ahead.
        """
        for prizes in self.ways:
            self._spend(len(self.skaters) + 2 * sum(map(len, prizes)))
            if all(prize in prizes[index] for index, prize in own.items()):
                yield self._question(me, place, self._mine(me, prizes, own, best=best), prizes, best=best)

    def _question(self, me: Me, place: float, mine: Mapping[int, int], prizes: Prizes, *, best: bool) -> CoverQuestion:
        """Return the question how many can be kept behind ``me`` (``best``) or put ahead, given ``prizes``."""
        # Keeping a skater behind is the mirror image of putting one ahead: with the sign of every need and prize
        # reversed, the same search answers both.
        sign = -1 if best else 1
        total = me.points + sum(mine.values()) + (self.points_at(int(place)) if me.place is None else 0)
        ahead, kinds = 0, []
        for number, rounds in enumerate(self._kinds):
            needs = self._needs(me, rounds, place, total, sign)
            # Skaters to whom no round is open are already ahead or behind.
            if rounds:
                kinds.append(EqualSkaters(number, tuple(needs)))
            else:
                ahead += sum(1 for need in needs if need <= 0) if sign > 0 else sum(1 for need in needs if need > 0)
        return CoverQuestion(ahead, tuple(kinds), tuple(self._given(mine, place, me, prizes, sign)))

    def _mine(self, me: Me, prizes: Prizes, own: Mapping[int, int], *, best: bool) -> dict[int, int]:
        """Return the prize of ``me`` in each sprint open to ``me``: the one in ``own``, else the best or worst left."""
        extreme = max if best else min
        sprints = (index for index in me.rounds if index != AT_THE_LINE)
        return {index: own[index] if index in own else extreme(prizes[index]) for index in sprints}

    def _needs(self, me: Me, rounds: frozenset[int], place: float, total: int, sign: int) -> list[int]:
        """Return, in rising order, what each other skater of a kind has to win to be ahead of ``me``.

        With ``sign`` -1, the values are instead the negated most that each may win and still stay behind.
        """
        needs = []
        for other in self._of_kind(rounds):
            before = other.place is not None and other.place < place
            needs.append(sign * (total - other.points - before) + (sign > 0))
        needs.sort()
        # The need of ``me`` is among those of this kind; it is no other skater's.
        if me.rounds == rounds:
            before = me.place is not None and me.place < place
            needs.remove(sign * (total - me.points - before) + (sign > 0))
        return needs

    def _of_kind(self, rounds: frozenset[int]) -> Iterator[Me]:
        return (other for other in self.skaters.values() if other.rounds == rounds)

    def _given(self, mine: Mapping[int, int], place: float, me: Me, ways: Prizes, sign: int) -> Iterator[Round]:
        """Yield the prizes that each sprint and the finish leave for the others; the finish gives `worth` values."""
        for index, sprint in enumerate(self.sprints):
            prizes = list(ways[index])
            if index in mine:
                prizes.remove(mine[index])
            yield self._round(index, (sign * prize for prize in prizes), len(sprint.takers) - (index in mine))
        # If ``me`` has yet to finish, ``place`` is not there for the others.
        left = (q for q in self.places if me.place is not None or q != place)
        others = self._to_come - (me.place is None)
        yield self._round(AT_THE_LINE, (sign * self.worth(q, place) for q in left), others)

    def _round(self, index: int, prizes: Iterator[int], takers: int) -> Round:
        """Return the round of this index with the prizes that its ``takers`` get.

        If there are more prizes than takers, they get those that serve the question best. Kinds that do not take part
        in the round are barred.
        """
        barred = frozenset(number for number, rounds in enumerate(self._kinds) if rounds and index not in rounds)
        return Round(tuple(sorted(prizes, reverse=True)[:takers]), barred)
