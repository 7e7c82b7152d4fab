"""The standings of a race at a moment as a table, Markdown, HTML, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from massstart_tui.imports.formula_signs import FORMULA_SIGNS
from massstart_tui.race.contradictions import Contradiction
from massstart_tui.race.rules import Rules
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unread_passes import orders_unconfirmed
from massstart_tui.report.dead_heats import dead_heats_told
from massstart_tui.report.fault_messages import contradiction_note
from massstart_tui.report.open_places import (
    laps_cell,
    rank_cell,
    sprint_cell,
    through_cell,
    total_cell,
    unknown_fields,
    unknown_told,
)
from massstart_tui.report.race_titles import competition_told, title_of
from massstart_tui.report.rank_phrases import decided_by, reason, tells_more_than_points
from massstart_tui.report.signs import DOUBT, REVIEWED
from massstart_tui.report.sources import source_told
from massstart_tui.report.table_page import Column, TablePage, as_html, as_markdown, as_text
from massstart_tui.stream.codec import Header
from massstart_tui.stream.header_names import DOUBTFUL
from massstart_tui.stream.provenance import About, Doubts, Marks
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_in_prose
from massstart_tui.text.words import Language, Words

HUNDREDTHS: Final = 2
THOUSANDTHS: Final = 3
BYTE_ORDER_MARK: Final = "\ufeff"
"""By this a spreadsheet knows that a file is UTF-8."""
_OF_THE_CLOCK: Final = (About.LAP_TIMES, About.CROSSING_TIMES)
"""Facts on which the race clock of a moment rests."""


class ResultsFormat(StrEnum):
    """The formats of the standings."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True)
class Results:
    """The standings at the moment ``t``, in ms since the gun; ``header`` says where the facts come from.

    ``contradictions`` are facts up to then that cannot all be true.
    """

    state: RaceState
    t: int
    header: Header
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def marks(self) -> Marks:
        """Return what the provenance says about the values."""
        return Marks(self.header.provenance)

    @cached_property
    def rows(self) -> tuple[Standing, ...]:
        """Return the standings, first to last."""
        return standings(self.state)

    @cached_property
    def doubts(self) -> tuple[Doubts, ...]:
        """Return what is doubtful in each row."""
        return tuple(self.marks.of_rows(self.state, self.rows).values())

    @property
    def clock_doubtful(self) -> bool:
        """Return whether the moment rests on lap times that nobody measured."""
        timed = self.state.lap > 0 and not self.state.over
        return timed and (self.marks.lap_doubtful() or self.marks.doubtful(About.CROSSING_TIMES))


def write(results: Results, format_: ResultsFormat, words: Words) -> str:
    """Return the standings in ``format_``, with a final newline; only JSON is the same in every language."""
    writers: Mapping[ResultsFormat, Callable[[], str]] = {
        ResultsFormat.TABLE: lambda: as_text(page_of(results, words)),
        ResultsFormat.MARKDOWN: lambda: as_markdown(page_of(results, words)),
        ResultsFormat.HTML: lambda: as_html(page_of(results, words)),
        ResultsFormat.JSON: lambda: as_json(results),
        ResultsFormat.CSV: lambda: as_csv(results, words.language),
    }
    return writers[format_]()


def page_of(results: Results, words: Words) -> TablePage:
    """Return the standings as a page."""
    sheet = results.state.sheet
    where = ", ".join(plain(part) for part in (competition_told(sheet, words.language), sheet.venue) if part)
    return TablePage(
        language=str(words.language),
        title=plain(title_of(sheet, words.language) or sheet.id),
        lines=tuple(line for line in (where, moment_line(results, words)) if line),
        columns=tuple(_columns(results, words)),
        notes=tuple(_notes(results, words)),
    )


def moment_line(results: Results, words: Words) -> str:
    """Return the progress of the race: the phase, laps to go, and the clock, which runs from the gun that counts."""
    state = results.state
    phase = words(f"phase.{state.phase}")
    if not state.under_way:
        return phase
    clock = time_in_prose(results.t - state.gun, words.language) + (DOUBT if results.clock_doubtful else "")
    to_go = words("results.to_go", count=state.to_go) if state.to_go else ""
    return ", ".join(part for part in (phase, to_go, clock) if part)


def _columns(results: Results, words: Words) -> Iterator[Column]:
    """Yield the columns from left to right; a column that is empty for everybody is left out."""
    rows, doubts = results.rows, results.doubts
    both = list(zip(rows, doubts, strict=True))
    yield Column(words("results.rank"), tuple(map(rank_cell, rows)), right=True)
    yield Column(words("results.bib"), tuple(marked(row.bib, doubt=doubt.bib) for row, doubt in both), right=True)
    yield Column(words("results.name"), tuple(_name(row) for row in rows))
    yield from _unless_empty(words("results.noc"), (plain(row.noc) for row in rows))
    passed = sum(sprint.lap <= results.state.lap for sprint in results.state.rules.sprints)
    for index in range(len(results.state.rules.sprints)):
        cells = (marked(sprint_cell(row, index) or "", doubt=doubt.sprints[index]) for row, doubt in both)
        # If there is no room, sprints still to come are left out first, and the latest one last.
        spare = passed - index if index < passed else index + 1
        yield Column(words("results.sprint", number=index + 1), tuple(cells), right=True, spare=spare)
    yield from _what_decides(results, words)
    yield from _unless_empty(words("results.time"), _times(results, words), right=True)
    yield from _unless_empty(words("results.status"), (_short(row, words) for row in rows))
    yield from _unless_empty(words("results.through"), (through_cell(*each) for each in both))
    why = (_why(results, row, doubt, words) for row, doubt in both)
    yield from _unless_empty(words("results.because"), why)


def _name(row: Standing) -> str:
    return f"{plain(row.name)} {REVIEWED}" if row.reviewed else plain(row.name)


def _what_decides(results: Results, words: Words) -> Iterator[Column]:
    """Yield laps gained, points and eliminations, each if the rules use it."""
    rules, both = results.state.rules, list(zip(results.rows, results.doubts, strict=True))
    if rules.laps_gained_count:
        gained = (f"{row.laps_gained:+}" if row.laps_gained else "" for row in results.rows)
        yield Column(words("results.laps_gained"), tuple(gained), right=True)
    if rules.on_points:
        finish = (marked(row.finish or "", doubt=doubt.finish) for row, doubt in both)
        yield Column(words("results.finish"), tuple(finish), right=True)
        total = (marked(total_cell(row), doubt=doubt.total) for row, doubt in both)
        yield Column(words("results.total"), tuple(total), right=True)
    if rules.eliminates:
        cells = (_eliminated(row, words) for row in results.rows)
        yield Column(words("results.eliminated"), tuple(cells), right=True)


def _eliminated(row: Standing, words: Words) -> str:
    return words("results.at_lap", lap=laps_cell(row)) if row.status is Status.ELIMINATED else ""


def _why(results: Results, row: Standing, doubt: Doubts, words: Words) -> str:
    return reason(row, results.state, words, doubtful=doubt.finish) if tells_more_than_points(row) else ""


def _short(row: Standing, words: Words) -> str:
    code = "state.laps_open" if row.laps_open else f"state.{row.status}"
    return words(code) if words.has(code) else ""


def _unless_empty(heading: str, cells: Iterable[str], *, right: bool = False) -> Iterator[Column]:
    """Yield the column unless all its cells are empty."""
    column = Column(heading, tuple(cells), right)
    if any(column.cells):
        yield column


def marked(value: int | str, *, doubt: bool) -> str:
    """Return ``value`` with the mark of doubt behind it, if it is doubtful and not empty."""
    return f"{value}{DOUBT}" if doubt and value != "" else str(value)


def _times(results: Results, words: Words) -> Iterator[str]:
    clocks = clocks_of((row.time for row in results.rows), words.language)
    for row, doubt in zip(results.rows, results.doubts, strict=True):
        yield "" if row.time is None else marked(clocks[row.time], doubt=doubt.time)


def clocks_of(times: Iterable[int | None], language: Language = Language.EN) -> dict[int, str]:
    """Return race times, in ms, as ``language`` writes them, by time.

    They have hundredths, or thousandths where two times would look equal. Data is written as in English for every
    reader.
    """
    known = {time for time in times if time is not None}
    # Two times within the same hundredth look equal without thousandths.
    within = Counter(time // 10 for time in known)
    digits = {time: THOUSANDTHS if within[time // 10] > 1 else HUNDREDTHS for time in known}
    return {time: time_in_prose(time, language, digits[time]) for time in known}


def _notes(results: Results, words: Words) -> Iterator[str]:
    """Yield the notes below the table that apply to it."""
    rows = results.rows
    if any(row.through == "q" for row in rows):
        yield words("results.advanced")
    if any(row.reviewed for row in rows):
        yield f"{REVIEWED} {words('results.reviewed')}"
    if any(row.status is Status.DISQUALIFIED and sum(row.sprints) for row in rows):
        yield words("results.not_handed_on")
    doubted = {row.bib for row, doubt in zip(rows, results.doubts, strict=True) if doubt.finish}
    yield from dead_heats_told(rows, doubted, words)
    yield from (contradiction_note(found, words) for found in results.contradictions)
    yield from unknown_told(rows, results.state.sheet.qualify, words)
    yield from doubts_told(results, words)


def doubts_told(results: Results, words: Words) -> Iterator[str]:
    """Yield what the mark of doubt means, and where the doubtful values come from; nothing if there are none."""
    if results.marks.any and _doubtful_facts(results):
        yield words("results.doubtful")
        yield from dict.fromkeys(_sources(results, words))
    state = results.state
    if laps := orders_unconfirmed(state):
        to_go = ", ".join(str(state.distance - lap) for lap in laps)
        yield words("results.unconfirmed", to_go=to_go)


def _sources(results: Results, words: Words) -> Iterator[str]:
    """Yield where the doubtful values on the page come from.

    An entry about events that have not happened yet is left out, and so is the wording of sources until the race is
    over, since both could give away what is to come.
    """
    shown = _doubtful_facts(results)
    state = results.state
    seqs = {result.seq for result in state.sprints.values()} | {place.seq for place in state.finish}
    for entry in results.header.provenance:
        happened = entry.about in _OF_THE_CLOCK or entry.events is None or not seqs.isdisjoint(entry.events)
        if entry.kind in DOUBTFUL and entry.about in shown and happened:
            about = words(f"about.{entry.about}")
            told = words("results.provenance", about=about, kind=words(f"provenance.{entry.kind}"))
            yield f"{DOUBT} {told}" + (
                f" ({source_told(entry, words.language)})" if entry.source and state.over else ""
            )


def _doubtful_facts(results: Results) -> set[str]:
    """Return the kinds of facts in the provenance that make a value on the page doubtful."""
    doubts = results.doubts
    found = {
        About.BIBS: any(doubt.bib for doubt in doubts),
        About.SPRINT_ORDERS: any(any(doubt.sprints) for doubt in doubts),
        About.FINISH_ORDER: any(doubt.finish for doubt in doubts),
        About.FINISH_TIMES: any(doubt.time for doubt in doubts),
        About.LAP_TIMES: results.clock_doubtful,
        About.CROSSING_TIMES: results.clock_doubtful,
    }
    return {str(about) for about, is_shown in found.items() if is_shown}


def as_json(results: Results) -> str:
    """Return the standings as JSON; control characters are escaped, and so kept."""
    rules, rows = results.state.rules, zip(results.rows, results.doubts, strict=True)
    lines = ",\n".join(f"  {one_line(standing_fields(row, doubt, rules))}" for row, doubt in rows)
    race, at = one_line(_race(results.state)), one_line(at_fields(results.state, results.t))
    return f'{{"race": {race},\n "at": {at},\n "standings": [\n{lines}]}}\n'


def one_line(fields: Mapping[str, object]) -> str:
    """Return data as JSON on one line; control characters are escaped, and so kept."""
    return "".join(map(_harmless, json.dumps(fields, ensure_ascii=False)))


def _harmless(character: str) -> str:
    """Return a character, escaped if a terminal would act on it."""
    return character if plain(character) == character else json.dumps(character)[1:-1]


def _race(state: RaceState) -> dict[str, object]:
    return {"id": state.sheet.id, "title": state.sheet.title, "competition": state.sheet.competition}


def at_fields(state: RaceState, t: int) -> dict[str, object]:
    """Return the position in the race of this state as data; ``t`` is in ms since the gun."""
    return {"t": t, "seq": state.seq, "lap": state.lap, "to_go": state.to_go, "phase": state.phase}


def standing_fields(row: Standing, doubt: Doubts, rules: Rules) -> dict[str, object]:
    """Return a row of the standings as data, and which fields are neither official nor published."""
    return _fields(row, rules) | {"doubtful": doubtful_fields(doubt)}


def _fields(row: Standing, rules: Rules) -> dict[str, object]:
    """Return a row as data; laps gained, and their points, only if the rules use them."""
    gained = {"laps_gained": row.laps_gained, "lap_points": row.lap_points} if rules.laps_gained_count else {}
    return {
        "rank": row.rank,
        "bib": row.bib,
        "name": row.name,
        "noc": row.noc,
        "sprints": row.sprints,
        "finish": row.finish,
        **gained,
        "won": row.won,
        "total": row.total,
        "laps": row.laps,
        "time": row.time,
        "finish_place": row.finish_place,
        "status": row.status,
        "through": row.through,
        "because": decided_by(row),
        "reviewed": row.reviewed,
        **unknown_fields(row),
    }


def doubtful_fields(doubt: Doubts) -> list[str]:
    """Return the fields of a row that are neither official nor published; ``sprints[0]`` is the first sprint."""
    sprints = [f"sprints[{index}]" for index, is_doubtful in enumerate(doubt.sprints) if is_doubtful]
    others = {"finish": doubt.finish, "total": doubt.total, "time": doubt.time, "through": doubt.through}
    return ["bib"] * doubt.bib + sprints + [name for name, is_doubtful in others.items() if is_doubtful]


def as_csv(results: Results, language: Language = Language.EN) -> str:
    """Return the standings as CSV: the fields of the JSON, a column for each sprint, and the time as on a clock too.

    In Dutch it has semicolons, decimal commas and a byte order mark, so that a Dutch spreadsheet opens it without
    asking.
    """
    dutch = language is Language.NL
    clocks = clocks_of(row.time for row in results.rows)
    if dutch:
        clocks = {time: clock.replace(".", ",") for time, clock in clocks.items()}
    out = io.StringIO()
    rules, both = results.state.rules, zip(results.rows, results.doubts, strict=True)
    lines = [_csv_fields(_fields(row, rules), row, doubt, clocks) for row, doubt in both]
    writer = csv.DictWriter(out, lines[0], delimiter=";" if dutch else ",", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return (BYTE_ORDER_MARK if dutch else "") + out.getvalue()


def _csv_fields(
    fields: dict[str, object], row: Standing, doubt: Doubts, clocks: Mapping[int, str]
) -> dict[str, object]:
    """Return the fields of a row in the order of the CSV columns."""
    for name in ("sprints", *unknown_fields(row)):
        del fields[name]
    fields |= {"rank": rank_cell(row), "won": total_cell(row, row.won), "total": total_cell(row)}
    front = {name: fields.pop(name) for name in ("rank", "bib")}
    names = {"name": not_a_formula(row.name), "noc": not_a_formula(row.noc)}
    sprints = {f"sprint_{index + 1}": sprint_cell(row, index) for index in range(len(row.sprints))}
    clock = {"time": "" if row.time is None else clocks[row.time], "time_ms": fields.pop("time")}
    doubtful = {"doubtful": " ".join(doubtful_fields(doubt))}
    return front | names | sprints | {n: v for n, v in fields.items() if n not in names} | clock | doubtful


def not_a_formula(text: str) -> str:
    """Return ``text`` for a spreadsheet, with an apostrophe in front if it would be taken for a formula."""
    shown = plain(text)
    return f"'{shown}" if shown.lstrip().startswith(FORMULA_SIGNS) else shown
