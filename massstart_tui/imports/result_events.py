"""Conversion of a published result into an event stream, with a provenance for every value that had to be derived.

A result has the order and the times at the finish, but not when a sprint was. The laps that end in a sprint are spread
evenly over the winner's time, and marked as such; no events are made for the other laps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import groupby, pairwise
from typing import Final, Generic, TypeVar

from massstart_tui.race.published_result import LineOrder, Published, stopped_short
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Place, Status, bibs_in, members
from massstart_tui.stream.codec import (
    FORMAT,
    VERSION,
    Certainty,
    Header,
    Provenance,
    decode_event,
    encode_event,
    encode_header,
)
from massstart_tui.stream.provenance import About

Source = TypeVar("Source")
"""The type of what a fact is based on: a sentence, or a code that is turned into one later."""


class DraftOrder(IntEnum):
    """The sort order of events at the same time."""

    GUN = 0
    LAP = 1
    SPRINT = 2
    INCIDENT = 3
    FINISH = 4
    AFTERWARDS = 5
    OFFICIAL = 6


@dataclass(frozen=True, slots=True)
class EventProvenance(Generic[Source]):
    """A provenance entry for a single event, or for ``bibs`` in it if they are given."""

    about: About
    kind: Certainty
    source: Source
    bibs: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Draft(Generic[Source]):
    """An event without a seq: ``t`` in ms since the gun, its sort order, its fields, and its provenance."""

    t: int
    turn: DraftOrder
    fields: Mapping[str, object]
    claims: tuple[EventProvenance[Source], ...] = ()


def in_order(drafts: Iterable[Draft[Source]]) -> list[Draft[Source]]:
    """Return the drafts sorted by time, and at the same time by `DraftOrder`."""
    return sorted(drafts, key=lambda draft: (draft.t, draft.turn))


def narrowed(drafts: Sequence[Draft[Source]], say: Callable[[Source], str]) -> Iterator[Provenance]:
    """Yield the provenance of single events, equal entries merged; ``say`` turns a source into a sentence."""
    claimed: dict[EventProvenance[Source], list[int]] = {}
    for seq, draft in enumerate(drafts, 1):
        for claim in draft.claims:
            claimed.setdefault(claim, []).append(seq)
    for claim, seqs in claimed.items():
        fields: dict[str, object] = {} if claim.bibs is None else {"bibs": claim.bibs}
        told = {"about": claim.about, "kind": claim.kind, "source": say(claim.source), "events": tuple(seqs), **fields}
        yield Provenance.model_validate(told)


A_LAP_WITHOUT_TIMES: Final = 1000
"""The length of a lap, in ms, in a result without any time."""
_FAR: Final = 1 << 62


class Basis(StrEnum):
    """How a value that the result does not have was derived. Each code has a sentence in the catalogue."""

    NUMBERED = "numbered"
    OF_THE_SHEET = "of_the_sheet"
    MARKED = "marked"
    SPREAD = "spread"
    NO_TIMES = "no_times"
    SHARED = "shared"
    BY_RANK = "by_rank"
    ALIKE = "alike"
    NO_TIME = "no_time"
    FEWER_LAPS = "fewer_laps"
    STOPPED = "stopped"
    AT_THE_LAP = "at_the_lap"
    BEFORE_THE_FINISH = "before_the_finish"
    IN_BETWEEN = "in_between"
    ON_THE_WAY = "on_the_way"
    LACKING = "lacking"
    BEHIND_THE_MISSING = "behind_the_missing"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What a result says about a race.

    ``sprints`` are orders by lap. ``inferred`` are skaters who count as not finished only because of their laps.
    ``numbered`` are skaters with bibs made up here, ``of_the_sheet`` those with bibs found on a start sheet by name.
    ``sums`` are sprint points by bib where orders do not give them all; ``lacking`` is set if some ranks are missing.
    """

    sheet: Sheet
    rows: tuple[Published, ...]
    sprints: Mapping[int, tuple[Place, ...]]
    line: LineOrder
    inferred: frozenset[int]
    numbered: frozenset[int]
    of_the_sheet: frozenset[int]
    sums: Mapping[int, int]
    lacking: bool

    def times(self) -> dict[int, int]:
        """Return the times in ms at the finish, by bib."""
        over = frozenset(bibs_in(self.line.order))
        return {row.bib: row.time for row in self.rows if row.bib in over and row.time is not None}


_AFTERWARDS: Final = EventProvenance(About.INCIDENT_TIMES, Certainty.RECONSTRUCTED, Basis.AFTERWARDS)


def stream_of(
    facts: ResultFacts, doubtful: Mapping[int, frozenset[str]], source: str, say: Callable[[Basis], str]
) -> tuple[bytes, Header]:
    """Return the stream and its header. ``doubtful`` are the fields that the result itself marks, by bib.

    ``source`` is where the result was published, and ``say`` turns a `Basis` into a sentence.
    """
    drafts = _Drafting(facts, doubtful).all()
    provenance = (*_published(facts, source), *_of_all(facts, doubtful, say), *narrowed(drafts, say))
    header = Header(format=FORMAT, version=VERSION, race=facts.sheet, provenance=provenance)
    lines = (json.dumps({"seq": seq, "t": draft.t, **draft.fields}) for seq, draft in enumerate(drafts, 1))
    return encode_header(header) + b"".join(encode_event(decode_event(line.encode())) for line in lines), header


def _published(facts: ResultFacts, source: str) -> Iterator[Provenance]:
    told = {
        About.START_SHEET: True,
        About.BIBS: len(facts.numbered | facts.of_the_sheet) < len(facts.rows),
        About.SPRINT_ORDERS: bool(facts.sprints),
        About.FINISH_ORDER: bool(facts.line.order),
        About.FINISH_TIMES: bool(facts.times()),
        About.INCIDENTS: any(row.status is not Status.FINISHED for row in facts.rows),
    }
    for about, is_told in told.items():
        if is_told:
            yield Provenance(about=about, kind=Certainty.PUBLISHED, source=source)


def _of_all(
    facts: ResultFacts, doubtful: Mapping[int, frozenset[str]], say: Callable[[Basis], str]
) -> Iterator[Provenance]:
    """Yield the provenance of what was derived, or is marked, for the whole race."""
    if facts.lacking:
        yield Provenance(about=About.START_SHEET, kind=Certainty.RECONSTRUCTED, source=say(Basis.LACKING))
    if facts.numbered:
        whom = None if len(facts.numbered) == len(facts.rows) else tuple(sorted(facts.numbered))
        yield Provenance(about=About.BIBS, kind=Certainty.RECONSTRUCTED, source=say(Basis.NUMBERED), bibs=whom)
    if facts.of_the_sheet:
        whom = None if len(facts.of_the_sheet) == len(facts.rows) else tuple(sorted(facts.of_the_sheet))
        yield Provenance(about=About.BIBS, kind=Certainty.PUBLISHED, source=say(Basis.OF_THE_SHEET), bibs=whom)
    if bibs := tuple(bib for bib, fields in doubtful.items() if "bib" in fields):
        yield Provenance(about=About.BIBS, kind=Certainty.RECONSTRUCTED, source=say(Basis.MARKED), bibs=bibs)
    basis, kind = (Basis.SPREAD, Certainty.INTERPOLATED) if facts.times() else (Basis.NO_TIMES, Certainty.RECONSTRUCTED)
    for about in (About.LAP_TIMES, About.SPRINT_TIMES) if facts.sprints else ():
        yield Provenance(about=about, kind=kind, source=say(basis))


@dataclass
class _Drafting:
    """Makes the events of one race; ``end`` is the winner's time in ms."""

    facts: ResultFacts
    doubtful: Mapping[int, frozenset[str]]
    end: int = field(init=False)

    def __post_init__(self) -> None:
        known = self.facts.times()
        others = [row.time for row in self.facts.rows if row.time is not None]
        self.end = min(known.values()) if known else max(A_LAP_WITHOUT_TIMES * self.facts.sheet.laps, *others, 0)

    def all(self) -> list[Draft[Basis]]:
        """Return the events in order of time."""
        drafts = [
            Draft(0, DraftOrder.GUN, {"type": "start"}),
            *self._not_started(),
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
        """Return the time in ms at which the leader completes ``lap``, if all laps took as long."""
        return round(self.end * lap / self.facts.sheet.laps)

    def _rows(self, status: Status) -> list[Published]:
        return [row for row in self.facts.rows if row.status is status]

    def _not_started(self) -> Iterator[Draft[Basis]]:
        if bibs := [row.bib for row in self._rows(Status.DNS)]:
            yield Draft(0, DraftOrder.INCIDENT, {"type": "dns", "bibs": bibs})

    def _sprints(self) -> Iterator[Draft[Basis]]:
        for index, lap in enumerate(self.facts.sheet.rules_in_force().sprint_laps()):
            if order := self.facts.sprints.get(lap):
                # The winner of a sprint leads at the end of its lap; a shared or unknown first place names no leader.
                leader = {"bib": order[0]} if isinstance(order[0], int) else {}
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
        rows = [row for row in self.facts.rows if stopped_short(row, rules, distance)]
        rows += [row for row in self._rows(Status.DISQUALIFIED) if row.laps not in (None, distance)]
        lapped = sorted((row._replace(time=None) for row in rows if row.status is Status.LAPPED), key=_rank)
        others = sorted((row for row in rows if row.status is not Status.LAPPED), key=_rank)
        # The sort is stable, so equal keys keep the order of ranks, or its reverse for the lapped.
        for laps, grouped in groupby(sorted([*lapped[::-1], *others], key=_alike), key=_alike):
            group = list(grouped)
            for row, t in zip(group, self._moments(group, laps[0]), strict=True):
                yield self._leaving(row, t)

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
            claims.append(EventProvenance(About.INCIDENTS, Certainty.RECONSTRUCTED, Basis.FEWER_LAPS))
        if row.status is Status.DISQUALIFIED:
            claims.append(EventProvenance(About.INCIDENTS, Certainty.RECONSTRUCTED, Basis.STOPPED))
        if row.time is None and laps:
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
                yield Draft(t, DraftOrder.INCIDENT, {"type": "lapped", "bibs": [row.bib]}, (when,))

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
            t = max(t, *(time for time in known if time is not None), 0)
            fields = {"type": "finish", "order": arrival} | ({"times": known} if any(known) else {})
            yield Draft(t, DraftOrder.FINISH, fields, tuple(self._doubts_at_the_finish(arrival, times)))
        distance = self.facts.sheet.laps
        whole = any(row.status is Status.FINISHED or row.laps == distance for row in self.facts.rows)
        if whole and not self.facts.line.order:
            yield Draft(self.end, DraftOrder.LAP, {"type": "lap", "lap": distance}, (_END_OF_NO_TIMES,))

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
