"""A list of skaters in a csv file, from a spreadsheet or typed by hand: with commas, semicolons or tabs.

The columns are found by their headings, in English or Dutch and in any order, or without headings by their place:
bib, name, nation. What else a list has is kept as notes.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from massstart_tui.race.editing import CannotBe, Refusal, bib_in
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.sheet import LOWEST_BIB, Skater
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault, Flaw, shown, unreadable

DELIMITERS: Final = ("\t", ";", ",")
"""The likeliest first, where a line can be split by several: a comma is a common thing in a name or a note."""
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "bib": (
        *("bib", "bibnumber", "bibno", "bibnr", "rugnummer", "rugnr", "startnummer", "startnr", "startnumber"),
        *("helmet", "helmetnumber", "helmetno", "helmetnr", "helm", "helmnummer", "helmnr", "cap", "capnumber"),
        *("beennummer", "nummer", "number", "nr", "no", "num", "#"),
    ),
    "name": (
        *("name", "fullname", "naam", "volledigenaam", "skater", "schaatser", "schaatsster", "rijder", "rijdster"),
        *("athlete", "atleet", "sporter", "deelnemer", "competitor"),
    ),
    "first": ("firstname", "givenname", "forename", "first", "voornaam", "roepnaam"),
    "infix": ("tussenvoegsel", "tussenvoegsels", "infix"),
    "family": ("lastname", "familyname", "surname", "last", "achternaam", "familienaam"),
    "noc": (
        *("noc", "nation", "nationality", "nat", "nationaliteit", "natie"),
        *("country", "countrycode", "land", "landcode"),
    ),
    "born": ("born", "birthdate", "dateofbirth", "birth", "dob", "geboren", "geboortedatum", "geboorte"),
    "id": (
        *("id", "skaterid", "athleteid", "isuid", "isucode", "licence", "license", "licencenumber", "licensenumber"),
        *("licentie", "licentienummer", "licentienr", "relatienummer", "relatienr"),
    ),
    "notes": ("notes", "note", "notities", "notitie", "opmerkingen", "opmerking", "remarks"),
}
"""What a column may be called, as `heading_key` has it; where a list has several of a role, the first is it."""
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001 - a spreadsheet knows the wide ones too
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection); an apostrophe before it keeps it text."""
BY_PLACE: Final = {"bib": 0, "name": 1, "noc": 2}
NOT_IN_A_HEADING: Final = re.compile(r"[\W_]+")
DAY_FIRST: Final = re.compile(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4})")
YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class StartList:
    """The skaters of a list in its order; ``faults`` are those that can be lived with, such as bibs that it lacks."""

    skaters: tuple[Skater, ...]
    faults: tuple[Fault, ...]


def read_list(path: Path) -> StartList:
    """The list in the csv file at ``path``; raises BadData with everything that is wrong with it."""
    return read_csv(path, list_from_csv)


Read = TypeVar("Read")


def read_csv(path: Path, read: Callable[[bytes], Read]) -> Read:
    """What ``read`` makes of the file at ``path``; raises BadData where it raises BadLine, or there is no such file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadData(str(path), [unreadable(error)]) from error
    try:
        return read(content)
    except BadLine as error:
        raise BadData(str(path), error.faults) from error


def list_from_csv(content: bytes) -> StartList:
    """The list in csv text; raises BadLine with every fault, each with its line and the heading of its column."""
    text, remarks = decoded(content)
    rows = Rows(text)
    numbered = list(rows)
    columns = columns_in(numbered[0][1]) if numbered else Columns((), {})
    if columns.headings:
        line, _ = numbered.pop(0)
        rows.faults += [Fault(line, *missing) for missing in columns.missing()]
    if numbered and not columns.has("bib"):
        remarks.append(Fault(None, "", Flaw.NO_BIBS, {"last": len(numbered)}, harmless=True))
    if not numbered and not rows.faults:
        rows.faults.append(Fault(None, "", Flaw.NO_SKATERS))
    skaters = SkaterRows(columns)
    if not columns.headings or columns.has("name"):
        for place, (line, row) in enumerate(numbered, LOWEST_BIB):
            skaters.take(line, row, place)
    if faults := [*rows.faults, *skaters.faults]:
        raise BadLine(sorted(faults, key=lambda fault: fault.line or 0))
    return StartList(tuple(skaters.taken), tuple(remarks))


def decoded(content: bytes) -> tuple[str, list[Fault]]:
    """The text, in the encoding that it announces, else UTF-8, else that of Windows in the west, which is told.

    Raises BadLine where it is no text.
    """
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        text = content.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise BadLine([Fault(line, "", Flaw.NOT_TEXT)]) from error
        remarks = [Fault(line, "", Flaw.READ_AS_WESTERN, harmless=True)]
    else:
        remarks = []
    if "\0" in text:
        raise BadLine([Fault(text.count("\n", 0, text.index("\0")) + 1, "", Flaw.NOT_TEXT)])
    return text, remarks


class Rows:
    """The rows that are not blank, each with the line on which it begins; `faults` has what csv cannot be read."""

    def __init__(self, text: str) -> None:
        """Read them as they are asked for."""
        self._text = text
        self.faults: list[Fault] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its line, up to the first that is no csv."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=_delimiter(self._text), strict=True)
        while True:
            line = reader.line_num + 1
            try:
                row = [" ".join(cell.split()) for cell in next(reader)]
            except StopIteration:
                return
            except csv.Error as error:
                self.faults.append(Fault(line, "", Flaw.NOT_CSV, {"reason": str(error)}))
                return
            if any(row):
                yield line, row


def _delimiter(text: str) -> str:
    """What splits the first line in most parts; a comma where nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    parts = {delimiter: len(next(csv.reader([first], delimiter=delimiter))) for delimiter in DELIMITERS}
    most = max(parts.values())
    return next(delimiter for delimiter in DELIMITERS if parts[delimiter] == most) if most > 1 else ","


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a list has what: ``headings`` as they stand in it (none: found by place), and the columns by role."""

    headings: tuple[str, ...]
    by_role: Mapping[str, int]

    def has(self, role: str) -> bool:
        """Whether there is a column for this; any part of a name is one for the name."""
        return bool(self.name_parts()) if role == "name" else role in self.by_role

    def name_parts(self) -> list[int]:
        """The columns that make the name; in Belgium, Naam beside Voornaam is the family name."""
        roles = self.by_role
        if "name" in roles and ("first" not in roles or "family" in roles):
            return [roles["name"]]
        return [roles[role] for role in ("first", "infix", "family", "name") if role in roles]

    def missing(self) -> Iterator[tuple[str, Flaw, Mapping[str, str | int]]]:
        """The columns that a list cannot do without."""
        if not self.has("name"):
            yield "name", Flaw.NO_COLUMN, {"valid": "name, naam, first name + last name"}

    def least(self) -> int:
        """How many fields a row has at least."""
        needed = {role: at for role, at in self.by_role.items() if role in ("bib", "first", "family", "name")}
        return 1 + max(needed.values(), default=0)

    def cell(self, row: Sequence[str], role: str) -> str:
        """What a row has in this column; nothing where there is none."""
        at = self.by_role.get(role)
        return "" if at is None else cell_at(row, at)

    def called(self, role: str) -> str:
        """What the list calls this column."""
        return self.headings[self.by_role[role]] if self.headings and role in self.by_role else role

    def beside(self, row: Sequence[str]) -> Iterator[str]:
        """What a row has beside what a start sheet asks for, with its heading where that tells something."""
        known = {at for role, at in self.by_role.items() if role != "notes"}
        for at, cell in enumerate(row):
            if cell and at not in known:
                heading = self.headings[at] if at < len(self.headings) else ""
                yield cell if heading_key(heading) in ("", *HEADINGS["notes"]) else f"{heading}: {cell}"


def heading_key(heading: str) -> str:
    """A heading as it is compared: without case, spaces and points."""
    return heading if heading == "#" else NOT_IN_A_HEADING.sub("", heading).casefold()


def columns_in(first: list[str], headings: Mapping[str, Sequence[str]] = HEADINGS) -> Columns:
    """The columns by ``first``, the first row, where that has ``headings``; else by their place."""
    keys = [heading_key(heading) for heading in first]
    found = {
        role: keys.index(name)
        for role, names in headings.items()
        if (name := next((name for name in names if name in keys), None)) is not None
    }
    told = len(found) > 1 or not {"name", "first", "family"}.isdisjoint(found)
    if told and not any(cell.isdecimal() for cell in first):
        return Columns(tuple(_without_empty_end(first)), found)
    return Columns((), BY_PLACE)


class SkaterRows:
    """The skaters row by row, and everything that is wrong with the rows."""

    def __init__(self, columns: Columns) -> None:
        """Nobody yet."""
        self._columns = columns
        self._bibs: set[int] = set()
        self._ids: set[str] = set()
        self.taken: list[Skater] = []
        self.faults: list[Fault] = []

    def take(self, line: int, row: list[str], place: int) -> None:
        """Take a row, or keep what is wrong with it; ``place`` is the bib where the list has none."""
        before = len(self.faults)
        if not self._fits(line, row):
            return
        bib = self._bib(line, row, place)
        name = " ".join(part for at in self._columns.name_parts() if (part := cell_at(row, at)))
        if not name:
            self._wrong(line, "name", Flaw.MISSING)
        born, year = self._born(line, self._value(row, "born"))
        if len(self.faults) == before and bib is not None:
            notes = (*year, *self._columns.beside(row))
            id_ = self._id(line, self._value(row, "id"))
            self.taken.append(Skater(bib, name, self._value(row, "noc"), born, notes, id=id_))

    def _fits(self, line: int, row: list[str]) -> bool:
        least, most = self._columns.least(), len(self._columns.headings) or len(row)
        filled = len(_without_empty_end(row))
        if len(row) < least:
            self._wrong(line, "", Flaw.ROW_TOO_SHORT, count=len(row), least=least)
        elif filled > most:
            self._wrong(line, "", Flaw.ROW_TOO_LONG, count=filled, most=most)
        return len(row) >= least and filled <= most

    def _bib(self, line: int, row: list[str], place: int) -> int | None:
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

    def _born(self, line: int, text: str) -> tuple[date | None, tuple[str, ...]]:
        """The date of birth; a year alone is no date, and becomes a note."""
        if not text:
            return None, ()
        if YEAR.fullmatch(text):
            return None, (f"{self._columns.called('born')}: {text}",)
        try:
            return _date(text), ()
        except ValueError:
            self._wrong(line, "born", Flaw.NOT_A_DATE, given=shown(text))
            return None, ()

    def _value(self, row: list[str], role: str) -> str:
        return self._columns.cell(row, role)

    def _wrong(self, line: int, role: str, code: Flaw | Misfit | Refusal, **values: str | int) -> None:
        self.faults.append(Fault(line, self._columns.called(role), code, values))


def _without_empty_end(row: list[str]) -> list[str]:
    """A spreadsheet ends a row with a field for every column that it has ever had."""
    filled = [at for at, cell in enumerate(row, 1) if cell]
    return row[: max(filled, default=0)]


def cell_at(row: Sequence[str], at: int) -> str:
    """The field at this place; nothing behind the end of the row."""
    return row[at] if at < len(row) else ""


def _date(text: str) -> date:
    """A date as 1986-04-23, or day first as 23-4-1986 and 23.4.1986; with strokes nobody knows which is the month."""
    if match := DAY_FIRST.fullmatch(text):
        return date(int(match[4]), int(match[3]), int(match[1]))
    return date.fromisoformat(text)
