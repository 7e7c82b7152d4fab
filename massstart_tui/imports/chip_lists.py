"""Lists of who wears which transponder that have no names: a start sheet has those, and gets the transponders.

The KNSB publishes one for a mass start: Windows-1252, without headings, ``lane;start number;label;label``, with
semicolons, commas or tabs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from massstart_tui.imports.bibs_by_name import same_name
from massstart_tui.imports.chip_columns import ChipCells, like_bibs, with_vague_chips
from massstart_tui.imports.headings import ColumnRoles, chip_role
from massstart_tui.imports.skater_list import StartList
from massstart_tui.imports.table_rows import Row, TableRows, rows_of
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.rule_checks import wrong_with_sheet
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.sheet_editing import CannotBe, bib_in
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, misfit_faults

_OF_THE_KNSB: Final = re.compile(r"\s*\d{1,3}([;,\t])\d{1,3}\1[A-Z]{1,3}-?\d{5}(?:\1|\s|$)", re.ASCII)
_BIB: Final = 1
_FIRST_CHIP: Final = 2


@dataclass(frozen=True, slots=True)
class ChipList:
    """The transponders by bib, and the line of each; ``faults`` are those that do not prevent the import.

    ``names`` are those of a list that has them.
    """

    chips: Mapping[int, tuple[str, ...]]
    lines: Mapping[int, int]
    faults: tuple[Fault, ...] = ()
    names: Mapping[int, Skater] = field(default_factory=dict)


def chips_in_csv(text: str) -> ChipList | None:
    """Parse a list of transponders without names; None if it has names. Raises BadLine with every fault."""
    if match := _OF_THE_KNSB.match(text):
        rows = list(_numbered(text, match[1]))
        width = max(len(row) for _, row in rows)
        roles = {"bib": _BIB} | {chip_role(at): at for at in range(_FIRST_CHIP, width)}
        return _chips_of(ColumnRoles((), roles), rows)
    table = rows_of(text)
    columns = with_vague_chips(table.columns, [row for _, row in table.rows])
    if columns.has("name") or not columns.has("bib") or not columns.chips():
        return None
    return _of_a_table(table, columns)


def _of_a_table(table: TableRows, columns: ColumnRoles) -> ChipList:
    if table.faults:
        raise BadLine(table.faults)
    found = _chips_of(columns, table.rows)
    return replace(found, faults=(*table.remarks, *found.faults))


def _numbered(text: str, delimiter: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        except csv.Error as error:
            raise BadLine([Fault(number, "", Flaw.NOT_CSV, {"reason": str(error)})]) from error


def _chips_of(columns: ColumnRoles, rows: list[Row]) -> ChipList:
    cells = ChipCells(columns)
    chips: dict[int, tuple[str, ...]] = {}
    lines: dict[int, int] = {}
    faults: list[Fault] = []
    for line, row in rows:
        found = cells.read(line, row, faults)
        try:
            bib = bib_in(columns.cell(row, "bib"))
        except CannotBe as error:
            faults.append(Fault(line, columns.called("bib"), error.refusal, error.values))
            continue
        if bib in chips:
            faults.append(Fault(line, columns.called("bib"), Misfit.BIB_TWICE, {"bib": bib}))
        chips[bib], lines[bib] = found, line
    if faults:
        raise BadLine(faults)
    return ChipList(chips, lines)


def chips_with_names(listed: StartList) -> ChipList:
    """Return the transponders of a list that has names; raises BadLine if it has no transponders."""
    names = {skater.bib: skater for skater in listed.skaters}
    if not any(skater.transponders for skater in listed.skaters):
        raise BadLine([Fault(None, "", Flaw.LIST_WITHOUT_CHIPS)])
    return ChipList({bib: skater.transponders for bib, skater in names.items()}, {}, names=names)


def with_chips(sheet: Sheet, listed: ChipList) -> tuple[Sheet, list[Fault]]:
    """Return the sheet with these transponders, and remarks on who gets none, or others than before.

    Raises BadLine if a transponder is then worn by two, or the list has another name for a bib.
    """
    skaters = tuple(_wearing(skater, listed.chips.get(skater.bib, ())) for skater in sheet.skaters)
    made = replace(sheet, skaters=skaters)
    if faults := [*_other_names(sheet, listed), *misfit_faults(None, _worn_twice(made))]:
        raise BadLine(faults)
    like = like_bibs({skater.bib: skater.transponders for skater in skaters}, listed.lines)
    return made, [*_strange(sheet, listed), *_without(skaters), *_replaced(sheet.skaters, listed), *like]


def _worn_twice(sheet: Sheet) -> Iterator[Wrong]:
    yield from (wrong for wrong in wrong_with_sheet(sheet) if wrong.misfit is Misfit.TRANSPONDER_TWICE)


def _other_names(sheet: Sheet, listed: ChipList) -> Iterator[Fault]:
    for bib, skater in sheet.by_bib().items():
        other = listed.names.get(bib)
        if other and not same_name(skater, other):
            values: dict[str, str | int] = {"number": bib, "given": other.name, "wanted": skater.name}
            yield Fault(listed.lines.get(bib), "", Flaw.OTHER_SKATER, values)


def _strange(sheet: Sheet, listed: ChipList) -> Iterator[Fault]:
    """Yield a remark on each bib of the list that the sheet does not have."""
    bibs = sheet.by_bib()
    for bib in listed.chips:
        if bib not in bibs:
            yield Fault(listed.lines.get(bib), "", Flaw.CHIPS_OF_NOBODY, {"bib": bib}, harmless=True)


def _without(skaters: tuple[Skater, ...]) -> Iterator[Fault]:
    if without := [f"{skater.bib} {skater.name}" for skater in skaters if not skater.transponders]:
        yield Fault(None, "", Flaw.WITHOUT_CHIPS, {"names": ", ".join(without)}, harmless=True)


def _wearing(skater: Skater, chips: tuple[str, ...]) -> Skater:
    return replace(skater, transponders=chips) if chips else skater


def _replaced(skaters: tuple[Skater, ...], listed: ChipList) -> Iterator[Fault]:
    for skater in skaters:
        chips = listed.chips.get(skater.bib)
        if chips and skater.transponders and chips != skater.transponders:
            values: dict[str, str | int] = {
                "bib": skater.bib,
                "given": ", ".join(skater.transponders),
                "wanted": ", ".join(chips),
            }
            yield Fault(listed.lines.get(skater.bib), "", Flaw.CHIPS_REPLACED, values, harmless=True)
