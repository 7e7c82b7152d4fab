"""Conversion of a published result into an event stream, with a provenance for every value that had to be derived.

A result has the order and the times at the finish, but not when a sprint was. The laps that end in a sprint are spread
evenly over the winner's time, and marked as such; no events are made for the other laps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from massstart_tui.imports.event_drafts import Draft, DraftOrder, EventProvenance, in_order, narrowed
from massstart_tui.imports.result_facts import Basis, ResultFacts, of_the_whole_race
from massstart_tui.race.published_result import Published, left_before_the_finish
from massstart_tui.race.state import Place, Status, bibs_in, members
from massstart_tui.stream.codec import Header, decode_event, encode_event, encode_header
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About

A_LAP_WITHOUT_TIMES: Final = 1000
"""The length of a lap, in ms, in a result without any time."""
_FAR: Final = 1 << 62
_AFTERWARDS: Final = EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.AFTERWARDS)


def stream_of(
    facts: ResultFacts, doubtful: Mapping[int, frozenset[str]], source: str, say: Callable[[Basis], str]
) -> tuple[bytes, Header]:
    """Return the stream and its header. ``doubtful`` are the fields that the result itself marks, by bib.

    ``source`` is where the result was published, and ``say`` turns a `Basis` into a sentence.
    """
    drafts = _Drafting(facts, doubtful).all()
    provenance = (*of_the_whole_race(facts, doubtful, source, say), *narrowed(drafts, say))
    header = Header(facts.sheet, provenance=provenance)
    lines = (json.dumps({"seq": seq, "t": draft.t, **draft.fields}) for seq, draft in enumerate(drafts, 1))
    return encode_header(header) + b"".join(encode_event(decode_event(line.encode())) for line in lines), header


@dataclass
class _Drafting:
    """Makes the events of one race; ``end`` is the winner's time in ms."""

    facts: ResultFacts
    doubtful: Mapping[int, frozenset[str]]
    end: int = field(init=False)

    def __post_init__(self) -> None:
        known = self.facts.times()
        others = [row.time for row in self.facts.rows if row.time is not None]
        laps = self.facts.sheet.laps
        crossed = [times[laps - 1] for times in self.facts.crossings.values() if len(times) >= laps]
        self.end = (
            min(crossed)
            if crossed
            else min(known.values())
            if known
            else max(A_LAP_WITHOUT_TIMES * self.facts.sheet.laps, *others, 0)
        )

    def all(self) -> list[Draft[Basis]]:
        """Return the events in order of time."""
        drafts = [
            Draft(0, DraftOrder.GUN, {"type": "start"}),
            *self._not_started(),
            *self._crossings(),
            *self._sprints(),
            *self._stopped(),
            *self._lapped(),
            *self._eliminated(),
            *self._gained(),
            *self._finish(),
        ]
        last = max(draft.t for draft in drafts)
        drafts += self._afterwards(last)
        return in_order(drafts)

    def _at(self, lap: float) -> int:
        """Return when the leader completes ``lap``, in ms: by crossings, else as if all laps took as long."""
        crossed = [times[int(lap) - 1] for times in self.facts.crossings.values() if len(times) >= lap >= 1]
        if crossed:
            return min(crossed)
        return round(self.end * lap / self.facts.sheet.laps)

    def _rows(self, status: Status) -> list[Published]:
        return [row for row in self.facts.rows if row.status is status]

    def _not_started(self) -> Iterator[Draft[Basis]]:
        if bibs := [row.bib for row in self._rows(Status.DNS)]:
            yield Draft(0, DraftOrder.INCIDENT, {"type": "dns", "bibs": bibs})

    def _crossings(self) -> Iterator[Draft[Basis]]:
        for bib, times in self.facts.crossings.items():
            yield from (Draft(t, DraftOrder.LAP, {"type": "crossing", "bib": bib}) for t in times)

    def _sprints(self) -> Iterator[Draft[Basis]]:
        for index, lap in enumerate(self.facts.sheet.rules_in_force().sprint_laps()):
            if order := self.facts.sprints.get(lap):
                # The winner of a sprint leads at the end of its lap; a shared or unknown first place names no leader.
                leader = {"bib": order[0]} if isinstance(order[0], int) else {}
                if not self.facts.crossings:
                    yield Draft(self._at(lap), DraftOrder.LAP, {"type": "lap", "lap": lap, **leader})
                level = frozenset(bibs_in(place for place in order if isinstance(place, tuple)))
                claims = (
                    *_of_bibs(About.SPRINT_ORDERS, Basis.SHARED, order, level),
                    *_of_bibs(About.SPRINT_ORDERS, Basis.MARKED, order, self._marked(f"sprints[{index}]")),
                )
                yield Draft(self._at(lap), DraftOrder.SPRINT, {"type": "sprint", "lap": lap, "order": order}, claims)

    def _marked(self, name: str) -> frozenset[int]:
        return frozenset(bib for bib, fields in self.doubtful.items() if name in fields)

    def _stopped(self) -> Iterator[Draft[Basis]]:
        """Yield who stopped or was taken off, by laps; with equal laps, a better rank left earlier.

        Of the lapped, a better rank was lapped later. A time that they have is not that moment, and is ignored.
        """
        rules, distance = self.facts.sheet.rules_in_force(), self.facts.sheet.laps
        rows = [row for row in self.facts.rows if left_before_the_finish(row, rules, distance)]
        rows += [row for row in self._rows(Status.DISQUALIFIED) if row.laps not in (None, distance)]
        lapped = sorted((row._replace(time=None) for row in rows if row.status is Status.LAPPED), key=_rank)
        others = sorted((row for row in rows if row.status is not Status.LAPPED), key=_rank)
        lapped, others = ([self._last_seen(row) for row in each] for each in (lapped, others))
        # The sort is stable, so equal keys keep the order of ranks, or its reverse for the lapped.
        for laps, grouped in groupby(sorted([*lapped[::-1], *others], key=_alike), key=_alike):
            group = list(grouped)
            for row, t in zip(group, self._moments(group, laps[0]), strict=True):
                yield self._leaving(row, t)

    def _last_seen(self, row: Published) -> Published:
        """Return the row with the time of the last crossing, if there is one: nobody knows when they left later."""
        times = self.facts.crossings.get(row.bib)
        return row._replace(time=times[-1]) if times else row

    def _moments(self, group: Sequence[Published], laps: int) -> list[int]:
        """Return when each of a group with equal laps, sorted by rank, left the race; known times are kept."""
        # Unknown laps: just before the winner finishes, with room for a ms between ranks.
        usual = self.end - len(group) if laps == _FAR else self._at(laps)
        moments = [usual if row.time is None else row.time for row in group]
        # Move unknown moments behind the skater before, then in front of the next one: never out of order.
        for at, (ahead, row) in enumerate(pairwise(group), 1):
            if row.time is None:
                moments[at] = max(moments[at], moments[at - 1] + (row.rank != ahead.rank))
        for at in range(len(group) - 2, -1, -1):
            if group[at].time is None:
                moments[at] = min(moments[at], moments[at + 1] - (group[at].rank != group[at + 1].rank))
        return moments

    def _leaving(self, row: Published, t: int) -> Draft[Basis]:
        kind = "lapped" if row.status is Status.LAPPED else "withdraw"
        laps = {} if row.laps is None else {"laps": row.laps}
        claims: list[EventProvenance[Basis]] = []
        if row.bib in self.facts.inferred:
            claims.append(EventProvenance(About.INCIDENTS, Certainty.RECONSTRUCTED, self.facts.inferred[row.bib]))
        if row.status is Status.DISQUALIFIED:
            claims.append(EventProvenance(About.INCIDENTS, Certainty.RECONSTRUCTED, Basis.STOPPED))
        if row.bib in self.facts.crossings:
            claims.append(EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.LAST_SEEN))
        elif row.time is None and laps:
            claims.append(EventProvenance(About.INCIDENT_TIMES, Certainty.INTERPOLATED, Basis.AT_THE_LAP))
        elif row.time is None:
            claims.append(EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.BEFORE_THE_FINISH))
        return Draft(t, DraftOrder.INCIDENT, {"type": kind, "bibs": [row.bib], **laps}, tuple(claims))

    def _lapped(self) -> Iterator[Draft[Basis]]:
        """Yield lapped finishers, halfway between the last sprint at which they won points and the finish."""
        over = bibs_in(self.facts.line.order)
        distance = self.facts.sheet.laps
        when = EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.IN_BETWEEN)
        for row in self._rows(Status.LAPPED):
            if row.bib in over:
                won = [lap for lap, order in self.facts.sprints.items() if row.bib in bibs_in(order)]
                t = self._at((max(won, default=0) + distance) / 2)
                basis = self.facts.inferred.get(row.bib)
                why = (EventProvenance(About.INCIDENTS, Certainty.RECONSTRUCTED, basis),) if basis else ()
                yield Draft(t, DraftOrder.INCIDENT, {"type": "lapped", "bibs": [row.bib]}, (*why, when))

    def _eliminated(self) -> Iterator[Draft[Basis]]:
        """Yield the eliminated at the end of their laps; with equal laps, the worse rank went out first."""
        rows = sorted(self._rows(Status.ELIMINATED), key=lambda row: (_laps(row), -_rank(row)))
        when = (EventProvenance(About.INCIDENT_TIMES, Certainty.INTERPOLATED, Basis.AT_THE_LAP),)
        for laps, grouped in groupby(rows, key=_laps):
            t = self._at(min(laps, self.facts.sheet.laps))
            if 0 < laps < self.facts.sheet.laps:
                yield Draft(t, DraftOrder.LAP, {"type": "lap", "lap": laps}, (_LAP_OF_AN_ELIMINATION,))
            for row in grouped:
                yield Draft(t, DraftOrder.INCIDENT, {"type": "eliminated", "bibs": [row.bib]}, when)

    def _gained(self) -> Iterator[Draft[Basis]]:
        """Yield laps gained on the bunch, or lost, halfway through the race."""
        when = (EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.ON_THE_WAY),)
        for row in self.facts.rows:
            kind = "lap_gained" if (row.gained or 0) > 0 else "lapped"
            for _ in range(abs(row.gained or 0)):
                yield Draft(
                    self._at(self.facts.sheet.laps / 2), DraftOrder.INCIDENT, {"type": kind, "bibs": [row.bib]}, when
                )

    def _finish(self) -> Iterator[Draft[Basis]]:
        """Yield a finish event for each time; skaters without one go with the time before, or else the first."""
        times = self.facts.times()
        t = self.end
        for arrival in _arrivals(self.facts.line.order, times):
            known = [_time(place, times) for place in arrival]
            t = max(t, *(time for time in known if time is not None), *map(self._crossed, bibs_in(arrival)), 0)
            fields = {"type": "finish", "order": arrival} | ({"times": known} if any(known) else {})
            yield Draft(t, DraftOrder.FINISH, fields, tuple(self._doubts_at_the_finish(arrival, times)))
        distance = self.facts.sheet.laps
        whole = any(row.status is Status.FINISHED or row.laps == distance for row in self.facts.rows)
        if whole and not self.facts.line.order:
            yield Draft(self.end, DraftOrder.LAP, {"type": "lap", "lap": distance}, (_END_OF_NO_TIMES,))

    def _crossed(self, bib: int) -> int:
        """Return the last crossing of a skater, exact where the time at the finish is cut; 0 if there is none."""
        return max(self.facts.crossings.get(bib, ()), default=0)

    def _doubts_at_the_finish(
        self, arrival: Sequence[Place], times: Mapping[int, int]
    ) -> Iterator[EventProvenance[Basis]]:
        line = self.facts.line
        yield from _of_bibs(About.FINISH_ORDER, Basis.BY_RANK, arrival, line.by_rank)
        yield from _of_bibs(About.FINISH_ORDER, Basis.ALIKE, arrival, line.alike)
        yield from _of_bibs(About.FINISH_ORDER, Basis.SHARED, arrival, line.level)
        yield from _of_bibs(About.FINISH_ORDER, Basis.BEHIND_THE_MISSING, arrival, line.behind)
        yield from _of_bibs(About.FINISH_ORDER, Basis.MARKED, arrival, self._marked("finish"))
        yield from _of_bibs(About.FINISH_TIMES, Basis.MARKED, arrival, self._marked("time"))
        untimed = frozenset(bibs_in(arrival)) - times.keys()
        yield from _of_bibs(About.FINISH_TIMES, Basis.NO_TIME, arrival, untimed)

    def _afterwards(self, last: int) -> Iterator[Draft[Basis]]:
        if sums := [[bib, points] for bib, points in sorted(self.facts.sums.items())]:
            marked = self._marked("total") - self._marked("finish")
            claims = (*_of_bibs(About.SPRINT_ORDERS, Basis.MARKED, sorted(self.facts.sums), marked), _AFTERWARDS)
            yield Draft(last, DraftOrder.AFTERWARDS, {"type": "points", "points": sums}, claims)
        for row in self._rows(Status.DISQUALIFIED):
            rule = {} if row.rule is None else {"rule": row.rule}
            yield Draft(last, DraftOrder.AFTERWARDS, {"type": "disqualify", "bibs": [row.bib], **rule}, (_AFTERWARDS,))
        if bibs := [row.bib for row in self.facts.rows if row.through == "q"]:
            yield Draft(last, DraftOrder.AFTERWARDS, {"type": "advance", "bibs": bibs}, (_AFTERWARDS,))
        if bibs := [row.bib for row in self.facts.rows if row.reviewed]:
            yield Draft(last, DraftOrder.AFTERWARDS, {"type": "review", "bibs": bibs}, (_AFTERWARDS,))
        yield Draft(last, DraftOrder.OFFICIAL, {"type": "official"}, (_AFTERWARDS,))


_LAP_OF_AN_ELIMINATION: Final = EventProvenance(About.LAP_TIMES, Certainty.INTERPOLATED, Basis.SPREAD)
_END_OF_NO_TIMES: Final = EventProvenance(About.LAP_TIMES, Certainty.RECONSTRUCTED, Basis.NO_TIMES)


def _laps(row: Published) -> int:
    return _FAR if row.laps is None else row.laps


def _alike(row: Published) -> tuple[int, bool]:
    """Return the sort key of who left when: among those with equal keys, the moment tells the rank."""
    return _laps(row), row.status is Status.LAPPED


def _rank(row: Published) -> int:
    return _FAR if row.rank is None else row.rank


def _time(place: Place, times: Mapping[int, int]) -> int | None:
    return next((times[bib] for bib in members(place) if bib in times), None)


def _of_bibs(
    about: About, basis: Basis, order: Iterable[Place], doubted: frozenset[int]
) -> Iterator[EventProvenance[Basis]]:
    """Yield a provenance entry about the doubted skaters in ``order``; without bibs, if that is all of them."""
    named = bibs_in(order)
    bibs = tuple(bib for bib in named if bib in doubted)
    if bibs:
        yield EventProvenance(about, Certainty.RECONSTRUCTED, basis, None if bibs == named else bibs)


def _arrivals(order: Iterable[Place], times: Mapping[int, int]) -> list[list[Place]]:
    arrivals: list[list[Place]] = []
    for place in order:
        timed = _time(place, times) is not None
        if not arrivals or (timed and any(_time(other, times) is not None for other in arrivals[-1])):
            arrivals.append([])
        arrivals[-1].append(place)
    return arrivals
