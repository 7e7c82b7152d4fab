"""Tell which values are neither official nor published, from the provenance in the header of a stream.

A provenance entry says what it is ``about`` in one of the words of `About`; any other word is about the race as a
whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from massstart_tui.race.events import Event
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.stream.header_names import DOUBTFUL, Certainty
from massstart_tui.stream.provenance_entry import Provenance


class About(StrEnum):
    """What a provenance entry can be about, so that exactly those values can be marked."""

    START_SHEET = "start sheet"
    BIBS = "bibs"
    LAP_TIMES = "lap times"
    CROSSING_TIMES = "crossing times"
    SPRINT_ORDERS = "sprint orders"
    SPRINT_TIMES = "sprint times"
    FINISH_ORDER = "finish order"
    FINISH_TIMES = "finish times"
    INCIDENTS = "incidents"
    INCIDENT_TIMES = "incident times"


_TIME_OF: Final = {
    "lap": About.LAP_TIMES,
    "crossing": About.CROSSING_TIMES,
    "sprint": About.SPRINT_TIMES,
    "finish": About.FINISH_TIMES,
}
_FACT_OF: Final = {"sprint": About.SPRINT_ORDERS, "points": About.SPRINT_ORDERS, "finish": About.FINISH_ORDER}


class Doubts(NamedTuple):
    """Which values in a row of the standings are reconstructed or interpolated, or rest on an unconfirmed order.

    ``through`` is about who goes through by rank: in a race that is over, it rests on every order.
    """

    bib: bool
    sprints: tuple[bool, ...]
    finish: bool
    total: bool
    time: bool
    through: bool = False

    @property
    def any(self) -> bool:
        """Whether any of the values is."""
        return self.bib or any(self.sprints) or self.finish or self.total or self.time or self.through


class ValueSources(NamedTuple):
    """The provenance entries that call values in a row of the standings reconstructed or interpolated."""

    bib: tuple[Provenance, ...] = ()
    sprints: tuple[tuple[Provenance, ...], ...] = ()
    finish: tuple[Provenance, ...] = ()
    total: tuple[Provenance, ...] = ()
    time: tuple[Provenance, ...] = ()

    def of(self, value: str) -> tuple[Provenance, ...]:
        """Return the entries of the value with this name: the name of a field, or the index of a sprint."""
        fields = {"bib": self.bib, "finish": self.finish, "total": self.total, "time": self.time}
        return self.sprints[int(value)] if value.isdecimal() else fields[value]


def _only_crossed(state: RaceState, bib: int) -> bool:
    return not any(bib in place.bibs for place in state.given_finish)


def doubts_in(marks: Marks | None, state: RaceState, rows: Iterable[Standing]) -> dict[int, Doubts]:
    """Return the doubts about each row, by bib; nothing if nothing in the race is doubted."""
    if not orders_unconfirmed(state) and not (marks and marks.any):
        return {}
    held = marks or Marks(())
    return held.of_rows(state, rows)


class Marks:
    """The values of one stream that its provenance calls reconstructed or interpolated."""

    def __init__(self, provenance: Iterable[Provenance]) -> None:
        """Keep only those provenance entries whose facts are neither official nor published."""
        self._doubtful = [entry for entry in provenance if entry.kind in DOUBTFUL]

    @property
    def any(self) -> bool:
        """Whether anything in this stream is marked."""
        return bool(self._doubtful)

    def doubtful(
        self, about: About, seq: int | None = None, bib: int | None = None, kind: Certainty | None = None
    ) -> bool:
        """Return whether this fact, of this event and skater where given, is reconstructed or interpolated.

        ``kind`` limits it to one of the two.
        """
        return self.any and any(kind in (None, entry.kind) for entry in self._entries(about, seq, bib))

    def _entries(self, about: About, seq: int | None, bib: int | None) -> Iterator[Provenance]:
        """Yield the entries that call this fact, of this event and skater where given, doubtful."""
        for entry in self._doubtful:
            of_event = entry.events is None or seq is None or seq in entry.events
            if entry.about == about and of_event and (entry.bibs is None or bib is None or bib in entry.bibs):
                yield entry

    def time_doubtful(self, event: Event) -> bool:
        """Return whether the moment of this event is reconstructed or interpolated."""
        if event.type == "start":
            return False
        return self.doubtful(_TIME_OF.get(event.type, About.INCIDENT_TIMES), event.seq)

    def lap_of_doubtful(self, event: Event) -> bool:
        """Return whether the lap in which this event happened is reconstructed.

        An interpolated time is in a lap that is known, or between two that are; so it leaves no doubt about the lap.
        """
        about = _TIME_OF.get(event.type, About.INCIDENT_TIMES)
        return self.doubtful(about, event.seq, kind=Certainty.RECONSTRUCTED)

    def fact_doubtful(self, event: Event) -> bool:
        """Return whether it is reconstructed or interpolated that, or how, this event happened."""
        return self.doubtful(_FACT_OF.get(event.type, About.INCIDENTS), event.seq)

    def lap_doubtful(self) -> bool:
        """Return whether lap times are reconstructed or interpolated, and so every pace computed from them."""
        return self.doubtful(About.LAP_TIMES)

    def of(self, state: RaceState, row: Standing) -> Doubts:
        """Return which values of this row are marked; a total is if a part of it is.

        So are those that rest on an order by crossings which nobody has confirmed.
        """
        return self._of(state, row, orders_unconfirmed(state))

    def of_rows(self, state: RaceState, rows: Iterable[Standing]) -> dict[int, Doubts]:
        """Return the same for each of these rows, by bib."""
        by_crossings = orders_unconfirmed(state)
        return {row.bib: self._of(state, row, by_crossings) for row in rows}

    def _of(self, state: RaceState, row: Standing, by_crossings: Collection[int]) -> Doubts:
        found = self.sources_of(state, row)
        lacks = tuple(
            points > 0 and lap in by_crossings
            for points, lap in zip(row.sprints, state.rules.sprint_laps(), strict=True)
        )
        sprints = tuple(bool(entries) or lack for entries, lack in zip(found.sprints, lacks, strict=True))
        at_the_line = row.finish_place is not None and state.distance in by_crossings and _only_crossed(state, row.bib)
        return Doubts(
            bib=bool(found.bib),
            sprints=sprints,
            finish=bool(found.finish) or at_the_line,
            total=bool(found.total) or (row.total > 0 and (any(lacks) or (at_the_line and row.finish > 0))),
            time=bool(found.time),
            through=row.through == "Q" and state.phase is not Phase.OFFICIAL and bool(by_crossings),
        )

    def sources_of(self, state: RaceState, row: Standing) -> ValueSources:
        """Return where the marked values of this row come from; a total comes from where its parts do."""
        if not self._doubtful:
            return ValueSources(sprints=((),) * len(row.sprints))
        sprints = tuple(
            self._of_sprint(state, lap, row.bib) if points else ()
            for lap, points in zip(state.rules.sprint_laps(), row.sprints, strict=True)
        )
        seq = next((place.seq for place in state.finish if row.bib in place.bibs), None)
        finish = () if seq is None else tuple(self._entries(About.FINISH_ORDER, seq, row.bib))
        summed = state.sums.get(row.bib)
        of_sum = () if summed is None else tuple(self._entries(About.SPRINT_ORDERS, summed.seq, row.bib))
        parts = (*(entry for entries in sprints for entry in entries), *(finish if row.finish > 0 else ()))
        return ValueSources(
            bib=tuple(self._entries(About.BIBS, None, row.bib)),
            sprints=sprints,
            finish=finish,
            total=(*of_sum, *(parts if row.total > 0 else ())),
            time=() if row.time is None else tuple(self._entries(About.FINISH_TIMES, seq, row.bib)),
        )

    def _of_sprint(self, state: RaceState, lap: int, bib: int) -> tuple[Provenance, ...]:
        result = state.sprints.get(lap)
        return () if result is None else tuple(self._entries(About.SPRINT_ORDERS, result.seq, bib))
