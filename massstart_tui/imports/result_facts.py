"""What a published result says about a race, and which of it was published, derived or marked as doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from massstart_tui.race.published_result import LineOrder, Published
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Place, Status, bibs_in
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance


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
    POINTS_LOST = "points_lost"
    STATUS_CODE = "status_code"
    BY_CROSSINGS = "by_crossings"
    LAST_SEEN = "last_seen"
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

    ``sprints`` are orders by lap. ``inferred`` is, by bib, why skaters count as not finished or as lapped where no word
    says so. ``crossings`` are the times in ms at the end of each lap, by bib, where the result has them.
    ``numbered`` are skaters with bibs made up here, ``of_the_sheet`` those with bibs found on a start sheet by name.
    ``sums`` are sprint points by bib where orders do not give them all; ``lacking`` is set if some ranks are missing.
    """

    sheet: Sheet
    rows: tuple[Published, ...]
    sprints: Mapping[int, tuple[Place, ...]]
    line: LineOrder
    inferred: Mapping[int, Basis]
    numbered: frozenset[int]
    of_the_sheet: frozenset[int]
    sums: Mapping[int, int]
    lacking: bool
    crossings: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def times(self) -> dict[int, int]:
        """Return the times in ms at the finish, by bib."""
        over = frozenset(bibs_in(self.line.order))
        return {row.bib: row.time for row in self.rows if row.bib in over and row.time is not None}


def of_the_whole_race(
    facts: ResultFacts, doubtful: Mapping[int, frozenset[str]], source: str, say: Callable[[Basis], str]
) -> Iterator[Provenance]:
    """Yield the provenance entries that are not about single events; the arguments are those of `stream_of`."""
    yield from _published(facts, source)
    yield from _of_all(facts, doubtful, say)


def _published(facts: ResultFacts, source: str) -> Iterator[Provenance]:
    told: dict[About, bool] = {
        About.START_SHEET: True,
        About.BIBS: len(facts.numbered | facts.of_the_sheet) < len(facts.rows),
        About.SPRINT_ORDERS: any(bibs_in(order) for order in facts.sprints.values()),
        About.CROSSING_TIMES: bool(facts.crossings),
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
    if facts.crossings:
        return
    basis, kind = (Basis.SPREAD, Certainty.INTERPOLATED) if facts.times() else (Basis.NO_TIMES, Certainty.RECONSTRUCTED)
    for about in (About.LAP_TIMES, About.SPRINT_TIMES) if facts.sprints else ():
        yield Provenance(about=about, kind=kind, source=say(basis))
