"""Parser of the table of a printed result of the ISU: words with their places on a page become the rows of a table.

The places are characters of a text (``pdftotext -layout``), or points on paper. A word belongs to the column whose
heading it stands under or nearest to: names begin where their heading begins, numbers end where theirs ends.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from massstart_tui.imports.headings import columns_in
from massstart_tui.imports.table_rows import Row, TableRows, put_together
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw, shown

FIRST_CHARACTERS: Final = 3000
"""A printed result has its headings within so many characters."""
MOST_PAGES: Final = 20
"""No result of one race has so many; each of them has fewer than a thousand words."""
MOST_WORDS: Final = 20_000
_HEADINGS: Final = re.compile(r"[ \t]*Rnk\s+Nr\.?\s+Name\s+(?:Country|Nat\w*)\s+Laps\b", re.MULTILINE)
_BELOW: Final = re.compile(r"\s*(?:Referee|Starter|Conditions|Legend|Created on)\b")
_TITLE: Final = re.compile(r"\s*(?:\d+\.\s*)?RESULTS?\s+(\S.*?)\s*")
_SPRINT: Final = re.compile(r"(S\d)[A-Z].*", re.ASCII | re.IGNORECASE)
"""The heading of a sprint with more behind its number, such as ``S1Lane``."""
_NUMBER: Final = re.compile(r"\d+")
_PLACE_AND_DAYS: Final = re.compile(r"(.*\S)\s*/\s*\d.*")
_BEGIN_THERE: Final = re.compile(r"Name|Country|Nat\w*|S\d", re.ASCII)
"""The headings whose values begin where they begin; those of all others end where they end."""
_ROOM: Final = 2
"""How far a value may stand beside the place of its heading, in characters."""
_BESIDE: Final = 8
"""How far from every heading a word is under none, in characters."""


class PlacedWord(NamedTuple):
    """A word, and where it begins and ends on its line."""

    text: str
    left: float
    right: float


Words = Sequence[PlacedWord]
PlacedLine = tuple[int, Words]
"""The number of a line, from 1, and its words from left to right."""


def is_printed(text: str) -> bool:
    """Return whether a text has the headings of a printed result near its beginning."""
    return _HEADINGS.search(text[:FIRST_CHARACTERS]) is not None


def lines_of_text(text: str) -> list[PlacedLine]:
    """Return the lines of a text that are not blank, with the places of their words in characters."""
    found = enumerate(text.replace("\f", "\n").split("\n"), 1)
    lines = [(at, [PlacedWord(m[0], m.start(), m.end()) for m in re.finditer(r"\S+", line)]) for at, line in found]
    return [(at, words) for at, words in lines if words]


@dataclass
class PrintedResult:
    """The table of a printed result, and what stands above it, by the keys of a start sheet."""

    table: TableRows
    told: Mapping[str, str]


def printed_result_in(lines: Sequence[PlacedLine]) -> PrintedResult:
    """Return the table in these lines.

    Raises BadLine with every line of it that is no row, or if there are more words than in any result.
    """
    if sum(len(words) for _, words in lines) > MOST_WORDS:
        raise BadLine([Fault(None, "", Flaw.RESULT_TOO_LONG, {"most": MOST_PAGES})])
    tops = [at for at, (_, words) in enumerate(lines) if _are_headings(words)]
    if not tops:
        raise BadLine([Fault(None, "", Flaw.NO_COLUMN, {"valid": "Rnk Nr Name Country Laps … Total Time"})])
    columns = _Columns(lines[tops[0]][1])
    rows = _PrintedRows(columns)
    for at, top in enumerate(tops):
        end = tops[at + 1] if at + 1 < len(tops) else len(lines)
        rows.take(list(_body(lines[top + 1 : end])))
    table = TableRows(columns_in(columns.names), lines[tops[0]][0], rows.cells(), rows.faults, rows.remarks)
    return PrintedResult(table, dict(_told(lines[: tops[0]])))


def _are_headings(words: Words) -> bool:
    return _HEADINGS.match(_text(words)) is not None


def _text(words: Words) -> str:
    return " ".join(word.text for word in words)


def _body(lines: Sequence[PlacedLine]) -> Iterator[PlacedLine]:
    """Yield the lines of a table up to what stands below it, without the rest of a broken heading."""
    for at, (number, words) in enumerate(lines):
        if _BELOW.match(_text(words)):
            return
        if at == 0 and len(words) == 1 and words[0].text.islower() and words[0].text.isalpha():
            continue
        yield number, words


def _told(above: Sequence[PlacedLine]) -> Iterator[tuple[str, str]]:
    """Yield title, competition and venue, as the ISU prints them above a result."""
    texts = [_text(words) for _, words in above]
    title = next((at for at, text in enumerate(texts) if _TITLE.fullmatch(text)), None)
    if title is None:
        return
    if match := _TITLE.fullmatch(texts[title]):
        yield "title", match[1]
    if title > 0:
        yield "competition", texts[0]
    if title > 1 and (place := _PLACE_AND_DAYS.fullmatch(texts[1])):
        yield "venue", place[1]


class _Columns:
    """The columns of a printed table, by the places of its headings."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.names = [match[1] if (match := _SPRINT.fullmatch(word.text)) else word.text for word in words]
        self._character = sum((word.right - word.left) / len(word.text) for word in words) / len(words)
        self._name = next(at for at, name in enumerate(self.names) if name == "Name")

    def cells(self, words: Words) -> tuple[list[str], list[PlacedWord]]:
        """Return the cells of a line, and the words that no heading can be told for."""
        cells, lost = [""] * len(self.names), list[PlacedWord]()
        for word in words:
            at = self._column_of(word)
            if at is None or (cells[at] and at != self._name):
                lost.append(word)
            else:
                cells[at] = f"{cells[at]} {word.text}".strip()
        return cells, lost

    def _column_of(self, word: PlacedWord) -> int | None:
        """Return the index of the column of a word; None if it is under none, or under two alike."""
        room = _ROOM * self._character
        left, nation = self._words[self._name].left, self._words[self._name + 1].left
        if left - room <= word.left < nation - room and not (_NUMBER.fullmatch(word.text) and word.right <= left):
            return self._name
        others = [at for at in range(len(self.names)) if at != self._name]
        (best, at), (second, _) = sorted((self._distances(word, at), at) for at in others)[:2]
        return None if best == second or best[0] > _BESIDE * self._character else at

    def _distances(self, word: PlacedWord, at: int) -> tuple[float, float]:
        """Return how far a word is beside a heading, and how far from where its values begin or end."""
        heading = self._words[at]
        beside = max(heading.left - word.right, word.left - heading.right, 0)
        begins = _BEGIN_THERE.fullmatch(self.names[at])
        return beside, abs(word.left - heading.left) if begins else abs(word.right - heading.right)


@dataclass
class _PrintedLine:
    """One line of the table: its cells, and which kinds of them it has."""

    number: int
    cells: list[str]
    numbered: bool
    named: bool
    valued: bool

    @property
    def only_a_name(self) -> bool:
        return self.named and not self.numbered and not self.valued


@dataclass
class _PrintedRows:
    """Puts the rows together of the lines of the table: a long name takes two lines, and pushes the next row down."""

    columns: _Columns
    rows: list[_PrintedLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    _name: int = field(init=False)

    def __post_init__(self) -> None:
        self._name = self.columns.names.index("Name")

    def cells(self) -> list[Row]:
        return [(row.number, row.cells) for row in self.rows]

    def take(self, body: Sequence[PlacedLine]) -> None:
        """Take the lines of the table on one page."""
        waiting = deque(self._line(number, words) for number, words in body)
        while waiting:
            line = waiting.popleft()
            after = waiting[0] if waiting else None
            if line.numbered and not line.valued and after and after.named and after.valued and not after.numbered:
                # The numbers stand beside the rest of the name above, and the line below has all else of their row.
                self._end_name(line)
                waiting[0] = self._with_numbers(after, line)
            elif line.only_a_name and after and after.numbered and after.valued and not after.named:
                # The numbers stand between the two lines of their name.
                after.cells[self._name], after.named = line.cells[self._name], True
            elif line.only_a_name and self.rows:
                self._end_name(line)
            elif line.numbered and line.named:
                self.rows.append(line)
            else:
                given = shown(" ".join(filter(None, line.cells)))
                self.faults.append(Fault(line.number, "", Flaw.NOT_A_RESULT_ROW, {"given": given}))

    def _line(self, number: int, words: Words) -> _PrintedLine:
        cells, lost = self.columns.cells(words)
        for word in lost:
            self.faults.append(Fault(number, "", Flaw.UNDER_NO_HEADING, {"given": shown(word.text)}))
        numbers = cells[: self._name]
        return _PrintedLine(number, cells, any(numbers), bool(cells[self._name]), any(cells[self._name + 1 :]))

    def _end_name(self, line: _PrintedLine) -> None:
        """Put the name in this line behind the name of the row above."""
        if not line.named:
            return
        if not self.rows:
            self.faults.append(Fault(line.number, "", Flaw.NOT_A_RESULT_ROW, {"given": shown(line.cells[self._name])}))
            return
        above = self.rows[-1]
        above.cells[self._name] = put_together(above.cells[self._name], line.cells[self._name])
        self.remarks.append(Fault(line.number, "Name", Flaw.ROW_JOINED, {"first": above.number}, harmless=True))

    def _with_numbers(self, line: _PrintedLine, numbers: _PrintedLine) -> _PrintedLine:
        cells = [*numbers.cells[: self._name], *line.cells[self._name :]]
        return _PrintedLine(line.number, cells, numbered=True, named=line.named, valued=True)
