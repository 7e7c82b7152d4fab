"""Splits csv text into table rows: finds delimiter and headings, and joins rows that are broken over two lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from massstart_tui.imports.headings import ColumnRoles, are_headings, cell_at, columns_in, roles_in
from massstart_tui.stream.faults import Fault, Flaw, shown

DELIMITERS: Final = ("\t", ";", ",")
"""The likeliest first, for a line that several can split: a comma is common in names and notes."""
SEPARATOR_LINE: Final = "sep="
"""The beginning of a first line that tells a spreadsheet the delimiter."""
MOST_ABOVE: Final = 20
"""How many lines a table can have above its headings."""
ENOUGH_FOR_A_ROW: Final = 2
"""The least number of fields of a skater. If a row has more, a single name below it can be the rest of its name."""
Row = tuple[int, list[str]]


@dataclass
class TableRows:
    """The rows under the headings; ``faults`` prevent the import and ``remarks`` do not.

    ``line`` is that of the headings.
    """

    columns: ColumnRoles
    line: int
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


def rows_of(text: str) -> TableRows:
    """Return the table in csv text.

    The headings are the first row that looks like headings; without one, the columns are found by their place.
    """
    text, delimiter = _delimiter(text)
    faults: list[Fault] = []
    rows = list(_split(text, delimiter, faults))
    at = next((at for at, (_, row) in enumerate(rows[:MOST_ABOVE]) if are_headings(row)), None)
    if at is None:
        return TableRows(columns_in(()), 1, rows, faults)
    (line, headings), above = rows[at], rows[:at]
    # Printed tables repeat their headings on every page.
    table = TableRows(columns_in(headings), line, [row for row in rows[at + 1 :] if row[1] != headings], faults)
    table.remarks += [_above(row) for row in above]
    _join(table)
    return table


def _above(row: Row) -> Fault:
    """Return the remark on a line above the headings."""
    line, cells = row
    return Fault(line, "", Flaw.ABOVE_THE_TABLE, {"given": shown(" ".join(filter(None, cells)))}, harmless=True)


def _split(text: str, delimiter: str, faults: list[Fault]) -> Iterator[Row]:
    """Yield rows that are not blank, with line numbers, up to the first invalid one, which goes to ``faults``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        # The next row begins on the line behind those read so far.
        line = reader.line_num + 1
        try:
            row = [" ".join(cell.split()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(Fault(line, "", Flaw.NOT_CSV, {"reason": str(error)}))
            return
        if any(row):
            yield line, row


def _delimiter(text: str) -> tuple[str, str]:
    """Return the text and its delimiter; a line that names the delimiter is blanked, which keeps line numbers right."""
    # A line can end in a carriage return, alone or in front of a newline.
    first, end, rest = text.partition("\r" if "\r" in text.partition("\n")[0] else "\n")
    named = first.strip().strip('"')
    if named.lower().startswith(SEPARATOR_LINE) and len(named) == len(SEPARATOR_LINE) + 1:
        return end + rest, named[-1]
    if first.lower() == f"{SEPARATOR_LINE}\t":
        return end + rest, "\t"
    known = {delimiter: _known(text, delimiter) for delimiter in DELIMITERS}
    # The right delimiter is the one with which most headings are known.
    if most := max(known.values()):
        return text, next(delimiter for delimiter in DELIMITERS if known[delimiter] == most)
    return text, _of_the_first_line(text)


def _known(text: str, delimiter: str) -> int:
    """Return how many headings are known in the row of headings, if the text is split by ``delimiter``."""
    rows = _split(text, delimiter, [])
    tried = [row for row, _ in zip((row for _, row in rows), range(MOST_ABOVE), strict=False)]
    return next((len(roles_in(row)) for row in tried if are_headings(row)), 0)


def _of_the_first_line(text: str) -> str:
    """Return the delimiter that splits the first line into most parts; a comma if none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    split = {delimiter: next(_split(first, delimiter, []), (0, [])) for delimiter in DELIMITERS}
    parts = {delimiter: len(row) for delimiter, (_, row) in split.items()}
    most = max(parts.values())
    return next(delimiter for delimiter in DELIMITERS if parts[delimiter] == most) if most > 1 else ","


def _join(table: TableRows) -> None:
    """Join rows that were broken over two lines, with a remark; not in a table where no row has all of its fields."""
    whole: list[Row] = []
    full = any(len(row) >= len(table.columns.headings) for _, row in table.rows)
    for row in table.rows:
        joined = _joined(whole[-1][1], row[1], table.columns) if whole and full else None
        if joined is None:
            whole.append(row)
        else:
            table.remarks.append(Fault(row[0], "", Flaw.ROW_JOINED, {"first": whole[-1][0]}, harmless=True))
            whole[-1] = (whole[-1][0], joined)
    table.rows = whole


def _joined(first: Sequence[str], second: Sequence[str], columns: ColumnRoles) -> list[str] | None:
    """Return the row that the two lines make together; None if they are two rows."""
    if _begins_a_row(second, columns):
        return None
    if _is_the_rest_of_a_name(first, second, columns):
        return [put_together(cell, cell_at(second, at)) for at, cell in enumerate(first)]
    width = len(columns.headings)
    if len(first) >= width:
        return None
    # The line was broken between two fields.
    if len(first) + len(second) == width:
        return [*first, *second]
    # The line was broken inside a field, so both lines have a part of it.
    if len(first) + len(second) == width + 1:
        return [*first[:-1], put_together(first[-1], second[0]), *second[1:]]
    return None


def _begins_a_row(row: Sequence[str], columns: ColumnRoles) -> bool:
    """Return whether a row can begin with this line: it has a name, and a number if the table has them."""
    named = any(letter.isalpha() for at in columns.name_parts() for letter in cell_at(row, at))
    numbers = [columns.cell(row, role) for role in ("bib", "rank") if columns.has(role)]
    return named and (not numbers or any(number.strip(".=").isdecimal() for number in numbers))


def _is_the_rest_of_a_name(first: Sequence[str], second: Sequence[str], columns: ColumnRoles) -> bool:
    """Return whether the second line is a single word, below a name that it can belong to."""
    filled = [at for at, cell in enumerate(second) if cell]
    if len(filled) != 1 or filled[0] not in columns.name_parts():
        return False
    word, above = second[filled[0]], cell_at(first, filled[0])
    alone = columns.has("bib") and " " not in word and sum(map(bool, first)) > ENOUGH_FOR_A_ROW
    return above.endswith("-") or alone


def put_together(one: str, other: str) -> str:
    """Return a text that was broken over two lines, with a space between unless it was broken at a hyphen."""
    between = "" if one.endswith("-") else " "
    return f"{one}{between}{other}".strip()
