"""A published result in a csv file: the table of a website or of a spreadsheet, or what ``massstart results`` wrote.

Its columns are found by their headings as those of a list of skaters are, in English or Dutch and in any order. What
is told of a skater in a word (DNF, DNS, DQ, LAP) may stand in any column for which the skater has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from massstart_tui.race.published import NOTHING, Published
from massstart_tui.race.sheet import LOWEST_BIB, Skater
from massstart_tui.race.standings import STOPPED_SHORT
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.csvlist import (
    FORMULA_SIGNS,
    HEADINGS,
    Columns,
    Rows,
    SkaterRows,
    cell_at,
    columns_in,
    decoded,
    heading_key,
    read_csv,
)
from massstart_tui.stream.faults import Fault, Flaw, shown

RESULT_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    **HEADINGS,
    "rank": (
        *("rank", "rk", "rang", "ranking", "place", "pl", "plaats", "position", "pos", "positie", "klassering"),
        *("uitslag", "plts"),
    ),
    "finish": (
        *("finish", "finishpoints", "finishpts", "finalsprint", "finalsprintpoints", "eindsprint", "finishpunten"),
        *("eindsprintpunten", "puntenfinish", "fin", "sf"),
    ),
    "won": ("won", "pointswon", "gewonnen", "gewonnenpunten"),
    "total": (
        *("total", "totalpoints", "totaal", "totaalpunten", "puntentotaal", "tot", "points", "punten", "pts", "pnt"),
        *("ptn", "score"),
    ),
    "laps": ("laps", "ronden", "rondes", "rnd", "rndn", "lapscompleted", "completedlaps", "aantalronden", "lap"),
    "time": ("time", "tijd", "finishtime", "finishingtime", "eindtijd", "racetime", "finishtijd", "racetijd"),
    "ms": ("timems",),
    "place": (
        *("finishplace", "finishposition", "finishpos", "finishorder", "orderoffinish", "overtheline", "aankomst"),
        *("finishplaats", "volgordevanaankomst", "plaatsfinish", "overdestreep"),
    ),
    "status": ("status", "irm", "bijzonderheden"),
    "through": ("through", "qualified", "qualification", "q", "door", "gekwalificeerd", "kwalificatie", "qual"),
    "because": ("because",),
    "doubtful": ("doubtful",),
}
"""What a column may be called, as `heading_key` has it."""
SPRINT: Final = re.compile(
    r"(?:s|sp|spr|sprint|ts|tussensprint|is|intermediate|intermediatesprint)(?:no|nr)?(\d{1,2})(?:points|pts|punten|pnt)?"
    r"|(\d{1,2})(?:st|nd|rd|th|e|de|ste)?(?:sprint|tussensprint|intermediate|intermediatesprint)(?:points|pts|punten|pnt)?",
    re.ASCII,
)
STATUSES: Final[Mapping[str, Status]] = {
    **dict.fromkeys(("finished", "finish", "fin", "ok", "gefinisht"), Status.FINISHED),
    **dict.fromkeys(("lap", "lapped", "lpd", "dub", "gedubbeld", "gelapt"), Status.LAPPED),
    **dict.fromkeys(
        ("dnf", "withdrew", "didnotfinish", "notfinished", "uitgevallen", "opgegeven", "nietgefinisht", "nf"),
        Status.WITHDREW,
    ),
    **dict.fromkeys(("dns", "didnotstart", "nietgestart"), Status.DNS),
    **dict.fromkeys(("dq", "dsq", "disq", "disqualified", "gediskwalificeerd", "diskw"), Status.DISQUALIFIED),
}
"""How a table says what has become of a skater, as `heading_key` has it."""
DISQUALIFIED_BY: Final = re.compile(r"(?:DQ|DSQ)[ :,-]*(\S.*)", re.IGNORECASE)
"""A disqualification with its rule, as the ISU prints it: ``DQT25``."""
NO_VALUE: Final = ("", "-", "–", "—")
COUNT: Final = re.compile(r"=?(\d{1,12})[.=]?", re.ASCII)
CLOCKS: Final = (
    re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?", re.ASCII),
    re.compile(r"(?:(\d{1,2})\.)?(\d{1,3})\.([0-5]\d)[.,](\d{1,3})", re.ASCII),
)
"""7:56.67 and 7:56,67; 7.56,67 and 7.56.67, where the fraction tells the minutes from the seconds."""
THROUGH: Final = {"Q": "Q", "q": "q"}
WITH_WORDS: Final = ("status", "rank", "time", "total", "laps")
"""Where a table may have a word for what has become of a skater."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A published result, row by row.

    ``rows`` have as many sprints as there are columns for them. ``skaters`` stand by bib, so that a start sheet gives
    no result away. ``lines``, and ``doubtful``, the fields that the table marks itself, are by bib. ``wordless`` are
    those of whom no word says what has become of them, ``faults`` those that can be lived with.
    """

    rows: tuple[Published, ...]
    skaters: tuple[Skater, ...]
    lines: Mapping[int, int]
    columns: Columns
    doubtful: Mapping[int, frozenset[str]]
    wordless: frozenset[int]
    faults: tuple[Fault, ...]

    def told_of_the_race(self) -> dict[str, int]:
        """What the rows tell of the race itself, by the name of a start sheet's key: its laps, and how many qualify."""
        whole = [row.laps for row in self.rows if row.laps and row.status not in STOPPED_SHORT]
        through = [row.rank for row in self.rows if row.through == "Q" and row.rank]
        told = {"laps": max(whole, default=0), "qualify": max(through, default=0)}
        return {name: number for name, number in told.items() if number}


def read_results(path: Path) -> ResultTable:
    """The result in the csv file at ``path``; raises BadData with everything that cannot be read in it."""
    return read_csv(path, results_from_csv)


def results_from_csv(content: bytes) -> ResultTable:
    """The result in csv text; raises BadLine with every fault, each with its line and the heading of its column."""
    text, remarks = decoded(content)
    rows = Rows(text)
    numbered = list(rows)
    if not numbered:
        raise BadLine(rows.faults or [Fault(None, "", Flaw.NO_SKATERS)])
    line, first = numbered.pop(0)
    columns = _columns(first)
    if faults := list(_missing(columns, line)):
        raise BadLine(faults)
    if not numbered and not rows.faults:
        rows.faults.append(Fault(None, "", Flaw.NO_SKATERS))
    if not columns.has("bib"):
        remarks.append(Fault(None, "", Flaw.RESULT_WITHOUT_BIBS, {"last": len(numbered)}, harmless=True))
    taken = _ResultRows(columns)
    for (line, row), bib in zip(numbered, _by_alphabet(columns, numbered), strict=True):
        taken.take(line, row, bib)
    if faults := [*rows.faults, *taken.faults]:
        raise BadLine(sorted(faults, key=lambda fault: fault.line or 0))
    skaters = tuple(sorted(taken.skaters, key=lambda skater: skater.bib))
    wordless = frozenset(taken.wordless)
    return ResultTable(
        _without_an_empty_cut(taken.rows), skaters, taken.lines, columns, taken.doubtful, wordless, tuple(remarks)
    )


def _without_an_empty_cut(rows: Sequence[Published]) -> tuple[Published, ...]:
    """A column for who goes through in which nobody does, as in a final, tells nothing."""
    told = any(row.through for row in rows)
    return tuple(rows) if told else tuple(row._replace(through=None) for row in rows)


def sprint_role(number: int) -> str:
    """What the column of a sprint, counted from 1, goes by."""
    return f"sprint {number}"


def _columns(first: list[str]) -> Columns:
    """The columns, those of the sprints by their numbers."""
    sprints: dict[str, tuple[str, ...]] = {}
    for key in map(heading_key, first):
        if match := SPRINT.fullmatch(key):
            sprints.setdefault(sprint_role(int(match[1] or match[2])), (key,))
    return columns_in(first, {**RESULT_HEADINGS, **sprints})


def _missing(columns: Columns, line: int) -> Iterator[Fault]:
    """The columns that a result cannot do without."""
    if not columns.headings or not columns.has("name"):
        yield Fault(line, "name", Flaw.NO_COLUMN, {"valid": "name, naam, skater, rijder"})
    if columns.headings and not any(map(columns.has, ("time", "ms", "total", "finish", "place"))):
        yield Fault(line, "time", Flaw.NO_COLUMN, {"valid": "time, tijd, total, punten, finish"})


def _by_alphabet(columns: Columns, numbered: Sequence[tuple[int, list[str]]]) -> Iterator[int]:
    """A bib for each row where the table has none: by nation and name, so that a number gives no result away."""
    names = [
        (columns.cell(row, "noc"), *(cell_at(row, at) for at in columns.name_parts()), line) for line, row in numbered
    ]
    bibs = {name: bib for bib, name in enumerate(sorted(names, key=str), LOWEST_BIB)}
    return (bibs[name] for name in names)


@dataclass
class _ResultRows:
    """The rows that were taken, and everything that is wrong with any."""

    columns: Columns
    rows: list[Published] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, frozenset[str]] = field(default_factory=dict)
    wordless: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._skaters = SkaterRows(self.columns)
        numbers = [int(role.split()[1]) for role in self.columns.by_role if role.startswith("sprint ")]
        self._sprints = range(1, max(numbers, default=0) + 1)

    @property
    def skaters(self) -> list[Skater]:
        return self._skaters.taken

    def take(self, line: int, row: list[str], bib: int) -> None:
        """Take a row, or keep what is wrong with it; ``bib`` is that of a table without bibs."""
        listed, wrong = len(self.skaters), len(self._skaters.faults)
        self._skaters.take(line, _as_text(row, self.columns), bib)
        self.faults += self._skaters.faults[wrong:]
        skater = self.skaters[-1] if len(self.skaters) > listed else None
        published = self._published(line, row, skater.bib if skater else bib)
        if skater:
            self.rows.append(published)
            self.lines[skater.bib] = line
            self.doubtful[skater.bib] = frozenset(self.columns.cell(row, "doubtful").split())

    def _published(self, line: int, row: list[str], bib: int) -> Published:
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
            time=self._time(line, row),
            place=self._count(line, row, "place"),
            through=self._through(line, row),
            rule=rule,
        )

    def _status(self, line: int, row: list[str]) -> tuple[Status, str | None] | None:
        """What has become of the skater, by every word that the row has for it; and the rule, where it names one."""
        told: dict[Status, str | None] = {}
        for role in WITH_WORDS:
            cell = self.columns.cell(row, role)
            if (found := _status_in(cell)) is not None:
                told.setdefault(*found)
                if len(told) > 1:
                    self._wrong(line, role, Flaw.TWO_STATUSES, given=shown(cell))
                    break
            elif role == "status" and cell not in NO_VALUE:
                self._wrong(line, role, Flaw.NOT_A_STATUS, given=shown(cell))
        return next(iter(told.items()), None)

    def _count(self, line: int, row: list[str], role: str) -> int | None:
        cell = self.columns.cell(row, role)
        if cell in NO_VALUE or (role in WITH_WORDS and _status_in(cell)):
            return None
        if match := COUNT.fullmatch(cell):
            return int(match[1])
        self._wrong(line, role, Flaw.WRONG_TYPE, given=shown(cell), type="integer")
        return None

    def _time(self, line: int, row: list[str]) -> int | None:
        """The time in ms, to the last of them where the table has that column as well."""
        cell = self.columns.cell(row, "time")
        exact = self._count(line, row, "ms")
        if cell in NO_VALUE or _status_in(cell):
            return exact
        time, unit = clock_in(cell) or (None, 0)
        if time is None:
            self._wrong(line, "time", Flaw.NOT_A_RACE_TIME, given=shown(cell))
        elif exact is not None and not time <= exact < time + unit:
            self._wrong(line, "ms", Flaw.NOT_THE_TIME, given=exact, wanted=shown(cell))
        return time if exact is None else exact

    def _through(self, line: int, row: list[str]) -> str | None:
        cell = self.columns.cell(row, "through")
        if not self.columns.has("through"):
            return None
        if cell in NO_VALUE or cell in THROUGH:
            return THROUGH.get(cell, NOTHING)
        self._wrong(line, "through", Flaw.NOT_ONE_OF, given=shown(cell), valid="Q, q")
        return None

    def _wrong(self, line: int, role: str, code: Flaw, **values: str | int) -> None:
        self.faults.append(Fault(line, self.columns.called(role), code, values))


def _as_text(row: Sequence[str], columns: Columns) -> list[str]:
    """The row without the apostrophes that kept a spreadsheet from taking names for formulas."""
    texts = {*columns.name_parts(), columns.by_role.get("noc")}
    return [
        cell[1:] if at in texts and cell[:1] == "'" and cell[1:].lstrip().startswith(FORMULA_SIGNS) else cell
        for at, cell in enumerate(row)
    ]


def _status_in(cell: str) -> tuple[Status, str | None] | None:
    """What a word says has become of a skater, with the rule of a disqualification; None where it is no such word."""
    if status := STATUSES.get(heading_key(cell)):
        return status, None
    match = DISQUALIFIED_BY.fullmatch(cell)
    return (Status.DISQUALIFIED, match[1]) if match else None


def clock_in(text: str) -> tuple[int, int] | None:
    """A race time in ms, and how many ms its last digit stands for; None where it is none."""
    for clock in CLOCKS:
        if match := clock.fullmatch(text):
            hours, minutes, seconds, fraction = match.groups(default="")
            whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
            return whole * 1000 + int(f"{fraction:0<3}"), 10 ** (3 - len(fraction))
    return None
