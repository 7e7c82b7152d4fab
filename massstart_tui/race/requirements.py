"""What it takes: which result in the next sprint changes what is enough, and on which others it then depends."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from massstart_tui.race.contenders import NOTHING_SAID, CoverQuestion, Field, Me, facts
from massstart_tui.race.covering import EqualSkaters, Round
from massstart_tui.race.outlook import Chance, Verdict, chances, let_through
from massstart_tui.race.reachable_ranks import enough
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState


class InSprint(NamedTuple):
    """One's own result in the next sprint: ``place``, None for no points; and what is enough at the finish then."""

    place: int | None
    points: int
    sure: int | None
    possible: int | None


class Takes(NamedTuple):
    """What it takes for one skater.

    ``medals`` says that it is about the podium; ``racing`` that the skater has not finished. ``last`` is the last place
    over the line. ``sprint`` is the number of the next sprint, ``results`` are one's own in it, first to no points,
    while the verdict is open. At the place that is possible, of the ``ahead`` who are ahead on points by more than can
    be made up, ``must_score`` at least have to be among those with points at the finish.
    """

    chance: Chance
    medals: bool
    racing: bool
    last: int | None = None
    sprint: int | None = None
    results: tuple[InSprint, ...] = ()
    ahead: int = 0
    must_score: int = 0


def what_each_takes(state: RaceState) -> tuple[Takes, ...]:
    """What it takes for every skater on the start sheet, in the order of the standings; raises NoOutlook."""
    field = Field(facts(state))
    known: dict[Me, Takes] = {}
    return tuple(_takes(state, field, chance, known) for chance in chances(state, standings(state), field))


def what_it_takes(state: RaceState, bib: int, stop: Callable[[], bool] | None = None) -> Takes:
    """What it takes for the skater ``bib``, who is on the start sheet; raises Stopped by ``stop``, and NoOutlook."""
    field = Field(facts(state), stop)
    chance = next(chance for chance in chances(state, standings(state), field) if chance.bib == bib)
    return _takes(state, field, chance, {})


def _takes(state: RaceState, field: Field, chance: Chance, known: dict[Me, Takes]) -> Takes:
    """Skaters of whom all the same can be said are worked out once."""
    medals = state.sheet.qualify is None
    me = field.skaters.get(chance.bib)
    racing = me is not None and me.place is None and not state.over
    settled = chance.verdict is not Verdict.OPEN or let_through(state, chance.bib)
    if me is None or not racing or settled:
        return Takes(chance, medals, racing)
    if me not in known:
        known[me] = _takes_of(field, me, chance, medals=medals)
    return known[me]._replace(chance=chance)


def _takes_of(field: Field, me: Me, chance: Chance, *, medals: bool) -> Takes:
    ahead, must_score = (0, 0) if chance.possible is None else _must_score(field, me, chance.possible)
    index = field.next_sprint(me)
    return Takes(
        chance,
        medals,
        racing=True,
        last=field.places[-1],
        sprint=None if index is None else field.sprints[index].number,
        results=() if index is None else _results(field, me, index),
        ahead=ahead,
        must_score=must_score,
    )


def _results(field: Field, me: Me, index: int) -> tuple[InSprint, ...]:
    sprint = field.sprints[index]
    left = {prize for way in field.ways for prize in way[index]}
    results = [
        InSprint(place, points, *enough(field, me, {index: points}))
        for place, points in enumerate(sprint.prizes, sprint.first)
        if points and points in left
    ]
    without = [InSprint(None, 0, *enough(field, me, {index: 0}))] if 0 in left else []
    return (*results, *without)


def _must_score(field: Field, me: Me, place: int) -> tuple[int, int]:
    """Who cannot be caught on points any more from ``place``, and how many of them must score for it to be enough.

    Each of them is ahead in any case; what they win at the finish is kept from others, whom it would put ahead as well.
    Where prizes can be left in several ways, in the one in which the fewest are ahead and must.
    """
    questions = field.questions(me, place, NOTHING_SAID, best=True)
    return min(_must_score_of(field, question, place) for question in questions if field.can_keep_behind(question))


def _must_score_of(field: Field, question: CoverQuestion, place: int) -> tuple[int, int]:
    ahead = sum(1 for kind in question.kinds for need in kind.needs if need > 0 and field.comes_in(kind.kind))
    for scoring in range(ahead):
        fewer = _with_so_many_scoring(field, question, place, ahead, scoring)
        if fewer is not None and field.can_keep_behind(fewer):
            return ahead, scoring
    return ahead, ahead


def _with_so_many_scoring(
    field: Field, question: CoverQuestion, place: int, ahead: int, scoring: int
) -> CoverQuestion | None:
    """The question where of those ``ahead`` only so many score at the finish, and the others come in without points.

    Every sign in a question about the best is turned round: who needs more than nought is ahead, and the first of the
    prizes is the least. None where the places without points are too few.
    """
    kinds = tuple(
        EqualSkaters(kind, tuple(need for need in needs if need <= 0) if field.comes_in(kind) else needs)
        for kind, needs in question.kinds
    )
    others = [q for q in field.places if q != place]
    with_points = sorted((-field.worth(q, place) for q in others if field.points_at(q)), reverse=True)
    without = sorted((-field.worth(q, place) for q in others if not field.points_at(q)), reverse=True)
    scoring = min(scoring, len(with_points))
    if ahead - scoring > len(without):
        return None
    left = (*without[: len(without) - ahead + scoring], *with_points[: len(with_points) - scoring])
    *sprints, finish = question.rounds
    finish = Round(tuple(sorted(left, reverse=True)), finish.barred)
    return CoverQuestion(question.ahead + ahead, kinds, (*sprints, finish))
