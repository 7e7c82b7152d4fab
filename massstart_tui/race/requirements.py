"""Compute what a skater needs to qualify or reach the podium: results in the next sprint, and results of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from massstart_tui.race.contenders import NOTHING_SAID, CoverQuestion, Field, Me, facts
from massstart_tui.race.covering import EqualSkaters, Round
from massstart_tui.race.outlook import Chance, Verdict, chances, let_through
from massstart_tui.race.reachable_ranks import enough
from massstart_tui.race.state import RaceState


class InSprint(NamedTuple):
    """A possible result of the skater in the next sprint, and which places at the finish are enough after it.

    ``place`` is None for no points. ``sure`` and ``possible`` are as in `outlook.Chance`.
    """

    place: int | None
    points: int
    sure: int | None
    possible: int | None


class Takes(NamedTuple):
    """What it takes for one skater.

    ``medals`` says that it is about the podium, ``racing`` that the skater has not finished. ``last`` is the last place
    at the finish. ``sprint`` is the number of the next sprint, and ``results`` are the skater's possible results in it,
    from the first place to no points, while the verdict is open. At the place that is ``possible`` in ``chance``,
    ``ahead`` skaters are ahead on points by more than can be made up; at least ``must_score`` of them have to score at
    the finish.
    """

    chance: Chance
    medals: bool
    racing: bool
    last: int | None = None
    sprint: int | None = None
    results: tuple[InSprint, ...] = ()
    ahead: int = 0
    must_score: int = 0


def what_each_takes(state: RaceState, stop: Callable[[], bool] | None = None) -> tuple[Takes, ...]:
    """Return what it takes for every skater on the start sheet, in the order of the standings.

    ``stop`` is called now and then; if it returns true, Stopped is raised. Raises NoOutlook where there is no outlook.
    """
    field = Field(facts(state), stop)
    known: dict[Me, Takes] = {}
    return tuple(_takes(state, field, chance, known) for chance in chances(state, field, stop))


def what_it_takes(state: RaceState, bib: int, stop: Callable[[], bool] | None = None) -> Takes:
    """Return what it takes for the skater ``bib``, who is on the start sheet.

    ``stop`` is called now and then; if it returns true, Stopped is raised. Raises NoOutlook where there is no outlook.
    """
    field = Field(facts(state), stop)
    chance = next(chance for chance in chances(state, field, stop) if chance.bib == bib)
    return _takes(state, field, chance, {})


def _takes(state: RaceState, field: Field, chance: Chance, known: dict[Me, Takes]) -> Takes:
    """Return what it takes for one skater; ``known`` caches it for skaters with equal values."""
    medals = state.sheet.qualify is None
    me = field.skaters.get(chance.bib)
    racing = me is not None and me.place is None and not state.over
    settled = chance.as_it_stands is not Verdict.OPEN or let_through(state, chance.bib)
    if me is None or not racing or settled:
        return Takes(chance, medals, racing)
    if me not in known:
        known[me] = _takes_of(field, me, chance, medals=medals)
    return known[me]._replace(chance=chance)


def _takes_of(field: Field, me: Me, chance: Chance, *, medals: bool) -> Takes:
    """Return what it takes for a racing skater whose verdict is open."""
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
    """Return the skater's possible results in the sprint with this index, from the first place to no points."""
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
    """Return how many skaters cannot be caught on points from ``place``, and how many of them must score at the finish.

    Each of them is ahead in any case; points that they win at the finish are kept from others, who would get ahead with
    them. Where prizes can be left in several ways, the way with the fewest counts.
    """
    questions = field.questions(me, place, NOTHING_SAID, best=True)
    return min(_must_score_of(field, question, place) for question in questions if field.can_keep_behind(question))


def _must_score_of(field: Field, question: CoverQuestion, place: int) -> tuple[int, int]:
    """Return the same for one question: the smallest number of scoring skaters with which the cut can be reached."""
    ahead = sum(1 for kind in question.kinds for need in kind.needs if need > 0 and field.comes_in(kind.kind))
    # The first success is the smallest number; that all of them scoring suffices, the caller has made sure.
    for scoring in range(ahead):
        fewer = _with_so_many_scoring(field, question, place, ahead, scoring)
        if fewer is not None and field.can_keep_behind(fewer):
            return ahead, scoring
    return ahead, ahead


def _with_so_many_scoring(
    field: Field, question: CoverQuestion, place: int, ahead: int, scoring: int
) -> CoverQuestion | None:
    """Return the question in which only ``scoring`` of those ``ahead`` score at the finish; None if that is impossible.

    It is impossible if there are too few places without points. All signs in a question about the best rank are
    reversed: a skater with a need above 0 is ahead, and the first prize is the smallest one.
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
    # Those who are ahead take the prizes that are of least use for the question, from the end of each list.
    left = (*without[: len(without) - ahead + scoring], *with_points[: len(with_points) - scoring])
    *sprints, finish = question.rounds
    finish = Round(tuple(sorted(left, reverse=True)), finish.barred)
    return CoverQuestion(question.ahead + ahead, kinds, (*sprints, finish))
