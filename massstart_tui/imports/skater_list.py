"""Parser of a list of skaters in a csv file, with commas, semicolons or tabs.

The columns are found by their headings, in any order, or without headings by their place: bib, name, nation. Other
columns are kept as notes, unless the list is a result, which a start sheet must not give away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final

from massstart_tui.imports.chip_columns import ChipCells, like_bibs, with_vague_chips
from massstart_tui.imports.full_names import name_in
from massstart_tui.imports.headings import (
    HEADINGS,
    OF_A_RESULT,
    RESULT_HEADINGS,
    SPRINT,
    SUGGESTED,
    ColumnRoles,
    cell_at,
    heading_key,
    without_empty_end,
)
from massstart_tui.imports.nations import noc_of
from massstart_tui.imports.result_cells import is_nothing
from massstart_tui.imports.table_rows import Row, TableRows, rows_of
from massstart_tui.imports.text_encoding import decoded
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.sheet import LOWEST_BIB, Skater
from massstart_tui.race.sheet_editing import CannotBe, Refusal, bib_in
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, nearest, shown

KEPT: Final = (Flaw.KEPT_AS_NOTES, Flaw.KEPT_AS_WELL)
"""Why a column becomes notes: its heading is unknown, or another column has its role."""
DAY_FIRST: Final = re.compile(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4})")
YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class StartList:
    """The skaters of a list in its order; ``faults`` are those that do not prevent the import, such as missing bibs.

    ``told`` is what the list says of the race, by the keys of a start sheet.
    """

    skaters: tuple[Skater, ...]
    faults: tuple[Fault, ...]
    told: Mapping[str, str | int] = field(default_factory=dict)


def list_from_csv(content: bytes) -> StartList:
    """Parse a list in csv text; raise BadLine with every fault, each with its line and the heading of its column."""
    text, remarks = decoded(content)
    table = rows_of(text)
    columns = table.columns = with_vague_chips(_with_unnamed_bibs(table), [row for _, row in table.rows])
    if columns.headings:
        table.faults += [Fault(table.line, *missing) for missing in columns.missing()]
    remarks += table.remarks
    if table.rows and not columns.has("bib"):
        remarks.append(Fault(None, "", Flaw.NO_BIBS, {"last": len(table.rows)}, harmless=True))
    if not table.rows and not table.faults:
        table.faults.append(Fault(None, "", Flaw.NO_SKATERS))
    others = dict(_beside(table))
    kept = [fault for fault in others.values() if fault]
    skaters = SkaterRows(columns, notes=_notes(columns, others))
    if not columns.headings or columns.has("name"):
        for (line, row), bib in zip(table.rows, _bibs(table), strict=True):
            skaters.take(line, row, bib)
    if faults := [*table.faults, *skaters.faults]:
        raise BadLine(sorted(faults, key=lambda fault: fault.line or 0))
    # A sheet in the order of a result would give the result away.
    taken = sorted(skaters.taken, key=lambda skater: skater.bib) if columns.of_a_result else skaters.taken
    chips = like_bibs({skater.bib: skater.transponders for skater in taken}, skaters.lines)
    return StartList(tuple(taken), (*remarks, *_gives_away(table, others), *kept, *skaters.remarks, *chips))


def _bibs(table: TableRows) -> Sequence[int]:
    """Return bibs for a list without them: in its order, or if it is a result, in the order of the names."""
    if not table.columns.of_a_result:
        return range(LOWEST_BIB, LOWEST_BIB + len(table.rows))
    return list(bibs_in_name_order(table.columns, table.rows))


def bibs_in_name_order(columns: ColumnRoles, rows: Sequence[Row]) -> Iterator[int]:
    """Yield a bib for each row without one, 0 for the others.

    They are given by nation and name, so that they do not give the result away.
    """
    names = [(columns.cell(row, "noc"), *(cell_at(row, at) for at in columns.name_parts()), line) for line, row in rows]
    taken = {columns.cell(row, "bib").lstrip("0") for _, row in rows}
    free = (bib for bib in count(LOWEST_BIB) if str(bib) not in taken)
    lacking = [name for name, (_, row) in zip(names, rows, strict=True) if is_nothing(columns.cell(row, "bib"))]
    bibs = dict(zip(sorted(lacking, key=str), free, strict=False))
    return (bibs.get(name, 0) for name in names)


def _with_unnamed_bibs(table: TableRows) -> ColumnRoles:
    """Return the columns; a first one without a heading is the bibs, if every row has a number in it."""
    columns = table.columns
    numbered = all(cell_at(row, 0).isdecimal() for _, row in table.rows)
    if columns.headings and not columns.headings[0] and not columns.has("bib") and numbered:
        return ColumnRoles(columns.headings, {**columns.by_role, "bib": 0})
    return columns


def _beside(table: TableRows) -> Iterator[tuple[int, Fault | None]]:
    """Yield the columns that a list of skaters does not need: None if it would give a result away, else the remark."""
    columns = table.columns
    result = {at for role, at in columns.by_role.items() if role in OF_A_RESULT or role.startswith("sprint ")}
    known = set(columns.by_role.values()) - result
    for at, heading in enumerate(columns.headings):
        if not any(cell_at(row, at) for _, row in table.rows):
            continue
        if at in result or (columns.of_a_result and (at not in known or at == columns.by_role.get("notes"))):
            yield at, None
        elif at not in known:
            yield at, unknown_heading(table.line, at, heading, SUGGESTED["list"], KEPT)


def _gives_away(table: TableRows, others: Mapping[int, Fault | None]) -> Iterator[Fault]:
    names = [table.columns.headings[at] or f"#{at + 1}" for at, fault in others.items() if fault is None]
    if names:
        yield Fault(table.line, ", ".join(names), Flaw.GIVES_AWAY, harmless=True)


def unknown_heading(line: int, at: int, heading: str, valid: str, codes: tuple[Flaw, Flaw]) -> Fault:
    """Return the remark that a column, counted from 0, has no role: its heading is unknown, or another column has it.

    ``codes`` are for these two cases. ``valid`` is what would be right.
    """
    names = [name for named in RESULT_HEADINGS.values() for name in named]
    unknown, again = codes
    called = heading or f"#{at + 1}"
    if heading_key(heading) in names or SPRINT.fullmatch(heading_key(heading)):
        return Fault(line, called, again, harmless=True)
    values = {"valid": valid, "nearest": nearest(heading_key(heading), names) if heading else ""}
    return Fault(line, called, unknown, values, harmless=True)


def _notes(columns: ColumnRoles, others: Mapping[int, Fault | None]) -> frozenset[int] | None:
    """Return the columns that become notes; None, without headings, for all columns behind the known ones."""
    if not columns.headings:
        return None
    named = {at for role, at in columns.by_role.items() if role in ("notes", "club")}
    return frozenset((named | others.keys()) - {at for at, fault in others.items() if fault is None})


class SkaterRows:
    """Collects skaters row by row, with the faults in the rows.

    ``notes`` are the columns that become notes; None for all columns behind the known ones.
    """

    def __init__(self, columns: ColumnRoles, notes: frozenset[int] | None) -> None:
        """Begin without skaters."""
        self._columns = columns
        self._notes = notes
        self._bibs: set[int] = set()
        self._ids: set[str] = set()
        self._chips = ChipCells(columns)
        self.taken: list[Skater] = []
        self.lines: dict[int, int] = {}
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []

    def take(self, line: int, row: list[str], place: int) -> None:
        """Take a row, or keep its faults; ``place`` is the bib if the list has none."""
        before = len(self.faults)
        if not self._fits(line, row):
            return
        bib = self._bib(line, row, place)
        name = " ".join(part for at in self._columns.name_parts() if (part := cell_at(row, at)))
        if not name:
            self._wrong(line, "name", Flaw.MISSING)
        born, year = self._born(line, self._value(row, "born"))
        chips = self._chips.read(line, row, self.faults)
        if len(self.faults) == before and bib is not None:
            noc = self._noc(line, self._value(row, "noc"))
            name = name if self._columns.ours else name_in(name, noc)
            id_ = self._id(line, self._value(row, "id"))
            say = self._value(row, "say")
            self.taken.append(Skater(bib, name, noc, born, (*year, *self._beside(row)), chips, id_, say))
            self.lines[bib] = line

    def _fits(self, line: int, row: list[str]) -> bool:
        """Return whether the row has neither too few nor too many fields."""
        # Without headings a row can have any number of fields.
        least, most = self._columns.least(), len(self._columns.headings) or len(row)
        filled = len(without_empty_end(row))
        if len(row) < least:
            self._wrong(line, "", Flaw.ROW_TOO_SHORT, count=len(row), least=least)
        elif filled > most:
            self._wrong(line, "", Flaw.ROW_TOO_LONG, count=filled, most=most)
        return len(row) >= least and filled <= most

    def _bib(self, line: int, row: list[str], place: int) -> int | None:
        """Return the bib of a row; None, with a fault, if it is missing or invalid."""
        text = self._value(row, "bib") if self._columns.has("bib") else str(place)
        if not text:
            self._wrong(line, "bib", Flaw.MISSING)
            return None
        try:
            bib = bib_in(text)
        except CannotBe as error:
            self._wrong(line, "bib", error.refusal, **error.values)
            return None
        if bib in self._bibs:
            self._wrong(line, "bib", Misfit.BIB_TWICE, bib=bib)
        self._bibs.add(bib)
        return bib

    def _id(self, line: int, text: str) -> str:
        if text and text in self._ids:
            self._wrong(line, "id", Misfit.ID_TWICE, id=text)
        self._ids.add(text)
        return text

    def _noc(self, line: int, text: str) -> str:
        """Return the nation's code; an unknown nation is kept as it is typed, with a remark."""
        if not text or self._columns.ours:
            return text
        noc = noc_of(text)
        if noc is None:
            heading = self._columns.called("noc")
            self.remarks.append(Fault(line, heading, Flaw.UNKNOWN_NATION, {"given": shown(text)}, harmless=True))
        return noc or text

    def _born(self, line: int, text: str) -> tuple[date | None, tuple[str, ...]]:
        """Return the date of birth; a year alone becomes a note instead."""
        if not text:
            return None, ()
        if YEAR.fullmatch(text):
            return None, (f"{self._columns.called('born')}: {text}",)
        try:
            return _date(text), ()
        except ValueError:
            self._wrong(line, "born", Flaw.NOT_A_DATE, given=shown(text))
            return None, ()

    def _beside(self, row: Sequence[str]) -> Iterator[str]:
        """Yield what a row has in the columns for notes, with the heading unless that only says that it is a note."""
        known = self._columns.by_role.values()
        for at, cell in enumerate(row):
            if cell and (at not in known if self._notes is None else at in self._notes):
                heading = cell_at(self._columns.headings, at)
                yield cell if heading_key(heading) in ("", *HEADINGS["notes"]) else f"{heading}: {cell}"

    def _value(self, row: list[str], role: str) -> str:
        return self._columns.cell(row, role)

    def _wrong(self, line: int, role: str, code: Flaw | Misfit | Refusal, **values: str | int) -> None:
        self.faults.append(Fault(line, self._columns.called(role), code, values))


def _date(text: str) -> date:
    """Parse a date as 1986-04-23, or with the day first as 23-4-1986 or 23.4.1986; raise ValueError.

    Dates with slashes are not accepted: they have the day or the month first, depending on the country.
    """
    if match := DAY_FIRST.fullmatch(text):
        return date(int(match[4]), int(match[3]), int(match[1]))
    return date.fromisoformat(text)
