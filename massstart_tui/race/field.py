"""The skaters of a race at a moment, what is still to be won, and how many can come in ahead of one of them.

The argument that the answers are exact stands in `outlook`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.covering import Covering, Kind, Round
from massstart_tui.race.jury import relegated_from_a_place_to_come
from massstart_tui.race.places import lapped_over_the_line, open_places, places_over_the_line
from massstart_tui.race.rules import Criterion
from massstart_tui.race.standings import Standing, possible, standings
from massstart_tui.race.state import RaceState, Status

PODIUM: Final = 3
"""What the outlook speaks of where nobody goes through to anything."""
NOTHING_SAID: Final[Mapping[int, int]] = {}
"""No prize of one's own is settled yet."""
AT_THE_LINE: Final = -1
"""Stands for the finish among the rounds that a kind of skater takes part in."""


LAPS_ARE_EQUAL: Final[frozenset[Criterion]] = frozenset({"completed", "laps"})
"""Criteria in which nobody differs among those who complete the distance."""
ONE_SCORE: Final[frozenset[tuple[Criterion, ...]]] = frozenset({("points", "finish"), ("laps_gained", "finish")})
"""The rankings, those criteria left out, that come down to one number a skater and the order of finish."""
MOST_SPRINTS: Final = 4
"""So many sprints with points for several are looked through in a fraction of a second; of eight it takes ten."""


class Uncovered(StrEnum):
    """Why there is no outlook of a race that is on."""

    ELIMINATIONS = "eliminations"
    RANKING = "ranking"
    TOO_MANY_SPRINTS = "too_many_sprints"
    RELEGATION = "relegation"


class NoOutlook(Exception):
    """There is no exact outlook of a race at this moment, and so none."""

    def __init__(self, reason: Uncovered) -> None:
        """Keep the ``reason``."""
        self.reason = reason
        super().__init__(reason)


def uncovered(state: RaceState) -> Uncovered | None:
    """Why there is no outlook of this race at this moment; None where there is one, as of every race that is over."""
    rules = state.rules
    if state.over:
        return None
    if rules.eliminates:
        return Uncovered.ELIMINATIONS
    if tuple(criterion for criterion in rules.ranking if criterion not in LAPS_ARE_EQUAL) not in ONE_SCORE:
        return Uncovered.RANKING
    if relegated_from_a_place_to_come(state):
        return Uncovered.RELEGATION
    if len(rules.sprints) <= MOST_SPRINTS:
        return None
    several = sum(1 for sprint in open_sprints(state) if sum(1 for prize in sprint.prizes if prize) > 1)
    return Uncovered.TOO_MANY_SPRINTS if several > MOST_SPRINTS else None


class OpenSprint(NamedTuple):
    """An intermediate sprint to come, its ``number`` from 1: ``prizes`` has one at least for each of its ``takers``.

    They are those of its places from ``first`` on, which is beyond 1 where crossings have the places before it. There
    is one more for each who passed it, before anybody recorded who was where, and has left the race since: what they
    won there is nobody's.
    """

    number: int
    first: int
    prizes: tuple[int, ...]
    takers: frozenset[int]


class Me(NamedTuple):
    """A skater in the race or over the line: points so far, the place over the line, the rounds still to come.

    Where laps gained come first in the classification, and not points, they stand for points.
    Who was lapped and went on to the end has no place of their own: theirs lies between two places.
    ``rounds`` has the sprints to come by their index in the field, and AT_THE_LINE for who is not over it.
    """

    points: int
    place: float | None
    rounds: frozenset[int]

    def next_sprint(self) -> int | None:
        """The index of the first sprint to come; None where the finish is next."""
        return min(self.rounds - {AT_THE_LINE}, default=None)


class Question(NamedTuple):
    """How many of ``kinds`` can be put ahead of somebody, or kept behind; ``ahead`` are ahead whatever happens."""

    ahead: int
    kinds: tuple[Kind, ...]
    rounds: tuple[Round, ...]

    @property
    def others(self) -> int:
        """How many skaters it is about."""
        return sum(len(kind.needs) for kind in self.kinds)


class Field:
    """Everyone who can still be classified among those who complete the distance.

    ``sprints`` are the ones to come, ``places`` those over the line that nobody has taken yet, ``cut`` the last rank
    that counts. ``settled`` has the best and the worst rank where a race is over and nobody recorded all of it.
    """

    def __init__(self, state: RaceState, stop: Callable[[], bool] | None = None) -> None:
        """Look at ``state``; ``stop`` is asked now and then whether to give up, which raises Stopped.

        Raises NoOutlook where `uncovered` says why.
        """
        if reason := uncovered(state):
            raise NoOutlook(reason)
        on_points = state.rules.on_points
        self.rows = standings(state)
        self.settled = possible(state)
        self.cut = PODIUM if state.sheet.qualify is None else state.sheet.qualify
        self.finish = state.rules.finish if on_points else ()
        racing = tuple(row.bib for row in self.rows if row.status is Status.RACING)
        self.places = open_places(state, len(racing))
        self._racing = len(racing)
        self.sprints = tuple(open_sprints(state))
        self._covering = Covering(stop)
        over = _over_the_line(state)
        self.skaters = {
            row.bib: Me(_score(row, on_points=on_points), over.get(row.bib), self._rounds(row.bib, row.status))
            for row in self.rows
            if row.status is Status.RACING or row.bib in over
        }
        self._kinds = sorted({me.rounds for me in self.skaters.values()}, key=sorted)

    def _rounds(self, bib: int, status: Status) -> frozenset[int]:
        sprints = (index for index, sprint in enumerate(self.sprints) if bib in sprint.takers)
        return frozenset((*sprints, AT_THE_LINE)) if status is Status.RACING else frozenset(sprints)

    def points_at(self, place: int) -> int:
        """What this place over the line gives."""
        return self.finish[place - 1] if place <= len(self.finish) else 0

    def worth(self, other: int, place: float) -> int:
        """What the ``other`` place gives against ``place``: one more than its points where it is the better one."""
        return self.points_at(other) + (other < place)

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
        question = self.question(me, place, own, best=False)
        return 1 + question.ahead + self._covering.most(question.kinds, question.rounds)

    def best(self, me: Me, place: float, own: Mapping[int, int] = NOTHING_SAID) -> int:
        """The best final rank, likewise."""
        question = self.question(me, place, own, best=True)
        return 1 + question.ahead + question.others - self._covering.most(question.kinds, question.rounds)

    def surely(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Whether who finishes at ``place`` is within the cut whatever the others do."""
        question = self.question(me, place, own, best=False)
        return not self._covering.can(question.kinds, question.rounds, self.cut - question.ahead)

    def possibly(self, me: Me, place: int, own: Mapping[int, int] = NOTHING_SAID) -> bool:
        """Whether who finishes at ``place`` can be within the cut."""
        return self.can_keep_behind(self.question(me, place, own, best=True))

    def can_keep_behind(self, question: Question) -> bool:
        """Whether so many can be kept behind that the one the question is about is within the cut."""
        may_be_ahead = self.cut - 1 - question.ahead
        wanted = max(0, question.others - may_be_ahead)
        return may_be_ahead >= 0 and self._covering.can(question.kinds, question.rounds, wanted)

    def question(self, me: Me, place: float, own: Mapping[int, int], *, best: bool) -> Question:
        """Who can be kept behind ``me`` where everything goes well for me (``best``), or else put ahead of me."""
        sign = -1 if best else 1
        mine = self._mine(me, own, best=best)
        total = me.points + sum(mine.values()) + (self.points_at(int(place)) if me.place is None else 0)
        ahead, kinds = 0, []
        for number, rounds in enumerate(self._kinds):
            needs = self._needs(me, rounds, place, total, sign)
            if rounds:
                kinds.append(Kind(number, tuple(needs)))
            else:
                ahead += sum(1 for need in needs if need <= 0) if sign > 0 else sum(1 for need in needs if need > 0)
        return Question(ahead, tuple(kinds), tuple(self._given(mine, place, me, sign)))

    def _mine(self, me: Me, own: Mapping[int, int], *, best: bool) -> dict[int, int]:
        """My prize of each sprint that I take part in: as settled, else the best or the worst there is."""
        extreme = max if best else min
        sprints = ((index, self.sprints[index]) for index in me.rounds if index != AT_THE_LINE)
        return {index: own[index] if index in own else extreme(sprint.prizes) for index, sprint in sprints}

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

    def _given(self, mine: Mapping[int, int], place: float, me: Me, sign: int) -> Iterator[Round]:
        """What each sprint and the finish give to the others: a place before mine is worth one more than its points."""
        for index, sprint in enumerate(self.sprints):
            prizes = list(sprint.prizes)
            if index in mine:
                prizes.remove(mine[index])
            yield self._round(index, (sign * prize for prize in prizes), len(sprint.takers) - (index in mine))
        left = (q for q in self.places if me.place is not None or q != place)
        others = self._racing - (me.place is None)
        yield self._round(AT_THE_LINE, (sign * self.worth(q, place) for q in left), others)

    def _round(self, index: int, prizes: Iterator[int], takers: int) -> Round:
        """The prizes that the ``takers`` get where more went to others: those that serve the question best."""
        barred = frozenset(number for number, rounds in enumerate(self._kinds) if rounds and index not in rounds)
        return Round(tuple(sorted(prizes, reverse=True)[:takers]), barred)


def _over_the_line(state: RaceState) -> dict[int, float]:
    """The place of each who completed the distance; of who was lapped and did, one between two places."""
    lapped = {bib: at for bib, at in lapped_over_the_line(state).items() if state.went_on_to_the_end(bib)}
    return {**places_over_the_line(state), **lapped}


def _score(row: Standing, *, on_points: bool) -> int:
    return row.total if on_points else row.laps_gained


def open_sprints(state: RaceState) -> Iterator[OpenSprint]:
    """The sprints whose points nobody has yet: not held, or begun as far as crossings tell."""
    if state.over or not state.rules.on_points:
        return
    still_in = {s.bib for s in state.sheet.skaters if state.status_of(s.bib) in (Status.RACING, Status.FINISHED)}
    results = state.sprints
    for number, sprint in enumerate(state.rules.sprints, 1):
        result = results.get(sprint.lap)
        if sprint.lap >= state.distance or (result and result.seq is not None):
            continue
        crossed = [bib for place in result.order for bib in place] if result else []
        seen = {bib for bib in state.crossed_at if state.laps[bib] >= sprint.lap}
        takers = frozenset(still_in - seen - set(crossed))
        passed = len(_passed_and_left(state, sprint.lap) - seen - set(crossed))
        prizes = (*sprint.points[len(crossed) :], *(0 for _ in range(len(takers) + passed)))[: len(takers) + passed]
        if takers and any(prizes):
            yield OpenSprint(number, len(crossed) + 1, prizes, takers)


def _passed_and_left(state: RaceState, lap: int) -> set[int]:
    """Who completed this lap and is out, or lapped, since."""
    return {bib for bib, exit_ in state.exits.items() if exit_.status is not Status.DNS and exit_.laps >= lap}
