"""One skater: where they stand and why, everything that happened to them, and the notes from the start sheet."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual.binding import BindingType

from massstart_tui.race.events import bibs_of
from massstart_tui.race.ice import gap_to_the_leader
from massstart_tui.race.sheet import Skater
from massstart_tui.race.standings import Standing
from massstart_tui.report.lines import Telling
from massstart_tui.report.reasons import reason
from massstart_tui.report.signs import sign_of
from massstart_tui.text.clock import race_time, seconds
from massstart_tui.text.names import short_names
from massstart_tui.text.ordinals import ordinal
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.paint import Piece, fit, right
from massstart_tui.tui.replay import Replay, Scene
from massstart_tui.tui.screens.page import PageScreen, race_name


class SkaterScreen(PageScreen):
    """Draws one skater of the replay, at the moment it is at."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("skater")]
    place: ClassVar[str] = "skater"

    def __init__(self, replay: Replay, bib: int) -> None:
        """The skater with this ``bib``."""
        super().__init__()
        self._replay = replay
        self._bib = bib

    @property
    def _skater(self) -> Skater:
        return self._replay.sheet.by_bib()[self._bib]

    def drawn_from(self) -> object:
        return self._replay.scene()

    def titles(self) -> tuple[str, str]:
        skater = self._skater
        return f"{skater.bib}  {plain(skater.name)}  {plain(skater.noc)}", plain(race_name(self._replay.sheet))

    def lines(self, width: int) -> list[list[Piece]]:
        scene = self._replay.scene()
        row = next(row for row in scene.rows if row.bib == self._bib)
        return [
            *self._standing(scene, row),
            [],
            *self._notes(width),
            self.heading("skater.happened"),
            *self._happened(scene),
        ]

    def _standing(self, scene: Scene, row: Standing) -> list[list[Piece]]:
        brush, words = self.brush, self.massstart.words
        place = words("skater.place", rank=ordinal(row.rank, words.language), skaters=len(scene.rows))
        status = words(f"status.{row.status}")
        lines: list[list[Piece]] = [[(place, brush.strong), (f"   {status}", brush.text)]]
        lines[0] += [(f"   {words(f'through.{row.through}')}", brush.green)] if row.through else []
        lines.append([(reason(row, scene.state, words), brush.dim)])
        points: list[Piece] = []
        for number, won in enumerate(row.sprints, 1):
            points += [(f"S{number} ", brush.dim), (f"{won}   ", brush.amber if won else brush.faint)]
        points += [(f"{words('table.finish')} ", brush.dim), (f"{row.finish}   ", brush.text)]
        points += [("Σ ", brush.dim), (f"{row.total}", brush.strong)]
        lines.append(points)
        if row.time is not None:
            lines.append(
                [(words("skater.finished", place=row.finish_place or 0, time=race_time(row.time, 2)), brush.text)]
            )
        gap = gap_to_the_leader(scene.state, self._bib)
        if gap and not scene.state.over:
            lines.append([(words("skater.behind", gap=seconds(gap)), brush.text)])
        return lines

    def _notes(self, width: int) -> list[list[Piece]]:
        skater, brush, words = self._skater, self.brush, self.massstart.words
        told = [plain(note) for note in skater.notes]
        if skater.born is not None:
            told.insert(0, words("skater.born", date=skater.born.isoformat()))
        if not told:
            return []
        lines = [[(text, brush.text)] for note in told for text in wrap(f"– {note}", width, subsequent_indent="  ")]
        return [self.heading("skater.notes"), *lines, []]

    def _happened(self, scene: Scene) -> list[list[Piece]]:
        timeline, brush, words = scene.timeline, self.brush, self.massstart.words
        if timeline is None:
            return []
        names = short_names((s.bib, s.name, s.noc) for s in scene.sheet.skaters)
        telling = Telling(words, scene.state.rules, names)
        lines: list[list[Piece]] = []
        for index in range(scene.lines):
            shown = timeline.line(index)
            if self._bib in bibs_of(shown.event):
                lines.append(
                    [
                        (right(words("log.to_go", count=shown.to_go), 9), brush.dim),
                        (right(race_time(shown.event.t), 9) + "  ", brush.dim),
                        (f"{sign_of(shown.event.type)} {fit(telling.kind(shown.event), 10)}", brush.ice),
                        (telling.body(shown.event), brush.text),
                    ]
                )
        return lines or [[(words("skater.nothing"), brush.dim)]]
