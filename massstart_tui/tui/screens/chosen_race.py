"""The programme's panel for the chosen race: its start list, which heats may fill, its standings, and its result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from massstart_tui.race.agreement import differences
from massstart_tui.race.meeting import Heat, places_open, teams
from massstart_tui.race.meeting_checks import undecided
from massstart_tui.race.sheet import Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.open_places import rank_cell, through_cell, total_cell
from massstart_tui.report.programme_page import Starter, differences_told, starters
from massstart_tui.report.race_titles import title_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names, short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_of, wrapped_with_keys
from massstart_tui.tui.painting import Lines, Piece, fit, right, width_of, wrap
from massstart_tui.tui.themes import Brush

if TYPE_CHECKING:
    from massstart_tui.stream.meeting_races import Programme
    from massstart_tui.stream.programme_race import ProgrammeRace

OUT: Final = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
MOST_FAULTS: Final = 3
BESIDE_NAME: Final = 30
"""The columns beside a name that are kept for place, bib, nation, points and what became of the skater."""


class ChosenRace:
    """Draws one race of a programme in ``width`` columns."""

    def __init__(self, programme: Programme, entry: ProgrammeRace, brush: Brush, words: Words, width: int) -> None:
        """Draw ``entry``, a race of ``programme``."""
        self._programme = programme
        self._entry = entry
        self._brush = brush
        self._words = words
        self._width = width

    def lines(self) -> Lines:
        """Return the lines of the panel."""
        return [*self._faults(), *self._list()]

    def _faults(self) -> Lines:
        wrong = [told for told in self._entry.faults if not told.fault.harmless]
        if not wrong:
            return []
        from massstart_tui.report.fault_messages import fault_line

        lines: Lines = []
        for told in wrong[:MOST_FAULTS]:
            lines += self._wrapped(fault_line(told.path, told.fault, self._words), red=True)
        return [*lines, []]

    def _list(self) -> Lines:
        entry, state = self._entry, self._programme.known(self._entry)
        if state is not None and state.phase is not Phase.SCHEDULED:
            return [*self._standings(state), *([[], *self._final()] if entry.race.heats else [])]
        if entry.race.heats:
            return self._final()
        if entry.sheet is not None:
            note = self._how_to_watch() if state is None and entry.recorded else []
            return [*self._start_list(entry.sheet.skaters), *([[], *note] if note else [])]
        return [] if entry.broken else [self._heading("programme.start_list"), *self._said("programme.no_list")]

    def _heading(self, code: str, *tags: tuple[str, bool]) -> list[Piece]:
        """Return a heading, followed by tags, each with whether it is a warning."""
        pieces: list[Piece] = [(self._words(code), self._brush.ice)]
        for text, warns in tags:
            pieces.append((f"   {text}", self._brush.amber if warns else self._brush.dim))
        return pieces

    def _said(self, code: str, **values: str | int) -> Lines:
        return self._wrapped(self._words(code, **values))

    def _wrapped(self, text: str, *, red: bool = False) -> Lines:
        style = self._brush.red if red else self._brush.dim
        return [[(line, style)] for line in wrap(text, self._width)]

    def _how_to_watch(self) -> Lines:
        """Return that the race was not watched yet, and by which keys that or its result is opened."""
        words, names = self._words, ("open", "spoilers")
        said = words("programme.hidden", **{name: key_of(name, words) for name in names})
        return wrapped_with_keys(said, names, words, self._brush.dim, self._width)

    def _start_list(self, skaters: Sequence[Skater]) -> Lines:
        heading = self._heading("programme.start_list", (self._words("programme.skaters", count=len(skaters)), False))
        by_bib = sorted(skaters, key=lambda skater: skater.bib)
        doubtful = self._entry.bib_doubtful
        return [heading, *(self._who(s.bib, s.name, s.noc, self._width - 12, doubtful=doubtful(s.bib)) for s in by_bib)]

    def _called(self, rows: Iterable[Standing]) -> dict[int, str]:
        """Return the names by bib: in full, or where one has no room all of them short."""
        listed = list(rows)
        full = {row.bib: plain(row.name) for row in listed}
        if max(map(cell_len, full.values()), default=0) <= _name_in(self._width - BESIDE_NAME):
            return full
        return short_names_of(listed)

    def _who(self, bib: int, name: str, noc: str, room: int, *, doubtful: bool = False) -> list[Piece]:
        """Return a skater, with ``room`` cells for the name."""
        mark = DOUBT if doubtful else " "
        return [
            (right(str(bib), 4), self._brush.ice),
            (f"{mark} ", self._brush.dim),
            (fit(plain(name), _name_in(room)) + " ", self._brush.text),
            (fit(plain(noc), 4), self._brush.dim),
        ]

    def _standings(self, state: RaceState) -> Lines:
        heading = self._heading("programme.result" if state.over else "programme.standings")
        rows = standings(state)
        ranks = max(3, *(width_of([(rank_cell(row), self._brush.text)]) for row in rows))
        names = self._called(rows)
        return [heading, *(self._standing(row, names[row.bib], state, ranks) for row in rows)]

    def _standing(self, row: Standing, name: str, state: RaceState, ranks: int) -> list[Piece]:
        """Return a line of the standings, of a skater with this ``name``; the ranks take ``ranks`` cells."""
        brush, opened = self._brush, self._entry.opened
        doubts = opened.marks.of(state, row) if opened else None
        through = through_cell(row, doubts) or (self._words(f"state.{row.status}") if row.status in OUT else "")
        return [
            (right(rank_cell(row), ranks), brush.text),
            *self._who(row.bib, name, row.noc, self._width - BESIDE_NAME, doubtful=bool(doubts and doubts.bib)),
            (right(str(total_cell(row)), 4), brush.strong if row.total else brush.dim),
            (DOUBT if doubts and doubts.total else " ", brush.dim),
            (f" {through}", brush.green if row.through else brush.red),
        ]

    def _final(self) -> Lines:
        programme, entry, words = self._programme, self._entry, self._words
        heats = programme.heats_of(entry.race)
        titles = self._titles(entry.race.heats)
        entered = starters(programme, entry, words)
        if not entered:
            recorded = any(each.recorded for id_ in entry.race.heats if (each := programme.entry(id_)))
            told = "programme.hidden_heats" if recorded and any(h.state is None for h in heats) else "programme.awaits"
            return [self._heading("programme.start_list"), *self._said(told, heats=titles)]
        provisional = not all(heat.over for heat in heats)
        tags = [(words("programme.skaters", count=len(entered)), False)]
        if provisional:
            tags.append((words("programme.provisional"), True))
        unknown = [heat.id for heat in heats if heat.state is None]
        if count := places_open(heats):
            tags.append((words("programme.open_places", count=count), False))
        return [
            self._heading("programme.start_list", *tags),
            *self._differences(heats),
            *self._open(heats),
            *(self._starter(starter) for starter in entered),
            *([[], *self._said("programme.would_be")] if provisional else []),
            *(self._said("programme.still_to_come", heats=self._titles(unknown)) if unknown else []),
            *self._teams(entered),
        ]

    def _open(self, heats: Sequence[Heat]) -> Lines:
        """Return who may go through or not, or with another bib, because places were not recorded."""
        lines: Lines = []
        found = undecided(heats)
        for code, rows in (
            ("programme.open_heats", [row for one in found for row in one.through]),
            ("programme.open_ranks", [row for one in found for row in one.ranks]),
        ):
            if rows:
                told = self._words(code, skaters=", ".join(plain(row.name) for row in rows))
                lines += [*([(line, self._brush.amber)] for line in wrap(told, self._width)), []]
        return lines

    def _differences(self, heats: Sequence[Heat]) -> Lines:
        """Return where the final's start sheet file disagrees with those heats that may be shown."""
        sheet = self._entry.listed
        told = differences_told(differences(sheet, heats), self._words) if sheet is not None else ""
        if not told:
            return []
        lines = [[(line, self._brush.amber)] for line in wrap(told, self._width)]
        begun = self._entry.latest is not None and self._entry.latest.phase is not Phase.SCHEDULED
        how = "" if begun else self._words("anew.key", key=key_of("final_sheet", self._words))
        return [*lines, *([[(how, self._brush.dim)]] if how else []), []]

    def _titles(self, ids: Iterable[str]) -> str:
        entries = map(self._programme.entry, ids)
        return ", ".join(plain(title_of(entry, self._words.language)) for entry in entries if entry)

    def _starter(self, starter: Starter) -> list[Piece]:
        entry, brush = starter.entry, self._brush
        row = entry.row
        pieces = self._who(entry.bib, row.name, row.noc, self._width - BESIDE_NAME, doubtful=starter.doubtful)
        sign = f"({entry.through})" if entry.provisional else f" {entry.through} "
        pieces.append((sign, brush.amber if entry.provisional else brush.green))
        pieces.append((f" {starter.place}", brush.dim))
        return pieces

    def _teams(self, entered: Sequence[Starter]) -> Lines:
        """Return the nations with two skaters or more, and which arm band each of these wears."""
        by_bib = {starter.entry.bib: starter for starter in entered}
        names = short_names((s.entry.bib, s.entry.row.name, s.entry.row.noc) for s in entered)
        found = teams((bib, starter.entry.row.noc) for bib, starter in by_bib.items())
        if not found:
            return []
        lines: Lines = [[], self._heading("programme.teams")]
        for noc, bibs in found.items():
            nation = plain(noc)
            for bib in bibs:
                who = f"{names[bib]}, {by_bib[bib].band}"
                piece = [(right(str(bib), 3), self._brush.ice), (f" {who}   ", self._brush.text)]
                if nation or width_of(lines[-1]) + width_of(piece) > self._width:
                    lines.append([(fit(nation, 5), self._brush.dim)])
                lines[-1] += piece
                nation = ""
        return [*lines, *self._said("programme.bands_assumed")]


def _name_in(room: int) -> int:
    """Return the columns of a name where there is so much room."""
    return max(12, min(26, room))
