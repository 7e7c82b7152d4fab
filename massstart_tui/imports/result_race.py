"""Check of a published result against the rules of its race, and its conversion into a race that can be replayed.

Nothing is made up: a place that nobody published stays open, and a result that contradicts itself is refused with the
reasons. What a table of results cannot tell, such as when a sprint was, is marked in the provenance.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from massstart_tui.imports.bibs_by_name import same_name, with_bibs_of
from massstart_tui.imports.headings import sprint_role
from massstart_tui.imports.result_events import stream_of
from massstart_tui.imports.result_facts import Basis, ResultFacts
from massstart_tui.imports.results_table import ResultTable
from massstart_tui.race.published_result import (
    LineOrder,
    Published,
    differences,
    over_the_line,
    places_by_points,
    too_slow,
)
from massstart_tui.race.published_totals import (
    Totals,
    missing_ranks,
    split_by_totals,
    with_open_places,
    with_places_of_the_missing,
)
from massstart_tui.race.rules import Rules, Sprint
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import RANKED_BY_LAPS, Standing, standings
from massstart_tui.race.state import Place, Status, bibs_in
from massstart_tui.stream.codec import BadLine, Header
from massstart_tui.stream.faults import BadData, Fault, Flaw
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline

_DIFFERS: Final = {
    "rank": Flaw.OTHER_RANK,
    "finish": Flaw.OTHER_FINISH,
    "won": Flaw.OTHER_WON,
    "total": Flaw.OTHER_TOTAL,
    "laps": Flaw.OTHER_LAPS,
    "place": Flaw.OTHER_PLACE,
    "through": Flaw.OTHER_THROUGH,
}
"""The code of a fault by the value that differs from the one the rules give."""
WITHOUT_POINTS: Final = (Status.LAPPED, Status.WITHDREW, Status.DISQUALIFIED)
"""The statuses of skaters whose points are lost."""
_SKATER_IN_HEADER: Final = re.compile(r"race\.skaters\[(\d+)\]\.(\w+)")
FINISH: Final = "finish"
NONE: Final[Mapping[str, str | int]] = dict.fromkeys(_DIFFERS, 0) | {"place": "-", "through": "-"}
"""How a missing value is shown."""


@dataclass(frozen=True, slots=True)
class ResultRace:
    """The stream of a published result, header and events; ``faults`` are those that do not prevent the import."""

    stream: bytes
    header: Header
    faults: tuple[Fault, ...]


def race_of(table: ResultTable, race: Sheet, source: str, say: Callable[[Basis], str]) -> ResultRace:
    """Return the race of which ``table`` is the result; ``race`` has everything about it except who skates.

    ``source`` is where the table is from, and ``say`` words what was derived, for the provenance. Raises BadLine with
    every place where the table contradicts itself under the rules of the race.
    """
    table = with_bibs_of(race, table)
    fitting = _Fitting(table, replace(race, skaters=_entered(table, race)))
    fitting.tell_other_skaters(race)
    facts = fitting.facts()
    if fitting.faults:
        raise BadLine(fitting.in_order())
    stream, header = stream_of(facts, table.doubtful, source, say)
    fitting.compare(facts, stream)
    if fitting.faults:
        raise BadLine(fitting.in_order())
    return ResultRace(stream, header, (*table.faults, *fitting.remarks))


def _entered(table: ResultTable, race: Sheet) -> tuple[Skater, ...]:
    """Return the skaters of the table, as they are on the start sheet if that has the same bib and name."""
    listed = race.by_bib()
    pairs = ((skater, listed.get(skater.bib)) for skater in table.skaters)
    return tuple(other if other and same_name(skater, other) else skater for skater, other in pairs)


class _Fitting:
    """Compares a table with the rules of a race: collects the facts, the ``faults``, and the harmless ``remarks``."""

    def __init__(self, table: ResultTable, sheet: Sheet) -> None:
        self._table = table
        self._columns = table.columns
        self._sheet = sheet
        self._rules: Rules = sheet.rules_in_force()
        self._finish_in: str = FINISH
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        self._absent = ""

    def in_order(self) -> list[Fault]:
        """Return the faults in the order of the file."""
        return sorted(self.faults, key=lambda fault: fault.line or 0)

    def tell_other_skaters(self, race: Sheet) -> None:
        """Report skaters with another name on the start sheet, and skaters on it who are not in the table."""
        listed = race.by_bib()
        for skater in self._table.skaters:
            other = listed.get(skater.bib)
            if other and not same_name(skater, other):
                bib, name = skater.bib, other.name
                self._wrong(bib, "name", Flaw.OTHER_SKATER, number=bib, given=skater.name, wanted=name)
        here = self._table.lines
        if names := ", ".join(f"{bib} {skater.name}" for bib, skater in listed.items() if bib not in here):
            self._remark(None, "", Flaw.NOT_IN_THE_TABLE, names=names)
            self._absent = names

    def facts(self) -> ResultFacts:
        """Return what the table says, as far as it fits the rules."""
        rows = tuple(map(self._fitted, self._table.rows))
        stopped = frozenset(row.bib for row in rows if self._stopped_without_a_word(row))
        lapped = self._lost_their_points(rows)
        rows = tuple(row._replace(status=Status.WITHDREW) if row.bib in stopped else row for row in rows)
        rows = tuple(row._replace(status=Status.LAPPED) if row.bib in lapped else row for row in rows)
        rows = self._without_points_of_others(rows, lapped)
        missing = missing_ranks(rows)
        totals = split_by_totals(rows, self._rules)
        self._tell_totals(rows, totals, missing)
        started = sum(row.status is not Status.DNS for row in rows)
        sprints = {
            sprint.lap: order
            for index, sprint in enumerate(self._rules.sprints)
            if (order := self._order_of(totals.rows, index, sprint, started) or self._unknown(sprint, started))
        }
        line = self._line(totals, missing)
        self._tell_open(line.order, self._finish_in)
        whole = all(self._is_whole(sprint, sprints.get(sprint.lap, ()), started) for sprint in self._rules.sprints)
        return ResultFacts(
            sheet=self._sheet,
            rows=tuple(row._replace(total=None) if row.bib in totals.open else row for row in totals.rows),
            sprints=sprints,
            line=line,
            inferred={
                **self._table.inferred,
                **dict.fromkeys(stopped, Basis.FEWER_LAPS),
                **dict.fromkeys(lapped, Basis.POINTS_LOST),
            },
            crossings=self._table.crossings,
            numbered=self._table.numbered,
            of_the_sheet=self._table.of_the_sheet,
            sums={} if whole else totals.sums,
            lacking=bool(missing),
        )

    def _line(self, totals: Totals, missing: tuple[int, ...]) -> LineOrder:
        """Return the order at the finish, without skaters whose place follows from neither time nor points."""
        unplaced = frozenset(row.bib for row in totals.rows if self._cannot_be_placed(row)) | totals.open
        rows = [row for row in totals.rows if row.bib not in unplaced]
        placed = self._columns.has("place")
        line = over_the_line(rows, self._rules, self._sheet.laps, placed=placed)
        if placed:
            return line
        # Skaters without a known place are somewhere in the order, so places stay open for them.
        order = with_open_places(line.order, rows, self._rules, len(unplaced) + len(missing))
        order, behind = with_places_of_the_missing(order, rows, self._rules, missing, unplaced=bool(unplaced))
        return replace(line, order=order, behind=behind)

    def _cannot_be_placed(self, row: Published) -> bool:
        """Return whether nothing in the row tells the place at the finish."""
        untold = row.time is None and row.finish is None and row.total is None and row.place is None
        return untold and row.status is Status.FINISHED and self._rules.on_points

    def _is_whole(self, sprint: Sprint, order: tuple[Place, ...], started: int) -> bool:
        """Return whether it is known who won each of the points of a sprint."""
        bibs = bibs_in(order)
        return None not in order and len(bibs) >= min(len(sprint.points), started)

    def _tell_totals(self, rows: Sequence[Published], totals: Totals, missing: tuple[int, ...]) -> None:
        """Report what was derived from totals, and ranks that nobody has."""
        if missing:
            ranks = ", ".join(map(str, missing))
            code = Flaw.RANKS_OF_THE_ABSENT if self._absent else Flaw.RANKS_MISSING
            self._remark(None, "rank", code, ranks=ranks, **({"names": self._absent} if self._absent else {}))
        if blank := sorted({at for row in rows for at in self._blank(row, totals)}):
            called = ", ".join(self._columns.called(sprint_role(at + 1)) for at in blank)
            self.remarks.append(Fault(None, called, Flaw.EMPTY_IS_NOTHING, harmless=True))
        for one in totals.worked_out:
            self._remark(one.bib, sprint_role(one.sprint + 1), Flaw.SPRINT_WORKED_OUT, points=one.points)
        if lines := sorted(self._table.lines[bib] for bib in totals.unsplit):
            self._remark(None, "total", Flaw.TOTALS_NOT_SPLIT, lines=", ".join(map(str, lines)))
        for row in rows:
            if row.bib in totals.open:
                self._remark(row.bib, "total", Flaw.TOTAL_OPEN, given=row.total or 0)

    def _blank(self, row: Published, totals: Totals) -> Iterator[int]:
        """Yield the sprints, from 0, that are empty in the table for a skater who by the total won nothing there."""
        made = next(one for one in totals.rows if one.bib == row.bib)
        for at, (points, told) in enumerate(zip(row.sprints, made.sprints, strict=True)):
            empty = points is None and at not in row.not_known
            if empty and told == 0 and self._columns.has(sprint_role(at + 1)):
                yield at

    def _remark(self, bib: int | None, role: str, code: Flaw, **values: str | int) -> None:
        line = None if bib is None else self._table.lines[bib]
        self.remarks.append(Fault(line, self._columns.called(role), code, values, harmless=True))

    def _fitted(self, row: Published) -> Published:
        """Return the row with one sprint for each sprint of the rules.

        A sprint more, in a table without a column for the finish, is the finish.
        """
        sprints, finish, held = row.sprints, row.finish, len(self._rules.sprints)
        if len(sprints) == held + 1 and not self._columns.has(FINISH):
            self._finish_in = sprint_role(len(sprints))
            sprints, finish = sprints[:-1], sprints[-1]
        # More columns than the rules have sprints do no harm as long as they are empty.
        for number, points in enumerate(sprints[held:], held + 1):
            if points:
                self._wrong(row.bib, sprint_role(number), Flaw.NO_SUCH_SPRINT, given=points, sprints=held)
        sprints = (*sprints[:held], *(None for _ in range(held - len(sprints))))
        return row._replace(sprints=sprints, finish=finish, lap_points=(row.gained or 0) * self._rules.lap_points)

    def _stopped_without_a_word(self, row: Published) -> bool:
        """Return whether only the laps show that this skater did not complete the distance, as the ISU prints it."""
        short = row.laps is not None and row.laps < self._sheet.laps
        return short and row.bib in self._table.wordless and row.place is None and not row.finish

    def _unknown(self, sprint: Sprint, started: int) -> tuple[Place, ...]:
        """Return an order of open places for a sprint of which the source tells nothing; else an empty one."""
        return () if self._table.sprints_told else (None,) * min(len(sprint.points), started)

    def _lost_their_points(self, rows: Sequence[Published]) -> frozenset[int]:
        """Return who is lapped though no word says so: points at sprints, a total of nought, and later than the winner.

        A skater who is lapped and may finish loses all points (ISU Special Regulations, mass start).
        """
        first = min((row.time for row in rows if row.time is not None and row.laps == self._sheet.laps), default=None)
        if first is None or self._rules.lapped != "finishes":
            return frozenset()
        told = (row for row in rows if row.bib in self._table.wordless and row.laps == self._sheet.laps)
        return frozenset(row.bib for row in told if row.total == 0 < row.in_the_sprints and (row.time or 0) > first)

    def _without_points_of_others(self, rows: tuple[Published, ...], lapped: Container[int]) -> tuple[Published, ...]:
        """Return the rows, without points of the lapped at a sprint where others have all of its points."""
        made = list(rows)
        for index, sprint in enumerate(self._rules.sprints):
            points = {row.bib: won for row in made if (won := row.sprints[index])}
            kept = {bib: won for bib, won in points.items() if bib not in lapped}
            if kept != points and places_by_points(points, sprint.points) is None:
                made = [self._without_points(row, index) if row.bib in points.keys() - kept else row for row in made]
        return tuple(made)

    def _without_points(self, row: Published, index: int) -> Published:
        self._remark(row.bib, sprint_role(index + 1), Flaw.TOTAL_BELIEVED, given=row.sprints[index] or 0)
        return row._replace(sprints=(*row.sprints[:index], 0, *row.sprints[index + 1 :]))

    def _order_of(self, rows: tuple[Published, ...], index: int, sprint: Sprint, started: int) -> tuple[Place, ...]:
        """Return the order of a sprint by its points; empty if nobody has any."""
        role = sprint_role(index + 1)
        points = {row.bib: won for row in rows if (won := row.sprints[index])}
        order = places_by_points(points, sprint.points)
        if order is None:
            self._tell_points(points, sprint.points, role)
        if not order or not points:
            return ()
        order = _among(started, order)
        self._tell_open(order, role)
        return order

    def _tell_points(self, points: Mapping[int, int], given: tuple[int, ...], role: str) -> None:
        """Report points that the rules do not give, or not to so many skaters."""
        table = ", ".join(map(str, given))
        won = list(points.values())
        for bib, each in points.items():
            if each not in given:
                self._wrong(bib, role, Flaw.NOT_POINTS_OF, given=each, points=table)
            elif won.count(each) > 1:
                self._wrong(bib, role, Flaw.POINTS_TOO_OFTEN, given=each, count=won.count(each), points=table)

    def _tell_open(self, order: tuple[Place, ...], role: str) -> None:
        """Report places that are empty in an order, and places that are shared."""
        place = 1
        for at in order:
            bibs = bibs_in([at])
            if not bibs:
                values = {"place": place}
                self.remarks.append(Fault(None, self._columns.called(role), Flaw.PLACE_OPEN, values, harmless=True))
            for bib in bibs[1:]:
                line, values = self._table.lines[bib], {"other": bibs[0], "place": place}
                self.remarks.append(Fault(line, self._columns.called(role), Flaw.SHARED_POINTS, values, harmless=True))
            place += max(1, len(bibs))

    def compare(self, facts: ResultFacts, stream: bytes) -> None:
        """Report where the result that the events give by the rules differs from the published one."""
        # Read back like any stream, so that the comparison is with what a replay will show.
        try:
            timeline = Timeline(read_from(io.BytesIO(stream), ""))
        except BadData as error:
            raise BadLine([self._in_the_table(fault) for fault in error.faults]) from error
        by_the_rules = standings(timeline.state_at(len(timeline)))
        forfeited = {row.bib for row in by_the_rules if row.status in WITHOUT_POINTS}
        for bib, field, given, wanted in differences(facts.rows, by_the_rules, missing_ranks(facts.rows)):
            role = self._finish_in if field == FINISH else field
            code = Flaw.FORFEITED_TOTAL if field == "total" and not wanted and bib in forfeited else _DIFFERS[field]
            self._wrong(bib, role, code, given=given or NONE[field], wanted=wanted or NONE[field])
        self._tell_open_cut(facts, by_the_rules)
        self._tell_unheld_ranks(facts, by_the_rules)
        for bib, other in too_slow(facts.rows, facts.line.order):
            self._wrong(bib, "time", Flaw.SLOWER_AHEAD, other=other)

    def _in_the_table(self, fault: Fault) -> Fault:
        """Return a fault in the header that was made from the table, with its line and its column there."""
        place = _SKATER_IN_HEADER.fullmatch(fault.field)
        if place is None:
            return replace(fault, line=None)
        line = self._table.lines.get(self._sheet.skaters[int(place[1])].bib)
        return replace(fault, line=line, field=self._columns.called(place[2]))

    def _tell_unheld_ranks(self, facts: ResultFacts, by_the_rules: Sequence[Standing]) -> None:
        """Report ranks that differ from the table, if the laps of somebody who stopped are missing from it.

        Without those laps the rules cannot tell the ranks of the skaters who stopped, so this is no fault.
        """
        if all(row.laps is not None for row in facts.rows if row.status in RANKED_BY_LAPS):
            return
        made = {row.bib: row for row in by_the_rules}
        missing = missing_ranks(facts.rows)
        for row in facts.rows:
            # Skaters who are missing from the table push back the ranks behind them.
            wanted = made[row.bib].rank + sum(rank < (row.rank or 0) for rank in missing)
            if row.rank not in (None, wanted) and not made[row.bib].open_rank:
                self._remark(row.bib, "rank", Flaw.RANK_WITHOUT_LAPS, given=row.rank or 0, wanted=wanted)

    def _tell_open_cut(self, facts: ResultFacts, by_the_rules: Sequence[Standing]) -> None:
        """Report who advances according to the table and may not by its points."""
        open_ = {row.bib for row in by_the_rules if row.open_rank and not row.through}
        for row in facts.rows:
            if row.through and row.bib in open_:
                self._remark(row.bib, "through", Flaw.CUT_OPEN, given=row.through)

    def _wrong(self, bib: int, role: str, code: Flaw, **values: str | int) -> None:
        self.faults.append(Fault(self._table.lines[bib], self._columns.called(role), code, values))


def _among(started: int, order: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the order without open places at its end for which there were no skaters left."""
    while order[-1] is None and len(bibs_in(order)) + order.count(None) > started:
        order = order[:-1]
    return order
