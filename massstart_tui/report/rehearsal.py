"""Comparison of a practice entry with the recorded race: what was right, wrong, missed and too much, and how late.

Both races are compared as they stand, with their corrections applied. What is compared, each with its moment:

- an incident, skater by skater: two who fell in one line are two who fell; also who did not start;
- an intermediate sprint, its order place by place, at the moment of the line that decided it;
- the finish, skater by skater, however many lines it took: missed, else right in the order of those who are in both;
- the leader's laps, apart from all else.

Only what an event says is compared: not an order that crossings alone tell, nor notes, groups, the guns, or that the
result is official.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from massstart_tui.race.event_kinds import INCIDENTS
from massstart_tui.race.events import Card, Distance, Event, bibs_of
from massstart_tui.race.record import replaced
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.signs import sign_of
from massstart_tui.stream.log_lines import Stands
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Words

SAME_MS: Final = 60_000
"""An entry about the same skater counts as the same incident within this time either way: about two laps."""
NEAR_MS: Final = 15_000
"""An entry of the same type about another skater within this time counts as a wrong bib: half a lap."""
_ONCE: Final = frozenset({"dns", "withdraw", "eliminated", "disqualify"})
"""The incidents of a skater's exit: there is one, so that an entry of it is late, however late it comes."""
_ASKED: Final = INCIDENTS | {"dns"}
_IN_FORCE: Final = (Stands.AS_RECORDED, Stands.CORRECTED)


class Caption(NamedTuple):
    """What is shown at ``t``, in ms since the gun; a ``discreet`` one says no more than the lap counter will."""

    t: int
    sign: str
    text: str
    discreet: bool = False


class Fact(NamedTuple):
    """Something that a commentator enters: the ``event`` at ``t``, in ms since the gun.

    ``bib`` is the skater if it is about one, ``place`` that skater's place at the finish.
    """

    t: int
    event: Event
    bib: int | None = None
    place: int | None = None


class Pair(NamedTuple):
    """What happened, and what was entered for it."""

    wanted: Fact
    typed: Fact

    @property
    def late(self) -> int:
        """Return by how many ms it was entered too late; negative if too early."""
        return self.typed.t - self.wanted.t


@dataclass(frozen=True, slots=True)
class Laps:
    """The comparison of the leader's laps: delay of each entered lap in ms, missed laps, and laps too many.

    ``there`` has the moment of each lap of the recorded race, in ms since the gun.
    """

    late: Mapping[int, int]
    missed: tuple[int, ...]
    extra: tuple[int, ...]
    there: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was right, wrong, missed, or entered without having happened; each in race order.

    ``guns`` are the ``t`` of the guns of the recorded race, in ms. ``timed`` says whether a timing system
    gave the laps, which then are not compared.
    """

    right: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    missed: tuple[Fact, ...]
    extra: tuple[Fact, ...]
    laps: Laps
    guns: tuple[int, ...]
    timed: bool = False

    def clock_at(self, t: int) -> int:
        """Return what the race clock shows at ``t``: the ms since the gun that counted then."""
        return t - max((gun for gun in self.guns if gun <= t), default=0)

    @property
    def late(self) -> tuple[int, ...]:
        """Return the delay of each entry, right or wrong, in ms."""
        return tuple(pair.late for pair in (*self.right, *self.wrong))

    @property
    def wanted(self) -> int:
        """Return how much there was to enter, without laps."""
        return len(self.right) + len(self.wrong) + len(self.missed)


def captions(timeline: Timeline, words: Words, names: Mapping[int, str]) -> tuple[Caption, ...]:
    """Return what is shown while the race is played: each event at its moment, and each lap of the leader."""
    telling = Telling(words, timeline.sheet.rules_in_force(), names, timeline.sheet.texts_nl)
    told = [Caption(event.t, sign_of(event.type), telling.whole(event)) for event in _log(timeline)]
    return tuple(sorted([*_lap_captions(timeline, words), *told], key=lambda caption: caption.t))


def _log(timeline: Timeline) -> Iterator[Event]:
    """Yield the events that the incident log shows, without retracted ones."""
    for index in range(timeline.lines_at(len(timeline))):
        line = timeline.line(index)
        if line.stands in _IN_FORCE:
            yield line.event


def _lap_captions(timeline: Timeline, words: Words) -> Iterator[Caption]:
    before = 0
    for _, t, lap, to_go in timeline.course.laps:
        # A change of the distance adds a mark without a new lap.
        if lap and lap != before:
            text = words("rehearsal.lap" if to_go else "rehearsal.lap_last", lap=lap, count=to_go)
            yield Caption(t, sign_of("lap"), text, discreet=True)
        before = lap


def compare(wanted: Timeline, typed: Timeline, left_at: int | None = None, *, timed: bool = False) -> Comparison:
    """Return how ``typed`` compares with ``wanted``, the recorded race.

    If it is ``timed``, a timing system gave the crossings, and nobody is asked for the laps.

    If practice was left at ``left_at``, in ms since the gun, what happened later is not missed.

    Entries about the same skater are paired within SAME_MS, an exit at any distance in time. What is left is paired
    with another skater of the same type within NEAR_MS, as wrong. Sprints, finish and laps are paired at any distance
    in time. Pairs never cross in time; there are as many as possible, and among such pairings the one with the smallest
    total delay is chosen.
    """
    parts = [part(wanted, typed) for part in (_incidents, _sprints, _finish)]
    return Comparison(
        right=tuple(sorted((pair for part in parts for pair in part.right), key=_moment)),
        wrong=tuple(sorted((pair for part in parts for pair in part.wrong), key=_moment)),
        missed=tuple(sorted((fact for part in parts for fact in part.missed if _was(fact.t, left_at)), key=_t)),
        extra=tuple(sorted((fact for part in parts for fact in part.extra), key=_t)),
        laps=Laps({}, (), ()) if timed else _laps(wanted, typed, left_at),
        guns=tuple(gun.t for gun in wanted.course.guns),
        timed=timed,
    )


def _was(t: int, left_at: int | None) -> bool:
    """Return whether ``t`` was played."""
    return left_at is None or t <= left_at


def _moment(pair: Pair) -> int:
    return pair.wanted.t


@dataclass(slots=True)
class _Part:
    """The result of one part of the comparison."""

    right: list[Pair] = field(default_factory=list)
    wrong: list[Pair] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    extra: list[Fact] = field(default_factory=list)

    def add(self, pair: Pair, *, right: bool) -> None:
        (self.right if right else self.wrong).append(pair)


def _laps(wanted: Timeline, typed: Timeline, left_at: int | None) -> Laps:
    there, here = wanted.course.lap_times(), typed.course.lap_times()
    return Laps(
        late={lap: here[lap] - there[lap] for lap in sorted(there.keys() & here.keys())},
        missed=tuple(lap for lap in sorted(there.keys() - here.keys()) if _was(there[lap], left_at)),
        extra=tuple(sorted(here.keys() - there.keys())),
        there=there,
    )


def _incidents(wanted: Timeline, typed: Timeline) -> _Part:
    """Compare incidents: first by type and skater, then by type alone."""
    part = _Part()
    there, here = _by_subject(wanted), _by_subject(typed)
    left: dict[str, tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for subject in dict.fromkeys([*there, *here]):
        kind, _ = subject
        within = math.inf if kind in _ONCE else SAME_MS
        pairs, missed, extra = pair_up(there.get(subject, []), here.get(subject, []), within)
        for pair in pairs:
            part.add(pair, right=_detail(pair.wanted.event) == _detail(pair.typed.event))
        left[kind][0].extend(missed)
        left[kind][1].extend(extra)
    # What is left is paired by type alone: the right incident with the wrong bib.
    for unmet, unasked in left.values():
        pairs, missed, extra = pair_up(sorted(unmet, key=_t), sorted(unasked, key=_t), NEAR_MS)
        part.wrong += pairs
        part.missed += missed
        part.extra += extra
    return part


def _t(fact: Fact) -> int:
    return fact.t


def _by_subject(timeline: Timeline) -> dict[tuple[str, int | None], list[Fact]]:
    """Return the incidents by type and bib, in race order; the bib is None for an incident of the whole race."""
    found: dict[tuple[str, int | None], list[Fact]] = defaultdict(list)
    for event in _log(timeline):
        if event.type in _ASKED:
            for bib in bibs_of(event) or (None,):
                found[event.type, bib].append(Fact(event.t, _narrowed(event, bib), bib))
    return found


def _narrowed(event: Event, bib: int | None) -> Event:
    """Return ``event`` about this one skater."""
    return replaced(event, {"bibs": (bib,)}) if len(bibs_of(event)) > 1 else event


def _detail(event: Event) -> object:
    """Return what else of an incident has to be right: the colour of a card, the laps of a distance."""
    if isinstance(event, Card):
        return event.colour
    return event.laps if isinstance(event, Distance) else None


def pair_up(wanted: Sequence[Fact], typed: Sequence[Fact], within: float) -> tuple[list[Pair], list[Fact], list[Fact]]:
    """Return pairs at most ``within`` ms apart, and what is left of each list; all in order of time.

    There are as many pairs as possible, and among such pairings the one with the smallest total distance in time.
    """
    best = _best_from(wanted, typed, within)
    pairs: list[Pair] = []
    missed: list[Fact] = []
    extra: list[Fact] = []
    i = j = 0
    while i < len(wanted) and j < len(typed):
        # Leave a fact unpaired if the best result is as good without it.
        if best[i][j] == best[i + 1][j]:
            missed.append(wanted[i])
            i += 1
        elif best[i][j] == best[i][j + 1]:
            extra.append(typed[j])
            j += 1
        else:
            pairs.append(Pair(wanted[i], typed[j]))
            i, j = i + 1, j + 1
    return pairs, [*missed, *wanted[i:]], [*extra, *typed[j:]]


def _best_from(wanted: Sequence[Fact], typed: Sequence[Fact], within: float) -> list[list[tuple[int, int]]]:
    """Return for each pair of suffixes the best result: how many pairs, and minus their total distance.

    This is the table of a dynamic program over both lists from their ends, as for a longest common subsequence.
    """
    best = [[(0, 0)] * (len(typed) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(typed) - 1, -1, -1):
            apart = abs(typed[j].t - wanted[i].t)
            pairs, close = best[i + 1][j + 1]
            paired = (pairs + 1, close - apart) if apart <= within else (0, 0)
            # Tuples compare by the number of pairs first, and then by closeness.
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return best


def _sprints(wanted: Timeline, typed: Timeline) -> _Part:
    """Compare sprints: one is right if every place that is known has the same skaters."""
    part = _Part()
    there, here = _orders(wanted), _orders(typed)
    for lap in there.keys() & here.keys():
        (fact, places), (entered, as_typed) = there[lap], here[lap]
        right = all(bibs == as_typed.get(place) for place, bibs in places.items())
        part.add(Pair(fact, entered), right=right)
    part.missed = [fact for lap, (fact, _) in there.items() if lap not in here]
    part.extra = [fact for lap, (fact, _) in here.items() if lap not in there]
    return part


def _orders(timeline: Timeline) -> dict[int, tuple[Fact, dict[int, frozenset[int]]]]:
    """Return by lap the event of the sprint's order that counts, and the skaters of each known place."""
    given = timeline.state_at(len(timeline)).given_sprints
    orders = {lap: (timeline.event(result.seq), result) for lap, result in given.items() if result.seq is not None}
    return {lap: (Fact(event.t, event), dict(_known(result.order))) for lap, (event, result) in orders.items()}


def _known(order: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the places with known skaters, and their skaters; a dead heat takes up one place for each skater."""
    place = 1
    for bibs in order:
        if bibs:
            yield place, frozenset(bibs)
        place += max(1, len(bibs))


def _finish(wanted: Timeline, typed: Timeline) -> _Part:
    """Compare the finish: a skater is right if equally many of those in both races are ahead in both."""
    part = _Part()
    there, here = _over_the_line(wanted), _over_the_line(typed)
    both = there.keys() & here.keys()
    for bib in both:
        part.add(Pair(there[bib], here[bib]), right=_ahead(bib, there, both) == _ahead(bib, here, both))
    part.missed = [fact for bib, fact in there.items() if bib not in here]
    if not _somebody_unknown(wanted):
        part.extra = [fact for bib, fact in here.items() if bib not in there]
    return part


def _ahead(bib: int, finish: Mapping[int, Fact], both: Iterable[int]) -> int:
    """Return how many skaters of ``both`` are ahead of ``bib``."""
    return sum((finish[other].place or 0) < (finish[bib].place or 0) for other in both)


def _over_the_line(timeline: Timeline) -> dict[int, Fact]:
    """Return the skaters whom finish events placed, by bib."""
    finish = timeline.state_at(len(timeline)).given_finish
    seqs = {bib: place.seq for place in finish for bib in place.bibs if place.seq is not None}
    found: dict[int, Fact] = {}
    for place, bibs in _known(each.bibs for each in finish):
        for bib in bibs & seqs.keys():
            event = timeline.event(seqs[bib])
            # One fact for each skater, although one event can place several.
            alone = replaced(event, {"order": (bib,), "times": None})
            found[bib] = Fact(event.t, alone, bib, place)
    return found


def _somebody_unknown(timeline: Timeline) -> bool:
    """Return whether the recorded finish has an unknown skater, who can be anyone that was entered."""
    return any(not place.bibs for place in timeline.state_at(len(timeline)).given_finish)
