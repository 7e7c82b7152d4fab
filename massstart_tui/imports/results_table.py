"""Parser of a published result in a csv file, from a website, a spreadsheet or ``massstart results``.

Columns are found by their headings, as in a list of skaters. A word for a skater's status (DNF, DNS, DQ, LAP) can be in
any column where the skater has no other value. Nothing in the table becomes a note on the start sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from massstart_tui.imports.formula_signs import FORMULA_SIGNS
from massstart_tui.imports.headings import SUGGESTED, ColumnRoles, cell_at, heading_key, sprint_role
from massstart_tui.imports.result_cells import (
    AT_LEAST,
    BETWEEN_RANKS,
    NO_VALUE,
    NOT_KNOWN,
    SIGNED,
    THROUGH,
    TIED,
    clock_in,
    count_in,
    gap_in,
    is_nothing,
    status_in,
    words_in,
)
from massstart_tui.imports.result_facts import Basis
from massstart_tui.imports.skater_list import SkaterRows, bibs_in_name_order, unknown_heading
from massstart_tui.imports.table_rows import Row, TableRows, rows_of
from massstart_tui.imports.text_encoding import decoded
from massstart_tui.race.published_result import NOTHING, Published
from massstart_tui.race.sheet import Skater
from massstart_tui.race.standings import RANKED_BY_LAPS
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, shown

WITH_WORDS: Final = ("status", "rank", "time", "gap", "total", "laps", "notes")
"""The columns in which a table may have a word for the status."""
COUNTS_ROWS: Final = ("nr", "no", "num", "number", "nummer", "numer", "numero", "#", "n")
"""Headings of bibs that can also be those of a count of the rows."""
BELOW_NOUGHT: Final = ("won", "total")
"""The values that a lost lap can make negative."""
ENOUGH_TO_TELL: Final = 3
"""From this number of rows on, bibs that count the rows from 1 are taken for ranks."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A published result, row by row.

    ``rows`` have as many sprints as there are columns for them. ``skaters`` are sorted by bib, so that a start sheet
    does not give the result away. ``lines`` are line numbers by bib, and ``doubtful`` the fields that the table itself
    marks, by bib. ``wordless`` are the bibs of skaters without a word for their status, ``numbered`` those with bibs
    made up here, and ``of_the_sheet`` those whose bibs come from a start sheet. ``beside`` is what stands beside the
    table, such as a title, by the keys of a start sheet. ``crossings`` are the times in ms at the end of each lap, and
    ``inferred`` is why a status is no more than inferred, both by bib. ``sprints_told`` is unset if the source has no
    place for who won what at a sprint, so that nobody knows. ``faults`` are those that do not prevent the import.
    """

    rows: tuple[Published, ...]
    skaters: tuple[Skater, ...]
    lines: Mapping[int, int]
    columns: ColumnRoles
    doubtful: Mapping[int, frozenset[str]]
    wordless: frozenset[int]
    numbered: frozenset[int]
    faults: tuple[Fault, ...]
    of_the_sheet: frozenset[int] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)
    crossings: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    inferred: Mapping[int, Basis] = field(default_factory=dict)
    sprints_told: bool = True

    def told_of_the_race(self) -> dict[str, int]:
        """Return what the rows tell of the race, by the keys of a start sheet: its laps, and how many qualify."""
        whole = [row.laps for row in self.rows if row.laps and row.status not in RANKED_BY_LAPS]
        told = {"laps": max(whole, default=0), "qualify": sum(row.through == "Q" for row in self.rows)}
        return {name: number for name, number in told.items() if number}


def results_from_csv(content: bytes) -> ResultTable:
    """Parse a result in csv text; raise BadLine with every fault, each with its line and the heading of its column."""
    text, remarks = decoded(content)
    return results_in(rows_of(text), remarks)


def results_in(table: TableRows, remarks: list[Fault], told: Mapping[str, str] | None = None) -> ResultTable:
    """Return the result in a table; raise BadLine with every fault.

    ``remarks`` are those on the file, and ``told`` is what stands beside the table, by the keys of a start sheet.
    """
    remarks += [*table.remarks, *_find_numbers(table), *_left_out(table)]
    columns = table.columns
    if not table.rows:
        raise BadLine([*_missing(table, columns), *table.faults] or [Fault(None, "", Flaw.NO_SKATERS)])
    if faults := list(_missing(table, columns)):
        raise BadLine(faults)
    _read_shared_ranks(columns, table.rows)
    taken = _ResultRows(columns)
    bibs = list(bibs_in_name_order(columns, table.rows))
    for (line, row), bib in zip(table.rows, bibs, strict=True):
        taken.take(line, row, bib)
    # Only after all rows: the winner, to whom the gaps are, can be in any row.
    taken.resolve_gaps()
    if faults := [*table.faults, *taken.faults]:
        raise BadLine(sorted(faults, key=lambda fault: fault.line or 0))
    numbered = frozenset(
        bib for (_, row), bib in zip(table.rows, bibs, strict=True) if is_nothing(columns.cell(row, "bib"))
    )
    return ResultTable(
        rows=_without_an_empty_cut(taken.rows),
        skaters=tuple(sorted(taken.skaters, key=lambda skater: skater.bib)),
        lines=taken.lines,
        columns=columns,
        doubtful=taken.doubtful,
        wordless=frozenset(taken.wordless),
        numbered=numbered,
        faults=(*remarks, *_numbered_here(columns, table.rows, numbered), *taken.remarks),
        beside=told or {},
    )


def _numbered_here(columns: ColumnRoles, rows: Sequence[Row], numbered: frozenset[int]) -> Iterator[Fault]:
    """Yield the remark on bibs that the table does not have."""
    if not columns.has("bib"):
        yield Fault(None, "", Flaw.RESULT_WITHOUT_BIBS, {"last": len(rows)}, harmless=True)
    elif numbered:
        lines = ", ".join(str(line) for line, row in rows if is_nothing(columns.cell(row, "bib")))
        yield Fault(None, columns.called("bib"), Flaw.ROWS_WITHOUT_BIBS, {"lines": lines}, harmless=True)


def _without_an_empty_cut(rows: Sequence[Published]) -> tuple[Published, ...]:
    """Ignore a column for who advances in which nobody does, as in a final."""
    told = any(row.through for row in rows)
    return tuple(rows) if told else tuple(row._replace(through=None) for row in rows)


def _read_shared_ranks(columns: ColumnRoles, rows: Sequence[Row]) -> None:
    """Write a rank such as ``T25`` as a number if another row has it too; alone, it may be no rank."""
    at = columns.by_role.get("rank")
    shared = Counter(cell_at(row, at).lstrip("T=") for _, row in rows) if at is not None else Counter[str]()
    for _, row in rows:
        if at is not None and (match := TIED.fullmatch(cell_at(row, at))) and shared[match[1]] > 1:
            row[at] = match[1]


def _find_numbers(table: TableRows) -> Iterator[Fault]:
    """Decide whether a column without a clear heading has ranks or bibs, and yield a remark on it."""
    columns = table.columns
    roles = dict(columns.by_role)
    first = columns.headings[0] if columns.headings else "-"
    if not first:
        ranks = not columns.has("rank") and _go_up([cell_at(row, 0) for _, row in table.rows])
        role = "rank" if ranks else "bib"
        if role not in roles and any(cell_at(row, 0) for _, row in table.rows):
            roles[role] = 0
            yield Fault(table.line, "#1", Flaw.RANKS_UNNAMED if ranks else Flaw.BIBS_UNNAMED, harmless=True)
    elif columns.has("bib") and not columns.has("rank") and heading_key(columns.called("bib")) in COUNTS_ROWS:
        counted = [columns.cell(row, "bib") for _, row in table.rows]
        if len(counted) >= ENOUGH_TO_TELL and counted == [str(at) for at in range(1, len(counted) + 1)]:
            yield Fault(table.line, columns.called("bib"), Flaw.RANKS_NOT_BIBS, harmless=True)
            # Numbers that count the rows are ranks, since a result is sorted by rank.
            roles["rank"] = roles.pop("bib")
    table.columns = ColumnRoles(columns.headings, roles)


def _go_up(cells: Sequence[str]) -> bool:
    """Return whether the numbers go up from 1 as ranks do, with nothing but status words among them."""
    numbers = [number for cell in cells if (number := count_in(cell)) is not None]
    words = all(is_nothing(cell) or count_in(cell) is not None or status_in(cell) for cell in cells)
    return words and numbers[:1] == [1] and numbers == sorted(numbers)


def _left_out(table: TableRows) -> Iterator[Fault]:
    """Yield a remark on each column without a known role."""
    for at, heading in table.columns.others():
        if any(cell_at(row, at) for _, row in table.rows):
            yield unknown_heading(table.line, at, heading, SUGGESTED["result"], (Flaw.LEFT_OUT, Flaw.LEFT_OUT_AS_WELL))


def _missing(table: TableRows, columns: ColumnRoles) -> Iterator[Fault]:
    """Yield the columns that a result must have and this one does not."""
    if not columns.headings and not table.rows:
        return
    if not columns.headings or not columns.has("name"):
        yield Fault(table.line, "name", Flaw.NO_COLUMN, {"valid": "name, naam, skater, rijder"})
    tells = ("time", "ms", "gap", "total", "finish", "place")
    if columns.headings and not any(map(columns.has, tells)):
        yield Fault(table.line, "time", Flaw.NO_COLUMN, {"valid": "time, tijd, total, punten, finish"})


@dataclass
class _ResultRows:
    """Collects the rows of a result, with the faults in them."""

    columns: ColumnRoles
    rows: list[Published] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, frozenset[str]] = field(default_factory=dict)
    wordless: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        notes = frozenset(at for role, at in self.columns.by_role.items() if role == "club")
        self._skaters = SkaterRows(self.columns, notes)
        numbers = [int(role.split()[1]) for role in self.columns.by_role if role.startswith("sprint ")]
        self._sprints = range(1, max(numbers, default=0) + 1)
        self._gaps: dict[int, tuple[int, int, str]] = {}

    @property
    def skaters(self) -> list[Skater]:
        return self._skaters.taken

    def take(self, line: int, row: list[str], bib: int) -> None:
        """Take a row, or keep its faults; ``bib`` is the bib of a row that has none."""
        # What this row adds is what comes behind these lengths.
        listed, wrong, told = len(self.skaters), len(self._skaters.faults), len(self._skaters.remarks)
        self._skaters.take(line, _as_text(row, self.columns, bib), bib)
        self.faults += self._skaters.faults[wrong:]
        self.remarks += self._skaters.remarks[told:]
        skater = self.skaters[-1] if len(self.skaters) > listed else None
        published = self._published(line, row, skater.bib if skater else bib)
        if skater:
            self.rows.append(published)
            self.lines[skater.bib] = line
            self.doubtful[skater.bib] = frozenset(self.columns.cell(row, "doubtful").split())

    def resolve_gaps(self) -> None:
        """Turn the times behind the winner into times, and check them against the time if a row has both."""
        timed = [row for row in self.rows if row.time is not None]
        if not self._gaps:
            return
        first = next((row for row in timed if row.rank == 1), min(timed, key=_time, default=None))
        for at, row in enumerate(self.rows):
            if row.bib in self._gaps:
                self.rows[at] = self._with_gap(row, first, *self._gaps[row.bib])

    def _with_gap(self, row: Published, first: Published | None, gap: int, unit: int, cell: str) -> Published:
        """Return the row with its gap resolved; ``unit`` is the precision of the gap in ms."""
        line, role = self.lines[row.bib], "gap" if self.columns.has("gap") else "time"
        if first is None or first.time is None:
            self._wrong(line, role, Flaw.GAP_TO_NOBODY, given=shown(cell))
            return row
        time = first.time + gap
        if row.time is None:
            return row._replace(time=time)
        # Both are printed with limited precision, so less than a unit is no contradiction.
        if not -unit < row.time - time < unit:
            self._wrong(line, role, Flaw.OTHER_GAP, given=shown(cell), wanted=f"+{(row.time - first.time) / 1000:.2f}")
        return row

    def _published(self, line: int, row: list[str], bib: int) -> Published:
        """Return the row as a published result."""
        status, rule = self._status(line, row) or (None, None)
        if status is None:
            self.wordless.append(bib)
        return Published(
            bib,
            status or Status.FINISHED,
            rank=self._count(line, row, "rank"),
            sprints=tuple(self._count(line, row, sprint_role(number)) for number in self._sprints),
            finish=self._count(line, row, "finish"),
            won=self._count(line, row, "won"),
            total=self._count(line, row, "total"),
            laps=self._count(line, row, "laps"),
            time=self._time(line, row, bib),
            place=self._count(line, row, "place"),
            through=self._through(line, row),
            rule=rule,
            gained=self._gained(line, row),
            reviewed=self.columns.cell(row, "reviewed").casefold() == "true",
            not_known=frozenset(
                at
                for at, number in enumerate(self._sprints)
                if self.columns.cell(row, sprint_role(number)) in NOT_KNOWN
            ),
        )

    def _status(self, line: int, row: list[str]) -> tuple[Status, str | None] | None:
        """Return the status that the words in the row give, and the rule if one is named; report a contradiction."""
        told: dict[Status, str | None] = {}
        for role in WITH_WORDS:
            cell = self.columns.cell(row, role)
            for word in words_in(cell) if role == "notes" else [cell]:
                if (found := status_in(word)) is not None:
                    told.setdefault(*found)
                elif role == "status" and not is_nothing(cell):
                    self._wrong_word(line, role, Flaw.NOT_A_STATUS, cell)
                elif role == "notes" and word not in THROUGH:
                    self._left_out(line, word)
            if len(told) > 1:
                self._wrong(line, role, Flaw.TWO_STATUSES, given=shown(cell))
                break
        return next(iter(told.items()), None)

    def _left_out(self, line: int, word: str) -> None:
        heading = self.columns.called("notes")
        self.remarks.append(Fault(line, heading, Flaw.WORD_LEFT_OUT, {"given": shown(word)}, harmless=True))

    def _count(self, line: int, row: list[str], role: str) -> int | None:
        """Return a number; None if the cell is empty, a word, or a value that is left open."""
        cell = self.columns.cell(row, role)
        if is_nothing(cell) or (role in WITH_WORDS and status_in(cell)):
            return None
        if (role in ("total", "won") and AT_LEAST.fullmatch(cell)) or (
            role == "rank" and BETWEEN_RANKS.fullmatch(cell)
        ):
            return None
        number = count_in(cell)
        if number is None and role in BELOW_NOUGHT and self.columns.has("gained") and SIGNED.fullmatch(cell):
            return int(cell)
        if number is None:
            self._wrong_word(line, role, Flaw.WRONG_TYPE, cell, type="integer")
        return number

    def _gained(self, line: int, row: list[str]) -> int | None:
        """Return the laps gained on the bunch, negative if lost."""
        cell = self.columns.cell(row, "gained")
        if is_nothing(cell):
            return None
        if match := SIGNED.fullmatch(cell.removeprefix("'")):
            return int(match[1])
        self._wrong(line, "gained", Flaw.WRONG_TYPE, given=shown(cell), type="integer")
        return None

    def _time(self, line: int, row: list[str], bib: int) -> int | None:
        """Return the time in ms, with the precision of the column of ms if there is one; a gap is kept for later."""
        cell, behind = self.columns.cell(row, "time"), self.columns.cell(row, "gap")
        exact = self._count(line, row, "ms")
        self._keep_gap(line, bib, cell, behind)
        if is_nothing(cell) or status_in(cell) or gap_in(cell, signed=True):
            return exact
        time, unit = clock_in(cell) or (None, 0)
        if time is None:
            self._wrong_word(line, "time", Flaw.NOT_A_RACE_TIME, cell)
        # The printed time is the exact one, cut off.
        elif exact is not None and not time <= exact < time + unit:
            self._wrong(line, "ms", Flaw.NOT_THE_TIME, given=exact, wanted=shown(cell))
        return time if exact is None else exact

    def _keep_gap(self, line: int, bib: int, cell: str, behind: str) -> None:
        if gap := gap_in(cell, signed=True):
            self._gaps[bib] = (*gap, cell)
        elif gap := gap_in(behind, signed=False):
            self._gaps[bib] = (*gap, behind)
        elif not is_nothing(behind) and not status_in(behind) and not clock_in(behind):
            self._wrong(line, "gap", Flaw.NOT_A_GAP, given=shown(behind))

    def _through(self, line: int, row: list[str]) -> str | None:
        """Return how the skater advanced, by the column for it or else by the notes; None if the table does not say."""
        cell = self.columns.cell(row, "through")
        noted = next((word for word in words_in(self.columns.cell(row, "notes")) if word in THROUGH), None)
        if not self.columns.has("through"):
            # If the table has notes, one without Q says that the skater does not advance.
            return NOTHING if noted is None and self.columns.has("notes") else noted
        if cell in NO_VALUE or cell in THROUGH:
            return THROUGH.get(cell, NOTHING)
        self._wrong(line, "through", Flaw.NOT_ONE_OF, given=shown(cell), valid="Q, q")
        return None

    def _wrong_word(self, line: int, role: str, code: Flaw, cell: str, **values: str) -> None:
        """Report a cell that is not what its column has, or one that can mean two things."""
        if match := TIED.fullmatch(cell):
            self._wrong(line, role, Flaw.PLACE_OR_CODE, given=shown(cell), place=match[1])
        else:
            self._wrong(line, role, code, given=shown(cell), **values)

    def _wrong(self, line: int, role: str, code: Flaw, **values: str | int) -> None:
        self.faults.append(Fault(line, self.columns.called(role), code, values))


def _time(row: Published) -> int:
    return row.time or 0


def _as_text(row: Sequence[str], columns: ColumnRoles, bib: int) -> list[str]:
    """Return the row as a list of skaters has it, with its bib in place.

    Apostrophes that kept a spreadsheet from taking a name for a formula are removed.
    """
    texts = {*columns.name_parts(), columns.by_role.get("noc")}
    numbers = columns.by_role.get("bib")
    row = [str(bib) if at == numbers and bib else cell for at, cell in enumerate(row)]
    return [
        cell[1:] if at in texts and cell[:1] == "'" and cell[1:].lstrip().startswith(FORMULA_SIGNS) else cell
        for at, cell in enumerate(row)
    ]
