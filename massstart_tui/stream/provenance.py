"""Tell which values are neither official nor published, from the provenance in the header of a stream.

A provenance entry says what it is ``about`` in one of the words of `About`; any other word is about the race as a
whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from massstart_tui.race.events import Event
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import Certainty, Provenance


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


DOUBTFUL: Final = frozenset({Certainty.RECONSTRUCTED, Certainty.INTERPOLATED})
_TIME_OF: Final = {
    "lap": About.LAP_TIMES,
    "crossing": About.CROSSING_TIMES,
    "sprint": About.SPRINT_TIMES,
    "finish": About.FINISH_TIMES,
}
_FACT_OF: Final = {"sprint": About.SPRINT_ORDERS, "points": About.SPRINT_ORDERS, "finish": About.FINISH_ORDER}


@dataclass(frozen=True, slots=True)
class Doubts:
    """Which values in a row of the standings are reconstructed or interpolated."""

    bib: bool
    sprints: tuple[bool, ...]
    finish: bool
    total: bool
    time: bool


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
        return any(
            entry.about == about
            and kind in (None, entry.kind)
            and (entry.events is None or seq is None or seq in entry.events)
            and (entry.bibs is None or bib is None or bib in entry.bibs)
            for entry in self._doubtful
        )

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
        """Return which values of this row are marked; a total is if a part of it is."""
        if not self._doubtful:
            return Doubts(bib=False, sprints=(False,) * len(row.sprints), finish=False, total=False, time=False)
        sprints = tuple(
            bool(points) and self._sprint_doubtful(state, lap, row.bib)
            for lap, points in zip(state.rules.sprint_laps(), row.sprints, strict=True)
        )
        seq = next((place.seq for place in state.finish if row.bib in place.bibs), None)
        finish = seq is not None and self.doubtful(About.FINISH_ORDER, seq, row.bib)
        summed = state.sums.get(row.bib)
        sum_doubtful = summed is not None and self.doubtful(About.SPRINT_ORDERS, summed.seq, row.bib)
        return Doubts(
            bib=self.doubtful(About.BIBS, None, row.bib),
            sprints=sprints,
            finish=finish,
            total=sum_doubtful or (row.total > 0 and (any(sprints) or (finish and row.finish > 0))),
            time=row.time is not None and self.doubtful(About.FINISH_TIMES, seq, row.bib),
        )

    def _sprint_doubtful(self, state: RaceState, lap: int, bib: int) -> bool:
        result = state.sprints.get(lap)
        return result is not None and self.doubtful(About.SPRINT_ORDERS, result.seq, bib)
