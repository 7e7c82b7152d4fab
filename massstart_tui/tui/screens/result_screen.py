"""The screen of the result: the protocol at the shown moment, with a reason for every place that needs one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.open_places import laps_cell, rank_cell, sprint_cell, total_cell, unknown_told
from massstart_tui.report.rank_phrases import reason, tells_more_than_points
from massstart_tui.report.results_page import clocks_of
from massstart_tui.report.sources import source_told
from massstart_tui.report.table_page import REVIEWED
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.provenance import DOUBTFUL, Doubts
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import Piece, fit, last_word, right, wrap
from massstart_tui.tui.screens.page_screen import PageScreen, race_name
from massstart_tui.tui.widgets.skater_outcome import TOLD_IN_A_WORD
from massstart_tui.tui.widgets.table_columns import (
    BIB,
    GAP,
    GUTTER,
    STATE,
    WHOLE_NAMES_FROM,
    Layout,
    TableColumns,
    latest,
    protocol_layout,
)
from massstart_tui.view.scene import Shown, cut_in

BESIDE_FROM = 30
"""The width in cells from which the reasons stand beside the protocol instead of below it."""
WHY_FROM = 50
"""The width in cells from which a reason also names the other skater and the numbers."""


class ResultScreen(PageScreen):
    """Draws the standings of a race as a protocol."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("result")]
    place: ClassVar[str] = "result"

    def __init__(self, shown: Shown) -> None:
        """Show the race at its current moment."""
        super().__init__()
        self._shown = shown
        self._clocks: Mapping[int, str] = {}
        self._names: Mapping[int, str] = {}

    def drawn_from(self) -> object:
        return self._shown.scene()

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        scene = self._shown.scene()
        return words("result.title"), words(f"phase.{scene.state.phase}")

    def lines(self, width: int) -> list[list[Piece]]:
        brush, scene = self.brush, self._shown.scene()
        self._clocks = clocks_of((row.time for row in scene.rows), self.massstart.words.language)
        lay = self._layout(width)
        self._names = self._called(lay.name - 1)
        beside = width - lay.cells - GAP
        lines: list[list[Piece]] = [
            *(
                [(text, brush.strong)]
                for text in wrap(plain(race_name(scene.sheet, self.massstart.words.language)), width)
            ),
            *([(text, brush.dim)] for text in wrap(plain(scene.sheet.venue), width) if text),
            [],
            self._heads(lay),
        ]
        for index, row in enumerate(scene.rows):
            if index == cut_in(scene):
                lines.append([("─" * min(width, lay.cells), brush.faint)])
            lines += self._row(row, scene.doubts.get(row.bib), lay, beside)
        if beside < BESIDE_FROM:
            lines += self._reasons(lay, width)
        for told in unknown_told(scene.rows, scene.sheet.qualify, self.massstart.words):
            lines += [[(text, brush.amber)] for text in wrap(told, width)]
        if scene.state.over or self._shown.spoilers:
            lines += [[], *self._provenance(width)]
        return lines

    @property
    def _before_the_gun(self) -> bool:
        return self._shown.scene().state.phase is Phase.SCHEDULED

    def _layout(self, width: int) -> Layout:
        scene = self._shown.scene()
        names = (cell_len(plain(row.name)) for row in scene.rows)
        times = (cell_len(self._time(row, scene.doubts.get(row.bib))) for row in scene.rows)
        return protocol_layout(
            width, TableColumns.of(scene.state, scene.rows), max(names, default=0), max(times, default=0)
        )

    def _heads(self, lay: Layout) -> list[Piece]:
        words = self.massstart.words
        heads = [(f"S{index + 1}", lay.sprint) for index in self._sprints(lay)]
        heads += [(words("table.gained"), lay.gained), (words("table.finish"), lay.finish), ("Σ", lay.total)]
        heads += [(words("table.out"), lay.out), (words("table.time"), lay.time)]
        noc, name = fit(words("table.noc"), lay.noc), fit(words("table.skater"), lay.name)
        told = "".join(right(f"{head} ", room) for head, room in heads if room)
        return [(f"{right('#', lay.rank)}{right(words('table.bib'), BIB)}  {name}{noc}{told}", self.brush.dim)]

    def _sprints(self, lay: Layout) -> range:
        """Return the sprints that are shown: the latest for which there is room."""
        state = self._shown.scene().state
        return latest(state, TableColumns.of(state).sprints, lay.sprints)

    def _row(self, row: Standing, doubts: Doubts | None, lay: Layout, beside: int) -> list[list[Piece]]:
        """Return the rows of a skater.

        The reason is in the ``beside`` cells beside the protocol, if these are enough.
        """
        pieces = self._who(row, doubts, lay)
        pieces += self._what_decides(row, doubts, lay)
        pieces += [(right(self._time(row, doubts), lay.time), self.brush.dim), self._outcome(row)]
        if beside < BESIDE_FROM or not self._needs_a_reason(row):
            return [pieces]
        first, *more = wrap(self._why(row, doubts, beside), beside)
        lines = [[*pieces, (" " * GAP + first, self.brush.dim)]]
        return lines + [[(" " * (lay.cells + GAP), self.brush.text), (text, self.brush.dim)] for text in more]

    def _who(self, row: Standing, doubts: Doubts | None, lay: Layout) -> list[Piece]:
        brush = self.brush
        pieces: list[Piece] = [
            (right("" if self._before_the_gun else rank_cell(row), lay.rank), brush.text),
            (right(str(row.bib), BIB), brush.ice),
            ("~" if doubts and doubts.bib else " ", brush.dim),
            (REVIEWED if row.reviewed else " ", brush.amber),
            (f"{fit(self._names[row.bib], lay.name - 1)} ", brush.text),
        ]
        return [*pieces, (fit(plain(row.noc), lay.noc), brush.dim)] if lay.noc else pieces

    def _called(self, room: int) -> dict[int, str]:
        """Return the names of the skaters, by bib.

        If a whole name does not fit in ``room`` cells, it is shortened as in the points table; in a narrow protocol all
        are.
        """
        rows = self._shown.scene().rows
        whole = {row.bib: plain(row.name) for row in rows}
        longest = 0 if room + 1 >= WHOLE_NAMES_FROM else max(map(cell_len, whole.values()), default=0)
        short = short_names((row.bib, row.name, row.noc) for row in rows)
        return {
            bib: name if max(longest, cell_len(name)) <= room else last_word(short[bib], room)
            for bib, name in whole.items()
        }

    def _reasons(self, lay: Layout, width: int) -> list[list[Piece]]:
        """Return the reasons below the protocol, one for each place that the points do not explain.

        A tie needs none, because the ranks show it.
        """
        scene, brush = self._shown.scene(), self.brush
        told = [row for row in scene.rows if self._needs_a_reason(row) and row.because is not Because.LEVEL]
        lines: list[list[Piece]] = [[], self.heading("result.decided_by")] if told else []
        indent = lay.rank + BIB + GUTTER + lay.name
        for row in told:
            doubts = scene.doubts.get(row.bib)
            first, *more = wrap(self._why(row, doubts, width - indent), width - indent)
            lines.append([*self._who(row, doubts, lay._replace(noc=0)), (first, brush.dim)])
            lines += [[(" " * indent, brush.text), (text, brush.dim)] for text in more]
        return lines

    def _needs_a_reason(self, row: Standing) -> bool:
        return not self._before_the_gun and tells_more_than_points(row)

    def _why(self, row: Standing, doubts: Doubts | None, room: int) -> str:
        scene = self._shown.scene()
        doubtful = bool(doubts and doubts.finish)
        if room < WHY_FROM:
            return reason(row, scene.state, self.massstart.words, doubtful=doubtful)
        return why_told(scene.rows, row.bib, scene.state, self.massstart.words, doubtful=doubtful)

    def _what_decides(self, row: Standing, doubts: Doubts | None, lay: Layout) -> list[Piece]:
        """Return the cells of points, laps gained and eliminations that the rules of the race have."""
        brush = self.brush
        unsure = doubts.sprints if doubts else (False,) * len(row.sprints)
        pieces = [
            (
                right(_value(sprint_cell(row, at), doubtful=unsure[at]), lay.sprint),
                brush.amber if row.sprints[at] else brush.faint,
            )
            for at in self._sprints(lay)
        ]
        if lay.gained:
            style = brush.faint if not row.laps_gained else brush.green if row.laps_gained > 0 else brush.red
            pieces.append((right(f"{row.laps_gained:+} " if row.laps_gained else "· ", lay.gained), style))
        if lay.finish:
            finish_style = brush.text if row.finish else brush.faint
            pieces.append(
                (right(_value(row.finish, doubtful=bool(doubts and doubts.finish)), lay.finish), finish_style)
            )
            total = f"{total_cell(row)}~" if doubts and doubts.total else f"{total_cell(row)} "
            pieces.append((right(total, lay.total), brush.strong if row.total else brush.dim))
        if lay.out:
            out = row.status is Status.ELIMINATED
            told = f"{self.massstart.words('table.lap', lap=laps_cell(row))} " if out else "· "
            pieces.append((right(told, lay.out), brush.red if out else brush.faint))
        return pieces

    def _time(self, row: Standing, doubts: Doubts | None) -> str:
        if row.time is None:
            return ""
        text = self._clocks[row.time]
        return f"{text}~" if doubts and doubts.time else f"{text} "

    def _outcome(self, row: Standing) -> Piece:
        if row.through:
            return (fit(f" {row.through}", STATE), self.brush.green)
        if row.status in TOLD_IN_A_WORD:
            return (fit(f" {self.massstart.words(f'state.{row.status}')}", STATE), self.brush.red)
        return (" " * STATE, self.brush.text)

    def _provenance(self, width: int) -> list[list[Piece]]:
        """Return the sources of the facts, doubtful ones first.

        They are shown only after the race, because they give away how it ended.
        """
        views, brush, words = self._shown.views, self.brush, self.massstart.words
        known = views.recording.header.provenance if views else ()
        legend = wrap(words("signs.doubt"), width - 2) if self._shown.doubtful else []
        lines = [[(("  " if index else "") + text, brush.amber)] for index, text in enumerate(legend)]
        for entry in sorted(known, key=lambda entry: entry.kind not in DOUBTFUL):
            told = f"{plain(entry.about)}: {words(f'provenance.{entry.kind}')}. {source_told(entry, words.language)}"
            lines += [[(("  " if index else "") + text, brush.dim)] for index, text in enumerate(wrap(told, width - 2))]
        return lines


def _value(points: int | str, *, doubtful: bool) -> str:
    if not points:
        return "· "
    return f"{points}~" if doubtful else f"{points} "
