"""The transponders in a list of skaters: which columns have them, and what a cell of such a column says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from massstart_tui.imports.headings import ColumnRoles, cell_at, chip_role, heading_key
from massstart_tui.imports.result_cells import is_nothing
from massstart_tui.race.chip_codes import chip_key, tag_number
from massstart_tui.race.misfits import Misfit
from massstart_tui.stream.faults import Fault, Flaw, shown

_MAYBE_CHIPS: Final = re.compile(r"(?:tag|label|code)s?\d?", re.ASCII)
"""Headings of chips that can also be those of something else, so that what is in the column decides."""
_SURELY_A_CHIP: Final = re.compile(r"[A-Z]{1,3}[- ]?\d{4,5}|\d{5,12}|[0-9A-F]{8,24}", re.ASCII | re.IGNORECASE)
_A_CHIP: Final = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-:_][A-Z0-9]+)*", re.ASCII | re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[,;/|]\s*")
_LABEL_WITH_A_SPACE: Final = re.compile(r"([A-Z]{1,3}) (\d{5})", re.ASCII | re.IGNORECASE)


def with_vague_chips(columns: ColumnRoles, rows: Iterable[Sequence[str]]) -> ColumnRoles:
    """Return ``columns`` with each column named tag, label or code added if all its cells are chips."""
    known, kept = frozenset(columns.by_role.values()), list(rows)
    found = dict(columns.by_role)
    for at, heading in enumerate(columns.headings):
        cells = [cell for row in kept if not is_nothing(cell := cell_at(row, at))]
        if (
            at not in known
            and _MAYBE_CHIPS.fullmatch(heading_key(heading))
            and cells
            and all(map(_reads_as_chips, cells))
        ):
            found[chip_role(at)] = at
    return ColumnRoles(columns.headings, found)


def _reads_as_chips(cell: str) -> bool:
    return all(map(_SURELY_A_CHIP.fullmatch, _SEPARATOR.split(cell)))


class ChipCells:
    """Reads the chips in each row of a list, and finds chips that occur twice."""

    def __init__(self, columns: ColumnRoles) -> None:
        """Begin without chips."""
        self._at = columns.chips()
        self._headings = columns.headings
        self._worn: set[str] = set()

    def read(self, line: int, row: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
        """Return the chips of a row; what is no chip, or is worn already, is added to ``faults``."""
        found: list[str] = []
        for at in self._at:
            cell = cell_at(row, at)
            heading = cell_at(self._headings, at)
            chips = () if is_nothing(cell) else _SEPARATOR.split(_joined(cell))
            found += [chip for chip in chips if self._accept(line, heading, chip, faults)]
        return tuple(found)

    def _accept(self, line: int, heading: str, chip: str, faults: list[Fault]) -> bool:
        """Return whether ``chip`` can be worn by one more skater; otherwise add a fault to ``faults``."""
        key = tag_number(chip) or chip_key(chip)
        if not _A_CHIP.fullmatch(chip):
            faults.append(Fault(line, heading, Flaw.NOT_A_CHIP, {"given": shown(chip)}))
        elif key in self._worn:
            faults.append(Fault(line, heading, Misfit.TRANSPONDER_TWICE, {"transponder": chip}))
        else:
            self._worn.add(key)
            return True
        return False


def _joined(cell: str) -> str:
    """Return the cell with ``FL 94890`` as ``FL-94890``, and with commas between chips that spaces separate."""
    joined = _LABEL_WITH_A_SPACE.sub(r"\1-\2", cell)
    parts = joined.split(" ")
    return ",".join(parts) if all(map(_A_CHIP.fullmatch, parts)) else joined


def like_bibs(chips: Mapping[int, Sequence[str]], lines: Mapping[int, int]) -> Iterator[Fault]:
    """Yield a remark on each chip that reads as the bib of another; both arguments are by bib."""
    bibs = {str(bib): bib for bib in chips}
    for bib, worn in chips.items():
        for other in (bibs.get(chip_key(chip), bib) for chip in worn):
            if other != bib:
                values = {"bib": bib, "other": other}
                yield Fault(lines.get(bib), "transponder", Flaw.CHIP_LIKE_BIB, values, harmless=True)
