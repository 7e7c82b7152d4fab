"""The outlook of a race (what each skater can still reach, and what it takes) as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from massstart_tui.race.contenders import MOST_SPRINTS, NoOutlook, Uncovered, uncovered
from massstart_tui.race.outlook import Chance, assumptions, decided_at_the_finish
from massstart_tui.race.outlook import outlook as what_is_possible
from massstart_tui.race.requirements import Takes, what_each_takes
from massstart_tui.race.state import RaceState
from massstart_tui.report.open_places import rank_cell, total_cell, unknown_told
from massstart_tui.report.race_titles import competition_told, title_of
from massstart_tui.report.requirement_phrases import takes_sentence
from massstart_tui.report.results_page import Results, doubts_told, marked, moment_line
from massstart_tui.report.table_page import Column, TablePage, as_text
from massstart_tui.report.verdict_differences import decided_by_it, decided_told
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, Words, words


class OutlookFormat(StrEnum):
    """The formats of an outlook."""

    TABLE = "table"
    JSON = "json"


class Supposed(NamedTuple):
    """A what-if: the line as ``typed``, as ``told`` in words, and the standings of ``now`` without it."""

    typed: str
    told: str
    now: Results


@dataclass(frozen=True)
class Outlook:
    """The outlook of the race at the moment of ``results``.

    If something is ``supposed``, ``results`` are those of the supposed race.
    """

    results: Results
    supposed: Supposed | None = None

    @property
    def state(self) -> RaceState:
        """Return the race at that moment."""
        return self.results.state

    @property
    def now(self) -> Results:
        """Return the actual standings, whatever is supposed."""
        return self.supposed.now if self.supposed else self.results

    @cached_property
    def takes(self) -> tuple[Takes, ...]:
        """Return what it takes for each skater, in the order of the standings."""
        return what_each_takes(self.state)

    @property
    def chances(self) -> tuple[Chance, ...]:
        """Return what each skater can still reach."""
        return tuple(takes.chance for takes in self.takes)


def write_outlook(outlook: Outlook, format_: OutlookFormat, words: Words) -> str:
    """Return the outlook in ``format_``, with a final newline; JSON is the same in every language. Raises NoOutlook."""
    writers: Mapping[OutlookFormat, Callable[[], str]] = {
        OutlookFormat.TABLE: lambda: as_text(outlook_page(outlook, words)),
        OutlookFormat.JSON: lambda: outlook_json(outlook),
    }
    return writers[format_]()


def no_outlook_sentence(reason: Uncovered, words: Words) -> str:
    """Return why there is no outlook."""
    return words(f"outlook.none.{reason}", count=MOST_SPRINTS)


def outlook_page(outlook: Outlook, words: Words) -> TablePage:
    """Return the outlook as a page."""
    sheet = outlook.state.sheet
    where = ", ".join(plain(part) for part in (competition_told(sheet, words.language), sheet.venue) if part)
    about = words("outlook.podium") if sheet.qualify is None else words("outlook.cut", count=sheet.qualify)
    said = words("what_if.said", what=outlook.supposed.told) if outlook.supposed else ""
    return TablePage(
        language=str(words.language),
        title=plain(title_of(sheet, words.language) or sheet.id),
        lines=tuple(line for line in (where, moment_line(outlook.now, words), said, about) if line),
        columns=tuple(_columns(outlook, words)),
        notes=tuple(_notes(outlook, words)),
    )


def _columns(outlook: Outlook, words: Words) -> Iterator[Column]:
    """Yield the columns of the table from left to right."""
    chances, rows = outlook.chances, outlook.results.rows
    both = list(zip(rows, outlook.results.doubts, strict=True))
    yield Column(words("results.rank"), tuple(map(rank_cell, rows)), right=True)
    yield Column(words("results.bib"), tuple(marked(row.bib, doubt=doubt.bib) for row, doubt in both), right=True)
    yield Column(words("results.name"), tuple(plain(row.name) for row in rows))
    total = tuple(marked(total_cell(row), doubt=doubt.total) for row, doubt in both)
    yield Column(words("results.total"), total, right=True)
    yield _figures(words("outlook.best"), chances, [chance.best for chance in chances])
    yield _figures(words("outlook.worst"), chances, [chance.worst for chance in chances])
    verdicts = (marked(words(f"verdict.{it.as_it_stands}"), doubt=it.unconfirmed) for it in chances)
    yield Column(words("outlook.verdict"), tuple(verdicts))
    yield _figures(words("outlook.sure"), chances, [chance.sure for chance in chances])
    yield _figures(words("outlook.possible"), chances, [chance.possible for chance in chances])
    yield Column(words("outlook.takes"), tuple(takes_sentence(takes, words) for takes in outlook.takes))


def _figures(heading: str, chances: Sequence[Chance], figures: Sequence[int | None]) -> Column:
    """Return a column of ranks or places, each marked where it rests on an order by chips that nobody has confirmed."""
    both = zip(chances, figures, strict=True)
    cells = (marked("" if it is None else it, doubt=chance.by_chips is not None) for chance, it in both)
    return Column(heading, tuple(cells), right=True)


def _notes(outlook: Outlook, words: Words) -> Iterator[str]:
    if outlook.supposed and not uncovered(outlook.now.state):
        yield from _decided(outlook, outlook.supposed, words)
    if decided_at_the_finish(outlook.state, outlook.chances):
        yield words(f"outlook.at_the_finish.{outlook.state.sheet.at_stake}")
    if assumed := _assumed(outlook, words):
        yield words("outlook.assumes", assumptions=assumed)
    yield from unknown_told(outlook.results.rows, outlook.state.sheet.qualify, words)
    yield from doubts_told(outlook.results, words)


def _decided(outlook: Outlook, supposed: Supposed, words: Words) -> Iterator[str]:
    """Yield what the what-if decides for a skater."""
    names = short_names_of(outlook.state.sheet.skaters)
    try:
        now = what_is_possible(supposed.now.state)
    except NoOutlook:
        yield _sentence(words("what_if.too_long"))
        return
    decided = decided_by_it(now, outlook.chances)
    for told in decided_told(decided, outlook.state, names, words):
        yield _sentence(told)


def _sentence(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}."


def _assumed(outlook: Outlook, words: Words) -> str:
    """Return the assumptions of the outlook in words."""
    return "; ".join(words(f"assumes.{assumption}") for assumption in assumptions(outlook.state))


def outlook_json(outlook: Outlook) -> str:
    """Return the outlook as JSON, a line for each skater; ``if`` is what is supposed, as typed."""
    state = outlook.now.state
    at = {"t": outlook.results.t, "seq": state.seq, "lap": state.lap, "to_go": state.to_go}
    said = {"if": outlook.supposed.typed} if outlook.supposed else {}
    top = {"at": at, **said, "cut": state.sheet.qualify, "assumes": _assumed(outlook, words(Language.EN))}
    head = ", ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in top.items())
    both = zip(outlook.chances, outlook.results.rows, strict=True)
    open_ = {"open_rank": True}
    each = (chance._asdict() | (open_ if row.open_rank else {}) for chance, row in both)
    rows = ",\n".join(f"  {json.dumps(fields)}" for fields in each)
    return f'{{{head},\n "outlook": [\n{rows}]}}\n'
