"""Parser of the groups file of MYLAPS Orbits: an XML file with the competitors of each group, and their transponders.

The XML is not trusted: an entity or a document type is refused, and so is a file that is larger than any such list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from massstart_tui.imports.chip_columns import ChipCells, like_bibs
from massstart_tui.imports.file_parsing import refuse_too_large
from massstart_tui.imports.headings import ColumnRoles, chip_role
from massstart_tui.imports.nations import noc_of
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.sheet import MOST_LAPS, Skater
from massstart_tui.race.sheet_editing import CannotBe, bib_in
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, shown

_LAPS: Final = re.compile(r"\d{1,7}", re.ASCII)
_CELLS: Final = ColumnRoles(("transponders",), {chip_role(0): 0})


@dataclass
class OrbitsGroup:
    """A group, which is a race: its name, its laps if its run has them, and the attributes of its competitors."""

    name: str
    laps: int | None = None
    entered: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)


@dataclass
class _GroupsParser:
    """Collects the groups of a file; a run that has competitors of its own has those of its group again."""

    groups: list[OrbitsGroup] = field(default_factory=list)
    _in_a_run: bool = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda name, given: self._begin(parser.CurrentLineNumber, name, given)
        parser.EndElementHandler = self._end
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            line = parser.CurrentLineNumber
            raise BadLine([Fault(line, "", Flaw.NOT_XML, {"reason": str(error)})]) from error

    def _refuse(self, *_of_the_declaration: object) -> None:
        raise BadLine([Fault(None, "", Flaw.XML_WITH_ENTITIES)])

    def _begin(self, line: int, name: str, given: Mapping[str, str]) -> None:
        if name == "group":
            self.groups.append(OrbitsGroup(given.get("name", "").strip()))
        elif name == "run" and self.groups:
            self._in_a_run = True
            self.groups[-1].laps = self.groups[-1].laps or _laps(given.get("autofinishlaps", ""))
        elif name == "competitor" and self.groups:
            known = {each.get("no") for _, each in self.groups[-1].entered} if self._in_a_run else set()
            if given.get("no") not in known:
                self.groups[-1].entered.append((line, given))

    def _end(self, name: str) -> None:
        if name == "run":
            self._in_a_run = False


def _laps(text: str) -> int | None:
    """Return the distance: Orbits counts the line just after the start of a mass start as a lap too."""
    counted = int(text) if _LAPS.fullmatch(text) else 0
    return counted - 1 if 1 < counted <= MOST_LAPS else None


def group_in(content: bytes, name: str | None) -> OrbitsGroup:
    """Return the group with this name, or the only one that has competitors; raises BadLine with what is wrong."""
    refuse_too_large(content)
    parsed = _GroupsParser()
    parsed.read(content)
    groups = [group for group in parsed.groups if group.entered and name in (None, group.name)]
    names = ", ".join(group.name for group in parsed.groups if group.entered)
    if not names:
        raise BadLine([Fault(None, "", Flaw.NO_SKATERS)])
    if len(groups) != 1:
        code = Flaw.SEVERAL_GROUPS if name is None or groups else Flaw.NO_SUCH_GROUP
        raise BadLine([Fault(None, "group", code, {"given": name or "", "names": names})])
    return groups[0]


def skaters_of(group: OrbitsGroup) -> tuple[list[Skater], list[Fault]]:
    """Return the skaters of a group and remarks on them; raises BadLine with every fault."""
    cells, bibs = ChipCells(_CELLS), set[int]()
    skaters: list[Skater] = []
    faults: list[Fault] = []
    remarks: list[Fault] = []
    for line, given in group.entered:
        try:
            skaters.append(_skater(line, given, cells, faults, remarks))
        except CannotBe as error:
            faults.append(Fault(line, "no", error.refusal, error.values))
            continue
        if skaters[-1].bib in bibs:
            faults.append(Fault(line, "no", Misfit.BIB_TWICE, {"bib": skaters[-1].bib}))
        bibs.add(skaters[-1].bib)
    if faults:
        raise BadLine(faults)
    lines = {skater.bib: line for skater, (line, _) in zip(skaters, group.entered, strict=True)}
    return skaters, [*remarks, *like_bibs({skater.bib: skater.transponders for skater in skaters}, lines)]


def _skater(line: int, given: Mapping[str, str], cells: ChipCells, faults: list[Fault], remarks: list[Fault]) -> Skater:
    """Return one competitor; raises CannotBe for a number that is no bib."""
    bib = bib_in(given.get("no", "").strip())
    name = " ".join(f"{given.get('firstname', '')} {given.get('lastname', '')}".split())
    if not name:
        faults.append(Fault(line, "lastname", Flaw.MISSING))
    nation = given.get("additional1", "").strip()
    noc = noc_of(nation) if nation else ""
    if noc is None:
        remarks.append(Fault(line, "additional1", Flaw.UNKNOWN_NATION, {"given": shown(nation)}, harmless=True))
    chips = cells.read(line, [given.get("transponders", "").strip()], faults)
    return Skater(bib, name, nation if noc is None else noc, transponders=chips)
