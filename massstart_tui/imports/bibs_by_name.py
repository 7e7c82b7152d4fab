"""Matching of result rows without bibs to the skaters of a start sheet, by name and nation.

A row gets a bib if exactly one skater of the sheet matches it and that skater matches no other row. Nothing is guessed:
a row that matches several skaters is refused, and a row that matches nobody gets a bib that neither the sheet nor the
table uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from massstart_tui.imports.results_table import ResultTable
from massstart_tui.race.sheet import LOWEST_BIB, Sheet, Skater
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, nearest
from massstart_tui.text.name_folding import folded

_BETWEEN: Final = re.compile(r"[\W_]+")
_SPELLED_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How results without accents spell these letters. Other letters only lose their accent."""
_ABOUT_BIBS: Final = (Flaw.RESULT_WITHOUT_BIBS, Flaw.ROWS_WITHOUT_BIBS)
"""Remarks of the table that no longer hold once the rows have bibs."""


def name_keys(name: str) -> frozenset[str]:
    """Return the keys by which names are compared: two names with a key in common are the same name.

    Case, accents and signs do not count. Given and family name can come in either order, so every rotation of the words
    is a key.
    """
    spelled = (name, name.casefold().translate(_SPELLED_OUT))
    split = [[word for word in _BETWEEN.split(folded(one)) if word] for one in spelled]
    # Every rotation of the words, whichever part comes first and however many words each has.
    return frozenset("".join(words[at:] + words[:at]) for words in split for at in range(len(words)))


def same_name(one: Skater, other: Skater) -> bool:
    """Return whether two skaters have the same name, as `name_keys` compares it."""
    return not name_keys(one.name).isdisjoint(name_keys(other.name))


def with_bibs_of(sheet: Sheet, table: ResultTable) -> ResultTable:
    """Return the table with the bibs of ``sheet`` in the rows that have none.

    Raises BadLine with every row that matches several skaters, or the same skater as another row.
    """
    if not table.numbered or not sheet.skaters:
        return table
    rows = {skater.bib: skater for skater in table.skaters}
    # A skater whose bib is in the table cannot be the one in a row without a bib.
    taken = rows.keys() - table.numbered
    free = [skater for skater in sheet.skaters if skater.bib not in taken]
    fitting = {bib: [one for one in free if _fits(rows[bib], one)] for bib in sorted(table.numbered)}
    if faults := list(_doubts(table, rows, fitting)):
        raise BadLine(sorted(faults, key=lambda fault: fault.line or 0))
    found = {bib: ones[0].bib for bib, ones in fitting.items() if ones}
    used = taken | sheet.by_bib().keys()
    unused = (bib for bib in count(LOWEST_BIB) if bib not in used)
    bibs = found | {bib: next(unused) for bib in fitting if bib not in found}
    remarks = [_not_listed(table.lines[bib], rows[bib], bibs[bib], free) for bib in fitting if bib not in found]
    return _renumbered(table, bibs, frozenset(found.values()), remarks)


def _fits(skater: Skater, listed: Skater) -> bool:
    """Return whether name and nation match; a missing nation matches any."""
    nations = {skater.noc, listed.noc} - {""}
    return same_name(skater, listed) and len(nations) < 2  # noqa: PLR2004 - two nations are two skaters


def _doubts(table: ResultTable, rows: Mapping[int, Skater], fitting: Mapping[int, list[Skater]]) -> Iterator[Fault]:
    """Yield a fault for each row that matches several skaters, or the same skater as another row."""
    name = table.columns.called("name")
    for bib, ones in fitting.items():
        given = _called(rows[bib])
        others = [other for other, its in fitting.items() if other != bib and ones and its == ones]
        if len(ones) > 1:
            values = {"given": given, "several": ", ".join(f"{one.bib} {_called(one)}" for one in ones)}
            yield Fault(table.lines[bib], name, Flaw.SEVERAL_ON_THE_SHEET, values)
        elif others:
            lines = ", ".join(str(table.lines[other]) for other in others)
            values = {"given": given, "listed": f"{ones[0].bib} {_called(ones[0])}", "lines": lines}
            yield Fault(table.lines[bib], name, Flaw.SEVERAL_ROWS, values)


def _not_listed(line: int, skater: Skater, bib: int, free: list[Skater]) -> Fault:
    """Return the remark that a row matches nobody, with the bib it gets and the most similar name on the sheet."""
    called = {folded(one.name): f"{one.bib} {_called(one)}" for one in free}
    like = called.get(nearest(folded(skater.name), called), "")
    values: dict[str, str | int] = {"given": _called(skater), "bib": bib, "nearest": like}
    return Fault(line, "", Flaw.NOT_ON_THE_SHEET, values, harmless=True)


def _called(skater: Skater) -> str:
    return f"{skater.name} ({skater.noc})" if skater.noc else skater.name


def _renumbered(table: ResultTable, bibs: Mapping[int, int], found: frozenset[int], told: list[Fault]) -> ResultTable:
    """Return the table with ``bibs`` in place of its own numbers; ``found`` are the bibs that come from the sheet."""

    def now(bib: int) -> int:
        return bibs.get(bib, bib)

    numbered = frozenset(map(now, table.numbered)) - found
    kept = [fault for fault in table.faults if fault.code not in _ABOUT_BIBS]
    lines = {now(bib): line for bib, line in table.lines.items()}
    skaters = (replace(skater, bib=now(skater.bib)) for skater in table.skaters)
    return replace(
        table,
        rows=tuple(row._replace(bib=now(row.bib)) for row in table.rows),
        skaters=tuple(sorted(skaters, key=lambda skater: skater.bib)),
        lines=lines,
        doubtful={now(bib): fields for bib, fields in table.doubtful.items()},
        wordless=frozenset(map(now, table.wordless)),
        numbered=numbered,
        of_the_sheet=found,
        faults=(*kept, *told),
    )
