"""The result: the protocol at this moment, with the reason for every place that needs one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.reasons import reason, tells_more_than_points
from massstart_tui.report.results import clocks_of
from massstart_tui.report.why import why_told
from massstart_tui.stream.marks import DOUBTFUL, Doubts
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.paint import Piece, fit, right, wrap
from massstart_tui.tui.scene import Shown
from massstart_tui.tui.screens.page import PageScreen, race_name
from massstart_tui.tui.widgets.columns import FEW_SPRINTS, WHOLE_NAME, Columns, latest, sprints_in

REASON_FROM = 96
WHY_FROM = 140
"""From so many cells there is room for the other skater and the numbers as well."""
NOC_FROM = 70
LEAST_OTHERS = 22
"""The cells that rank, bib, time and a Q take."""
OTHERS = 26
"""Those that they take where what became of a skater stands in the place of a Q."""


class ResultScreen(PageScreen):
    """Draws the standings of a race as a protocol."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("result")]
    place: ClassVar[str] = "result"

    def __init__(self, shown: Shown) -> None:
        """Of this race, at the moment it is at."""
        super().__init__()
        self._shown = shown

    def drawn_from(self) -> object:
        return self._shown.scene()

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        scene = self._shown.scene()
        return words("result.title"), words(f"phase.{scene.state.phase}")

    def lines(self, width: int) -> list[list[Piece]]:
        brush, scene = self.brush, self._shown.scene()
        lines: list[list[Piece]] = [
            [(plain(race_name(scene.sheet)), brush.strong)],
            [(plain(scene.sheet.venue), brush.dim)],
            [],
            self._heads(width),
        ]
        for row in scene.rows:
            lines.append(self._row(row, scene.doubts.get(row.bib), width))
            if row.rank == scene.sheet.qualify and row is self._last_of(row.rank):
                lines.append([("─" * min(width, 60), brush.faint)])
        if scene.state.over or self._shown.spoilers:
            lines += [[], *self._provenance(width)]
        return lines

    def _last_of(self, rank: int) -> Standing:
        return [row for row in self._shown.scene().rows if row.rank == rank][-1]

    @property
    def _columns(self) -> Columns:
        return Columns.of(self._shown.scene().state)

    def _heads(self, width: int) -> list[Piece]:
        words, columns = self.massstart.words, self._columns
        heads = [(f"S{index + 1}", 4) for index in self._sprints(width)]
        heads += [(words("table.gained"), 4)] if columns.gained else []
        heads += [(words("table.finish"), 5), ("Σ", 5)] if columns.points else []
        heads += [(words("table.out"), 8)] if columns.out else []
        noc = fit(words("table.noc"), 5) if self._noc(width) else ""
        name = fit(words("table.skater"), self._name_width(width))
        told = "".join(right(f"{head} ", room) for head, room in (*heads, (words("table.time"), 10)))
        return [(f"{right('#', 3)}{right(words('table.bib'), 5)}  {name}{noc}{told}", self.brush.dim)]

    def _sprints(self, width: int) -> range:
        """The sprints that are shown: the latest that there is room for."""
        columns = self._columns
        taken = OTHERS + WHOLE_NAME + 10 + self._noc(width) + (4 if columns.gained else 0)
        return latest(self._shown.scene().state, columns.sprints, sprints_in(width - taken, 4, columns.sprints))

    def _name_width(self, width: int) -> int:
        columns = self._columns
        told = 4 * len(self._sprints(width)) + (4 if columns.gained else 0) + (8 if columns.out else 0)
        told += 10 if columns.points else 0
        others = OTHERS if columns.sprints > FEW_SPRINTS else LEAST_OTHERS
        return max(10, min(26, width - others - told - self._noc(width)))

    def _noc(self, width: int) -> int:
        return 5 if self._columns.nations and width >= NOC_FROM else 0

    def _row(self, row: Standing, doubts: Doubts | None, width: int) -> list[Piece]:
        brush = self.brush
        pieces: list[Piece] = [
            (right(str(row.rank), 3), brush.text),
            (right(str(row.bib), 5), brush.ice),
            ("~ " if doubts and doubts.bib else "  ", brush.dim),
            (fit(plain(row.name), self._name_width(width) - 1) + " ", brush.text),
        ]
        if self._noc(width):
            pieces.append((fit(plain(row.noc), 5), brush.dim))
        pieces += self._what_decides(row, doubts, width)
        pieces.append((right(self._time(row, doubts), 10), brush.dim))
        pieces.append(self._outcome(row))
        if width >= REASON_FROM and tells_more_than_points(row):
            pieces.append((f" {self._why(row, doubts, width)}", brush.dim))
        return pieces

    def _why(self, row: Standing, doubts: Doubts | None, width: int) -> str:
        scene = self._shown.scene()
        doubtful = bool(doubts and doubts.finish)
        if width < WHY_FROM:
            return reason(row, scene.state, self.massstart.words, doubtful=doubtful)
        return why_told(scene.rows, row.bib, scene.state, self.massstart.words, doubtful=doubtful)

    def _what_decides(self, row: Standing, doubts: Doubts | None, width: int) -> list[Piece]:
        """Points, laps gained, and when who went out, as far as the rules have a use for them."""
        brush, columns = self.brush, self._columns
        unsure = doubts.sprints if doubts else (False,) * len(row.sprints)
        pieces = [
            (right(_value(row.sprints[at], doubtful=unsure[at]), 4), brush.amber if row.sprints[at] else brush.faint)
            for at in self._sprints(width)
        ]
        if columns.gained:
            style = brush.faint if not row.laps_gained else brush.green if row.laps_gained > 0 else brush.red
            pieces.append((right(f"{row.laps_gained:+} " if row.laps_gained else "· ", 4), style))
        if columns.points:
            finish_style = brush.text if row.finish else brush.faint
            pieces.append((right(_value(row.finish, doubtful=bool(doubts and doubts.finish)), 5), finish_style))
            total = f"{row.total}~" if doubts and doubts.total else f"{row.total} "
            pieces.append((right(total, 5), brush.strong if row.total else brush.dim))
        if columns.out:
            out = row.status is Status.ELIMINATED
            told = f"{self.massstart.words('table.lap', lap=row.laps)} " if out else "· "
            pieces.append((right(told, 8), brush.red if out else brush.faint))
        return pieces

    def _time(self, row: Standing, doubts: Doubts | None) -> str:
        if row.time is None:
            return ""
        text = clocks_of(other.time for other in self._shown.scene().rows)[row.time]
        return f"{text}~" if doubts and doubts.time else f"{text} "

    def _outcome(self, row: Standing) -> Piece:
        if row.through:
            return (f" {row.through}  ", self.brush.green)
        if row.status in (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED):
            return (fit(f" {self.massstart.words(f'state.{row.status}')}", 5), self.brush.red)
        return ("    ", self.brush.text)

    def _provenance(self, width: int) -> list[list[Piece]]:
        """Where the facts come from, the doubtful first; only once the race is over, for it tells how it ended."""
        views, brush, words = self._shown.views, self.brush, self.massstart.words
        known = views.recording.header.provenance if views else ()
        lines = [[(words("signs.doubt"), brush.amber)]] if self._shown.doubtful else []
        for entry in sorted(known, key=lambda entry: entry.kind not in DOUBTFUL):
            told = f"{plain(entry.about)}: {words(f'provenance.{entry.kind}')}. {plain(entry.source)}"
            lines += [[(("  " if index else "") + text, brush.dim)] for index, text in enumerate(wrap(told, width - 2))]
        return lines


def _value(points: int, *, doubtful: bool) -> str:
    if not points:
        return "· "
    return f"{points}~" if doubtful else f"{points} "
