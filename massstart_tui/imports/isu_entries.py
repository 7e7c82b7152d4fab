"""Parser of the JSON of the result service of ISU and KNSB, from a saved file: a start list, or a result with laps.

A result has no points of sprints in any field that is known, so the sprints stay unknown. Fields that are not known
are told, wherever they are, and not kept: nobody could say what they mean, and the saved file still has them.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from massstart_tui.imports.file_parsing import refuse_too_large
from massstart_tui.imports.full_names import name_in
from massstart_tui.imports.headings import ColumnRoles
from massstart_tui.imports.nations import noc_of
from massstart_tui.imports.result_cells import clock_in
from massstart_tui.imports.result_facts import Basis
from massstart_tui.imports.results_table import ResultTable
from massstart_tui.imports.skater_list import StartList
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.published_result import Published
from massstart_tui.race.record import WrongForm
from massstart_tui.race.record_models import wrong_form
from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, Skater
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, form_faults, shown

MASS_START: Final = "ms"
_BEGINS: Final = re.compile(rb"\s*(?:\[\s*[{\]]|\{)")
_STATUSES: Final = {0: Status.FINISHED, 1: Status.WITHDREW, 2: Status.DISQUALIFIED}
"""0 and 2 are known; that 1 is a skater who did not finish is inferred, and the provenance says so."""
_LEFT_OUT_WITHOUT_A_WORD: Final = frozenset(
    [
        *("id", "startNumber", "startLane", "armband", "timeBehind", "reskate", "medal", "isOfficial", "finishPhoto"),
        *("created", "modified", "competitor.identifier"),
        *(
            f"competitor.skater.{name}"
            for name in ("id", "gender", "dateOfDeath", "isActive", "photo", "personalBestUrl", "created", "modified")
        ),
    ]
)
"""Fields that are known, and say nothing that a race holds."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class _Athlete(_Part):
    first: str = Field(default="", alias="firstName")
    last: str = Field(alias="lastName")
    country: str = ""
    born: date | None = Field(default=None, alias="dateOfBirth")
    code: str | None = Field(default=None, alias="iocCode")


class _Competitor(_Part):
    number: Annotated[int, Field(ge=LOWEST_BIB, le=HIGHEST_BIB)]
    skater: _Athlete


class _LapTime(_Part):
    number: int
    passage: str | None = Field(default=None, alias="passageTime")
    time: str | None = None
    rank: int | None = None


class _Entry(_Part):
    competitor: _Competitor
    type: str | None = None
    rank: int | None = None
    status: int | None = None
    time: str | None = None
    laps: tuple[_LapTime, ...] | None = None


_ENTRIES: Final = TypeAdapter(tuple[_Entry, ...])


def is_json(content: bytes) -> bool:
    """Return whether a file begins as a list of entries does."""
    return _BEGINS.match(content.removeprefix(BOM_UTF8)) is not None


def _entries(content: bytes) -> tuple[_Entry, ...]:
    """Return the entries of a file; raises BadLine with every fault."""
    refuse_too_large(content)
    try:
        with wrong_form():
            entries = _ENTRIES.validate_json(content.removeprefix(BOM_UTF8))
    except WrongForm as wrong:
        raise BadLine(list(form_faults(None, wrong))) from wrong
    if not entries:
        raise BadLine([Fault(None, "", Flaw.NO_SKATERS)])
    faults = [
        Fault(None, f"[{at}].type", Flaw.NOT_ONE_OF, {"given": shown(entry.type), "valid": MASS_START})
        for at, entry in enumerate(entries)
        if entry.type not in (None, MASS_START)
    ]
    bibs = [entry.competitor.number for entry in entries]
    faults += [Fault(None, f"[{at}]", Misfit.BIB_TWICE, {"bib": bib}) for at, bib in _again(bibs)]
    if faults:
        raise BadLine(faults)
    return entries


def _again(bibs: Sequence[int]) -> Iterator[tuple[int, int]]:
    known = set[int]()
    for at, bib in enumerate(bibs):
        if bib in known:
            yield at, bib
        known.add(bib)


def start_list_in(content: bytes) -> StartList:
    """Return the skaters of a start list, or of a result, by bib; raises BadLine with every fault."""
    remarks: list[Fault] = []
    entries = _entries(content)
    skaters = [_skater(at, entry, remarks) for at, entry in enumerate(entries)]
    remarks += _unknown(entries)
    return StartList(tuple(sorted(skaters, key=lambda skater: skater.bib)), tuple(remarks))


def _skater(at: int, entry: _Entry, remarks: list[Fault]) -> Skater:
    athlete = entry.competitor.skater
    noc = noc_of(athlete.country) if athlete.country else ""
    if noc is None:
        field = f"[{at}].competitor.skater.country"
        remarks.append(Fault(None, field, Flaw.UNKNOWN_NATION, {"given": shown(athlete.country)}, harmless=True))
    nation = athlete.country if noc is None else noc
    name = name_in(f"{athlete.first} {athlete.last}".strip(), nation)
    return Skater(entry.competitor.number, name, nation, athlete.born, id=athlete.code or "")


def json_result_in(content: bytes) -> ResultTable:
    """Return the result in a file; raises BadLine with every fault."""
    entries = _entries(content)
    if not any(entry.rank or entry.time or entry.laps for entry in entries):
        raise BadLine([Fault(None, "", Flaw.NO_RESULT_YET)])
    faults: list[Fault] = []
    remarks: list[Fault] = []
    crossings = {entry.competitor.number: _crossings(at, entry, faults) for at, entry in enumerate(entries)}
    rows = [_row(at, entry, crossings, faults) for at, entry in enumerate(entries)]
    skaters = [_skater(at, entry, remarks) for at, entry in enumerate(entries)]
    if faults:
        raise BadLine(faults)
    made = list(_lapped(rows, crossings))
    remarks += [*_not_told(entries), *_unknown(entries)]
    return ResultTable(
        rows=tuple(made),
        skaters=tuple(sorted(skaters, key=lambda skater: skater.bib)),
        lines={row.bib: at for at, row in enumerate(rows, 1)},
        columns=ColumnRoles((), {}),
        doubtful={row.bib: frozenset() for row in rows},
        wordless=frozenset(row.bib for row in made if row.status is Status.FINISHED),
        numbered=frozenset(),
        faults=tuple(remarks),
        crossings={bib: times for bib, times in crossings.items() if times},
        inferred=_inferred(made),
        sprints_told=False,
    )


def _crossings(at: int, entry: _Entry, faults: list[Fault]) -> tuple[int, ...]:
    """Return when a skater completed each lap, in ms since the gun."""
    laps = entry.laps or ()
    times = [_passage(lap.passage) for lap in laps]
    for number, (lap, time) in enumerate(zip(laps, times, strict=True), 1):
        field = f"[{at}].laps[{number - 1}]"
        if lap.number != number:
            faults.append(Fault(None, f"{field}.number", Flaw.NO_SUCH_LAP, {"given": lap.number, "wanted": number}))
        elif time is None:
            faults.append(Fault(None, f"{field}.passageTime", Flaw.NOT_A_RACE_TIME, {"given": shown(lap.passage)}))
    known = [time for time in times if time is not None]
    if any(later <= earlier for earlier, later in pairwise(known)):
        faults.append(Fault(None, f"[{at}].laps", Flaw.LAPS_OUT_OF_ORDER))
    return tuple(known)


def _passage(text: str | None) -> int | None:
    """Return a time in ms; below a minute it has no minutes."""
    if text is None:
        return None
    seconds, point, fraction = text.partition(".")
    clock = clock_in(text if ":" in text else f"0:{seconds.zfill(2)}{point}{fraction}")
    return clock[0] if clock else None


def _row(at: int, entry: _Entry, crossings: Mapping[int, Sequence[int]], faults: list[Fault]) -> Published:
    bib = entry.competitor.number
    status = _STATUSES.get(entry.status or 0)
    if status is None:
        values: dict[str, str | int] = {"given": str(entry.status), "valid": "0, 1, 2"}
        faults.append(Fault(None, f"[{at}].status", Flaw.NOT_ONE_OF, values))
    time = _passage(entry.time)
    if entry.time and time is None:
        faults.append(Fault(None, f"[{at}].time", Flaw.NOT_A_RACE_TIME, {"given": shown(entry.time)}))
    laps = len(crossings[bib]) or None
    return Published(bib, status or Status.FINISHED, rank=entry.rank, laps=laps, time=time)


def _lapped(rows: Sequence[Published], crossings: Mapping[int, Sequence[int]]) -> Iterator[Published]:
    """Yield the rows; who has fewer laps than the winner, and crossed the line after that finish, was lapped."""
    distance = max((row.laps or 0 for row in rows), default=0)
    first = min((times[-1] for times in crossings.values() if times and len(times) == distance), default=0)
    for row in rows:
        short = row.status is Status.FINISHED and row.laps is not None and row.laps < distance
        yield row._replace(status=Status.LAPPED) if short and crossings[row.bib][-1] > first else row


def _inferred(rows: Sequence[Published]) -> dict[int, Basis]:
    """Return why a status is inferred, by bib."""
    why = {Status.WITHDREW: Basis.STATUS_CODE, Status.LAPPED: Basis.BY_CROSSINGS}
    return {row.bib: why[row.status] for row in rows if row.status in why}


def _not_told(entries: Sequence[_Entry]) -> Iterator[Fault]:
    yield Fault(None, "", Flaw.SPRINTS_NOT_TOLD, harmless=True)
    if without := [str(entry.competitor.number) for entry in entries if not entry.laps]:
        yield Fault(None, "", Flaw.LAPS_NOT_TOLD, {"bibs": ", ".join(without)}, harmless=True)


def _unknown(entries: Sequence[_Entry]) -> Iterator[Fault]:
    """Yield a remark on each field that is not known and has a value, with the first value that it has."""
    parts = [
        part
        for entry in entries
        for part in (
            ("", entry),
            ("competitor.", entry.competitor),
            ("competitor.skater.", entry.competitor.skater),
            *(("laps[].", lap) for lap in entry.laps or ()),
        )
    ]
    values: dict[str, object] = {}
    for within, part in parts:
        for name, value in (part.model_extra or {}).items():
            if value is not None:
                values.setdefault(within + name, value)
    for name in sorted(values.keys() - _LEFT_OUT_WITHOUT_A_WORD):
        yield Fault(None, name, Flaw.FIELD_LEFT_OUT, {"given": shown(values[name])}, harmless=True)
