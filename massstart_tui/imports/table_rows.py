"""The rows of a table in csv text: without what stands above them, each whole, with the line on which it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from massstart_tui.imports.headings import ColumnRoles, are_headings, cell_at, columns_in, roles_in
from massstart_tui.stream.faults import Fault, Flaw, shown

DELIMITERS: Final = ("\t", ";", ",")
"""The likeliest first, where a line can be split by several: a comma is a common thing in a name or a note."""
SEPARATOR_LINE: Final = "sep="
"""How a first line begins that tells a spreadsheet what is between the fields."""
MOST_ABOVE: Final = 20
"""How many lines above the headings a table can have."""
ENOUGH_FOR_A_ROW: Final = 2
"""How many fields a skater has in a table at least: of one who has more, a name below can be the rest of the name."""
Row = tuple[int, list[str]]


@dataclass
class TableRows:
    """The rows under the headings; ``faults`` has what cannot be read, ``remarks`` what can be lived with."""

    columns: ColumnRoles
    line: int
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


def rows_of(text: str) -> TableRows:
    """The table in csv text.

    The headings are those of the first row that has any; without them its columns are found by their place.
    """
    text, delimiter = _delimiter(text)
    faults: list[Fault] = []
    rows = list(_split(text, delimiter, faults))
    at = next((at for at, (_, row) in enumerate(rows[:MOST_ABOVE]) if are_headings(row)), None)
    if at is None:
        return TableRows(columns_in(()), 1, rows, faults)
    (line, headings), above = rows[at], rows[:at]
    table = TableRows(columns_in(headings), line, [row for row in rows[at + 1 :] if row[1] != headings], faults)
    table.remarks += [_above(row) for row in above]
    _join(table)
    return table


def _above(row: Row) -> Fault:
    line, cells = row
    return Fault(line, "", Flaw.ABOVE_THE_TABLE, {"given": shown(" ".join(filter(None, cells)))}, harmless=True)


def _split(text: str, delimiter: str, faults: list[Fault]) -> Iterator[Row]:
    """The rows that are not blank, up to the first that is no csv, which goes to ``faults``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
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
    """The text without a line that names the delimiter, blanked to keep the count of the lines; and the delimiter."""
    first, end, rest = text.partition("\r" if "\r" in text.partition("\n")[0] else "\n")
    named = first.strip().strip('"')
    if named.lower().startswith(SEPARATOR_LINE) and len(named) == len(SEPARATOR_LINE) + 1:
        return end + rest, named[-1]
    if first.lower() == f"{SEPARATOR_LINE}\t":
        return end + rest, "\t"
    known = {delimiter: _known(text, delimiter) for delimiter in DELIMITERS}
    if most := max(known.values()):
        return text, next(delimiter for delimiter in DELIMITERS if known[delimiter] == most)
    return text, _of_the_first_line(text)


def _known(text: str, delimiter: str) -> int:
    """How many headings there are in the row of headings, where the text is split by this."""
    rows = _split(text, delimiter, [])
    tried = [row for row, _ in zip((row for _, row in rows), range(MOST_ABOVE), strict=False)]
    return next((len(roles_in(row)) for row in tried if are_headings(row)), 0)


def _of_the_first_line(text: str) -> str:
    """What splits the first line in most parts; a comma where nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    parts = {delimiter: len(next(csv.reader([first], delimiter=delimiter))) for delimiter in DELIMITERS}
    most = max(parts.values())
    return next(delimiter for delimiter in DELIMITERS if parts[delimiter] == most) if most > 1 else ","


def _join(table: TableRows) -> None:
    """Put rows that stand on two lines together again, which is told; but not where no row has all of its fields."""
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
    """The row of which these are the two lines; None where they are two rows."""
    if _begins_a_row(second, columns):
        return None
    if _is_the_rest_of_a_name(first, second, columns):
        return [_put_together(cell, cell_at(second, at)) for at, cell in enumerate(first)]
    width = len(columns.headings)
    if len(first) >= width:
        return None
    if len(first) + len(second) == width:
        return [*first, *second]
    if len(first) + len(second) == width + 1:
        return [*first[:-1], _put_together(first[-1], second[0]), *second[1:]]
    return None


def _begins_a_row(row: Sequence[str], columns: ColumnRoles) -> bool:
    """Whether a row can begin with this line: it has a name, and a number where the table has one for each row."""
    named = any(letter.isalpha() for at in columns.name_parts() for letter in cell_at(row, at))
    numbers = [columns.cell(row, role) for role in ("bib", "rank") if columns.has(role)]
    return named and (not numbers or any(number.strip(".=").isdecimal() for number in numbers))


def _is_the_rest_of_a_name(first: Sequence[str], second: Sequence[str], columns: ColumnRoles) -> bool:
    """Whether the second line has one word and no more, below a name that it can belong to."""
    filled = [at for at, cell in enumerate(second) if cell]
    if len(filled) != 1 or filled[0] not in columns.name_parts():
        return False
    word, above = second[filled[0]], cell_at(first, filled[0])
    alone = columns.has("bib") and " " not in word and sum(map(bool, first)) > ENOUGH_FOR_A_ROW
    return above.endswith("-") or alone


def _put_together(one: str, other: str) -> str:
    between = "" if one.endswith("-") else " "
    return f"{one}{between}{other}".strip()
